"""Lines E, R, A and L of docs/states.md, and G6: episode, routine, assessment, session log."""

from datetime import timedelta
from decimal import Decimal

import pytest

from clinic.assessments.actions import amend, record_assessment
from clinic.assessments.queries import find_amendment
from clinic.assessments.results import Entry
from clinic.catalogue.instrument_definitions import get_instrument
from clinic.db import new_id
from clinic.domain.clearance import PrescribedWithoutClearance
from clinic.domain.episodes import (
    DischargeOutcome,
    DischargeReason,
    EnrolmentDetails,
    EpisodeClosed,
    EpisodeOpen,
)
from clinic.domain.falls import FallDetails, Injury, NearFallDetails, ReviewOutcome, Setting
from clinic.domain.responses import Responses, Status
from clinic.domain.routines import RoutineState
from clinic.domain.session_logs import Assistance, LogStatus, SessionValues
from clinic.episodes.actions import discharge, enrol
from clinic.episodes.queries import find_open_episode, is_open, list_episodes
from clinic.falls.actions import record_near_fall, review
from clinic.falls.withdrawing import withdraw
from clinic.patients.queries import get_patient
from clinic.routines import actions as routines
from clinic.routines.queries import get_version, list_versions, state_of
from clinic.session_logs.actions import LoggedWhileResting, record_log
from clinic.session_logs.entries import LogEntry
from clinic.session_logs.queries import find_last
from clinic.web.transactions import ChangedMeanwhile
from tests.architecture.states_of_screens import care, entered
from tests.factories import TODAY, make_episode, make_patient
from tests.routines.cases import NOON, fall, prescribe, ready_episode, screen

LATER = NOON + timedelta(hours=2)


# --- episode ---------------------------------------------------------------------------------


def e1_enrolling_opens_an_episode(app, ana):
    with entered(app, ana):
        patient = make_patient(ana)
        assert is_open(open_episode(patient, ana))


def e2_only_one_episode_is_open(app, ana):
    with care(app, ana) as episode:
        with pytest.raises(EpisodeOpen):
            open_episode(get_patient(episode.patient_id), ana)
        assert len(list_episodes(get_patient(episode.patient_id))) == 1


def e3_a_discharge_closes(app, ana):
    with care(app, ana) as episode:
        close(episode, ana)
        assert not is_open(episode)


def e4_a_closed_episode_is_not_closed_again(app, ana):
    with care(app, ana) as episode:
        close(episode, ana)
        with pytest.raises(EpisodeClosed):
            close(episode, ana)


def e5_enrolling_again_opens_another_and_leaves_the_first_closed(app, ana):
    with care(app, ana) as episode:
        close(episode, ana)
        patient = get_patient(episode.patient_id)
        second = open_episode(patient, ana)
        assert find_open_episode(patient) is second
        assert not is_open(episode)
        assert {one.id for one in list_episodes(patient)} == {episode.id, second.id}


def open_episode(patient, by):
    details = EnrolmentDetails(enrolled_on=TODAY, responsible_id=by.clinician_id)
    return enrol(patient, details, by=by.actor, at=NOON)


def close(episode, by):
    return discharge(
        episode,
        DischargeReason.GOALS_REACHED,
        DischargeOutcome.IMPROVED,
        on=TODAY,
        by=by.actor,
        at=LATER,
    )


# --- routine ---------------------------------------------------------------------------------


def g6_nothing_is_prescribed_past_a_refusal(app, ana):
    with entered(app, ana):
        episode = make_episode(ana)
        with pytest.raises(PrescribedWithoutClearance):
            prescribe(episode, ana)
        assert list_versions(episode) == []


def r1_the_first_version_is_in_force(app, ana):
    with entered(app, ana):
        episode, routine = prescribed(ana)
        assert routine.number == 1
        assert state_of(routine, episode) is RoutineState.PRESCRIBED


