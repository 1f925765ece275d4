from dataclasses import dataclass
from datetime import date, datetime
from importlib import metadata
from uuid import UUID

from clinic.audit.actions import record_event
from clinic.db import db
from clinic.documents.gathering import gather_handout, gather_progress_report
from clinic.documents.gathering_sheets import (
    gather_diary,
    gather_discharge_summary,
    gather_empty_checklist,
    gather_home_sheet,
    gather_signed_checklist,
    gather_test_sheet,
    routine_for_diary,
)
from clinic.documents.models import IssuedDocument
from clinic.documents.printing import Kind, print_stored, sha256_of
from clinic.documents.requests import ReportRequest
from clinic.documents.snapshots import to_json
from clinic.domain.instruments import Instrument
from clinic.episodes.models import Episode
from clinic.precautions.models import Checklist
from clinic.session_logs.diary_sheets import make_sheet
from clinic.web.access import Actor
from reports.content import HandoutContent, ProgressReportContent
from reports.sheet_content import DiaryContent, FormContent

Content = HandoutContent | ProgressReportContent | DiaryContent | FormContent
DIARY_WEEKS = 4


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


def issue_diary(
    episode: Episode,
    *,
    starts_on: date,
    paper: str,
    record_id: UUID,
    by: Actor,
    at: datetime,
    today: date,
) -> Printed:
    """Prints a diary of four weeks with a code of its own, by which it is typed in later.

    Args:
        episode: open, with a routine in force.
        starts_on: a Monday.

    Raises:
        CannotBeIssued: what speaks against a handout.
    """
    routine = routine_for_diary(episode, on=today)
    sheet = make_sheet(episode, routine, starts_on=starts_on, weeks=DIARY_WEEKS, by=by, at=at)
    content = gather_diary(episode, sheet, on=today)
    return _issue(
        Kind.DIARY, episode, content, paper=paper, recipient="", record_id=record_id, by=by, at=at
    )


def issue_home_sheet(
    episode: Episode, *, paper: str, record_id: UUID, by: Actor, at: datetime, today: date
) -> Printed:
    """Prints the home set-up sheet, to be filled in together and signed.

    Raises:
        CannotBeIssued: the clinical screen says stop.
    """
    content = gather_home_sheet(episode, on=today)
    return _issue(
        Kind.HOME_SHEET,
        episode,
        content,
        paper=paper,
        recipient="",
        record_id=record_id,
        by=by,
        at=at,
    )


def issue_discharge_summary(
    episode: Episode,
    request: ReportRequest,
    *,
    paper: str,
    record_id: UUID,
    by: Actor,
    at: datetime,
    today: date,
) -> Printed:
    """Prints the discharge summary of a closed episode, signed by who issues it.

    Raises:
        CannotBeIssued: the episode is open.
    """
    content = gather_discharge_summary(episode, request, signed_by=by.clinician_id, on=today)
    return _issue(
        Kind.DISCHARGE_SUMMARY,
        episode,
        content,
        paper=paper,
        recipient=request.recipient,
        record_id=record_id,
        by=by,
        at=at,
    )


def issue_checklist(
    episode: Episode,
    checklist: Checklist | str,
    *,
    paper: str,
    record_id: UUID,
    by: Actor,
    at: datetime,
    today: date,
) -> Printed:
    """Prints a checklist: as it was signed, or, given its code, empty and in its latest version."""
    if isinstance(checklist, str):
        content = gather_empty_checklist(episode, checklist, on=today)
    else:
        content = gather_signed_checklist(checklist, episode, on=today)
    return _issue(
        Kind.CHECKLIST,
        episode,
        content,
        paper=paper,
        recipient="",
        record_id=record_id,
        by=by,
        at=at,
    )


def issue_test_sheet(
    episode: Episode,
    instrument: Instrument,
    *,
    paper: str,
    record_id: UUID,
    by: Actor,
    at: datetime,
    today: date,
) -> Printed:
    """Prints an empty test sheet of an instrument."""
    content = gather_test_sheet(episode, instrument, on=today)
    return _issue(
        Kind.TEST_SHEET,
        episode,
        content,
        paper=paper,
        recipient="",
        record_id=record_id,
        by=by,
        at=at,
    )


def _issue(
    kind: Kind,
    episode: Episode,
    content: Content,
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
