from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from clinic.audit.actions import record_event, record_new
from clinic.catalogue.checklist_definitions import get_checklist
from clinic.db import db
from clinic.domain import clearance as gate
from clinic.domain.checklists import (
    CompletedChecklist,
    DoctorsStep,
    ItemId,
    ItemType,
    all_safe,
)
from clinic.domain.findings import ChecklistFindings
from clinic.domain.precautions import read_checklist
from clinic.episodes.actions import require_open
from clinic.episodes.models import Episode
from clinic.ids import new_id
from clinic.precautions import queries
from clinic.precautions.facts import list_facts
from clinic.precautions.models import Checklist, Finding, MedicalClearance, Override
from clinic.web.access import Actor


def sign_checklist(
    episode: Episode,
    completed: CompletedChecklist,
    *,
    record_id: UUID,
    by: Actor,
    at: datetime,
    still_cleared: Iterable[DoctorsStep] = (),
    note: str = "",
) -> Checklist:
    """Keeps a checklist as it was answered, with its findings and its result on that day.

    `still_cleared` are a doctor's earlier clearances that were said to hold for these answers too.

    Raises:
        EpisodeClosed: the episode was closed.
    """
    require_open(episode)
    carried = [step for step in still_cleared if _asks_doctor(completed, step.item_id)]
    known = list_facts([episode])[episode.id]
    high_risk = queries.is_high_risk(completed, known)
    findings = read_checklist(
        completed.definition,
        completed.with_doctors_steps(carried),
        known.events,
        as_of=completed.completed_on,
        high_risk=high_risk,
    )
    checklist = Checklist(
        id=record_id,
        episode_id=episode.id,
        definition_code=completed.definition.code,
        definition_version=completed.definition.version,
        completed_on=completed.completed_on,
        answers={
            item_id: given.answer.value
            for item_id, given in completed.answers.items()
            if given.answer
        },
        high_risk=high_risk,
        result=findings.status,
        note=note,
        signed_at=at,
        signed_by_id=by.clinician_id,
    )
    record_new("checklist.signed", checklist, by=by, at=at, patient_id=episode.patient_id)
    for found in findings.findings:
        db.session.add(
            Finding(
                checklist_id=checklist.id,
                item_id=found.item.id,
                kind=found.item.type,
                mitigation_acknowledged=completed.answer_to(found.item).mitigation_ack,
            )
        )
    for step in carried:
        record_doctors_step(checklist, episode, step, record_id=new_id(), by=by, at=at)
    db.session.flush()
    return checklist


def put_in_place(
    checklist: Checklist, episode: Episode, item_id: ItemId, *, by: Actor, at: datetime
) -> Checklist:
    """Keeps that the action of a caution is in place now, as a checklist that follows this one.

    It carries the same answers of the same day, so that it holds no longer than the one before,
    and the doctors' steps. The one before stays as it was signed.
    """
    completed = queries.completed_checklists([checklist])[checklist.id]
    answer = replace(completed.answers[item_id], mitigation_ack=True)
    steps = queries.doctors_steps([checklist])[checklist.id]
    return sign_checklist(
        episode,
        replace(completed, answers={**completed.answers, item_id: answer}),
        record_id=new_id(),
        by=by,
        at=at,
        still_cleared=steps,
        note=checklist.note,
    )


def sign_nothing_changed(
    episode: Episode, code: str, *, on: date, record_id: UUID, by: Actor, at: datetime
) -> Checklist:
    """Signs a checklist with every safe answer: one tap before a session when nothing changed."""
    completed = all_safe(get_checklist(code), on=on)
    return sign_checklist(episode, completed, record_id=record_id, by=by, at=at)


def record_doctors_step(
    checklist: Checklist,
    episode: Episode,
    step: DoctorsStep,
    *,
    record_id: UUID,
    by: Actor,
    at: datetime,
) -> MedicalClearance:
    """Keeps what a doctor was asked or answered about an item of a signed checklist.

    Raises:
        ValueError: the checklist asks for no clearance about this item.
    """
    completed = queries.completed_checklists([checklist])[checklist.id]
    if not _asks_doctor(completed, step.item_id):
        raise ValueError(f"{step.item_id} asks for no medical clearance here")
    recorded = MedicalClearance(
        id=record_id,
        checklist_id=checklist.id,
        item_id=step.item_id,
        step=step.step,
        on=step.on,
        doctor=step.doctor,
        note=step.note,
        at=at,
        by_id=by.clinician_id,
    )
    db.session.add(recorded)
    record_event(
        f"medical_clearance.{step.step.value}",
        recorded,
        by=by,
        at=at,
        patient_id=episode.patient_id,
    )
    return recorded


def override_refusal(
    checklist: Checklist,
    episode: Episode,
    findings: ChecklistFindings,
    *,
    reason: str,
    expires_on: date,
    record_id: UUID,
    by: Actor,
    at: datetime,
) -> Override:
    """Keeps a clinician's decision to train although the gate refused.

    Raises:
        NotOverridable: the programme does not allow it, or it would outlive the checklist.
    """
    decided = gate.override(findings, reason=reason, by=by.name, expires_on=expires_on)
    recorded = Override(
        id=record_id,
        checklist_id=checklist.id,
        covers=sorted(
            ([key.kind.value, key.item_id] for key in decided.covers),
            key=lambda key: (key[0], key[1] or ""),
        ),
        reason=decided.reason,
        given_on=decided.given_on,
        expires_on=decided.expires_on,
        at=at,
        by_id=by.clinician_id,
        by_name=by.name,
    )
    return record_new("override.signed", recorded, by=by, at=at, patient_id=episode.patient_id)


def _asks_doctor(completed: CompletedChecklist, item_id: ItemId) -> bool:
    item = completed.definition.item(item_id)
    return item.type is ItemType.MEDICAL_CLEARANCE and completed.is_triggered(item)
