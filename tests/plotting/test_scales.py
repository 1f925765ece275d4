from datetime import date

import pytest

from clinic.plotting.scales import day_label, month_ticks, tick_labels, time_range, value_ticks


@pytest.mark.parametrize(
    ("low", "high", "step", "expected"),
    [
        (9.6, 20.4, 0, (10, 15, 20)),
        (4.1, 9.6, 0, (6, 8)),
        (0.57, 0.99, 0, (0.6, 0.8)),
        (33, 48, 1, (35, 40, 45)),
        (6.5, 9.5, 1, (7, 8, 9)),
    ],
)
def test_two_or_three_round_numbers_stand_on_the_axis(low, high, step, expected):
    ticks = value_ticks(low, high, step=step)
    assert 2 <= len(ticks) <= 3
    assert ticks == pytest.approx(expected)


def test_whole_numbers_have_whole_ticks():
    assert all(tick == int(tick) for tick in value_ticks(6.8, 8.1, step=1))


def test_an_axis_needs_a_length():
    with pytest.raises(ValueError, match="lower to a higher"):
        value_ticks(3, 3)


def test_labels_share_their_decimals():
    assert tick_labels((0.5, 1.0, -1.5)) == ("0.5", "1.0", "−1.5")


def test_months_are_named_and_the_year_stands_at_january():
    ticks = month_ticks(date(2025, 11, 20), date(2026, 3, 2), at_most=6)
    assert [label for _, label in ticks] == ["Dec", "2026", "Feb", "Mar"]


def test_a_short_axis_is_marked_by_its_ends():
    ticks = month_ticks(date(2026, 2, 9), date(2026, 2, 20), at_most=6)
    assert [label for _, label in ticks] == ["9 Feb", "20 Feb"]


@pytest.mark.parametrize("years", [2, 5, 12])
def test_many_months_are_thinned_out(years):
    ticks = month_ticks(date(2026, 1, 1), date(2026 + years, 6, 1), at_most=6)
    assert 1 <= len(ticks) <= 6


def test_a_single_day_gets_room_on_both_sides():
    first, last = time_range([date(2026, 2, 9)])
    assert first < date(2026, 2, 9) < last


def test_no_day_has_no_range():
    with pytest.raises(ValueError, match=r"empty|arg"):
        time_range([])


def test_a_day_is_told_shortly_or_with_its_year():
    assert day_label(date(2026, 2, 9)) == "9 Feb"
    assert day_label(date(2026, 2, 9), with_year=True) == "9 Feb 2026"
