"""Reads of print jobs: only who asked for a job sees it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from werkzeug.exceptions import NotFound

from clinic.db import db
from clinic.documents.jobs import Progress
from clinic.documents.models import IssuedDocument, PrintJob, PrintJobItem
from clinic.domain.names import fold
from clinic.episodes.models import Episode
from clinic.episodes.queries import discharges_of
from clinic.patients.models import Patient
from clinic.web.access import Actor
from clinic.web.records import find_record

LISTED = 50


def get_job(job_id: UUID, *, by: Actor) -> PrintJob:
    """A job of this person, or a 404: a colleague's is as unknown as another clinic's."""
    job = find_record(PrintJob, job_id)
    if job is None or job.by_id != by.clinician_id:
        raise NotFound
    return job


def list_jobs(*, by: Actor) -> list[PrintJob]:
    """The jobs of this person, the latest first."""
    return list(
        db.session.scalars(
            sa.select(PrintJob)
            .where(PrintJob.by_id == by.clinician_id)
            .order_by(PrintJob.requested_at.desc(), PrintJob.id.desc())
            .limit(LISTED)
        )
    )


def count_unfinished(*, by: Actor) -> int:
    """How many jobs of this person are waiting or being printed."""
    count = db.session.scalar(
        sa.select(sa.func.count())
        .select_from(PrintJob)
        .where(
            PrintJob.by_id == by.clinician_id,
            PrintJob.finished_at.is_(None),
            PrintJob.cancelled_at.is_(None),
        )
    )
    return count or 0


def progress_of(job_ids: Collection[UUID]) -> dict[UUID, Progress]:
    """How far jobs have come, by id."""
    items = PrintJobItem
    found = db.session.execute(
        sa.select(
            items.job_id,
            sa.func.count().label("total"),
            sa.func.count(items.done_at).label("done"),
            sa.func.count(sa.case((items.failure != "", 1))).label("failed"),
        )
        .where(items.job_id.in_(job_ids))
        .group_by(items.job_id)
    )
    return {
        row.job_id: Progress(total=row.total, done=row.done, failed=row.failed) for row in found
    }


def list_failures(job: PrintJob) -> list[tuple[PrintJobItem, Patient]]:
    """For whom nothing could be made, with the patient, in the job's order."""
    return [
        (row.PrintJobItem, row.Patient)
        for row in db.session.execute(
            sa.select(PrintJobItem, Patient)
            .join(
                Patient,
                sa.and_(
                    Patient.clinic_id == PrintJobItem.clinic_id,
                    Patient.id == PrintJobItem.patient_id,
                ),
            )
            .where(PrintJobItem.job_id == job.id, PrintJobItem.failure != "")
            .order_by(PrintJobItem.position)
        )
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """One document that a job has made."""

    position: int
    patient_id: UUID
    document_id: UUID
    kind: str
    sha256: str


def list_made(job_id: UUID) -> list[Made]:
    """Everything that a job has made, in its order."""
    found = db.session.execute(
        sa.select(
            PrintJobItem.position,
            PrintJobItem.patient_id,
            PrintJobItem.document_id,
            IssuedDocument.kind,
            IssuedDocument.sha256,
        )
        .join(
            IssuedDocument,
            sa.and_(
                IssuedDocument.clinic_id == PrintJobItem.clinic_id,
                IssuedDocument.id == PrintJobItem.document_id,
            ),
        )
        .where(PrintJobItem.job_id == job_id)
        .order_by(PrintJobItem.position)
    )
    return [Made(**row._mapping) for row in found]  # noqa: SLF001 - a row's own columns by name


def list_chosen(episode_ids: Collection[UUID]) -> list[tuple[Episode, Patient]]:
    """The open episodes among these ids, by family name; others are left out."""
    found = db.session.execute(
        sa.select(Episode, Patient)
        .join(
            Patient,
            sa.and_(Patient.clinic_id == Episode.clinic_id, Patient.id == Episode.patient_id),
        )
        .where(Episode.id.in_(episode_ids))
    ).all()
    closed = discharges_of([row.Episode.id for row in found])
    pairs = [(row.Episode, row.Patient) for row in found if row.Episode.id not in closed]
    return sorted(pairs, key=_by_name)


def waiting_jobs(*, at: datetime) -> Iterator[UUID]:
    """Jobs of the clinic that was entered that nobody works on, the oldest first."""
    yield from db.session.scalars(
        sa.select(PrintJob.id)
        .where(
            PrintJob.finished_at.is_(None),
            PrintJob.cancelled_at.is_(None),
            sa.or_(PrintJob.leased_until.is_(None), PrintJob.leased_until < at),
        )
        .order_by(PrintJob.requested_at, PrintJob.id)
    )


def list_to_forget(*, at: datetime) -> list[PrintJob]:
    """Jobs whose files have had their time, or were not wanted any more and are left alone."""
    is_let_go = sa.or_(PrintJob.leased_until.is_(None), PrintJob.leased_until < at)
    return list(
        db.session.scalars(
            sa.select(PrintJob).where(
                PrintJob.removed_at.is_(None),
                sa.or_(
                    PrintJob.kept_until <= at,
                    sa.and_(PrintJob.cancelled_at.is_not(None), is_let_go),
                ),
            )
        )
    )


def _by_name(pair: tuple[Episode, Patient]) -> tuple[str, str, UUID]:
    _, patient = pair
    return (fold(patient.family_name), fold(patient.given_name), patient.id)
