"""From the records to the proposal, and from the proposal to what a clinician signs."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.db import db
from clinic.domain.falls import HealthEventKind, NearFallDetails, ReviewOutcome, Setting
from clinic.domain.progression_decisions import (
    ProposalAnswer,
    StepDecision,
    StepNotPossible,
    StepRefusal,
)
from clinic.domain.routines import RoutineState
from clinic.domain.session_logs import LogStatus
from clinic.falls import queries as fall_queries
from clinic.falls.actions import record_health_event, record_near_fall, review
from clinic.ids import new_id
from clinic.progress import queries
from clinic.progress.actions import Reply, decide
from clinic.progress.facts import Course, read_facts
from clinic.progress.models import LogClosure
from clinic.progress.proposals import as_json, current_proposal, current_proposals
from clinic.progress.reviewing import NothingToReview, review_stop
from clinic.routines import queries as routines
from clinic.routines.actions import NotInForce, ReasonOwed, withdraw_routine
from clinic.routines.facts import clearance_for, prescription_facts
from clinic.session_logs import queries as session_logs
from tests import factories
from tests.factories import TODAY
from tests.progress.course import NOON, ago, log, make_course, measure
from tests.routines import cases

pytestmark = pytest.mark.usefixtures("inside")


def proposal_of(episode, today=TODAY):
    return current_proposal(episode, today=today).proposal


def sign(episode, decision, by, *, reason="Seen today.", at=NOON, **reply):
    return decide(
        episode,
        decision,
        reason=reason,
        record_id=new_id(),
        by=by.actor,
        at=at,
        today=TODAY,
        reply=Reply(**reply),
    )


def settle(episode, outcome, by, *, note="Pressure normal, sat up too fast.", at=NOON):
    return review_stop(
        episode, outcome, note=note, record_id=new_id(), by=by.actor, at=at, today=TODAY
    )


def closed_logs(episode):
    return set(
        db.session.scalars(
            sa.select(LogClosure.session_log_id).where(LogClosure.episode_id == episode.id)
        )
    )


# --- four courses ----------------------------------------------------------------------------


def test_who_improves_is_proposed_the_next_level(ana):
    current = current_proposal(make_course(ana), today=TODAY)
    assert current.proposal.reason_id == "A01_advance"
    assert current.proposal.new_level == 5
    assert current.minutes == Decimal(8)
    assert current.open_decision is StepDecision.ADVANCE


def test_who_fell_at_home_is_stopped_until_it_is_reviewed(ana):
    episode = make_course(ana, screened_on=ago(20))
    cases.fall(episode, ana, on=ago(1))
    proposal = proposal_of(episode)
    assert proposal.reason_id == "S02_fall"
    assert [event.on for event in proposal.decided_by.grounds.events] == [ago(1)]
    assert [match.rule.code for match in proposal.also_noted] == ["S08"]


def test_who_was_dizzy_twice_is_stopped(ana):
    brief = {"symptoms": ["dizziness_brief"]}
    episode = make_course(ana, brief, brief)
    proposal = proposal_of(episode)
    assert proposal.reason_id == "S07_dizziness"
    assert [one.on for one in proposal.decided_by.grounds.logs] == [ago(4), ago(2)]


def test_who_was_away_for_eight_weeks_is_placed_again(ana):
    episode = make_course(ana, trained=(70, 60, 57), tests={})
    assert proposal_of(episode).reason_id == "S12_long_gap"


# --- records as facts ------------------------------------------------------------------------


def test_a_training_partly_done_counts_and_a_missed_one_does_not(ana):
    episode = make_course(
        ana,
        {"status": LogStatus.PARTLY, "completed_fraction": Decimal("0.95")},
        {"status": LogStatus.MISSED, "days_ago": 1, "completed_fraction": None},
    )
    case = proposal_of(episode).situation
    assert len(case.counted) == 6
    assert case.last_done_on == ago(4)


def test_an_amended_log_counts_once(ana):
    episode = make_course(ana)
    first = log(episode, ana, 1, effort=9)
    log(episode, ana, 1, effort=4, supersedes_id=first.id)
    assert proposal_of(episode).reason_id == "A01_advance"


def test_a_near_fall_at_home_is_closed_with_its_review(ana):
    away = {"near_falls": 1, "setting": Setting.HOME}
    episode = make_course(ana, away)
    details = NearFallDetails(happened_on=ago(2), setting=Setting.HOME)
    event = record_near_fall(episode, details, by=ana.actor, at=NOON)
    assert proposal_of(episode).reason_id == "S09_near_fall_home"
    review(event, episode, ReviewOutcome.RESUME, note="Rug taken away", by=ana.actor, at=NOON)
    cases.screen(episode, ana, at=NOON)
    assert len(proposal_of(episode).situation.counted) == 6


def test_a_log_with_another_stop_stays_open_when_its_fall_is_reviewed(ana):
    episode = make_course(ana, {"falls": 1, "symptoms": ["chest_pain"]})
    event = cases.fall(episode, ana, on=ago(2))
    review(event, episode, ReviewOutcome.RESUME, note="Slipped", by=ana.actor, at=NOON)
    assert proposal_of(episode).reason_id == "S01_red_flag"


def test_heart_disease_that_was_cleared_caps_the_effort(ana):
    episode = make_course(ana)
    routine = routines.current_routine(episode)
    clearance = clearance_for(episode, routines.plan_of(routine), today=TODAY)
    screened = cases.screen(episode, ana, yes=("CS22",), at=NOON)
    assert screened is not None
    capped = clearance_for(episode, routines.plan_of(routine), today=TODAY)
    found = {
        one: read_facts(
            [Course(episode_id=episode.id, routine=routine, clearance=given)], today=TODAY
        )[episode.id].facts.prescription.limits.effort_max
        for one, given in (("before", clearance), ("after", capped))
    }
    assert found == {"before": None, "after": Decimal(4)}


def test_a_test_that_could_not_be_done_is_a_decline(ana):
    episode = make_course(ana)
    measure(episode, ana, "bwt3m", None, on=ago(1))
    proposal = proposal_of(episode)
    assert proposal.decided_by.rule.code == "R07"
    assert proposal.match("H13_assessment_decline").grounds.tests == ("bwt3m",)


def test_the_proposals_of_many_courses_are_those_of_each(ana):
    episodes = [make_course(ana), make_course(ana, {"effort": 9})]
    courses = [
        Course(
            episode_id=episode.id,
            routine=(routine := routines.current_routine(episode)),
            clearance=clearance_for(episode, routines.plan_of(routine), today=TODAY),
        )
        for episode in episodes
    ]
    found = current_proposals(courses, today=TODAY)
    assert [found[episode.id].proposal.reason_id for episode in episodes] == [
        "A01_advance",
        "R04_effort_too_high",
    ]


def test_without_a_routine_there_is_no_proposal(ana):
    episode = factories.make_episode(ana)
    assert current_proposal(episode, today=TODAY) is None
    with pytest.raises(NotInForce):
        sign(episode, StepDecision.HOLD, ana)
    with pytest.raises(NotInForce):
        settle(episode, ReviewOutcome.RESUME, ana)


# --- deciding --------------------------------------------------------------------------------


def test_an_accepted_proposal_keeps_its_rule_its_reasons_and_its_inputs(ana):
    episode = make_course(ana)
    current = current_proposal(episode, today=TODAY)
    signed = sign(episode, StepDecision.ADVANCE, ana, reason="")
    assert signed.answer is ProposalAnswer.ACCEPTED
    assert (signed.new_level, signed.new_minutes) == (5, Decimal(8))
    assert signed.reason == "All criteria met: propose the next level."
    assert signed.proposal == as_json(current)
    assert signed.proposal["inputs"]["tests"]["bwt3m"] == {"value": "8.00", "on": "2026-03-16"}
    assert len(signed.proposal["inputs"]["logs"]) == 3


def test_the_answer_stands_until_something_is_told(ana):
    episode = make_course(ana)
    signed = sign(episode, StepDecision.ADVANCE, ana)
    current = current_proposal(episode, today=TODAY)
    assert current.answered_by is signed
    assert current.open_decision is None
    log(episode, ana, 0, at=NOON + timedelta(hours=1))
    assert current_proposal(episode, today=TODAY).answered_by is None


def test_a_difference_from_the_proposal_needs_its_reason(ana):
    episode = make_course(ana)
    with pytest.raises(ReasonOwed):
        sign(episode, StepDecision.HOLD, ana, reason=" ")
    signed = sign(episode, StepDecision.HOLD, ana, reason="Wants one more week.")
    assert signed.answer is ProposalAnswer.CHANGED
    assert signed.new_minutes == Decimal(10)


def test_other_minutes_than_proposed_are_a_change(ana):
    episode = make_course(ana)
    signed = sign(episode, StepDecision.ADVANCE, ana, minutes=Decimal(9))
    assert (signed.answer, signed.new_minutes) == (ProposalAnswer.CHANGED, Decimal(9))


def test_a_step_back_that_is_rejected_closes_the_logs_that_caused_it(ana):
    hard = {"effort": 7}
    episode = make_course(ana, hard, hard)
    assert proposal_of(episode).reason_id == "R04_effort_too_high"
    signed = sign(episode, StepDecision.HOLD, ana, answer=ProposalAnswer.REJECTED)
    assert signed.new_level == 4
    assert len(closed_logs(episode)) == 2
    told = db.session.scalars(
        sa.select(AuditEvent).where(AuditEvent.action == "session_log.closed")
    ).all()
    assert len(told) == 2
    assert proposal_of(episode).decided_by.rule.code != "R04"


def test_a_step_back_that_is_accepted_closes_nothing(ana):
    hard = {"effort": 7}
    episode = make_course(ana, hard, hard)
    signed = sign(episode, StepDecision.REGRESS, ana)
    assert (signed.answer, signed.new_level) == (ProposalAnswer.ACCEPTED, 3)
    assert signed.new_minutes == Decimal("7.5")
    assert closed_logs(episode) == set()


def test_a_test_below_entry_that_was_rejected_is_not_asked_again_until_the_next_test(ana):
    episode = make_course(ana, tests={"berg": 35, "tug": 14, "bwt3m": 8})
    assert proposal_of(episode).reason_id == "R07_below_entry"
    sign(episode, StepDecision.HOLD, ana, answer=ProposalAnswer.REJECTED)
    log(episode, ana, 0, at=NOON + timedelta(hours=1))
    assert proposal_of(episode).match("R07_below_entry") is None
    measure(episode, ana, "berg", 34, on=TODAY + timedelta(days=1))
    assert proposal_of(episode, TODAY + timedelta(days=1)).reason_id == "R07_below_entry"


def test_a_form_with_items_missing_is_no_decline_and_no_test_failed(ana):
    episode = make_course(ana)
    cases.measure(episode, ana, "berg", None, on=ago(1))
    proposal = proposal_of(episode)
    assert proposal.match("H13_assessment_decline") is None
    assert proposal.match("R07_below_entry") is None


def test_a_decline_that_was_looked_into_stands_in_nobodys_way(ana):
    episode = make_course(ana)
    measure(episode, ana, "tug", "17.5", on=ago(1))
    assert proposal_of(episode).reason_id == "H13_assessment_decline"
    sign(episode, StepDecision.HOLD, ana, decline_reviewed=True)
    assert proposal_of(episode).match("H13_assessment_decline") is None


def test_a_reduced_dose_is_the_ceiling_of_the_next_version(ana):
    episode = make_course(ana, {"near_falls": 1})
    routine = routines.current_routine(episode)
    assert queries.find_dose_ceiling(routine) is None
    signed = sign(episode, StepDecision.HOLD, ana)
    assert signed.new_minutes == Decimal(8)
    assert queries.find_dose_ceiling(routine) == Decimal(8)
    assert prescription_facts(episode, helper=None, today=TODAY).dose_ceiling_min == Decimal(8)


def test_a_step_up_is_no_ceiling(ana):
    episode = make_course(ana)
    sign(episode, StepDecision.ADVANCE, ana)
    assert queries.find_dose_ceiling(routines.current_routine(episode)) is None


# --- reviewing a stop ------------------------------------------------------------------------


def dizzy(by):
    brief = {"symptoms": ["dizziness_brief"]}
    return make_course(by, brief, brief)


def state(episode):
    return routines.state_of(routines.current_routine(episode), episode)


def test_a_stop_that_is_accepted_pauses_and_closes_nothing(ana):
    episode = dizzy(ana)
    sign(episode, StepDecision.STOP_AND_REVIEW, ana, reason="")
    assert state(episode) is RoutineState.PAUSED
    assert closed_logs(episode) == set()
    assert proposal_of(episode).reason_id == "S07_dizziness"


def test_a_review_that_resumes_closes_what_it_judged_and_training_goes_on(ana):
    episode = dizzy(ana)
    sign(episode, StepDecision.STOP_AND_REVIEW, ana)
    done = settle(episode, ReviewOutcome.RESUME, ana, at=NOON + timedelta(hours=1))
    assert len(closed_logs(episode)) == 2
    assert state(episode) is RoutineState.PRESCRIBED
    assert done.reason_id == "S07_dizziness"
    assert queries.list_reviews(episode) == [done]
    assert proposal_of(episode).decision is not StepDecision.STOP_AND_REVIEW


@pytest.mark.parametrize(
    "outcome", [ReviewOutcome.LOWER_LEVEL, ReviewOutcome.KEEP_PAUSED, ReviewOutcome.DISCHARGE]
)
def test_any_other_outcome_lets_training_rest(ana, outcome):
    episode = dizzy(ana)
    settle(episode, outcome, ana)
    assert state(episode) is RoutineState.PAUSED
    assert len(closed_logs(episode)) == 2


def test_a_review_closes_falls_and_changes_of_health_with_the_logs(ana):
    episode = make_course(ana, {"falls": 1}, screened_on=ago(20))
    cases.fall(episode, ana, on=ago(2))
    record_health_event(episode, HealthEventKind.SURGERY, happened_on=ago(1), by=ana.actor, at=NOON)
    settle(episode, ReviewOutcome.RESUME, ana, at=NOON + timedelta(hours=1))
    assert fall_queries.unreviewed(episode) == []
    current = current_proposal(episode, today=TODAY)
    assert current.proposal.reason_id == "S08_rescreen"
    cases.screen(episode, ana, at=NOON + timedelta(hours=2))
    assert proposal_of(episode).decision is not StepDecision.STOP_AND_REVIEW


def test_training_goes_on_only_past_the_gate(ana):
    episode = make_course(ana)
    sign(episode, StepDecision.STOP_AND_REVIEW, ana)
    cases.fall(episode, ana, on=ago(0), at=NOON + timedelta(minutes=1))
    settle(episode, ReviewOutcome.KEEP_PAUSED, ana, at=NOON + timedelta(hours=1))
    assert state(episode) is RoutineState.PAUSED


def test_below_level_1_the_review_closes_what_would_step_back(ana):
    episode = make_course(ana, {"effort": 9})
    routine = routines.current_routine(episode)
    routine.level = 1
    for row in session_logs.list_for(episode):
        row.level = 1
    db.session.flush()
    assert proposal_of(episode).reason_id == "S11_below_level_1"
    with pytest.raises(StepNotPossible) as refused:
        settle(episode, ReviewOutcome.LOWER_LEVEL, ana)
    assert refused.value.refusal is StepRefusal.LOWEST_LEVEL
    settle(episode, ReviewOutcome.RESUME, ana)
    assert proposal_of(episode).decision is not StepDecision.STOP_AND_REVIEW


def test_a_review_needs_a_stop_and_a_note(ana):
    with pytest.raises(NothingToReview):
        settle(make_course(ana), ReviewOutcome.RESUME, ana)
    with pytest.raises(ReasonOwed):
        settle(dizzy(ana), ReviewOutcome.RESUME, ana, note=" ")


def test_a_long_gap_that_was_reviewed_waits_for_the_next_training(ana):
    episode = make_course(ana, trained=(70, 60, 57), tests={})
    done = settle(episode, ReviewOutcome.RESUME, ana)
    current = current_proposal(episode, today=TODAY)
    assert current.proposal.reason_id == "S12_long_gap"
    assert current.answered_by is done


def test_a_withdrawn_routine_has_no_proposal(ana):
    episode = make_course(ana)
    withdraw_routine(
        routines.current_routine(episode),
        episode,
        "Moved away",
        on=TODAY,
        record_id=new_id(),
        by=ana.actor,
        at=datetime(2026, 3, 20, 13, tzinfo=UTC),
    )
    assert current_proposal(episode, today=TODAY) is None
