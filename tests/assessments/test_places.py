"""Where a result lies is said by its own band, and a speed is judged before it is rounded."""

from dataclasses import replace

import pytest

from clinic.assessments.meaning import present_meaning
from clinic.assessments.positions import is_at_risk, position_sentence
from clinic.catalogue.instrument_definitions import get_instrument
from clinic.domain.comparison import Verdict
from clinic.domain.crossings import Crossing
from clinic.domain.responses import Aid, Status
from clinic.domain.series import series_of
from tests.assessments.test_verdict_words import TODAY, berg, card, result
from tests.domain.instrument_cases import BERG, BWT3M, CHAIR, numbers

CAVEAT = "; that does not mean no risk."
GAIT, BACKWARD = get_instrument("gait"), get_instrument("bw_speed")
FOUR_METRES = {"distance_m": "4", "pace": "usual"}
TEN_METRES = {"distance_m": "10", "pace": "comfortable", "start": "flying"}


def meaning(instrument, one, *earlier):
    before = series_of(instrument, earlier)
    return present_meaning(instrument, one, before, remarks=(), mdc_profile=None, today=TODAY)


def test_a_speed_just_over_its_line_is_not_slow_although_it_is_written_as_the_line():
    walked = result(GAIT, "2026-05-14", "4.99", conditions=FOUR_METRES)
    assert (str(walked.reading.value), walked.band) == ("0.80", "not_slow")
    assert is_at_risk(GAIT, walked) is False
    assert position_sentence(GAIT, walked) == (
        f"Above the line of 0.80 m/s before rounding{CAVEAT}"
    )
    assert "before rounding" in meaning(GAIT, walked).side.text


def test_a_speed_just_under_its_line_is_slow_although_it_is_written_as_the_line():
    walked = result(BACKWARD, "2026-05-14", "16.67", conditions=TEN_METRES)
    assert (str(walked.reading.value), walked.band) == ("0.60", "slow")
    assert is_at_risk(BACKWARD, walked) is True
    assert position_sentence(BACKWARD, walked) == "Slow: under 0.60 m/s before rounding."
    assert meaning(BACKWARD, walked).side.text == "Slow: under 0.60 m/s before rounding"


def test_a_speed_on_the_line_itself_needs_no_word_on_rounding():
    walked = result(GAIT, "2026-05-14", "5.00", conditions=FOUR_METRES)
    assert position_sentence(GAIT, walked) == "Slow: 0.80 m/s or less."


def made(code, value, band):
    """A result with its band, of an instrument with three."""
    instrument = get_instrument(code)
    empty = result(instrument, "2026-05-14", status=Status.REFUSED)
    reading = replace(empty.reading, status=Status.COMPLETED, value=numbers(value)[0])
    return instrument, replace(empty, reading=reading, band=band)


@pytest.mark.parametrize(
    ("code", "value", "band", "words"),
    [
        ("sppb", 5, "low", "Low function: 0 to 6."),
        ("sppb", 8, "intermediate", "Intermediate function: 7 to 9."),
        ("sppb", 11, "high", f"High function: 10 to 12{CAVEAT}"),
        ("poma", 10, "high", "High risk: 18 or less."),
        ("poma", 20, "moderate", "Moderate risk: 19 to 24."),
        ("sfesi", 21, "high", "High concern: 14 to 28."),
        ("sfesi", 9, "moderate", "Moderate concern: 9 to 13."),
        ("frt", "15.00", "high", "High risk: 15.24 cm or less."),
        ("bwt3m", "3.50", "intermediate", f"Intermediate: 3.00 to 4.50 s{CAVEAT}"),
        ("sts5", "13.00", "intermediate", f"Intermediate: 12.00 to 14.99 s{CAVEAT}"),
        ("berg", 18, "high", "High risk: 0 to 20."),
        ("berg", 43, "low", "At risk: 45 or less."),
        ("berg", 47, "low", f"Above the line of 45{CAVEAT}"),
    ],
)
def test_the_persons_own_band_is_named(code, value, band, words):
    instrument, found = made(code, value, band)
    assert position_sentence(instrument, found) == words
    side = meaning(instrument, found).side.text
    assert words.partition(":")[0] == side.partition(":")[0] or code == "berg"


def test_berg_is_told_at_risk_by_its_line_inside_a_band_of_lower_risk():
    assert meaning(BERG, berg("2026-05-14", 43)).side.text == "At risk: 45 or less"
    assert meaning(BERG, berg("2026-05-14", 34)).side.text == "Medium risk: 21 to 40"


def test_a_worse_band_on_the_same_side_is_where_one_is_now_not_still():
    sppb, low = made("sppb", 5, "low")
    _, before = made("sppb", 8, "intermediate")
    assert position_sentence(sppb, low, earlier=[before]) == "Now low function: 0 to 6."
    assert position_sentence(sppb, low, earlier=[low]) == "Still low function: 0 to 6."
    assert position_sentence(sppb, low, earlier=[low, before]) == "Again low function: 0 to 6."


def test_what_was_taken_under_other_conditions_has_crossed_no_line():
    found = card(
        BWT3M,
        result(BWT3M, "2026-02-09", "13.52"),
        result(BWT3M, "2026-05-14", "3.95", aid=Aid.SINGLE_STICK),
    ).verdict
    assert (found.code, found.crossing) == ("not_comparable", "")
    assert "measurement error is not known" not in found.in_full
    assert found.priority == 4


def test_where_one_was_under_other_conditions_is_neither_still_nor_now():
    found = card(
        BWT3M,
        result(BWT3M, "2026-02-09", "13.52"),
        result(BWT3M, "2026-05-14", "9.05", aid=Aid.SINGLE_STICK),
    )
    assert found.position == "Elevated: above 4.50 s."


def test_a_test_that_cannot_be_done_any_more_crossed_the_line_without_a_word_on_error():
    unable = result(CHAIR, "2026-05-14", 0, status=Status.UNABLE)
    series = series_of(CHAIR, [result(CHAIR, "2026-02-09", 12), unable])
    assert series.since_baseline.crossing is Crossing.HIGHER_ERROR_UNKNOWN
    found = card(CHAIR, *series.results).verdict
    assert found.code == Verdict.BECAME_UNABLE
    assert found.crossing == "Crossed to higher risk: unable counts as the highest."
    able = card(CHAIR, unable, result(CHAIR, "2026-05-15", 12)).verdict
    assert able.crossing == "Crossed to lower risk: unable before counted as the highest."
