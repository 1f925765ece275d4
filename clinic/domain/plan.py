"""A plan before it is prescribed: its items, the facts it is held against, the problems found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final

from clinic.domain.checklists import Effect
from clinic.domain.criteria import MeasuredTests
from clinic.domain.dose import Dose
from clinic.domain.exercises import ExerciseDefinition
from clinic.domain.findings import Finding
from clinic.domain.ladder import LevelDefinition

NO_MINUTES: Final = Decimal(0)


class Where(StrEnum):
    """Where an exercise of a routine is done."""

    CLINIC = "clinic"
    HOME = "home"
    CLINIC_OR_HOME = "clinic_or_home"

    @property
    def at_home(self) -> bool:
        """Whether it is done at home on some days."""
        return self is not Where.CLINIC

    @property
    def in_clinic(self) -> bool:
        """Whether it is done in clinic on some days."""
        return self is not Where.HOME


class Guard(StrEnum):
    """What protects a person in place of one therapist with a walking belt."""

    HARNESS = "harness"
    HANDS_AT_PELVIS = "hands_at_pelvis"
    TWO_STAFF = "two_staff"


@dataclass(frozen=True, kw_only=True, slots=True)
class Helper:
    """Who stands by at home. `trained` means taught and signed off in clinic."""

    name: str
    trained: bool = False

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("a helper has a name")


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedItem:
    """One exercise of a plan. `reason` is the clinician's, where a rule asks for one."""

    exercise: ExerciseDefinition
    dose: Dose
    where: Where
    reason: str = ""

    @property
    def backward_min(self) -> Decimal:
        """Practice minutes in one training that count for the level."""
        if not self.exercise.counts_as_backward_minutes:
            return NO_MINUTES
        return self.dose.duration_min or NO_MINUTES


@dataclass(frozen=True, kw_only=True, slots=True)
class RoutinePlan:
    """Everything that would be prescribed together."""

    level: LevelDefinition
    items: tuple[PlannedItem, ...]
    clinic_days: int
    home_days: int
    guards: frozenset[Guard] = frozenset()

    def __post_init__(self) -> None:
        if self.clinic_days < 0 or self.home_days < 0:
            raise ValueError("days a week may not be below 0")
        codes = [item.exercise.code for item in self.items]
        if len(set(codes)) != len(codes):
            raise ValueError("an exercise stands in a routine once")

    @property
    def days_per_week(self) -> int:
        """Training days a week, clinic and home together."""
        return self.clinic_days + self.home_days

    @property
    def backward_min(self) -> Decimal:
        """Practice minutes in one training, over all exercises that count."""
        return sum((item.backward_min for item in self.items), NO_MINUTES)

    def days_for(self, item: PlannedItem) -> int:
        """On how many days a week an item is done: where it is done, and no more than it allows."""
        days = self.clinic_days * item.where.in_clinic + self.home_days * item.where.at_home
        return min(days, int(item.exercise.limits.days_per_week.target))


@dataclass(frozen=True, kw_only=True, slots=True)
class BeltBefore:
    """The treadmill as the replaced routine has it: the fastest belt and the steepest slope.

    `sessions` in clinic and whole `weeks` are counted since either was last changed.
    """

    speed_km_per_h: Decimal
    grade_percent: Decimal | None
    sessions: int
    weeks: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PrescriptionFacts:
    """What is known about the person on the day of prescribing.

    `findings` are the triggered items of the clinical screen by id; `effects` are theirs, with
    high risk when the stratum says so. `valid_checklists` are the codes valid on the day.
    `dose_ceiling_min` is the present dose after a reduce, else None. `exercises_before` are those
    of the routine that is replaced, None for a first routine; `belt_before` is its treadmill, None
    when it has none. `clinic_sessions` counts the session logs done in clinic in this episode.
    """

    tests: MeasuredTests
    findings: Mapping[str, Finding] = field(default_factory=dict)
    effects: frozenset[Effect] = frozenset()
    helper: Helper | None = None
    valid_checklists: frozenset[str] = frozenset()
    dose_ceiling_min: Decimal | None = None
    exercises_before: frozenset[str] | None = None
    belt_before: BeltBefore | None = None
    clinic_sessions: int = 0


class Severity(StrEnum):
    """Errors refuse, warnings need a tick, information needs neither."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Rule(StrEnum):
    """The rules a plan is held against; V01 to V12 as numbered in the programme."""

    V01 = "V01"
    V02 = "V02"
    V03 = "V03"
    V04 = "V04"
    V05 = "V05"
    V06 = "V06"
    V07 = "V07"
    V08 = "V08"
    V09 = "V09"
    V10 = "V10"
    V11 = "V11"
    V12 = "V12"
    DOSE_RANGE = "dose_range"
    LEVEL_DAYS = "level_days"
    EMPTY = "empty"
    NOT_OFFERED = "not_offered"


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One thing a rule found, with the place on the page where it belongs.

    `why` says what was found, `action` what to do about it. `exercise` is None when it concerns
    the whole routine. `field` names the field to change ("sets", "where", "reason", "helper",
    "days", …). `limit` says what would be accepted.
    """

    rule: Rule
    severity: Severity
    why: str
    action: str = ""
    exercise: str | None = None
    field: str | None = None
    limit: str | None = None
    about: str = ""

    @property
    def message(self) -> str:
        """What was found, then what to do."""
        return f"{self.why} {self.action}".rstrip()

    @property
    def key(self) -> str:
        """Names the problem so that a tick for it can be carried by a form and kept."""
        return ":".join((self.rule, self.exercise or "routine", self.about or self.field or ""))
