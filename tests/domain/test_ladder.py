from decimal import Decimal

import pytest

from clinic.domain.criteria import UNABLE
from clinic.domain.exercises import Supervision
from clinic.domain.ladder import EntryCriteria, EntryState, UnknownLevel
from tests.domain.programme_cases import criterion, make_exercise, make_ladder, make_level

ENTRY = EntryCriteria(
    required_tests=("berg",),
    min_measured=2,
    criteria=(
        criterion("berg", ">=", 29),
        criterion("tug", "<=", 30),
        criterion("bwt3m", "<", 12),
    ),
)


@pytest.mark.parametrize(
    ("tests", "state"),
    [
        ({"berg": Decimal(29), "tug": Decimal(30)}, EntryState.MET),
        ({"berg": Decimal(28), "tug": Decimal(30)}, EntryState.FAILED),
        ({"berg": Decimal(40), "bwt3m": Decimal(12)}, EntryState.FAILED),
        ({"berg": Decimal(40), "tug": UNABLE}, EntryState.FAILED),
        ({"berg": Decimal(40)}, EntryState.MISSING),
        ({"tug": Decimal(10), "bwt3m": Decimal(5)}, EntryState.MISSING),
        ({"berg": None, "tug": Decimal(40), "bwt3m": Decimal(5)}, EntryState.MISSING),
        ({"berg": UNABLE, "tug": Decimal(10)}, EntryState.FAILED),
    ],
)
def test_missing_goes_before_failed_and_unable_is_a_failed_test(tests, state):
    assert ENTRY.check(tests).state is state


def test_what_stood_in_the_way_is_named():
    check = ENTRY.check({"tug": Decimal(31)})
    assert check.required_missing == ("berg",)
    assert check.measured == 1
    assert [failed.measure for failed in check.failed] == ["tug"]


def test_a_ladder_has_no_level_above_its_top_or_below_one():
    ladder = make_ladder(make_level(1), make_level(2))
    assert ladder.level(2).number == 2
    for number in (0, 3):
        with pytest.raises(UnknownLevel):
            ladder.level(number)


def test_a_ladder_with_a_gap_is_refused():
    with pytest.raises(ValueError, match="gap"):
        make_ladder(make_level(1), make_level(3))


def test_a_level_and_an_exercise_speak_english_where_there_is_no_translation():
    assert make_level(2).name("de") == "Stufe 2"
    assert make_level(2).name("fr") == "Level 2"
    assert make_exercise().name("es") == "Sentarse y levantarse"
    assert make_exercise().name("fr") == "Sit to stand"
    assert make_exercise().steps("fr") == ("Sit.", "Stand up.")


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"names": {"en": "Sit to stand"}}, "same languages"),
        ({"names": {"es": "x"}, "patient_steps": {"es": ("x",)}}, "English"),
        ({"patient_steps": {"en": ("a",), "es": ("a", "b")}}, "number of steps"),
        ({"level": 9}, "level"),
    ],
)
def test_an_exercise_that_would_print_wrong_is_refused(values, why):
    with pytest.raises(ValueError, match=why):
        make_exercise(**values)


def test_only_an_exercise_that_may_be_done_alone_needs_no_guard():
    assert not make_exercise().needs_guarding
    assert make_exercise(supervision=Supervision.THERAPIST_STANDBY).needs_guarding
