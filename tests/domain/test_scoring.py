from dataclasses import replace
from decimal import Decimal

import pytest

from clinic.domain.interpretation import Person, interpret
from clinic.domain.people import Sex
from clinic.domain.responses import Aid, Responses, Status, effective_status
from clinic.domain.scoring import ImpossibleResponses, Score, answered, score
from clinic.domain.thresholds import UnknownProfile
from tests.domain.instrument_cases import BERG, BWT3M, CHAIR, STAGES, TUG, recorded

WOMAN_OF_72 = Person(age_years=72, sex=Sex.FEMALE)


def meaning_of(instrument, responses, person=WOMAN_OF_72, **more):
    return interpret(instrument, responses, person=person, **more)


def test_a_score_names_its_unit_its_instrument_and_the_version():
    assert score(TUG, recorded(TUG, 12.46)) == Score(
        value=Decimal("12.46"), unit="s", instrument_code="tug", instrument_version=1
    )


def test_trials_that_were_not_done_are_left_out_of_the_mean():
    assert score(BWT3M, recorded(BWT3M, None, 5)).value == 5
    assert score(BWT3M, recorded(BWT3M, None, None)) is None


def test_each_trial_is_rounded_before_the_mean_is_taken():
    assert score(TUG, recorded(TUG, "10.005", "10.005")).value == Decimal("10.01")


def test_a_practice_trial_is_never_scored():
    responses = recorded(TUG, 12, practice=(Decimal(20),))
    assert score(TUG, responses).value == 12


@pytest.mark.parametrize(
    ("status", "aid", "counts_as"),
    [
        (Status.COMPLETED, Aid.FRAME, Status.COMPLETED),
        (Status.COMPLETED, Aid.PERSON, Status.UNABLE),
        (Status.REFUSED, Aid.PERSON, Status.REFUSED),
    ],
)
def test_help_of_a_person_voids_a_test_that_was_carried_out(status, aid, counts_as):
    assert effective_status(Responses(status=status, aid=aid)) is counts_as


@pytest.mark.parametrize("status", [Status.UNABLE, Status.UNSAFE])
def test_unable_and_unsafe_give_no_number_but_the_worst_band(status):
    found = meaning_of(TUG, recorded(TUG, 12, status=status))
    assert (found.score, found.band) == (None, "at_risk_unable")
    assert found.flags == {"wfg_slow": True}
    assert found.norm is None


@pytest.mark.parametrize("status", [Status.REFUSED, Status.NOT_DONE])
def test_refused_and_not_done_give_nothing(status):
    found = meaning_of(BWT3M, Responses(status=status, aid=Aid.FRAME))
    assert (found.score, found.band, found.speed_m_per_s) == (None, None, None)
    assert found.flags == {"slow_lt_0_6": None}
    assert found.outside_validated_conditions
    assert not found.complete


def test_chair_stand_unable_scores_0_and_unsafe_does_not():
    assert meaning_of(CHAIR, Responses(status=Status.UNABLE)).band == "below_average"
    unsafe = meaning_of(CHAIR, Responses(status=Status.UNSAFE))
    assert (unsafe.score, unsafe.band, unsafe.norm_value) == (None, None, 10)


def test_chair_stand_with_arms_scores_0_even_without_a_count():
    assert score(CHAIR, Responses(flags=frozenset({"arms_used"}))).value == 0
    assert score(CHAIR, Responses()) is None


@pytest.mark.parametrize(
    ("age", "sex", "band"),
    [(59, Sex.MALE, "no_norm"), (95, Sex.MALE, "no_norm"), (72, Sex.UNKNOWN, "no_norm")],
)
def test_outside_the_norm_table_nothing_is_guessed(age, sex, band):
    found = meaning_of(CHAIR, recorded(CHAIR, 12), Person(age_years=age, sex=sex))
    assert (found.norm_value, found.band) == (None, band)


def test_without_an_age_there_is_no_norm():
    assert meaning_of(TUG, recorded(TUG, 9), Person()).norm is None


