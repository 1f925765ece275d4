"""The page of one person: may she train, what is new, is she better."""

import re
from datetime import timedelta

from clinic.audit.models import AccessEntry
from clinic.db import db
from clinic.domain.episodes import DischargeOutcome, DischargeReason
from clinic.domain.falls import FallDetails, Injury
from clinic.domain.session_logs import LogStatus
from clinic.episodes.models import Discharge
from clinic.episodes.queries import get_episode
from clinic.falls.actions import record_fall
from clinic.ids import new_id
from clinic.routines.queries import current_routine
from tests import factories
from tests.caseload.scene import ago, clinic_of, enrol, measure, noon, ready, train, walk
from tests.routines import cases
from tests.trends.test_reading import statements_of

MOST_QUESTIONS = 45  # with those in which PostgreSQL is told the clinic


def page_of(client, episode_or_id) -> str:
    answer = client.get(f"/patients/{episode_or_id}")
    assert answer.status_code == 200
    return answer.text


def in_training(by, *, logs=(8, 6, 1)):
    episode = ready(by, "Edith", "Marlowe", number="HL-0367")
    routine = cases.prescribe(episode, by, at=noon(ago(20)), today=ago(20))
    for days in logs:
        train(episode, by, routine, on=ago(days), effort=4, losses_of_balance=0)
    return episode


def headlines(page: str) -> list[str]:
    part = page.split('class="change-list"')[1].split("</ul>", maxsplit=1)[0]
    return [
        re.sub(r"<[^>]+>", "", text).strip() for text in re.findall(r"<strong>.*?</strong>", part)
    ]


def test_a_person_in_training_is_shown_whole(app, ana, client):
    with clinic_of(app, ana):
        patient_id = in_training(ana).patient_id
    page = page_of(client, patient_id)
    assert "With conditions" in page or "Cleared" in page
    assert "Timed Up and Go" in page
    assert "3-Metre Backward Walk" in page
    assert "Real improvement, −2.70 s." in page
    assert "3 session logs, 100 % done. Effort 4, no loss of balance." in page
    assert "Routine and recent session logs" in page
    assert "version 1, since 28 Feb" in page
    assert "All 3 session logs" in page
    assert "No fall or near fall has been reported." in page
    assert "Nothing has been printed yet." in page
    assert page.count("button--main") == 1


def test_on_course_the_next_step_is_to_decide(app, ana, client):
    with clinic_of(app, ana):
        patient_id = in_training(ana, logs=(8, 6, 3, 1)).patient_id
    page = page_of(client, patient_id)
    assert "On course" in page
    assert "Re-assessment is due" in page
    assert "Decide the next step" in page


def test_a_fall_is_the_first_news_the_next_step_and_an_alert(app, ana, client):
    with clinic_of(app, ana):
        episode = in_training(ana)
        record_fall(
            episode,
            FallDetails(happened_on=ago(1), injury=Injury.NONE, able_to_rise=True, place="kitchen"),
            by=ana.actor,
            at=factories.MORNING - timedelta(hours=2),
        )
        patient_id = episode.patient_id
    page = page_of(client, patient_id)
    assert headlines(page)[0] == "Fall, kitchen, yesterday."
    assert "Fall yesterday waits for a review" in page
    assert "Routine paused" in page
    assert "Review the fall" in page
    assert "waits for a review" in page


def test_what_is_new_counts_from_the_last_look_of_who_looks(app, ana, client):
    with clinic_of(app, ana):
        episode = in_training(ana, logs=(8, 6))
        patient_id, episode_id = episode.patient_id, episode.id
        db.session.add(
            AccessEntry(
                at=noon(ago(3)),
                account_id=ana.actor.account_id,
                clinician_id=ana.clinician_id,
                patient_id=patient_id,
                endpoint="caseload.patient",
            )
        )
    page = page_of(client, patient_id)
    assert "New since you looked, 17 Mar" in page
    assert "Nothing was recorded since." in page
    with clinic_of(app, ana):
        walk(get_episode(episode_id), ana, "9.90", on=ago(1))
    page = page_of(client, patient_id)
    assert headlines(page) == ["Backward walk 9.90 s: real decline, +2.28 s."]


def test_a_look_of_this_sitting_does_not_hide_what_is_new(app, ana, client):
    with clinic_of(app, ana):
        patient_id = in_training(ana).patient_id
        db.session.add(
            AccessEntry(
                at=factories.MORNING - timedelta(minutes=5),
                account_id=ana.actor.account_id,
                clinician_id=ana.clinician_id,
                patient_id=patient_id,
                endpoint="caseload.patient",
            )
        )
    assert "New in the last 14 days" in page_of(client, patient_id)


