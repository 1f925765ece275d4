"""A progress report from its draft to its signature, and to the one that replaces it."""

import hashlib
from io import BytesIO

import pytest
from PIL import Image

from clinic.audit.models import AccessEntry, AuditEvent
from clinic.db import db, enter_clinic, writing
from clinic.documents import report_actions
from clinic.documents.models import IssuedDocument, ReportDraft
from clinic.documents.orders import Order, report_order
from clinic.documents.printing import Kind
from clinic.documents.requests import Audience, ReportRequest
from clinic.episodes.queries import get_episode
from clinic.ids import new_id
from clinic.patients.queries import get_patient
from tests import factories
from tests.documents.test_document_pages import record_tug
from tests.reports.pdf_reading import page_texts, parent_tree_faults, pdfua_failures, text_of
from tests.routines.cases import prescribe, ready_episode

pytestmark = pytest.mark.database


@pytest.fixture
def patient_id(app, ana):
    """Somebody with a routine in force, a goal, and two tests that differ."""
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        episode = ready_episode(ana, tests={})
        episode.goals = "Walk to the shop.\nCarry the tea tray."
        record_tug(episode, ana, 9, "16.80")
        record_tug(episode, ana, 19, "12.46")
        prescribe(episode, ana)
        found = episode.patient_id
        db.session.commit()
    return found


def write(client, patient_id, then="draft", address="documents/progress-report", **values):
    form = {
        "record_id": str(new_id()), "audience": "doctor", "paper": "a4", "then": then,
        "recipient": "Dr S. Whitlow", **values,
    }  # fmt: skip
    from_our_page = {"Sec-Fetch-Site": "same-origin"}
    return client.post(f"/patients/{patient_id}/{address}", data=form, headers=from_our_page)


def save(client, patient_id, draft, then="draft", **values):
    values = {"version": draft.version, **values}
    return write(client, patient_id, then, f"reports/{draft.id}", **values)


def rows(app, ana, kind):
    with app.app_context():
        enter_clinic(ana.clinic_id)
        return db.session.scalars(db.select(kind).order_by(kind.id)).all()


def pdf_of(client, answer):
    return client.get(answer.location.removesuffix("/look")).data


def test_a_draft_is_kept_and_no_document_is_made_of_it(app, client, ana, patient_id):
    answer = write(client, patient_id, next_step="Open floor next.")
    [draft] = rows(app, ana, ReportDraft)
    assert answer.location.endswith(f"/reports/{draft.id}")
    assert rows(app, ana, IssuedDocument) == []
    assert "Open floor next." in client.get(answer.location).text


def test_what_is_not_signed_is_shown_as_pictures_and_says_so(client, app, ana, patient_id):
    page = client.get(write(client, patient_id).location).text
    [draft] = rows(app, ana, ReportDraft)
    picture = client.get(f"/patients/{patient_id}/reports/{draft.id}/pages/1.png")
    assert picture.mimetype == "image/png"
    assert Image.open(BytesIO(picture.data)).width == 1100
    assert "application/pdf" not in page
    assert client.get(f"/patients/{patient_id}/reports/{draft.id}/pages/99.png").status_code == 404


def test_signing_locks_the_text_and_ends_the_draft(app, client, ana, patient_id):
    write(client, patient_id)
    [draft] = rows(app, ana, ReportDraft)
    answer = save(client, patient_id, draft, then="sign", summary="She turns more safely.")
    [document] = rows(app, ana, IssuedDocument)
    pdf = pdf_of(client, answer)
    assert rows(app, ana, ReportDraft) == []
    assert hashlib.sha256(pdf).hexdigest() == document.sha256
    assert "She turns more safely." in text_of(pdf)
    assert "Ana Ribeiro" in text_of(pdf)
    assert "not signed" not in text_of(pdf)
    page = client.get(answer.location).text
    assert "Ana Ribeiro" in page
    assert document.sha256 in page


def test_a_signed_report_is_the_same_bytes_whatever_became_of_the_record(
    app, client, ana, patient_id
):
    answer = write(client, patient_id, then="sign")
    before = pdf_of(client, answer)
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        get_patient(patient_id).family_name = "Changed"
        db.session.commit()
    assert pdf_of(client, answer) == before


