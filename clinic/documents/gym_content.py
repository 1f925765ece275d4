"""What the programme on the wall and the class list say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from clinic import phrasing
from clinic.catalogue.handout_definitions import HandoutDefinition
from clinic.documents.wording import NO_BREAK_SPACE, Wording
from clinic.domain.ladder import Ladder
from clinic.domain.plan import RoutinePlan
from clinic.locales import ENGLISH
from clinic.routines.presenters import dose_words
from reports.content import Clinic, HandoutLabels, Topic
from reports.gym_content import ClassListContent, ClassPerson, WallContent, WallLevel

# What each level asks for, by the labels of the exercise cards.
ASKED: Final = ("minutes", "days_week", "effort")
COLUMNS: Final = ("Done", "Effort 0–10", "Wobbles", "Fall or near fall")


@dataclass(frozen=True, kw_only=True, slots=True)
class WallFacts:
    """The programme, in one language, for one clinic."""

    definition: HandoutDefinition
    ladder: Ladder
    clinic: Clinic
    language: str
    issued_on: date


def wall_content(facts: WallFacts) -> WallContent:
    """The finished words for the wall: every level with what it asks for, and when to stop."""
    wording = Wording.of(facts.language)
    language = wording.language
    say = facts.definition.text
    return WallContent(
        language=language,
        title=say("titles", "main", language),
        clinic=facts.clinic,
        issued_on=facts.issued_on,
        columns=(
            say("titles", "level", language),
            *(say("card", label, language) for label in ASKED),
        ),
        levels=tuple(
            WallLevel(
                name=f"{level.number}\u00a0\u00a0{level.name(language)}",
                values=tuple(
                    wording.span(limits)
                    for limits in (level.minutes, level.days_per_week, level.effort)
                ),
            )
            for level in facts.ladder.levels
        ),
        stop=Topic(
            heading=say("titles", "stop", language),
            items=tuple(facts.definition.texts("stop_signs", language).values()),
        ),
        foot=f"{facts.clinic.name} · {wording.day(facts.issued_on)}",
        version_code=wording.labelled(
            say("cover", "version", language), f"{facts.ladder.version}.{facts.definition.version}"
        ),
        labels=HandoutLabels(
            emergency=say("titles", "emergency", language),
            clinic=say("titles", "clinic_phone", language),
        ),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class InClass:
    """One person who trains: the plan in force, and what protects her."""

    name: str
    record_number: str
    plan: RoutinePlan
    helper_name: str
    care: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ClassFacts:
    """Everybody of a class; `left_out` are those who may not train now, each with the reason."""

    clinic: Clinic
    people: Sequence[InClass]
    left_out: Sequence[tuple[str, str]]
    issued_on: date


def class_list_content(facts: ClassFacts) -> ClassListContent:
    """The finished words of the class list, for the clinic, in English."""
    day = phrasing.long_date(facts.issued_on)
    return ClassListContent(
        language=ENGLISH,
        title="Class list",
        clinic=facts.clinic,
        issued_on=facts.issued_on,
        intro=f"{day} · {phrasing.plural(len(facts.people), 'person', 'people')} · "
        "Keep this list with you; it names people. Shred it when it has been typed in.",
        exercise_heading="Exercise",
        columns=COLUMNS,
        people=tuple(_person(person) for person in facts.people),
        left_out_heading="Not training today",
        left_out=tuple(f"{name}: {reason}" for name, reason in facts.left_out),
        foot=f"{facts.clinic.name} · class list · {day}",
    )


def _person(person: InClass) -> ClassPerson:
    level = person.plan.level
    details = [f"record {person.record_number}", f"level {level.number}: {level.name()}"]
    if person.helper_name:
        details.append(f"helper at home: {person.helper_name}")
    return ClassPerson(
        name=person.name,
        details=" · ".join(details),
        care="; ".join(person.care),
        exercises=tuple(
            f"{item.exercise.name()}: {_unparted(dose_words(item.dose))}"
            for item in person.plan.items
        ),
    )


def _unparted(dose: str) -> str:
    """A dose whose numbers stay on the line of their units; parts of it may be parted."""
    return ", ".join(part.replace(" ", NO_BREAK_SPACE) for part in dose.split(", "))
