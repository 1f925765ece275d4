from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from clinic import phrasing
from clinic.assessments.crossing_words import CROSSING_WORDS
from clinic.domain.comparison import Change, Verdict, compare
from clinic.domain.crossings import Crossing
from clinic.domain.responses import Aid, Status
from clinic.domain.trends import TrendVerdict, trend
from tests.domain.instrument_cases import BERG, BWT3M, CHAIR, STAGES, TUG, on, read

TODAY = date(2026, 5, 14)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (date(2026, 5, 14), "today"),
        (date(2026, 5, 13), "yesterday"),
        (date(2026, 5, 15), "15 May"),
        (date(2026, 4, 7), "7 Apr"),
        (date(2025, 5, 14), "14 May 2025"),
    ],
)
def test_days_near_now_are_words_and_others_carry_the_year_when_it_differs(when, words):
    assert phrasing.day(when, today=TODAY) == words


def test_a_birth_date_is_written_out():
    assert phrasing.long_date(date(1946, 8, 3)) == "3 August 1946"


def test_an_age_has_its_noun():
    assert (phrasing.age(79), phrasing.age(1)) == ("79 years", "1 year")


@pytest.mark.parametrize(
    ("instrument", "value", "alone"),
    [
        (TUG, "12.46", "12.46 s"),
        (TUG, "9", "9.00 s"),
        (CHAIR, "1", "1 stand"),
        (CHAIR, "9", "9 stands"),
        (BERG, "47", "47 of 56"),
        (STAGES, "3", "3 of 4"),
    ],
)
def test_a_score_carries_its_unit_with_the_decimals_it_was_stored_with(instrument, value, alone):
    assert phrasing.score_words(instrument, Decimal(value)) == alone


@pytest.mark.parametrize(
    ("instrument", "delta", "words"),
    [
        (TUG, "-2.1", "2.10 s faster"),
        (TUG, "2.1", "2.10 s slower"),
        (CHAIR, "2", "2 stands more"),
        (BERG, "-1", "1 point lower"),
        (TUG, "0", "the same"),
    ],
)
def test_a_change_is_said_with_its_direction(instrument, delta, words):
    assert phrasing.change_words(instrument, Decimal(delta)) == words


def test_a_minus_is_a_minus():
    assert phrasing.signed(Decimal("-4.34"), 2) == "−4.34"
    assert phrasing.signed(Decimal(8)) == "+8"
    assert phrasing.signed(Decimal(0)) == "0"


def test_a_change_within_error_is_not_called_no_change():
    change = compare(TUG, read("14.62"), read("12.52"))
    assert phrasing.change_sentence(TUG, change) == (
        "2.10 s faster: within measurement error (MDC95 3.00 s, older adults at high risk of"
        " falls); not shown to be a real change"
    )


def test_a_sentence_names_what_was_compared_with():
    change = compare(TUG, read(16), read(12))
    sentence = phrasing.change_sentence(TUG, change, since="the baseline, 9 Feb")
    assert sentence.startswith("4.00 s faster than the baseline, 9 Feb: real improvement")
    same = phrasing.change_sentence(TUG, compare(TUG, read(16), read(16)), since="the baseline")
    assert same.startswith("the same as the baseline: within measurement error")


def test_a_provisional_error_and_one_without_a_level_say_so():
    backward = compare(BWT3M, read(7), read(5))
    assert "1.69 s, walking adults with multiple sclerosis, provisional" in (
        phrasing.change_sentence(BWT3M, backward)
    )
    chair = compare(CHAIR, read(8), read(10))
    assert phrasing.change_sentence(CHAIR, chair) == (
        "2 stands more: possible improvement (MDC, level not stated, 2.5 stands, people with early"
        " knee osteoarthritis); large enough to matter, not beyond error: repeat the test"
    )


