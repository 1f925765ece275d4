"""An instrument's definition: how it is carried out, what may be entered, what a score means."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from clinic.domain.items import GroupRole, ItemGroup, Limits
from clinic.domain.responses import Aid, Status
from clinic.domain.thresholds import (
    CutOff,
    Direction,
    Flag,
    Instead,
    LevelScale,
    Mcid,
    Mdc,
    MdcPercent,
    NormTable,
    ThresholdProfile,
    UnknownProfile,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """A code and the words for it."""

    code: str
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition:
    """A condition of the test. Results differing in it are not compared, unless it says so.

    One that `follows_the_sides` is not asked: it tells which sides have a result.
    """

    code: str
    words: str
    choices: tuple[Choice, ...]
    usual: str
    blocks_comparison: bool = True
    follows_the_sides: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """A yes-or-no question about the conduct, such as "arms used"; `effect` says what it does.

    One that `voids` makes a test that was carried out count as unable.
    """

    code: str
    words: str
    effect: str
    voids: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ImpliedMark:
    """Full marks in one item that give full marks in another."""

    when_item: str
    scores: Decimal
    then_item: str
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """A published fact that is shown and decides nothing."""

    text: str
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LoincCode:
    """An exchange code and the measure it names."""

    code: str
    measures: str
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """How a score and its change are spoken of."""

    unit_one: str
    unit_many: str
    better: str
    worse: str
    of_maximum: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """A worked example: input and expected result as in the vector files, with its citation."""

    title: str
    kind: str
    input: dict[str, Any]
    expected: dict[str, Any]
    citation: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Instrument:
    """A defined outcome measure, in a version.

    `scoring`, `banding`, `details` and `entry_rules` name methods. `rounds_score`: bands lie on the
    number before it is rounded. `gives_band_only`: a result without a number. `computed_by` names
    the part of the product that makes the result from other records, in place of a form.
    """

    code: str
    version: int
    status: str
    name: str
    short_name: str
    purpose: str
    misuse: str
    source: str
    licence: str
    reviewed_on: date
    measures: str
    equipment: tuple[str, ...]
    steps: tuple[str, ...]
    trial_rule: str
    trial_rule_source: str
    minutes: int
    minutes_source: str
    unit: str
    words: Words
    decimals: int
    direction: Direction
    scoring: str
    banding: str
    groups: tuple[ItemGroup, ...]
    profiles: tuple[ThresholdProfile, ...]
    examples: tuple[Example, ...]
    aids: tuple[Aid, ...]
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    cannot_do_hint: str = ""
    statuses: tuple[Status, ...] = (
        Status.COMPLETED,
        Status.UNABLE,
        Status.UNSAFE,
        Status.REFUSED,
    )
    band_when_unable: str | None = None
    score_when_unable: Decimal | None = None
    course_m: Decimal | None = None
    validated_without_aid: bool = False
    has_ceiling: bool = False
    conditions: tuple[Condition, ...] = ()
    checks: tuple[Check, ...] = ()
    implied: tuple[ImpliedMark, ...] = ()
    cut_offs: tuple[CutOff, ...] = ()
    flags: tuple[Flag, ...] = ()
    norm: NormTable | None = None
    mdc: tuple[Mdc, ...] = ()
    mdc_percent: MdcPercent | None = None
    mcid: Mcid | None = None
    harder: Instead | None = None
    easier: Instead | None = None
    facts: tuple[Fact, ...] = ()
    loinc: tuple[LoincCode, ...] = ()
    order: int = 0
    details: str = ""
    entry_rules: tuple[str, ...] = ()
    speed_limits: Limits | None = None
    cap_condition: str = ""
    fastest_counts_when: tuple[str, ...] = ()
    fewest_items: int | None = None
    rounds_score: bool = False
    gives_band_only: bool = False
    computed_by: str = ""
    levels: LevelScale | None = None
    permission: str = ""

    def group(self, code: str) -> ItemGroup:
        """The group of items with this code.

        Raises:
            LookupError: the instrument has no such group.
        """
        for group in self.groups:
            if group.code == code:
                return group
        raise LookupError(f"{self.code} has no group {code}")

    @property
    def scored_groups(self) -> tuple[ItemGroup, ...]:
        """The groups whose items make the score."""
        return tuple(group for group in self.groups if group.role is GroupRole.SCORED)

    def under(self, conditions: Mapping[str, str]) -> frozenset[str]:
        """The conditions of a test as "code:choice", the usual one where none was named."""
        return frozenset(
            f"{condition.code}:{conditions.get(condition.code, condition.usual)}"
            for condition in self.conditions
        )

    def profile(self, code: str | None = None) -> ThresholdProfile:
        """The threshold profile with this code; the first one is the default.

        Raises:
            UnknownProfile: the instrument has no such profile.
        """
        if code is None:
            return self.profiles[0]
        for profile in self.profiles:
            if profile.code == code:
                return profile
        known = ", ".join(profile.code for profile in self.profiles)
        raise UnknownProfile(f"{self.code} has no threshold profile {code}; it has {known}")

    def cut_off(self, profile: str | None = None) -> CutOff | None:
        """The line that a chart draws under a threshold profile, if there is a fixed one."""
        chosen = self.profile(profile).code
        for line in self.cut_offs:
            if line.profile in ("", chosen):
                return line
        return None
