"""What is written down about invented people: details, goals, falls told, answers to the screen."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from clinic.catalogue.checklist_definitions import CLINICAL_SCREEN, get_checklist
from clinic.demo.cast import Name, Practice
from clinic.demo.courses import Story
from clinic.domain.checklists import Answer, CompletedChecklist, ItemAnswer, ItemId, all_safe
from clinic.domain.key_questions import KeyQuestions
from clinic.domain.people import PatientDetails
from clinic.domain.risk import FallsAnswers, FallSeverity

LANGUAGES: Final = {"Łucja": "pl", "Ελένη": "el", "Мария": "ru"}
REFERRERS: Final = (
    "Dr Samira Haddad, Westhaven Surgery",
    "Dr Peter Lomax, Quayside Practice",
    "Falls clinic, Westhaven General",
    "Self-referred",
    "Mr Owen Pryce, orthopaedics",
)
AIDS: Final = (
    "Reading glasses.",
    "Varifocals; hearing aid on the left.",
    "Wears hearing aids in both ears.",
    "Cataract operation on the right last year.",
    "",
)
REASONS: Final = (
    "Fell in the kitchen, unsteady since.",
    "Unsteady on turning and on stepping back from the cupboard.",
    "Afraid of falling after a near fall on the bus.",
    "Referred after a fall without injury.",
    "Slower on the stairs, holds on to furniture at home.",
)
GOALS: Final = (
    "I want to walk to the harbour and back without holding on to anybody.",
    "Step back from the oven with a hot dish and not be afraid.",
    "Get on the bus by myself again.",
    "Carry the tea tray from the kitchen to the front room.",
    "Play with my great-granddaughter on the floor and get up again.",
    "Go to choir on Thursdays without my daughter driving me.",
)
STREETS: Final = ("Mill Road", "Chapel Hill", "Quay Street", "Orchard Close", "Station Parade")
CONTACTS: Final = ("Margaret", "Simon", "Jo", "Nadia", "Thomas", "Leila")
RELATIONS: Final = ("daughter", "son", "neighbour", "husband", "wife", "niece")
# Cautions that are common, and what this clinic does about them: all ticked.
COMMON_CAUTIONS: Final = ("CS41", "CS43", "CS44", "CS49", "CS50", "CS52", "CS57", "CS62")
HIGH_RISK_ITEM: Final = "CS40"
DOCTORS_ITEM: Final = "CS20"  # blood pressure falls on standing: a doctor is asked


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Everything about one invented person that does not change with the days."""

    details: PatientDetails
    reason: str
    goals: str
    cautions: tuple[str, ...]
    falls: FallsAnswers


def invent(
    name: Name, number: int, *, practice: Practice, story: Story, high_risk: bool, random: Random
) -> Person:
    """A person; `number` gives the record number."""
    details = PatientDetails(
        record_number=f"{practice.initials}-{number:04d}",
        given_name=name.given,
        family_name=name.family,
        birth_date=_birth_date(random),
        sex=name.sex,
        language=LANGUAGES.get(name.given, "en"),
        telephone=_telephone(practice, random),
        address=f"{random.randint(1, 90)} {random.choice(STREETS)}",
        emergency_contact_name=f"{random.choice(CONTACTS)} {name.family}",
        emergency_contact_telephone=_telephone(practice, random),
        emergency_contact_relation=random.choice(RELATIONS),
        referrer=random.choice(REFERRERS),
        sight_hearing_aid_notes=random.choice(AIDS),
    )
    cautions = tuple(sorted(random.sample(COMMON_CAUTIONS, random.choice((0, 1, 1, 2)))))
    if high_risk:
        cautions = tuple(sorted({*cautions, HIGH_RISK_ITEM}))
    return Person(
        details=details,
        reason=random.choice(REASONS),
        goals=random.choice(GOALS),
        cautions=cautions,
        falls=_falls(random, high_risk=high_risk, story=story),
    )


def screen(person: Person, *, on: date, doctor_needed: bool = False) -> CompletedChecklist:
    """The clinical screen as this person answers it, every caution with its mitigation ticked."""
    definition = get_checklist(CLINICAL_SCREEN)
    answers = dict(all_safe(definition, on=on).answers)
    for code in person.cautions:
        answers[ItemId(code)] = ItemAnswer(answer=Answer.YES, mitigation_ack=True)
    if doctor_needed:
        answers[ItemId(DOCTORS_ITEM)] = ItemAnswer(answer=Answer.YES)
    return CompletedChecklist(definition=definition, completed_on=on, answers=answers)


def _birth_date(random: Random) -> date:
    # Ages 67 to 93 in 2026; the day is what is drawn, so that nobody was born on 1 January.
    return date(1933, 1, 1) + timedelta(days=random.randint(0, 26 * 365))


def _telephone(practice: Practice, random: Random) -> str:
    """From the ranges that the numbering authorities keep for drama."""
    if practice.paper == "letter":
        return f"845-555-01{random.randint(0, 99):02d}"
    return f"01632 960{random.randint(0, 999):03d}"


def _falls(random: Random, *, high_risk: bool, story: Story) -> FallsAnswers:
    count = random.choice((2, 3)) if high_risk else random.choice((0, 1, 1))
    if story is Story.NEWCOMER:
        count = 1
    return FallsAnswers(
        questions=KeyQuestions(fell=count > 0, unsteady=True, worried=_chance(random, 60)),
        falls_count_12m=count,
        severity=FallSeverity(
            injury_needing_medical_care=high_risk and _chance(random, 50),
            on_floor_1h_or_unable_to_rise=False,
            loss_of_consciousness_or_suspected_syncope=False,
            frailty=high_risk,
        ),
    )


def _chance(random: Random, percent: int) -> bool:
    return random.randrange(100) < percent
