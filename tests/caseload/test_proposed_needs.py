"""What the decision table tells the caseload: stops with their reason, steps up, low adherence."""

from datetime import timedelta

import pytest
import time_machine

from clinic.domain.falls import ReviewOutcome
from clinic.domain.progression_decisions import StepDecision
from clinic.episodes.queries import get_episode
from clinic.ids import new_id
from clinic.progress.actions import decide
from clinic.progress.reviewing import review_stop
from clinic.routines.queries import current_routine
from tests import factories
from tests.factories import TODAY
from tests.progress.course import NOON, ago, clinic_of, commit_course, log
from tests.routines import cases

BRIEF = {"symptoms": ["dizziness_brief"]}


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(NOON, tick=False):
        yield


def signing(by, *, hours=0):
    at = NOON + timedelta(hours=hours)
    return {"record_id": new_id(), "by": by.actor, "at": at, "today": TODAY}


def test_who_is_ready_to_step_up_is_named_until_it_is_decided(app, ana, client):
    patient_id, episode_id = commit_course(app, ana)
    page = client.get("/").text
    assert "Ready to step up" in page
    assert "To Level 5. All criteria met: propose the next level." in page
    assert f"/patients/{patient_id}/progress" in page
    with clinic_of(app, ana):
        decide(get_episode(episode_id), StepDecision.ADVANCE, reason="", **signing(ana))
    assert "Ready to step up" not in client.get("/").text


def test_a_stop_from_the_session_logs_is_told_with_its_reason(app, ana, client):
    patient_id, _ = commit_course(app, ana, BRIEF, BRIEF)
    page = client.get("/").text
    assert "Stop and review" in page
    assert "Dizziness during training. Check BP lying and standing" in page
    assert "18 Mar, clinic: light-headed under 2 minutes, gone on sitting." in page
    assert f"/patients/{patient_id}/progress" in page
    assert "Dizziness during training." in client.get(f"/patients/{patient_id}").text


def test_a_long_gap_is_a_stop_without_a_log(app, ana, client):
    commit_course(app, ana, trained=(70, 60, 57), tests={})
    assert "More than 8 weeks without training." in client.get("/").text


def test_a_stop_that_was_reviewed_waits_for_nobody(app, ana, client):
    _, episode_id = commit_course(app, ana, BRIEF, BRIEF)
    with clinic_of(app, ana):
        episode = get_episode(episode_id)
        decide(episode, StepDecision.STOP_AND_REVIEW, reason="Doctor first.", **signing(ana))
    page = client.get("/").text
    assert "Stopped for review today: Doctor first." in page
    assert "Review the stop" in page
    with clinic_of(app, ana):
        review_stop(
            get_episode(episode_id),
            ReviewOutcome.KEEP_PAUSED,
            note="Waits.",
            **signing(ana, hours=1),
        )
    assert "Stop and review" not in client.get("/").text


def test_a_fall_is_told_once_as_a_fall(app, ana, client):
    _, episode_id = commit_course(app, ana)
    with clinic_of(app, ana):
        cases.fall(get_episode(episode_id), ana, on=ago(1))
    page = client.get("/").text
    assert "Fall reported" in page
    assert "A fall was logged. Stop until" not in page


def test_who_trains_too_seldom_is_told_with_the_count(app, ana, client):
    commit_course(app, ana, trained=(17, 16, 15, 4))
    page = client.get("/").text
    assert "Low adherence" in page
    assert "1 of 6 planned trainings in 14 days: solve the barrier first." in page


def test_the_week_of_the_template_stands_beside_the_level(app, ana, client):
    _, episode_id = commit_course(app, ana)
    assert "week " not in client.get("/").text
    with clinic_of(app, ana):
        routine = current_routine(get_episode(episode_id))
        routine.template_code, routine.template_version = "moderate-community", 1
    assert "week 3 of 12" in client.get("/").text
    with time_machine.travel("2026-06-20T12:00:00Z", tick=False):
        assert "after week 12" in factories.signed_in(app, ana).get("/").text


def test_a_routine_with_a_treadmill_waits_for_its_own_list(app, ana, client):
    _, episode_id = commit_course(app, ana)
    with clinic_of(app, ana):
        episode = get_episode(episode_id)
        cases.put_on_treadmill(current_routine(episode))
        log(episode, ana, 0)
    assert "Ready to step up" not in client.get("/").text
