from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.ages import completed_years
from clinic.domain.units import (
    NotANumber,
    as_decimal,
    as_json_number,
    mean,
    speed_m_per_s,
    stored,
)


@pytest.mark.parametrize(
    ("given_value", "kept"),
    [("5.015", "5.02"), ("5.014", "5.01"), ("-0.125", "-0.13"), ("-0.004", "0.00"), ("12", "12")],
)
def test_a_number_is_stored_half_up_with_ties_away_from_zero(given_value, kept):
    assert stored(Decimal(given_value)) == Decimal(kept)
    assert not stored(Decimal("-0.004")).is_signed()


def test_a_float_is_read_by_its_shortest_text():
    assert as_decimal(6.4) - as_decimal(4.71) == Decimal("1.69")


@pytest.mark.parametrize(
    "value", [True, None, "twelve", "", [1], float("nan"), float("inf"), 1e300, "NaN"]
)
def test_what_is_no_finite_number_of_sensible_size_is_refused(value):
    with pytest.raises(NotANumber):
        as_decimal(value)


@given(st.decimals(min_value=-1000, max_value=1000, places=2))
def test_storing_twice_changes_nothing(value):
    assert stored(stored(value)) == stored(value)


def test_a_mean_is_exact_and_needs_a_value():
    assert mean((Decimal("11.98"), Decimal("12.01"))) == Decimal("11.995")
    with pytest.raises(ValueError, match="no value"):
        mean(())


def test_a_speed_needs_a_time():
    assert speed_m_per_s(Decimal(3), Decimal("1.5")) == 2
    with pytest.raises(ValueError, match="above 0 s"):
        speed_m_per_s(Decimal(3), Decimal(0))


def test_whole_numbers_leave_as_int_and_others_as_float():
    found = [as_json_number(Decimal(text)) for text in ("3.00", "-3", "2.5")]
    assert found == [3, -3, 2.5]
    assert [type(number) for number in found] == [int, int, float]


def test_nobody_has_an_age_before_birth():
    with pytest.raises(ValueError, match="before the day of birth"):
        completed_years(date(2026, 1, 2), date(2026, 1, 1))


def test_born_on_29_february_one_is_older_on_that_day_in_a_leap_year():
    assert completed_years(date(1952, 2, 29), date(2024, 2, 28)) == 71
    assert completed_years(date(1952, 2, 29), date(2024, 2, 29)) == 72
