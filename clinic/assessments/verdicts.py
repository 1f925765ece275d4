"""Finished words for what a series of results says: value, change, error, verdict, line.

Used by the patient's page, the progress page and the reports.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from clinic import phrasing
from clinic.assessments.change_notes import (
    both_numbers,
    day_or_days,
    importance,
    limits,
    lines_words,
    what_stands,
)
from clinic.domain.banding import INCOMPLETE, NO_NORM
from clinic.domain.comparison import Change, Verdict
from clinic.domain.crossings import Priority
from clinic.domain.instruments import Instrument
from clinic.domain.responses import Status
from clinic.domain.series import Comparison, Result, Series
from clinic.domain.thresholds import CutOff, Direction

NO_RISK_CAVEAT: Final = "that does not mean no risk"

BEYOND: Final = frozenset({Verdict.REAL_IMPROVEMENT, Verdict.REAL_DECLINE})
POSSIBLE: Final = frozenset({Verdict.POSSIBLE_IMPROVEMENT, Verdict.POSSIBLE_DECLINE})
UNKNOWN: Final = frozenset({Verdict.INDETERMINATE, Verdict.UNCHANGED})


@dataclass(frozen=True, kw_only=True, slots=True)
class VerdictBlock:
    """One comparison in finished words.

    `code` is the verdict for the `verdict` macro. `headline` is the verdict with the change
    ("Real improvement, −4.34 s."), `spoken` the same with its direction. `error` is one sentence
    on the error of measurement, `error_in_full` the same with its level and population; `source`
    says where that error comes from. `importance` says whether the change matters, `limits` that
    an end of the scale is reached and what to use in its place; both may be empty.
    """

    code: str
    headline: str
    spoken: str
    error: str
    error_in_full: str
    crossing: str
    source: str
    priority: Priority
    importance: str = ""
    limits: str = ""
    confirmed: bool = False

    @property
    def in_full(self) -> str:
        """Everything beside the verdict: error, importance, line, end of the scale."""
        said = (self.error_in_full, self.importance, self.crossing, self.limits)
        return " ".join(filter(None, said))


@dataclass(frozen=True, kw_only=True, slots=True)
class MeasureCard:
    """One instrument of one person, in finished words.

    `trend` is such as "improving, −1.02 s a month over 5 results"; `better_word` lower or higher.
    `lines` names the threshold profile where a clinic may choose one; `stands` says that the test
    was refused since.
    """

    code: str
    name: str
    short_name: str
    value: str
    when: str
    conditions: str
    verdict: VerdictBlock | None
    compares: bool
    position: str
    at_risk: bool | None
    baseline: str
    better_word: str
    trend: str
    lines: str = ""
    stands: str = ""


def measure_card(series: Series, *, today: date) -> MeasureCard:
    """The latest result of an instrument with its verdict since the baseline."""
    instrument, latest = series.instrument, series.latest
    return MeasureCard(
        code=instrument.code,
        name=instrument.name,
        short_name=instrument.short_name,
        value=result_words(instrument, latest) if latest else "not measured",
        when=phrasing.day(latest.on, today=today) if latest else "",
        conditions=conditions_words(instrument, latest) if latest else "",
        verdict=main_verdict(series, today=today),
        compares=not instrument.gives_band_only,
        position=position(series),
        at_risk=is_at_risk(instrument, latest) if latest else None,
        baseline=baseline_words(series, today=today),
        better_word="lower" if instrument.direction is Direction.LOWER else "higher",
        trend=phrasing.trend_sentence(instrument, series.trend),
        lines=lines_words(instrument, latest) if latest else "",
        stands=what_stands(series, today=today),
    )


def main_verdict(series: Series, *, today: date) -> VerdictBlock | None:
    """The verdict since the baseline; without one, the verdict since the result before."""
    comparison = series.since_baseline or series.since_previous
    if comparison is None or series.instrument.gives_band_only:
        return None
    is_baseline = comparison is series.since_baseline
    return verdict_block(
        series.instrument,
        comparison,
        today=today,
        since="the baseline" if is_baseline else phrasing.day(comparison.earlier.on, today=today),
        confirmed=is_baseline and series.confirmed,
    )


def verdict_block(
    instrument: Instrument,
    comparison: Comparison,
    *,
    today: date,
    since: str = "the baseline",
    confirmed: bool = False,
) -> VerdictBlock:
    """A comparison in finished words; `since` names the earlier result."""
    change = comparison.change
    short = _error_sentence(comparison, _error(instrument, change), confirmed=confirmed)
    full = _error_sentence(comparison, _error_in_full(instrument, change), confirmed=confirmed)
    other = _without_error(instrument, comparison, today=today)
    return VerdictBlock(
        code=change.verdict.value,
        headline=phrasing.verdict_line(instrument, change),
        spoken=phrasing.verdict_spoken(instrument, change, since=since),
        error=short or other,
        error_in_full=full or other,
        crossing=_crossing_sentence(instrument, comparison),
        source=f"{change.mdc.population}. {change.mdc.source}" if change.mdc else "",
        priority=comparison.priority,
        importance=importance(instrument, change),
        limits=limits(instrument, comparison),
        confirmed=confirmed,
    )


def result_words(instrument: Instrument, result: Result) -> str:
    """A result as it stands alone: "12.46 s", "47 of 56", "unable", "incomplete"."""
    if result.reading.status is not Status.COMPLETED:
        return phrasing.STATUS_WORDS[result.reading.status]
    value = result.reading.value
    if instrument.gives_band_only and result.band not in {None, INCOMPLETE}:
        return phrasing.band(instrument.profile(result.profile), result.band).partition(":")[0]
    return "incomplete" if value is None else phrasing.score_words(instrument, value)


def conditions_words(instrument: Instrument, result: Result) -> str:
    """The aid and every condition that is not the usual one: "with a stick, comfortable pace"."""
    words = []
    if len(instrument.aids) > 1:
        words.append(phrasing.AID_WORDS[result.protocol.aid])
    for condition in instrument.conditions:
        code = result.protocol.conditions.get(condition.code, condition.usual)
        if code != condition.usual:
            chosen = next(choice.words for choice in condition.choices if choice.code == code)
            words.append(f"{condition.words.lower()}: {chosen.lower()}")
    return ", ".join(words)


def baseline_words(series: Series, *, today: date) -> str:
    """The baseline with its day: "16.80 s, 9 Feb"; empty without one."""
    if series.baseline is None:
        return ""
    value = result_words(series.instrument, series.baseline)
    return f"{value}, {day_or_days(series.baseline, today=today)}"


def position(series: Series) -> str:
    """On which side of the line the latest result lies, and whether it was there before."""
    if series.latest is None:
        return ""
    comparison = series.since_baseline or series.since_previous
    earlier = comparison.earlier if comparison else None
    return position_sentence(series.instrument, series.latest, earlier=earlier)


def position_sentence(
    instrument: Instrument, result: Result, *, earlier: Result | None = None
) -> str:
    """A sentence such as "Still at risk: 12.00 s or more." Better is never "no risk"."""
    words = position_words(instrument, result)
    at_risk = is_at_risk(instrument, result)
    if not words or at_risk is None:
        return f"{phrasing.capitalised(words)}." if words else ""
    before = is_at_risk(instrument, earlier) if earlier is not None else None
    prefix = "" if before is None else "Still " if before == at_risk else "Now "
    sentence = f"{prefix}{words}" if at_risk else f"{prefix}{words}; {NO_RISK_CAVEAT}"
    return f"{phrasing.capitalised(sentence)}."


def is_at_risk(instrument: Instrument, result: Result) -> bool | None:
    """Whether a result lies on the risk side of the instrument's line; None where none holds."""
    line = line_for(instrument, result)
    if result.has_value and line is not None and result.reading.value is not None:
        return line.is_at_risk(result.reading.value)
    return phrasing.is_at_risk(instrument.profile(result.profile), result.band)


