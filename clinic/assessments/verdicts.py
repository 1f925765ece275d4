"""Finished words for what a series of results says: value, change, error, verdict, line.

Used by the patient's page, the progress page and the reports.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from clinic import phrasing
from clinic.assessments.change_notes import (
    both_numbers,
    day_or_days,
    importance,
    limits,
    lines_words,
    stands_since,
    what_stands,
)
from clinic.assessments.crossing_words import crossing_sentence
from clinic.assessments.positions import is_at_risk, position
from clinic.assessments.result_words import conditions_words, result_words
from clinic.domain.comparison import Change, Verdict
from clinic.domain.crossings import Priority
from clinic.domain.instruments import Instrument
from clinic.domain.series import Comparison, Result, Series
from clinic.domain.thresholds import Direction

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
    `verdict` is what is told first, `second` the other of the two comparisons (since the baseline,
    since the result before). `lines` names the threshold profile where a clinic may choose one;
    `stands` says that the test was refused or left unfinished since. `is_first` says that there is
    a number and nothing earlier to compare it with.
    """

    code: str
    name: str
    short_name: str
    value: str
    when: str
    conditions: str
    verdict: VerdictBlock | None
    second: VerdictBlock | None
    compares: bool
    is_first: bool
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
    shown = latest or _unfinished(series)
    return MeasureCard(
        code=instrument.code,
        name=instrument.name,
        short_name=instrument.short_name,
        value=result_words(instrument, shown) if shown else "not measured",
        when=phrasing.day(shown.on, today=today) if shown else "",
        conditions=conditions_words(instrument, latest) if latest else "",
        verdict=main_verdict(series, today=today),
        second=second_verdict(series, today=today),
        compares=not instrument.gives_band_only,
        is_first=latest is not None and latest.has_value and series.foremost is None,
        position=position(series),
        at_risk=is_at_risk(instrument, latest) if latest else None,
        baseline=baseline_words(series, today=today),
        better_word="lower" if instrument.direction is Direction.LOWER else "higher",
        trend=phrasing.trend_sentence(instrument, series.trend),
        lines=lines_words(instrument, latest) if latest else "",
        stands=what_stands(series, today=today),
    )


def main_verdict(series: Series, *, today: date) -> VerdictBlock | None:
    """What is told first: since the baseline, unless the change since the result before is worse.

    Source: instruments.md 6.1, 9 and 6.4.
    """
    return _verdict_of(series, series.foremost, today=today)


def second_verdict(series: Series, *, today: date) -> VerdictBlock | None:
    """The other comparison, its headline saying since when; None where there is only one."""
    return _verdict_of(series, series.second, today=today, is_second=True)


def since_words(series: Series, comparison: Comparison, *, today: date) -> str:
    """With what a result is compared: "the baseline", or the day of the result before."""
    if comparison is series.since_baseline:
        return "the baseline"
    earlier, later = comparison.earlier.on, comparison.later.on
    return phrasing.day_before(earlier, later=later, today=today).removeprefix("on ")


def _verdict_of(
    series: Series, comparison: Comparison | None, *, today: date, is_second: bool = False
) -> VerdictBlock | None:
    if comparison is None or series.instrument.gives_band_only:
        return None
    is_baseline = comparison is series.since_baseline
    since = since_words(series, comparison, today=today)
    names_it = is_second or (not is_baseline and series.since_baseline is not None)
    return verdict_block(
        series.instrument,
        comparison,
        today=today,
        since=since,
        confirmed=is_baseline and series.confirmed,
        headline_since=since if names_it else "",
    )


def verdict_block(
    instrument: Instrument,
    comparison: Comparison,
    *,
    today: date,
    since: str = "the baseline",
    confirmed: bool = False,
    headline_since: str = "",
) -> VerdictBlock:
    """A comparison in finished words; `since` names the earlier result, the headline may too."""
    change = comparison.change
    short = _error_sentence(comparison, _error(instrument, change), confirmed=confirmed)
    full = _error_sentence(comparison, _error_in_full(instrument, change), confirmed=confirmed)
    other = _without_error(instrument, comparison, today=today)
    return VerdictBlock(
        code=change.verdict.value,
        headline=phrasing.verdict_line(instrument, change, since=headline_since),
        spoken=phrasing.verdict_spoken(instrument, change, since=since),
        error=short or other,
        error_in_full=full or other,
        crossing=crossing_sentence(instrument, comparison),
        source=f"{change.mdc.population}. {change.mdc.source}" if change.mdc else "",
        priority=comparison.priority,
        importance=importance(instrument, change),
        limits=limits(instrument, comparison),
        confirmed=confirmed,
    )


def _unfinished(series: Series) -> Result | None:
    """The form that was begun and not finished, where that is the last thing done."""
    last = stands_since(series)
    return last if last is not None and last.is_unfinished else None


def baseline_words(series: Series, *, today: date) -> str:
    """The baseline with its day: "16.80 s, 9 Feb"; empty without one."""
    if series.baseline is None:
        return ""
    value = result_words(series.instrument, series.baseline)
    return f"{value}, {day_or_days(series.baseline, today=today)}"


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
    day = phrasing.day_before(earlier.on, later=comparison.later.on, today=today)
    before = result_words(instrument, earlier)
    match comparison.change.verdict:
        case Verdict.BECAME_UNABLE:
            return f"Could do it {day}: {before}." if earlier.has_value else f"Before: {before}."
        case Verdict.BECAME_ABLE | Verdict.STILL_UNABLE:
            return f"{phrasing.capitalised(before)} {day}."
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
