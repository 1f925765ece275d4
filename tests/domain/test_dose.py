from decimal import Decimal

import pytest

from clinic.domain.dose import (
    BreachKind,
    Dose,
    DoseField,
    Range,
    breaches,
    ceil_to_half,
    floor_to_half,
    plain_number,
    share_minutes,
)
from tests.domain.programme_cases import make_limits, span


def test_a_range_runs_upward():
    with pytest.raises(ValueError, match="start"):
        span(4, 2)
    with pytest.raises(ValueError, match="start"):
        Range(start=Decimal(-1), target=Decimal(2))


def test_a_range_holds_its_borders():
    assert span(2, 4).holds(Decimal(2))
    assert span(2, 4).holds(Decimal(4))
    assert not span(2, 4).holds(Decimal("4.5"))


def test_a_dose_of_nothing_is_refused():
    with pytest.raises(ValueError, match="sets"):
        Dose(sets=0, reps=5)
    with pytest.raises(ValueError, match="rest_s"):
        Dose(sets=1, rest_s=-1)


def test_limits_name_the_fields_an_exercise_is_dosed_by():
    assert make_limits(sets=span(1, 2), hold_s=span(5, 10)).fields() == (
        DoseField.SETS,
        DoseField.HOLD_S,
    )


def test_a_dose_within_its_limits_breaches_nothing():
    assert breaches(Dose(sets=2, reps=5), make_limits()) == ()


def test_each_amount_out_of_range_is_named():
    found = breaches(Dose(sets=1, reps=11), make_limits())
    assert [(b.field, b.kind) for b in found] == [
        (DoseField.SETS, BreachKind.BELOW),
        (DoseField.REPS, BreachKind.ABOVE),
    ]


def test_a_missing_amount_is_named_but_overground_speed_may_be_left_open():
    limits = make_limits(sets=span(2, 4), speed_m_per_s=span(0.2, 0.5))
    found = breaches(Dose(reps=1), limits)
    assert [(b.field, b.kind) for b in found] == [(DoseField.SETS, BreachKind.MISSING)]


def test_minutes_below_the_start_are_no_breach_because_exercises_share_them():
    limits = make_limits(duration_min=span(8, 12))
    assert breaches(Dose(duration_min=Decimal("3.5")), limits) == ()
    assert breaches(Dose(duration_min=Decimal("12.5")), limits)[0].kind is BreachKind.ABOVE


@pytest.mark.parametrize(
    ("minutes", "up", "down"),
    [("1.2", "1.5", "1.0"), ("1.5", "1.5", "1.5"), ("11.25", "11.5", "11.0")],
)
def test_half_minutes_are_exact(minutes, up, down):
    assert ceil_to_half(Decimal(minutes)) == Decimal(up)
    assert floor_to_half(Decimal(minutes)) == Decimal(down)


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        ("8", (8, 6), ("4.5", "3.5")),
        ("3", (2, 2), ("1.5", "1.5")),
        ("4", (4, 2), ("2.5", "1.5")),
        ("3.5", (1, 1), ("2.0", "1.5")),
        ("5", (5,), ("5",)),
    ],
)
def test_minutes_are_shared_in_half_minutes_and_add_up(total, weights, shares):
    got = share_minutes(Decimal(total), [Decimal(weight) for weight in weights])
    assert got == tuple(Decimal(share) for share in shares)
    assert sum(got) == Decimal(total)


def test_a_share_without_weight_is_refused():
    with pytest.raises(ValueError, match="weight"):
        share_minutes(Decimal(3), [Decimal(0)])


@pytest.mark.parametrize(("value", "words"), [("3.0", "3"), ("1.50", "1.5"), ("10", "10")])
def test_a_number_is_written_without_trailing_zeros(value, words):
    assert plain_number(Decimal(value)) == words
