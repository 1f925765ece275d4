import hashlib
import re
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from clinic.assessments.actions import record_assessment
from clinic.assessments.results import Entry
from clinic.audit.models import AccessEntry, AuditEvent
from clinic.catalogue.instrument_definitions import get_instrument
from clinic.db import db, enter_clinic, writing
from clinic.documents import actions, gathering, queries
from clinic.documents.models import IssuedDocument
from clinic.documents.orders import Order
from clinic.documents.printing import Kind, print_stored
from clinic.documents.refusals import why_no_handout
from clinic.documents.requests import ReportRequest
from clinic.domain.responses import Responses
from clinic.episodes.queries import get_episode
from clinic.ids import new_id
from clinic.organisation.models import Clinic
from clinic.organisation.queries import get_clinic
from clinic.patients.queries import get_patient
from clinic.routines.actions import pause_routine
from tests import factories
from tests.reports.pdf_reading import page_texts, sizes_of, text_of
from tests.routines.cases import NOON, TODAY, prescribe, ready_episode, screen

pytestmark = pytest.mark.database

AN_HOUR = timedelta(hours=1)


@pytest.fixture
def prescribed(app, ana):
    """A patient with a routine in force: (patient id, episode id)."""
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        episode = ready_episode(ana, yes=("CS41",), tests={})
        record_tug(episode, ana, 18, "14.00")
        prescribe(episode, ana)
        ids = (episode.patient_id, episode.id)
        db.session.commit()
    return ids


def record_tug(episode, by, day, *trials):
    """A TUG as the page records it, on a day of this March."""
    entry = Entry(
        assessed_on=TODAY.replace(day=day),
        responses=Responses(numbers={"trials_s": tuple(map(Decimal, trials))}),
    )
    return record_assessment(
        episode, get_instrument("tug"), entry, record_id=new_id(), by=by.actor, at=NOON
    )


def issue(client, patient_id, kind, **values):
    address = f"/patients/{patient_id}/documents/{kind}"
    form = {"record_id": str(new_id()), "paper": "a4", **values}
    if kind == "progress-report":
        form = {"audience": "doctor", "then": "sign", **form}
    return client.post(address, data=form)


def pdf_of(client, answer):
    """The bytes behind the page about a document, or the document itself."""
    return client.get(answer.location.removesuffix("/look")).data


def issued(app, ana):
    with app.app_context():
        enter_clinic(ana.clinic_id)
        return db.session.scalars(db.select(IssuedDocument)).all()


def test_a_handout_is_issued_and_shown(app, client, ana, prescribed):
    patient_id, _ = prescribed
    answer = issue(client, patient_id, "handout")
    assert answer.status_code == 302
    shown = client.get(answer.location)
    assert shown.mimetype == "application/pdf"
    [document] = issued(app, ana)
    assert hashlib.sha256(shown.data).hexdigest() == document.sha256
    assert "You take a blood thinner." in text_of(shown.data)


def test_the_file_is_inline_neutral_and_kept_nowhere(client, prescribed):
    patient_id, _ = prescribed
    shown = client.get(issue(client, patient_id, "handout").location)
    disposition = shown.headers["Content-Disposition"]
    assert disposition.startswith('inline; filename="handout-')
    assert "Marlowe" not in disposition
    assert shown.headers["Cache-Control"] == "no-store"


def test_a_handout_sent_twice_is_issued_once(app, client, ana, prescribed):
    patient_id, _ = prescribed
    form = {"record_id": str(new_id()), "paper": "a4"}
    first = client.post(f"/patients/{patient_id}/documents/handout", data=form)
    again = client.post(f"/patients/{patient_id}/documents/handout", data=form)
    assert first.location == again.location
    assert len(issued(app, ana)) == 1


def test_paper_is_chosen(client, prescribed):
    patient_id, _ = prescribed
    shown = client.get(issue(client, patient_id, "handout", paper="letter").location)
    assert PdfReader(BytesIO(shown.data)).pages[0].mediabox.width == 612


def test_the_size_of_the_text_and_the_page_of_questions_are_chosen(client, prescribed):
    patient_id, _ = prescribed
    form = client.get(f"/patients/{patient_id}/documents/handout").text
    (chosen,) = re.findall(r'<input checked[^>]*name="text_size"[^>]*>', form)
    assert 'value="18"' in chosen
    plain = pdf_of(client, issue(client, patient_id, "handout"))
    chosen = pdf_of(
        client, issue(client, patient_id, "handout", text_size="22", with_questions="y")
    )
    assert "Questions and answers" in "".join(page_texts(chosen)[-2:])
    assert "Questions and answers" not in page_texts(plain)[-1]
    assert max(sizes_of(chosen, "Stop at once")) > max(sizes_of(plain, "Stop at once"))


