"""What is shown of an exercise: Stepback's drawing, or the clinic's own picture."""

from dataclasses import dataclass

from clinic.catalogue.pictogram_definitions import picture_of
from clinic.domain.exercises import ExerciseDefinition, Photo
from clinic.pictograms import Drawing


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """Either of the two, and what it shows in words."""

    says: str
    drawing: Drawing | None = None
    photo: Photo | None = None


def shown_of(
    exercise: ExerciseDefinition, *, hold_s: int | None = None, repetitions: int | None = None
) -> Shown | None:
    """The picture of an exercise with the prescribed numbers in it; None when it has none."""
    if exercise.photo is not None:
        return Shown(says=exercise.photo.says, photo=exercise.photo)
    drawing = picture_of(exercise.drawn_as, hold_s=hold_s, repetitions=repetitions)
    return None if drawing is None else Shown(says=drawing.says_in("en"), drawing=drawing)
