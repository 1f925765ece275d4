"""What a checklist says about a patient today: its findings, its status and the reasons for it.

Source: programme reference, section 4 (types, status ladder, validity table). Validity periods,
grace and the age of a clearance are judgement [?] and live in each checklist's definition.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from clinic.domain.checklists import (
    Answer,
    ChecklistDefinition,
    ChecklistItem,
    CompletedChecklist,
    InvalidatingEvent,
    ItemAnswer,
    ItemId,
    ItemType,
)
from clinic.domain.findings import (
    ChecklistFindings,
    ChecklistStatus,
    Finding,
    FindingState,
    Reason,
    ReasonKind,
    worst_status,
)
from clinic.domain.plain_values import day, day_or_none, yes_or_no


def read_checklist(
    definition: ChecklistDefinition,
    completed: CompletedChecklist | None,
    events: Iterable[InvalidatingEvent] = (),
    *,
    as_of: date,
    high_risk: bool,
) -> ChecklistFindings:
    """What a checklist says on a day.

    Args:
        definition: the checklist asked for; a completed one brings its own version of it.
        completed: the latest one completed on or before the day, or None.
        events: what happened since, closed or not; types the list does not name change nothing.
        as_of: the day.
        high_risk: shortens the validity where the list has a high-risk validity.

    Raises:
        ValueError: the checklist was completed after the day.

    Source: programme reference, section 4, status ladder.
    """
    if completed is None:
        return _never_completed(definition, as_of=as_of, high_risk=high_risk)
    if completed.completed_on > as_of:
        raise ValueError("a checklist cannot be read on a day before it was completed")
    definition = completed.definition
    valid_until = completed.completed_on + timedelta(definition.validity_for(high_risk=high_risk))
    usable_until = valid_until + timedelta(definition.grace_days)
    reasons = (
        *_reasons_in_answers(completed, as_of),
        *_reasons_in_time(completed, events, as_of=as_of, valid_until=valid_until),
    )
    findings = tuple(_findings(completed, as_of))
    return ChecklistFindings(
        definition=definition,
        as_of=as_of,
        high_risk=high_risk,
        completed_on=completed.completed_on,
        status=_status(reasons, findings),
        reasons=tuple(sorted(reasons, key=_seriousness)),
        findings=findings,
        valid_until=valid_until,
        usable_until=usable_until,
    )


def evaluate_checklist_status(
    vector_input: Mapping[str, Any], definitions: Mapping[str, ChecklistDefinition]
) -> dict[str, Any]:
    """The status for one `checklist_status` vector: `{"status": …}`.

    Args:
        vector_input: `checklist, completed_on, as_of, high_risk, events`, and either `answers` (an
            item left out was not answered) or `overrides` (an item left out has its safe answer).
        definitions: the checklist definitions by code.

    Raises:
        KeyError: a required key is not there.
        UnknownItem: an answer belongs to no item of the checklist.
        ValueError: there is no such checklist, a date is not an ISO date, or the list was completed
            after `as_of`.

    Source: programme.json, `checklist_status.note`.
    """
    definition = definitions.get(vector_input["checklist"])
    if definition is None:
        raise ValueError(f"unknown checklist {vector_input['checklist']}")
    completed_on, as_of = day_or_none(vector_input["completed_on"]), day(vector_input["as_of"])
    findings = read_checklist(
        definition,
        CompletedChecklist(
            definition=definition,
            completed_on=completed_on or as_of,
            answers=_answers_of_vector(definition, vector_input),
        ),
        [_event(given) for given in vector_input.get("events") or ()],
        as_of=as_of,
        high_risk=bool(yes_or_no(vector_input.get("high_risk"))),
    )
    if completed_on is None:
        # A stop or a clearance that is known goes before a list that nobody has finished.
        return {"status": worst_status([findings.status, ChecklistStatus.INCOMPLETE]).value}
    return {"status": findings.status.value}


def _never_completed(
    definition: ChecklistDefinition, *, as_of: date, high_risk: bool
) -> ChecklistFindings:
    reason = Reason(kind=ReasonKind.NEVER_COMPLETED, checklist_code=definition.code)
    return ChecklistFindings(
        definition=definition,
        as_of=as_of,
        high_risk=high_risk,
        completed_on=None,
        status=ChecklistStatus.INCOMPLETE,
        reasons=(reason,),
        findings=(),
        valid_until=None,
        usable_until=None,
    )


def _reasons_in_answers(completed: CompletedChecklist, as_of: date) -> Iterator[Reason]:
    for item in completed.definition.items:
        answer = completed.answer_to(item)
        kind = _reason_in_answer(completed.definition, item, answer, as_of=as_of)
        if kind is not None:
            yield Reason(
                kind=kind,
                checklist_code=completed.definition.code,
                item=item,
                on=answer.cleared_on,
            )


def _reason_in_answer(
    definition: ChecklistDefinition, item: ChecklistItem, answer: ItemAnswer, *, as_of: date
) -> ReasonKind | None:
    if answer.answer is None:
        return ReasonKind.NOT_ANSWERED
    if answer.answer is not item.trigger_answer:
        return None
    if item.type is ItemType.ABSOLUTE_STOP:
        return ReasonKind.STOP
    if item.type is ItemType.MEDICAL_CLEARANCE:
        return _reason_in_clearance(definition, answer.cleared_on, as_of)
    return None if answer.mitigation_ack else ReasonKind.NO_MITIGATION


def _reason_in_clearance(
    definition: ChecklistDefinition, cleared_on: date | None, as_of: date
) -> ReasonKind | None:
    if cleared_on is None or cleared_on > as_of:
        return ReasonKind.CLEARANCE_NEEDED
    if as_of - cleared_on > timedelta(definition.clearance_max_age_days):
        return ReasonKind.CLEARANCE_TOO_OLD
    return None


def _reasons_in_time(
    completed: CompletedChecklist,
    events: Iterable[InvalidatingEvent],
    *,
    as_of: date,
    valid_until: date,
) -> Iterator[Reason]:
    definition = completed.definition
    for event in sorted(events, key=lambda event: event.on):
        if event.type in definition.invalidated_by and completed.completed_on < event.on <= as_of:
            yield Reason(
                kind=ReasonKind.EVENT_SINCE,
                checklist_code=definition.code,
                event=event,
                on=event.on,
            )
    if as_of > valid_until:
        beyond_grace = as_of - valid_until > timedelta(definition.grace_days)
        yield Reason(
            kind=ReasonKind.LONG_OUT_OF_DATE if beyond_grace else ReasonKind.OUT_OF_DATE,
            checklist_code=definition.code,
            on=valid_until,
        )


def _findings(completed: CompletedChecklist, as_of: date) -> Iterator[Finding]:
    for item in completed.definition.items:
        answer = completed.answer_to(item)
        if answer.answer is item.trigger_answer:
            state = _finding_state(completed.definition, item, answer, as_of=as_of)
            yield Finding(item=item, state=state, cleared_on=answer.cleared_on)


def _finding_state(
    definition: ChecklistDefinition, item: ChecklistItem, answer: ItemAnswer, *, as_of: date
) -> FindingState:
    open_reason = _reason_in_answer(definition, item, answer, as_of=as_of)
    if item.type is ItemType.ABSOLUTE_STOP:
        return FindingState.STOPS
    if item.type is ItemType.MEDICAL_CLEARANCE:
        return FindingState.AWAITS_CLEARANCE if open_reason else FindingState.CLEARED
    return FindingState.UNMITIGATED if open_reason else FindingState.MITIGATED


def _status(reasons: Sequence[Reason], findings: Sequence[Finding]) -> ChecklistStatus:
    if reasons:
        return worst_status([reason.status for reason in reasons])
    return ChecklistStatus.CLEAR_WITH_MITIGATION if findings else ChecklistStatus.CLEAR


def _seriousness(reason: Reason) -> int:
    return list(ReasonKind).index(reason.kind)


def _answers_of_vector(
    definition: ChecklistDefinition, vector_input: Mapping[str, Any]
) -> dict[ItemId, ItemAnswer]:
    if "answers" in vector_input:
        given, unless_given = vector_input["answers"], {}
    else:
        given = vector_input.get("overrides") or {}
        unless_given = {item.id: ItemAnswer(answer=item.safe_answer) for item in definition.items}
    return unless_given | {ItemId(item_id): _answer(value) for item_id, value in given.items()}


def _answer(given: Mapping[str, Any] | None) -> ItemAnswer:
    if given is None:
        return ItemAnswer()
    usable = given.get("answer") in tuple(Answer)
    return ItemAnswer(
        answer=Answer(given["answer"]) if usable else None,
        mitigation_ack=given.get("mitigation_ack") is True,
        cleared_on=day_or_none(given.get("cleared_on")),
    )


def _event(given: Mapping[str, Any]) -> InvalidatingEvent:
    return InvalidatingEvent(type=given["type"], on=day(given["date"]))
