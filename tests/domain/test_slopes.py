from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic.domain.slopes import kendall_s, median_slope

VALUES = st.integers(-40, 40).map(Decimal) | st.decimals(-5, 5, places=3)
SHORT = st.lists(VALUES, min_size=2, max_size=25)


def by_looking_at_every_pair(days, values):
    pairs = combinations(zip(days, values, strict=True), 2)
    return median(Fraction(later - value) / (last - day) for (day, value), (last, later) in pairs)


@given(SHORT, st.lists(st.integers(1, 40), min_size=24, max_size=24))
def test_the_median_slope_of_a_short_series_is_that_of_all_its_pairs(values, gaps):
    days = [sum(gaps[:number]) for number in range(len(values))]
    assert median_slope(days, values) == by_looking_at_every_pair(days, values)


@settings(max_examples=15)
@given(st.integers(105, 160), st.integers(1, 50), st.integers(0, 3), st.integers(1, 4))
def test_the_median_slope_of_a_long_series_is_the_same_without_looking_at_all_pairs(
    count, spread, rise, scale
):
    days = [number * 7 for number in range(count)]
    values = [Decimal(n * rise + n * n * 31 % spread).scaleb(-scale) for n in range(count)]
    assert median_slope(days, values) == by_looking_at_every_pair(days, values)


def test_a_long_series_of_one_value_has_no_slope():
    assert median_slope(range(300), [Decimal(9)] * 300) == 0


def test_a_long_series_of_two_values_has_the_slope_of_most_pairs():
    days, values = range(200), [Decimal(n % 2) for n in range(200)]
    assert median_slope(days, values) == by_looking_at_every_pair(days, values)


def test_one_result_has_no_slope():
    with pytest.raises(ValueError, match="two results"):
        median_slope([1], [Decimal(3)])


@given(st.lists(st.integers(-9, 9).map(Decimal), max_size=25))
def test_pairs_that_rise_and_fall_are_counted_as_if_each_were_looked_at(values):
    looked_at = sum((later > one) - (later < one) for one, later in combinations(values, 2))
    assert kendall_s(values) == looked_at


@pytest.mark.parametrize("count", [110, 147, 230])
def test_the_median_slope_is_found_between_those_that_were_sampled(count):
    days = [number * 5 + number % 3 for number in range(count)]
    values = [Decimal(n * n * 7919 % 10007).scaleb(-2) for n in range(count)]
    assert median_slope(days, values) == by_looking_at_every_pair(days, values)
