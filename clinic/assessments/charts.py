"""The trend chart of a series, for screen and paper alike."""

from datetime import date
from decimal import Decimal
from typing import Final

from clinic import phrasing
from clinic.assessments.positions import line_for, position
from clinic.assessments.result_words import conditions_words, unfinished_words
from clinic.domain.comparison import mdc_for, of_mean_of_two
from clinic.domain.instruments import Instrument
from clinic.domain.responses import Status
from clinic.domain.series import Result, Series, is_comparable
from clinic.domain.thresholds import Direction
from clinic.plotting import (
    Better,
    ChartEvents,
    CutOff,
    Frame,
    Norm,
    Outcome,
    Side,
    TrendChart,
    TrendPoint,
)
from clinic.plotting.values import NO_EVENTS, SCREEN

LINE_THEN_NORM: Final = "by_line_then_norm"
BANDED_BY_NORM: Final = frozenset({"by_norm", LINE_THEN_NORM})
OUTCOMES: Final = {status: Outcome(status.value) for status in Status}


def trend_chart(
    series: Series,
    *,
    mdc_profile: str | None = None,
    events: ChartEvents = NO_EVENTS,
    days: tuple[date, date] | None = None,
    frame: Frame = SCREEN,
) -> TrendChart:
    """A series with its line, the error band round the baseline, and what happened when.

    Args:
        series: the results of one instrument.
        mdc_profile: the MDC profile of the clinic; None takes the default.
        events: levels, pauses and falls; the same in every chart of a page.
        days: first and last day of the time axis; None takes those of the results.
        frame: size of the drawing.

    Raises:
        UnknownProfile: the instrument has no MDC profile of this name.
    """
    instrument = series.instrument
    baseline = series.baseline.reading.value if series.baseline else None
    mdc = mdc_for(instrument, baseline, profile=mdc_profile)
    if mdc is not None and series.baseline is not None and series.baseline.mean_of:
        mdc = of_mean_of_two(mdc)
    whole = instrument.decimals == 0
    return TrendChart(
        title=instrument.name,
        better=Better.LOWER if instrument.direction is Direction.LOWER else Better.HIGHER,
        unit=_unit(instrument),
        unit_words=_unit_words(instrument),
        points=tuple(_point(series, result) for result in series.results),
        baseline=_float(baseline),
        mdc=_float(mdc.value) if mdc else None,
        mdc_label=f"error ±{phrasing.number(mdc.value, instrument.decimals)}" if mdc else "",
        cut_off=cut_off(instrument, series.latest) if series.latest else None,
        norm=norm(instrument, series.latest) if series.latest else None,
        step=1 if whole else 0,
        least=_float(instrument.minimum),
        most=_float(instrument.maximum) if instrument.words.of_maximum else None,
        events=events,
        first_day=days[0] if days else None,
        last_day=days[1] if days else None,
        verdict=_verdicts(series),
        position=_inside_sentence(position(series)),
        frame=frame,
    )


def _verdicts(series: Series) -> str:
    """Both comparisons, the first as it stands, a change since the result before named so."""
    said = []
    for comparison in (series.foremost, series.second):
        if comparison is not None:
            named = comparison is not series.since_baseline and series.since_baseline is not None
            since = "the result before" if named else ""
            line = phrasing.verdict_line(series.instrument, comparison.change, since=since)
            said.append(_inside_sentence(line))
    return ", ".join(said)


def cut_off(instrument: Instrument, result: Result) -> CutOff | None:
    """The line that a result is held against: that of its threshold profile, or of its norm."""
    line = line_for(instrument, result)
    if line is not None:
        side = Side.ABOVE if line.at_risk_side is Direction.HIGHER else Side.BELOW
        return CutOff(
            value=float(line.value), side=side, inclusive=line.inclusive, label=line.words
        )
    norm, for_all = instrument.norm, _line_for_all(instrument, result)
    if norm is None or instrument.banding not in BANDED_BY_NORM:
        return None
    if result.norm_value is None:
        return for_all
    by_age = norm.line_words.format(phrasing.number(result.norm_value, instrument.decimals))
    return CutOff(
        value=float(result.norm_value),
        side=Side.BELOW,
        inclusive=norm.inclusive,
        label=f"{by_age}, {for_all.label}" if for_all is not None else by_age,
    )


