from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from clinic.audit.actions import record_new
from clinic.catalogue.ladder_definitions import get_ladder
from clinic.clock import day_of
from clinic.domain.clearance import require_granted
from clinic.domain.placement import PlacementAnswers
from clinic.domain.routines import RoutineState, StopKind
from clinic.episodes.actions import require_open
from clinic.episodes.models import Episode
from clinic.falls import queries as falls
from clinic.routines import queries
from clinic.routines.facts import (
    PlacementCase,
    clearance_for,
    placement_case,
)
from clinic.routines.models import Placement, Routine, RoutineStop
from clinic.web.access import Actor


class ReasonOwed(ValueError):
    """The clinician decided otherwise than proposed, and did not say why."""


class NotInForce(ValueError):
    """The routine was withdrawn or superseded, or is not in the state the act is for."""


# --- placing ---------------------------------------------------------------------------------


def place(
    episode: Episode,
    answers: PlacementAnswers,
    *,
    level: int,
    reason: str,
    record_id: UUID,
    by: Actor,
    at: datetime,
    today: date,
) -> Placement:
    """Keeps where the patient starts: what the rule proposed, and the level decided.

    Raises ReasonOwed when they differ without a reason, UnknownLevel for a level that is not there.
    """
    require_open(episode)
    ladder = get_ladder()
    case = placement_case(episode, answers, today=today)
    if level != case.proposal.level and not reason.strip():
        raise ReasonOwed("A level other than the one proposed needs a reason.")
    if level:
        ladder.level(level)
    placement = Placement(
        id=record_id,
        episode_id=episode.id,
        placed_on=today,
        inputs=_inputs(case),
        stand_supported_s=answers.stand_supported_s,
        stand_supported_on=answers.stand_supported_on,
        proposed_level=case.proposal.level,
        reason_id=case.proposal.reason.value,
        level=level,
        decision_reason=reason,
        ladder_code=ladder.code,
        ladder_version=ladder.version,
        at=at,
        by_id=by.clinician_id,
    )
    return record_new("placement.decided", placement, by=by, at=at, patient_id=episode.patient_id)


def _inputs(case: PlacementCase) -> dict[str, Any]:
    return {
        "tests": {
            code: {
                "value": str(test.value) if isinstance(test.value, Decimal) else "unable",
                "on": test.taken_on.isoformat(),
            }
            for code, test in case.tests.items()
        },
        "flags": sorted(case.flags),
        "base_level": case.proposal.base_level,
    }


# --- what becomes of it ----------------------------------------------------------------------


def withdraw_routine(
    routine: Routine,
    episode: Episode,
    reason: str,
    *,
    on: date,
    record_id: UUID,
    by: Actor,
    at: datetime,
) -> RoutineStop:
    """Ends the routine in force without another in its place.

    Raises NotInForce when it is over already.
    """
    if queries.state_of(routine, episode) not in (RoutineState.PRESCRIBED, RoutineState.PAUSED):
        raise NotInForce("This version is over.")
    return _stop(
        routine, episode, StopKind.WITHDRAWAL, reason, on=on, record_id=record_id, by=by, at=at
    )


def pause_routine(
    routine: Routine,
    episode: Episode,
    reason: str,
    *,
    on: date,
    record_id: UUID,
    by: Actor,
    at: datetime,
) -> RoutineStop:
    """Interrupts the routine until it is resumed or replaced.

    Raises NotInForce when it is not being done now.
    """
    if queries.state_of(routine, episode) is not RoutineState.PRESCRIBED:
        raise NotInForce("This version is not being done now.")
    return _stop(routine, episode, StopKind.PAUSE, reason, on=on, record_id=record_id, by=by, at=at)


def resume_routine(
    routine: Routine,
    episode: Episode,
    reason: str,
    *,
    on: date,
    record_id: UUID,
    by: Actor,
    at: datetime,
) -> RoutineStop:
    """Lets a paused routine go on, after every fall and change was reviewed and the gate opens.

    Raises NotInForce when it is not paused or an event waits for its review, and
    PrescribedWithoutClearance when the gate refuses.
    """
    paused = queries.state_of(routine, episode) is RoutineState.PAUSED
    if not paused or falls.unreviewed(episode):
        raise NotInForce("Review what happened before the routine goes on.")
    today = day_of(at, by.time_zone)
    require_granted(clearance_for(episode, queries.plan_of(routine), today=today))
    return _stop(
        routine, episode, StopKind.RESUMPTION, reason, on=on, record_id=record_id, by=by, at=at
    )


def _stop(
    routine: Routine,
    episode: Episode,
    kind: StopKind,
    reason: str,
    *,
    on: date,
    record_id: UUID,
    by: Actor,
    at: datetime,
) -> RoutineStop:
    require_open(episode)
    if not reason.strip():
        raise ReasonOwed("Say why.")
    stop = RoutineStop(
        id=record_id,
        routine_id=routine.id,
        kind=kind,
        on=on,
        reason=reason,
        at=at,
        by_id=by.clinician_id,
    )
    return record_new(_STOP_ACTIONS[kind], stop, by=by, at=at, patient_id=episode.patient_id)


_STOP_ACTIONS = {
    StopKind.WITHDRAWAL: "routine.withdrawn",
    StopKind.PAUSE: "routine.paused",
    StopKind.RESUMPTION: "routine.resumed",
}
