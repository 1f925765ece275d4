"""Small checklists that state only what matters, for the tests of precautions and clearance."""

from datetime import date

from clinic.domain.checklists import (
    Answer,
    ChecklistDefinition,
    ChecklistItem,
    CompletedChecklist,
    Effect,
    InvalidatingEvent,
    ItemAnswer,
    ItemId,
    ItemType,
    Reference,
)
from clinic.domain.findings import ChecklistFindings
from clinic.domain.precautions import read_checklist

SIGNED_ON = date(2026, 3, 1)
TODAY = date(2026, 3, 20)

STOP = ItemId("CS01")
DOCTOR = ItemId("CS24")
BELT = ItemId("CS39")
FEAR = ItemId("CS51")


def make_item(item_id=FEAR, item_type=ItemType.CAUTION, **changes) -> ChecklistItem:
    return ChecklistItem(
        **{
            "id": item_id,
            "type": item_type,
            "label": f"Label {item_id}",
            "question": f"Question {item_id}?",
            "trigger_answer": Answer.YES,
            "mitigation": f"Action for {item_id}.",
            "evidence": ("judgement",),
            "mark": "?",
            **changes,
        }
    )


def make_definition(**changes) -> ChecklistDefinition:
    """A screen with a stop, a clearance item and two cautions."""
    return ChecklistDefinition(
        **{
            "code": "clinical_screen",
            "version": 1,
            "name": "Clinical screen",
            "validity_days": 180,
            "high_risk_validity_days": 90,
            "validity_note": "",
            "grace_days": 28,
            "clearance_max_age_days": 180,
            "invalidated_by": frozenset({"fall"}),
            "same_day_items": (),
            "items": (
                make_item(STOP, ItemType.ABSOLUTE_STOP),
                make_item(DOCTOR, ItemType.MEDICAL_CLEARANCE),
                make_item(BELT, effects=frozenset({Effect.NO_GAIT_BELT})),
                make_item(FEAR),
            ),
            "references": {"judgement": Reference(citation="Design judgement", mark="?")},
            **changes,
        }
    )


def yes(*, ticked=False, cleared_on=None) -> ItemAnswer:
    return ItemAnswer(answer=Answer.YES, mitigation_ack=ticked, cleared_on=cleared_on)


def fall(on: date) -> InvalidatingEvent:
    return InvalidatingEvent(type="fall", on=on)


def read(
    answers=None, events=(), *, on=TODAY, signed_on=SIGNED_ON, high_risk=False, definition=None
) -> ChecklistFindings:
    """The screen read on a day; an item left out has its safe answer."""
    definition = definition or make_definition()
    safe = {item.id: ItemAnswer(answer=item.safe_answer) for item in definition.items}
    completed = CompletedChecklist(
        definition=definition, completed_on=signed_on, answers=safe | (answers or {})
    )
    return read_checklist(definition, completed, events, as_of=on, high_risk=high_risk)