def line_for(instrument: Instrument, result: Result) -> CutOff | None:
    """The line that a result is held against; none where the result has no band."""
    return instrument.cut_off(result.profile) if result.band is not None else None


def position_words(instrument: Instrument, result: Result) -> str:
    """On which side of its line or norm a result lies, and where: "high risk: 16 or less"."""
    line = line_for(instrument, result)
    value = result.reading.value
    if result.has_value and line is not None and value is not None:
        return line.at_risk_words if line.is_at_risk(value) else line.better_words
    if result.band == NO_NORM:
        return "no published norm for this age or sex"
    norm = instrument.norm
    if norm is not None and result.norm_value is not None and result.band == norm.worse_code:
        limit = norm.worse_range.format(_limit(instrument, result.norm_value))
        return f"{norm.worse_words}: {limit}"
    if norm is not None and result.norm_value is not None and result.band == norm.better_code:
        limit = norm.better_range.format(_limit(instrument, result.norm_value))
        return f"{norm.better_words}: {limit}"
    return phrasing.band(instrument.profile(result.profile), result.band)


def _limit(instrument: Instrument, value: Decimal) -> str:
    return phrasing.number(value, instrument.decimals)


def _error_sentence(comparison: Comparison, error: str, *, confirmed: bool) -> str:
    change = comparison.change
    if change.verdict in BEYOND:
        again = " Confirmed by two assessments in a row." if confirmed else ""
        return f"Beyond error ({error}).{again}"
    if change.verdict in POSSIBLE:
        return f"Large enough to matter, not beyond error ({error}). Repeat the test."
    if change.verdict is Verdict.NO_DETECTABLE_CHANGE:
        return f"Not beyond error ({error}): not shown to be a real change."
    return "No published error for this test." if change.verdict in UNKNOWN else ""


