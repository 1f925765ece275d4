import re

import pytest

from clinic import clock
from clinic.audit.actions import record_event
from clinic.audit.models import AccessEntry
from clinic.db import db, enter_clinic, writing
from clinic.ids import new_id
from clinic.organisation.queries import get_clinic
from clinic.patients.queries import get_patient
from tests.factories import commit_episode, signed_in

ASKED = {"what": "events", "since": "", "until": "", "clinician": "", "action": "", "patient": ""}


@pytest.fixture
def manager(app, dan):
    return signed_in(app, dan)


@pytest.fixture
def patient_id(app, ana):
    """Edith, about whom two things were written down and one look was taken."""
    patient_id, _ = commit_episode(app, ana, folded_name="edith marlowe")
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        patient = get_patient(patient_id)
        for action in ("patient.registered", "patient.corrected"):
            record_event(
                action,
                patient,
                by=ana.actor,
                at=clock.now(),
                patient_id=patient_id,
                old={"language": "en"},
                new={"language": "pl"},
            )
        look(ana, patient_id)
        db.session.commit()
    return patient_id


def look(person, patient_id):
    db.session.add(
        AccessEntry(
            at=clock.now(),
            account_id=person.actor.account_id,
            clinician_id=person.clinician_id,
            patient_id=patient_id,
            endpoint="caseload.patient",
        )
    )


def rows(page):
    return page.text.count('<th scope="row"')


def test_it_shows_who_changed_what_about_whom_from_what_to_what(manager, patient_id):
    page = manager.get("/audit").text
    for words in (
        "Ana Ribeiro",
        "Patient corrected",
        "Edith Marlowe (HL-0367)",
        "<del>en</del> <ins>pl</ins>",
    ):
        assert words in page


def test_it_shows_who_looked_at_whom(manager, patient_id):
    page = manager.get("/audit?what=looks")
    assert "the patient&#39;s page" in page.text
    assert rows(page) == 1


def test_it_answers_which_patients_somebody_saw(app, ana, bo, manager, patient_id):
    page = manager.get(f"/audit?what=seen&clinician={ana.clinician_id}")
    assert "Edith Marlowe (HL-0367)" in page.text
    assert rows(page) == 1
    assert rows(manager.get(f"/audit?what=seen&clinician={bo.clinician_id}")) == 0


def test_it_is_filtered_by_kind_day_and_person(app, ana, bo, manager, patient_id):
    today = clock.today("Europe/London").isoformat()
    assert rows(manager.get("/audit?action=patient.corrected")) == 1
    assert rows(manager.get(f"/audit?since={today}&until={today}")) == 2
    assert rows(manager.get("/audit?until=2020-01-01")) == 0
    assert rows(manager.get(f"/audit?clinician={ana.clinician_id}")) == 2
    assert rows(manager.get(f"/audit?clinician={bo.clinician_id}")) == 0


def test_a_patient_is_found_by_name_and_the_name_stays_out_of_the_address(manager, patient_id):
    for typed in ("Marlowe", "HL-0367"):
        answer = manager.post("/audit", data=ASKED | {"patient": typed})
        assert answer.location == f"/audit?what=events&patient={patient_id}"
    page = manager.get(answer.location)
    assert rows(page) == 2
    assert "About Edith Marlowe (HL-0367)" in page.text
    assert rows(manager.get(f"/audit?patient={new_id()}")) == 0


def test_a_patient_that_is_not_there_is_said(manager, patient_id):
    answer = manager.post("/audit", data=ASKED | {"patient": "Nobody"})
    assert answer.status_code == 422
    assert "No patient has this name" in answer.text


def test_a_day_that_is_none_is_said(manager):
    assert manager.post("/audit", data=ASKED | {"since": "yesterday"}).status_code == 422


def test_what_was_asked_stays_in_the_form(app, ana, manager):
    asked = ASKED | {"clinician": str(ana.clinician_id), "since": "2026-03-01"}
    answer = manager.post("/audit", data=asked)
    page = manager.get(answer.location).text
    assert 'value="2026-03-01"' in page
    assert re.search(rf'<option selected value="{ana.clinician_id}">', page)


def test_many_events_come_in_pages(app, ana, manager, patient_id):
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        for _ in range(120):
            look(ana, patient_id)
        db.session.commit()
    first = manager.get("/audit?what=looks")
    assert rows(first) == 50
    assert "1 to 50 of 121 entries" in first.text
    assert rows(manager.get("/audit?what=looks&page=3")) == 21
    assert rows(manager.get("/audit?what=looks&page=99")) == 21
    assert rows(manager.get("/audit?what=looks&page=-1")) == 50
    assert "what=looks&amp;page=2" in first.text


@pytest.mark.parametrize(
    "query", ["what=nothing", "since=x", "clinician=x", "patient=x", "page=x", "action=' OR 1=1 --"]
)
def test_an_address_that_was_mistyped_is_no_error(manager, query):
    assert manager.get(f"/audit?{query}").status_code == 200


def test_another_clinics_trail_is_not_there(app, cleo, manager, patient_id):
    with app.app_context(), writing():
        enter_clinic(cleo.clinic_id)
        look(cleo, new_id())
        db.session.commit()
    assert rows(manager.get("/audit?what=looks")) == 1
    assert rows(manager.get(f"/audit?what=looks&clinician={cleo.clinician_id}")) == 0


def test_what_the_program_did_by_itself_says_so(app, ana, manager):
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        record_event("clinic.founded", get_clinic(), by=None, at=clock.now(), new={"a": "x" * 999})
        db.session.commit()
    page = manager.get("/audit").text
    assert "The program" in page
    assert "command line" in page
    assert "x" * 300 + " …" in page
