from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib import metadata
from uuid import UUID

from clinic.audit.actions import record_event
from clinic.db import db
from clinic.documents.models import IssuedDocument
from clinic.documents.orders import Act, Content, Order, content_of
from clinic.documents.printing import print_stored, sha256_of
from clinic.documents.snapshots import to_json
from clinic.episodes.models import Episode
from clinic.web.access import Actor
from clinic.web.records import asked_once


@dataclass(frozen=True, kw_only=True, slots=True)
class Printed:
    """A document as it was issued: its record and its bytes."""

    record: IssuedDocument
    pdf: bytes


def issue(
    order: Order, episode: Episode, *, record_id: UUID, by: Actor, at: datetime, today: date
) -> Printed:
    """Prints what was ordered for an episode and keeps what it said.

    A progress report or discharge summary is signed by who issues it.

    Raises:
        CannotBeIssued: something that the document cannot do without is missing.
    """
    with asked_once():
        content = content_of(order, episode, Act(by=by, at=at, today=today))
    return issue_content(order, episode, content, record_id=record_id, by=by, at=at)


def issue_content(
    order: Order, episode: Episode, content: Content, *, record_id: UUID, by: Actor, at: datetime
) -> Printed:
    """Keeps a content that was made before, with the hash of its bytes."""
    stored = to_json(content)
    # Printed from what is stored, so that it can be printed again to the byte.
    pdf = print_stored(order.kind, stored, order.paper)
    issued = IssuedDocument(
        id=record_id,
        episode_id=episode.id,
        kind=order.kind.value,
        recipient=order.request.recipient,
        paper=order.paper,
        language=content.language,
        content=stored,
        sha256=sha256_of(pdf),
        program_version=program_version(),
        issued_at=at,
        by_id=by.clinician_id,
        request=to_json(order.request),
        replaces_id=order.replaces_id,
        replaced_because=order.request.because,
    )
    db.session.add(issued)
    told = {
        "kind": issued.kind,
        "recipient": issued.recipient,
        "paper": issued.paper,
        "sha256": issued.sha256,
        **({"replaces": order.replaces_id} if order.replaces_id else {}),
    }
    record_event("document.issued", issued, by=by, at=at, patient_id=episode.patient_id, new=told)
    return Printed(record=issued, pdf=pdf)


@cache
def program_version() -> str:
    """The version of the program that lays documents out."""
    try:
        return metadata.version("stepback")
    except metadata.PackageNotFoundError:
        return "unpackaged"
