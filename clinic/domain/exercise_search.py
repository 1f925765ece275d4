"""Finding exercises in the library: by words, level, place, equipment, and what they train."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from enum import StrEnum

from clinic.domain.exercises import Category, Equipment, ExerciseDefinition, HomeRule
from clinic.domain.names import fold


class Place(StrEnum):
    """Where an exercise may be done."""

    HOME = "home"
    CLINIC = "clinic"
    POOL = "pool"


class Whose(StrEnum):
    """Which part of the library is looked at; where nothing is said, all that is offered."""

    OWN = "own"
    WITHHELD = "withheld"


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What is looked for; what is left out does not matter.

    Attributes:
        words: each must begin a word of the name in any language, or of what it is good for.
        level: the level an exercise belongs to.
    """

    words: str = ""
    level: int | None = None
    place: Place | None = None
    equipment: Equipment | None = None
    trains: Category | None = None
    whose: Whose | None = None


def find_exercises(
    exercises: Iterable[ExerciseDefinition],
    wanted: Wanted,
    *,
    withheld: Container[str] = (),
) -> tuple[ExerciseDefinition, ...]:
    """Those that are all that is wanted, in the order given.

    Args:
        exercises: the whole library.
        wanted: what is looked for.
        withheld: codes that the clinic does not offer: found only when they are looked for.
    """
    return tuple(
        exercise
        for exercise in exercises
        if (exercise.code in withheld) is (wanted.whose is Whose.WITHHELD)
        and is_wanted(exercise, wanted)
    )


def is_wanted(exercise: ExerciseDefinition, wanted: Wanted) -> bool:
    """Whether an exercise is all that is looked for."""
    return (
        wanted.level in (None, exercise.level)
        and (wanted.place is None or wanted.place in places_of(exercise))
        and (wanted.equipment is None or wanted.equipment in exercise.equipment)
        and wanted.trains in (None, exercise.category)
        and (wanted.whose is not Whose.OWN or exercise.is_own)
        and _has_words(exercise, wanted.words)
    )


def places_of(exercise: ExerciseDefinition) -> frozenset[Place]:
    """Where it may be done; the pool's exercises are done nowhere else."""
    if exercise.category is Category.AQUATIC:
        return frozenset({Place.POOL})
    if exercise.home is HomeRule.NO:
        return frozenset({Place.CLINIC})
    return frozenset({Place.CLINIC, Place.HOME})


def _has_words(exercise: ExerciseDefinition, words: str) -> bool:
    texts = (exercise.code, *exercise.names.values(), *exercise.benefits)
    told = [word for text in texts for word in fold(text).split()]
    return all(any(one.startswith(word) for one in told) for word in fold(words).split())
