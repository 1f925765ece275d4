"""Lines P of docs/states.md: the proposal of the next step, its answer, the review of a stop."""

from datetime import timedelta

import pytest

from clinic.domain.falls import ReviewOutcome
from clinic.domain.progression_decisions import ProposalAnswer, StepDecision, StepNotPossible
from clinic.domain.routines import RoutineState
from clinic.ids import new_id
from clinic.progress.actions import Reply, decide
from clinic.progress.proposals import current_proposal
from clinic.progress.reviewing import NothingToReview, review_stop
from clinic.routines.queries import current_routine, state_of
from tests.architecture.states_of_screens import entered
from tests.factories import TODAY
from tests.progress.course import NOON, log, make_course

BRIEF = {"symptoms": ["dizziness_brief"]}
HARD = {"effort": 7}


def p1_a_proposal_that_is_accepted_is_answered(app, ana):
    with entered(app, ana):
        episode = make_course(ana)
        signed = answer(episode, ana, StepDecision.ADVANCE)
        assert current(episode).answered_by is signed
        assert signed.answer is ProposalAnswer.ACCEPTED


def p2_answered_it_opens_again_with_the_next_log(app, ana):
    with entered(app, ana):
        episode = make_course(ana)
        answer(episode, ana, StepDecision.ADVANCE)
        log(episode, ana, 0, at=NOON + timedelta(hours=1))
        assert current(episode).answered_by is None


def p3_a_step_back_that_is_rejected_closes_its_logs(app, ana):
    with entered(app, ana):
        episode = make_course(ana, HARD, HARD)
        assert current(episode).proposal.decision is StepDecision.REGRESS
        answer(episode, ana, StepDecision.HOLD, answer=ProposalAnswer.REJECTED)
        assert len(current(episode).proposal.situation.counted) == 5


def p4_a_stop_that_is_accepted_pauses(app, ana):
    with entered(app, ana):
        episode = make_course(ana, BRIEF, BRIEF)
        answer(episode, ana, StepDecision.STOP_AND_REVIEW)
        assert state(episode) is RoutineState.PAUSED
        assert current(episode).proposal.decision is StepDecision.STOP_AND_REVIEW


def p5_a_stop_reviewed_to_resume_lets_training_go_on(app, ana):
    with entered(app, ana):
        episode = make_course(ana, BRIEF, BRIEF)
        answer(episode, ana, StepDecision.STOP_AND_REVIEW)
        settle(episode, ana, ReviewOutcome.RESUME)
        assert state(episode) is RoutineState.PRESCRIBED
        assert current(episode).proposal.decision is not StepDecision.STOP_AND_REVIEW


def p6_a_stop_reviewed_otherwise_lets_training_rest(app, ana):
    with entered(app, ana):
        episode = make_course(ana, BRIEF, BRIEF)
        settle(episode, ana, ReviewOutcome.KEEP_PAUSED)
        assert state(episode) is RoutineState.PAUSED


def p7_there_is_no_review_without_a_stop(app, ana):
    with entered(app, ana), pytest.raises(NothingToReview):
        settle(make_course(ana), ana, ReviewOutcome.RESUME)


def p8_a_paused_routine_takes_no_step_up(app, ana):
    with entered(app, ana):
        episode = make_course(ana)
        answer(episode, ana, StepDecision.STOP_AND_REVIEW)
        with pytest.raises(StepNotPossible):
            answer(episode, ana, StepDecision.ADVANCE)


def current(episode):
    return current_proposal(episode, today=TODAY)


def state(episode):
    return state_of(current_routine(episode), episode)


def answer(episode, by, decision, **reply):
    return decide(
        episode,
        decision,
        reason="Seen today.",
        record_id=new_id(),
        by=by.actor,
        at=NOON,
        today=TODAY,
        reply=Reply(**reply),
    )


def settle(episode, by, outcome):
    return review_stop(
        episode,
        outcome,
        note="Pressure normal.",
        record_id=new_id(),
        by=by.actor,
        at=NOON + timedelta(hours=1),
        today=TODAY,
    )
