"""How hard a text is to read, and that the shipped steps are easy."""

from decimal import Decimal

import pytest

from clinic.catalogue.exercise_definitions import list_exercises
from clinic.domain.reading import (
    HARDEST_FOR_PATIENTS,
    LONGEST_SENTENCE,
    longest_sentence,
    reading_grade,
    syllables,
)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("walk", 1),
        ("toes", 1),
        ("walked", 1),
        ("wanted", 2),
        ("table", 2),
        ("worktop", 2),
        ("backward", 2),
        ("the", 1),
        ("stairs", 1),
        ("slowly", 2),
        ("stabilisation", 5),
        ("8", 1),
    ],
)
def test_syllables_are_counted_by_their_vowels(word, count):
    assert syllables(word) == count


def test_the_grade_is_that_of_the_published_formula():
    # 10 words, 2 sentences, 12 syllables: 0.39 x 5 + 11.8 x 1.2 - 15.59 = 0.52.
    assert reading_grade("Stand beside the worktop now. Then sit down on it.") == Decimal("0.5")


@pytest.mark.parametrize("text", ["", " \n ", "...", "王小明"])
def test_without_words_there_is_no_grade(text):
    assert reading_grade(text) == 0


def test_long_words_and_sentences_are_hard():
    hard = "Perform reciprocal retropulsive ambulation while maintaining contralateral stability."
    assert reading_grade(hard) > HARDEST_FOR_PATIENTS
    assert longest_sentence(f"Walk. {hard} Stop here.") == 8
    assert longest_sentence("") == 0


def test_a_line_without_a_full_stop_is_a_sentence():
    assert longest_sentence("Stand tall\nLook ahead") == 2


@pytest.mark.parametrize("exercise", list_exercises(), ids=lambda exercise: exercise.code)
def test_the_shipped_steps_are_read_with_ease(exercise):
    text = "\n".join(exercise.steps())
    assert reading_grade(text) <= HARDEST_FOR_PATIENTS
    assert longest_sentence(text) <= LONGEST_SENTENCE
