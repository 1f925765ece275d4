import hashlib
from datetime import date, timedelta

import pytest
import time_machine

from clinic.db import db, enter_clinic, writing
from clinic.documents.models import IssuedDocument
from clinic.episodes.queries import get_episode
from clinic.ids import new_id
from clinic.organisation.queries import get_clinic
from clinic.patients.queries import get_patient
from clinic.routines.actions import pause_routine
from clinic.routines.queries import current_routine
from clinic.session_logs.models import DiarySheet
from tests import factories
from tests.reports.pdf_reading import alternatives_of, text_of
from tests.routines.cases import NOON, TODAY, prescribe, ready_episode, screen

pytestmark = pytest.mark.database

MONDAY = date(2026, 3, 16)
AN_HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def prescribed(app, ana):
    """A patient with a routine in force: (patient id, episode id)."""
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        episode = ready_episode(ana)
        prescribe(episode, ana)
        ids = (episode.patient_id, episode.id)
        db.session.commit()
    return ids


def issue(client, patient_id, kind, **values):
    form = {"record_id": str(new_id()), "paper": "a4", **values}
    return client.post(f"/patients/{patient_id}/documents/{kind}", data=form)


def issue_diary(client, patient_id, **values):
    return issue(client, patient_id, "diary", **({"starts_on": MONDAY.isoformat()} | values))


def rows(app, ana, kind):
    with app.app_context():
        enter_clinic(ana.clinic_id)
        return db.session.scalars(db.select(kind)).all()


def test_a_diary_is_issued_with_a_code_that_finds_exactly_its_sheet(app, client, ana, prescribed):
    patient_id, episode_id = prescribed
    answer = issue_diary(client, patient_id)
    assert answer.status_code == 302
    pdf = client.get(answer.location).data
    [sheet] = rows(app, ana, DiarySheet)
    assert (sheet.starts_on, sheet.weeks, sheet.episode_id) == (MONDAY, 4, episode_id)
    assert alternatives_of(pdf) == [f"Sheet code: {sheet.code}"] * 2
    found = client.get("/diary", query_string={"code": sheet.code})
    assert found.location.endswith(f"/sessions/diary/{sheet.id}")


def test_the_diary_is_kept_with_the_hash_of_its_bytes_and_a_neutral_name(
    app, client, ana, prescribed
):
    patient_id, _ = prescribed
    shown = client.get(issue_diary(client, patient_id).location)
    [document] = rows(app, ana, IssuedDocument)
    assert hashlib.sha256(shown.data).hexdigest() == document.sha256
    assert shown.headers["Content-Disposition"].startswith('inline; filename="diary-')


def test_a_diary_sent_twice_is_one_sheet(app, client, ana, prescribed):
    patient_id, _ = prescribed
    form = {"record_id": str(new_id())}
    first = issue_diary(client, patient_id, **form)
    assert first.location == issue_diary(client, patient_id, **form).location
    assert len(rows(app, ana, DiarySheet)) == 1


def test_a_diary_starts_this_week_or_next_and_on_no_other_day(app, client, ana, prescribed):
    patient_id, _ = prescribed
    page = client.get(f"/patients/{patient_id}/documents/diary").text
    assert "This week, from Monday 16 March 2026" in page
    assert "Next week, from Monday 23 March 2026" in page
    for day in ("2026-03-17", "2027-01-04", "soon", ""):
        assert issue_diary(client, patient_id, starts_on=day).status_code == 422
    assert rows(app, ana, DiarySheet) == []


def test_without_a_routine_no_diary_and_the_page_says_why(app, client, ana):
    patient_id, _ = factories.commit_episode(app, ana)
    assert "No routine is in force" in client.get(f"/patients/{patient_id}/documents/diary").text
    assert issue_diary(client, patient_id).status_code == 422
    assert rows(app, ana, DiarySheet) == []


def test_while_training_is_paused_no_diary_is_printed(app, client, ana, prescribed):
    patient_id, episode_id = prescribed
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        episode = get_episode(episode_id)
        routine, later = current_routine(episode), NOON + AN_HOUR
        pause_routine(routine, episode, "Flu", on=TODAY, record_id=new_id(), by=ana.actor, at=later)
        db.session.commit()
    assert issue_diary(client, patient_id).status_code == 422


def test_a_home_set_up_sheet_is_issued(app, client, ana, prescribed):
    patient_id, _ = prescribed
    answer = issue(client, patient_id, "home-set-up", paper="letter")
    assert answer.status_code == 302
    assert "Who stands where" in text_of(client.get(answer.location).data)
    [document] = rows(app, ana, IssuedDocument)
    assert (document.kind, document.paper) == ("home_sheet", "letter")


def test_the_sheet_speaks_the_language_of_the_patient(app, client, ana, prescribed):
    patient_id, _ = prescribed
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        get_patient(patient_id).language = "de"
        db.session.commit()
    text = text_of(client.get(issue(client, patient_id, "home-set-up").location).data)
    assert "Sicherer Platz zu Hause" in text


def test_when_the_screen_says_stop_no_home_set_up_sheet_is_printed(app, client, ana, prescribed):
    patient_id, episode_id = prescribed
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        screen(get_episode(episode_id), ana, yes=("CS01",), at=NOON)
        db.session.commit()
    assert "says stop" in client.get(f"/patients/{patient_id}/documents/home-set-up").text
    assert issue(client, patient_id, "home-set-up").status_code == 422


def test_a_clinic_without_a_telephone_prints_no_diary(app, client, ana, prescribed):
    patient_id, _ = prescribed
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        get_clinic().telephone = ""
        db.session.commit()
    assert issue_diary(client, patient_id).status_code == 422


def test_the_list_of_documents_offers_and_names_the_sheets(client, prescribed):
    patient_id, _ = prescribed
    issue_diary(client, patient_id)
    issue(client, patient_id, "home-set-up")
    page = client.get(f"/patients/{patient_id}/documents").text
    assert "Print a diary" in page
    assert "Print a home set-up sheet" in page
    assert "Diary<span" in page
    assert "Home set-up sheet<span" in page
