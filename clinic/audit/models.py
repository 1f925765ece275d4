import json
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import event, orm
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import Mapped, mapped_column

from clinic.db import ClinicOwned, of_clinic


class CanonicalJson(sa.TypeDecorator[dict[str, Any]]):
    """JSON as one text and no other: keys in order, no spaces. A changed byte is a changed text."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: dict[str, Any] | None, _dialect: Dialect) -> str | None:
        return None if value is None else canonical(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> dict[str, Any] | None:
        return None if value is None else json.loads(value)


def canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


class AuditEvent(ClinicOwned):
    """One change: who, when, what, which record, old and new; chained to the event before."""

    __tablename__ = "audit_event"
    __table_args__ = (
        of_clinic(),
        sa.UniqueConstraint("clinic_id", "number"),
        sa.Index("ix_audit_event_patient", "clinic_id", "patient_id", "number"),
    )

    number: Mapped[int]  # 1, 2, 3 … in each clinic
    at: Mapped[datetime]
    account_id: Mapped[int | None]
    clinician_id: Mapped[UUID | None]
    action: Mapped[str] = mapped_column(sa.String(60))  # "patient.enrolled"
    record_kind: Mapped[str] = mapped_column(sa.String(60))
    record_id: Mapped[UUID | None]
    patient_id: Mapped[UUID | None]
    address: Mapped[str] = mapped_column(default="")
    changes: Mapped[dict[str, Any]] = mapped_column(CanonicalJson, default_factory=dict)
    previous_hash: Mapped[str] = mapped_column(sa.String(64))
    hash: Mapped[str] = mapped_column(sa.String(64))


class AuditHead(ClinicOwned):
    """The last link of a clinic's chain, locked while the next is added. Its id is the clinic's."""

    __tablename__ = "audit_head"
    __table_args__ = (of_clinic(),)

    number: Mapped[int]
    hash: Mapped[str] = mapped_column(sa.String(64))


class AccessEntry(ClinicOwned):
    """One look at a patient's page or document. Written in batches beside the requests."""

    __tablename__ = "access_entry"
    __table_args__ = (
        of_clinic(),
        sa.Index("ix_access_entry_patient", "clinic_id", "patient_id", "at"),
        sa.Index("ix_access_entry_account", "clinic_id", "account_id", "at"),
    )

    at: Mapped[datetime]
    account_id: Mapped[int]
    clinician_id: Mapped[UUID]
    patient_id: Mapped[UUID]
    endpoint: Mapped[str] = mapped_column(sa.String(80))
    record_id: Mapped[UUID | None] = mapped_column(default=None)
    address: Mapped[str] = mapped_column(default="")


class TrailIsAppendOnly(RuntimeError):
    """Something was to change or remove what the audit trail says."""


@event.listens_for(AuditEvent, "before_update")
@event.listens_for(AuditEvent, "before_delete")
@event.listens_for(AccessEntry, "before_update")
@event.listens_for(AccessEntry, "before_delete")
def _refuse(_mapper: orm.Mapper[Any], _connection: Connection, record: object) -> None:
    raise TrailIsAppendOnly(f"A stored {type(record).__name__} stays as it is.")
