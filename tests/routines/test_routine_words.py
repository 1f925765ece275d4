"""Doses, days and proposals in words."""

from datetime import timedelta
from decimal import Decimal

import pytest

from clinic.catalogue.exercise_definitions import get_exercise, list_exercises
from clinic.catalogue.ladder_definitions import get_ladder
from clinic.domain.criteria import UNABLE
from clinic.domain.dose import Dose
from clinic.domain.falls import HealthEventKind, Setting
from clinic.domain.ladder import PlacementFlag
from clinic.domain.placement import propose_placement
from clinic.domain.templates import starting_dose
from clinic.falls.models import HealthEvent, NearFall
from clinic.ids import new_id
from clinic.routines.doses import dose_from_json, dose_to_json
from clinic.routines.facts import TakenTest
from clinic.routines.forms import dosed_by, item_form, places
from clinic.routines.pages import events_to_review
from clinic.routines.placement_presenters import (
    flag_lines,
    level_choices,
    proposal_words,
)
from clinic.routines.placement_presenters import (
    test_lines as lines_of_tests,
)
from clinic.routines.presenters import days_words, dose_words
from tests.factories import MORNING, TODAY

LADDER = get_ladder()


@pytest.mark.parametrize(
    ("dose", "words"),
    [
        (Dose(sets=6, distance_m=Decimal(3), duration_min=Decimal(5)), "6 × 3 m"),
        (Dose(sets=2, reps=8), "2 × 8"),
        (Dose(sets=1, reps=3, hold_s=10), "1 × 3 × 10 s"),
        (Dose(duration_min=Decimal("2.5")), "2.5 min"),
        (Dose(sets=1, duration_min=Decimal(10)), "1 set"),
        (Dose(sets=4, speed_km_per_h=Decimal("0.3")), "4 sets, 0.3 km/h"),
        (Dose(sets=2, grade_percent=Decimal(1)), "2 sets, 1 % slope"),
    ],
)
def test_a_dose_is_written_as_it_is_read_aloud(dose, words):
    assert dose_words(dose) == words


@pytest.mark.parametrize(
    ("clinic", "home", "words"),
    [
        (1, 2, "3 days a week: 1 in clinic, 2 at home"),
        (2, 0, "2 days a week, in clinic"),
        (0, 1, "1 day a week, at home"),
    ],
)
def test_days_say_where(clinic, home, words):
    assert days_words(clinic, home) == words


@pytest.mark.parametrize("exercise", list_exercises(), ids=lambda exercise: exercise.code)
def test_the_start_of_every_exercise_survives_the_record_and_the_form(exercise):
    dose = starting_dose(exercise.limits)
    assert dose_from_json(dose_to_json(dose)) == dose
    assert dose_words(dose)
    assert places(exercise)
    assert set(item_form(exercise)._fields) == {
        "where",
        "reason",
        *(name.value for name in dosed_by(exercise)),
    }


def test_an_exercise_that_is_never_at_home_offers_the_clinic_only():
    assert [place.value for place in places(get_exercise("stairs-backward-up"))] == ["clinic"]


def strong():
    return {"stand_supported": 60, "berg": 54, "tug": 8.5, "four_stage": 4, "bwt3m": 3.8}


def proposed(tests, *flags):
    proposal = propose_placement(tests, frozenset(flags), ladder=LADDER)
    return proposal_words(proposal, LADDER)


def test_a_proposal_says_which_cap_holds_and_what_the_tests_alone_allow():
    words = proposed(strong(), PlacementFlag.HIGH_RISK)
    assert words.level == 3
    assert words.reason.startswith(
        "High fall risk caps the start at Level 3; the tests alone would allow Level 8."
    )
    assert words.above == "The tests meet the entry of every level."


@pytest.mark.parametrize(
    ("changes", "above"),
    [
        ({"bwt3m": None}, "Level 4 asks for 3-Metre Backward Walk, which is not measured."),
        ({"berg": 35, "tug": 26}, "Level 4 asks for Berg 36 or more and TUG 25 s or less."),
        ({"four_stage": None, "tug": None}, "Level 2 asks for 2 tests; 1 measured."),
    ],
)
def test_a_proposal_says_what_stands_before_the_next_level(changes, above):
    assert proposed(strong() | changes).above == above


def test_not_ready_says_what_the_first_level_asks_for():
    words = proposed({"stand_supported": 20})
    assert words.title == "not ready for the ladder yet"
    assert words.reason == "Level 1 asks for standing with support 30 s or more."


def test_old_and_failed_tests_say_so():
    taken = {
        "berg": TakenTest(code="berg", value=Decimal(30), taken_on=TODAY - timedelta(days=29)),
        "tug": TakenTest(code="tug", value=UNABLE, taken_on=TODAY),
    }
    lines = {line.name: line for line in lines_of_tests(taken, today=TODAY)}
    assert lines["Berg Balance Scale"].old
    assert lines["Timed Up and Go"].value == "unable"
    assert lines["3-Metre Backward Walk"].value == "not measured"


def test_a_flag_that_is_not_answered_is_neither_yes_nor_no():
    lines = flag_lines(frozenset({PlacementFlag.HIGH_RISK}), LADDER, new_answered=False)
    assert [line.raised for line in lines] == [True, False, False, False, None]


@pytest.mark.parametrize(("without", "first", "has_not_ready"), [(3, 1, True), (0, 1, False)])
def test_another_level_may_be_any_but_the_one_proposed(without, first, has_not_ready):
    choices = level_choices(LADDER, without=without)
    assert without not in choices
    assert (0 in choices) is has_not_ready


def test_what_waits_for_review_is_named():
    common = {"episode_id": new_id(), "reported_at": MORNING, "reported_by_id": new_id()}
    near = NearFall(happened_on=TODAY, setting=Setting.CLINIC, **common)
    stay = HealthEvent(happened_on=TODAY, kind=HealthEventKind.HOSPITAL_STAY, **common)
    words = [line.words for line in events_to_review([near, stay], today=TODAY)]
    assert words == ["Near fall, today", "Hospital stay, today"]
