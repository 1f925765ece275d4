"""What is looked for in the library, and what is found."""

import pytest

from clinic.catalogue.exercise_definitions import list_exercises
from clinic.domain.exercise_search import Place, Wanted, find_exercises, is_wanted, places_of
from clinic.domain.exercises import Category, Equipment, HomeRule
from tests.domain.programme_cases import make_exercise


def codes(**wanted) -> list[str]:
    return [found.code for found in find_exercises(list_exercises(), Wanted(**wanted))]


def test_without_a_wish_everything_is_found_in_the_order_given():
    assert len(codes()) == 43


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"words": "worktop kitchen"}, "bw-worktop"),
        ({"words": "ENCIMERA"}, "bw-worktop"),
        ({"words": "figure"}, "fig8-backward"),
        ({"level": 1}, "step-back-return-bars"),
        ({"place": Place.POOL}, "aqua-bw-chest"),
        ({"equipment": Equipment.SLED}, "sled-drag-backward"),
        ({"trains": Category.STAIRS}, "stairs-backward-up"),
    ],
)
def test_each_wish_finds_its_exercise(wanted, found):
    assert found in codes(**wanted)
    assert len(codes(**wanted)) < 43


def test_wishes_add_up():
    assert codes(words="backward", level=3, place=Place.HOME, equipment=Equipment.WORKTOP) == [
        "bw-worktop"
    ]
    assert codes(words="backward", trains=Category.WARM_UP) == []


def test_a_word_that_is_not_there_finds_nothing():
    assert not is_wanted(make_exercise(), Wanted(words="trampoline"))


def test_where_an_exercise_may_be_done():
    assert places_of(make_exercise(category=Category.AQUATIC)) == {Place.POOL}
    assert places_of(make_exercise(home=HomeRule.NO)) == {Place.CLINIC}
    assert places_of(make_exercise()) == {Place.CLINIC, Place.HOME}
