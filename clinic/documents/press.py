"""Works on print jobs, a batch a transaction: what is done is done once, whoever does it."""

import gc
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from enum import Enum, auto
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from clinic import clock
from clinic.accounts.models import Account, Clinician
from clinic.accounts.sessions import actor_of
from clinic.db import db, enter_clinic, writing
from clinic.documents import job_files, job_queries
from clinic.documents.actions import issue
from clinic.documents.binding import bind
from clinic.documents.gathering import CannotBeIssued
from clinic.documents.jobs import LEASE, may_order
from clinic.documents.models import PrintJob, PrintJobItem
from clinic.documents.orders import Order
from clinic.documents.printing import Kind
from clinic.documents.snapshots import from_json
from clinic.episodes.queries import get_episode
from clinic.ids import new_id
from clinic.organisation.models import Clinic
from clinic.organisation.queries import get_clinic
from clinic.patients.models import Patient
from clinic.patients.queries import get_patient
from clinic.web.access import Actor
from reports.page import DoesNotFit

logger = logging.getLogger(__name__)

BATCH_S: Final = 0.15  # others wait for the write lock no longer than this and one document
AT_ONCE: Final = 20
# What one patient's record can bring a document to: told, and the others go on.
FAILURES: Final = (
    ValueError,
    LookupError,
    ArithmeticError,
    TypeError,
    AttributeError,
    DoesNotFit,
)
NO_LONGER: Final = "Who asked for this may no longer issue it. Nothing more was printed."


class Step(Enum):
    """What came of one batch."""

    MORE = auto()
    ALL_MADE = auto()
    LET_GO = auto()  # cancelled, or somebody else has it now


def run_next(worker: str) -> bool:
    """Works on the oldest job that nobody works on, to its end; False when there is none."""
    for clinic_id in _clinics():
        job_id = claim(clinic_id, worker)
        if job_id is not None:
            _work_or_say_why(clinic_id, job_id, worker)
            return True
    return False


def _work_or_say_why(clinic_id: UUID, job_id: UUID, worker: str) -> None:
    try:
        work_on(clinic_id, job_id, worker)
    except SQLAlchemyError:
        raise  # the database is away: when the lease has ended, the job is taken up again
    except OSError as trouble:
        logger.exception("the file of a print job could not be written")
        db.session.remove()
        fail(clinic_id, job_id, worker, f"The server’s disk took no more: {trouble.strerror}.")
    except Exception:
        reference = new_id().hex[-8:]
        logger.exception("a print job was given up, reference %s", reference)
        db.session.remove()
        why = f"Printing stopped by an error. Tell the clinic manager: reference {reference}."
        fail(clinic_id, job_id, worker, why)


def claim(clinic_id: UUID, worker: str) -> UUID | None:
    """Takes the lease of the oldest job that waits, or whose worker gave no sign of life."""
    enter_clinic(clinic_id)
    now = clock.now()
    with writing():
        for job_id in list(job_queries.waiting_jobs(at=now)):
            taken = db.session.execute(
                sa.update(PrintJob)
                .where(
                    PrintJob.id == job_id,
                    PrintJob.cancelled_at.is_(None),
                    PrintJob.finished_at.is_(None),
                    sa.or_(PrintJob.leased_until.is_(None), PrintJob.leased_until < now),
                )
                .values(leased_by=worker, leased_until=now + LEASE)
            )
            if _rows(taken) == 1:
                db.session.commit()
                return job_id
        db.session.rollback()
    return None


def work_on(clinic_id: UUID, job_id: UUID, worker: str) -> None:
    """A job whose lease one holds, batch by batch, then bound. Ends early when it is lost."""
    step = Step.MORE
    while step is Step.MORE:
        enter_clinic(clinic_id)
        step = print_batch(job_id, worker)
        db.session.remove()  # a thousand patients need no more memory than one
    if step is Step.ALL_MADE:
        enter_clinic(clinic_id)
        bind(job_id, lambda: held(job_id, worker))
        db.session.remove()


def print_batch(job_id: UUID, worker: str) -> Step:
    """The next patients of a job, in one transaction with the sign of life.

    The document has the id of its item: should two ever work on the same patient, the second
    finds it there and is undone as a whole.
    """
    begun = time.monotonic()
    with writing():
        job = held(job_id, worker)
        if job is None:
            return Step.LET_GO
        items = _next_items(job_id)
        if not items:
            db.session.commit()
            return Step.ALL_MADE
        clinic = get_clinic()  # held on to: each document asks for it several times
        by = _requester(job, clinic)
        if by is None:
            _fail(job, NO_LONGER)
            return Step.LET_GO
        order = from_json(Order, job.order)
        with _collecting_later():
            for item in items:
                _print(item, order, by=by, at=clock.now())
                if time.monotonic() - begun > BATCH_S:
                    break
        db.session.commit()
    return Step.MORE