def test_the_second_of_two_writers_sees_both_texts_and_nothing_is_lost(
    app, client, ana, patient_id
):
    write(client, patient_id)
    [draft] = rows(app, ana, ReportDraft)
    assert save(client, patient_id, draft, summary="First.").status_code == 302
    second = save(client, patient_id, draft, summary="Second.", then="sign")
    assert second.status_code == 409
    assert "First." in second.text
    assert "Second." in second.text
    assert rows(app, ana, IssuedDocument) == []


def test_an_assistant_neither_writes_nor_signs_nor_amends(app, client, ana, bo, patient_id):
    write(client, patient_id)
    [draft] = rows(app, ana, ReportDraft)
    location = write(client, patient_id, then="sign").location
    assistant = factories.signed_in(app, bo)
    assert write(assistant, patient_id).status_code == 403
    assert save(assistant, patient_id, draft, then="sign").status_code == 403
    assert assistant.post(location.replace("/look", "/amend")).status_code == 403
    assert assistant.get(location).status_code == 200
    assert "Amend</a>" not in assistant.get(location).text


def test_another_clinic_finds_neither_draft_nor_page(app, client, ana, cleo, patient_id):
    draft_at = write(client, patient_id).location
    document_at = write(client, patient_id, then="sign").location
    other = factories.signed_in(app, cleo)
    for address in (draft_at, document_at, document_at.replace("/look", "/pages/1.png")):
        assert other.get(address).status_code == 404


def amended(client, patient_id, app, ana, because="The date of the fall was wrong."):
    """(answer of the first signature, answer of the second)."""
    first = write(client, patient_id, then="sign", question="Is apixaban kept?")
    begun = client.post(
        first.location.replace("/look", "/amend"),
        data={"record_id": str(new_id()), "because": because},
    )
    assert "Is apixaban kept?" in client.get(begun.location).text
    [draft] = rows(app, ana, ReportDraft)
    second = save(client, patient_id, draft, then="sign", question="Is apixaban kept?")
    return first, second


def test_an_amendment_says_what_it_replaces_and_why_and_the_older_page_says_so(
    app, client, ana, patient_id
):
    first, second = amended(client, patient_id, app, ana)
    old, new = rows(app, ana, IssuedDocument)
    assert new.replaces_id == old.id
    text = " ".join(text_of(pdf_of(client, second)).split())
    assert f"(SHA-256 {old.sha256[:12]})" in text
    assert "Why: The date of the fall was wrong." in text
    assert "This report was replaced" in client.get(first.location).text
    assert "This report replaces" in client.get(second.location).text
    assert hashlib.sha256(pdf_of(client, first)).hexdigest() == old.sha256
    assert "Replaced " in client.get(f"/patients/{patient_id}/documents").text


def test_a_report_is_replaced_once(app, client, ana, patient_id):
    first, second = amended(client, patient_id, app, ana)
    page = client.get(first.location.replace("/look", "/amend"))
    assert "Amend the newer one." in page.text
    again = client.post(
        first.location.replace("/look", "/amend"),
        data={"record_id": str(new_id()), "because": "Once more."},
    )
    assert again.status_code == 422
    assert client.get(second.location.replace("/look", "/amend")).status_code == 200


def test_an_amendment_needs_its_reason(app, client, ana, patient_id):
    first = write(client, patient_id, then="sign")
    answer = client.post(
        first.location.replace("/look", "/amend"), data={"record_id": str(new_id())}
    )
    assert answer.status_code == 422
    assert "Write why the earlier one is replaced" in answer.text


def test_a_handout_is_not_amended(client, patient_id):
    form = {"record_id": str(new_id()), "paper": "a4"}
    issued = client.post(f"/patients/{patient_id}/documents/handout", data=form)
    assert (
        "Only progress reports and discharge summaries are amended."
        in client.get(f"{issued.location}/amend").text
    )


def test_a_draft_thrown_away_stays_in_the_trail(app, client, ana, patient_id):
    write(client, patient_id, summary="Better.")
    [draft] = rows(app, ana, ReportDraft)
    client.post(f"/patients/{patient_id}/reports/{draft.id}/discard")
    assert rows(app, ana, ReportDraft) == []
    [event] = [e for e in rows(app, ana, AuditEvent) if e.action == "report_draft.discarded"]
    assert event.changes["old"]["summary"] == "Better."


