"""What may be entered where more than one number decides."""

import pytest

from clinic.catalogue.instrument_definitions import get_instrument
from clinic.domain.entries import WHOLE_ENTRY, check_entry, has_a_number
from clinic.domain.items import Limits
from clinic.domain.remarks import usual
from clinic.domain.responses import Aid, Responses
from tests.domain.instrument_cases import TUG, numbers


def entered(code, groups, **more):
    taken = {group: numbers(*values) for group, values in groups.items()}
    return check_entry(get_instrument(code), Responses(numbers=taken, **more))


def refusals(code, groups, **more):
    found = entered(code, groups, **more).refusals
    return [(remark.group_code, remark.place, remark.message) for remark in found]


def confirmations(code, groups, **more):
    return [(one.place, one.message) for one in entered(code, groups, **more).confirmations]


def test_a_speed_nobody_walks_is_refused_with_the_times_that_are_allowed():
    assert refusals("gait", {"trials_s": [5, 1]}) == [
        ("trials_s", 1, "Enter 1.15 to 80.00 seconds: a speed of 0.05 to 3.50 m/s over 4 m.")
    ]
    assert refusals("gait", {"trials_s": [0, None]})[0][1] == 0


@pytest.mark.parametrize(
    ("distance", "time", "accepted", "asked"),
    [
        ("10", 5, True, False),
        ("10", "4.99", True, True),
        ("10", 50, True, False),
        ("10", "50.01", True, True),
        ("10", 200, True, True),
        ("10", "200.01", False, False),
    ],
)
def test_limits_of_a_speed_lie_on_the_quotient_before_it_is_rounded(
    distance, time, accepted, asked
):
    check = entered("gait", {"trials_s": [time]}, conditions={"distance_m": distance})
    assert (check.accepted, check.to_confirm) == (accepted, asked)


def test_an_unusual_speed_is_asked_about_with_what_is_usual():
    assert confirmations("gait", {"trials_s": [25, None]}) == [
        (0, "0.16 m/s is unusual. Is it correct? Usual is 0.20 to 2.00 m/s.")
    ]


def test_a_trial_over_the_cap_is_refused():
    typed = {"left_trials_s": [31, None, None], "right_trials_s": [30, None, None]}
    assert refusals("sls", typed, conditions={"cap_s": "30"}) == [
        ("left_trials_s", 0, "Enter 0.00 to 30.00 seconds: the cap was 30 s.")
    ]


def test_two_tasks_more_than_a_second_faster_than_one_are_asked_about():
    assert confirmations("tug_cog", {"tug_cog_s": [12.99], "tug_s": [14]}) == [
        (WHOLE_ENTRY, "1.01 s faster than with one task. Are both times correct?")
    ]
    assert confirmations("tug_cog", {"tug_cog_s": [13], "tug_s": [14]}) == []
    assert confirmations("tug_cog", {"tug_cog_s": [13]}) == []


def test_a_total_is_entered_in_place_of_items_not_beside_them():
    one_item = [1, None, None, None, None, None, None]
    assert refusals("sfesi", {"items": one_item, "total": [9]}) == [
        ("total", 0, "Enter the items or the total, not both.")
    ]
    assert refusals("sfesi", {"items": [None] * 7, "total": [9]}) == []
    assert refusals("sfesi", {"items": one_item, "total": [None]}) == []


@pytest.mark.parametrize(
    ("reading", "place", "message"),
    [
        ((49, 40), 0, "Enter a whole number, 50 to 300 mmHg."),
        ((120, 201), 1, "Enter a whole number, 20 to 200 mmHg."),
        (("120.5", 80), 0, "Enter a whole number, 50 to 300 mmHg."),
        ((80, 85), 1, "The diastolic pressure is lower than the systolic. Enter both."),
        ((80, 80), 1, "The diastolic pressure is lower than the systolic. Enter both."),
        ((None, 80), 0, "Enter both pressures, or neither."),
        ((120, None), 1, "Enter both pressures, or neither."),
    ],
)
def test_a_reading_that_cannot_be_is_refused_at_its_place(reading, place, message):
    assert refusals("obp", {"baseline": reading}) == [("baseline", place, message)]


def test_an_unusual_pressure_is_asked_about():
    assert confirmations("obp", {"baseline": (225, 100, None), "stand_1min": ()}) == [
        (0, "225 mmHg is unusual. Is it correct? Usual is 80 to 220 mmHg.")
    ]


def test_items_may_have_limits_of_their_own():
    balance = [2, 2, 2, 2, 2, 2, 1, 1, 1, 2]
    assert refusals("poma", {"balance": balance}) == [
        ("balance", 0, "Enter a whole number, 0 to 1 points.")
    ]


def test_an_aid_with_which_the_test_is_not_done_is_refused():
    assert refusals("fsst", {"trials_s": [9]}, aid=Aid.ROLLATOR)[0][2] == (
        "Four Square Step Test is not done with this aid."
    )


def test_what_stands_beside_a_test_is_no_result_of_it():
    instrument = get_instrument("tug_cog")
    alone = Responses(numbers={"tug_s": numbers(12), "counting_errors": numbers(2)})
    assert not has_a_number(instrument, alone)
    assert has_a_number(get_instrument("abc"), Responses(numbers={"total": numbers(60)}))


def test_where_nothing_is_unusual_nothing_is_called_usual():
    group = TUG.groups[0]
    bare = Limits(refuse_below=group.limits.refuse_below, refuse_above=group.limits.refuse_above)
    assert usual(group, bare) == ""