def _without_error(instrument: Instrument, comparison: Comparison, *, today: date) -> str:
    earlier = comparison.earlier
    day = phrasing.day(earlier.on, today=today)
    before = result_words(instrument, earlier)
    match comparison.change.verdict:
        case Verdict.BECAME_UNABLE:
            return f"Could do it on {day}: {before}." if earlier.has_value else f"Before: {before}."
        case Verdict.BECAME_ABLE | Verdict.STILL_UNABLE:
            return f"{phrasing.capitalised(before)} on {day}."
        case Verdict.NOT_COMPARABLE:
            names = [_condition_name(instrument, code) for code in comparison.differs]
            now = result_words(instrument, comparison.later)
            both = both_numbers(instrument, comparison, before=before, now=now)
            return f"Taken under other conditions ({phrasing.joined(names)}). {both}".rstrip()
        case _:
            return "One of the two results has no number."


def _condition_name(instrument: Instrument, code: str) -> str:
    names = {condition.code: condition.words.lower() for condition in instrument.conditions}
    return {"aid": "aid", "version": "version of the test", **names}[code]


def _error(instrument: Instrument, change: Change) -> str:
    if change.mdc is None:
        return "not known"
    provisional = ", provisional" if change.mdc.provisional else ""
    return f"{phrasing.quantity(instrument, change.mdc.value)}{provisional}"


def _error_in_full(instrument: Instrument, change: Change) -> str:
    return "not known" if change.mdc is None else phrasing.error_words(instrument, change.mdc)


def _crossing_sentence(instrument: Instrument, comparison: Comparison) -> str:
    if comparison.earlier.profile != comparison.later.profile:
        return "The lines of then were of another profile, so none is said to be crossed."
    if comparison.age_band_changed:
        return phrasing.AGE_BAND_CHANGED
    before, now = (is_at_risk(instrument, one) for one in (comparison.earlier, comparison.later))
    words = phrasing.CROSSING_WORDS[comparison.crossing]
    return words if before is not now else words.replace(phrasing.CROSSED, phrasing.MOVED)
