"""What is done to a print job by who asked for it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from clinic.audit.actions import record_event
from clinic.db import db
from clinic.documents.job_queries import count_unfinished
from clinic.documents.jobs import MOST_AT_ONCE, MOST_PATIENTS, Binding, may_order
from clinic.documents.models import PrintJob, PrintJobItem
from clinic.documents.orders import Order
from clinic.documents.snapshots import to_json
from clinic.episodes.models import Episode
from clinic.web.access import Actor

TOO_BUSY: Final = (
    f"You have {MOST_AT_ONCE} print jobs under way. Wait until one is finished, or cancel one."
)


class CannotBeRequested(ValueError):
    """Nobody was chosen, too many were, too much is under way, or it is not theirs to issue."""


def request_job(
    order: Order,
    episodes: Sequence[Episode],
    *,
    binding: Binding,
    record_id: UUID,
    by: Actor,
    at: datetime,
) -> PrintJob:
    """Asks for a document for each of these episodes, in this order.

    Raises:
        CannotBeRequested: see there.
    """
    if not 0 < len(episodes) <= MOST_PATIENTS:
        raise CannotBeRequested(f"Choose one to {MOST_PATIENTS} patients.")
    if count_unfinished(by=by) >= MOST_AT_ONCE:
        raise CannotBeRequested(TOO_BUSY)
    if not by.may(may_order(order.kind)):
        raise CannotBeRequested("This document is signed, and only a clinician signs.")
    job = PrintJob(
        id=record_id,
        by_id=by.clinician_id,
        account_id=by.account_id,
        address=by.address,
        requested_at=at,
        order=to_json(order),
        binding=binding.value,
        item_count=len(episodes),
    )
    db.session.add(job)
    db.session.flush()
    db.session.add_all(
        PrintJobItem(job_id=job.id, position=position, patient_id=one.patient_id, episode_id=one.id)
        for position, one in enumerate(episodes, start=1)
    )
    told = {"order": job.order, "binding": job.binding, "patients": job.item_count}
    record_event("print_job.requested", job, by=by, at=at, new=told)
    return job


def cancel_job(job: PrintJob, *, by: Actor, at: datetime) -> None:
    """Ends a job that is not finished; what was issued before stays issued."""
    if job.finished_at is not None or job.cancelled_at is not None:
        return
    job.cancelled_at = at
    record_event("print_job.cancelled", job, by=by, at=at, new={"cancelled_at": at})
