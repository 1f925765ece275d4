"""The pages of checklists: answering, signing, the doctor's answer, overriding."""

import re

import pytest
import sqlalchemy as sa

from clinic import clock
from clinic.db import db, enter_clinic, writing
from clinic.domain.checklists import ClearanceStep
from clinic.domain.episodes import DischargeOutcome, DischargeReason
from clinic.domain.findings import ChecklistStatus
from clinic.episodes.actions import discharge
from clinic.episodes.models import Episode
from clinic.ids import new_id
from clinic.precautions.models import Checklist, Finding, MedicalClearance, Override
from tests.factories import commit_episode, signed_in
from tests.precautions.records import answered, form_answers, sign


@pytest.fixture
def patient_id(app, ana):
    return commit_episode(app, ana)[0]


@pytest.fixture
def stored(app, ana):
    """Reads rows of a kind as they were committed."""

    def read(kind):
        with app.app_context():
            enter_clinic(ana.clinic_id)
            return db.session.scalars(sa.select(kind).order_by(kind.id)).all()

    return read


@pytest.fixture
def signed(app, ana, patient_id):
    """Commits a screen answered today and gives its address."""

    def commit(*triggered, **changes):
        with app.app_context(), writing():
            enter_clinic(ana.clinic_id)
            today = clock.today(ana.actor.time_zone)
            episode = db.session.scalars(
                sa.select(Episode).where(Episode.patient_id == patient_id)
            ).one()
            checklist = sign(episode, ana, answered(*triggered, on=today, **changes))
            address = f"/patients/{patient_id}/checklists/{checklist.id}"
            db.session.commit()
        return address

    return commit


def text_of(answer) -> str:
    return " ".join(answer.get_data(as_text=True).split())