def r2_the_next_version_supersedes_and_the_first_stays_readable(app, ana):
    with entered(app, ana):
        episode, first = prescribed(ana)
        second = prescribe(episode, ana, replaces=1, at=LATER)
        assert state_of(second, episode) is RoutineState.PRESCRIBED
        assert state_of(first, episode) is RoutineState.SUPERSEDED
        assert get_version(episode, 1) is first


def r3_a_fall_pauses(app, ana):
    with entered(app, ana):
        episode, routine = prescribed(ana)
        fall(episode, ana, at=LATER)
        assert state_of(routine, episode) is RoutineState.PAUSED


def r4_a_near_fall_pauses(app, ana):
    with entered(app, ana):
        episode, routine = prescribed(ana)
        details = NearFallDetails(happened_on=TODAY, setting=Setting.HOME)
        record_near_fall(episode, details, by=ana.actor, at=LATER)
        assert state_of(routine, episode) is RoutineState.PAUSED


def r5_reviewed_to_resume_it_goes_on(app, ana):
    with entered(app, ana):
        episode, routine = prescribed(ana)
        signed_review(episode, ana, ReviewOutcome.RESUME)
        assert state_of(routine, episode) is RoutineState.PRESCRIBED


def r12_a_withdrawn_fall_pauses_until_it_is_reviewed(app, ana):
    with entered(app, ana):
        episode, routine = prescribed(ana)
        event = fall(episode, ana, at=LATER)
        withdraw(event, episode, reason="Another person", by=ana.actor, at=LATER)
        assert state_of(routine, episode) is RoutineState.PAUSED
        review(event, episode, ReviewOutcome.RESUME, note="", by=ana.actor, at=LATER)
        assert state_of(routine, episode) is RoutineState.PRESCRIBED


def r6_reviewed_to_keep_it_paused_it_rests(app, ana):
    with entered(app, ana):
        episode, routine = prescribed(ana)
        signed_review(episode, ana, ReviewOutcome.KEEP_PAUSED)
        assert state_of(routine, episode) is RoutineState.PAUSED


def r7_a_pause_pauses(app, ana):
    with entered(app, ana):
        episode, routine = prescribed(ana)
        stop(routines.pause_routine, routine, episode, ana)
        assert state_of(routine, episode) is RoutineState.PAUSED


def r8_resumed_it_goes_on(app, ana):
    with entered(app, ana):
        episode, routine = prescribed(ana)
        stop(routines.pause_routine, routine, episode, ana)
        stop(routines.resume_routine, routine, episode, ana, at=LATER + timedelta(hours=1))
        assert state_of(routine, episode) is RoutineState.PRESCRIBED


def r9_withdrawn_it_is_over(app, ana):
    with entered(app, ana):
        episode, routine = prescribed(ana)
        stop(routines.withdraw_routine, routine, episode, ana)
        assert state_of(routine, episode) is RoutineState.WITHDRAWN


def r10_what_is_withdrawn_is_not_resumed(app, ana):
    with entered(app, ana):
        episode, routine = prescribed(ana)
        stop(routines.withdraw_routine, routine, episode, ana)
        with pytest.raises(routines.NotInForce):
            stop(routines.resume_routine, routine, episode, ana)


def r11_a_closed_episode_takes_no_routine(app, ana):
    with entered(app, ana):
        episode = ready_episode(ana)
        close(episode, ana)
        with pytest.raises(EpisodeClosed):
            prescribe(episode, ana)


def prescribed(by):
    episode = ready_episode(by)
    return episode, prescribe(episode, by)


def signed_review(episode, by, outcome):
    event = fall(episode, by, at=LATER)
    screen(episode, by, at=LATER)
    review(event, episode, outcome, note="Seen.", by=by.actor, at=LATER + timedelta(minutes=5))


def stop(act, routine, episode, by, *, at=LATER):
    return act(
        routine, episode, "Away for a week", on=TODAY, record_id=new_id(), by=by.actor, at=at
    )


