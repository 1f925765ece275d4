"""The gate: may this patient exercise, under which conditions, and if not, why not.

Nothing is prescribed without a granted clearance. A refusal is a value with its reasons; going past
it is an exception.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from clinic.domain.checklists import Effect, ItemId
from clinic.domain.findings import (
    ChecklistFindings,
    ChecklistStatus,
    Finding,
    FindingState,
    Reason,
    ReasonKind,
    worst_status,
)

# A stop is never overridden, a clearance item not before the doctor's clearance (programme
# reference 2.3, V03), and an incomplete screen is answered first (3.4, S08). A caution without its
# action and a screen out of date within grace only hold the programme (3.4, H01 and H02): there the
# therapist may override with a reason.
OVERRIDABLE: Final = frozenset({ChecklistStatus.CAUTION_UNMITIGATED, ChecklistStatus.EXPIRED})


class Decision(StrEnum):
    """What the gate answers."""

    GRANTED = "granted"
    GRANTED_WITH_CONDITIONS = "granted_with_conditions"
    GRANTED_BY_OVERRIDE = "granted_by_override"
    REFUSED = "refused"


class NotOverridable(ValueError):
    """An override was asked for where the programme allows none, or without what makes it one."""


class ReasonKey(NamedTuple):
    """What an override names: the reason's kind, and the item it rests on if it rests on one."""

    kind: ReasonKind
    item_id: ItemId | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Override:
    """A therapist's decision to train although the gate refused.

    Attributes:
        covers: the reasons that stood when it was given; one that comes later is not covered.
        expires_on: the last day on which it counts.

    Raises:
        NotOverridable: no name, no reason, nothing covered, or it expires before it is given.
    """

    checklist_code: str
    covers: frozenset[ReasonKey]
    reason: str
    by: str
    given_on: date
    expires_on: date

    def __post_init__(self) -> None:
        if not self.reason.strip() or not self.by.strip():
            raise NotOverridable("an override names who decided and why")
        if not self.covers:
            raise NotOverridable("there is nothing to override")
        if self.expires_on < self.given_on:
            raise NotOverridable("an override cannot expire before it is given")

    def covers_on(self, reason: Reason, day: date) -> bool:
        """Whether it answers this reason on this day; an absolute stop is never answered."""
        return (
            reason.status in OVERRIDABLE
            and reason.checklist_code == self.checklist_code
            and reason_key(reason) in self.covers
            and self.given_on <= day <= self.expires_on
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition:
    """How the patient may train: the action for a caution, or what a doctor's clearance is tied to.

    Attributes:
        in_place: the action was ticked, or the clearance recorded; False only when the gate refused
            or an override went past it.
    """

    item_id: ItemId
    text: str
    effects: frozenset[Effect]
    in_place: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Clearance:
    """The gate's answer on one day.

    Attributes:
        status: the worst status of the checklists that were read: the `precaution_status`.
        reasons: why it was refused, or what an override went past; empty when plainly granted.
        conditions: what protects the patient while training, whatever the decision.
        effects: what triggered items do to placement and prescription (reference 2.3, V12).
        valid_until: the last day on which this answer can hold; None when refused.
        overrides: the overrides it rests on.
    """

    decision: Decision
    status: ChecklistStatus
    as_of: date
    reasons: tuple[Reason, ...]
    conditions: tuple[Condition, ...]
    effects: frozenset[Effect]
    findings: tuple[Finding, ...]
    valid_until: date | None
    overrides: tuple[Override, ...] = ()

    @property
    def granted(self) -> bool:
        """Whether exercise may be prescribed."""
        return self.decision is not Decision.REFUSED

    @property
    def triggered_items(self) -> frozenset[ItemId]:
        """All triggered items, for `blocked_by` and `caution_if` and for placement."""
        return frozenset(finding.item.id for finding in self.findings)


class PrescribedWithoutClearance(RuntimeError):
    """Somebody tried to prescribe past a refusal: the program broke its promise."""

    def __init__(self, clearance: Clearance) -> None:
        super().__init__(f"exercise is not cleared: {clearance.status.value}")
        self.clearance = clearance


def clear_to_exercise(
    *checklists: ChecklistFindings, overrides: Iterable[Override] = ()
) -> Clearance:
    """May the patient exercise today?

    Args:
        checklists: the clinical screen, and any list that the plan uses (treadmill, pool, stairs),
            all read on the same day.
        overrides: those on record; only what the programme lets be overridden is answered by them.

    Raises:
        ValueError: no checklist, or checklists read on different days.

    Source: programme reference 4 (worst of the lists), 2.3 V03 and 3.4 (what may be overridden).
    """
    if len({checklist.as_of for checklist in checklists}) != 1:
        raise ValueError("the gate needs checklists read on one day")
    as_of = checklists[0].as_of
    reasons = tuple(reason for checklist in checklists for reason in checklist.reasons)
    used = _used_overrides(reasons, overrides, as_of=as_of)
    findings = tuple(finding for checklist in checklists for finding in checklist.findings)
    decision = _decide(reasons, used, findings, as_of=as_of)
    return Clearance(
        decision=decision,
        status=worst_status([checklist.status for checklist in checklists]),
        as_of=as_of,
        reasons=reasons,
        conditions=tuple(_condition(found) for found in findings if _may_be_condition(found)),
        effects=frozenset(effect for checklist in checklists for effect in checklist.effects),
        findings=findings,
        valid_until=None if decision is Decision.REFUSED else _last_day(checklists, used),
        overrides=() if decision is Decision.REFUSED else used,
    )


def require_granted(clearance: Clearance) -> None:
    """Stop whoever goes on to prescribe past a refusal.

    Raises:
        PrescribedWithoutClearance: the clearance was refused.
    """
    if not clearance.granted:
        raise PrescribedWithoutClearance(clearance)


def may_be_overridden(findings: ChecklistFindings) -> bool:
    """Whether the programme lets a therapist override all that stands against clearing."""
    return bool(findings.reasons) and all(
        reason.status in OVERRIDABLE for reason in findings.reasons
    )


def override(findings: ChecklistFindings, *, reason: str, by: str, expires_on: date) -> Override:
    """The override of everything that stands against clearing on the day of the findings.

    Args:
        findings: the checklist as it stands today.
        reason: why, in the therapist's words.
        by: who decided.
        expires_on: the last day it counts; at most the last day of the checklist's grace.

    Raises:
        NotOverridable: a stop, a clearance that is not in, or an incomplete list stands in the way;
            or the override would outlive the checklist.

    Source: programme reference 2.3, V03.
    """
    if not may_be_overridden(findings):
        raise NotOverridable(f"{findings.status.value} may not be overridden")
    if findings.usable_until is None or expires_on > findings.usable_until:
        raise NotOverridable("an override cannot outlive its checklist")
    return Override(
        checklist_code=findings.definition.code,
        covers=frozenset(reason_key(found) for found in findings.reasons),
        reason=reason,
        by=by,
        given_on=findings.as_of,
        expires_on=expires_on,
    )


def reason_key(reason: Reason) -> ReasonKey:
    """The part of a reason that stays the same from day to day."""
    return ReasonKey(reason.kind, reason.item.id if reason.item else None)


def _used_overrides(
    reasons: Sequence[Reason], overrides: Iterable[Override], *, as_of: date
) -> tuple[Override, ...]:
    return tuple(
        candidate
        for candidate in overrides
        if any(candidate.covers_on(reason, as_of) for reason in reasons)
    )


def _decide(
    reasons: Sequence[Reason],
    overrides: Sequence[Override],
    findings: Sequence[Finding],
    *,
    as_of: date,
) -> Decision:
    if reasons:
        answered = all(any(o.covers_on(reason, as_of) for o in overrides) for reason in reasons)
        return Decision.GRANTED_BY_OVERRIDE if answered else Decision.REFUSED
    return Decision.GRANTED_WITH_CONDITIONS if findings else Decision.GRANTED


def _may_be_condition(finding: Finding) -> bool:
    # What a stop or an open clearance asks for is a reason to wait, not a way to train.
    return finding.state not in (FindingState.STOPS, FindingState.AWAITS_CLEARANCE)


def _condition(finding: Finding) -> Condition:
    return Condition(
        item_id=finding.item.id,
        text=finding.item.mitigation,
        effects=finding.item.effects,
        in_place=finding.state is not FindingState.UNMITIGATED,
    )


def _last_day(checklists: Sequence[ChecklistFindings], overrides: Sequence[Override]) -> date:
    days = [override.expires_on for override in overrides]
    for checklist in checklists:
        if checklist.valid_until is not None and checklist.valid_until >= checklist.as_of:
            days.append(checklist.valid_until)
        age = timedelta(checklist.definition.clearance_max_age_days)
        days += [day + age for day in _clearance_days(checklist)]
    return min(days)


def _clearance_days(checklist: ChecklistFindings) -> Iterator[date]:
    for found in checklist.findings:
        if found.state is FindingState.CLEARED and found.cleared_on is not None:
            yield found.cleared_on
