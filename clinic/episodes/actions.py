from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from clinic.audit.actions import record_new
from clinic.db import db
from clinic.domain.episodes import (
    DischargeOutcome,
    DischargeReason,
    EnrolmentDetails,
    EpisodeClosed,
    EpisodeOpen,
)
from clinic.episodes.models import Discharge, Episode
from clinic.episodes.queries import find_open_episode, is_open
from clinic.ids import new_id
from clinic.patients.models import Patient
from clinic.web.access import Actor


def enrol(
    patient: Patient,
    details: EnrolmentDetails,
    *,
    by: Actor,
    at: datetime,
    record_id: UUID | None = None,
) -> Episode:
    """Opens an episode of care; only one is open at a time.

    Raises EpisodeOpen when one is open already.
    """
    _lock(patient)
    if find_open_episode(patient) is not None:
        raise EpisodeOpen("Close the open episode before another one begins.")
    episode = Episode(
        id=record_id or new_id(),
        patient_id=patient.id,
        enrolled_at=at,
        enrolled_by_id=by.clinician_id,
        **asdict(details),
    )
    return record_new("episode.enrolled", episode, by=by, at=at, patient_id=patient.id)


def discharge(
    episode: Episode,
    reason: DischargeReason,
    outcome: DischargeOutcome,
    *,
    on: date,
    note: str = "",
    by: Actor,
    at: datetime,
    record_id: UUID | None = None,
) -> Discharge:
    """Closes the episode; its records stay readable.

    Raises EpisodeClosed when it is closed already, ValueError for a day before the enrolment.
    """
    require_open(episode)
    if on < episode.enrolled_on:
        raise ValueError("an episode cannot end before it began")
    closing = Discharge(
        id=record_id or new_id(),
        episode_id=episode.id,
        discharged_on=on,
        at=at,
        by_id=by.clinician_id,
        reason=reason,
        outcome=outcome,
        note=note,
    )
    return record_new("episode.discharged", closing, by=by, at=at, patient_id=episode.patient_id)


def require_open(episode: Episode) -> None:
    """For every clinical act: a closed episode takes no more.

    Raises EpisodeClosed.
    """
    if not is_open(episode):
        raise EpisodeClosed("This episode of care is closed. Enrol the patient again first.")


def _lock(patient: Patient) -> None:
    """Two people who enrol one patient at the same moment come one after the other."""
    db.session.execute(sa.select(Patient.id).where(Patient.id == patient.id).with_for_update())
