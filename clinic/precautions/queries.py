from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from werkzeug.exceptions import NotFound

from clinic.catalogue.checklist_definitions import CLINICAL_SCREEN, get_checklist
from clinic.db import db
from clinic.domain.checklists import (
    Answer,
    ChecklistItem,
    ClearanceStep,
    CompletedChecklist,
    DoctorsStep,
    Effect,
    ItemAnswer,
    ItemId,
    ItemType,
)
from clinic.domain.clearance import Clearance, Override, ReasonKey, clear_to_exercise
from clinic.domain.findings import ChecklistFindings, ReasonKind
from clinic.domain.precautions import read_checklist
from clinic.episodes.models import Episode
from clinic.patients.models import Patient
from clinic.precautions import models
from clinic.precautions.facts import Facts, Strata, list_facts
from clinic.precautions.models import Checklist, Finding, MedicalClearance
from clinic.web.records import IDS, Question, get_record

_CHECKLISTS: Final = Question(
    sa.select(Checklist)
    .where(Checklist.episode_id.in_(IDS))
    .order_by(Checklist.completed_on, Checklist.signed_at, Checklist.id)
)
_CHECKLISTS_OF_CODE: Final = Question(
    sa.select(Checklist)
    .where(
        Checklist.episode_id.in_(IDS),
        Checklist.definition_code == sa.bindparam("code"),
        Checklist.completed_on <= sa.bindparam("on"),
    )
    .order_by(Checklist.completed_on, Checklist.signed_at, Checklist.id)
)
_TICKED: Final = Question(
    sa.select(Finding.checklist_id, Finding.item_id).where(
        Finding.checklist_id.in_(IDS), Finding.mitigation_acknowledged
    )
)
_STEPS: Final = Question(
    sa.select(MedicalClearance)
    .where(MedicalClearance.checklist_id.in_(IDS))
    .order_by(MedicalClearance.at, MedicalClearance.id)
)
_OVERRIDES: Final = Question(
    sa.select(models.Override).where(models.Override.checklist_id.in_(IDS))
)


def current_clearance(
    episode: Episode, *, today: date, also: Sequence[str] = (), strata: Strata | None = None
) -> Clearance:
    """May the patient exercise today; `also` names further lists the plan uses, such as "pool"."""
    return current_clearances([episode], today=today, also=also, strata=strata)[episode.id]


def current_clearances(
    episodes: Iterable[Episode],
    *,
    today: date,
    also: Sequence[str] = (),
    strata: Strata | None = None,
) -> dict[UUID, Clearance]:
    """The clearance of each episode, by episode id; the queries do not grow with the episodes.

    `strata` are the episodes' fall-risk strata, from who has read them already.
    """
    episodes = list(episodes)
    facts = list_facts(episodes, strata)
    lists = {
        code: _latest_checklists(list(facts), code, on=today) for code in (CLINICAL_SCREEN, *also)
    }
    signed = [checklist for latest in lists.values() for checklist in latest.values()]
    completed = completed_checklists(signed)
    overrides = _overrides(signed)
    return {
        episode_id: clear_to_exercise(
            *(
                _read(code, completed, latest.get(episode_id), known, today=today)
                for code, latest in lists.items()
            ),
            overrides=[
                override
                for latest in lists.values()
                if episode_id in latest
                for override in overrides[latest[episode_id].id]
            ],
        )
        for episode_id, known in facts.items()
    }


def current_findings(
    episode: Episode, *, today: date, code: str = CLINICAL_SCREEN, known: Facts | None = None
) -> ChecklistFindings:
    """What the latest checklist of this code says today; incomplete when there is none.

    `known` are the facts of the episode, from who has read them already.
    """
    latest = find_latest_checklist(episode, code, on=today)
    known = known or list_facts([episode])[episode.id]
    completed = completed_checklists([latest] if latest else [])
    return _read(code, completed, latest, known, today=today)


def findings_of(checklist: Checklist, episode: Episode, *, today: date) -> ChecklistFindings:
    """What one signed checklist says today, whether a later one has taken its place or not."""
    known = list_facts([episode])[episode.id]
    completed = completed_checklists([checklist])
    return _read(checklist.definition_code, completed, checklist, known, today=today)


def get_signed_checklist(checklist_id: UUID, *, patient: Patient) -> tuple[Checklist, Episode]:
    """A checklist and its episode; a 404 when it is not this patient's."""
    checklist = get_record(Checklist, checklist_id)
    episode = get_record(Episode, checklist.episode_id)
    if episode.patient_id != patient.id:
        raise NotFound
    return checklist, episode


def find_latest_checklist(episode: Episode, code: str, *, on: date) -> Checklist | None:
    """The latest checklist of this code that was completed on or before the day."""
    return _latest_checklists([episode.id], code, on=on).get(episode.id)


def list_checklists(episode: Episode, code: str | None = None) -> list[Checklist]:
    """The signed checklists of an episode, newest first."""
    return [
        checklist
        for checklist in reversed(_CHECKLISTS.records([episode.id]))
        if code in (None, checklist.definition_code)
    ]