def test_a_missing_response_is_refused_not_counted_as_zero():
    found = meaning_of(BERG, recorded(BERG, *[4] * 13, None))
    assert (found.score, found.band, found.complete) == (None, None, False)
    assert (found.items_answered, found.items_of) == (13, 14)
    assert found.flags == {"fall_risk_flag": None}


def test_no_answers_at_all_are_incomplete():
    assert score(BERG, Responses()) is None
    assert score(STAGES, recorded(STAGES, None, None, None, None)) is None


def test_full_marks_in_item_2_of_the_berg_give_full_marks_in_item_3():
    assert score(BERG, recorded(BERG, 0, 4, None, *[0] * 11)).value == 8
    assert score(BERG, recorded(BERG, 0, 3, 2, *[0] * 11)).value == 5
    assert answered(BERG, recorded(BERG, 0, 4, *[None] * 12)) == (3, 14)


@pytest.mark.parametrize(
    ("instrument", "values"),
    [
        (BERG, [4] * 13),
        (BERG, [4] * 13 + [5]),
        (BERG, [4] * 13 + ["2.5"]),
        (CHAIR, [61]),
        (CHAIR, ["10.5"]),
        (STAGES, [10, 10]),
        (TUG, ["0.004"]),
    ],
)
def test_responses_that_cannot_come_from_the_instrument_are_refused(instrument, values):
    with pytest.raises(ImpossibleResponses):
        score(instrument, recorded(instrument, *values))


def test_the_speed_is_judged_unrounded():
    at_five = meaning_of(BWT3M, recorded(BWT3M, 5))
    assert at_five.flags["slow_lt_0_6"] is False
    assert meaning_of(BWT3M, recorded(BWT3M, "5.01")).flags["slow_lt_0_6"] is True


@pytest.mark.parametrize(
    ("profile", "time", "band"),
    [
        ("community", "2.99", "low"),
        ("community", 3, "intermediate"),
        ("community", "4.51", "elevated"),
        ("community_large", "3.49", "low"),
        ("community_large", "5.49", "intermediate"),
        ("community_large", "5.50", "elevated"),
        ("care_home", "8.14", "not_elevated"),
        ("care_home", "8.15", "elevated"),
        ("parkinson", "4.20", "not_elevated"),
        ("parkinson", "4.21", "elevated"),
    ],
)
def test_the_backward_walk_is_banded_by_the_chosen_profile(profile, time, band):
    found = meaning_of(BWT3M, recorded(BWT3M, time), profile=profile)
    assert (found.band, found.profile) == (band, profile)


def test_an_unknown_profile_is_never_replaced_by_the_default():
    with pytest.raises(UnknownProfile, match="it has community"):
        meaning_of(BWT3M, recorded(BWT3M, 3), profile="hospital")


def test_the_line_of_a_chart_follows_the_profile():
    assert BWT3M.cut_off().value == Decimal("4.5")
    assert BWT3M.cut_off("care_home").value == Decimal("8.15")
    assert TUG.cut_off().inclusive
    assert CHAIR.cut_off() is None


@pytest.mark.parametrize(
    ("instrument", "value", "at_risk"),
    [
        (TUG, "11.99", False),
        (TUG, "12", True),
        (BWT3M, "4.50", False),
        (BWT3M, "4.51", True),
        (BERG, "45", True),
        (BERG, "46", False),
        (STAGES, "2", True),
        (STAGES, "3", False),
    ],
)
def test_the_line_itself_lies_on_the_side_that_the_definition_says(instrument, value, at_risk):
    assert instrument.cut_off().is_at_risk(Decimal(value)) is at_risk


def test_parts_of_a_definition_are_found_by_code():
    assert TUG.group("trials_s") is TUG.groups[0]
    with pytest.raises(LookupError, match="no group"):
        TUG.group("reach_cm")
    assert TUG.profile().band("at_risk").at_risk
    with pytest.raises(LookupError, match="no band"):
        TUG.profile().band("purple")


def test_a_flag_without_a_line_is_never_raised():
    flag = replace(TUG.flags[0], above=None)
    assert not flag.is_raised(Decimal(100))
