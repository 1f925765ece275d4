"""A row a measure on paper: where it lies now, and what a refusal leaves standing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from clinic.documents.measure_words import measure_row, origin_rows
from clinic.domain.comparison import Protocol, Reading
from clinic.domain.responses import Aid, Status
from clinic.domain.series import Result, series_of
from tests.domain.instrument_cases import TUG

WALKED, REFUSED, PRINTED = date(2026, 3, 2), date(2026, 3, 20), date(2026, 3, 21)


def tug(on, seconds=None, status=Status.COMPLETED):
    value = Decimal(seconds) if seconds else None
    return Result(
        on=on,
        reading=Reading(status=status, value=value),
        protocol=Protocol(instrument_version=1, aid=Aid.NONE),
        band="at_risk" if seconds else None,
        profile=TUG.profiles[0].code,
    )


def row(*results):
    return measure_row(series_of(TUG, results), issued_on=PRINTED)


def test_a_refusal_after_the_latest_result_is_told_beside_its_line():
    said = row(tug(WALKED, "16.80"), tug(REFUSED, status=Status.REFUSED)).line
    assert said.endswith("; refused 20\u00a0Mar")
    assert said.startswith("At risk: 12.00 s or more")


def test_a_measure_that_was_only_refused_says_so():
    assert row(tug(REFUSED, status=Status.REFUSED)).line == "Refused 20\u00a0Mar"


def test_a_result_after_a_refusal_says_nothing_of_it():
    later = tug(REFUSED, "15.10")
    assert "refused" not in row(tug(WALKED, status=Status.REFUSED), later).line.lower()


def test_two_results_that_are_not_compared_do_not_have_no_published_error():
    walked = tug(WALKED, "16.80")
    other = replace(tug(REFUSED, "12.00"), protocol=replace(walked.protocol, aid=Aid.FRAME))
    series = series_of(TUG, [walked, other])
    found = measure_row(series, issued_on=PRINTED)
    assert (found.change, found.error, found.verdict) == ("−4.80", "–", "Not\u00a0compared")
    assert not any("none published" in row[1] for row in origin_rows(series))
