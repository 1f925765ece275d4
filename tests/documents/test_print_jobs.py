"""Print for many: who may, what is made, and that nothing is done twice or lost."""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine

from clinic.audit.models import AccessEntry
from clinic.db import db, enter_clinic, writing
from clinic.documents import job_actions, job_files, press
from clinic.documents.jobs import KEPT, LEASE, QUIET, Binding
from clinic.documents.models import IssuedDocument, PrintJob, PrintJobItem
from clinic.documents.orders import Order
from clinic.documents.printing import Kind
from clinic.documents.words import FILE_WORDS, KIND_WORDS, KINDS_WORDS
from clinic.episodes.models import Episode
from clinic.episodes.queries import get_episode
from clinic.ids import new_id
from clinic.patients.queries import get_patient
from clinic.routines.actions import pause_routine
from clinic.routines.queries import current_routine
from tests import factories
from tests.reports.pdf_reading import page_texts, pdfa_failures, pdfua_failures, text_of
from tests.routines.cases import NOON, TODAY, prescribe, screen

pytestmark = pytest.mark.database

NAMES = ("Abbott", "Baker", "Carter")
LATER = NOON + timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(LATER, tick=False) as moved:
        yield moved


@pytest.fixture
def episode_ids(app, ana):
    """Three people with a routine in force, by family name."""
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        ids = [ready(ana, number, name).id for number, name in enumerate(NAMES)]
        db.session.commit()
    return ids


def ready(ana, number, name):
    patient = factories.make_patient(ana, family_name=name, record_number=f"P-{number}")
    episode = factories.make_episode(ana, patient)
    screen(episode, ana)
    prescribe(episode, ana)
    return episode


def ask(client, episode_ids, **values):
    form = {
        "record_id": str(new_id()), "wanted": "home_sheet", "paper": "a4", "binding": "pdf",
        "starts_on": "2026-03-16", "definition": "clinical_screen",
        "episode": [str(one) for one in episode_ids], **values,
    }  # fmt: skip
    return client.post("/print", data=form)


def fetch(client, location):
    """The finished file, read to its end."""
    return client.get(f"{location}/file", buffered=True)


def rows(app, ana, kind):
    with app.app_context():
        enter_clinic(ana.clinic_id)
        return db.session.scalars(db.select(kind).order_by(kind.id)).all()


def work(app, worker="first"):
    with app.app_context():
        return press.run_next(worker)


def pause(app, ana, episode_id):
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        episode = get_episode(episode_id)
        pause_routine(
            current_routine(episode), episode, "Flu",
            on=TODAY, record_id=new_id(), by=ana.actor, at=LATER,
        )  # fmt: skip
        db.session.commit()


def test_those_ticked_are_named_before_anything_is_printed(app, client, ana, episode_ids):
    page = client.post("/print/new", data={"episode": [str(episode_ids[0]), "nonsense"]})
    assert "Edith Abbott, P-0" in page.text
    assert "Baker" not in page.text
    assert rows(app, ana, PrintJob) == []


def test_nobody_ticked_is_a_sentence(client, episode_ids):
    for answer in (client.post("/print/new"), ask(client, [])):
        assert answer.status_code == 422
        assert "Tick at least one patient" in answer.text


def test_a_job_makes_one_file_with_everybody_on_a_sheet_of_their_own(
    app, client, ana, episode_ids, tmp_path
):
    location = ask(client, reversed(episode_ids)).location
    assert "0 of 3 done." in client.get(location).text
    assert work(app)
    page = client.get(location).text
    assert "3 of 3 made." in page
    assert "Open the PDF to print" in page
    pdf = fetch(client, location)
    assert pdf.mimetype == "application/pdf"
    assert "home-set-up-sheets-" in pdf.headers["Content-Disposition"]
    assert pdfua_failures(pdf.data, tmp_path) == []
    texts = page_texts(pdf.data)
    starts = [next(i for i, text in enumerate(texts) if f"Edith {name}" in text) for name in NAMES]
    assert starts == sorted(starts)  # by family name, however they were ticked
    assert all(start % 2 == 0 for start in starts)


