import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from clinic.audit.models import AuditEvent, AuditHead
from clinic.audit.queries import lock_head
from clinic.db import ClinicKeyed, db
from clinic.web.access import Actor

FIRST_LINK = "0" * 64


def record_event(
    action: str,
    record: ClinicKeyed,
    *,
    by: Actor | None,
    at: datetime,
    patient_id: UUID | None = None,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
) -> AuditEvent:
    """Adds one event to the clinic's chain, in the transaction of the change itself.

    Flushes first, so that the record has its key. Without `new`, a new record's columns are
    written down as they are. `by` is None for what the command line does.
    """
    db.session.flush()
    head = lock_head()
    changes = {
        "old": _plain(old or {}),
        "new": _plain(columns_of(record) if new is None else new),
    }
    event = AuditEvent(
        number=(head.number if head else 0) + 1,
        at=at,
        account_id=by.account_id if by else None,
        clinician_id=by.clinician_id if by else None,
        action=action,
        record_kind=type(record).__name__,
        record_id=record.id,
        patient_id=patient_id,
        address=by.address if by else "command line",
        changes=changes,
        previous_hash=head.hash if head else FIRST_LINK,
        hash="",
    )
    event.hash = link_hash(event)
    db.session.add(event)
    db.session.flush()
    if head is None:
        db.session.add(AuditHead(id=event.clinic_id, number=event.number, hash=event.hash))
    else:
        head.number, head.hash = event.number, event.hash
    db.session.flush()
    return event


def link_hash(event: AuditEvent) -> str:
    """SHA-256 over everything the event says and the hash of the one before."""
    content = {
        "number": event.number,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "account": event.account_id,
        "clinician": str(event.clinician_id),
        "action": event.action,
        "record": [event.record_kind, str(event.record_id)],
        "patient": str(event.patient_id),
        "address": event.address,
        "changes": event.changes,
        "previous": event.previous_hash,
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def columns_of(record: ClinicKeyed) -> dict[str, Any]:
    """A record's columns by name, as they stand."""
    return {
        attribute.key: getattr(record, attribute.key)
        for attribute in type(record).__mapper__.column_attrs
    }


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(dict(values), default=_as_text))
    return plain


def _as_text(value: object) -> str:
    match value:
        case datetime() | date():
            return value.isoformat()
        case Enum():
            return str(value.value)
        case UUID() | Decimal():
            return str(value)
        case _:
            raise TypeError(f"{type(value).__name__} cannot be written to the audit trail")
