from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from werkzeug.exceptions import NotFound

from clinic.accounts.models import Clinician
from clinic.db import db
from clinic.episodes.models import Discharge, Episode
from clinic.patients.models import Patient
from clinic.web.access import Role
from clinic.web.records import IDS, Question, get_record

_EPISODES: Final = Question(
    sa.select(Episode)
    .where(Episode.patient_id.in_(IDS))
    .order_by(Episode.enrolled_on.desc(), Episode.id.desc())
)
_DISCHARGES: Final = Question(sa.select(Discharge).where(Discharge.episode_id.in_(IDS)))


def get_episode(episode_id: UUID) -> Episode:
    return get_record(Episode, episode_id)


def find_open_episode(patient: Patient) -> Episode | None:
    every = list_episodes(patient)
    closed = discharges_of([episode.id for episode in every])
    return next((episode for episode in every if episode.id not in closed), None)


def get_open_episode(patient: Patient) -> Episode:
    """The open episode, or a 404: there is nothing to act on."""
    episode = find_open_episode(patient)
    if episode is None:
        raise NotFound("This patient has no open episode.")
    return episode


def latest_episode(patient: Patient) -> Episode | None:
    """The open episode, or else the one closed last."""
    return find_open_episode(patient) or next(iter(list_episodes(patient)), None)


def list_episodes(patient: Patient) -> list[Episode]:
    """All of a patient's episodes, the newest first."""
    return _EPISODES.records([patient.id])


def list_episodes_of(patient_ids: Collection[UUID]) -> list[Episode]:
    """All episodes of these patients, the oldest first."""
    return list(reversed(_EPISODES.records(patient_ids)))


def list_open(*, responsible_id: UUID | None = None) -> list[tuple[Episode, Patient]]:
    """The caseload of the clinic, or of one clinician, by family name."""
    statement = (
        sa.select(Episode, Patient)
        .join(
            Patient,
            sa.and_(Patient.clinic_id == Episode.clinic_id, Patient.id == Episode.patient_id),
        )
        .where(~_is_closed())
        .order_by(Patient.family_name, Patient.given_name, Patient.id)
    )
    if responsible_id is not None:
        statement = statement.where(Episode.responsible_id == responsible_id)
    return [(episode, patient) for episode, patient in db.session.execute(statement)]


def discharge_of(episode: Episode) -> Discharge | None:
    return discharges_of([episode.id]).get(episode.id)


def discharges_of(episode_ids: Collection[UUID]) -> dict[UUID, Discharge]:
    return {found.episode_id: found for found in _DISCHARGES.records(episode_ids)}


def is_open(episode: Episode) -> bool:
    return discharge_of(episode) is None


def list_responsible(clinic_id: UUID, *, at: datetime) -> list[Clinician]:
    """Who may answer for an episode now: clinicians, and administrators who treat; by name."""
    return list(
        db.session.scalars(
            sa.select(Clinician)
            .where(
                Clinician.clinic_id == clinic_id,
                sa.or_(Clinician.role == Role.CLINICIAN, Clinician.treats.is_(True)),
                sa.or_(Clinician.active_until.is_(None), Clinician.active_until > at),
            )
            .order_by(Clinician.name, Clinician.id)
        )
    )


def names_of(clinic_id: UUID, clinician_ids: Collection[UUID]) -> dict[UUID, str]:
    """Names of clinicians by their id, also of those whose place has ended."""
    found = db.session.execute(
        sa.select(Clinician.id, Clinician.name).where(
            Clinician.clinic_id == clinic_id, Clinician.id.in_(clinician_ids)
        )
    )
    return dict(found.all())


def _is_closed() -> sa.ColumnElement[bool]:
    return sa.exists().where(
        Discharge.clinic_id == Episode.clinic_id, Discharge.episode_id == Episode.id
    )