def test_news_are_ordered_by_consequence_not_by_time(app, ana, client):
    with clinic_of(app, ana):
        episode = ready(ana, "Edith", "Marlowe", number="1")
        routine = cases.prescribe(episode, ana, at=noon(ago(5)), today=ago(5))
        train(episode, ana, routine, on=ago(4), near_falls=1)
        train(episode, ana, routine, on=ago(3), status=LogStatus.MISSED)
        measure(episode, ana, "tug", ["19.90"], on=ago(2))
        patient_id = episode.patient_id
    told = headlines(page_of(client, patient_id))
    assert told[0].startswith("Timed Up and Go 19.90 s: real decline")
    assert told.index("Near fall in training.") < told.index("Routine 1 prescribed, Level 3.")
    assert "1 not done" in page_of(client, patient_id)


def test_who_was_never_measured_is_offered_the_baseline(app, ana, client):
    with clinic_of(app, ana):
        patient_id = enrol(ana, "Nils", "New", number="2").patient_id
    page = page_of(client, patient_id)
    assert "Nothing has been measured in this episode yet." in page
    assert "Take the baseline" in page
    assert "No screen yet" in page
    assert "Do the screen" in page
    assert "No routine is in force." in page


def test_a_closed_episode_stays_readable_and_offers_to_enrol_again(app, ana, client):
    with clinic_of(app, ana):
        episode = in_training(ana)
        db.session.add(
            Discharge(
                episode_id=episode.id,
                discharged_on=ago(1),
                at=noon(ago(1)),
                by_id=ana.clinician_id,
                reason=DischargeReason.GOALS_REACHED,
                outcome=DischargeOutcome.IMPROVED,
            )
        )
        patient_id = episode.patient_id
    page = page_of(client, patient_id)
    assert "Discharged yesterday: goals reached, improved." in page
    assert "Enrol again" in page
    assert "Real improvement, −2.70 s." in page
    assert "Session log</a>" not in page
    assert "Report a fall or near fall" not in page


def test_who_is_registered_without_an_episode_can_be_enrolled(app, ana, client):
    with clinic_of(app, ana):
        patient_id = factories.make_patient(ana).id
    page = page_of(client, patient_id)
    assert "was never enrolled" in page
    assert "Not enrolled" in page


def test_an_assistant_is_offered_what_she_may_do(app, ana, bo):
    with clinic_of(app, ana):
        patient_id = in_training(ana).patient_id
    page = page_of(factories.signed_in(app, bo), patient_id)
    assert "Session log</a>" in page
    assert "Report a fall</a>" in page
    assert "Report</a>" not in page
    assert "Discharge</a>" not in page


def test_the_other_clinic_finds_no_such_patient(app, ana, cleo):
    with clinic_of(app, ana):
        patient_id = in_training(ana).patient_id
    assert factories.signed_in(app, cleo).get(f"/patients/{patient_id}").status_code == 404


def test_an_alert_that_protects_her_stands_in_the_banner(app, ana, client):
    with clinic_of(app, ana):
        episode = enrol(ana, "Edith", "Marlowe", number="1")
        cases.screen(episode, ana, on=ago(5), at=noon(ago(5)), yes=("CS41", "CS49"))
        patient_id = episode.patient_id
    page = page_of(client, patient_id)
    assert "Blood thinner: any knock to the head" in page
    assert "2 alerts" in page


def test_a_slim_banner_shows_three_alerts_and_says_how_many_more(app, ana, client):
    with clinic_of(app, ana):
        episode = enrol(ana, "Edith", "Marlowe", number="1")
        cautions = ("CS41", "CS43", "CS44", "CS49", "CS51")
        cases.screen(episode, ana, on=ago(5), at=noon(ago(5)), yes=cautions)
        patient_id = episode.patient_id
    assert "and 2 more" in client.get(f"/patients/{patient_id}/progress").text
    assert "and 2 more" not in page_of(client, patient_id)


def test_a_name_with_markup_is_shown_as_text(app, ana, client):
    with clinic_of(app, ana):
        patient_id = enrol(ana, "<b>Ann", "O'Neil & Co", number="1").patient_id
    page = page_of(client, patient_id)
    assert "<b>Ann" not in page
    assert "&lt;b&gt;Ann" in page


def test_ids_that_were_never_given_are_not_found(client):
    assert client.get(f"/patients/{new_id()}").status_code == 404


def test_more_results_and_trainings_are_no_more_questions_to_the_database(app, ana, client):
    with clinic_of(app, ana):
        episode = in_training(ana, logs=(16, 14))
        patient_id, episode_id = episode.patient_id, episode.id
    page_of(client, patient_id)  # the first look notes that the session is used
    few = statements_of(app, lambda: page_of(client, patient_id))
    with clinic_of(app, ana):
        episode = get_episode(episode_id)
        for days in (12, 10, 8, 6, 4, 2):
            train(episode, ana, current_routine(episode), on=ago(days), effort=4)
            walk(episode, ana, on=ago(days), seconds="9.10")
    many = statements_of(app, lambda: page_of(client, patient_id))
    assert len(many) == len(few)
    assert len(few) <= MOST_QUESTIONS
