"""A discharge summary from its draft to its signature, and to the one that replaces it."""

import hashlib

import pytest

from clinic.audit.models import AuditEvent
from clinic.db import db, enter_clinic, writing
from clinic.documents.models import IssuedDocument, ReportDraft
from clinic.documents.printing import Kind
from clinic.documents.requests import Occasion
from clinic.domain.episodes import DischargeOutcome, DischargeReason
from clinic.episodes.actions import discharge
from clinic.ids import new_id
from tests import factories
from tests.documents.test_report_drafts import pdf_of, rows, save, write
from tests.reports.pdf_reading import pdfua_failures, text_of
from tests.routines.cases import NOON, TODAY, ready_episode

pytestmark = pytest.mark.database

ADDRESS = "documents/discharge-summary"


@pytest.fixture
def patient_id(app, ana):
    """Somebody whose care ended."""
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        episode = ready_episode(ana, tests={})
        discharge(
            episode, DischargeReason.GOALS_REACHED, DischargeOutcome.IMPROVED,
            on=TODAY, by=ana.actor, at=NOON,
        )  # fmt: skip
        found = episode.patient_id
        db.session.commit()
    return found


def begin(client, patient_id, **values):
    return write(client, patient_id, address=ADDRESS, **values)


def amend(client, signed, because="The dose was wrong."):
    form = {"record_id": str(new_id()), "because": because}
    return client.post(signed.location.replace("/look", "/amend"), data=form)


def said_in(pdf):
    return " ".join(text_of(pdf).split())


def test_a_draft_shows_the_pages_of_a_summary_and_no_document_is_made(app, client, ana, patient_id):
    answer = begin(client, patient_id, next_step="Review in six months.")
    [draft] = rows(app, ana, ReportDraft)
    page = client.get(answer.location).text
    assert draft.occasion is Occasion.DISCHARGE
    assert rows(app, ana, IssuedDocument) == []
    assert "Draft of a discharge summary" in page
    assert "Review in six months." in page
    assert "Who reads it" not in page
    picture = client.get(f"/patients/{patient_id}/reports/{draft.id}/pages/1.png")
    assert picture.mimetype == "image/png"


def test_every_page_about_a_report_stands_under_documents(client, patient_id):
    here = 'aria-current="page">Documents</a>'
    assert here in client.get(f"/patients/{patient_id}/{ADDRESS}").text
    assert here in client.get(begin(client, patient_id).location).text


def test_a_draft_is_found_again_under_its_name(client, patient_id):
    begin(client, patient_id)
    documents = client.get(f"/patients/{patient_id}/documents").text
    assert "Discharge summary</a>" in documents
    form = client.get(f"/patients/{patient_id}/{ADDRESS}").text
    assert "Go on with the draft of today: discharge summary" in " ".join(form.split())


def test_a_signed_draft_is_a_discharge_summary_with_the_texts_last_saved(
    app, client, ana, patient_id, tmp_path
):
    begin(client, patient_id)
    [draft] = rows(app, ana, ReportDraft)
    answer = save(client, patient_id, draft, then="sign", next_step="Goes on with the group.")
    [document] = rows(app, ana, IssuedDocument)
    pdf = pdf_of(client, answer)
    assert document.kind == Kind.DISCHARGE_SUMMARY
    assert rows(app, ana, ReportDraft) == []
    assert hashlib.sha256(pdf).hexdigest() == document.sha256
    assert "Goes on with the group." in said_in(pdf)
    assert "not signed" not in said_in(pdf)
    assert "The summary is signed and locked." in client.get(answer.location).text
    assert pdfua_failures(pdf, tmp_path) == []


def test_an_amended_summary_says_what_it_replaces_and_why_and_both_stay(
    app, client, ana, patient_id
):
    first = begin(client, patient_id, then="sign", next_step="Two sessions a week.")
    before = pdf_of(client, first)
    draft_at = amend(client, first).location
    assert "Two sessions a week." in client.get(draft_at).text
    [draft] = rows(app, ana, ReportDraft)
    second = save(client, patient_id, draft, then="sign", next_step="Three sessions a week.")

    old, new = rows(app, ana, IssuedDocument)
    assert (new.kind, new.replaces_id) == (Kind.DISCHARGE_SUMMARY, old.id)
    text = said_in(pdf_of(client, second))
    assert "This summary replaces the summary of " in text
    assert f"(SHA-256 {old.sha256[:12]})" in text
    assert "Why: The dose was wrong." in text
    assert "Three sessions a week." in text
    assert pdf_of(client, first) == before
    assert "This summary was replaced" in client.get(first.location).text
    assert "This summary replaces" in client.get(second.location).text


def test_a_summary_is_replaced_once(app, client, ana, patient_id):
    first = begin(client, patient_id, then="sign")
    amend(client, first)
    [draft] = rows(app, ana, ReportDraft)
    save(client, patient_id, draft, then="sign")
    again = amend(client, first)
    assert again.status_code == 422
    assert "This summary was replaced already. Amend the newer one." in again.text


def test_a_summary_that_was_issued_before_it_could_be_amended_stays_a_summary(
    app, client, ana, patient_id
):
    first = begin(client, patient_id, then="sign")
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        issued = db.session.scalars(db.select(IssuedDocument)).one()
        issued.request = {name: text for name, text in issued.request.items() if name != "occasion"}
        db.session.commit()
    amend(client, first)
    [draft] = rows(app, ana, ReportDraft)
    assert draft.occasion is Occasion.DISCHARGE


def test_the_trail_tells_who_began_signed_and_replaced_it(app, client, ana, patient_id):
    first = begin(client, patient_id, then="sign")
    amend(client, first)
    [draft] = rows(app, ana, ReportDraft)
    save(client, patient_id, draft, then="sign", recipient="Dr Lomax")
    events = [event for event in rows(app, ana, AuditEvent) if event.record_id == draft.id]
    actions = [event.action for event in events]
    assert actions == ["report_draft.opened", "report_draft.saved", "report_draft.signed"]
    assert events[0].changes["new"]["occasion"] == "discharge"


def test_an_assistant_neither_signs_nor_amends_a_summary(app, client, bo, patient_id):
    location = begin(client, patient_id, then="sign").location
    assistant = factories.signed_in(app, bo)
    assert begin(assistant, patient_id, then="sign").status_code == 403
    assert assistant.post(location.replace("/look", "/amend")).status_code == 403


def test_advice_that_is_too_long_is_refused_and_nothing_is_lost(app, client, ana, patient_id):
    answer = begin(client, patient_id, then="sign", next_step="Walk. " * 101)
    assert answer.status_code == 422
    assert "Walk. Walk." in answer.text
    assert rows(app, ana, IssuedDocument) == []
