"""How fast the belt may run: from the person's own backward walk, never above the programme's."""

from decimal import Decimal

import pytest

from clinic.domain.criteria import UNABLE
from clinic.domain.dose import Dose
from clinic.domain.exercises import Category
from clinic.domain.plan import BeltBefore, Severity
from clinic.domain.treadmill import belt_speeds, belt_within_own_walk
from tests.domain.programme_cases import (
    backward,
    make_facts,
    make_item,
    make_limits,
    make_plan,
    span,
)


@pytest.mark.parametrize(
    ("walk_s", "start", "most"),
    [
        ("10.8", "0.50", "0.80"),  # 1 km/h over ground
        ("21.6", "0.25", "0.40"),
        ("9.3", "0.50", "0.92"),  # 0.928… is rounded down
        ("2.88", "0.50", "3.00"),
        ("2.00", "0.50", "3.00"),
    ],
)
def test_the_belt_starts_at_half_and_ends_at_four_fifths_of_the_walk(walk_s, start, most):
    speeds = belt_speeds(Decimal(walk_s))
    assert (speeds.start, speeds.most) == (Decimal(start), Decimal(most))


def test_a_walk_of_no_time_is_refused():
    with pytest.raises(ValueError, match="more than 0 s"):
        belt_speeds(Decimal(0))


KNOWN = BeltBefore(speed_km_per_h=Decimal("0.5"), grade_percent=None, sessions=9, weeks=3)


def belt_problems(speed, walk, *, before=KNOWN):
    limits = make_limits(duration_min=span(4, 10), speed_km_per_h=span("0.3", "2.0"))
    exercise = backward("treadmill-bw-rail", category=Category.TREADMILL, limits=limits)
    dose = Dose(
        duration_min=Decimal(5), speed_km_per_h=None if speed is None else Decimal(str(speed))
    )
    item = make_item(exercise, dose=dose)
    facts = make_facts(tests={"bwt3m": walk} if walk else {}, belt_before=before)
    return [
        (problem.severity, problem.limit)
        for problem in belt_within_own_walk(item, make_plan(item), facts)
    ]


def test_a_belt_faster_than_the_walk_allows_is_refused_whatever_the_exercise_allows():
    assert belt_problems("0.81", Decimal("10.8")) == [(Severity.ERROR, "0.8 km/h or less")]
    assert belt_problems("0.80", Decimal("10.8")) == []


def test_who_is_new_to_the_belt_starts_slowly_or_with_a_tick():
    assert belt_problems("0.6", Decimal("10.8"), before=None) == [
        (Severity.WARNING, "0.5 km/h or less")
    ]
    assert belt_problems("0.5", Decimal("10.8"), before=None) == []
    assert belt_problems("0.6", Decimal("10.8")) == []


@pytest.mark.parametrize("walk", [None, UNABLE])
def test_without_a_measured_walk_there_is_nothing_to_hold_the_belt_against(walk):
    assert belt_problems("2.0", walk) == []


def test_an_exercise_without_a_belt_is_left_alone():
    assert belt_problems(None, Decimal("10.8")) == []
