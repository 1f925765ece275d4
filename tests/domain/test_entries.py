from dataclasses import replace
from decimal import Decimal

import pytest

from clinic.domain.entries import WHOLE_ENTRY, check_entry, has_a_number
from clinic.domain.responses import Aid, Responses, Status
from tests.domain.instrument_cases import BERG, BWT3M, CHAIR, STAGES, TUG, recorded


def refusals(instrument, *values, **more):
    return [
        (remark.place, remark.message)
        for remark in check_entry(instrument, recorded(instrument, *values, **more)).refusals
    ]


def confirmations(instrument, *values):
    return [
        (remark.place, remark.message)
        for remark in check_entry(instrument, recorded(instrument, *values)).confirmations
    ]


def test_a_refusal_says_what_is_allowed():
    assert refusals(TUG, "2.99") == [(0, "Enter 3.00 to 300.00 seconds.")]
    assert refusals(CHAIR, "10.5") == [(0, "Enter a whole number, 0 to 60 stands.")]
    assert refusals(BERG, *[4] * 13, 5) == [(13, "Enter a whole number, 0 to 4 points.")]


@pytest.mark.parametrize(
    ("time", "accepted", "asked"),
    [
        ("2.994", False, False),
        ("2.995", True, True),
        ("4.994", True, True),
        ("4.995", True, False),
        ("60.00", True, False),
        ("60.01", True, True),
        ("300.004", True, True),
        ("300.005", False, False),
    ],
)
def test_limits_are_inclusive_and_apply_to_the_number_as_stored(time, accepted, asked):
    check = check_entry(TUG, recorded(TUG, time))
    assert (check.accepted, check.to_confirm) == (accepted, asked)


def test_an_unusual_number_is_asked_about_with_what_is_usual():
    assert confirmations(TUG, "4.90") == [
        (0, "4.90 s is unusual. Is it correct? Usual is 5.00 to 60.00 seconds.")
    ]
    assert confirmations(CHAIR, 31) == [
        (0, "31 stands is unusual. Is it correct? Usual is 30 stands or fewer.")
    ]


def test_two_trials_of_the_backward_walk_may_differ_by_two_seconds_and_no_more():
    assert confirmations(BWT3M, 5, 7) == []
    assert confirmations(BWT3M, 5, "7.01") == [
        (
            WHOLE_ENTRY,
            "The trials differ by 2.01 s, more than 2.0 s. Are both correct?",
        )
    ]
    assert confirmations(BWT3M, None, None) == []


def test_a_refused_entry_is_not_asked_about():
    check = check_entry(BWT3M, recorded(BWT3M, "0.5", 60))
    assert not check.accepted
    assert not check.confirmations


def test_a_stage_after_one_that_was_not_held_is_refused():
    assert refusals(STAGES, 10, 7, 10, None) == [
        (2, "Leave stage 3 empty: stage 2 was not held 10 s, so the test ended there.")
    ]
    assert [place for place, _ in refusals(STAGES, 10, None, 10, 10)] == [2, 3]
    assert refusals(STAGES, 10, 10, "10.004", 3) == []
    assert [place for place, _ in refusals(STAGES, 10, 7, 12, None)] == [2]
    assert refusals(STAGES, 10, 10, 12, None) == [(2, "Enter 0.00 to 10.00 seconds.")]


def test_a_wrong_number_of_items_or_stages_is_refused():
    assert refusals(BERG, *[4] * 13) == [(WHOLE_ENTRY, "There are 14 items; 13 were given.")]
    assert refusals(STAGES, 10) == [(WHOLE_ENTRY, "There are 4 stages; 1 were given.")]


def test_items_left_out_are_accepted():
    assert refusals(BERG, *[None] * 14) == []
    assert check_entry(BERG, Responses()).accepted


def test_an_aid_is_refused_where_the_test_is_done_without():
    assert refusals(STAGES, 10, 10, 10, 10, aid=Aid.FRAME) == [
        (WHOLE_ENTRY, "4-Stage Balance is done without an aid.")
    ]
    assert refusals(TUG, 12, aid=Aid.PERSON) == []


def test_a_status_without_a_number_needs_none():
    assert check_entry(TUG, recorded(TUG, 1, status=Status.UNABLE)).accepted


def test_whether_anything_was_measured():
    assert has_a_number(TUG, recorded(TUG, None, 12))
    assert not has_a_number(TUG, recorded(TUG, None, None))


def test_a_group_without_an_upper_limit_to_confirm_asks_below_only():
    group = TUG.groups[0]
    only_below = replace(group, limits=replace(group.limits, confirm_above=None))
    instrument = replace(TUG, groups=(only_below,))
    assert check_entry(instrument, recorded(instrument, 200)).confirmations == ()
    asked = check_entry(instrument, recorded(instrument, 4)).confirmations
    assert asked[0].message == "4.00 s is unusual. Is it correct? Usual is 5.00 seconds or more."
    assert group.limits.confirm_below == Decimal(5)
