"""A row a measure on paper: where it lies now, and what a refusal leaves standing."""

from datetime import date
from decimal import Decimal

from clinic.documents.measure_words import measure_row
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
