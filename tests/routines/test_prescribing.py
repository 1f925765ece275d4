"""The last lock: what prescribing asks, keeps and supersedes."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.db import db
from clinic.domain.clearance import PrescribedWithoutClearance
from clinic.domain.episodes import DischargeOutcome, DischargeReason, EpisodeClosed
from clinic.domain.falls import ReviewOutcome
from clinic.domain.plan import Rule, Where
from clinic.domain.routines import LevelPeriod, Period, RoutineState
from clinic.episodes.actions import discharge
from clinic.falls.actions import review
from clinic.ids import new_id
from clinic.routines import queries
from clinic.routines.actions import (
    NotInForce,
    ReasonOwed,
    pause_routine,
    resume_routine,
    withdraw_routine,
)
from clinic.routines.facts import prescription_facts
from clinic.routines.prescribing import PlanRefused, Prescription, prescribe_routine
from clinic.web.transactions import ChangedMeanwhile
from tests import factories
from tests.factories import TODAY
from tests.routines.cases import (
    MORNING,
    NOON,
    TRAINED,
    fall,
    place_at,
    prescribe,
    ready_episode,
    screen,
    template_plan,
)

LATER = NOON + timedelta(hours=1)
YESTERDAY = TODAY - timedelta(days=1)


def stop(act, routine, episode, by, *, reason="Away", at=LATER, on=TODAY):
    return act(routine, episode, reason, on=on, record_id=new_id(), by=by.actor, at=at)


def close(event, episode, by, outcome, *, at=LATER):
    return review(event, episode, outcome, note="", by=by.actor, at=at)


def write(episode, by, prescription):
    return prescribe_routine(
        episode, prescription, record_id=new_id(), by=by.actor, at=NOON, today=TODAY
    )


def test_a_template_is_prescribed_with_its_items_and_the_clearance_it_rests_on(inside):
    episode = ready_episode(inside, yes=("CS41",))
    routine = prescribe(episode, inside)
    assert (routine.number, routine.level, routine.backward_min) == (1, 3, 5)
    assert (routine.clinic_days, routine.home_days, routine.frequency_per_week) == (1, 2, 3)
    assert routine.setting is Where.CLINIC_OR_HOME
    assert routine.template_code == "moderate-community"
    assert [item.exercise_code for item in queries.list_items(routine)][:2] == [
        "warm-up-march",
        "bw-worktop",
    ]
    assert routine.clearance["decision"] == "granted_with_conditions"
    assert routine.conditions[0]["label"] == "Blood thinner"
    assert queries.state_of(routine, episode) is RoutineState.PRESCRIBED


def test_a_plan_comes_back_as_it_was_prescribed_to_the_digit(inside):
    episode = ready_episode(inside)
    plan, _ = template_plan(episode)
    assert queries.plan_of(prescribe(episode, inside)) == plan


def test_prescribing_is_in_the_audit_trail_with_every_dose(inside):
    routine = prescribe(ready_episode(inside), inside)
    event = db.session.scalars(
        sa.select(AuditEvent).where(AuditEvent.action == "routine.prescribed")
    ).one()
    assert event.record_id == routine.id
    assert len(event.changes["new"]["items"]) == len(queries.list_items(routine))


def test_nothing_is_prescribed_without_a_screen(inside):
    episode = factories.make_episode(inside)
    place_at(episode, inside, 3)
    plan, ticked = template_plan(episode)
    with pytest.raises(PrescribedWithoutClearance):
        write(episode, inside, Prescription(plan=plan, replaces=None, ticked=ticked))
    assert queries.list_versions(episode) == []


def test_a_fall_closes_the_gate_until_the_screen_is_answered_again(inside):
    episode = ready_episode(inside, screened_on=YESTERDAY)
    prescribe(episode, inside)
    fall(episode, inside)
    with pytest.raises(PrescribedWithoutClearance):
        prescribe(episode, inside, replaces=1)
    screen(episode, inside, at=LATER)
    assert prescribe(episode, inside, replaces=1).number == 2


def test_a_plan_that_breaks_a_rule_is_refused_whatever_was_ticked(inside):
    episode = ready_episode(inside)
    plan, ticked = template_plan(episode)
    items = [
        replace(item, dose=replace(item.dose, sets=99)) if item.dose.sets else item
        for item in plan.items
    ]
    too_much = replace(plan, items=tuple(items))
    with pytest.raises(PlanRefused) as refusal:
        write(episode, inside, Prescription(plan=too_much, replaces=None, ticked=ticked))
    assert {problem.rule for problem in refusal.value.problems} >= {Rule.DOSE_RANGE}


def test_a_warning_nobody_ticked_refuses_and_a_ticked_one_is_kept(inside):
    episode = ready_episode(inside, tests={"berg": 43})
    plan, ticked = template_plan(episode)
    with pytest.raises(PlanRefused):
        write(episode, inside, Prescription(plan=plan, replaces=None, helper=TRAINED))
    kept = write(
        episode, inside, Prescription(plan=plan, replaces=None, helper=TRAINED, ticked=ticked)
    ).acknowledged_warnings
    assert "V02:bw-worktop:four_stage" in {warning["key"] for warning in kept}


def test_a_reduced_dose_is_a_ceiling(inside):
    episode = ready_episode(inside)
    plan, ticked = template_plan(episode)
    reduced = Prescription(
        plan=plan,
        replaces=None,
        helper=TRAINED,
        ticked=ticked,
        dose_ceiling_min=Decimal("4.5"),
    )
    with pytest.raises(PlanRefused):
        write(episode, inside, reduced)


def test_the_second_of_two_clinicians_is_told_that_a_version_came_between(inside):
    episode = ready_episode(inside)
    prescribe(episode, inside)
    with pytest.raises(ChangedMeanwhile):
        prescribe(episode, inside)


def test_a_new_version_supersedes_and_the_old_one_stays_readable(inside):
    episode = ready_episode(inside)
    first = prescribe(episode, inside)
    second = prescribe(episode, inside, replaces=1, block=1, at=LATER)
    assert [routine.number for routine in queries.list_versions(episode)] == [2, 1]
    assert queries.current_routine(episode) is second
    assert queries.state_of(first, episode) is RoutineState.SUPERSEDED
    assert queries.get_version(episode, 1) is first
    assert len(queries.plan_of(first).items) == 5


def test_the_start_of_a_level_is_carried_over_while_the_level_stays(inside):
    episode = ready_episode(inside)
    first = prescribe(episode, inside, today=YESTERDAY + timedelta(days=1))
    first.level_start = YESTERDAY
    same = prescribe(episode, inside, replaces=1, at=LATER)
    assert same.level_start == YESTERDAY
    higher = prescribe(episode, inside, replaces=2, block=1, at=LATER)
    assert higher.level_start == TODAY


def test_a_level_begins_anew_after_a_withdrawal(inside):
    episode = ready_episode(inside)
    first = prescribe(episode, inside)
    first.level_start = YESTERDAY
    stop(withdraw_routine, first, episode, inside)
    assert prescribe(episode, inside, replaces=1, at=LATER).level_start == TODAY


def test_high_risk_stays_in_clinic_until_three_sessions_were_done_there(inside, monkeypatch):
    episode = ready_episode(inside, level=1, yes=("CS40",))
    plan, _ = template_plan(episode, code="frail-high-risk")
    assert {item.where for item in plan.items} == {Where.CLINIC}
    monkeypatch.setattr(queries, "_sources", [lambda _episode_id, _since: 3])
    plan, _ = template_plan(episode, code="frail-high-risk")
    assert plan.items[0].where is Where.CLINIC_OR_HOME


def test_a_withdrawn_routine_is_over_and_says_why(inside):
    episode = ready_episode(inside)
    routine = prescribe(episode, inside)
    withdrawal = stop(withdraw_routine, routine, episode, inside, reason="Moved to the pool")
    assert withdrawal.reason == "Moved to the pool"
    assert queries.current_routine(episode) is None
    assert queries.state_of(routine, episode) is RoutineState.WITHDRAWN
    with pytest.raises(NotInForce):
        stop(withdraw_routine, routine, episode, inside)


def test_a_pause_lasts_until_it_is_resumed(inside):
    episode = ready_episode(inside)
    routine = prescribe(episode, inside)
    stop(pause_routine, routine, episode, inside)
    assert queries.state_of(routine, episode) is RoutineState.PAUSED
    with pytest.raises(NotInForce):
        stop(pause_routine, routine, episode, inside)
    stop(resume_routine, routine, episode, inside, at=LATER + timedelta(hours=1))
    assert queries.state_of(routine, episode) is RoutineState.PRESCRIBED
    assert queries.list_pauses(episode) == [Period(starts_on=TODAY, ends_on=TODAY)]


def test_a_stop_without_a_reason_is_refused(inside):
    episode = ready_episode(inside)
    routine = prescribe(episode, inside)
    with pytest.raises(ReasonOwed):
        stop(pause_routine, routine, episode, inside, reason=" ")


def test_a_fall_pauses_until_it_is_reviewed_and_then_the_gate_decides(inside):
    episode = ready_episode(inside, screened_on=YESTERDAY)
    routine = prescribe(episode, inside)
    event = fall(episode, inside)
    assert queries.state_of(routine, episode) is RoutineState.PAUSED
    with pytest.raises(NotInForce):
        stop(resume_routine, routine, episode, inside)
    close(event, episode, inside, ReviewOutcome.RESUME)
    assert queries.state_of(routine, episode) is RoutineState.PRESCRIBED


def test_a_review_that_keeps_it_paused_holds_until_it_is_resumed_behind_the_gate(inside):
    episode = ready_episode(inside, screened_on=YESTERDAY)
    routine = prescribe(episode, inside)
    close(fall(episode, inside), episode, inside, ReviewOutcome.KEEP_PAUSED)
    assert queries.state_of(routine, episode) is RoutineState.PAUSED
    with pytest.raises(PrescribedWithoutClearance):
        stop(resume_routine, routine, episode, inside)
    screen(episode, inside, at=LATER)
    stop(resume_routine, routine, episode, inside, at=LATER + timedelta(hours=2))
    assert queries.state_of(routine, episode) is RoutineState.PRESCRIBED


def test_an_open_pause_ends_with_the_next_version(inside):
    episode = ready_episode(inside)
    first = prescribe(episode, inside)
    stop(pause_routine, first, episode, inside)
    assert queries.list_pauses(episode) == [Period(starts_on=TODAY, ends_on=None)]
    prescribe(episode, inside, replaces=1, at=LATER)
    assert queries.list_pauses(episode) == [Period(starts_on=TODAY, ends_on=TODAY)]


def test_the_level_is_that_of_the_routine_or_of_a_later_placement(inside):
    empty = factories.make_episode(inside, factories.make_patient(inside, record_number="HL-0001"))
    assert queries.current_level(empty) is None
    episode = ready_episode(inside, level=4)
    assert queries.current_level(episode) == 4
    prescribe(episode, inside)
    assert queries.current_level(episode) == 3
    place_at(episode, inside, 2, at=LATER)
    assert queries.current_level(episode) == 2


def test_a_review_for_the_lower_level_offers_the_level_below(inside):
    episode = ready_episode(inside, screened_on=YESTERDAY)
    prescribe(episode, inside)
    assert queries.level_to_prescribe(episode) == 3
    close(fall(episode, inside), episode, inside, ReviewOutcome.LOWER_LEVEL)
    assert queries.level_to_prescribe(episode) == 2
    assert queries.current_level(episode) == 3


def test_level_changes_are_periods_without_a_gap(inside):
    episode = ready_episode(inside)
    first = prescribe(episode, inside)
    prescribe(episode, inside, replaces=1, at=LATER)
    assert queries.level_changes(episode) == [LevelPeriod(level=3, starts_on=TODAY, ends_on=None)]
    first.prescribed_on = YESTERDAY
    second = prescribe(episode, inside, replaces=2, block=1, at=LATER)
    stop(withdraw_routine, second, episode, inside)
    assert queries.level_changes(episode) == [
        LevelPeriod(level=3, starts_on=YESTERDAY, ends_on=TODAY),
        LevelPeriod(level=4, starts_on=TODAY, ends_on=TODAY),
    ]


def test_a_closed_episode_takes_no_routine_and_no_pause(inside):
    episode = ready_episode(inside)
    routine = prescribe(episode, inside)
    discharge(
        episode,
        DischargeReason.GOALS_REACHED,
        DischargeOutcome.IMPROVED,
        on=TODAY,
        by=inside.actor,
        at=MORNING,
    )
    with pytest.raises(EpisodeClosed):
        prescribe(episode, inside, replaces=1)
    with pytest.raises(EpisodeClosed):
        stop(pause_routine, routine, episode, inside)


def test_the_facts_name_the_exercises_of_the_version_that_is_replaced(inside):
    episode = ready_episode(inside)
    assert prescription_facts(episode, helper=None, today=TODAY).exercises_before is None
    prescribe(episode, inside)
    replaced = prescription_facts(episode, helper=None, today=TODAY).exercises_before
    assert "bw-worktop" in replaced
