from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from clinic.audit.actions import record_event, record_new
from clinic.catalogue.ladder_definitions import get_ladder
from clinic.db import db
from clinic.domain.dose_actions import minutes_after
from clinic.domain.progression import Match
from clinic.domain.progression_decisions import (
    ProposalAnswer,
    StepDecision,
    new_level,
    require_possible,
    usual_dose_action,
)
from clinic.episodes.actions import require_open
from clinic.episodes.models import Episode
from clinic.ids import new_id
from clinic.progress import queries
from clinic.progress.models import LogClosure, ProgressionDecision
from clinic.progress.proposals import CurrentProposal, as_json, current_proposal
from clinic.routines.actions import NotInForce, ReasonOwed, pause_routine
from clinic.routines.models import Routine
from clinic.routines.queries import current_routine
from clinic.web.access import Actor

STEP_BACK_REJECTED = frozenset({StepDecision.HOLD, StepDecision.ADVANCE})


class Reply(NamedTuple):
    """What was said to a proposal besides the step; what is left out follows from the step."""

    answer: ProposalAnswer | None = None
    minutes: Decimal | None = None
    decline_reviewed: bool = False


SIMPLY = Reply()


class Ruling(NamedTuple):
    """What a decision amounts to beside the proposal: the answer, and the practice minutes."""

    answer: ProposalAnswer
    minutes: Decimal


def ruling_on(
    current: CurrentProposal, decision: StepDecision, routine: Routine, reply: Reply = SIMPLY
) -> Ruling:
    """The ruling that a decision amounts to; minutes not named are those the step usually has."""
    proposed = decision is current.proposal.decision
    usual = minutes_after(
        usual_dose_action(decision),
        routine.backward_min,
        level=routine.level,
        ladder=get_ladder(routine.ladder_code, routine.ladder_version),
    )
    answer = reply.answer
    if answer is None:
        accepted = proposed and reply.minutes in (None, current.minutes)
        answer = ProposalAnswer.ACCEPTED if accepted else ProposalAnswer.CHANGED
    if answer is ProposalAnswer.ACCEPTED:
        return Ruling(answer, current.minutes)
    return Ruling(answer, usual if reply.minutes is None else reply.minutes)


def decide(
    episode: Episode,
    decision: StepDecision,
    *,
    reason: str,
    record_id: UUID,
    by: Actor,
    at: datetime,
    today: date,
    reply: Reply = SIMPLY,
) -> ProgressionDecision:
    """Signs what a clinician decided about the next step, beside the proposal as it stands.

    A stop and review pauses the routine. A step back that was rejected closes the session logs
    that caused it.

    Raises:
        EpisodeClosed: the episode was closed.
        NotInForce: no routine is in force, so there is no step to decide.
        StepNotPossible: the decision cannot be signed now.
        ReasonOwed: it differs from the proposal, and nobody said why.
    """
    routine, current = _standing(episode, today=today)
    require_possible(decision, queries.step_facts(episode, routine, today=today))
    ruling = ruling_on(current, decision, routine, reply)
    if ruling.answer is not ProposalAnswer.ACCEPTED and not reason.strip():
        raise ReasonOwed("Say why you decide otherwise than proposed.")
    signed = ProgressionDecision(
        id=record_id,
        episode_id=episode.id,
        routine_id=routine.id,
        decided_on=today,
        level=routine.level,
        decision=decision,
        new_level=new_level(decision, routine.level),
        new_minutes=None if decision is StepDecision.STOP_AND_REVIEW else ruling.minutes,
        reason=reason.strip() or current.proposal.decided_by.rule.reason,
        answer=ruling.answer,
        reason_id=current.proposal.reason_id,
        decline_reviewed=reply.decline_reviewed,
        proposal=as_json(current),
        at=at,
        by_id=by.clinician_id,
    )
    record_new("progression.decided", signed, by=by, at=at, patient_id=episode.patient_id)
    if decision is StepDecision.STOP_AND_REVIEW:
        _pause(routine, episode, f"Stop and review: {signed.reason}", by=by, at=at, today=today)
    if _rejects_step_back(current, decision):
        matches = (current.proposal.decided_by, *current.proposal.also_noted)
        caused_by = (match for match in matches if match.rule.regresses)
        close_logs(episode, caused_by, decision_id=signed.id, by=by, at=at)
    return signed


def close_logs(
    episode: Episode,
    matches: Iterable[Match],
    *,
    stop_review_id: UUID | None = None,
    decision_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> list[LogClosure]:
    """Closes the session logs that these rules rest on: they count for gap and adherence only."""
    judged = dict.fromkeys(log.id for match in matches for log in match.grounds.logs if log.id)
    closures = [
        LogClosure(
            episode_id=episode.id,
            session_log_id=log_id,
            stop_review_id=stop_review_id,
            decision_id=decision_id,
            at=at,
            by_id=by.clinician_id,
        )
        for log_id in judged
    ]
    db.session.flush()
    db.session.add_all(closures)
    for closure in closures:
        record_event("session_log.closed", closure, by=by, at=at, patient_id=episode.patient_id)
    return closures


def _standing(episode: Episode, *, today: date) -> tuple[Routine, CurrentProposal]:
    require_open(episode)
    routine = current_routine(episode)
    current = current_proposal(episode, today=today)
    if routine is None or current is None:
        raise NotInForce("A step is decided about a routine in force.")
    return routine, current


def _rejects_step_back(current: CurrentProposal, decision: StepDecision) -> bool:
    return current.proposal.decision is StepDecision.REGRESS and decision in STEP_BACK_REJECTED


def _pause(
    routine: Routine, episode: Episode, reason: str, *, by: Actor, at: datetime, today: date
) -> None:
    pause_routine(routine, episode, reason, on=today, record_id=new_id(), by=by, at=at)
