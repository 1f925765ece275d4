"""The decision table as data: its rules in order, their texts and sources, and its parameters."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from clinic.domain.progression_decisions import StepDecision
from clinic.domain.progression_facts import RestPosition


class DoseRule(StrEnum):
    """What a rule does to the practice minutes; some depend on how the last trainings went."""

    NEXT_LEVEL_START = "next_level_start"
    INCREASE_IF_GREEN_ELSE_KEEP = "increase_if_green_else_keep"
    KEEP = "keep"
    REDUCE = "reduce"
    REDUCE_IF_EFFORT_OVER_6_ELSE_KEEP = "reduce_if_rpe_over_6_else_keep"
    REDUCE_IF_LAST_BELOW_075_ELSE_KEEP = "reduce_if_last_below_075_else_keep"
    PREVIOUS_LEVEL_75PCT = "previous_level_75pct"
    NONE = "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleDefinition:
    """One line of the table.

    Attributes:
        id: names its predicate too.
        condition: when it holds, in words.
        reason: what the clinician reads, verbatim.
        mark: V verified, K established, ? judgement; may say which of its numbers.
        source: keys of the table's references, or "judgement".
    """

    id: str
    decision: StepDecision
    dose_rule: DoseRule
    condition: str
    reason: str
    mark: str
    source: tuple[str, ...]

    @property
    def code(self) -> str:
        """The short name, such as "S01"."""
        return self.id.partition("_")[0]

    @property
    def regresses(self) -> bool:
        """Whether it steps down a level."""
        return self.decision is StepDecision.REGRESS


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionStop:
    """What ends an exercise or a whole session while it goes on, and what to do then.

    Attributes:
        event: what is seen, verbatim.
        action: what is done, verbatim.
    """

    id: str
    event: str
    action: str


@dataclass(frozen=True, kw_only=True, slots=True)
class VitalLimits:
    """Vital signs at rest outside which nobody trains; the names say what is outside."""

    systolic_from_mmhg: Decimal
    systolic_below_mmhg: Decimal
    diastolic_from_mmhg: Decimal
    heart_rate_above_per_min: Decimal
    heart_rate_below_per_min: Decimal
    oxygen_below_percent: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class DropLimit:
    """From how many points lost on standing upright work stops."""

    systolic_from_mmhg: Decimal
    diastolic_from_mmhg: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgressionParameters:
    """The numbers of the table that are not those of a level.

    What makes a training green and what raises the pain flag stands in `session_log_rules`.
    """

    window_sessions: int
    pair_sessions: int
    completed_reduce: Decimal
    completed_fail: Decimal
    effort_stop_above: int
    effort_very_hard_from: int
    losses_of_balance_fail_from: int
    near_falls_regress_from: int
    gap_hold_above_days: int
    gap_regress_above_days: int
    gap_stop_above_days: int
    adherence_window_days: int
    adherence_min: Decimal
    fast_track_max_level: int
    fast_track_effort_max: int
    fast_track_pain_max: int
    target_dose_sessions: int
    four_stage_line: int


@dataclass(frozen=True, kw_only=True)
class ProgressionTable:
    """The decision table in one version: the first rule that matches decides."""

    code: str
    version: int
    rules: tuple[RuleDefinition, ...]
    parameters: ProgressionParameters
    vital_limits: VitalLimits
    drop_limits: Mapping[RestPosition, DropLimit]
    unknown_position: RestPosition
    references: Mapping[str, str]
    session_stops: tuple[SessionStop, ...] = ()

    def __post_init__(self) -> None:
        if len(self._by_id) != len(self.rules):
            raise ValueError("two rules share an id")
        unsourced = {key for rule in self.rules for key in rule.source} - set(self.references)
        if unsourced:
            raise ValueError(f"no reference for {', '.join(sorted(unsourced))}")

    @cached_property
    def _by_id(self) -> Mapping[str, RuleDefinition]:
        return {rule.id: rule for rule in self.rules}

    def rule(self, rule_id: str) -> RuleDefinition:
        """The rule of this id.

        Raises:
            KeyError: the table has no such rule.
        """
        return self._by_id[rule_id]
