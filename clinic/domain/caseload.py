"""Who needs a clinician today, and in which order: by what happens if nobody looks.

Source: design.md, section 4, caseload: fall reported, stop and review, clearance pending or
expired, re-assessment due, nothing logged for 10 days, ready to step up. The order and the 10 days
are house rules [?]; re-assessment intervals belong to the levels of the ladder (programme reference
3.1); what stops, steps up or is done too seldom is the decision table's (3.4).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from clinic.domain.findings import ChecklistStatus

NOTHING_LOGGED_DAYS: Final = 10
"""Days without a session log after which somebody asks. Source: design.md, section 4 [?]."""


class NeedKind(StrEnum):
    """Why a patient needs somebody today, the gravest consequence first."""

    FALL_REPORTED = "fall_reported"
    STOP_AND_REVIEW = "stop_and_review"
    CLEARANCE_PENDING = "clearance_pending"
    SCREEN_DUE = "screen_due"
    REASSESSMENT_DUE = "reassessment_due"
    NO_ROUTINE = "no_routine"
    NOTHING_LOGGED = "nothing_logged"
    LOW_ADHERENCE = "low_adherence"
    READY_TO_STEP_UP = "ready_to_step_up"


URGENT: Final = frozenset({NeedKind.FALL_REPORTED, NeedKind.STOP_AND_REVIEW})
"""What cannot wait until the end of the day."""

_DUE: Final = frozenset(
    {
        ChecklistStatus.INCOMPLETE,
        ChecklistStatus.CAUTION_UNMITIGATED,
        ChecklistStatus.EXPIRED,
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenFall:
    """A fall that no clinician has reviewed.

    Attributes:
        grave: a fracture, a knock to the head, a blackout, medical care, or not able to rise.
    """

    on: date
    grave: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseloadFacts:
    """What is known about an open episode on the day it is looked at.

    Attributes:
        falls: falls that wait for a review.
        open_events: days of near falls and health events that wait for a review.
        stop_decided_on: a stop and review that nobody has resolved, or None.
        screen: the clinical screen's status today, and `screen_since` the day that matters for
            it: of the signing, the event, or the last valid day.
        overridden: a clinician's override answers what the screen holds back.
        reassess_days: the interval of the level in force; None without a routine.
        routine_since: first day of the routine in force, or None.
        paused: the routine in force is paused.
        stop_proposed_since: a stop that the decision table proposes from session logs or a long
            gap, and nobody has answered.
        seldom_since: trainings in the last two weeks are too far below the plan.
        step_up_since: a step up is proposed, and nobody has answered.
    """

    enrolled_on: date
    screen: ChecklistStatus
    screen_since: date | None = None
    overridden: bool = False
    falls: tuple[OpenFall, ...] = ()
    open_events: tuple[date, ...] = ()
    stop_decided_on: date | None = None
    last_assessed_on: date | None = None
    reassess_days: int | None = None
    routine_since: date | None = None
    paused: bool = False
    last_logged_on: date | None = None
    stop_proposed_since: date | None = None
    seldom_since: date | None = None
    step_up_since: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Need:
    """One reason to look at a patient today.

    Attributes:
        since: the day from which it is open; the longer, the sooner it is shown.
        grave: comes first among its kind.
    """

    kind: NeedKind
    since: date
    grave: bool = False

    @property
    def urgent(self) -> bool:
        """Whether it is a fall or a stop."""
        return self.kind in URGENT

    @property
    def rank(self) -> tuple[int, bool, date]:
        """For sorting: the gravest consequence first, then the longest wait."""
        return (list(NeedKind).index(self.kind), not self.grave, self.since)


def needs(facts: CaseloadFacts, *, today: date) -> tuple[Need, ...]:
    """Every reason to look at this patient today, the gravest first; empty when on course."""
    return tuple(sorted(_needs(facts, today), key=lambda need: need.rank))


def reassessment_due_on(facts: CaseloadFacts) -> date:
    """The day from which a re-assessment is due; the day of enrolment when nothing was measured.

    Without a routine there is no interval, and what was measured holds: the last day of time.

    Source: programme reference 3.1, "re-test every (days)".
    """
    if facts.last_assessed_on is None:
        return facts.enrolled_on
    if facts.reassess_days is None:
        return date.max
    return facts.last_assessed_on + timedelta(days=facts.reassess_days)


def is_due_this_week(facts: CaseloadFacts, *, today: date) -> bool:
    """Whether a re-assessment is due by the end of this week, Sunday, or was before."""
    sunday = today + timedelta(days=6 - today.weekday())
    return reassessment_due_on(facts) <= sunday


def nothing_logged_since(facts: CaseloadFacts) -> date | None:
    """The last log, or the first day of the routine; None when no log is expected."""
    if facts.routine_since is None or facts.paused:
        return None
    if facts.last_logged_on is None:
        return facts.routine_since
    return max(facts.last_logged_on, facts.routine_since)


def _needs(facts: CaseloadFacts, today: date) -> Iterator[Need]:
    yield from _falls_and_stops(facts)
    yield from _screen(facts)
    due_on = reassessment_due_on(facts)
    if due_on <= today:
        yield Need(kind=NeedKind.REASSESSMENT_DUE, since=due_on)
    elif facts.routine_since is None and _may_train(facts):
        yield Need(kind=NeedKind.NO_ROUTINE, since=facts.last_assessed_on or facts.enrolled_on)
    silent_since = nothing_logged_since(facts)
    if silent_since and today - silent_since >= timedelta(days=NOTHING_LOGGED_DAYS):
        yield Need(kind=NeedKind.NOTHING_LOGGED, since=silent_since)
    elif facts.seldom_since:
        yield Need(kind=NeedKind.LOW_ADHERENCE, since=facts.seldom_since)
    if facts.step_up_since:
        yield Need(kind=NeedKind.READY_TO_STEP_UP, since=facts.step_up_since)


def _may_train(facts: CaseloadFacts) -> bool:
    held = facts.screen in _DUE and not facts.overridden
    barred = facts.screen in (ChecklistStatus.ABSOLUTE_STOP, ChecklistStatus.CLEARANCE_PENDING)
    return not (held or barred or facts.falls or facts.open_events or facts.stop_decided_on)


def _falls_and_stops(facts: CaseloadFacts) -> Iterator[Need]:
    if facts.falls:
        yield Need(
            kind=NeedKind.FALL_REPORTED,
            since=min(fall.on for fall in facts.falls),
            grave=any(fall.grave for fall in facts.falls),
        )
    stops = [*facts.open_events]
    if facts.stop_decided_on:
        stops.append(facts.stop_decided_on)
    if facts.stop_proposed_since:
        stops.append(facts.stop_proposed_since)
    if facts.screen is ChecklistStatus.ABSOLUTE_STOP:
        stops.append(facts.screen_since or facts.enrolled_on)
    if stops:
        yield Need(kind=NeedKind.STOP_AND_REVIEW, since=min(stops))


def _screen(facts: CaseloadFacts) -> Iterator[Need]:
    since = facts.screen_since or facts.enrolled_on
    if facts.screen is ChecklistStatus.CLEARANCE_PENDING:
        yield Need(kind=NeedKind.CLEARANCE_PENDING, since=since)
    elif facts.screen in _DUE and not facts.overridden:
        yield Need(kind=NeedKind.SCREEN_DUE, since=since)
