from dataclasses import dataclass
from datetime import date, datetime
from importlib import metadata
from uuid import UUID

from clinic.audit.actions import record_event
from clinic.db import db
from clinic.documents.gathering import gather_handout, gather_progress_report
from clinic.documents.models import IssuedDocument
from clinic.documents.printing import Kind, print_stored, sha256_of
from clinic.documents.requests import ReportRequest
from clinic.documents.snapshots import to_json
from clinic.episodes.models import Episode
from clinic.web.access import Actor
from reports.content import HandoutContent, ProgressReportContent


@dataclass(frozen=True, kw_only=True, slots=True)
class Printed:
    """A document as it was issued: its record and its bytes."""

    record: IssuedDocument
    pdf: bytes


def issue_handout(
    episode: Episode, *, paper: str, record_id: UUID, by: Actor, at: datetime, today: date
) -> Printed:
    """Prints the handout of the routine in force and keeps what it said.

    Raises:
        CannotBeIssued: no routine is in force, training is paused, the screen says stop, or the
            clinic has no telephone.
    """
    content = gather_handout(episode, on=today)
    return _issue(
        Kind.HANDOUT, episode, content, paper=paper, recipient="", record_id=record_id, by=by, at=at
    )


def issue_progress_report(
    episode: Episode,
    request: ReportRequest,
    *,
    paper: str,
    record_id: UUID,
    by: Actor,
    at: datetime,
    today: date,
) -> Printed:
    """Prints the progress report, signed by who issues it, and keeps what it said."""
    content = gather_progress_report(episode, request, signed_by=by.clinician_id, on=today)
    return _issue(
        Kind.PROGRESS_REPORT,
        episode,
        content,
        paper=paper,
        recipient=request.recipient,
        record_id=record_id,
        by=by,
        at=at,
    )


def _issue(
    kind: Kind,
    episode: Episode,
    content: HandoutContent | ProgressReportContent,
    *,
    paper: str,
    recipient: str,
    record_id: UUID,
    by: Actor,
    at: datetime,
) -> Printed:
    stored = to_json(content)
    # Printed from what is stored, so that it can be printed again to the byte.
    pdf = print_stored(kind, stored, paper)
    issued = IssuedDocument(
        id=record_id,
        episode_id=episode.id,
        kind=kind.value,
        recipient=recipient,
        paper=paper,
        language=content.language,
        content=stored,
        sha256=sha256_of(pdf),
        program_version=program_version(),
        issued_at=at,
        by_id=by.clinician_id,
    )
    db.session.add(issued)
    told = {"kind": kind.value, "recipient": recipient, "paper": paper, "sha256": issued.sha256}
    record_event("document.issued", issued, by=by, at=at, patient_id=episode.patient_id, new=told)
    return Printed(record=issued, pdf=pdf)


def program_version() -> str:
    """The version of the program that lays documents out."""
    try:
        return metadata.version("stepback")
    except metadata.PackageNotFoundError:
        return "unpackaged"
