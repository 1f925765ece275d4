"""What a checklist on paper says: empty, to be answered by hand, or as it was signed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from clinic import phrasing
from clinic.domain.checklists import (
    Answer,
    ChecklistDefinition,
    ChecklistItem,
    CompletedChecklist,
    ItemAnswer,
    ItemType,
)
from clinic.locales import ENGLISH
from clinic.precautions.presenters import checklist_title
from clinic.precautions.questions import SECTIONS
from reports.content import Clinic, HandoutLabels
from reports.sheet_content import FormChoice, FormContent, FormLine, FormPart

ANSWERS: Final = {Answer.YES: "Yes", Answer.NO: "No"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Signed:
    """A signed checklist: its answers, what it came to, and who signed."""

    completed: CompletedChecklist
    result: str
    note: str
    signed_by: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ChecklistFacts:
    """A checklist for one person; empty without `signed`."""

    definition: ChecklistDefinition
    clinic: Clinic
    patient_name: str
    record_number: str
    birth_date: date
    issued_on: date
    signed: Signed | None = None


def checklist_content(facts: ChecklistFacts) -> FormContent:
    """The finished words of the checklist, for the clinic, in English."""
    born = phrasing.long_date(facts.birth_date)
    return FormContent(
        language=ENGLISH,
        title=checklist_title(facts.definition),
        clinic=facts.clinic,
        patient_name=facts.patient_name,
        identity=f"{facts.patient_name} · born {born} · record {facts.record_number}",
        issued_on=facts.issued_on,
        is_large=False,
        parts=(*_parts(facts), _ending(facts)),
        signatures=_signatures(facts),
        foot=f"{facts.patient_name} · {facts.record_number} · "
        f"{phrasing.long_date(facts.issued_on)}",
        version_code=f"{facts.definition.code} v{facts.definition.version}",
        labels=HandoutLabels(),
    )


def _parts(facts: ChecklistFacts) -> Iterator[FormPart]:
    for item_type, (title, _) in SECTIONS.items():
        items = facts.definition.items_of_type(item_type)
        if items:
            questions = tuple(_asked(item, facts.signed) for item in items)
            yield FormPart(heading=title, questions=questions)


def _asked(item: ChecklistItem, signed: Signed | None) -> FormLine:
    """A question with its two answers, and what follows from the one that triggers it."""
    given = signed.completed.answer_to(item) if signed else ItemAnswer()
    follows = signed is None or signed.completed.is_triggered(item)
    is_ticked = item.type is ItemType.CAUTION
    when = "" if signed else f"If {ANSWERS[item.trigger_answer].lower()}: "
    action = f"{when}{item.mitigation}"
    return FormLine(
        text=f"{item.id}  {item.question}",
        choices=tuple(
            FormChoice(text=word, ticked=given.answer is value) for value, word in ANSWERS.items()
        ),
        note=action if follows and not is_ticked else "",
        actions=(FormChoice(text=action, ticked=given.mitigation_ack),)
        if follows and is_ticked
        else (),
    )


def _ending(facts: ChecklistFacts) -> FormPart:
    signed = facts.signed
    if signed is None:
        return FormPart(heading="Note", questions=(FormLine(text="", lines=2),))
    texts = (signed.result, signed.note) if signed.note else (signed.result,)
    return FormPart(heading="Result on the day", texts=texts)


def _signatures(facts: ChecklistFacts) -> tuple[FormLine, ...]:
    signed = facts.signed
    if signed is None:
        return (
            FormLine(text="Signature", lines=1, is_short=True),
            FormLine(text="Date", lines=1, is_short=True),
        )
    on = phrasing.long_date(signed.completed.completed_on)
    return (
        FormLine(text="Signed by", answer=signed.signed_by, is_short=True),
        FormLine(text="Answered on", answer=on, is_short=True),
    )
