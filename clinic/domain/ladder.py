"""The ladder: levels from the first step back to daily life, and what each asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from clinic.domain.criteria import Criterion, MeasuredTests
from clinic.domain.dose import Range
from clinic.domain.exercises import HomeRule


class UnknownLevel(LookupError):
    """The ladder has no level of this number."""


class EntryState(StrEnum):
    """Whether the tests let a person work at a level."""

    MET = "ok"
    MISSING = "missing"
    FAILED = "fail"


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryCheck:
    """The answer for one level, with what stood in the way."""

    state: EntryState
    required_missing: tuple[str, ...]
    measured: int
    failed: tuple[Criterion, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryCriteria:
    """What the tests must show before a level, and how many must have been taken."""

    required_tests: tuple[str, ...]
    min_measured: int
    criteria: tuple[Criterion, ...]

    def check(self, tests: MeasuredTests) -> EntryCheck:
        """Hold the latest tests against the criteria.

        Missing goes before failed: too few tests say nothing about the level.

        Source: Stepback programme, section 3.4, entry state of a level [?].
        """
        taken = [
            (criterion, result)
            for criterion in self.criteria
            if (result := tests.get(criterion.measure)) is not None
        ]
        required_missing = tuple(code for code in self.required_tests if tests.get(code) is None)
        failed = tuple(criterion for criterion, result in taken if not criterion.passes(result))
        if required_missing or len(taken) < self.min_measured:
            state = EntryState.MISSING
        elif failed:
            state = EntryState.FAILED
        else:
            state = EntryState.MET
        return EntryCheck(
            state=state, required_missing=required_missing, measured=len(taken), failed=failed
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class LevelDefinition:
    """One rung: its entry, its dose, and what counts as doing well on it.

    `minutes` are backward practice minutes in one training. `assist_…` are places on the scale of
    help: 0 independent, 1 standby, 2 contact guard, 3 min, 4 mod, 5 max.
    """

    number: int
    code: str
    names: Mapping[str, str]
    goal: str
    entry: EntryCriteria
    minutes: Range
    sets_text: str
    rest_s: int
    days_per_week: Range
    effort: Range
    assist_expected: int
    assist_to_advance: int
    losses_of_balance_max: int
    min_sessions: int
    min_days: int
    assessment_max_age_days: int
    reassess_days: int
    exercises: tuple[str, ...]
    progress_order: tuple[str, ...]
    home: HomeRule

    def name(self, language: str = "en") -> str:
        """The name in a language, in English where there is none."""
        return self.names.get(language, self.names["en"])


class PlacementFlag(StrEnum):
    """What keeps a new patient low on the ladder, whatever the tests show."""

    HIGH_RISK = "high_risk"
    STROKE_UNDER_3_MONTHS = "stroke_under_3_months"
    COGNITION_CAUTION = "cognition_caution"
    FREEZING_OR_RETROPULSION = "freezing_or_retropulsion"
    NEW_TO_BACKWARD_WALKING = "new_to_backward_walking"


class PlacementReason(StrEnum):
    """Why a placement is what it is."""

    NOT_READY = "P01_not_ready"
    CAP_HIGH_RISK = "P02_cap_high_risk"
    CAP_RECENT_STROKE = "P03_cap_recent_stroke"
    CAP_COGNITION = "P04_cap_cognition"
    CAP_BACKWARD_LEAN_OR_FREEZING = "P05_cap_backward_lean_or_freezing"
    CAP_NEW = "P06_cap_new"
    ENTRY_CRITERIA = "P07_entry_criteria"


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacementCap:
    """The highest level a flag allows at placement. Later steps are not capped."""

    flag: PlacementFlag
    reason: PlacementReason
    max_level: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Ladder:
    """All levels in order, with the caps of placement in the order that breaks ties."""

    code: str
    version: int
    levels: tuple[LevelDefinition, ...]
    placement_caps: tuple[PlacementCap, ...]

    def __post_init__(self) -> None:
        if [level.number for level in self.levels] != list(range(1, len(self.levels) + 1)):
            raise ValueError("levels must be numbered from 1 without a gap")

    @property
    def top(self) -> int:
        """The number of the highest level."""
        return len(self.levels)

    def level(self, number: int) -> LevelDefinition:
        """The level of this number.

        Raises:
            UnknownLevel: the ladder has no such level.
        """
        if not 1 <= number <= self.top:
            raise UnknownLevel(f"no level {number} on a ladder of {self.top}")
        return self.levels[number - 1]
