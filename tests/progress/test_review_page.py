"""The proposal on its page: the sentence, what it rests on, and what a clinician answers."""

from decimal import Decimal

import pytest
import sqlalchemy as sa
import time_machine

from clinic.db import db, enter_clinic
from clinic.domain.falls import ReviewOutcome
from clinic.domain.progression_decisions import ProposalAnswer
from clinic.domain.session_logs import LogStatus
from clinic.episodes.queries import get_episode
from clinic.ids import new_id
from clinic.progress.models import LogClosure, ProgressionDecision, StopReview
from clinic.session_logs.models import SessionLog
from tests import factories
from tests.progress.course import NOON, ago, clinic_of, commit_course, log, measure
from tests.routines import cases

BRIEF = {"symptoms": ["dizziness_brief"]}


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(NOON, tick=False):
        yield


def page_of(client, patient_id, query=""):
    answer = client.get(f"/patients/{patient_id}/progress{query}")
    assert answer.status_code == 200
    return answer.text


def answer(client, patient_id, **typed):
    data = {"record_id": str(new_id())} | typed
    return client.post(f"/patients/{patient_id}/progress", data=data)


def kept(app, by, kind):
    with app.app_context():
        enter_clinic(by.clinic_id)
        return list(db.session.scalars(sa.select(kind)))


def test_the_proposal_is_one_sentence_with_all_criteria(app, ana, client):
    patient_id, _ = commit_course(app, ana)
    page = page_of(client, patient_id)
    assert "Proposal: advance to Level 5" in page
    assert "All criteria met: propose the next level." in page
    assert "starting at 8 minutes backward a training." in page
    assert "Training, last 3 of 7 logs at Level 4" in page
    assert "100, 100 and 100 %" in page
    assert "Tests for Level 5" in page
    assert page.count("not met") == 0
    assert "checked" not in page
    assert "Rule A01 [?] of the decision table, version 1" in page


def test_what_it_rests_on_leads_to_the_records(app, ana, client):
    patient_id, episode_id = commit_course(app, ana, {"effort": 9})
    with clinic_of(app, ana):
        cases.fall(get_episode(episode_id), ana, on=ago(1))
    page = page_of(client, patient_id)
    assert "A fall was logged." in page
    assert f"/patients/{patient_id}/falls/" in page
    assert "effort 9" in page
    assert f"/patients/{patient_id}/sessions/" in page
    assert "Effort is above the safe range for this programme." in page


def test_each_kind_of_fact_is_told(app, ana, client):
    missing = {
        "effort": None,
        "pain_during": None,
        "pain_before": None,
        "assistance": None,
        "completed_fraction": None,
        "backward_min": None,
        "losses_of_balance": None,
        "symptoms": ["odd_feeling"],
    }
    busy = {
        "near_falls": 1,
        "losses_of_balance": 4,
        "pain_during": 6,
        "pain_before": None,
        "effort": 7,
        "assistance": "mod",
        "completed_fraction": Decimal("0.4"),
        "backward_min": Decimal(6),
        "symptoms": ["fatigue_next_day", "dizziness_brief"],
    }
    patient_id, _ = commit_course(
        app,
        ana,
        busy,
        missing,
        trained=(15, 12, 3),
        tests={"berg": 35, "tug": 30, "four_stage": 2, "bwt3m": 8},
    )
    page = page_of(client, patient_id)
    for words in (
        "Re-test result is below what this level needs.",
        "Berg 35",
        "needs 36 or more",
        "1 near fall",
        "4 losses of balance",
        "effort 7",
        "help: up to half",
        "tired the next day",
        "40 % done",
        "amount done, effort, pain, losses of balance and help not recorded",
        "minutes not recorded",
        "2 of 6 planned trainings in 14 days",
        "not known",
        "An unclassified symptom",
    ):
        assert words in page, words


def test_without_tests_or_trainings_the_page_says_what_is_missing(app, ana, client):
    patient_id, _ = commit_course(app, ana, trained=(), tests={})
    page = page_of(client, patient_id)
    assert "Too few sessions at this level to judge." in page
    assert "0 session logs at Level 4, of 3 needed" in page
    assert "nothing logged at Level 4 yet" in page


def test_an_old_test_is_told_as_too_old(app, ana, client):
    patient_id, episode_id = commit_course(app, ana, tests={})
    with clinic_of(app, ana):
        for code, value in (("berg", 43), ("tug", 14), ("four_stage", 3), ("bwt3m", 8)):
            measure(get_episode(episode_id), ana, code, value, on=ago(29))
    page = page_of(client, patient_id)
    assert "too old" in page
    assert "Missing for Level 5: 3-metre backward walk" in page