def find_item(checklist: Checklist, item_id: str, item_type: ItemType) -> ChecklistItem | None:
    """The item, when it is of this type and was found on this checklist."""
    completed = completed_checklists([checklist])[checklist.id]
    items = completed.definition.items_of_type(item_type)
    found = {item.id: item for item in items if completed.is_triggered(item)}
    return found.get(ItemId(item_id))


def list_medical_clearances(checklist: Checklist) -> list[MedicalClearance]:
    """The steps with doctors about one checklist, in the order in which they were written down."""
    return list_medical_clearances_of([checklist.id])


def list_medical_clearances_of(checklist_ids: Collection[UUID]) -> list[MedicalClearance]:
    """The same about many checklists at once."""
    return _STEPS.records(checklist_ids)


def standing_clearances(episode: Episode, code: str, *, today: date) -> dict[ItemId, DoctorsStep]:
    """Doctors' clearances of the latest checklist that are young enough to hold, by item."""
    if (latest := find_latest_checklist(episode, code, on=today)) is None:
        return {}
    oldest = today - timedelta(get_checklist(code).clearance_max_age_days)
    last = {step.item_id: step for step in doctors_steps([latest])[latest.id]}
    return {
        item_id: step
        for item_id, step in last.items()
        if step.step is ClearanceStep.RECEIVED and oldest <= step.on <= today
    }


def clearance_of(checklist: Checklist, findings: ChecklistFindings) -> Clearance:
    """The gate's answer for one checklist, with the overrides that were given for it."""
    return clear_to_exercise(findings, overrides=_overrides([checklist])[checklist.id])


def list_overrides(checklist: Checklist) -> list[models.Override]:
    """The overrides of one checklist, newest first."""
    return list(
        db.session.scalars(
            sa.select(models.Override)
            .where(models.Override.checklist_id == checklist.id)
            .order_by(models.Override.at.desc())
        )
    )


def completed_checklists(checklists: Sequence[Checklist]) -> dict[UUID, CompletedChecklist]:
    """Signed checklists as domain values, with their ticks and the doctors' answers, by id."""
    ticked = _ticked_items(checklists)
    steps = doctors_steps(checklists)
    return {
        checklist.id: CompletedChecklist(
            definition=get_checklist(checklist.definition_code, checklist.definition_version),
            completed_on=checklist.completed_on,
            answers={
                ItemId(item_id): ItemAnswer(
                    answer=Answer(answer), mitigation_ack=item_id in ticked[checklist.id]
                )
                for item_id, answer in checklist.answers.items()
            },
        ).with_doctors_steps(steps[checklist.id])
        for checklist in checklists
    }


def is_high_risk(completed: CompletedChecklist | None, known: Facts) -> bool:
    """High by the stratum, or by an item that says so (programme reference 3.3, flag sources)."""
    return known.high_risk or (
        completed is not None
        and any(
            Effect.HIGH_RISK in item.effects and completed.is_triggered(item)
            for item in completed.definition.items
        )
    )


def _read(
    code: str,
    completed: Mapping[UUID, CompletedChecklist],
    checklist: Checklist | None,
    known: Facts,
    *,
    today: date,
) -> ChecklistFindings:
    latest = completed.get(checklist.id) if checklist else None
    return read_checklist(
        get_checklist(code),
        latest,
        known.events,
        as_of=today,
        high_risk=is_high_risk(latest, known),
    )


def _latest_checklists(
    episode_ids: Sequence[UUID], code: str, *, on: date
) -> dict[UUID, Checklist]:
    return {
        checklist.episode_id: checklist
        for checklist in _CHECKLISTS_OF_CODE.records(episode_ids, code=code, on=on)
    }


def _ticked_items(checklists: Sequence[Checklist]) -> dict[UUID, set[str]]:
    ticked: dict[UUID, set[str]] = defaultdict(set)
    for checklist_id, item_id in _TICKED.rows([checklist.id for checklist in checklists]):
        ticked[checklist_id].add(item_id)
    return ticked


def doctors_steps(checklists: Sequence[Checklist]) -> dict[UUID, list[DoctorsStep]]:
    """The steps with doctors as domain values, by checklist id."""
    steps: dict[UUID, list[DoctorsStep]] = defaultdict(list)
    for row in list_medical_clearances_of([checklist.id for checklist in checklists]):
        steps[row.checklist_id].append(
            DoctorsStep(
                item_id=ItemId(row.item_id),
                step=row.step,
                on=row.on,
                doctor=row.doctor,
                note=row.note,
            )
        )
    return steps


def _overrides(checklists: Sequence[Checklist]) -> dict[UUID, list[Override]]:
    codes = {checklist.id: checklist.definition_code for checklist in checklists}
    overrides: dict[UUID, list[Override]] = defaultdict(list)
    for row in _OVERRIDES.records(codes):
        overrides[row.checklist_id].append(
            Override(
                checklist_code=codes[row.checklist_id],
                covers=frozenset(
                    ReasonKey(ReasonKind(kind), None if item_id is None else ItemId(item_id))
                    for kind, item_id in row.covers
                ),
                reason=row.reason,
                by=row.by_name,
                given_on=row.given_on,
                expires_on=row.expires_on,
            )
        )
    return overrides
