"""What the trends page says beside its charts: the answer at one glance, and what is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from clinic import phrasing
from clinic.domain.series import Series
from clinic.trends.presenters import TrendCard
from clinic.trends.window import Window


@dataclass(frozen=True, kw_only=True, slots=True)
class Glance:
    """The measures that share an answer to "better, truly?"."""

    heading: str
    cards: Sequence[TrendCard]


def glances(cards: Sequence[TrendCard]) -> list[Glance]:
    """The cards, ordered by heading already, in groups."""
    return [
        Glance(heading=heading, cards=tuple(group))
        for heading, group in groupby(cards, key=lambda card: card.heading)
    ]


def shown(
    all_series: Sequence[Series], days: tuple[date, date], window: Window, *, today: date
) -> str:
    """Such as "5 measures, 23 results, 9 Feb to today"."""
    count = sum(window.shows(result.on) for series in all_series for result in series.results)
    first, last = (phrasing.day(day, today=today) for day in days)
    measures = phrasing.plural(len(all_series), "measure")
    return f"{measures}, {phrasing.plural(count, 'result')}, {first} to {last}"


def left_out(not_shown: Sequence[Series]) -> str:
    """Which measures have results on other days only; empty when none has."""
    names = phrasing.joined([series.instrument.name for series in not_shown])
    return f"Measured on other days only: {names}." if names else ""