def words_of(answer) -> str:
    """The page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)).split())


def new(patient_id, definition="clinical_screen") -> str:
    return f"/patients/{patient_id}/checklists/new?definition={definition}"


def test_nothing_is_preselected(client, patient_id):
    page = text_of(client.get(new(patient_id)))
    assert page.count('type="radio"') == 2 * 53
    assert re.search(r"<input[^>]* checked", page) is None
    assert "0 of 53 answered" in page


def test_a_screen_with_every_answer_is_signed_and_shows_its_result(client, patient_id, stored):
    answer = client.post(new(patient_id), data=form_answers(CS41="yes", CS41_ticked="y"))
    assert answer.status_code == 302
    page = text_of(client.get(answer.location))
    assert "May train, with conditions" in page
    assert "Blood thinner" in page
    [checklist] = stored(Checklist)
    assert checklist.result is ChecklistStatus.CLEAR_WITH_MITIGATION
    assert [finding.item_id for finding in stored(Finding)] == ["CS41"]


def test_the_same_form_sent_twice_is_signed_once(client, patient_id, stored):
    sent = form_answers()
    assert client.post(new(patient_id), data=sent).location == (
        client.post(new(patient_id), data=sent).location
    )
    assert len(stored(Checklist)) == 1


def test_an_unanswered_question_is_named_and_nothing_is_signed(client, patient_id, stored):
    answer = client.post(new(patient_id), data=form_answers(CS41=None))
    assert answer.status_code == 422
    assert "Blood thinner: choose No or Yes" in text_of(answer)
    assert "52 of 53 answered" in text_of(answer)
    assert stored(Checklist) == []


def test_an_answer_that_is_none_of_the_two_counts_as_none(client, patient_id):
    answer = client.post(new(patient_id), data=form_answers(CS41="perhaps"))
    assert answer.status_code == 422


def test_a_stop_is_signed_at_once_without_the_other_answers(client, patient_id, stored):
    record_id = str(new_id())
    answer = client.post(new(patient_id), data={"CS01": "yes", "record_id": record_id})
    assert answer.status_code == 302
    assert "No training" in text_of(client.get(answer.location))
    assert stored(Checklist)[0].answers == {"CS01": "yes"}


def test_the_result_so_far_is_computed_without_storing_anything(client, patient_id, stored):
    address = f"/patients/{patient_id}/checklists/preview?definition=clinical_screen"
    page = text_of(client.post(address, data={"CS24": "yes", "CS01": "no"}))
    assert "Not before a doctor agrees" in page
    assert "2 of 53 answered" in page
    assert "14 of 15 to answer" in page
    assert stored(Checklist) == []


def test_a_tick_changes_the_result_so_far(client, patient_id):
    address = f"/patients/{patient_id}/checklists/preview?definition=clinical_screen"
    assert "An action is missing" in text_of(client.post(address, data=form_answers(CS41="yes")))
    ticked = form_answers(CS41="yes", CS41_ticked="y")
    assert "Sign, valid to" in text_of(client.post(address, data=ticked))


@pytest.mark.parametrize("address", ["definition=nothing", "definition=clinical_screen&version=9"])
def test_a_checklist_that_is_not_there_is_not_found(client, patient_id, address):
    assert client.get(f"/patients/{patient_id}/checklists/new?{address}").status_code == 404


def test_an_assistant_signs_before_a_session_but_not_the_clinical_screen(app, bo, patient_id):
    browser = signed_in(app, bo)
    assert browser.get(new(patient_id)).status_code == 403
    assert browser.post(new(patient_id), data=form_answers()).status_code == 403
    assert browser.get(new(patient_id, "pre_session")).status_code == 200


def test_nothing_changed_is_one_tap(app, bo, patient_id, stored):
    browser = signed_in(app, bo)
    address = f"/patients/{patient_id}/checklists/nothing-changed"
    answer = browser.post(address, data={"record_id": str(new_id())})
    assert answer.status_code == 302
    [checklist] = stored(Checklist)
    assert checklist.definition_code == "pre_session"
    assert checklist.result is ChecklistStatus.CLEAR


def test_before_a_session_the_question_stands_in_the_patients_language(app, ana):
    patient_id, _ = commit_episode(app, ana, language="de")
    page = text_of(signed_in(app, ana).get(new(patient_id, "pre_session")))
    assert "Haben Sie heute Brustschmerz" in page


def test_a_doctors_answer_is_recorded_and_lifts_the_refusal(client, signed, stored):
    screen = signed("CS24")
    assert "Not before a doctor agrees" in text_of(client.get(screen))
    assert "What the doctor said" in text_of(client.get(f"{screen}/clearances/CS24"))
    answer = client.post(
        f"{screen}/clearances/CS24",
        data={
            "record_id": str(new_id()),
            "step": "received",
            "doctor": "Dr Whitlow",
            "on": clock.today("Europe/London").isoformat(),
            "note": "Upright work only",
        },
    )
    page = text_of(client.get(answer.location))
    assert "May train, with conditions" in page
    assert "Cleared by Dr Whitlow" in page
    assert "Upright work only" in page
    assert stored(MedicalClearance)[0].step is ClearanceStep.RECEIVED


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"step": ""}, "Choose what happened"),
        ({"doctor": ""}, "Enter who was asked or answered"),
        ({"on": ""}, "Enter the day it happened"),
        ({"on": "2999-01-01"}, "lies in the future"),
    ],
)
def test_a_doctors_answer_without_who_or_when_is_refused(client, signed, changes, complaint):
    sent = {"step": "asked", "doctor": "Dr Whitlow", "on": "2026-01-05"} | changes
    answer = client.post(f"{signed('CS24')}/clearances/CS24", data=sent)
    assert answer.status_code == 422
    assert complaint in text_of(answer)


@pytest.mark.parametrize("item_id", ["CS41", "CS25", "XX99"])
def test_a_doctor_is_not_asked_about_what_was_not_found(client, signed, item_id):
    assert client.get(f"{signed('CS41')}/clearances/{item_id}").status_code == 404


def test_a_standing_clearance_is_offered_and_carried_over(client, signed, patient_id, stored):
    screen = signed("CS24")
    today = clock.today("Europe/London").isoformat()
    client.post(
        f"{screen}/clearances/CS24",
        data={"step": "received", "doctor": "Dr Whitlow", "on": today, "record_id": str(new_id())},
    )
    assert "by Dr Whitlow still holds" in text_of(client.get(new(patient_id)))
    answer = client.post(new(patient_id), data=form_answers(CS24="yes", CS24_ticked="y"))
    assert "May train, with conditions" in text_of(client.get(answer.location))
    assert [step.item_id for step in stored(MedicalClearance)] == ["CS24", "CS24"]


def test_an_override_is_named_and_ends(client, signed, patient_id, stored):
    screen = signed("CS51")
    assert "Fear of falling: its action is not ticked" in text_of(client.get(f"{screen}/override"))
    answer = client.post(
        f"{screen}/override",
        data={
            "record_id": str(new_id()),
            "reason": "Same helper from Monday",
            "expires_on": clock.today("Europe/London").isoformat(),
        },
    )
    page = text_of(client.get(answer.location))
    assert "May train, by override" in page
    assert "Same helper from Monday" in page
    assert "Ana Ribeiro" in page
    assert "By override" in text_of(client.get(f"/patients/{patient_id}/checklists"))
    assert stored(Override)[0].reason == "Same helper from Monday"


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"reason": ""}, "Enter why training goes on"),
        ({"expires_on": ""}, "Enter the last day it counts"),
        ({"expires_on": "2020-01-01"}, "Enter a day from today"),
        ({"expires_on": "2999-01-01"}, "cannot outlive its checklist"),
    ],
)
def test_an_override_without_reason_or_end_is_refused(client, signed, stored, changes, complaint):
    today = clock.today("Europe/London").isoformat()
    sent = {"reason": "Same helper", "expires_on": today} | changes
    answer = client.post(f"{signed('CS51')}/override", data=sent)
    assert answer.status_code == 422
    assert complaint in text_of(answer)
    assert stored(Override) == []


def test_a_stop_has_no_override(client, signed, stored):
    screen = signed("CS01")
    assert "Override with a reason" not in text_of(client.get(screen))
    answer = client.post(f"{screen}/override", data={"reason": "I insist"})
    assert answer.location == screen
    assert stored(Override) == []


def test_an_assistant_may_not_override(app, bo, signed):
    browser = signed_in(app, bo)
    screen = signed("CS51")
    assert browser.post(f"{screen}/override").status_code == 403
    assert "Override with a reason" not in text_of(browser.get(screen))


def test_the_list_says_what_is_allowed_and_offers_the_screen(client, patient_id, signed):
    page = text_of(client.get(f"/patients/{patient_id}/checklists"))
    assert "No screen yet" in page
    assert "No checklist was signed in this episode" in page
    signed("CS41", ticked=("CS41",))
    page = text_of(client.get(f"/patients/{patient_id}/checklists"))
    assert "May train, with the conditions below." in page
    assert "Any knock to the head" in page


def test_an_earlier_screen_says_that_it_no_longer_counts(client, signed):
    first = signed("CS41")
    signed()
    assert "it no longer counts" in text_of(client.get(first))


def test_another_clinics_screen_does_not_exist(app, cleo, signed):
    assert signed_in(app, cleo).get(signed()).status_code == 404


def test_a_screen_is_not_found_under_another_patient(app, ana, client, signed):
    other, _ = commit_episode(app, ana, record_number="HL-0001")
    checklist_id = signed().rsplit("/", 1)[1]
    assert client.get(f"/patients/{other}/checklists/{checklist_id}").status_code == 404


def test_a_closed_episode_takes_no_checklist_and_says_so(app, ana, client, patient_id):
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        discharge(
            db.session.scalars(sa.select(Episode)).one(),
            DischargeReason.GOALS_REACHED,
            DischargeOutcome.IMPROVED,
            on=clock.today("Europe/London"),
            by=ana.actor,
            at=clock.now(),
        )
        db.session.commit()
    assert client.get(new(patient_id)).status_code == 409
    assert client.post(new(patient_id), data=form_answers()).status_code == 409
    page = text_of(client.get(f"/patients/{patient_id}/checklists"))
    assert "Answer the clinical screen" not in page


def test_a_list_for_one_day_says_that_it_counts_for_one_session(client, patient_id):
    address = f"/patients/{patient_id}/checklists/preview?definition=pre_session"
    answers = {f"PS{number:02d}": "no" for number in range(1, 19)}
    assert "It counts for one session." in text_of(client.post(address, data=answers))


def test_the_stop_may_be_signed_at_once_and_says_so(client, patient_id):
    address = f"/patients/{patient_id}/checklists/preview?definition=clinical_screen"
    page = text_of(client.post(address, data={"CS01": "yes"}))
    assert "Sign the refusal" in page
    assert "no other question needs an answer" in page


def test_an_action_put_in_place_later_lifts_the_refusal_and_keeps_the_rest(client, signed, stored):
    screen = signed("CS51", "CS41", "CS24", ticked=("CS41",))
    client.post(
        f"{screen}/clearances/CS24",
        data={
            "record_id": str(new_id()),
            "step": "received",
            "doctor": "Dr Whitlow",
            "on": clock.today("Europe/London").isoformat(),
        },
    )
    assert "The action is in place : Fear of falling" in words_of(client.get(screen))
    answer = client.post(f"{screen}/actions/CS51")
    assert answer.status_code == 302
    page = text_of(client.get(answer.location))
    assert "May train, with conditions" in page
    assert "Cleared by Dr Whitlow" in page
    before, after = stored(Checklist)
    assert before.result is ChecklistStatus.CLEARANCE_PENDING
    assert after.answers == before.answers
    assert after.completed_on == before.completed_on
    assert client.post(f"{screen}/actions/CS51").location == answer.location
    assert len(stored(Checklist)) == 2


@pytest.mark.parametrize("item_id", ["CS24", "CS41", "XX99"])
def test_only_an_action_that_was_found_is_put_in_place(client, signed, item_id):
    assert client.post(f"{signed('CS24')}/actions/{item_id}").status_code == 404


def test_an_assistant_puts_an_action_in_place_before_a_session_only(app, bo, signed):
    browser = signed_in(app, bo)
    screen = signed("CS51")
    assert browser.post(f"{screen}/actions/CS51").status_code == 403
    before_session = signed("PS15", code="pre_session")
    assert browser.post(f"{before_session}/actions/PS15").status_code == 302


def test_many_unanswered_questions_are_counted_and_the_first_are_named(client, patient_id):
    page = text_of(client.post(new(patient_id), data={"CS01": "no"}))
    assert "Not signed. 1 of 53 answered." in page
    assert page.count('<li><a href="#CS') == 6
    assert "The others are marked below." in page


def test_a_note_that_is_too_long_is_named(client, patient_id):
    page = text_of(client.post(new(patient_id), data=form_answers(note="x" * 2001)))
    assert '<a href="#note">Use 2000 characters or fewer</a>' in page