def test_reports_for_the_archive_printed_for_many_are_for_the_archive_together(
    app, client, episode_ids, tmp_path
):
    location = ask(client, episode_ids, wanted="progress_report").location
    work(app)
    pdf = fetch(client, location).data
    assert pdfa_failures(pdf, tmp_path) == []
    assert pdfua_failures(pdf, tmp_path) == []
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf


def test_a_zip_holds_a_file_each_and_no_name_tells_who(app, client, ana, episode_ids):
    location = ask(client, episode_ids, binding="zip").location
    work(app)
    answer = fetch(client, location)
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=home-set-up")
    opened = zipfile.ZipFile(BytesIO(answer.data))
    documents = {one.sha256[:12] for one in rows(app, ana, IssuedDocument)}
    assert len(opened.namelist()) == len(NAMES)
    for name in opened.namelist():
        assert name.rpartition("-")[2].removesuffix(".pdf") in documents
        assert not any(person in name for person in (*NAMES, "P-0", "P-1"))
        assert opened.read(name).startswith(b"%PDF-")


def test_one_that_fails_is_named_and_the_others_are_made(app, client, ana, episode_ids):
    pause(app, ana, episode_ids[1])
    location = ask(client, episode_ids, wanted="handout").location
    work(app)
    page = client.get(location).text
    assert "2 of 3 made. For 1 patient nothing could be made." in page
    assert "Edith Baker" in page
    assert "Training is paused." in page
    text = text_of(fetch(client, location).data)
    assert "Abbott" in text
    assert "Baker" not in text


def test_a_record_that_breaks_a_document_does_not_break_the_others(
    app, client, ana, episode_ids, caplog
):
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        routine = current_routine(get_episode(episode_ids[0]))
        db.session.execute(
            db.text("UPDATE routine SET ladder_version = 99 WHERE id = :id").bindparams(
                db.bindparam("id", routine.id, db.Uuid())
            )
        )
        db.session.commit()
    location = ask(client, episode_ids, wanted="handout").location
    work(app)
    page = client.get(location).text
    assert "2 of 3 made." in page
    assert "Tell the clinic manager: reference" in page


def test_when_nothing_could_be_made_there_is_no_file(app, client, ana, episode_ids):
    for one in episode_ids:
        pause(app, ana, one)
    location = ask(client, episode_ids, wanted="handout").location
    work(app)
    assert "0 of 3 made." in client.get(location).text
    assert client.get(f"{location}/file").status_code == 404


def test_everybody_in_a_fetched_file_is_in_the_access_journal(app, client, ana, episode_ids):
    location = ask(client, episode_ids).location
    work(app)
    fetch(client, location)
    looks = [look for look in rows(app, ana, AccessEntry) if look.endpoint == "print_jobs.file"]
    patients = {one.patient_id for one in rows(app, ana, Episode)}
    assert {look.patient_id for look in looks} == patients
    assert {look.record_id for look in looks} == {d.id for d in rows(app, ana, IssuedDocument)}


def test_only_who_asked_sees_the_job(app, client, ana, bo, cleo, episode_ids):
    location = ask(client, episode_ids).location
    work(app)
    for other in (bo, cleo):
        theirs = factories.signed_in(app, other)
        for address in (location, f"{location}/file", f"{location}/progress"):
            assert theirs.get(address).status_code == 404
        assert theirs.post(f"{location}/cancel").status_code == 404
    assert "Home set-up sheets" in client.get("/print").text
    assert "not printed for many yet" in factories.signed_in(app, bo).get("/print").text


def test_another_clinics_episodes_are_nobody(app, cleo, episode_ids):
    theirs = factories.signed_in(app, cleo)
    assert ask(theirs, episode_ids).status_code == 422


