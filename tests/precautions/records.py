"""Signed screens that state only what matters to a test."""

from datetime import date
from uuid import UUID

from clinic.catalogue.checklist_definitions import get_checklist
from clinic.domain.checklists import (
    Answer,
    ClearanceStep,
    CompletedChecklist,
    DoctorsStep,
    ItemAnswer,
    ItemId,
    all_safe,
)
from clinic.episodes.models import Episode
from clinic.ids import new_id
from clinic.precautions.actions import sign_checklist
from clinic.precautions.models import Checklist
from tests.factories import MORNING, TODAY, Person


def answered(
    *triggered: str,
    ticked: tuple[str, ...] = (),
    unanswered: tuple[str, ...] = (),
    on: date = TODAY,
    code: str = "clinical_screen",
) -> CompletedChecklist:
    """The screen with every safe answer but these."""
    definition = get_checklist(code)
    answers = dict(all_safe(definition, on=on).answers)
    for item_id in triggered:
        item = definition.item(ItemId(item_id))
        answers[item.id] = ItemAnswer(answer=item.trigger_answer, mitigation_ack=item_id in ticked)
    for item_id in unanswered:
        answers[ItemId(item_id)] = ItemAnswer()
    return CompletedChecklist(definition=definition, completed_on=on, answers=answers)


def sign(episode: Episode, by: Person, completed: CompletedChecklist | None = None) -> Checklist:
    return sign_checklist(
        episode, completed or answered(), record_id=new_id(), by=by.actor, at=MORNING
    )


def doctors_step(
    item_id: str = "CS24", step: ClearanceStep = ClearanceStep.RECEIVED, on: date = TODAY
) -> DoctorsStep:
    return DoctorsStep(item_id=ItemId(item_id), step=step, on=on, doctor="Dr Whitlow")


def form_answers(record_id: UUID | None = None, **changes: str) -> dict[str, str]:
    """What a browser sends for a screen with every safe answer; give None to leave one out."""
    sent = {item.id: Answer.NO.value for item in get_checklist("clinical_screen").items}
    sent |= {"record_id": str(record_id or new_id())} | changes
    return {name: value for name, value in sent.items() if value is not None}