def test_looking_at_a_page_of_a_document_is_in_the_access_journal(app, client, ana, patient_id):
    location = write(client, patient_id, then="sign").location
    client.get(location.replace("/look", "/pages/1.png"))
    assert "documents.page" in {look.endpoint for look in rows(app, ana, AccessEntry)}


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("audience", list(Audience))
def test_every_variant_is_pdf_ua_with_name_number_and_page_on_every_page(
    client, patient_id, audience, paper, tmp_path
):
    answer = write(client, patient_id, then="sign", audience=audience, paper=paper)
    pdf = pdf_of(client, answer)
    assert pdfua_failures(pdf, tmp_path) == []
    assert parent_tree_faults(pdf) == []
    pages = page_texts(pdf)
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert "Edith Marlowe · record HL-0367" in page


def test_the_goals_stand_beside_what_changed_in_every_variant(client, patient_id):
    for audience in Audience:
        text = text_of(pdf_of(client, write(client, patient_id, then="sign", audience=audience)))
        assert "Walk to the shop." in text
        assert "Carry the tea tray." in text


def test_the_form_says_that_the_patient_s_report_is_in_english_only(client, patient_id):
    page = client.get(f"/patients/{patient_id}/documents/progress-report").get_data(as_text=True)
    assert "Plain words in large print, in English only" in page


@pytest.mark.parametrize(("to", "is_said"), [("Dr Lomax", True), ("Self-referred", False)])
def test_a_report_is_not_addressed_to_nobody(client, patient_id, to, is_said):
    said = text_of(pdf_of(client, write(client, patient_id, "sign", recipient=to)))
    assert "Edith" in said
    assert (f"To {to}" in said) is is_said


def test_the_patient_reads_plain_words_and_no_promise(client, patient_id):
    pdf = pdf_of(client, write(client, patient_id, then="sign", audience="patient"))
    text = " ".join(text_of(pdf).split())
    assert "This is better. The change is larger than chance." in text
    assert "A good test does not mean that you cannot fall." in text
    for jargon in ("MDC", "measurement error", "stratum", "adherence"):
        assert jargon not in text


def test_the_funder_reads_no_falls_notes_decisions_or_risk(client, patient_id):
    text = text_of(pdf_of(client, write(client, patient_id, then="sign", audience="funder")))
    assert "Real" in text
    assert "Training delivered" in text
    for kept_back in ("fall reported", "Session logs", "Decisions", "stratum", "health events"):
        assert kept_back not in text


def test_the_first_page_for_the_doctor_stays_one_page_with_the_longest_texts(client, patient_id):
    answer = write(
        client, patient_id, then="sign",
        summary="Word " * 79, next_step="Step " * 89, question="Why? " * 59,
    )  # fmt: skip
    first, second, *_ = page_texts(pdf_of(client, answer))
    assert "Ana Ribeiro" in first
    assert "Course of each measure" in second


def test_a_draft_whose_report_was_replaced_meanwhile_is_not_signed(inside):
    episode = get_episode(ready_episode(inside, tests={}).id)
    by = {"by": inside.actor, "at": factories.MORNING}
    request = ReportRequest(audience=Audience.PATIENT)
    issue = report_actions.issue
    order = report_order(request, "a4")
    first = issue(order, episode, record_id=new_id(), today=factories.TODAY, **by).record
    drafts = [
        report_actions.open_amendment(first, episode, because="Wrong", record_id=new_id(), **by)
        for _ in range(2)
    ]
    signing = {"record_id": new_id(), "today": factories.TODAY, **by}
    report_actions.sign_draft(drafts[0], episode, **signing)
    with pytest.raises(report_actions.CannotBeAmended):
        report_actions.sign_draft(drafts[1], episode, **signing)


def test_each_audience_has_a_document_of_its_own():
    kinds = {report_order(ReportRequest(audience=one), "a4").kind for one in Audience}
    assert kinds == {Kind.PROGRESS_REPORT, Kind.PATIENT_REPORT, Kind.FUNDER_REPORT}
    assert isinstance(report_order(ReportRequest(), "a4"), Order)
