"""Writing a report: draft, signed, amended. What was signed never changes."""

from dataclasses import replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from clinic import phrasing
from clinic.audit.actions import record_event, record_new
from clinic.clock import day_of
from clinic.db import db
from clinic.documents.actions import Printed, issue
from clinic.documents.models import IssuedDocument, ReportDraft
from clinic.documents.orders import SIGNED_KINDS, occasion_of, report_order
from clinic.documents.printing import Kind
from clinic.documents.queries import find_replacement, get_issued
from clinic.documents.requests import ReportRequest
from clinic.documents.snapshots import from_json
from clinic.documents.words import NOUNS
from clinic.episodes.models import Episode
from clinic.web.access import Actor
from clinic.web.transactions import ChangedMeanwhile

TEXTS: Final = ("audience", "recipient", "summary", "next_step", "question")


class CannotBeAmended(ValueError):
    """Only a report that stands can be amended; says what to do instead."""


def open_draft(
    episode: Episode,
    request: ReportRequest,
    *,
    paper: str,
    record_id: UUID,
    by: Actor,
    at: datetime,
    replaces: IssuedDocument | None = None,
) -> ReportDraft:
    """Begins a report that is looked at before it is signed."""
    draft = ReportDraft(
        id=record_id,
        episode_id=episode.id,
        audience=request.audience,
        paper=paper,
        opened_at=at,
        by_id=by.clinician_id,
        recipient=request.recipient,
        summary=request.summary,
        next_step=request.next_step,
        question=request.question,
        replaces_id=replaces.id if replaces else None,
        replaced_because=request.because,
        occasion=request.occasion,
    )
    return record_new("report_draft.opened", draft, by=by, at=at, patient_id=episode.patient_id)


def open_amendment(
    document: IssuedDocument,
    episode: Episode,
    *,
    because: str,
    record_id: UUID,
    by: Actor,
    at: datetime,
) -> ReportDraft:
    """Begins the report that takes the place of a signed one, with its texts.

    Raises:
        CannotBeAmended: it is nothing that is signed, or another one has taken its place already.
    """
    refusal = why_not_amend(document)
    if refusal:
        raise CannotBeAmended(refusal)
    # A summary that was issued before it could be amended does not name its occasion.
    request = replace(
        from_json(ReportRequest, document.request),
        because=because,
        occasion=occasion_of(Kind(document.kind)),
    )
    return open_draft(
        episode,
        request,
        paper=document.paper,
        record_id=record_id,
        by=by,
        at=at,
        replaces=document,
    )


def why_not_amend(document: IssuedDocument) -> str:
    """Why a document cannot be amended, with what to do; empty when it can."""
    if Kind(document.kind) not in SIGNED_KINDS:
        return (
            "Only progress reports and discharge summaries are amended. "
            "Print this document anew instead."
        )
    if find_replacement(document) is not None:
        return f"This {NOUNS[document.kind]} was replaced already. Amend the newer one."
    return ""


def save_draft(
    draft: ReportDraft,
    episode: Episode,
    request: ReportRequest,
    *,
    paper: str,
    version: int,
    by: Actor,
    at: datetime,
) -> None:
    """Other texts; the second of two writers is refused."""
    if draft.version != version:
        raise ChangedMeanwhile
    old, new = _texts(draft), _texts_of(request, paper)
    if old == new:
        return
    for name, value in new.items():
        setattr(draft, name, value)
    draft.by_id = by.clinician_id
    record_event(
        "report_draft.saved", draft, by=by, at=at, patient_id=episode.patient_id, old=old, new=new
    )


def sign_draft(
    draft: ReportDraft,
    episode: Episode,
    *,
    record_id: UUID,
    by: Actor,
    at: datetime,
    today: date,
) -> Printed:
    """Makes a document of the draft as it stands: locked, with its hash. The draft ends."""
    refusal = why_not_amend(get_issued(draft.replaces_id)) if draft.replaces_id else ""
    if refusal:
        raise CannotBeAmended(refusal)
    request = request_of_draft(draft, by.time_zone)
    order = report_order(request, draft.paper, replaces_id=draft.replaces_id)
    printed = issue(order, episode, record_id=record_id, by=by, at=at, today=today)
    record_event(
        "report_draft.signed",
        draft,
        by=by,
        at=at,
        patient_id=episode.patient_id,
        new={"document": printed.record.id, "sha256": printed.record.sha256},
    )
    db.session.delete(draft)
    db.session.flush()
    return printed


def discard_draft(draft: ReportDraft, episode: Episode, *, by: Actor, at: datetime) -> None:
    """Ends a draft; what it said stays in the audit trail."""
    record_event(
        "report_draft.discarded",
        draft,
        by=by,
        at=at,
        patient_id=episode.patient_id,
        old=_texts(draft),
        new={},
    )
    db.session.delete(draft)
    db.session.flush()


def request_of_draft(draft: ReportDraft, zone: str) -> ReportRequest:
    """What the draft asks for, with the words for the report that it replaces."""
    replaced = get_issued(draft.replaces_id) if draft.replaces_id else None
    return ReportRequest(
        occasion=draft.occasion,
        audience=draft.audience,
        recipient=draft.recipient,
        summary=draft.summary,
        next_step=draft.next_step,
        question=draft.question,
        replaces=_named(replaced, zone) if replaced else "",
        because=draft.replaced_because,
    )


def _texts(draft: ReportDraft) -> dict[str, str]:
    return {name: getattr(draft, name) for name in (*TEXTS, "paper")}


def _texts_of(request: ReportRequest, paper: str) -> dict[str, str]:
    return {**{name: getattr(request, name) for name in TEXTS}, "paper": paper}


def _named(document: IssuedDocument, zone: str) -> str:
    """How a newer report names the one it replaces."""
    day = phrasing.long_date(day_of(document.issued_at, zone))
    return f"{NOUNS[document.kind]} of {day} (SHA-256 {document.sha256[:12]})"