def test_an_assistant_prints_sheets_for_many_and_signs_no_report(app, ana, bo, episode_ids):
    assistant = factories.signed_in(app, bo)
    page = assistant.post("/print/new", data={"episode": str(episode_ids[0])}).text
    assert "Handout" in page
    assert "Progress report" not in page
    assert ask(assistant, episode_ids, wanted="progress_report").status_code == 422
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        episodes = [get_episode(one) for one in episode_ids]
        order = Order(kind=Kind.PROGRESS_REPORT, paper="a4")
        with pytest.raises(job_actions.CannotBeRequested, match="only a clinician signs"):
            job_actions.request_job(
                order, episodes,
                binding=Binding.PDF, record_id=new_id(), by=bo.actor, at=LATER,
            )  # fmt: skip


@pytest.mark.parametrize(
    "wanted",
    ["handout", "diary", "progress_report", "patient_report", "funder_report", "checklist"],
)
def test_every_document_can_be_printed_for_many(app, client, ana, episode_ids, wanted):
    location = ask(client, episode_ids, wanted=wanted).location
    work(app)
    assert "3 of 3 made." in client.get(location).text
    assert {one.kind for one in rows(app, ana, IssuedDocument)} == {wanted}


def test_a_report_for_the_doctor_goes_to_who_sent_each_patient(app, client, ana, episode_ids):
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        episode = get_episode(episode_ids[1])
        get_patient(episode.patient_id).referrer = "Dr S. Whitlow"
        db.session.commit()
    ask(client, episode_ids, wanted="progress_report")
    work(app)
    recipients = sorted(one.recipient for one in rows(app, ana, IssuedDocument))
    assert recipients == ["", "", "Dr S. Whitlow"]


def test_nobody_fills_the_queue_for_the_others(app, client, ana, episode_ids):
    locations = [ask(client, episode_ids).location for _ in range(5)]
    refused = ask(client, episode_ids)
    assert refused.status_code == 422
    assert "You have 5 print jobs under way." in refused.text
    client.post(f"{locations[0]}/cancel")
    assert ask(client, episode_ids).status_code == 302


def test_a_form_sent_twice_is_one_job(app, client, ana, episode_ids):
    form = {"record_id": str(new_id())}
    assert ask(client, episode_ids, **form).location == ask(client, episode_ids, **form).location
    assert len(rows(app, ana, PrintJob)) == 1


def test_the_bar_tells_what_is_stored(app, client, ana, episode_ids, monkeypatch):
    monkeypatch.setattr(press, "BATCH_S", 0)  # one patient a batch
    location = ask(client, episode_ids).location
    [job] = rows(app, ana, PrintJob)
    with app.app_context():
        press.claim(ana.clinic_id, "first")
        for done in (1, 2):
            enter_clinic(ana.clinic_id)
            press.print_batch(job.id, "first")
            told = client.get(f"{location}/progress").json
            assert told == {
                "done": done, "total": 3, "told": f"{done} of 3 done.", "underWay": True,
                "heading": "Home set-up sheets: being printed",
            }  # fmt: skip
    assert f'max="3" value="{done}"' in client.get(location).text


def test_a_job_left_behind_is_taken_up_where_it_stopped_and_nobody_is_printed_twice(
    app, client, ana, episode_ids, monkeypatch, clock
):
    monkeypatch.setattr(press, "BATCH_S", 0)
    location = ask(client, episode_ids).location
    [job] = rows(app, ana, PrintJob)
    with app.app_context():
        assert press.claim(ana.clinic_id, "first") == job.id
        press.print_batch(job.id, "first")
        assert not press.run_next("second")  # the lease holds
        db.session.remove()
        clock.shift(LEASE + timedelta(seconds=1))
        assert press.run_next("second")
    assert "3 of 3 made." in client.get(location).text
    assert len(rows(app, ana, IssuedDocument)) == len(NAMES)


