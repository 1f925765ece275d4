"""What a checklist says on a day."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from clinic.catalogue.checklist_definitions import list_checklists
from clinic.domain.checklists import (
    Answer,
    ClearanceStep,
    CompletedChecklist,
    DoctorsStep,
    Effect,
    InvalidatingEvent,
    ItemAnswer,
    ItemId,
    ItemType,
    UnknownItem,
    all_safe,
)
from clinic.domain.findings import ChecklistStatus, FindingState, ReasonKind, worst_status
from clinic.domain.precautions import evaluate_checklist_status, read_checklist
from tests.domain.checklist_cases import (
    BELT,
    DOCTOR,
    FEAR,
    SIGNED_ON,
    STOP,
    TODAY,
    fall,
    make_definition,
    make_item,
    read,
    yes,
)

VECTORS = json.loads(
    (Path(__file__).parents[1] / "data" / "progression_vectors.json").read_text(encoding="utf-8")
)["checklist_status"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_a_golden_case_has_its_status(vector):
    definitions = {definition.code: definition for definition in list_checklists()}
    assert evaluate_checklist_status(vector["input"], definitions) == vector["expected"]


def test_a_screen_with_every_safe_answer_is_clear():
    assert read().status is ChecklistStatus.CLEAR
    assert read().deciding_reasons == ()


def test_a_triggered_stop_wins_and_is_named():
    findings = read({STOP: yes(ticked=True, cleared_on=SIGNED_ON), FEAR: ItemAnswer()})
    assert findings.status is ChecklistStatus.ABSOLUTE_STOP
    assert [reason.item.id for reason in findings.deciding_reasons] == [STOP]
    assert [reason.kind for reason in findings.reasons] == [
        ReasonKind.STOP,
        ReasonKind.NOT_ANSWERED,
    ]


def test_a_clearance_item_waits_for_the_doctor():
    findings = read({DOCTOR: yes()})
    assert findings.status is ChecklistStatus.CLEARANCE_PENDING
    assert findings.findings[0].state is FindingState.AWAITS_CLEARANCE


def test_a_clearance_of_the_future_counts_as_none():
    findings = read({DOCTOR: yes(cleared_on=TODAY + timedelta(1))})
    assert findings.reasons[0].kind is ReasonKind.CLEARANCE_NEEDED


def test_a_clearance_holds_for_180_days_and_not_for_181():
    still = read({DOCTOR: yes(cleared_on=TODAY - timedelta(180))})
    over = read({DOCTOR: yes(cleared_on=TODAY - timedelta(181))})
    assert still.status is ChecklistStatus.CLEAR_WITH_MITIGATION
    assert still.findings[0].state is FindingState.CLEARED
    assert over.status is ChecklistStatus.CLEARANCE_PENDING
    assert over.reasons[0].kind is ReasonKind.CLEARANCE_TOO_OLD


def test_an_unanswered_item_leaves_the_list_incomplete():
    findings = read({FEAR: ItemAnswer()})
    assert findings.status is ChecklistStatus.INCOMPLETE
    assert findings.reasons[0].kind is ReasonKind.NOT_ANSWERED


def test_a_list_never_completed_is_incomplete_and_has_no_last_day():
    findings = read_checklist(make_definition(), None, as_of=TODAY, high_risk=False)
    assert findings.status is ChecklistStatus.INCOMPLETE
    assert findings.reasons[0].kind is ReasonKind.NEVER_COMPLETED
    assert findings.valid_until is None
    assert findings.usable_until is None


def test_a_list_is_expired_within_grace_and_not_done_after_it():
    last_valid = SIGNED_ON + timedelta(180)
    assert read(on=last_valid).status is ChecklistStatus.CLEAR
    assert read(on=last_valid + timedelta(28)).status is ChecklistStatus.EXPIRED
    after = read(on=last_valid + timedelta(29))
    assert after.status is ChecklistStatus.INCOMPLETE
    assert after.reasons[0].kind is ReasonKind.LONG_OUT_OF_DATE


def test_high_risk_shortens_the_validity_where_the_list_says_so():
    assert read(high_risk=True).valid_until == SIGNED_ON + timedelta(90)
    plain = make_definition(high_risk_validity_days=None)
    assert read(high_risk=True, definition=plain).valid_until == SIGNED_ON + timedelta(180)


def test_a_fall_after_signing_makes_the_list_void_and_is_named():
    findings = read(events=[fall(SIGNED_ON + timedelta(2))])
    assert findings.status is ChecklistStatus.INCOMPLETE
    assert findings.reasons[0].kind is ReasonKind.EVENT_SINCE
    assert findings.reasons[0].event == fall(SIGNED_ON + timedelta(2))


@pytest.mark.parametrize(
    "event",
    [
        fall(SIGNED_ON),
        fall(TODAY + timedelta(1)),
        InvalidatingEvent(type="house_move", on=TODAY),
    ],
    ids=["on the day of signing", "after today", "of a type the list does not name"],
)
def test_an_event_that_does_not_count_changes_nothing(event):
    assert read(events=[event]).status is ChecklistStatus.CLEAR


def test_a_caution_waits_for_its_action():
    assert read({FEAR: yes()}).status is ChecklistStatus.CAUTION_UNMITIGATED
    assert read({FEAR: yes()}).findings[0].state is FindingState.UNMITIGATED
    assert read({FEAR: yes(ticked=True)}).status is ChecklistStatus.CLEAR_WITH_MITIGATION
    assert read({FEAR: yes(ticked=True)}).findings[0].state is FindingState.MITIGATED


def test_effects_hold_whether_the_action_was_ticked_or_not():
    assert read({BELT: yes()}).effects == {Effect.NO_GAIT_BELT}
    assert read({BELT: yes(ticked=True)}).effects == {Effect.NO_GAIT_BELT}


def test_reasons_come_in_the_order_of_their_consequence():
    findings = read(
        {FEAR: yes(), DOCTOR: yes()},
        [fall(SIGNED_ON + timedelta(5)), fall(SIGNED_ON + timedelta(3))],
        on=SIGNED_ON + timedelta(181),
    )
    assert [(reason.kind, reason.on) for reason in findings.reasons] == [
        (ReasonKind.CLEARANCE_NEEDED, None),
        (ReasonKind.EVENT_SINCE, SIGNED_ON + timedelta(3)),
        (ReasonKind.EVENT_SINCE, SIGNED_ON + timedelta(5)),
        (ReasonKind.NO_MITIGATION, None),
        (ReasonKind.OUT_OF_DATE, SIGNED_ON + timedelta(180)),
    ]


def test_a_list_cannot_be_read_before_it_was_completed():
    with pytest.raises(ValueError, match="before it was completed"):
        read(on=SIGNED_ON - timedelta(1))


def test_same_day_items_are_due_on_any_day_but_that_of_completion():
    definition = make_definition(same_day_items=(BELT,))
    assert read(definition=definition).same_day_items_due == (BELT,)
    assert read(definition=definition, on=SIGNED_ON).same_day_items_due == ()


def test_the_worst_status_of_several_lists_counts():
    statuses = [ChecklistStatus.CLEAR, ChecklistStatus.EXPIRED, ChecklistStatus.CLEAR]
    assert worst_status(statuses) is ChecklistStatus.EXPIRED


def test_the_safe_answer_of_a_reversed_question_is_yes():
    reversed_item = make_item(trigger_answer=Answer.NO)
    assert reversed_item.safe_answer is Answer.YES
    assert make_item().safe_answer is Answer.NO


def test_nothing_changed_gives_every_item_its_safe_answer():
    definition = make_definition(items=(make_item(trigger_answer=Answer.NO),))
    completed = all_safe(definition, on=TODAY)
    findings = read_checklist(definition, completed, as_of=TODAY, high_risk=False)
    assert completed.answers[FEAR].answer is Answer.YES
    assert findings.status is ChecklistStatus.CLEAR


def test_an_answer_to_an_item_the_list_does_not_have_is_refused():
    with pytest.raises(UnknownItem, match="XX99"):
        CompletedChecklist(
            definition=make_definition(), completed_on=TODAY, answers={ItemId("XX99"): yes()}
        )


def test_items_are_listed_by_type_in_their_order():
    cautions = make_definition().items_of_type(ItemType.CAUTION)
    assert [item.id for item in cautions] == [BELT, FEAR]


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"items": (make_item(), make_item())}, "share an id"),
        ({"items": (make_item(evidence=("nowhere",)),)}, "no reference for nowhere"),
    ],
)
def test_a_definition_that_contradicts_itself_is_refused(changes, complaint):
    with pytest.raises(ValueError, match=complaint):
        make_definition(**changes)


def test_the_last_step_with_the_doctor_counts():
    asked = DoctorsStep(item_id=DOCTOR, step=ClearanceStep.ASKED, on=SIGNED_ON)
    received = DoctorsStep(item_id=DOCTOR, step=ClearanceStep.RECEIVED, on=TODAY)
    refused = DoctorsStep(item_id=DOCTOR, step=ClearanceStep.REFUSED, on=TODAY)
    completed = CompletedChecklist(
        definition=make_definition(),
        completed_on=SIGNED_ON,
        answers={DOCTOR: yes(), FEAR: yes(ticked=True)},
    )
    assert completed.with_doctors_steps([asked]).answers[DOCTOR].cleared_on is None
    assert completed.with_doctors_steps([asked, received]).answers[DOCTOR].cleared_on == TODAY
    assert completed.with_doctors_steps([received, refused]).answers[DOCTOR].cleared_on is None
    assert completed.with_doctors_steps([received]).answers[FEAR] == yes(ticked=True)


def evaluate(**changes) -> str:
    vector_input = {
        "checklist": "clinical_screen",
        "completed_on": "2026-03-01",
        "as_of": "2026-03-20",
        **changes,
    }
    definitions = {"clinical_screen": make_definition()}
    return evaluate_checklist_status(vector_input, definitions)["status"]


def test_a_vector_without_a_completion_day_is_incomplete():
    assert evaluate(completed_on=None) == "incomplete"


def test_a_stop_that_is_known_goes_before_a_list_that_was_never_completed():
    assert evaluate(completed_on=None, overrides={STOP: {"answer": "yes"}}) == "absolute_stop"
    assert evaluate(completed_on=None, overrides={FEAR: {"answer": "yes"}}) == "incomplete"


def test_a_vector_with_an_unusable_answer_is_incomplete():
    assert evaluate(overrides={FEAR: {"answer": "perhaps"}}) == "incomplete"


def test_a_vector_with_all_answers_counts_an_item_left_out_as_unanswered():
    answers = {item.id: {"answer": "no"} for item in make_definition().items}
    assert evaluate(answers=answers) == "clear"
    del answers[FEAR]
    assert evaluate(answers=answers) == "incomplete"


def test_a_vector_takes_dates_as_texts_and_as_dates():
    assert evaluate(completed_on=date(2026, 3, 1), as_of=date(2026, 3, 20)) == "clear"
