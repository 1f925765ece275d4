from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from clinic.audit.models import AccessEntry, AuditEvent, AuditHead
from clinic.audit.trail import PAGE, Filter, Page, Row, Seen
from clinic.db import db, entered_clinic

MOST_SEEN = 500


def lock_head() -> AuditHead | None:
    """The chain's last link, locked until the transaction ends (SQLite already is)."""
    return db.session.get(AuditHead, (entered_clinic(), entered_clinic()), with_for_update=True)


def list_events(wanted: Filter, *, page: int = 1) -> Page[AuditEvent]:
    """What was changed, newest first."""
    conditions = _conditions(AuditEvent, wanted)
    if wanted.action:
        conditions.append(AuditEvent.action == wanted.action)
    return _page(AuditEvent, conditions, (AuditEvent.number.desc(),), page)


def list_looks(wanted: Filter, *, page: int = 1) -> Page[AccessEntry]:
    """What was looked at, newest first."""
    order = (AccessEntry.at.desc(), AccessEntry.id.desc())
    return _page(AccessEntry, _conditions(AccessEntry, wanted), order, page)


def find_last_event_of(record_id: UUID) -> AuditEvent | None:
    """What happened last to a record."""
    return db.session.scalar(
        sa.select(AuditEvent)
        .where(AuditEvent.record_id == record_id)
        .order_by(AuditEvent.number.desc())
        .limit(1)
    )


def list_changes_of(record_id: UUID, action: str) -> list[AuditEvent]:
    """Every change of one kind to a record, newest first."""
    return list(
        db.session.scalars(
            sa.select(AuditEvent)
            .where(AuditEvent.record_id == record_id, AuditEvent.action == action)
            .order_by(AuditEvent.number.desc())
        )
    )


def list_actions() -> list[str]:
    """The kinds of event that there are, in order of the alphabet."""
    return list(db.session.scalars(sa.select(AuditEvent.action).distinct().order_by("action")))


def patients_seen_by(account_id: int, *, since: datetime, until: datetime) -> list[UUID]:
    """Which patients this account looked at between two moments, the first look first."""
    return list(
        db.session.scalars(
            sa.select(AccessEntry.patient_id)
            .where(
                AccessEntry.account_id == account_id,
                AccessEntry.at >= since,
                AccessEntry.at < until,
            )
            .group_by(AccessEntry.patient_id)
            .order_by(sa.func.min(AccessEntry.at))
        )
    )


def list_seen(wanted: Filter) -> list[Seen]:
    """Which patients were seen by whom, the latest look first."""
    first, last = sa.func.min(AccessEntry.at), sa.func.max(AccessEntry.at)
    rows = db.session.execute(
        sa.select(AccessEntry.patient_id, AccessEntry.clinician_id, sa.func.count(), first, last)
        .where(*_conditions(AccessEntry, wanted))
        .group_by(AccessEntry.patient_id, AccessEntry.clinician_id)
        .order_by(last.desc())
        .limit(MOST_SEEN)
    )
    return [
        Seen(patient_id=row[0], clinician_id=row[1], looks=row[2], first=row[3], last=row[4])
        for row in rows
    ]


def _conditions(kind: type[AuditEvent | AccessEntry], wanted: Filter) -> list[Any]:
    conditions: list[Any] = []
    if wanted.since is not None:
        conditions.append(kind.at >= wanted.since)
    if wanted.until is not None:
        conditions.append(kind.at < wanted.until)
    if wanted.clinician_id is not None:
        conditions.append(kind.clinician_id == wanted.clinician_id)
    if wanted.patient_ids is not None:
        conditions.append(kind.patient_id.in_(wanted.patient_ids))
    return conditions


def _page(kind: type[Row], conditions: Sequence[Any], order: Sequence[Any], page: int) -> Page[Row]:
    total = db.session.scalar(sa.select(sa.func.count()).select_from(kind).where(*conditions)) or 0
    number = min(max(page, 1), max(1, -(-total // PAGE)))
    rows = db.session.scalars(
        sa.select(kind).where(*conditions).order_by(*order).limit(PAGE).offset((number - 1) * PAGE)
    ).all()
    return Page(rows=rows, number=number, total=total)
