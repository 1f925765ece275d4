"""A belt is raised once a session and a slope once a week; what goes faster needs a tick."""

from decimal import Decimal

import pytest

from clinic.domain.dose import Dose
from clinic.domain.exercises import Category
from clinic.domain.plan import BeltBefore, Severity
from clinic.domain.prescription import find_problems
from tests.domain.programme_cases import (
    backward,
    make_facts,
    make_item,
    make_limits,
    make_plan,
    span,
)

UPHILL = make_limits(
    duration_min=span(1, 3), speed_km_per_h=span("0.5", "1.8"), grade_percent=span(1, 5)
)
FLAT = make_limits(duration_min=span(1, 3), speed_km_per_h=span("0.3", "2.0"))


def before(speed="0.5", grade=None, *, sessions=0, weeks=0):
    return BeltBefore(
        speed_km_per_h=Decimal(speed),
        grade_percent=None if grade is None else Decimal(grade),
        sessions=sessions,
        weeks=weeks,
    )


def asked(speed, grade=None, *, known, walk="3"):
    """What a plan is told about its steps: the limit of each, by the field."""
    exercise = backward(
        "bw-treadmill", category=Category.TREADMILL, limits=UPHILL if grade else FLAT
    )
    dose = Dose(
        duration_min=Decimal(2),
        speed_km_per_h=Decimal(speed),
        grade_percent=None if grade is None else Decimal(grade),
    )
    item = make_item(exercise, dose=dose)
    facts = make_facts(tests={"bwt3m": Decimal(walk)}, belt_before=known)
    found = [one for one in find_problems(make_plan(item), facts) if one.about.endswith("_step")]
    assert all(one.severity is Severity.WARNING for one in found)
    return {one.field: one.limit for one in found}


@pytest.mark.parametrize(
    ("sessions", "fastest", "limit"),
    [
        (0, "0.8", "0.8 km/h or less"),
        (1, "0.9", "0.9 km/h or less"),
        (4, "1.2", "1.2 km/h or less"),
    ],
)
def test_a_belt_is_raised_by_a_tenth_for_each_session(sessions, fastest, limit):
    known = before("0.8", sessions=sessions)
    assert asked(fastest, known=known) == {}
    faster = Decimal(fastest) + Decimal("0.1")
    assert asked(faster, known=known) == {"speed_km_per_h": limit}


def test_a_belt_below_the_own_start_may_go_there_at_once():
    assert asked("0.5", known=before("0.3"), walk="10.8") == {}
    assert asked("0.6", known=before("0.3"), walk="10.8") == {"speed_km_per_h": "0.5 km/h or less"}


def test_a_slope_begins_at_one_percent_with_half_of_the_speed():
    known = before("1.4", sessions=6, weeks=3)
    assert asked("0.7", "1", known=known) == {}
    assert asked("0.8", "2", known=known) == {
        "speed_km_per_h": "0.7 km/h or less",
        "grade_percent": "1 % or less",
    }


def test_half_of_a_slow_belt_is_not_below_what_the_exercise_is_done_at():
    assert asked("0.5", "1", known=before("0.6")) == {}


def test_who_was_never_on_the_belt_begins_a_slope_at_one_percent_as_well():
    assert asked("0.5", "2", known=None) == {"grade_percent": "1 % or less"}


@pytest.mark.parametrize(
    ("weeks", "sessions", "steepest"), [(0, 4, "2"), (1, 4, "3"), (2, 4, "4"), (2, 1, "3")]
)
def test_a_slope_is_raised_by_one_percent_for_each_week_that_was_trained(weeks, sessions, steepest):
    known = before("0.5", "2", sessions=sessions, weeks=weeks)
    assert asked("0.5", steepest, known=known) == {}
    steeper = Decimal(steepest) + 1
    assert asked("0.5", steeper, known=known) == {"grade_percent": f"{steepest} % or less"}


def test_what_goes_faster_says_what_it_rests_on_and_what_to_do():
    exercise = backward("bw-treadmill", category=Category.TREADMILL, limits=FLAT)
    dose = Dose(duration_min=Decimal(2), speed_km_per_h=Decimal("1.2"))
    known = before("0.8", sessions=1, weeks=2)
    facts = make_facts(tests={"bwt3m": Decimal(3)}, belt_before=known)
    (found,) = (
        one
        for one in find_problems(make_plan(make_item(exercise, dose=dose)), facts)
        if one.about == "speed_km_per_h_step"
    )
    assert found.message == (
        "The belt is raised by 0.1 km/h a session; 1 session in clinic, 2 weeks since the last "
        "change. Enter 0.9 km/h or less."
    )