def test_a_size_nobody_offers_is_refused(client, prescribed):
    patient_id, _ = prescribed
    assert issue(client, patient_id, "handout", text_size="9").status_code == 422


def test_a_paper_nobody_sells_is_refused(app, client, ana, prescribed):
    patient_id, _ = prescribed
    assert issue(client, patient_id, "handout", paper="papyrus").status_code == 422
    assert issued(app, ana) == []


def test_without_a_routine_there_is_no_handout_and_the_page_says_why(app, client, ana):
    patient_id, _ = factories.commit_episode(app, ana)
    page = client.get(f"/patients/{patient_id}/documents/handout")
    assert "No routine is in force" in page.text
    assert issue(client, patient_id, "handout").status_code == 422
    assert issued(app, ana) == []


def test_a_progress_report_is_issued_for_its_reader(app, client, ana, prescribed):
    patient_id, _ = prescribed
    answer = issue(
        client, patient_id, "progress-report",
        recipient="Dr S. Whitlow <b>", next_step="Open floor next.", question="Is apixaban kept?",
    )  # fmt: skip
    text = text_of(pdf_of(client, answer))
    assert "To Dr S. Whitlow <b>" in text
    assert "Open floor next." in text
    assert "We ask you: Is apixaban kept?" in text
    assert "Ana Ribeiro" in text


def test_a_report_without_any_measure_is_issued(app, client, ana):
    patient_id, _ = factories.commit_episode(app, ana)
    text = text_of(pdf_of(client, issue(client, patient_id, "progress-report")))
    assert "Nothing has been measured yet." in text
    assert "No session has been logged." in text


def test_the_list_names_kind_reader_issuer_and_mark(app, client, ana, prescribed):
    patient_id, _ = prescribed
    issue(client, patient_id, "progress-report", recipient="Dr S. Whitlow")
    page = client.get(f"/patients/{patient_id}/documents").text
    [document] = issued(app, ana)
    for words in ("Progress report", "Dr S. Whitlow", "Ana Ribeiro", document.sha256[:12]):
        assert words in page


def test_an_empty_list_says_what_there_could_be(app, client, ana):
    patient_id, _ = factories.commit_episode(app, ana)
    page = client.get(f"/patients/{patient_id}/documents").text
    assert "Nothing has been printed yet." in page


def test_an_assistant_prints_handouts_and_signs_no_report(app, bo, prescribed):
    patient_id, _ = prescribed
    client = factories.signed_in(app, bo)
    assert issue(client, patient_id, "handout").status_code == 302
    assert issue(client, patient_id, "progress-report").status_code == 403


def test_another_clinic_finds_nothing(app, client, ana, cleo, prescribed):
    patient_id, _ = prescribed
    location = issue(client, patient_id, "handout").location
    stranger = factories.signed_in(app, cleo)
    assert stranger.get(location).status_code == 404
    assert stranger.get(f"/patients/{patient_id}/documents").status_code == 404


def test_a_document_under_another_patient_is_not_found(app, client, ana, prescribed):
    patient_id, _ = prescribed
    location = issue(client, patient_id, "handout").location
    other, _ = factories.commit_episode(app, ana, record_number="HL-0400")
    assert client.get(location.replace(str(patient_id), str(other))).status_code == 404


def test_issuing_is_in_the_audit_trail_and_looking_in_the_journal(app, client, ana, prescribed):
    patient_id, _ = prescribed
    client.get(issue(client, patient_id, "handout").location)
    with app.app_context():
        enter_clinic(ana.clinic_id)
        event = db.session.scalars(
            db.select(AuditEvent).where(AuditEvent.action == "document.issued")
        ).one()
        assert "sha256" in str(event.changes)
        assert "Marlowe" not in str(event.changes)
        looks = db.session.scalars(
            db.select(AccessEntry).where(AccessEntry.endpoint == "documents.show")
        ).all()
    assert [look.record_id for look in looks] == [event.record_id]


