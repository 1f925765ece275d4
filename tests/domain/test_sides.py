from clinic.catalogue.instrument_definitions import get_instrument
from clinic.domain.comparison import Protocol, differing_conditions
from clinic.domain.responses import Aid, Responses
from clinic.domain.sides import Sides, sides_of, with_sides
from tests.domain.instrument_cases import TUG, numbers, recorded

SLS = get_instrument("sls")
MINIBEST = get_instrument("minibest")


def stood(left=(), right=()):
    return Responses(numbers={"left_trials_s": numbers(*left), "right_trials_s": numbers(*right)})


def protocol(responses):
    kept = with_sides(SLS, responses)
    return Protocol(instrument_version=1, aid=Aid.NONE, conditions=kept.conditions)


def test_the_legs_that_were_tested_decide_whether_two_results_are_compared():
    both, left = protocol(stood([5], [4])), protocol(stood([5], [None]))
    assert both.conditions == {"legs": "both"}
    assert left.conditions == {"legs": "left"}
    assert differing_conditions(SLS, both, left) == ("legs",)
    assert differing_conditions(SLS, both, protocol(stood([3], [2]))) == ()


def test_an_instrument_without_sides_keeps_its_conditions():
    responses = recorded(TUG, 12)
    assert with_sides(TUG, responses) is responses
    assert list(sides_of(TUG, responses)) == []


def test_left_stands_beside_right():
    assert list(sides_of(SLS, stood([3.2, 4.99], [2]))) == [
        Sides(name="Best trial", left=numbers("4.99")[0], right=numbers("2.00")[0])
    ]


def test_items_that_are_scored_on_both_sides_are_compared_by_item():
    responses = Responses(numbers={"anticipatory": numbers(2, 2, 0, 2)})
    assert list(sides_of(MINIBEST, responses)) == [
        Sides(name="3. One-leg stance", left=numbers(0)[0], right=numbers(2)[0])
    ]
