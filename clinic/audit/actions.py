import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Protocol, TypeVar
from uuid import UUID

import sqlalchemy as sa

from clinic.audit.chain import FIRST_LINK, link_hash
from clinic.audit.models import AuditEvent, AuditHead
from clinic.audit.queries import lock_head
from clinic.db import OutsideClinic, db, entered_clinic
from clinic.web.access import Actor

COMMAND_LINE = "command line"


class Recorded(Protocol):
    """What an event can be about: any row of ours with an id."""

    @property
    def id(self) -> UUID: ...


Row = TypeVar("Row", bound=Recorded)


def record_event(
    action: str,
    record: Recorded,
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
    clinic_id = entered_clinic()
    if clinic_id is None:
        raise OutsideClinic("An event belongs to a clinic, and none was entered.")
    head = lock_head()
    changes = {
        "old": _plain(old or {}),
        "new": _plain(columns_of(record) if new is None else new),
    }
    event = AuditEvent(
        clinic_id=clinic_id,
        number=(head.number if head else 0) + 1,
        at=at,
        account_id=by.account_id if by else None,
        clinician_id=by.clinician_id if by else None,
        action=action,
        record_kind=type(record).__name__,
        record_id=record.id,
        patient_id=patient_id,
        address=by.address if by else COMMAND_LINE,
        changes=changes,
        previous_hash=head.hash if head else FIRST_LINK,
        hash="",
    )
    event.hash = link_hash(event)
    db.session.add(event)
    db.session.flush()
    if head is None:
        db.session.add(AuditHead(id=clinic_id, number=event.number, hash=event.hash))
    else:
        head.number, head.hash = event.number, event.hash
    db.session.flush()
    return event


def record_new(
    action: str, row: Row, *, by: Actor | None, at: datetime, patient_id: UUID | None = None
) -> Row:
    """Adds a row with the event that tells of it: neither is stored without the other."""
    db.session.add(row)
    record_event(action, row, by=by, at=at, patient_id=patient_id)
    return row


def columns_of(record: Recorded) -> dict[str, Any]:
    """A record's columns by name, as they stand."""
    return {
        attribute.key: getattr(record, attribute.key)
        for attribute in sa.inspect(type(record)).column_attrs
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
