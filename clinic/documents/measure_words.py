"""Measures on paper: a row a measure, where its verdict comes from, every result."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from clinic import phrasing
from clinic.assessments.change_notes import stands_since
from clinic.assessments.positions import NO_RISK_CAVEAT, is_at_risk, position
from clinic.assessments.result_words import conditions_words, outcome_words, result_words
from clinic.domain.comparison import Change, Verdict
from clinic.domain.instruments import Instrument
from clinic.domain.series import Comparison, Result, Series, is_comparable
from clinic.domain.thresholds import Direction
from reports.blocks.symbols import Symbol
from reports.content import MeasureRow

SYMBOLS: Final = {
    Verdict.REAL_IMPROVEMENT: Symbol.REAL,
    Verdict.BECAME_ABLE: Symbol.REAL,
    Verdict.POSSIBLE_IMPROVEMENT: Symbol.POSSIBLE,
    Verdict.POSSIBLE_DECLINE: Symbol.POSSIBLE,
    Verdict.NO_DETECTABLE_CHANGE: Symbol.WITHIN,
    Verdict.REAL_DECLINE: Symbol.DECLINE,
    Verdict.BECAME_UNABLE: Symbol.UNABLE,
    Verdict.STILL_UNABLE: Symbol.UNABLE,
}
# "Within error" only in tables; everywhere else the words are written out.
TABLE_WORDS: Final = {Verdict.NO_DETECTABLE_CHANGE: "Within error"}
# What is told of the result before as well, beside the change since the baseline.
TOLD_TOO: Final = frozenset(SYMBOLS) - {Verdict.NO_DETECTABLE_CHANGE, Verdict.STILL_UNABLE}
# Without an error because none is published, not because the two are not held against each other.
UNPUBLISHED: Final = frozenset({Verdict.INDETERMINATE, Verdict.UNCHANGED})
DAYS_LISTED: Final = 6
NOTHING: Final = "–"
# [V7], [K29], [V]: numbers and grades of our own list of references.
REFERENCE_MARKS: Final = re.compile(r"\[[VK]\d*[a-z]?\]\s*")
OWN_JUDGEMENT: Final = re.compile(r"\[\?\]")


def paper_day(day: date, *, issued_on: date) -> str:
    """A day as paper says it: never "today", the year when it is not the year of issue."""
    if day.year == issued_on.year:
        return _unbroken(phrasing.short_date(day))
    return _unbroken(phrasing.long_date(day, short=True))


def comparisons_of(series: Series) -> list[Comparison]:
    """What a row tells, the worse first: since the baseline, and what else there is to tell."""
    first, second, baseline = series.foremost, series.second, series.since_baseline
    if first is None:
        return []
    told_too = second is not None and (
        second is baseline
        or (second.change.verdict in TOLD_TOO and second.change.verdict != first.change.verdict)
    )
    return [first, second] if second is not None and told_too else [first]


def measure_row(series: Series, *, issued_on: date) -> MeasureRow:
    """One measure from its baseline to now, in finished words."""
    instrument, told = series.instrument, comparisons_of(series)
    from_baseline = series.since_baseline or series.foremost
    change = from_baseline.change if from_baseline else None
    verdicts = [_verdict_words(series, one, issued_on=issued_on) for one in told]
    first = told[0].change.verdict if told else None
    return MeasureRow(
        test=_unbroken(f"{instrument.short_name}, {_unit(instrument)}"),
        better="less" if instrument.direction is Direction.LOWER else "more",
        baseline=_dated(instrument, series.baseline, issued_on=issued_on),
        now=_now(series, issued_on=issued_on),
        change=_change(instrument, change),
        error=_error(instrument, change),
        verdict="\n".join(verdicts) or _no_verdict(series),
        symbol=SYMBOLS.get(first, Symbol.UNKNOWN) if first else Symbol.UNKNOWN,
        line=_line(series, issued_on=issued_on),
    )


def origin_rows(series: Series) -> list[tuple[str, ...]]:
    """Where a verdict and a line come from: what, the people it was found in, the citation."""
    instrument, told = series.instrument, comparisons_of(series)
    rows: list[tuple[str, ...]] = []
    for mdc in dict.fromkeys(one.change.mdc for one in told if one.change.mdc is not None):
        level = f"MDC{mdc.level_percent}" if mdc.level_percent else "MDC, level not stated"
        provisional = ", provisional" if mdc.provisional else ""
        what = f"Error: {level} {phrasing.quantity(instrument, mdc.value)}{provisional}"
        rows.append((instrument.short_name, what, mdc.population, citation(mdc.source)))
    if any(one.change.verdict in UNPUBLISHED for one in told):
        rows.append((instrument.short_name, "Error: none published", "", ""))
    if series.latest is not None:
        line = instrument.cut_off(series.latest.profile)
        if line is not None:
            profile = instrument.profile(series.latest.profile)
            chosen = f" ({profile.words})" if len(instrument.profiles) > 1 else ""
            rows.append(
                (
                    instrument.short_name,
                    f"Line: {line.words}{chosen}",
                    profile.population,
                    citation(line.source),
                )
            )
    return rows


def result_columns(all_series: Sequence[Series]) -> tuple[str, ...]:
    """Headers of the table of results: the day, then each measure with its unit."""
    names = (f"{s.instrument.short_name}, {_unit(s.instrument)}" for s in all_series)
    return ("Date", *names)


def result_rows(all_series: Sequence[Series], *, issued_on: date) -> list[tuple[str, ...]]:
    """Results by day, the latest first, a column a measure; two of one day share a cell."""
    days = {result.on for series in all_series for result in series.results}
    return [
        (
            paper_day(day, issued_on=issued_on),
            *(_results_of(series, day) for series in all_series),
        )
        for day in sorted(days, reverse=True)
    ]


def names_at_risk(all_series: Sequence[Series]) -> list[str]:
    """Names of the measures whose latest result lies on the risk side of its line."""
    return [
        series.instrument.name
        for series in all_series
        if series.latest is not None and is_at_risk(series.instrument, series.latest)
    ]


def citation(source: str) -> str:
    """A source for a reader outside: without the marks that the definitions carry."""
    return OWN_JUDGEMENT.sub("(own judgement)", REFERENCE_MARKS.sub("", source)).strip()


def _line(series: Series, *, issued_on: date) -> str:
    """Where the latest result lies; that the test was refused or left unfinished since."""
    words = position(series).removesuffix(".").removesuffix(f"; {NO_RISK_CAVEAT}")
    last = stands_since(series)
    since = f"{outcome_words(last)} {paper_day(last.on, issued_on=issued_on)}" if last else ""
    return phrasing.capitalised("; ".join(filter(None, (words, since))))


def _dated(instrument: Instrument, result: Result | None, *, issued_on: date) -> str:
    if result is None:
        return NOTHING
    value = _value(instrument, result)
    days = [paper_day(day, issued_on=issued_on) for day in result.mean_of or (result.on,)]
    return f"{value}\n{'mean of ' if result.mean_of else ''}{phrasing.joined(days)}"


def _now(series: Series, *, issued_on: date) -> str:
    if series.latest is None:
        return NOTHING
    if series.latest is series.baseline:
        return NOTHING
    return _dated(series.instrument, series.latest, issued_on=issued_on)


def _value(instrument: Instrument, result: Result) -> str:
    if result.has_value and result.reading.value is not None:
        return phrasing.number(result.reading.value, instrument.decimals)
    return result_words(instrument, result)


def _unit(instrument: Instrument) -> str:
    if instrument.words.of_maximum and instrument.maximum is not None:
        return _unbroken(f"of {phrasing.number(instrument.maximum)}")
    return instrument.words.unit_many


def _no_verdict(series: Series) -> str:
    return "Baseline only" if series.baseline is not None else "No result yet"


def _change(instrument: Instrument, change: Change | None) -> str:
    if change is None or change.delta is None:
        return NOTHING
    return phrasing.signed(change.delta, instrument.decimals)


def _error(instrument: Instrument, change: Change | None) -> str:
    if change is None or (change.mdc is None and change.verdict not in UNPUBLISHED):
        return NOTHING
    if change.mdc is None:
        return "none"
    return phrasing.number(change.mdc.value, instrument.decimals)


def _verdict_words(series: Series, comparison: Comparison, *, issued_on: date) -> str:
    """The verdict; the change and since when, where it is not from the baseline of the row."""
    change = comparison.change
    words = TABLE_WORDS.get(change.verdict, phrasing.verdict(change))
    words = _unbroken(phrasing.capitalised(words))
    if comparison is series.since_baseline or series.since_baseline is None:
        return words
    since = _unbroken(f"since {paper_day(comparison.earlier.on, issued_on=issued_on)}")
    size = _change(series.instrument, change)
    return f"{words} {since}" if size == NOTHING else f"{words}, {size} {since}"


def _results_of(series: Series, day: date) -> str:
    told = []
    for result in series.results:
        if result.on == day:
            value = _value(series.instrument, result)
            remarks = [] if is_comparable(series, result) else [
                conditions_words(series.instrument, result) or "other conditions"
            ]  # fmt: skip
            remarks += ["amended"] if result.amended else []
            told.append(", ".join([value, *remarks]))
    return "\n".join(told)


def _unbroken(words: str) -> str:
    return words.replace(" ", "\u00a0")