def test_while_nobody_prints_the_page_does_not_say_that_it_is_being_printed(
    app, client, ana, episode_ids, monkeypatch, clock
):
    monkeypatch.setattr(press, "BATCH_S", 0)
    location = ask(client, episode_ids).location
    [job] = rows(app, ana, PrintJob)
    assert "Home set-up sheets: waiting to be printed" in client.get(location).text
    with app.app_context():
        press.claim(ana.clinic_id, "first")
        enter_clinic(ana.clinic_id)
        press.print_batch(job.id, "first")
    assert "Home set-up sheets: being printed" in client.get(location).text
    clock.shift(QUIET + timedelta(seconds=1))  # the process was killed; the lease still runs
    page = client.get(location).text
    assert "Home set-up sheets: waiting for the program" in page
    assert "1 of 3 done. Nobody prints at this moment; the program goes on by itself" in page
    told = client.get(f"{location}/progress").json
    assert told["heading"] == "Home set-up sheets: waiting for the program"
    assert told["underWay"]
    assert "Waiting for the program" in client.get("/print").text


def test_a_file_that_is_being_put_together_is_at_work_until_the_lease_ends(
    app, client, ana, episode_ids, clock
):
    location = ask(client, episode_ids).location
    [job] = rows(app, ana, PrintJob)
    with app.app_context():
        press.claim(ana.clinic_id, "first")
        enter_clinic(ana.clinic_id)
        while press.print_batch(job.id, "first") is press.Step.MORE:
            continue
    clock.shift(QUIET + timedelta(seconds=1))
    assert "the file is being put together" in client.get(location).text
    clock.shift(LEASE)
    assert "waiting for the program" in client.get(location).text


def test_a_handout_for_many_is_in_each_patients_own_language_unless_one_is_chosen(
    app, client, ana, episode_ids
):
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        get_patient(get_episode(episode_ids[1]).patient_id).language = "de"
        db.session.commit()
    ask(client, episode_ids, wanted="handout")
    work(app)
    own = [one.language for one in rows(app, ana, IssuedDocument)]
    assert sorted(own) == ["de", "en", "en"]
    ask(client, episode_ids, wanted="diary", language="fr")
    work(app)
    issued = rows(app, ana, IssuedDocument)
    assert [one.language for one in issued if one.kind == Kind.DIARY] == ["fr"] * 3


def test_size_and_questions_of_a_handout_are_chosen_for_many_too(app, client, ana, episode_ids):
    page = client.post("/print/new", data={"episode": str(episode_ids[0])}).text
    assert "Each patient’s own" in page
    assert "22 point" in page
    assert "Add a page of questions and answers" in page
    [first] = episode_ids[:1]
    sizes = {}
    for size in ("14", "22"):
        location = ask(
            client, [first], wanted="handout", text_size=size, with_questions="y"
        ).location
        work(app)
        pdf = fetch(client, location).data
        sizes[size] = len(page_texts(pdf))
        assert "Questions and answers" in text_of(pdf)
    assert sizes["14"] < sizes["22"]


def test_what_is_for_the_clinic_stays_in_english(app, client, ana, episode_ids):
    ask(client, episode_ids, wanted="progress_report", language="fr", with_questions="y")
    work(app)
    assert {one.language for one in rows(app, ana, IssuedDocument)} == {"en"}


@pytest.mark.parametrize("wrong", [{"language": "xx"}, {"text_size": "99"}, {"text_size": ""}])
def test_what_the_form_does_not_offer_is_refused(client, episode_ids, wrong):
    assert ask(client, episode_ids, wanted="handout", **wrong).status_code == 422


def test_who_lost_the_lease_does_nothing_more(app, client, ana, episode_ids, monkeypatch, clock):
    monkeypatch.setattr(press, "BATCH_S", 0)
    ask(client, episode_ids)
    [job] = rows(app, ana, PrintJob)
    with app.app_context():
        press.claim(ana.clinic_id, "first")
        clock.shift(LEASE + timedelta(seconds=1))
        assert press.claim(ana.clinic_id, "second") == job.id
        enter_clinic(ana.clinic_id)
        assert press.print_batch(job.id, "first") is press.Step.LET_GO
    assert rows(app, ana, IssuedDocument) == []