def _line_for_all(instrument: Instrument, result: Result) -> CutOff | None:
    """The line that holds at any age, where another one is drawn above it by age.

    Source: instruments.md 4.2: both lines are told; under 60 there is only this one.
    """
    if instrument.banding != LINE_THEN_NORM or result.band is None:
        return None
    worst = instrument.profile(result.profile).bands[0]
    if worst.up_to is None:
        return None
    words = f"{worst.words} to {phrasing.number(worst.up_to, instrument.decimals)}"
    return CutOff(value=float(worst.up_to), side=Side.BELOW, inclusive=True, label=words)


def norm(instrument: Instrument, result: Result) -> Norm | None:
    """The norm for the age (and sex) of that day, unless it is the line itself."""
    table, value = instrument.norm, result.norm_value
    if table is None or value is None or instrument.banding in BANDED_BY_NORM:
        return None
    side = "over" if table.worse_side is Direction.HIGHER else "under"
    return Norm(
        low=float(value),
        high=float(value),
        label=f"norm {phrasing.quantity(instrument, value)}: {side} it {table.worse_words}",
        short=f"norm {phrasing.number(value, instrument.decimals)}",
    )


def line_in_words(instrument: Instrument, result: Result) -> tuple[str, str]:
    """The line that the chart draws for a result, and where it comes from; empty without one."""
    drawn = cut_off(instrument, result)
    if drawn is None:
        return "", ""
    line = line_for(instrument, result)
    if line is not None:
        return drawn.label, line.source
    sources = [_norm_source(instrument)] if result.norm_value is not None else []
    if instrument.banding == LINE_THEN_NORM:
        sources.insert(0, instrument.profile(result.profile).source)
    return drawn.label, "; ".join(sources)


def norm_in_words(instrument: Instrument, result: Result) -> tuple[str, str]:
    """The norm that the chart draws for a result, and where it comes from; empty without one."""
    drawn = norm(instrument, result)
    return (drawn.label, _norm_source(instrument)) if drawn is not None else ("", "")


def _norm_source(instrument: Instrument) -> str:
    return instrument.norm.source if instrument.norm is not None else ""


def _point(series: Series, result: Result) -> TrendPoint:
    instrument = series.instrument
    value = result.reading.value if result.has_value else None
    outcome = OUTCOMES[result.reading.status]
    if outcome is Outcome.COMPLETED and value is None:
        outcome = Outcome.INCOMPLETE  # it has no number to draw
    comparable = is_comparable(series, result)
    return TrendPoint(
        on=result.on,
        value=_float(value),
        value_label=_label(instrument, result, value),
        outcome=outcome,
        comparable=comparable,
        conditions="" if comparable else conditions_words(instrument, result),
        amended=result.amended,
    )


def _label(instrument: Instrument, result: Result, value: Decimal | None) -> str:
    if value is not None:
        return phrasing.score_number(instrument, value)
    return unfinished_words(result) if result.reading.status is Status.COMPLETED else ""


def _unit(instrument: Instrument) -> str:
    if instrument.words.of_maximum and instrument.maximum is not None:
        return f"of {phrasing.number(instrument.maximum)}"
    return instrument.words.unit_many


def _unit_words(instrument: Instrument) -> str:
    if instrument.words.of_maximum:
        return f"{instrument.words.unit_many} {_unit(instrument)}"
    if not instrument.groups or instrument.unit != instrument.groups[0].unit:
        return instrument.words.unit_many
    return instrument.groups[0].unit_words


def _inside_sentence(words: str) -> str:
    return words[:1].lower() + words[1:].removesuffix(".")


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
