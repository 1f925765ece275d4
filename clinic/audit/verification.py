"""Reads a clinic's audit trail from the first event to the last, and says what does not fit."""

from collections.abc import Generator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from clinic.audit.chain import FIRST_LINK, link_hash
from clinic.audit.models import AuditEvent, AuditHead
from clinic.db import db, entered_clinic

BATCH: Final = 1000
TRAIL: Final = AuditEvent.__table__
HEAD: Final = AuditHead.__table__


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What reading the trail showed. `broken_at` is the number of the first event that is wrong."""

    events: int
    last_hash: str
    broken_at: int | None = None
    reason: str = ""

    @property
    def whole(self) -> bool:
        """Nothing was changed, removed, added or put in another order."""
        return self.broken_at is None


class _Broken(Exception):
    """An event that does not fit; the message says how."""


def verify_trail() -> Verdict:
    """Reads the trail of the clinic that was entered.

    A changed byte, a removed, added or reordered event is found, and a missing end as well, as
    long as the head was not forged with it: keep the last hash somewhere else to prove that.
    """
    number, link = 0, FIRST_LINK
    with closing(_rows()) as rows:
        for raw in rows:
            try:
                link = _next_link(raw, number + 1, link)
            except _Broken as broken:
                return Verdict(
                    events=number, last_hash=link, broken_at=number + 1, reason=str(broken)
                )
            number += 1
    reason = _head_disagrees(number, link)
    return Verdict(
        events=number, last_hash=link, broken_at=number + 1 if reason else None, reason=reason
    )


def _rows() -> Generator[Mapping[str, Any], None, None]:
    """As they are stored, before any type has put them in order."""
    columns = [
        sa.type_coerce(column, sa.types.NullType()).label(column.name) for column in _columns()
    ]
    statement = (
        sa.select(*columns)
        .where(TRAIL.c.clinic_id == entered_clinic())
        .order_by(TRAIL.c.number, TRAIL.c.id)
    )
    connection = db.session.connection().execution_options(yield_per=BATCH)
    with connection.execute(statement) as result:
        for row in result.mappings():
            yield {str(name): value for name, value in row.items()}


def _columns() -> list[sa.Column[Any]]:
    return [column for column in TRAIL.columns if isinstance(column, sa.Column)]


def _next_link(raw: Mapping[str, Any], number: int, previous: str) -> str:
    event = AuditEvent(**{column.name: _read(column, raw[column.name]) for column in _columns()})
    if event.number != number:
        raise _Broken(f"event {number} is missing; the next one is {event.number}")
    if event.previous_hash != previous:
        raise _Broken(f"event {number} does not follow the one before it")
    if event.hash != link_hash(event):
        raise _Broken(f"event {number} is not what was written")
    return event.hash


def _read(column: sa.Column[Any], stored: object) -> Any:  # noqa: ANN401 - of the column's type
    """The value of what is stored, which must be the one way in which that value is stored."""
    dialect = db.session.connection().dialect
    kind = column.type.dialect_impl(dialect)
    to_value, to_store = kind.result_processor(dialect, None), kind.bind_processor(dialect)
    try:
        value = to_value(stored) if to_value else stored
        again = to_store(value) if to_store else value
    except (ValueError, TypeError, AttributeError) as trouble:
        raise _Broken(f"{column.name} of an event cannot be read") from trouble
    if isinstance(stored, str) and str(again) != stored:
        raise _Broken(f"{column.name} of an event is not as it was written")
    return value


def _head_disagrees(number: int, link: str) -> str:
    clinic_id = entered_clinic()
    head = (
        db.session.connection()
        .execute(sa.select(HEAD.c.number, HEAD.c.hash).where(HEAD.c.clinic_id == clinic_id))
        .first()
    )
    if head is None:
        return "" if number == 0 else "the head of the chain is missing"
    if (head.number, head.hash) == (number, link):
        return ""
    return f"the chain ends at event {number}, its head says {head.number}"
