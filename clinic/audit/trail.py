"""What is asked of the trail, and what it answers with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Generic, TypeVar
from uuid import UUID

from clinic.audit.models import AccessEntry, AuditEvent

PAGE: Final = 50

Row = TypeVar("Row", AuditEvent, AccessEntry)


@dataclass(frozen=True, kw_only=True, slots=True)
class Filter:
    """Which part of the trail: between two moments, by somebody, about somebody, of a kind."""

    since: datetime | None = None
    until: datetime | None = None
    clinician_id: UUID | None = None
    patient_ids: tuple[UUID, ...] | None = None
    action: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page(Generic[Row]):
    """Some rows of many, and how many there are."""

    rows: Sequence[Row]
    number: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """That somebody saw a patient: how often, first and last."""

    patient_id: UUID
    clinician_id: UUID
    looks: int
    first: datetime
    last: datetime