def test_a_document_whose_page_file_was_lost_in_a_crash_is_made_again(
    app, client, ana, episode_ids
):
    location = ask(client, episode_ids).location
    [job] = rows(app, ana, PrintJob)
    with app.app_context():
        press.claim(ana.clinic_id, "first")
        enter_clinic(ana.clinic_id)
        while press.print_batch(job.id, "first") is press.Step.MORE:
            continue
        job_files.part_file(job.id, 2).unlink()
        job_files.part_file(job.id, 3).write_bytes(b"%PDF half of it")
        press.work_on(ana.clinic_id, job.id, "first")
    text = text_of(fetch(client, location).data)
    assert all(name in text for name in NAMES)


def test_cancelled_it_stops_and_says_what_was_issued_before(
    app, client, ana, episode_ids, monkeypatch
):
    monkeypatch.setattr(press, "BATCH_S", 0)
    location = ask(client, episode_ids).location
    [job] = rows(app, ana, PrintJob)
    with app.app_context():
        press.claim(ana.clinic_id, "first")
        enter_clinic(ana.clinic_id)
        press.print_batch(job.id, "first")
        db.session.remove()
        client.post(f"{location}/cancel")
        press.work_on(ana.clinic_id, job.id, "first")
    page = client.get(location).text
    assert "1 of 3 were issued before" in page
    assert client.get(f"{location}/file").status_code == 404
    assert len(rows(app, ana, IssuedDocument)) == 1


def test_the_file_is_kept_a_day_and_then_deleted(app, client, ana, episode_ids, clock):
    location = ask(client, episode_ids).location
    work(app)
    [job] = rows(app, ana, PrintJob)
    with app.app_context():
        file = job_files.result_file(job.id, Binding.PDF)
        assert file.parent.stat().st_mode & 0o077 == 0
        assert press.sweep() == 0
        clock.shift(KEPT)
        assert press.sweep() == 1
        assert not file.parent.exists()
        assert press.sweep() == 0
    fresh = factories.signed_in(app, ana)
    assert "The file was deleted" in " ".join(fresh.get(location).text.split()).replace(
        "the file was", "The file was"
    )
    assert fresh.get(f"{location}/file").status_code == 404


def test_who_lost_their_place_meanwhile_prints_nothing_more(app, client, ana, episode_ids):
    ask(client, episode_ids)
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        place = db.session.get_one(press.Clinician, (ana.clinic_id, ana.clinician_id))
        place.active_until = LATER
        db.session.commit()
    work(app)
    [job] = rows(app, ana, PrintJob)
    assert job.failure == press.NO_LONGER
    assert rows(app, ana, IssuedDocument) == []


def test_a_full_disk_ends_the_job_with_a_sentence(app, client, ana, episode_ids, tmp_path, caplog):
    location = ask(client, episode_ids).location
    (app.config["SETTINGS"].instance / job_files.FOLDER).write_text("no folder")
    work(app)
    assert "disk took no more" in client.get(location).text
    assert rows(app, ana, IssuedDocument) == []
    (app.config["SETTINGS"].instance / job_files.FOLDER).unlink()


def test_the_caseload_ticks_all_whose_tests_are_due_this_week(app, client, ana, episode_ids):
    everybody = client.get("/").text
    assert everybody.count('name="episode"') == len(NAMES)
    assert "checked" not in everybody
    assert f"Tick all {len(NAMES)} whose tests are due this week" in everybody
    due = client.get("/?due=week").text
    assert due.count("checked") == len(NAMES)
    assert "Due this week" in due


def test_every_item_is_told_apart_by_its_place(app, client, ana, episode_ids):
    ask(client, episode_ids)
    assert sorted(one.position for one in rows(app, ana, PrintJobItem)) == [1, 2, 3]


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_document_has_its_words_for_one_for_many_and_for_a_file(kind):
    assert KIND_WORDS[kind]
    assert KINDS_WORDS[kind]
    assert FILE_WORDS[kind].replace("-", "").isalpha()
