"""Everything that the page of one person is made of, read once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from clinic.assessments import queries as assessments
from clinic.assessments.models import Assessment
from clinic.audit.models import AccessEntry
from clinic.caseload import queries
from clinic.caseload.cases import Case, Event
from clinic.catalogue.checklist_definitions import CLINICAL_SCREEN
from clinic.db import db
from clinic.documents import queries as documents
from clinic.documents.models import IssuedDocument
from clinic.domain.adherence import Adherence
from clinic.domain.plan import RoutinePlan
from clinic.domain.risk import RiskStratum
from clinic.episodes import queries as episodes
from clinic.episodes.models import Discharge, Episode
from clinic.falls import queries as falls
from clinic.falls.models import EventWithdrawal, FallReview
from clinic.organisation.queries import get_clinic
from clinic.patients.models import Patient
from clinic.precautions import queries as precautions
from clinic.precautions.models import Checklist, MedicalClearance
from clinic.progress import queries as progress
from clinic.progress.models import ProgressionDecision
from clinic.risk import queries as risk
from clinic.routines import queries as routines
from clinic.routines.models import Routine, RoutineItem
from clinic.session_logs import queries as session_logs
from clinic.session_logs.models import SessionLog
from clinic.session_logs.queries import DoneExercise
from clinic.trends.pages import read_trends
from clinic.trends.presenters import TrendCard
from clinic.web.access import Actor

SITTING: Final = timedelta(hours=1)
"""Looks closer to now than this belong to the look that is going on."""

LOOKED_BACK: Final = timedelta(days=14)
"""What counts as new for who never looked before."""

LOGS_READ: Final = 60
LOGS_IN_TABLE: Final = 5
FALLS_SHOWN: Final = 3
DOCUMENTS_SHOWN: Final = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Training:
    """The routine in force, its plan, and what was done of it lately."""

    routine: Routine
    plan: RoutinePlan
    items: Sequence[RoutineItem]
    adherence: Adherence
    lately: Sequence[SessionLog]
    done: Mapping[UUID, Sequence[DoneExercise]]


@dataclass(frozen=True, kw_only=True, slots=True)
class PatientRecord:
    """One person's latest episode, open or closed."""

    case: Case
    discharge: Discharge | None
    stratum: RiskStratum | None
    trends: Sequence[TrendCard]
    assessments: Sequence[Assessment]  # since somebody looked
    logs: Sequence[SessionLog]
    log_count: int
    training: Training | None
    versions: Sequence[Routine]
    events: Sequence[Event]
    reviews: Mapping[UUID, FallReview]
    withdrawals: Mapping[UUID, EventWithdrawal]
    checklists: Sequence[Checklist]
    doctors_steps: Sequence[MedicalClearance]
    decisions: Sequence[ProgressionDecision]
    documents: Sequence[IssuedDocument]
    names: Mapping[UUID, str]
    looked_at: datetime | None

    @property
    def episode(self) -> Episode:
        return self.case.episode

    @property
    def patient(self) -> Patient:
        return self.case.patient

    def since(self, now: datetime) -> datetime:
        """From when on something is new for who looks now."""
        return self.looked_at or now - LOOKED_BACK


def read_record(
    patient: Patient, *, actor: Actor, today: date, now: datetime
) -> PatientRecord | None:
    """The record of a patient's latest episode; None for who was never enrolled."""
    episode = episodes.latest_episode(patient)
    if episode is None:
        return None
    looked_at = last_look(patient, actor=actor, before=now - SITTING)
    clinic = get_clinic()  # held here, so that every rule below finds it without asking again
    strata = risk.current_strata([episode])
    [case] = queries.read_cases([(episode, patient)], today=today, strata=strata)
    events = falls.list_events_of_patient(patient)
    logs = session_logs.list_for(episode, limit=LOGS_READ)
    checklists = precautions.list_checklists(episode)
    screen = next((one for one in checklists if one.definition_code == CLINICAL_SCREEN), None)
    return PatientRecord(
        case=case,
        discharge=episodes.discharge_of(episode),
        stratum=strata.get(episode.id),
        trends=read_trends(episode, today=today),
        assessments=assessments.list_since(episode, looked_at or now - LOOKED_BACK),
        logs=logs,
        log_count=len(session_logs.list_in([episode.id])[episode.id]),
        training=_training(case, logs[:LOGS_IN_TABLE], today=today),
        versions=routines.list_versions(episode),
        events=events,
        reviews=falls.reviews_of([event.id for event in events]),
        withdrawals=falls.withdrawals_of([event.id for event in events]),
        checklists=checklists,
        doctors_steps=precautions.list_medical_clearances(screen) if screen else (),
        decisions=progress.list_decisions(episode),
        documents=documents.list_for(episode),
        names=queries.clinicians(clinic.id),
        looked_at=looked_at,
    )


def last_look(patient: Patient, *, actor: Actor, before: datetime) -> datetime | None:
    """When this person looked at the patient last, before the look that is going on."""
    return db.session.scalar(
        sa.select(sa.func.max(AccessEntry.at)).where(
            AccessEntry.patient_id == patient.id,
            AccessEntry.account_id == actor.account_id,
            AccessEntry.at < before,
        )
    )


def _training(case: Case, latest: Sequence[SessionLog], *, today: date) -> Training | None:
    routine = case.standing.routine
    if routine is None:
        return None
    return Training(
        routine=routine,
        plan=routines.plan_of(routine),
        items=routines.list_items(routine),
        adherence=session_logs.adherence_of(case.episode, routine, today=today),
        lately=list(reversed(latest)),
        done=session_logs.done_exercises([log.id for log in latest]),
    )
