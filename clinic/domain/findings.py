"""The words in which a checklist is read: status, findings, and the reasons against clearing.

Source: programme reference, section 4 (types, status ladder).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clinic.domain.checklists import (
    ChecklistDefinition,
    ChecklistItem,
    Effect,
    InvalidatingEvent,
    ItemId,
)


class ChecklistStatus(StrEnum):
    """The status of a checklist on a day, the most serious first.

    Source: programme.json `checklist_status.values`, in the order stated for `precaution_status`.
    """

    ABSOLUTE_STOP = "absolute_stop"
    CLEARANCE_PENDING = "clearance_pending"
    INCOMPLETE = "incomplete"
    CAUTION_UNMITIGATED = "caution_unmitigated"
    EXPIRED = "expired"
    CLEAR_WITH_MITIGATION = "clear_with_mitigation"
    CLEAR = "clear"


class FindingState(StrEnum):
    """Where a triggered item stands."""

    STOPS = "stops"
    AWAITS_CLEARANCE = "awaits_clearance"
    CLEARED = "cleared"
    UNMITIGATED = "unmitigated"
    MITIGATED = "mitigated"


class ReasonKind(StrEnum):
    """Why a checklist does not clear a patient, the most serious first."""

    STOP = "stop"
    CLEARANCE_NEEDED = "clearance_needed"
    CLEARANCE_TOO_OLD = "clearance_too_old"
    NEVER_COMPLETED = "never_completed"
    NOT_ANSWERED = "not_answered"
    LONG_OUT_OF_DATE = "long_out_of_date"
    EVENT_SINCE = "event_since"
    NO_MITIGATION = "no_mitigation"
    OUT_OF_DATE = "out_of_date"


_STATUS_OF_REASON: Mapping[ReasonKind, ChecklistStatus] = {
    ReasonKind.STOP: ChecklistStatus.ABSOLUTE_STOP,
    ReasonKind.CLEARANCE_NEEDED: ChecklistStatus.CLEARANCE_PENDING,
    ReasonKind.CLEARANCE_TOO_OLD: ChecklistStatus.CLEARANCE_PENDING,
    ReasonKind.NEVER_COMPLETED: ChecklistStatus.INCOMPLETE,
    ReasonKind.NOT_ANSWERED: ChecklistStatus.INCOMPLETE,
    ReasonKind.LONG_OUT_OF_DATE: ChecklistStatus.INCOMPLETE,
    ReasonKind.EVENT_SINCE: ChecklistStatus.INCOMPLETE,
    ReasonKind.NO_MITIGATION: ChecklistStatus.CAUTION_UNMITIGATED,
    ReasonKind.OUT_OF_DATE: ChecklistStatus.EXPIRED,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """A triggered item: what was found, and what was done about it."""

    item: ChecklistItem
    state: FindingState
    cleared_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """One reason why a checklist does not clear a patient.

    Attributes:
        item: the item it rests on, if it rests on one.
        event: the event that made the checklist void, if one did.
        on: the day that matters: a clearance's, the event's, or the last valid day.
    """

    kind: ReasonKind
    checklist_code: str
    item: ChecklistItem | None = None
    event: InvalidatingEvent | None = None
    on: date | None = None

    @property
    def status(self) -> ChecklistStatus:
        """The status this reason leads to when nothing worse applies."""
        return _STATUS_OF_REASON[self.kind]


@dataclass(frozen=True, kw_only=True, slots=True)
class ChecklistFindings:
    """What one checklist says on one day.

    Attributes:
        status: the first line of the status ladder that applies.
        reasons: everything that stands against clearing, the most serious first; empty when clear.
        findings: all triggered items, in the order of the checklist.
        valid_until: the last day on which the answers hold, or None when never completed.
        usable_until: the last day of grace; after it the checklist counts as not done.
    """

    definition: ChecklistDefinition
    as_of: date
    high_risk: bool
    completed_on: date | None
    status: ChecklistStatus
    reasons: tuple[Reason, ...]
    findings: tuple[Finding, ...]
    valid_until: date | None
    usable_until: date | None

    @property
    def deciding_reasons(self) -> tuple[Reason, ...]:
        """The reasons that made the status what it is; empty when the status is clear."""
        return tuple(reason for reason in self.reasons if reason.status is self.status)

    @property
    def effects(self) -> frozenset[Effect]:
        """The effects of all triggered items, whether their mitigation was ticked or not."""
        return frozenset(effect for finding in self.findings for effect in finding.item.effects)

    @property
    def same_day_items_due(self) -> tuple[ItemId, ...]:
        """Items to answer again before training today: none on the day the list was completed."""
        return () if self.completed_on == self.as_of else self.definition.same_day_items


def worst_status(statuses: Sequence[ChecklistStatus]) -> ChecklistStatus:
    """The most serious of several statuses: the precaution status of a plan.

    Raises:
        ValueError: no status is given.

    Source: programme reference, section 4: "the worst of clinical_screen and the
    treadmill/pool/stairs list that the plan uses".
    """
    return min(statuses, key=list(ChecklistStatus).index)
