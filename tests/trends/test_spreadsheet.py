"""The results as a file for a spreadsheet: every one, safe to open, without the person's name."""

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest

from clinic.assessments.charts import line_in_words
from clinic.catalogue.instrument_definitions import get_instrument
from clinic.domain.comparison import Protocol, Reading
from clinic.domain.responses import Aid, Status
from clinic.domain.series import Result, series_of
from clinic.trends.spreadsheet import guarded, write
from tests.assessments.records import FEBRUARY, MARCH, text
from tests.domain.instrument_cases import BERG, CHAIR, TUG
from tests.trends.test_trends_page import BETWEEN, improved

__all__ = ("improved",)


def lines(answer):
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))


def test_each_result_is_a_line_with_its_day_its_number_and_its_verdict(trends, improved):
    first, second, third = lines(trends(".csv"))
    assert [line["Date"] for line in (first, second, third)] == [
        "2026-02-09",
        "2026-03-02",
        "2026-03-20",
    ]
    assert [line["Timed Up and Go (s)"] for line in (first, third)] == ["16.80", "12.46"]
    assert first["Verdict since baseline"] == "baseline"
    assert second["Verdict since baseline"] == "within measurement error"
    assert third["Change since baseline (unit of the test)"] == "-4.34"
    assert third["Measurement error (unit of the test)"] == "3.00"
    assert third["Verdict since baseline"] == "real improvement"
    assert "MDC95 3.00 s, older adults at high risk of falls" in third["Source of the verdict"]
    assert third["Line"] == "at risk from 12.00"
    assert third["Source of the line"]


def test_a_line_by_age_and_sex_is_the_one_that_the_page_draws(trends, measured):
    measured(CHAIR, "8", on=FEBRUARY)
    measured(TUG, "16.80", on=FEBRUARY)
    walk, stands = lines(trends(".csv"))
    page = text(trends())
    assert stands["Line"].startswith("below average under ")
    assert stands["Line"] in page
    assert stands["Source of the line"].startswith("[V31] CDC STEADI 30-second chair stand")
    assert (stands["Norm for age and sex"], stands["Source of the norm"]) == ("", "")
    assert walk["Line"] == "at risk from 12.00"
    assert walk["Norm for age and sex"].startswith("norm ")
    assert walk["Norm for age and sex"].partition(" s:")[0] in page
    assert walk["Source of the norm"].startswith("[V18] Bohannon")


def test_each_test_has_a_column_with_its_unit(trends, improved, measured):
    measured(BERG, *[3] * 14, on=FEBRUARY)
    first, second, *_ = lines(trends(".csv"))
    assert first["Date"] == second["Date"] == "2026-02-09"
    assert (first["Timed Up and Go (s)"], first["Berg Balance Scale (points of 56)"]) == (
        "16.80",
        "",
    )
    assert second["Berg Balance Scale (points of 56)"] == "42"


def test_a_result_without_a_number_says_why_and_conditions_are_told(trends, measured):
    measured(TUG, "16.80", on=FEBRUARY)
    measured(TUG, "15.90", on=BETWEEN, aid=Aid.SINGLE_STICK)
    measured(TUG, on=MARCH, status=Status.UNABLE)
    _, with_stick, unable = lines(trends(".csv"))
    assert with_stick["Aid and conditions"] == "with a stick"
    assert with_stick["Remark"] == "other conditions, not compared"
    assert with_stick["Verdict since baseline"] == "not compared"
    assert (unable["Outcome"], unable["Timed Up and Go (s)"]) == ("unable", "")
    assert unable["Verdict since baseline"] == "now unable"


def test_each_line_has_its_verdict_since_the_last_result_too(trends, measured):
    measured(TUG, "20.00", on=FEBRUARY)
    measured(TUG, "12.00", on=BETWEEN)
    measured(TUG, "15.10", on=MARCH)
    first, second, third = lines(trends(".csv"))
    column, change = "Verdict since last", "Change since last (unit of the test)"
    assert (first[column], first[change]) == ("", "")
    assert second[column] == second["Verdict since baseline"] == "real improvement"
    assert (third["Verdict since baseline"], third[column]) == (
        "real improvement",
        "real decline",
    )
    assert third[change] == "3.10"


def test_the_days_asked_for_are_those_written(trends, improved):
    written = lines(trends(".csv", since="2026-03-01", until="2026-03-10"))
    assert [line["Date"] for line in written] == ["2026-03-02"]
    assert written[0]["Verdict since baseline"] == "within measurement error"


def test_without_results_there_are_only_the_headers(trends):
    assert lines(trends(".csv")) == []


def test_the_file_names_nobody_and_is_not_shown_in_the_browser(trends, improved):
    answer = trends(".csv")
    assert answer.mimetype == "text/csv"
    assert answer.data.startswith(b"\xef\xbb\xbf")
    head = answer.headers["Content-Disposition"]
    assert head.startswith('attachment; filename="trends-')
    for word in ("Edith", "Marlowe", "HL-0367"):
        assert word not in answer.data.decode() + head


@pytest.mark.parametrize(
    "cell", ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "|cmd"]
)
def test_no_cell_begins_a_formula(cell):
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-4.34", "+8", "12.46", "", "a = b", "−4.34 s", "1-2"])
def test_numbers_and_words_stay_what_they_are(cell):
    assert guarded(cell) == cell


def test_a_source_that_a_clinic_typed_cannot_begin_a_formula():
    line = replace(TUG.cut_offs[0], source='=HYPERLINK("http://example.org","look")')
    series = series_of(replace(TUG, cut_offs=(line,)), [])
    [header] = write([series], {}).decode("utf-8-sig").splitlines()
    assert header.startswith("Date,Test,")
    assert guarded(line.source).startswith("'=")


@pytest.mark.parametrize(
    ("age_line", "words"),
    [(Decimal(23), "elevated to 23, high risk to 16"), (None, "high risk to 16")],
)
def test_both_lines_of_the_mini_bestest_are_told_and_under_60_the_one_there_is(age_line, words):
    minibest = get_instrument("minibest")
    result = Result(
        on=MARCH,
        reading=Reading(status=Status.COMPLETED, value=Decimal(20)),
        protocol=Protocol(instrument_version=1, aid=Aid.NONE),
        band="elevated" if age_line else "lower",
        profile="by_age",
        norm_value=age_line,
    )
    said, source = line_in_words(minibest, result)
    assert said == words
    assert source.startswith("[V52c]")
    assert ("Magnani PE, et al. 2020: score at or below" in source) is (age_line is not None)
