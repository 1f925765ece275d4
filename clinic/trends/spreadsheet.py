"""The results of an episode as CSV, one line a result, for a spreadsheet or a program."""

import csv
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from io import StringIO
from typing import Final

from clinic import phrasing
from clinic.assessments.charts import line_in_words, norm_in_words
from clinic.assessments.result_words import conditions_words, outcome_words, result_words
from clinic.domain.comparison import Change
from clinic.domain.instruments import Instrument
from clinic.domain.series import Result, Series, compare_results, is_comparable
from clinic.locales import MINUS
from clinic.trends.window import WHOLE, Window

# What makes a spreadsheet take a cell for a formula, also in its full-width form.
FORMULA_STARTS: Final = tuple("=+-@\t\r\n＝＋－＠|")
BYTE_ORDER_MARK: Final = "\ufeff"  # without it Excel reads UTF-8 as an old Western code page
HASH_SHOWN: Final = 12

Line = tuple[Sequence[str], str, Sequence[str]]

BEFORE_VALUES: Final = ("Date", "Test", "Code", "Version", "Outcome")
AFTER_VALUES: Final = (
    "Band",
    "Aid and conditions",
    "Remark",
    "Change since baseline (unit of the test)",
    "Measurement error (unit of the test)",
    "Verdict since baseline",
    "Change since last (unit of the test)",
    "Verdict since last",
    "Source of the verdict",
    "Line",
    "Source of the line",
    "Norm for age and sex",
    "Source of the norm",
)


def write(
    all_series: Sequence[Series],
    mdc_profiles: Mapping[str, str | None],
    *,
    window: Window = WHOLE,
) -> bytes:
    """Every result of a window, the oldest first; UTF-8 with a mark of byte order, RFC 4180.

    Each test has a column of its own with its unit in the header, so that a column can be drawn
    against the dates. Days are ISO, numbers have a decimal point. The name of the person is not in
    it: the file says nothing about who was measured.

    Args:
        all_series: the results of each test.
        mdc_profiles: the clinic's MDC profile by instrument.
        window: which results are written.
    """
    names = [f"{s.instrument.name} ({unit_of(s.instrument)})" for s in all_series]
    written = StringIO()
    lines = csv.writer(written)
    lines.writerow(map(guarded, (*BEFORE_VALUES, *names, *AFTER_VALUES)))
    found = [
        (result.on, place, line)
        for place, series in enumerate(all_series)
        for result, line in _lines(series, mdc_profile=mdc_profiles.get(series.instrument.code))
        if window.shows(result.on)
    ]
    for _, place, (before, value, after) in sorted(found, key=lambda one: one[:2]):
        values = [""] * len(all_series)
        values[place] = value
        lines.writerow(map(guarded, (*before, *values, *after)))
    return (BYTE_ORDER_MARK + written.getvalue()).encode()


def file_name(written: bytes) -> str:
    """A name for the file that says nothing about the person."""
    return f"trends-{hashlib.sha256(written).hexdigest()[:HASH_SHOWN]}.csv"


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; a number stays a number."""
    if not cell.lstrip(" \u00a0").startswith(FORMULA_STARTS) or _is_number(cell):
        return cell
    return f"'{cell}"


def unit_of(instrument: Instrument) -> str:
    """Such as "s", "of 56"; "band" where a result has no number."""
    if instrument.gives_band_only:
        return "band"
    if instrument.words.of_maximum and instrument.maximum is not None:
        return f"{instrument.words.unit_many} of {phrasing.number(instrument.maximum)}"
    return instrument.words.unit_many


def _is_number(cell: str) -> bool:
    try:
        return Decimal(cell).is_finite()
    except InvalidOperation:
        return False


def _value(instrument: Instrument, result: Result) -> str:
    if instrument.gives_band_only:
        return result_words(instrument, result)
    value = result.reading.value
    return _plain(instrument, value) if result.has_value and value is not None else ""


def _plain(instrument: Instrument, value: Decimal) -> str:
    """A number as programs read it, with at least the decimals of its instrument."""
    return phrasing.number(value, instrument.decimals).replace(MINUS, "-")


def _lines(series: Series, *, mdc_profile: str | None) -> Iterator[tuple[Result, Line]]:
    """Each result with what stands before its value, the value, and what stands after."""
    instrument = series.instrument
    has_begun = False
    last: Result | None = None
    for result in series.results:
        before = (
            result.on.isoformat(),
            instrument.name,
            instrument.code,
            str(result.protocol.instrument_version),
            outcome_words(result),
        )
        after = (
            phrasing.band(instrument.profile(result.profile), result.band),
            conditions_words(instrument, result),
            _remark(series, result),
            *_verdict(series, result, last, has_begun=has_begun, mdc_profile=mdc_profile),
            *line_in_words(instrument, result),
            *norm_in_words(instrument, result),
        )
        yield result, (before, _value(instrument, result), after)
        has_begun = has_begun or result.has_value
        if result.says_something:
            last = result


def _remark(series: Series, result: Result) -> str:
    said = []
    if not is_comparable(series, result):
        said.append("other conditions, not compared")
    if result.amended:
        said.append("amended")
    return ", ".join(said)


def _verdict(
    series: Series,
    result: Result,
    last: Result | None,
    *,
    has_begun: bool,
    mdc_profile: str | None,
) -> tuple[str, ...]:
    """Change, error and verdict since the baseline, those since the last result, and the source."""
    instrument, baseline = series.instrument, series.baseline
    if instrument.gives_band_only:
        return "", "", "", "", "", ""
    change_since_last, since_last = "", ""
    if last is not None:
        change = compare_results(instrument, last, result, mdc_profile=mdc_profile).change
        change_since_last, since_last = _delta(instrument, change), phrasing.verdict(change)
    if baseline is None or not has_begun or _makes_baseline(baseline, result):
        begins = baseline is not None and result.has_value
        what = "baseline" if begins else "before the baseline" if baseline else ""
        return "", "", what, change_since_last, since_last, ""
    change = compare_results(instrument, baseline, result, mdc_profile=mdc_profile).change
    error = "" if change.mdc is None else _plain(instrument, change.mdc.value)
    verdict, source = phrasing.verdict(change), _source(instrument, change)
    return _delta(instrument, change), error, verdict, change_since_last, since_last, source


def _makes_baseline(baseline: Result, result: Result) -> bool:
    """Whether a later result makes the baseline together with the first."""
    return result.has_value and result.second_baseline and result.on in baseline.mean_of


def _delta(instrument: Instrument, change: Change) -> str:
    return "" if change.delta is None else _plain(instrument, change.delta)


def _source(instrument: Instrument, change: Change) -> str:
    if change.mdc is None:
        return ""
    return f"{phrasing.error_words(instrument, change.mdc)}. {change.mdc.source}"