def fail(clinic_id: UUID, job_id: UUID, worker: str, why: str) -> None:
    """Ends a job that one holds, and says why."""
    enter_clinic(clinic_id)
    with writing():
        job = held(job_id, worker)
        if job is not None:
            _fail(job, why)


def sweep() -> int:
    """Deletes the files of jobs whose time is over; how many."""
    count = 0
    for clinic_id in _clinics():
        enter_clinic(clinic_id)
        now = clock.now()
        if not job_queries.list_to_forget(at=now):
            db.session.rollback()
            continue
        db.session.rollback()
        with writing():
            for job in job_queries.list_to_forget(at=now):
                job_files.forget(job.id)
                job.removed_at = now
                count += 1
            db.session.commit()
    return count


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Laying a page out makes a hundred thousand objects and no cycle that matters: looking for
    cycles meanwhile takes a tenth of the time. The next look comes right after the batch.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def held(job_id: UUID, worker: str) -> PrintJob | None:
    """Renews the lease, inside `writing()`; None when it is lost, or the job has ended."""
    renewed = db.session.execute(
        sa.update(PrintJob)
        .where(
            PrintJob.id == job_id,
            PrintJob.leased_by == worker,
            PrintJob.cancelled_at.is_(None),
            PrintJob.finished_at.is_(None),
        )
        .values(leased_until=clock.now() + LEASE)
    )
    if _rows(renewed) != 1:
        db.session.rollback()
        return None
    return db.session.get_one(PrintJob, (get_clinic().id, job_id), populate_existing=True)


def _print(item: PrintJobItem, order: Order, *, by: Actor, at: datetime) -> None:
    today = clock.day_of(at, by.time_zone)
    try:
        with db.session.begin_nested():
            episode = get_episode(item.episode_id)
            theirs = _addressed(order, get_patient(item.patient_id))
            printed = issue(theirs, episode, record_id=item.id, by=by, at=at, today=today)
            job_files.keep_part(item.job_id, item.position, printed.pdf)
    except CannotBeIssued as refusal:
        item.failure = str(refusal)
    except FAILURES:
        reference = new_id().hex[-8:]
        logger.exception("a document of a print job was not made, reference %s", reference)
        item.failure = (
            f"The document could not be made. Tell the clinic manager: reference {reference}."
        )
    else:
        item.document_id = printed.record.id
    item.done_at = at
    db.session.flush()


def _addressed(order: Order, patient: Patient) -> Order:
    """A report for the doctor goes to who sent the patient."""
    if order.kind is not Kind.PROGRESS_REPORT or not patient.referrer:
        return order
    return replace(order, request=replace(order.request, recipient=patient.referrer))


def _next_items(job_id: UUID) -> list[PrintJobItem]:
    return list(
        db.session.scalars(
            sa.select(PrintJobItem)
            .where(PrintJobItem.job_id == job_id, PrintJobItem.done_at.is_(None))
            .order_by(PrintJobItem.position)
            .limit(AT_ONCE)
        )
    )


def _requester(job: PrintJob, clinic: Clinic) -> Actor | None:
    """Who asked, as what they are now; None when they may not issue this any more."""
    place = db.session.get_one(Clinician, (job.clinic_id, job.by_id))
    account = db.session.get_one(Account, place.account_id)
    ended = place.active_until is not None and place.active_until <= clock.now()
    if ended or not account.active:
        return None
    actor = replace(actor_of(place, clinic), address=job.address)
    kind = from_json(Order, job.order).kind
    return actor if actor.may(may_order(kind)) else None


def _fail(job: PrintJob, why: str) -> None:
    job.failure, job.finished_at = why, clock.now()
    job.kept_until = job.finished_at
    db.session.commit()


def _clinics() -> list[UUID]:
    enter_clinic(None)
    found = list(db.session.scalars(sa.select(Clinic.id).order_by(Clinic.id)))
    db.session.rollback()
    return found


def _rows(result: sa.Result[object]) -> int:
    count: int = result.rowcount  # type: ignore[attr-defined]  # an update's result has it
    return count
