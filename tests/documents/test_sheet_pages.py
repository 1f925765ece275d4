import hashlib
from datetime import date, timedelta

import pytest
import time_machine

from clinic.catalogue.checklist_definitions import get_checklist, list_checklists
from clinic.catalogue.instrument_definitions import list_recordable
from clinic.db import db, enter_clinic, writing
from clinic.documents.models import IssuedDocument
from clinic.domain.episodes import DischargeOutcome, DischargeReason
from clinic.episodes.actions import discharge
from clinic.episodes.queries import get_episode
from clinic.ids import new_id
from clinic.organisation.queries import get_clinic
from clinic.patients.queries import get_patient
from clinic.routines.actions import pause_routine
from clinic.routines.queries import current_routine
from clinic.session_logs.models import DiarySheet
from tests import factories
from tests.documents.test_document_pages import record_tug
from tests.reports.pdf_reading import (
    alternatives_of,
    parent_tree_faults,
    pdfua_failures,
    text_of,
    words_of,
)
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
        episode = ready_episode(ana, tests={})
        record_tug(episode, ana, 18, "14.00")
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


def discharge_now(app, ana, episode_id):
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        episode = get_episode(episode_id)
        episode.goals = "To carry the tray into the garden"
        discharge(
            episode,
            DischargeReason.GOALS_REACHED,
            DischargeOutcome.IMPROVED,
            on=TODAY,
            note="Goes on with the walking group.",
            by=ana.actor,
            at=NOON + AN_HOUR,
            record_id=new_id(),
        )
        db.session.commit()


def test_a_discharge_summary_tells_how_care_ended(app, client, ana, prescribed, tmp_path):
    patient_id, episode_id = prescribed
    discharge_now(app, ana, episode_id)
    answer = issue(
        client,
        patient_id,
        "discharge-summary",
        then="sign",
        next_step="Review in six months.",
        recipient="Dr W",
    )
    pdf = client.get(answer.location.removesuffix("/look")).data
    text = " ".join(text_of(pdf).split())
    assert "Discharge summary: Edith Marlowe" in text
    for said in (
        "Discharged on 20 March 2026. Reason: goals reached.",
        "Goes on with the walking group.",
        "Review in six months.",
        "To carry the tray into the garden",
    ):
        assert said in text
    assert pdfua_failures(pdf, tmp_path) == []


def test_before_discharge_there_is_no_summary(app, client, ana, prescribed):
    patient_id, _ = prescribed
    page = client.get(f"/patients/{patient_id}/documents/discharge-summary")
    assert "not discharged yet" in page.text
    assert issue(client, patient_id, "discharge-summary").status_code == 422
    assert rows(app, ana, IssuedDocument) == []


def test_an_assistant_writes_no_discharge_summary(app, bo, prescribed):
    patient_id, _ = prescribed
    assert issue(factories.signed_in(app, bo), patient_id, "discharge-summary").status_code == 403


@pytest.mark.parametrize("definition", list_checklists(), ids=lambda definition: definition.code)
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_every_checklist_is_printed_empty(client, prescribed, tmp_path, definition, paper):
    patient_id, _ = prescribed
    answer = issue(client, patient_id, "checklist", checklist=definition.code, paper=paper)
    pdf = client.get(answer.location).data
    assert pdfua_failures(pdf, tmp_path) == []
    assert parent_tree_faults(pdf) == []
    assert alternatives_of(pdf).count("[x]") == 0
    said = words_of(pdf)
    assert all("".join(item.question.split()) in said for item in definition.items)


def test_a_signed_checklist_is_printed_with_its_answers(app, client, ana, prescribed, tmp_path):
    patient_id, episode_id = prescribed
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        signed = screen(get_episode(episode_id), ana, yes=("CS41",), at=NOON).id
        db.session.commit()
    assert "signed 20 March 2026" in client.get(f"/patients/{patient_id}/documents/checklist").text
    answer = issue(client, patient_id, "checklist", checklist=str(signed))
    pdf = client.get(answer.location).data
    assert pdfua_failures(pdf, tmp_path) == []
    assert "Ana Ribeiro" in text_of(pdf)
    # Every question has its answer, and the one that was triggered its action.
    assert alternatives_of(pdf).count("[x]") == len(get_checklist("clinical_screen").items) + 1


def test_a_checklist_that_does_not_exist_is_refused(client, prescribed):
    patient_id, _ = prescribed
    for chosen in ("", "tea", str(new_id())):
        assert issue(client, patient_id, "checklist", checklist=chosen).status_code == 422


@pytest.mark.parametrize("instrument", list_recordable(), ids=lambda instrument: instrument.code)
def test_every_test_sheet_is_printed(client, prescribed, tmp_path, instrument):
    patient_id, _ = prescribed
    answer = issue(client, patient_id, "test-sheet", instrument=instrument.code)
    pdf = client.get(answer.location).data
    assert pdfua_failures(pdf, tmp_path) == []
    assert parent_tree_faults(pdf) == []
    said = words_of(pdf)
    assert "Page1of1" in said
    assert all("".join(step.split()) in said for step in instrument.steps)
    # What needs its holder's permission is not on paper before the clinic has it.
    for group in instrument.groups:
        is_asked = all("".join(item.label.split()) in said for item in group.items)
        assert is_asked is not group.needs_permission


def test_a_test_sheet_has_a_box_for_each_score(client, prescribed):
    patient_id, _ = prescribed
    answer = issue(client, patient_id, "test-sheet", instrument="berg")
    assert alternatives_of(client.get(answer.location).data) == ["[ ]"] * 14 * 5


def test_a_test_that_does_not_exist_is_refused(client, prescribed):
    patient_id, _ = prescribed
    for chosen in ("", "wfg", "crystal-ball"):
        assert issue(client, patient_id, "test-sheet", instrument=chosen).status_code == 422
