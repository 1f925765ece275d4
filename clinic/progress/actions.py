from datetime import date, datetime
from uuid import UUID

from clinic.audit.actions import record_event
from clinic.db import db
from clinic.domain.progression_decisions import StepDecision, new_level, require_possible
from clinic.episodes.actions import require_open
from clinic.episodes.models import Episode
from clinic.ids import new_id
from clinic.progress import queries
from clinic.progress.models import ProgressionDecision
from clinic.routines.actions import NotInForce, pause_routine
from clinic.routines.queries import current_routine
from clinic.web.access import Actor


def decide(
    episode: Episode,
    decision: StepDecision,
    *,
    reason: str,
    record_id: UUID,
    by: Actor,
    at: datetime,
    today: date,
) -> ProgressionDecision:
    """Signs what a clinician decided about the next step. A stop and review pauses the routine.

    Raises:
        EpisodeClosed: the episode was closed.
        NotInForce: no routine is in force, so there is no step to decide.
        StepNotPossible: the decision cannot be signed now.
    """
    require_open(episode)
    routine = current_routine(episode)
    if routine is None:
        raise NotInForce("A step is decided about a routine in force.")
    require_possible(decision, queries.step_facts(episode, routine, today=today))
    signed = ProgressionDecision(
        id=record_id,
        episode_id=episode.id,
        routine_id=routine.id,
        decided_on=today,
        level=routine.level,
        decision=decision,
        new_level=new_level(decision, routine.level),
        reason=reason,
        at=at,
        by_id=by.clinician_id,
    )
    db.session.add(signed)
    record_event("progression.decided", signed, by=by, at=at, patient_id=episode.patient_id)
    if decision is StepDecision.STOP_AND_REVIEW:
        pause_routine(
            routine,
            episode,
            f"Stop and review: {reason}",
            on=today,
            record_id=new_id(),
            by=by,
            at=at,
        )
    return signed
