"""What an exercise that a clinic writes must hold to, besides being a whole definition.

Source: Stepback programme, sections 1.3, 2.3 and 3.1; judgement [?].
"""

from collections.abc import Iterator
from typing import Final

from clinic.domain.dose import OPTIONAL_FIELDS
from clinic.domain.exercises import Category, ExerciseDefinition, HomeRule, Supervision
from clinic.domain.home_rules import NEEDS_HELPER

MOST_STEPS: Final = 8
"""Steps of one exercise: more do not fit a card in large print [?]."""

LONGEST_STEP: Final = 160
"""Characters of one step: three lines of a card in large print [?]."""

WIDEST: Final = 2
"""A picture's width against its height: a wider one leaves no room beside it on a card [?]."""

HANDS_ON: Final = frozenset({Supervision.THERAPIST_CONTACT, Supervision.POOL_THERAPIST})

Doubt = tuple[str, str]
"""The field that it is about, and a sentence that says what to do."""


def doubts_about(exercise: ExerciseDefinition) -> tuple[Doubt, ...]:
    """Everything in which an exercise contradicts itself or the rules of the programme."""
    return tuple(
        doubt
        for check in (_about_place, _about_dose, _about_eyes, _about_screen, _about_picture)
        for doubt in check(exercise)
    )


def _about_place(exercise: ExerciseDefinition) -> Iterator[Doubt]:
    if exercise.category is Category.AQUATIC:
        if exercise.home is not HomeRule.NO:
            yield "home", "An exercise in the water is done in the pool only. Choose that."
        if exercise.supervision is not Supervision.POOL_THERAPIST:
            yield "supervision", "In the water a therapist is in the pool. Choose that."
        return
    if exercise.supervision is Supervision.POOL_THERAPIST:
        yield "supervision", "This exercise is not in the water. Choose who guards on land."
    alone = exercise.home not in {*NEEDS_HELPER, HomeRule.NO, HomeRule.CLINIC_FIRST}
    if alone and exercise.supervision in HANDS_ON:
        yield "home", "What needs a therapist's hands in clinic is not done alone at home."


def _about_dose(exercise: ExerciseDefinition) -> Iterator[Doubt]:
    if not set(exercise.limits.fields()) - OPTIONAL_FIELDS:
        yield "sets_start", "Give at least one amount, such as sets or minutes."


def _about_eyes(exercise: ExerciseDefinition) -> Iterator[Doubt]:
    if exercise.eyes_closed and exercise.counts_as_backward_minutes:
        yield "eyes_closed", "No backward exercise with eyes closed: no plan could hold it."


def _about_screen(exercise: ExerciseDefinition) -> Iterator[Doubt]:
    both = set(exercise.blocked_by) & set(exercise.caution_if)
    if both:
        yield "caution_if", "A finding that forbids the exercise is not also a caution. Leave one."


def _about_picture(exercise: ExerciseDefinition) -> Iterator[Doubt]:
    photo = exercise.photo
    if photo is not None and photo.width > WIDEST * photo.height:
        yield "picture", f"Cut the picture: at most {WIDEST} times as wide as high fits the card."
