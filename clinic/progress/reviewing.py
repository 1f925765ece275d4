"""The review of a stop: what became of it, and which records it closes."""

from datetime import date, datetime
from uuid import UUID

from clinic.audit.actions import record_new
from clinic.domain.falls import ReviewOutcome
from clinic.domain.progression import Match
from clinic.domain.progression_decisions import StepDecision, StepNotPossible, StepRefusal
from clinic.domain.routines import RoutineState
from clinic.episodes.actions import require_open
from clinic.episodes.models import Episode
from clinic.falls import actions as falls
from clinic.falls import queries as fall_queries
from clinic.ids import new_id
from clinic.precautions.queries import current_clearance
from clinic.progress.actions import close_logs
from clinic.progress.models import StopReview
from clinic.progress.proposals import CurrentProposal, as_json, current_proposal
from clinic.routines.actions import NotInForce, ReasonOwed, pause_routine, resume_routine
from clinic.routines.models import Routine
from clinic.routines.queries import current_routine, state_of
from clinic.web.access import Actor

LOWEST_LEVEL = 1


class NothingToReview(ValueError):
    """No rule asks for a stop: somebody reviewed it meanwhile, or a record was amended."""


def review_stop(
    episode: Episode,
    outcome: ReviewOutcome,
    *,
    note: str,
    record_id: UUID,
    by: Actor,
    at: datetime,
    today: date,
) -> StopReview:
    """Signs what a clinician found, and closes the session logs and events that were judged.

    Whatever the outcome, training goes on only past the gate: after a fall or a change of health
    the clinical screen is repeated first.

    Raises:
        EpisodeClosed: the episode was closed.
        NotInForce: no routine is in force.
        NothingToReview: the proposal is no stop.
        StepNotPossible: a lower level was decided at the lowest.
        ReasonOwed: the note is empty.
    """
    require_open(episode)
    routine, current = current_routine(episode), current_proposal(episode, today=today)
    if routine is None or current is None:
        raise NotInForce("A stop is reviewed while a routine is in force.")
    if current.proposal.decision is not StepDecision.STOP_AND_REVIEW:
        raise NothingToReview
    if outcome is ReviewOutcome.LOWER_LEVEL and routine.level <= LOWEST_LEVEL:
        raise StepNotPossible(StepRefusal.LOWEST_LEVEL)
    if not note.strip():
        raise ReasonOwed("Say what you found.")
    review = StopReview(
        id=record_id,
        episode_id=episode.id,
        routine_id=routine.id,
        reviewed_on=today,
        level=routine.level,
        outcome=outcome,
        note=note,
        reason_id=current.proposal.reason_id,
        proposal=as_json(current),
        at=at,
        by_id=by.clinician_id,
    )
    record_new("stop.reviewed", review, by=by, at=at, patient_id=episode.patient_id)
    close_logs(episode, judged(current), stop_review_id=review.id, by=by, at=at)
    _close_events(episode, current, outcome, note, by=by, at=at)
    _follow(routine, episode, review, by=by, at=at, today=today)
    return review


def judged(current: CurrentProposal) -> list[Match]:
    """The rules whose records a review closes: every stop, and at level 1 each step back."""
    matches = (current.proposal.decided_by, *current.proposal.also_noted)
    at_lowest = current.proposal.situation.level.number == LOWEST_LEVEL
    return [
        match
        for match in matches
        if match.rule.decision is StepDecision.STOP_AND_REVIEW
        or (at_lowest and match.rule.regresses)
    ]


def _close_events(
    episode: Episode,
    current: CurrentProposal,
    outcome: ReviewOutcome,
    note: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    known = {event.id for match in judged(current) for event in match.grounds.events}
    for event in fall_queries.unreviewed(episode):
        if event.id in known:
            falls.review(event, episode, outcome, note=note, by=by, at=at)


def _follow(
    routine: Routine, episode: Episode, review: StopReview, *, by: Actor, at: datetime, today: date
) -> None:
    """What the outcome does to the routine."""
    state, act = state_of(routine, episode), None
    if review.outcome is not ReviewOutcome.RESUME:
        act = pause_routine if state is RoutineState.PRESCRIBED else None
    elif state is RoutineState.PAUSED and current_clearance(episode, today=today).granted:
        act = resume_routine
    if act is not None:
        reason = f"Reviewed: {review.note}"
        act(routine, episode, reason, on=today, record_id=new_id(), by=by, at=at)