def test_important_needs_a_difference_from_similar_people():
    real = compare(CHAIR, read(8), read(11))
    assert phrasing.change_sentence(CHAIR, real).endswith("; size of benefit unknown")
    similar = replace(real, mcid=replace(real.mcid, similar_population=True))
    assert phrasing.change_sentence(CHAIR, similar).endswith("; real and important")
    small = replace(similar, meaningful=False)
    assert phrasing.change_sentence(CHAIR, small).endswith("; real, importance unproven")


def test_without_an_error_there_is_no_verdict_in_the_sentence():
    sentence = phrasing.change_sentence(STAGES, compare(STAGES, read(2), read(3)))
    assert sentence == (
        "1 stage more: error not known; no published measurement error, so no verdict"
    )


def test_without_a_difference_the_status_is_told():
    change = Change(verdict=Verdict.BECAME_UNABLE)
    assert phrasing.change_sentence(TUG, change) == (
        "Now unable: could do the test before and cannot now"
    )
    assert phrasing.verdict_line(TUG, change) == "Now unable."


def test_the_line_under_a_chart_starts_with_the_verdict():
    assert phrasing.verdict_line(TUG, compare(TUG, read("16.8"), read("12.46"))) == (
        "Real improvement, −4.34 s."
    )
    assert phrasing.verdict_line(BERG, compare(BERG, read(39), read(47))) == (
        "Real improvement, +8."
    )


def test_one_stand_is_one_stand():
    assert phrasing.verdict_line(CHAIR, compare(CHAIR, read(7), read(8))) == (
        "Within measurement error, +1 stand."
    )


def test_a_verdict_can_be_said_with_its_direction():
    change = compare(TUG, read("16.8"), read("12.46"))
    assert phrasing.verdict_spoken(TUG, change, since="the baseline") == (
        "Real improvement: 4.34 s faster than the baseline"
    )
    unable = Change(verdict=Verdict.BECAME_UNABLE)
    assert phrasing.verdict_spoken(TUG, unable, since="the baseline") == "Now unable"


@pytest.mark.parametrize(
    ("code", "words", "at_risk"),
    [
        ("at_risk", "at risk: 12.00 s or more", True),
        ("below_cutoff", "below the line: under 12.00 s", False),
        ("at_risk_unable", "at risk: unable to do the test", True),
        (None, "", None),
    ],
)
def test_a_band_is_named_with_what_makes_it(code, words, at_risk):
    assert phrasing.band(TUG.profile(), code) == words
    assert phrasing.is_at_risk(TUG.profile(), code) is at_risk


def test_no_norm_is_on_no_side_of_a_line():
    assert phrasing.is_at_risk(CHAIR.profile(), "no_norm") is None
    assert "no published value" in phrasing.band(CHAIR.profile(), "no_norm")


def test_a_trend_is_said_a_month():
    points = [(on(f"2026-0{month}-05"), Decimal(20 - month)) for month in range(1, 6)]
    found = trend(points, direction=TUG.direction, sem=Decimal("1.1"))
    assert phrasing.trend_sentence(TUG, found) == "improving, −1.01 s a month over 5 results"
    too_few = trend(points[:1], direction=TUG.direction, sem=None)
    assert phrasing.trend_sentence(TUG, too_few) == "too few results for a trend"


@pytest.mark.parametrize(
    ("enum", "words"),
    [
        (Verdict, phrasing.VERDICT_WORDS),
        (Verdict, phrasing.VERDICT_EXPLAINED),
        (Crossing, CROSSING_WORDS),
        (TrendVerdict, phrasing.TREND_WORDS),
        (Status, phrasing.STATUS_WORDS),
        (Aid, phrasing.AID_WORDS),
        (Aid, phrasing.AID_NAMES),
    ],
)
def test_everything_has_its_words(enum, words):
    assert set(words) == set(enum)


def test_a_list_reads_as_a_sentence():
    assert phrasing.joined([]) == ""
    assert phrasing.joined(["aid"]) == "aid"
    assert phrasing.joined(["aid", "pace"]) == "aid and pace"