def test_the_same_record_gives_the_same_bytes(inside):
    episode = ready_episode(inside)
    prescribe(episode, inside)
    order = Order(kind=Kind.HANDOUT, paper="a4")
    values = {"by": inside.actor, "at": NOON, "today": TODAY}
    first = actions.issue(order, episode, record_id=new_id(), **values)
    second = actions.issue(order, episode, record_id=new_id(), **values)
    assert first.pdf == second.pdf
    assert first.record.sha256 == second.record.sha256
    assert queries.find_latest(episode, Kind.HANDOUT).id in (first.record.id, second.record.id)


def test_a_document_is_made_again_as_it_was_after_the_record_has_changed(inside):
    episode = ready_episode(inside, tests={})
    record_tug(episode, inside, 9, "16.80")
    printed = actions.issue(
        Order(kind=Kind.PROGRESS_REPORT, paper="a4"), episode,
        record_id=new_id(), by=inside.actor, at=NOON, today=TODAY,
    )  # fmt: skip
    get_patient(episode.patient_id).family_name = "Changed"
    db.session.flush()
    db.session.expire_all()
    [kept] = queries.list_for(episode)
    assert print_stored(Kind(kept.kind), kept.content, kept.paper) == printed.pdf


def test_a_document_of_another_layout_says_so_before_it_is_opened(app, client, ana, prescribed):
    patient_id, _ = prescribed
    location = issue(client, patient_id, "handout").location
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        db.session.execute(db.update(IssuedDocument).values(sha256="0" * 64))
        db.session.commit()
    page = client.get(location)
    assert "The words are those of the day of issue" in page.text
    assert client.get(f"{location}?laid-out-anew=yes").mimetype == "application/pdf"


def test_a_report_tells_change_error_verdict_and_line(inside):
    episode = ready_episode(inside, tests={})
    for day, value in ((9, "16.80"), (19, "12.46")):
        record_tug(episode, inside, day, value)
    content = gathering.gather_progress_report(
        get_episode(episode.id), ReportRequest(), signed_by=inside.clinician_id, on=TODAY
    )
    [row] = content.measures
    assert row.baseline == "16.80\n9\u00a0Mar"
    assert row.now == "12.46\n19\u00a0Mar"
    assert row.change == "−4.34"
    assert row.verdict == "Real\u00a0improvement"
    assert content.summary.lead.startswith("1 of 1 measure improved")
    assert any("MDC95" in cells[1] for cells in content.tables[0].rows)


def test_a_screen_that_says_stop_ends_the_handout(inside):
    episode = ready_episode(inside, tests={})
    record_tug(episode, inside, 18, "14.00")
    prescribe(episode, inside)
    screen(episode, inside, yes=("CS01",))
    with pytest.raises(gathering.CannotBeIssued, match="says stop"):
        gathering.gather_handout(episode, on=TODAY)


def test_a_paused_routine_has_no_handout(inside):
    episode = ready_episode(inside, tests={})
    record_tug(episode, inside, 18, "14.00")
    routine = prescribe(episode, inside)
    later = NOON + AN_HOUR
    pause_routine(routine, episode, "Ill", on=TODAY, record_id=new_id(), by=inside.actor, at=later)
    assert "Training is paused" in why_no_handout(episode, on=TODAY)


def test_a_clinic_without_a_telephone_has_no_handout(inside):
    episode = ready_episode(inside, tests={})
    record_tug(episode, inside, 18, "14.00")
    prescribe(episode, inside)
    get_clinic().telephone = ""
    assert "no telephone" in why_no_handout(episode, on=TODAY)


def test_another_profile_changes_no_issued_report_and_is_printed_on_the_next(
    app, ana, client, dan, prescribed
):
    patient_id, episode_id = prescribed
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        record_tug(get_episode(episode_id), ana, 19, "11.60")
        db.session.commit()
    first = issue(client, patient_id, "progress-report")
    as_issued = pdf_of(client, first)
    assert "Error: MDC95 3.00 s" in " ".join(text_of(as_issued).split())
    own = {"mdc": "own", "own_value": "0.80", "own_people": "34", "own_source": "Own retest"}
    with app.app_context():
        version = db.session.get_one(Clinic, ana.clinic_id).version
    chosen = factories.signed_in(app, dan).post(
        "/settings/measures/tug", data={"version": version} | own
    )
    assert chosen.status_code == 302
    assert pdf_of(client, first) == as_issued
    [document] = issued(app, ana)
    assert hashlib.sha256(as_issued).hexdigest() == document.sha256
    again = " ".join(text_of(pdf_of(client, issue(client, patient_id, "progress-report"))).split())
    # 2.772 x 0.80 = 2.2176
    assert "MDC95 2.22 s" in again
    assert "Own retest" in again
