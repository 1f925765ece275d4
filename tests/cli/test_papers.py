"""Documents from the command line: one patient into a file, all of them into a folder."""

import pytest

from clinic import create_app
from clinic.config import read_settings
from clinic.db import db, enter_clinic, writing
from clinic.documents.models import IssuedDocument
from clinic.domain.episodes import DischargeOutcome, DischargeReason
from clinic.episodes.actions import discharge
from clinic.patients.queries import find_patient_by_record_number
from clinic.session_logs.models import DiarySheet
from tests import factories
from tests.factories import MORNING, TODAY
from tests.reports.pdf_reading import text_of
from tests.routines.cases import screen
from tests.session_logs.cases import make_routine

PEOPLE = ("P-1", "P-2", "P-3")


@pytest.fixture
def people(stepback, instance):
    """Three patients: two with a routine, the third discharged without one. The application."""
    assert stepback("migrate").exit_code == 0
    app = create_app(read_settings(instance))
    ana = factories.make_clinician(app, name="Ana Ribeiro")
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        for record_number in PEOPLE:
            patient = factories.make_patient(
                ana, record_number=record_number, family_name=f"Family{record_number}"
            )
            episode = factories.make_episode(ana, patient)
            screen(episode, ana)
            if record_number != "P-3":
                make_routine(ana, episode)
            else:
                discharge(
                    episode,
                    DischargeReason.MOVED_AWAY,
                    DischargeOutcome.NOT_KNOWN,
                    on=TODAY,
                    by=ana.actor,
                    at=MORNING,
                )
        db.session.commit()
    yield app, ana
    with app.app_context():
        db.engine.dispose()


def count(people, kind):
    app, ana = people
    with app.app_context():
        enter_clinic(ana.clinic_id)
        return len(db.session.scalars(db.select(kind)).all())


@pytest.mark.parametrize(
    ("kind", "wish", "printed"),
    [
        ("home-set-up", (), 2),
        ("progress-report", (), 3),
        ("discharge-summary", (), 1),
        ("checklist", ("--definition", "clinical_screen"), 3),
        ("checklist", ("--definition", "clinical_screen", "--signed"), 3),
    ],
)
def test_a_document_is_printed_for_everybody_it_can_be_made_for(
    stepback, people, tmp_path, kind, wish, printed
):
    folder = tmp_path / "papers"
    done = stepback("documents", kind, "--all", "--out", str(folder), *wish)
    assert done.exit_code == 0, done.output
    assert f"{printed} printed, {len(PEOPLE) - printed} left out." in done.output
    assert len(list(folder.iterdir())) == printed
    assert count(people, IssuedDocument) == printed


def test_diaries_for_all_have_a_code_each_and_who_is_left_out_is_told_why(
    stepback, people, tmp_path
):
    folder = tmp_path / "diaries"
    done = stepback("documents", "diary", "--all", "--out", str(folder), "--week", "next")
    assert "2 printed, 1 left out." in done.output
    assert "P-3 is left out: has no open episode" in done.output
    assert count(people, DiarySheet) == 2


def test_files_of_many_say_nothing_about_the_person(stepback, people, tmp_path):
    folder = tmp_path / "papers"
    done = stepback("documents", "progress-report", "--all", "--out", str(folder))
    for file in folder.iterdir():
        assert file.name.startswith("progress-report-")
        assert file.read_bytes().startswith(b"%PDF-")
        assert not any(record in file.name for record in PEOPLE)
    assert "Family" not in done.output


