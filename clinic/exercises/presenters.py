"""The exercise library in finished words."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from clinic import phrasing
from clinic.catalogue.handout_definitions import HandoutDefinition, get_handout
from clinic.domain.checklists import ChecklistDefinition, ItemId
from clinic.domain.dose import DoseField, plain_number
from clinic.domain.dose_rules import span_words
from clinic.domain.exercise_rules import OWN_CHECKLIST, criterion_words
from clinic.domain.exercises import (
    ExerciseDefinition,
)
from clinic.domain.reading import (
    HARDEST_FOR_PATIENTS,
    LONGEST_SENTENCE,
    longest_sentence,
    reading_grade,
)
from clinic.domain.templates import TemplateDefinition
from clinic.exercises.showing import Shown, shown_of
from clinic.exercises.words import (
    DOSE_NAMES,
    EQUIPMENT,
    HOME,
    LANGUAGES,
    SUPERVISION,
    SUPPORT,
    TRAINS,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ExerciseCard:
    """One exercise in the list."""

    code: str
    name: str
    level: int
    trains: str
    home: str
    picture: Shown | None
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ExercisePage:
    """Everything about one exercise."""

    code: str
    is_own: bool
    version: int
    name: str
    level: int
    trains: str
    picture: Shown | None
    good_for: tuple[str, ...]
    steps: tuple[tuple[str, str, str, tuple[str, ...]], ...]  # code, language, name, steps
    clinician_note: str
    facts: tuple[tuple[str, str], ...]
    dose: tuple[tuple[str, str], ...]
    needs: tuple[str, ...]
    cautions: tuple[str, ...]
    screen: tuple[str, ...]
    templates: tuple[str, ...]
    sources: tuple[str, ...]
    mark: str
    reading: str
    missing_languages: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CardPreview:
    """An exercise as the patient will hold it."""

    name: str
    badge: str
    picture: Shown | None
    steps: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    reading: str
    missing_languages: str


def exercise_cards(
    exercises: Sequence[ExerciseDefinition], *, withheld: Collection[str] = ()
) -> list[ExerciseCard]:
    """In the order given; `withheld` are the codes that the clinic does not offer."""
    return [
        ExerciseCard(
            code=exercise.code,
            name=exercise.name(),
            level=exercise.level,
            trains=TRAINS[exercise.category],
            home=HOME[exercise.home],
            picture=shown_of(exercise),
            note=_note(exercise, withheld),
        )
        for exercise in exercises
    ]


def _note(exercise: ExerciseDefinition, withheld: Collection[str]) -> str:
    if exercise.code in withheld:
        return "Retired" if exercise.is_own else "Hidden"
    return "Your clinic’s own" if exercise.is_own else ""


def found_words(found: int, of: int, *, withheld: int = 0) -> str:
    """Such as "43 exercises", "5 of 43 exercises", "42 of 43 exercises, 1 hidden or retired"."""
    exercises = phrasing.plural(of, "exercise")
    words = exercises if found == of else f"{found} of {exercises}"
    return f"{words}, {withheld} hidden or retired" if withheld else words


def present_card(exercise: ExerciseDefinition) -> CardPreview:
    """An exercise as its card of the handout says it, with the doses it starts with."""
    handout = get_handout()
    limits = exercise.limits
    figures = [
        (plain_number(found.start), handout.text("card", _FIGURES[field]))
        for field in _FIGURES
        if (found := limits.range_of(field)) is not None
    ]
    return CardPreview(
        name=exercise.name(),
        badge=handout.text("home_badges", exercise.home.value),
        picture=shown_of(exercise),
        steps=exercise.steps(),
        figures=tuple(figures),
        facts=tuple(_card_facts(exercise, handout)),
        reading=_reading(exercise),
        missing_languages=_missing_languages(exercise),
    )


def _card_facts(
    exercise: ExerciseDefinition, handout: HandoutDefinition
) -> Iterator[tuple[str, str]]:
    yield handout.text("card", "help"), handout.text("support", exercise.support.value)
    if exercise.equipment:
        needed = (handout.text("equipment", one.value) for one in exercise.equipment)
        yield handout.text("card", "need"), ", ".join(needed)


_FIGURES: Final[Mapping[DoseField, str]] = {
    DoseField.SETS: "rounds",
    DoseField.REPS: "repeats",
    DoseField.HOLD_S: "hold",
    DoseField.DISTANCE_M: "distance",
    DoseField.DURATION_MIN: "minutes",
}


def present_exercise(
    exercise: ExerciseDefinition,
    *,
    screen: ChecklistDefinition,
    templates: Sequence[TemplateDefinition],
) -> ExercisePage:
    """One exercise for the clinician, with the words the patient reads."""
    return ExercisePage(
        code=exercise.code,
        is_own=exercise.is_own,
        version=exercise.version,
        name=exercise.name(),
        level=exercise.level,
        trains=TRAINS[exercise.category],
        picture=shown_of(exercise),
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
        sources=tuple(f"{one.text} [{one.mark.value}]" for one in exercise.citations),
        mark=exercise.mark.value,
        reading=_reading(exercise),
        missing_languages=_missing_languages(exercise),
    )


def _reading(exercise: ExerciseDefinition) -> str:
    """How hard the English steps are, with what to do; nothing is refused for it."""
    text = "\n".join(exercise.steps())
    grade, longest = reading_grade(text), longest_sentence(text)
    words = f"Reading grade {phrasing.number(grade, 1) if grade >= 1 else 'below 1'}"
    hard = []
    if grade > HARDEST_FOR_PATIENTS:
        hard.append("use shorter words and sentences")
    if longest > LONGEST_SENTENCE:
        hard.append(f"one sentence has {longest} words, {LONGEST_SENTENCE} are enough")
    aim = f"the aim is {HARDEST_FOR_PATIENTS} or less"
    return f"{words}; {aim}: {'; '.join(hard)}." if hard else f"{words}; {aim}."


def _missing_languages(exercise: ExerciseDefinition) -> str:
    missing = [words for code, words in LANGUAGES.items() if code not in exercise.names]
    if not missing:
        return ""
    return f"No words in {phrasing.joined(missing)}: there the handout shows the English ones."


def language_note(exercise: ExerciseDefinition) -> str:
    """Such as "words in English only": on paper for somebody else these are what is printed."""
    spoken = [words for code, words in LANGUAGES.items() if code in exercise.names]
    if len(spoken) == len(LANGUAGES):
        return ""
    return f"words in {phrasing.joined(spoken)} only"


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
