"""The exercise library in finished words."""

from collections.abc import Sequence
from dataclasses import dataclass

from clinic import phrasing
from clinic.catalogue.pictogram_definitions import picture_of
from clinic.domain.checklists import ChecklistDefinition, ItemId
from clinic.domain.dose_rules import span_words
from clinic.domain.exercise_rules import OWN_CHECKLIST, criterion_words
from clinic.domain.exercises import (
    ExerciseDefinition,
)
from clinic.domain.templates import TemplateDefinition
from clinic.exercises.words import (
    DOSE_NAMES,
    EQUIPMENT,
    HOME,
    LANGUAGES,
    SUPERVISION,
    SUPPORT,
    TRAINS,
)
from clinic.pictograms import Drawing


@dataclass(frozen=True, kw_only=True, slots=True)
class ExerciseCard:
    """One exercise in the list."""

    code: str
    name: str
    level: int
    trains: str
    home: str
    picture: Drawing | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ExercisePage:
    """Everything about one exercise."""

    name: str
    level: int
    trains: str
    picture: Drawing | None
    good_for: tuple[str, ...]
    steps: tuple[tuple[str, str, str, tuple[str, ...]], ...]  # code, language, name, steps
    clinician_note: str
    facts: tuple[tuple[str, str], ...]
    dose: tuple[tuple[str, str], ...]
    needs: tuple[str, ...]
    cautions: tuple[str, ...]
    screen: tuple[str, ...]
    templates: tuple[str, ...]
    source: str


def exercise_cards(exercises: Sequence[ExerciseDefinition]) -> list[ExerciseCard]:
    """In the order given."""
    return [
        ExerciseCard(
            code=exercise.code,
            name=exercise.name(),
            level=exercise.level,
            trains=TRAINS[exercise.category],
            home=HOME[exercise.home],
            picture=picture_of(exercise.code),
        )
        for exercise in exercises
    ]


def found_words(found: int, of: int) -> str:
    """Such as "43 exercises", "5 of 43 exercises"."""
    exercises = phrasing.plural(of, "exercise")
    return exercises if found == of else f"{found} of {exercises}"


def present_exercise(
    exercise: ExerciseDefinition,
    *,
    screen: ChecklistDefinition,
    templates: Sequence[TemplateDefinition],
) -> ExercisePage:
    """One exercise for the clinician, with the words the patient reads."""
    return ExercisePage(
        name=exercise.name(),
        level=exercise.level,
        trains=TRAINS[exercise.category],
        picture=picture_of(exercise.code),
        good_for=exercise.benefits,
        steps=tuple(
            (code, words, exercise.name(code), exercise.steps(code))
            for code, words in LANGUAGES.items()
            if code in exercise.names
        ),
        clinician_note=exercise.clinician_note,
        facts=_facts(exercise),
        dose=_dose(exercise),
        needs=tuple(criterion_words(found) for found in exercise.prerequisites),
        cautions=(*exercise.precautions, *exercise.cautions),
        screen=tuple(_screen(exercise, screen)),
        templates=tuple(
            template.name
            for template in templates
            if any(item.exercise == exercise.code for one in template.blocks for item in one.items)
        ),
        source=f"{', '.join(exercise.sources)} [{exercise.mark.value}]",
    )


def _facts(exercise: ExerciseDefinition) -> tuple[tuple[str, str], ...]:
    equipment = [EQUIPMENT[one] for one in exercise.equipment if one in EQUIPMENT]
    return (
        ("Levels", f"{exercise.level} to {exercise.max_level}"),
        ("At home", HOME[exercise.home]),
        ("In clinic or pool", SUPERVISION[exercise.supervision]),
        ("Holding on", SUPPORT[exercise.support]),
        ("Equipment", phrasing.joined(equipment) or "None"),
        ("Backward minutes", "Count" if exercise.counts_as_backward_minutes else "Do not count"),
    )


def _dose(exercise: ExerciseDefinition) -> tuple[tuple[str, str], ...]:
    limits = exercise.limits
    fields = [
        (DOSE_NAMES[field], span_words(found))
        for field in limits.fields()
        if (found := limits.range_of(field)) is not None
    ]
    return (
        *fields,
        ("Effort, of 10", span_words(limits.effort)),
        ("Days a week", span_words(limits.days_per_week)),
        ("Rest", f"{limits.rest_s} s"),
        *((("Load", limits.load),) if limits.load else ()),
    )


def _screen(exercise: ExerciseDefinition, screen: ChecklistDefinition) -> list[str]:
    own = OWN_CHECKLIST.get(exercise.category)
    blocked = [screen.item(ItemId(code)).label for code in exercise.blocked_by]
    careful = [screen.item(ItemId(code)).label for code in exercise.caution_if]
    return [
        *([f"Needs its own checklist: {own}"] if own else []),
        *(f"Not with: {label}" for label in blocked),
        *(f"With care: {label}" for label in careful),
    ]
