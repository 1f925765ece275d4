"""What the trends page says beside its charts: the answer at one glance, and what is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from clinic import phrasing
from clinic.domain.comparison import Verdict
from clinic.domain.series import Comparison, Series
from clinic.trends.presenters import TrendCard
from clinic.trends.window import Window

IMPROVED = frozenset({Verdict.REAL_IMPROVEMENT, Verdict.BECAME_ABLE})
DECLINED = frozenset({Verdict.REAL_DECLINE, Verdict.BECAME_UNABLE})


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


def comparison_of(series: Series) -> Comparison | None:
    """What the verdict compares: with the baseline, else with the result before."""
    return series.since_baseline or series.since_previous


def summary(all_series: Sequence[Series]) -> str:
    """How many measures really changed, the declined first, in a sentence or two."""
    found = [comparison for series in all_series if (comparison := comparison_of(series))]
    if not found:
        return "The baseline was taken; there is nothing to compare yet." if all_series else ""
    sentences = []
    for verdicts, verb in ((DECLINED, "declined"), (IMPROVED, "improved")):
        count = sum(comparison.change.verdict in verdicts for comparison in found)
        if count:
            of = phrasing.plural(len(found), "measure")
            sentences.append(f"{count} of {of} {verb} by more than measurement error.")
    return " ".join(sentences) or "No measure has changed by more than its measurement error."


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
