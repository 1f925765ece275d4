"""A draft that is open in two tabs: signed or thrown away in one, the other one is told."""

import pytest

from clinic.audit.models import AuditEvent
from clinic.db import db, enter_clinic
from clinic.documents.models import IssuedDocument, ReportDraft
from clinic.documents.requests import Occasion
from tests import factories
from tests.documents.test_discharge_drafts import begin
from tests.documents.test_discharge_drafts import patient_id as discharged_id
from tests.documents.test_report_drafts import patient_id, rows, save, write

pytestmark = pytest.mark.database

__all__ = ["discharged_id", "patient_id"]  # fixtures


def two_tabs(client, app, ana, patient_id):
    """A draft, as both tabs have opened it."""
    write(client, patient_id)
    [draft] = rows(app, ana, ReportDraft)
    return draft


def words(answer):
    return " ".join(answer.text.split())


def test_a_draft_that_was_signed_in_another_tab_is_not_signed_twice(app, client, ana, patient_id):
    draft = two_tabs(client, app, ana, patient_id)
    save(client, patient_id, draft, then="sign")
    second = save(client, patient_id, draft, then="sign")
    [document] = rows(app, ana, IssuedDocument)
    assert second.status_code == 409
    assert "This report is signed already" in second.text
    assert "Ana Ribeiro, at " in second.text
    assert f"/documents/{document.id}/look" in second.text
    assert client.get(f"/patients/{patient_id}/documents/{document.id}/look").status_code == 200


def test_what_the_second_tab_typed_is_shown_and_not_lost(app, client, ana, patient_id):
    draft = two_tabs(client, app, ana, patient_id)
    save(client, patient_id, draft, then="sign", summary="She turns more safely.")
    second = save(client, patient_id, draft, summary="She <b>still</b> hesitates.")
    assert "She &lt;b&gt;still&lt;/b&gt; hesitates." in second.text
    assert "Dr S. Whitlow" not in second.text.split("What you typed")[1].split("Go to the")[0]


def test_opening_it_again_says_the_same(app, client, ana, patient_id):
    draft = two_tabs(client, app, ana, patient_id)
    save(client, patient_id, draft, then="sign")
    again = client.get(f"/patients/{patient_id}/reports/{draft.id}")
    assert again.status_code == 200
    assert "This report is signed already" in again.text
    assert "What you typed" not in again.text


@pytest.mark.parametrize("then", ["draft", "sign"])
def test_a_draft_that_was_thrown_away_meanwhile_says_so(app, client, ana, patient_id, then):
    draft = two_tabs(client, app, ana, patient_id)
    client.post(f"/patients/{patient_id}/reports/{draft.id}/discard")
    second = save(client, patient_id, draft, then=then, summary="Hours of thought.")
    assert second.status_code == 409
    assert "This draft was thrown away" in second.text
    assert "Hours of thought." in second.text
    assert rows(app, ana, IssuedDocument) == []


def test_throwing_away_what_was_signed_throws_nothing_away(app, client, ana, patient_id):
    draft = two_tabs(client, app, ana, patient_id)
    save(client, patient_id, draft, then="sign")
    answer = client.post(f"/patients/{patient_id}/reports/{draft.id}/discard")
    assert answer.status_code == 409
    assert "This report is signed already" in answer.text
    assert len(rows(app, ana, IssuedDocument)) == 1


def test_a_discharge_summary_is_named_as_one(app, client, ana, discharged_id):
    begin(client, discharged_id)
    [draft] = rows(app, ana, ReportDraft)
    assert draft.occasion is Occasion.DISCHARGE
    save(client, discharged_id, draft, then="sign")
    second = save(client, discharged_id, draft, then="sign")
    assert "This summary is signed already" in second.text
    assert "Go to the signed summary" in words(second)


def test_of_a_draft_of_another_patient_or_clinic_nothing_is_said(
    app, client, ana, cleo, patient_id
):
    draft = two_tabs(client, app, ana, patient_id)
    save(client, patient_id, draft, then="sign")
    other, _ = factories.commit_episode(app, ana, record_number="X-78")
    assert client.get(f"/patients/{other}/reports/{draft.id}").status_code == 404
    theirs = factories.signed_in(app, cleo)
    assert theirs.get(f"/patients/{patient_id}/reports/{draft.id}").status_code == 404


def test_another_record_of_the_trail_is_no_draft(app, client, ana, patient_id):
    write(client, patient_id, then="sign")
    with app.app_context():
        enter_clinic(ana.clinic_id)
        events = db.session.scalars(db.select(AuditEvent)).all()
        others = {event.record_id for event in events if event.record_kind != "ReportDraft"}
    for record_id in others - {None}:
        assert client.get(f"/patients/{patient_id}/reports/{record_id}").status_code == 404