def test_at_the_top_there_is_no_next_level(app, ana, client):
    patient_id, episode_id = commit_course(app, ana)
    with clinic_of(app, ana):
        episode = get_episode(episode_id)
        cases.routine_of(episode).level = 8
    page = page_of(client, patient_id)
    assert "Proposal: hold at Level 8" in page or "Proposal: step down to Level 7" in page
    assert "Tests for Level 9" not in page


# --- accept, change, reject ------------------------------------------------------------------


def test_accepting_opens_the_next_routine_with_its_minutes(app, ana, client):
    patient_id, _ = commit_course(app, ana)
    signed = answer(client, patient_id, answer="accept", reason="")
    assert signed.status_code == 302
    assert signed.location.endswith("/routine/new?level=5&minutes=8")
    assert "Decided: 8 backward minutes a training at Level 5." in client.get(signed.location).text
    page = page_of(client, patient_id)
    assert "Advance from Level 4 to Level 5, 8 minutes" in page
    assert "as proposed, rule A01" in page
    assert "1 of 1 proposal accepted as they stood." in page
    assert "Prescribe the routine" in page
    assert "Sign the decision" not in page
    assert "Sign the decision" in page_of(client, patient_id, "?again=1")


def test_a_raised_dose_opens_the_routine_in_force_with_it(app, ana, client):
    patient_id, episode_id = commit_course(app, ana)
    with clinic_of(app, ana):
        cases.routine_of(get_episode(episode_id)).backward_min = Decimal("9.5")
    signed = answer(client, patient_id, answer="accept")
    assert signed.location.endswith("/routine/new?start=current&level=4&minutes=10")
    desk = client.get(signed.location)
    assert desk.status_code == 200
    [decision] = kept(app, ana, ProgressionDecision)
    assert decision.new_minutes == Decimal(10)


def test_a_change_names_its_step_its_minutes_and_its_reason(app, ana, client):
    patient_id, _ = commit_course(app, ana)
    signed = answer(
        client, patient_id, answer="change", change_to="hold", minutes="9.5", reason="Tired."
    )
    assert signed.location.endswith("/routine/new?start=current&level=4&minutes=9.5")
    [decision] = kept(app, ana, ProgressionDecision)
    assert decision.answer is ProposalAnswer.CHANGED
    assert "changed; proposed was advance, rule A01" in page_of(client, patient_id)


def test_rejecting_stays_where_she_is(app, ana, client):
    patient_id, _ = commit_course(app, ana)
    signed = answer(client, patient_id, answer="reject", reason="A cold.")
    assert signed.location.endswith("/progress")
    [decision] = kept(app, ana, ProgressionDecision)
    assert (decision.answer, decision.new_level) == (ProposalAnswer.REJECTED, 4)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "Choose what is decided"),
        ({"answer": "change", "reason": "x"}, "Choose what it is changed to"),
        ({"answer": "change", "change_to": "hold"}, "Say why, in a sentence"),
        ({"answer": "reject", "reason": " "}, "Say why, in a sentence"),
        (
            {"answer": "change", "change_to": "hold", "minutes": "40", "reason": "x"},
            "Enter half minutes from 1 to 10, or nothing",
        ),
        (
            {"answer": "change", "change_to": "hold", "minutes": "7.3", "reason": "x"},
            "Enter half minutes from 1 to 10, or nothing",
        ),
        (
            {"answer": "change", "change_to": "hold", "minutes": "ten", "reason": "x"},
            "Enter a number",
        ),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(app, ana, client, typed, says):
    patient_id, _ = commit_course(app, ana)
    refused = answer(client, patient_id, **typed)
    assert refused.status_code == 422
    assert says in refused.text
    assert kept(app, ana, ProgressionDecision) == []


def test_minutes_that_are_not_asked_for_do_not_matter(app, ana, client):
    patient_id, _ = commit_course(app, ana)
    signed = answer(client, patient_id, answer="accept", minutes="99", change_to="hold")
    assert signed.status_code == 302


def test_there_is_nothing_to_reject_where_all_stays_as_it_is(app, ana, client):
    patient_id, _ = commit_course(app, ana, {"losses_of_balance": 2})
    page = page_of(client, patient_id)
    assert "Same dose, 10 minutes backward a training." in page
    assert 'value="reject"' not in page


def test_a_proposal_that_changed_meanwhile_is_shown_again_with_what_was_written(app, ana, client):
    patient_id, episode_id = commit_course(app, ana)
    first = page_of(client, patient_id)
    seen = first.split('name="seen"')[1].split('value="')[1].split('"')[0]
    with clinic_of(app, ana):
        log(get_episode(episode_id), ana, 0, symptoms=["chest_pain"])
    late = answer(client, patient_id, answer="reject", reason="Not this week.", seen=seen)
    assert late.status_code == 409
    assert "the proposal has changed since you opened this page" in late.text
    assert "Red-flag symptom logged." in late.text
    assert "Not this week." in late.text
    assert kept(app, ana, ProgressionDecision) == []


