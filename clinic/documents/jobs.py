"""Print jobs: one document for many patients. What a job is, and how far it has come."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from clinic.documents.models import PrintJob
from clinic.documents.orders import SIGNED_KINDS
from clinic.documents.printing import Kind
from clinic.web.access import CARE_TEAM, CLINICIANS, Access

LEASE: Final = timedelta(seconds=30)
"""After so long without a sign of life somebody else goes on; a batch takes a part of a second."""

QUIET: Final = timedelta(seconds=6)
"""After so long without a sign of life nobody seems to print; the lease may still run."""

KEPT: Final = timedelta(hours=24)
"""How long the finished file may be fetched; then it is deleted."""

MOST_PATIENTS: Final = 1000
MOST_AT_ONCE: Final = 5
"""Unfinished jobs of one person: nobody keeps the others' work waiting."""


class Binding(StrEnum):
    """What becomes of the documents: one file to print, or a file each."""

    PDF = "pdf"
    ZIP = "zip"


class State(StrEnum):
    """How far a job has come."""

    WAITING = "waiting"
    PRINTING = "printing"
    LEFT_ALONE = "left_alone"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    FAILED = "failed"
    REMOVED = "removed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """How many of a job's patients are done, and for how many of them nothing could be made."""

    total: int
    done: int
    failed: int

    @property
    def made(self) -> int:
        """Documents that exist."""
        return self.done - self.failed


def state_of(job: PrintJob, *, at: datetime, all_made: bool = False) -> State:
    """Where a job stands at a moment; when `all_made`, the file is written in one go, unheard."""
    if job.cancelled_at is not None:
        return State.CANCELLED
    if job.finished_at is None:
        if job.leased_until is None:
            return State.WAITING
        silent_for = at - (job.leased_until - LEASE)
        return State.LEFT_ALONE if silent_for > (LEASE if all_made else QUIET) else State.PRINTING
    if job.failure:
        return State.FAILED
    gone = job.removed_at is not None or (job.kept_until is not None and job.kept_until <= at)
    return State.REMOVED if gone else State.FINISHED


def may_order(kind: Kind) -> Access:
    """Who may ask for documents of a kind: what is signed, only who may sign."""
    return CLINICIANS if kind in SIGNED_KINDS else CARE_TEAM
