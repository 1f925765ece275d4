"""Finished words for trends: a card a measure, and at one glance who got better."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final

from clinic import phrasing
from clinic.assessments.charts import trend_chart
from clinic.assessments.result_words import result_words
from clinic.assessments.verdicts import MeasureCard, measure_card
from clinic.domain.comparison import Verdict
from clinic.domain.crossings import Priority
from clinic.domain.series import Series
from clinic.plotting import ChartEvents, ChartGeometry, Frame, TrendChart, trend_geometry
from clinic.plotting.marks import ChartRow
from clinic.plotting.values import SCREEN
from clinic.trends.window import WHOLE, Window

TO_HIGHER_RISK: Final = "Moved to higher risk, not shown to be beyond error: test again"
NO_VERDICT: Final = "No verdict"
# In the order of consequence: what the results of a heading have in common.
HEADINGS: Final[Mapping[str, frozenset[Verdict]]] = {
    "Now unable: could be done before": frozenset({Verdict.BECAME_UNABLE}),
    "Declined by more than measurement error": frozenset({Verdict.REAL_DECLINE}),
    TO_HIGHER_RISK: frozenset(),  # by its bands alone, whatever the verdict
    "Improved by more than measurement error": frozenset({Verdict.REAL_IMPROVEMENT}),
    "Now able: could not be done before": frozenset({Verdict.BECAME_ABLE}),
    "Possible change, not beyond error: repeat the test": frozenset(
        {Verdict.POSSIBLE_DECLINE, Verdict.POSSIBLE_IMPROVEMENT}
    ),
    "Not shown to be a real change": frozenset({Verdict.NO_DETECTABLE_CHANGE}),
    NO_VERDICT: frozenset(
        {
            Verdict.STILL_UNABLE,
            Verdict.INDETERMINATE,
            Verdict.UNCHANGED,
            Verdict.NOT_COMPARABLE,
            Verdict.INSUFFICIENT_DATA,
        }
    ),
}
NOTHING_EARLIER: Final = "Nothing to compare yet"


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class TrendCard:
    """One measure: its value and verdict in words, its chart, its numbers. Each is one of its own.

    `note` is short, for a page that shows trends among other things; `in_full` says everything of
    the first comparison, beside which `measure.second` stands.
    `no_verdict` stands where there is no verdict; `trend` is empty for a result without a number.
    """

    measure: MeasureCard
    chart: ChartGeometry
    note: str
    in_full: str
    heading: str
    no_verdict: str
    trend: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawing:
    """What the charts of a page have in common."""

    events: ChartEvents
    days: tuple[date, date]
    window: Window
    frame: Frame


def trend_cards(
    all_series: Sequence[Series],
    events: ChartEvents,
    *,
    mdc_profiles: Mapping[str, str | None],
    days: tuple[date, date],
    today: date,
    window: Window = WHOLE,
    frame: Frame = SCREEN,
) -> list[TrendCard]:
    """One card a measure, all on the same axis of time; what matters most comes first.

    Args:
        all_series: the results of each instrument.
        events: what happened when.
        mdc_profiles: the clinic's MDC profile by instrument.
        days: first and last day of the time axis.
        today: the day of the clinic.
        window: which results are drawn and listed.
        frame: size of each drawing.
    """
    drawing = Drawing(events=events, days=days, window=window, frame=frame)
    cards = [
        trend_card(
            series, drawing, mdc_profile=mdc_profiles.get(series.instrument.code), today=today
        )
        for series in all_series
    ]
    order = [*HEADINGS, NOTHING_EARLIER]
    return sorted(cards, key=lambda card: order.index(card.heading))


def shown_chart(
    series: Series,
    events: ChartEvents,
    *,
    mdc_profile: str | None,
    days: tuple[date, date],
    window: Window = WHOLE,
    frame: Frame = SCREEN,
) -> TrendChart:
    """The chart of a series with the results of a window; the baseline is that of the episode."""
    chart = trend_chart(series, mdc_profile=mdc_profile, events=events, days=days, frame=frame)
    if window.since is None:
        return chart
    return replace(chart, points=tuple(point for point in chart.points if window.shows(point.on)))


@lru_cache(maxsize=512)  # who looks again finds the measures without a new result drawn already
def trend_card(
    series: Series, drawing: Drawing, *, mdc_profile: str | None, today: date
) -> TrendCard:
    """The card of one measure, drawn; remembered by all that it is made of."""
    chart = shown_chart(
        series,
        drawing.events,
        mdc_profile=mdc_profile,
        days=drawing.days,
        window=drawing.window,
        frame=drawing.frame,
    )
    measure = measure_card(series, today=today)
    if series.instrument.gives_band_only:
        geometry = _words_only(series, chart)
    else:
        geometry = trend_geometry(chart)
    return TrendCard(
        measure=measure,
        chart=geometry,
        note=_note(measure),
        in_full=_in_full(measure),
        heading=heading_of(measure),
        no_verdict=_no_verdict(measure),
        trend=measure.trend if measure.compares else "",
    )


def heading_of(measure: MeasureCard) -> str:
    """Under which heading a measure stands: did it really change?"""
    if not measure.compares:
        return NO_VERDICT
    if measure.verdict is None:
        return NOTHING_EARLIER
    code = Verdict(measure.verdict.code)
    if measure.verdict.priority is Priority.DECLINE and code is not Verdict.REAL_DECLINE:
        return TO_HIGHER_RISK
    return next(heading for heading, verdicts in HEADINGS.items() if code in verdicts)


def _no_verdict(measure: MeasureCard) -> str:
    """What stands in the place of a verdict."""
    if not measure.compares:
        return "no number to compare"
    return "first result" if measure.is_first else "no result with a number"


def _words_only(series: Series, chart: TrendChart) -> ChartGeometry:
    """A result without a number cannot be drawn; its table says what it was, day by day."""
    shown = {point.on for point in chart.points}
    return ChartGeometry(
        title=chart.title,
        width=chart.frame.width,
        height=chart.frame.height,
        text_size=chart.frame.text_size,
        sentence="",
        value_heading="Result",
        marks=(),
        rows=tuple(
            ChartRow(
                phrasing.long_date(result.on, short=True),
                result_words(series.instrument, result),
                "amended" if result.amended else "",
            )
            for result in series.results
            if result.on in shown
        ),
    )


def _note(card: MeasureCard) -> str:
    """One sentence on error, one on the line, one on the other comparison."""
    if card.verdict is None:
        return _joined(card.position, card.stands)
    second = card.second.headline if card.second else ""
    said = (card.verdict.error_in_full, card.position, card.verdict.crossing)
    return _joined(*said, second, card.lines, card.stands)


def _in_full(card: MeasureCard) -> str:
    if card.verdict is None:
        return _joined(card.position, card.stands)
    return _joined(card.verdict.in_full, card.position, card.lines, card.stands)


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))
