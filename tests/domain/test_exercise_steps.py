"""The next step within an exercise: how far it may go, and never further."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.exercise_steps import (
    BandSession,
    may_take_next_band,
    next_distance,
    next_grade,
    next_reps,
    next_sled_load,
    next_speed,
    overground_speed,
    speed_cap,
    speed_start,
    speed_with_first_grade,
)

WALKS = st.decimals(min_value="1.5", max_value="60", places=2)


@pytest.mark.parametrize(
    ("walk_s", "start", "cap"),
    [
        ("6.00", "0.5", "1.4"),
        ("18.00", "0.3", "0.4"),
        ("2.50", "0.5", "3.0"),
        ("10.80", "0.5", "0.8"),
    ],
)
def test_speed_begins_at_half_and_ends_at_four_fifths_of_the_backward_walk(walk_s, start, cap):
    walk = Decimal(walk_s)
    assert (speed_start(walk), speed_cap(walk)) == (Decimal(start), Decimal(cap))


@given(walk=WALKS)
def test_speed_never_passes_either_limit(walk):
    assert speed_cap(walk) <= Decimal("3.0")
    assert speed_cap(walk) <= Decimal("0.8") * overground_speed(walk)
    assert speed_start(walk) <= Decimal("0.5")


def test_a_step_of_speed_is_a_tenth_until_the_cap():
    walk = Decimal("6.00")
    assert next_speed(Decimal("1.3"), walk) == Decimal("1.4")
    assert next_speed(Decimal("1.4"), walk) is None
    assert next_speed(Decimal("2.9"), None) == Decimal("3.0")


def test_a_walk_that_took_no_time_is_refused():
    with pytest.raises(ValueError, match="takes time"):
        overground_speed(Decimal(0))


def test_slope_begins_at_level_7_and_ends_at_5_percent():
    assert next_grade(Decimal(0), level=6) is None
    assert next_grade(Decimal(1), level=7) == 2
    assert next_grade(Decimal(5), level=8) is None
    assert speed_with_first_grade(Decimal("1.5")) == Decimal("0.7")


@pytest.mark.parametrize(
    ("sessions", "may"),
    [
        ([(3, 10, 4), (3, 10, 3)], True),
        ([(3, 10, 4)], False),
        ([(3, 10, 4), (3, 10, 5)], False),
        ([(3, 10, 4), (3, 10, None)], False),
        ([(3, 10, 4), (2, 10, 4)], False),
        ([(3, 8, 4), (3, 10, 4)], False),
        ([(1, 5, 9), (3, 12, 4), (4, 10, 2)], True),
    ],
)
def test_the_next_band_comes_after_two_easy_sessions_of_three_times_ten(sessions, may):
    done = [BandSession(sets=sets, reps=reps, effort=effort) for sets, reps, effort in sessions]
    assert may_take_next_band(done) is may


def test_a_sled_grows_by_two_and_a_half_percent_to_ten():
    assert next_sled_load(Decimal("7.5")) == Decimal("10.0")
    assert next_sled_load(Decimal(10)) is None


def test_distance_grows_by_a_tenth_to_a_whole_metre_and_repetitions_by_two_at_most():
    assert next_distance(Decimal(5)) == 6
    assert next_distance(Decimal(12)) == 14
    assert (next_reps(5), next_reps(11), next_reps(40)) == (6, 13, 42)