@pytest.mark.parametrize(
    ("kind", "wish"),
    [
        ("handout", ("--size", "22", "--questions", "--language", "zh-Hans")),
        ("diary", ()),
        ("home-set-up", ("--paper", "letter")),
        ("progress-report", ("--question", "Is apixaban kept?")),
        ("progress-report", ("--for", "patient")),
        ("progress-report", ("--for", "funder", "--language", "en")),
        ("checklist", ("--definition", "pool")),
        ("trends", ("--since", "2026-01-01")),
    ],
)
def test_a_document_of_one_patient_is_a_file(stepback, people, tmp_path, kind, wish):
    out = tmp_path / "one.pdf"
    done = stepback("documents", kind, "--patient", "P-1", "--out", str(out), *wish)
    assert done.exit_code == 0, done.output
    assert out.read_bytes().startswith(b"%PDF-")
    assert count(people, IssuedDocument) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("diary", "--patient", "P-3"), "no open episode"),
        (("discharge-summary", "--patient", "P-1"), "not discharged yet"),
        (
            ("checklist", "--definition", "pool", "--signed", "--patient", "P-1"),
            "no such checklist",
        ),
        (("diary",), "Say either"),
        (("diary", "--all", "--patient", "P-1"), "Say either"),
        (("home-set-up", "--patient", "P-9"), "no patient with the record number P-9"),
        (("home-set-up", "--patient", "P-1", "--language", "tlh"), "'tlh' is not one of 'en'"),
        (("home-set-up", "--patient", "P-1", "--paper", "a5"), "'a5' is not one of"),
        (("home-set-up", "--patient", "P-1", "--clinic", "Nowhere"), "Nowhere"),
    ],
)
def test_what_cannot_be_printed_is_a_sentence_and_no_file(
    stepback, people, tmp_path, arguments, said
):
    out = tmp_path / "one.pdf"
    done = stepback("documents", *arguments, "--out", str(out))
    assert done.exit_code == 2
    assert said in done.output
    assert not out.exists()
    assert count(people, IssuedDocument) == 0


def test_all_go_into_a_folder_and_one_into_a_file(stepback, people, tmp_path):
    file = tmp_path / "file"
    file.write_text("mine")
    assert "name a folder" in stepback("documents", "diary", "--all", "--out", str(file)).output
    one = ("documents", "diary", "--patient", "P-1", "--out", str(tmp_path))
    assert "name a file" in stepback(*one).output
    assert file.read_text() == "mine"


def test_several_patients_named_get_a_file_each_in_a_folder(stepback, people, tmp_path):
    folder = tmp_path / "papers"
    named = ("--patient", "P-1", "--patient", "P-2", "--patient", "P-1")
    done = stepback("documents", "home-set-up", *named, "--out", str(folder))
    assert "2 printed, 0 left out." in done.output
    assert len(list(folder.iterdir())) == 2


def test_one_unknown_among_several_prints_nothing_and_is_named(stepback, people, tmp_path):
    named = ("--patient", "P-1", "--patient", "P-9")
    done = stepback("documents", "home-set-up", *named, "--out", str(tmp_path / "papers"))
    assert done.exit_code == 2
    assert "no patient with the record number P-9" in done.output
    assert count(people, IssuedDocument) == 0


@pytest.mark.parametrize(
    ("language", "words"), [("de", "Sicherer Platz zu Hause"), ("en", "Safe place at home")]
)
def test_the_language_is_chosen_for_what_the_patient_reads(
    stepback, people, tmp_path, language, words
):
    out = tmp_path / "one.pdf"
    wish = ("--patient", "P-1", "--language", language, "--out", str(out))
    done = stepback("documents", "home-set-up", *wish)
    assert done.exit_code == 0, done.output
    assert words in text_of(out.read_bytes())


@pytest.mark.parametrize(("reader", "is_addressed"), [("doctor", True), ("funder", False)])
def test_only_the_doctor_s_report_goes_to_the_referrer_by_itself(
    stepback, people, tmp_path, reader, is_addressed
):
    app, ana = people
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        find_patient_by_record_number("P-1").referrer = "Dr Owen Pryce"
        db.session.commit()
    out = tmp_path / "one.pdf"
    wish = ("--patient", "P-1", "--for", reader, "--out", str(out))
    done = stepback("documents", "progress-report", *wish)
    assert done.exit_code == 0, done.output
    assert ("To Dr Owen Pryce" in text_of(out.read_bytes())) is is_addressed


@pytest.mark.parametrize(("language", "words"), [("de", "Hören Sie sofort auf"), ("en", "Stop at")])
def test_the_programme_for_the_wall_is_a_file(stepback, people, tmp_path, language, words):
    out = tmp_path / "wall.pdf"
    done = stepback("documents", "wall", "--language", language, "--out", str(out))
    assert done.exit_code == 0, done.output
    assert words in text_of(out.read_bytes())
    assert "no folder" in stepback("documents", "wall", "--out", str(tmp_path / "a" / "b")).output


def test_the_class_list_names_who_trains_and_counts_who_does_not(stepback, people, tmp_path):
    out = tmp_path / "class.pdf"
    wish = ("--patient", "P-1", "--patient", "P-2", "--out", str(out))
    done = stepback("documents", "class-list", *wish)
    assert done.exit_code == 0, done.output
    said = text_of(out.read_bytes())
    assert "FamilyP-1" in said
    assert "FamilyP-2" in said
