"""What the decision table is handed: the facts of one patient on one day.

Source: Stepback programme, section 3.4, `progression.inputs`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final
from uuid import UUID

from clinic.domain.criteria import Measured
from clinic.domain.falls import Setting
from clinic.domain.findings import ChecklistStatus
from clinic.domain.session_logs import SessionValues

NO_LIMITS: Final[Mapping[str, Decimal]] = {}


class RestPosition(StrEnum):
    """From where a patient stood up when blood pressure was taken."""

    LYING = "lying"
    SITTING = "sitting"


@dataclass(frozen=True, kw_only=True, slots=True)
class Vitals:
    """Vital signs at rest, and what blood pressure lost on standing. None was not taken.

    Attributes:
        systolic_drop_mmhg: points fallen on standing, not a pressure.
        dropped_from: None when nobody wrote down whether she lay or sat.
    """

    systolic_mmhg: Decimal | None = None
    diastolic_mmhg: Decimal | None = None
    heart_rate_per_min: Decimal | None = None
    oxygen_percent: Decimal | None = None
    systolic_drop_mmhg: Decimal | None = None
    diastolic_drop_mmhg: Decimal | None = None
    dropped_from: RestPosition | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class LogFacts:
    """One session log, as the table reads it.

    Attributes:
        id: of the record, so that a page can show what a proposal rests on.
        done: it took place, in full or in part; False when it was missed.
        closed: a clinician has judged it; it counts for gap and adherence only.
        backward_min: practice minutes that were done.
    """

    on: date
    level: int
    done: bool
    setting: Setting
    closed: bool = False
    completed: Decimal | None = None
    backward_min: Decimal | None = None
    values: SessionValues = field(default_factory=SessionValues)
    vitals: Vitals | None = None
    id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EventFacts:
    """A fall, near fall or health event; `type` is the checklists' `invalidated_by` word."""

    type: str
    on: date
    closed: bool = False
    id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TestFacts:
    """The latest result of one test, its day, and the result before it."""

    __test__ = False  # for pytest: not a test of ours

    value: Measured
    on: date
    before: Measured = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AssessmentFacts:
    """The latest results of the five tests, by instrument code.

    Attributes:
        on: the day of the newest of them.
        decline_reviewed: a clinician has looked into what got worse.
    """

    on: date
    tests: Mapping[str, TestFacts]
    decline_reviewed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnLimits:
    """What was set for this person.

    Attributes:
        vitals: by the name of a field of `VitalLimits`; each replaces that default only.
        effort_max: lowers what the level allows, never raises it.
    """

    vitals: Mapping[str, Decimal] = field(default_factory=lambda: NO_LIMITS)
    effort_max: Decimal | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PrescriptionNow:
    """The routine in force.

    Attributes:
        backward_min: practice minutes a training now prescribed.
        entry_override: the level was chosen although a test is below its entry; switches off R07.
    """

    level: int
    level_start: date
    frequency_per_week: int
    backward_min: Decimal
    entry_override: bool = False
    limits: OwnLimits = field(default_factory=OwnLimits)

    def __post_init__(self) -> None:
        if self.frequency_per_week < 1:
            raise ValueError("a routine is done at least once a week")


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgressionFacts:
    """Everything a proposal rests on.

    Attributes:
        logs: in the order in which they were written down; that breaks ties within a day.
        assessment: None when nothing was ever measured.
        precaution_status: the worst of the clinical screen and the lists the plan uses.
    """

    as_of: date
    prescription: PrescriptionNow
    precaution_status: ChecklistStatus
    logs: tuple[LogFacts, ...] = ()
    events: tuple[EventFacts, ...] = ()
    assessment: AssessmentFacts | None = None
