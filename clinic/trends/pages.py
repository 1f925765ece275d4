"""What the trends of an episode are read from, for its own page and for others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from clinic.assessments import queries as assessments
from clinic.assessments.summaries import summary
from clinic.domain.series import Series
from clinic.episodes.models import Discharge, Episode
from clinic.plotting import ChartEvents, Frame, TrendChart
from clinic.plotting.values import SCREEN
from clinic.trends import happenings, page_words
from clinic.trends.page_words import Glance
from clinic.trends.presenters import TrendCard, shown_chart, trend_cards
from clinic.trends.queries import chart_events
from clinic.trends.window import WHOLE, Window

# Read at arm's length from a tablet: on the narrowest telephone its text is still 12 px high.
LARGE: Final = Frame(width=400, height=236, text_size=15)


@dataclass(frozen=True, kw_only=True, slots=True)
class Trends:
    """The results of an episode as they stand, as far as a window reaches, and what happened."""

    all_series: Sequence[Series]
    not_shown: Sequence[Series]
    mdc_profiles: Mapping[str, str | None]
    events: ChartEvents
    days: tuple[date, date]
    window: Window


@dataclass(frozen=True, kw_only=True, slots=True)
class TrendsPage:
    """Everything of the trends page, in finished words."""

    cards: Sequence[TrendCard]
    glances: Sequence[Glance]
    summary: str
    shown: str
    left_out: str
    happened: Sequence[happenings.Happened]


def gather(
    episode: Episode,
    *,
    today: date,
    window: Window = WHOLE,
    discharge: Discharge | None = None,
) -> Trends:
    """Reads the record once, for the page and for what is downloaded from it.

    Args:
        episode: open or closed.
        today: the day of the clinic; the time axis of an open episode ends there.
        window: which part is looked at.
        discharge: what closed the episode, if it is closed.
    """
    found = assessments.read_all_series(episode, until=window.until)
    shown = [
        series for series in found if any(window.shows(result.on) for result in series.results)
    ]
    return Trends(
        all_series=shown,
        not_shown=[series for series in found if series not in shown],
        mdc_profiles=assessments.mdc_profiles(),
        events=chart_events(episode),
        days=window.axis(
            shown,
            begins=episode.enrolled_on,
            ends=discharge.discharged_on if discharge else today,
        ),
        window=window,
    )


def read_trends(episode: Episode, *, today: date) -> list[TrendCard]:
    """A card for every measure taken in the episode, on one axis of time."""
    return cards_of(gather(episode, today=today), today=today)


def charts_of(found: Trends) -> dict[str, TrendChart]:
    """The charts of what was read, by the code of the instrument; for paper."""
    return {
        series.instrument.code: shown_chart(
            series,
            found.events,
            mdc_profile=found.mdc_profiles[series.instrument.code],
            days=found.days,
            window=found.window,
        )
        for series in found.all_series
    }


def cards_of(found: Trends, *, today: date, large: bool = False) -> list[TrendCard]:
    """The cards of what was read; large ones for the page of their own."""
    return trend_cards(
        found.all_series,
        found.events,
        mdc_profiles=found.mdc_profiles,
        days=found.days,
        today=today,
        window=found.window,
        frame=LARGE if large else SCREEN,
    )


def present(found: Trends, *, today: date) -> TrendsPage:
    """The page of what was read."""
    cards = cards_of(found, today=today, large=True)
    return TrendsPage(
        cards=cards,
        glances=page_words.glances(cards),
        summary=summary(found.all_series),
        shown=page_words.shown(found.all_series, found.days, found.window, today=today),
        left_out=page_words.left_out(found.not_shown),
        happened=happenings.lines(found.events, found.days, today=today),
    )