def test_a_review_that_came_too_late_keeps_its_text(app, ana, client):
    patient_id, _ = commit_course(app, ana)
    late = answer(client, patient_id, outcome="resume", note="All well again.", seen="other")
    assert late.status_code == 409
    assert "All well again." in late.text


def test_a_decline_is_ticked_off_where_there_is_one(app, ana, client):
    patient_id, episode_id = commit_course(app, ana)
    assert "The decline was looked into" not in page_of(client, patient_id)
    with clinic_of(app, ana):
        measure(get_episode(episode_id), ana, "tug", "17.5", on=ago(1))
    page = page_of(client, patient_id)
    assert "The decline was looked into" in page
    assert "Tug 17.5 s" in page or "TUG 17.5 s" in page
    answer(client, patient_id, answer="accept", decline_reviewed="y")
    [decision] = kept(app, ana, ProgressionDecision)
    assert decision.decline_reviewed


# --- stop and review -------------------------------------------------------------------------


def test_a_stop_has_its_own_path(app, ana, client):
    patient_id, _ = commit_course(app, ana, BRIEF, BRIEF)
    page = page_of(client, patient_id)
    assert "Stop and review" in page
    assert "No training until a clinician has reviewed it." in page
    assert "Your review" in page
    assert "Sign the decision" not in page
    assert "light-headed under 2 minutes, gone on sitting" in page


@pytest.mark.parametrize(
    ("outcome", "goes_to"),
    [
        ("resume", "/progress"),
        ("lower_level", "/routine/new?level=3"),
        ("keep_paused", "/progress"),
        ("discharge", "/discharge"),
        ("later", "/progress"),
    ],
)
def test_a_review_is_kept_and_leads_on(app, ana, client, outcome, goes_to):
    patient_id, _ = commit_course(app, ana, BRIEF, BRIEF)
    signed = answer(client, patient_id, outcome=outcome, note="Pressure normal.")
    assert signed.status_code == 302
    assert signed.location.endswith(goes_to)
    reviews, closures = kept(app, ana, StopReview), kept(app, ana, LogClosure)
    assert len(reviews) == (outcome != "later")
    assert len(closures) == (0 if outcome == "later" else 2)
    page = page_of(client, patient_id)
    assert "Pressure normal." in page


def test_after_a_fall_the_screen_comes_first(app, ana, client):
    patient_id, episode_id = commit_course(app, ana, screened_on=ago(20))
    with clinic_of(app, ana):
        cases.fall(get_episode(episode_id), ana, on=ago(0))
    page = page_of(client, patient_id)
    assert "As prescribed, once the clinical screen is renewed." in page
    assert "Repeat the clinical screen" in page
    signed = answer(client, patient_id, outcome="resume", note="Slipped on a mat, unhurt.")
    shown = client.get(signed.location).text
    assert "Training goes on once the clinical screen is renewed." in shown
    [review] = kept(app, ana, StopReview)
    assert review.outcome is ReviewOutcome.RESUME


@pytest.mark.parametrize("typed", [{"outcome": "resume"}, {"note": "Fine."}])
def test_a_review_says_what_was_found_and_what_becomes_of_it(app, ana, client, typed):
    patient_id, _ = commit_course(app, ana, BRIEF, BRIEF)
    assert answer(client, patient_id, **typed).status_code == 422
    assert kept(app, ana, StopReview) == []


def test_at_level_1_there_is_no_lower_level(app, ana, client):
    patient_id, episode_id = commit_course(app, ana, BRIEF, BRIEF)
    with clinic_of(app, ana):
        cases.routine_of(get_episode(episode_id)).level = 1
        for row in db.session.scalars(sa.select(SessionLog)):
            row.level = 1
    page = page_of(client, patient_id)
    assert "There is no level below 1." in page
    assert answer(client, patient_id, outcome="lower_level", note="x").status_code == 422


def test_while_it_is_paused_it_cannot_be_stopped_again(app, ana, client):
    patient_id, _ = commit_course(app, ana, BRIEF, BRIEF)
    answer(client, patient_id, outcome="later", note="Doctor first.")
    assert "Stop and review at Level 4, routine paused" in page_of(client, patient_id)
    assert answer(client, patient_id, outcome="later", note="Again.").status_code == 422


def test_a_discharged_episode_shows_no_proposal(app, ana, client):
    patient_id, _ = commit_course(app, ana, {"status": LogStatus.MISSED, "missed_reason": "Ill"})
    browser = factories.signed_in(app, ana)
    page = page_of(browser, patient_id)
    assert "Proposal" in page
