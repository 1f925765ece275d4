"""A log before it is kept: what the form ends in and the action takes."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from clinic.domain.falls import FallDetails, Setting
from clinic.domain.progression_facts import Vitals
from clinic.domain.session_logs import ItemDone, LogStatus, SessionValues

NOTHING_OBSERVED = SessionValues()


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemEntry:
    """One prescribed exercise and how much of it was done."""

    routine_item_id: UUID
    done: ItemDone


@dataclass(frozen=True, kw_only=True, slots=True)
class LogEntry:
    """A training as it was told.

    Attributes:
        items: those of the place where the training was; empty when it was missed.
        fall: what is known about a fall in the training; owed when a log first counts one.
        fall_is_recorded: the fall that it counts was reported before and is an event already.
        nothing_changed: the before-session checklist was asked and every answer was safe.
    """

    trained_on: date
    setting: Setting
    status: LogStatus
    items: tuple[ItemEntry, ...] = ()
    values: SessionValues = NOTHING_OBSERVED
    vitals: Vitals | None = None
    fall: FallDetails | None = None
    fall_is_recorded: bool = False
    nothing_changed: bool = False
    missed_reason: str = ""
    note: str = ""