# --- assessment ------------------------------------------------------------------------------


def a1_recorded_it_is_current(app, ana):
    with care(app, ana) as episode:
        assessment = assess(episode, ana, seconds="14.00")
        assert assessment.score_value == Decimal("14.00")
        assert find_amendment(assessment) is None


def a2_amended_it_is_superseded(app, ana):
    with care(app, ana) as episode:
        first = assess(episode, ana, seconds="14.00")
        second = correct(first, ana, seconds="12.00")
        assert find_amendment(first) is second
        assert find_amendment(second) is None
        assert first.score_value == Decimal("14.00")


def a3_what_is_superseded_is_not_amended(app, ana):
    with care(app, ana) as episode:
        first = assess(episode, ana, seconds="14.00")
        correct(first, ana, seconds="12.00")
        with pytest.raises(ChangedMeanwhile):
            correct(first, ana, seconds="11.00")


def a4_what_could_not_be_done_is_kept_without_a_score(app, ana):
    with care(app, ana) as episode:
        for status in (Status.UNABLE, Status.UNSAFE, Status.REFUSED, Status.NOT_DONE):
            assessment = assess(episode, ana, status=status)
            assert (assessment.status, assessment.score_value) == (status, None)


def a5_a_closed_episode_takes_no_assessment(app, ana):
    with care(app, ana) as episode:
        close(episode, ana)
        with pytest.raises(EpisodeClosed):
            assess(episode, ana, seconds="14.00")


def entry(seconds=None, status=Status.COMPLETED):
    numbers = {} if seconds is None else {"trials_s": (Decimal(seconds),)}
    return Entry(assessed_on=TODAY, responses=Responses(status=status, numbers=numbers))


def assess(episode, by, **given):
    return record_assessment(
        episode, get_instrument("tug"), entry(**given), record_id=new_id(), by=by.actor, at=NOON
    )


def correct(earlier, by, *, seconds):
    return amend(
        earlier,
        entry(seconds),
        reason="Watch misread",
        record_id=new_id(),
        by=by.actor,
        at=LATER,
    )


# --- session log -----------------------------------------------------------------------------


def l1_a_log_is_kept(app, ana):
    with entered(app, ana):
        episode, routine = prescribed(ana)
        log = record_log(episode, routine, trained(), by=ana.actor, at=LATER)
        assert find_last(episode) is log


def l2_a_log_with_a_fall_pauses(app, ana):
    with entered(app, ana):
        episode, routine = prescribed(ana)
        record_log(episode, routine, trained(falls=1), by=ana.actor, at=LATER)
        assert state_of(routine, episode) is RoutineState.PAUSED


def l3_a_withdrawn_routine_takes_no_log(app, ana):
    with entered(app, ana):
        episode, routine = prescribed(ana)
        stop(routines.withdraw_routine, routine, episode, ana)
        with pytest.raises((LoggedWhileResting, ValueError)):
            record_log(
                episode,
                routine,
                trained(on=TODAY + timedelta(1)),
                by=ana.actor,
                at=LATER + timedelta(1),
            )


def l4_a_log_with_a_sign_to_stop_pauses(app, ana):
    with entered(app, ana):
        episode, routine = prescribed(ana)
        record_log(episode, routine, trained(symptoms=("syncope",)), by=ana.actor, at=LATER)
        assert state_of(routine, episode) is RoutineState.PAUSED


def trained(*, falls=0, symptoms=(), on=TODAY):
    values = SessionValues(
        effort=4,
        pain_before=0,
        pain_during=0,
        losses_of_balance=0,
        near_falls=0,
        falls=falls,
        symptoms=symptoms,
        assistance=Assistance.STANDBY,
    )
    told = FallDetails(happened_on=on, injury=Injury.NONE, able_to_rise=True) if falls else None
    return LogEntry(
        trained_on=on, setting=Setting.CLINIC, status=LogStatus.DONE, values=values, fall=told
    )
