import json
import shutil
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from clinic.cli import main
from clinic.demo import clinics
from tests.databases import opened

PASSWORD = "a quiet walk along the harbour"
WISH = ("--people", "2", "--seed", "7", "--today", "2026-03-20", "--password", PASSWORD)


def run(instance, *arguments):
    return CliRunner().invoke(main, ["--instance", str(instance), *arguments])


def make(instance, *wish):
    told = run(instance, "demo", "--json", *wish)
    assert told.exit_code == 0, told.output
    return json.loads(told.output)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A demo instance that tests only read, and what was told about it."""
    instance = tmp_path_factory.mktemp("demo") / "instance"
    return instance, make(instance, *WISH)


@pytest.fixture
def copied(demo, tmp_path):
    """A demo instance that may be written to."""
    return Path(shutil.copytree(demo[0], tmp_path / "copy"))


def rows(instance, statement):
    with opened(f"file:{instance / 'stepback.sqlite3'}?mode=ro", uri=True) as database:
        found = database.execute(statement).fetchall()
    database.close()
    return found


def test_two_clinics_with_an_account_for_each_role(demo):
    _, told = demo
    assert len(told["clinics"]) == 2
    for clinic in told["clinics"]:
        roles = {account["role"] for account in clinic["accounts"]}
        assert roles == {"administrator", "clinician", "assistant", "reader"}
        assert {account["password"] for account in clinic["accounts"]} == {PASSWORD}
        assert clinic["patients"]


def test_care_was_written_as_pages_write_it(demo):
    instance, _ = demo
    acts = {action for (action,) in rows(instance, "SELECT DISTINCT action FROM audit_event")}
    assert {
        "patient.registered",
        "episode.enrolled",
        "checklist.signed",
        "assessment.recorded",
        "placement.decided",
        "routine.prescribed",
        "session_log.recorded",
        "progression.decided",
        "document.issued",
        "fall.recorded",
        "health_event.recorded",
        "own_limits.set",
        "exercise.written",
    } <= acts


def test_somebody_gets_other_medicines_and_moves_house_and_trains_again(demo):
    instance, _ = demo
    happened = rows(instance, "SELECT kind, happened_on FROM health_event ORDER BY happened_on")
    told = {kind: day for kind, day in happened if kind != "level_change"}
    assert list(told) == ["medication_change", "house_move"]
    screens = "SELECT completed_on FROM checklist WHERE definition_code = 'clinical_screen'"
    assert any(day >= told["medication_change"] for (day,) in rows(instance, screens))
    trained = rows(instance, "SELECT max(trained_on) FROM session_log")
    assert trained[0][0] > told["house_move"]


def test_the_audit_trail_runs_forward_in_time_and_is_whole(demo):
    instance, _ = demo
    times = rows(instance, "SELECT clinic_id, at FROM audit_event ORDER BY clinic_id, number")
    assert times == sorted(times)
    told = run(instance, "verify-audit")
    assert told.exit_code == 0, told.output
    assert told.output.count("all as they were written") == 2


def test_the_trail_runs_forward_past_a_fall_that_was_reviewed(tmp_path, monkeypatch):
    reviewed = tuple(one for one in clinics.TOLD_ORDER if one[0] == "faller_reviewed")
    monkeypatch.setattr(clinics, "TOLD_ORDER", reviewed)
    made_in = tmp_path / "instance"
    make(made_in, "--people", "1", *WISH[2:])
    times = rows(made_in, "SELECT clinic_id, at FROM audit_event ORDER BY clinic_id, number")
    assert times == sorted(times)


def test_one_changed_byte_in_the_trail_is_found(copied):
    with opened(copied / "stepback.sqlite3") as database:
        database.execute("UPDATE audit_event SET address = 'elsewhere' WHERE number = 12")
    database.close()
    told = run(copied, "verify-audit")
    assert told.exit_code == 1
    assert "broken at event 12" in told.output


def test_the_same_wish_makes_the_same_people_and_the_same_papers(demo, tmp_path):
    instance, told = demo
    again = tmp_path / "again"
    assert make(again, *WISH) == told
    for statement in (
        "SELECT sha256 FROM issued_document ORDER BY id",
        "SELECT id, instrument_code, assessed_on, score_value, band FROM assessment ORDER BY id",
        "SELECT id, trained_on, effort, completed_fraction FROM session_log ORDER BY id",
    ):
        assert rows(again, statement) == rows(instance, statement)


def test_a_demo_that_is_there_is_kept_and_told_again(demo):
    instance, told = demo
    before = (instance / "stepback.sqlite3").stat().st_mtime_ns
    assert make(instance, "--people", "2", "--seed", "7") == told
    assert (instance / "stepback.sqlite3").stat().st_mtime_ns == before


def test_another_wish_for_the_same_folder_is_refused_with_a_way_out(demo):
    instance, _ = demo
    told = run(instance, "demo", "--people", "3", "--seed", "7")
    assert told.exit_code == 2
    assert "--fresh" in told.output


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("precious")
    told = run(tmp_path, "demo", "--people", "1", "--fresh")
    assert told.exit_code == 2
    assert (tmp_path / "letter.txt").read_text() == "precious"


def test_passwords_are_kept_where_only_the_owner_reads_them(demo):
    instance, _ = demo
    assert stat.S_IMODE((instance / "demo.json").stat().st_mode) == 0o600


def test_a_password_that_nobody_could_choose_is_refused(tmp_path):
    told = run(tmp_path / "instance", "demo", "--password", "short")
    assert told.exit_code == 2
    assert "12 characters" in told.output


# --- documents of the demo's people -----------------------------------------------------------


def printed(instance, told, kind, story, out):
    clinic = told["clinics"][0]
    record = next(one["record_number"] for one in clinic["patients"] if one["story"] == story)
    wish = ("--clinic", clinic["name"], "--patient", record, "--out", str(out))
    return run(instance, "documents", kind, *wish)


@pytest.mark.parametrize("kind", ["handout", "progress-report"])
def test_a_document_is_a_pdf_and_the_same_the_next_time(copied, demo, tmp_path, kind):
    files = (tmp_path / "first.pdf", tmp_path / "second.pdf")
    for file in files:
        done = printed(copied, demo[1], kind, "improver", file)
        assert done.exit_code == 0, done.output
    assert files[0].read_bytes().startswith(b"%PDF-")
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_handout_is_refused_while_training_rests_with_the_reason(copied, demo, tmp_path):
    done = printed(copied, demo[1], "handout", "faller", tmp_path / "x.pdf")
    assert done.exit_code == 2
    assert "paused" in done.output
    assert not (tmp_path / "x.pdf").exists()


def test_which_clinic_must_be_said_when_there_are_two(demo, tmp_path):
    instance, _ = demo
    out = str(tmp_path / "x.pdf")
    told = run(instance, "documents", "handout", "--patient", "HL-0361", "--out", out)
    assert told.exit_code == 2
    assert "Harbour Lane Physiotherapy" in told.output


def test_an_unknown_record_number_is_a_sentence(demo, tmp_path):
    instance, told = demo
    clinic = told["clinics"][0]["name"]
    out = str(tmp_path / "x.pdf")
    done = run(
        instance, *("documents", "handout", "--clinic", clinic, "--patient", "0", "--out", out)
    )
    assert done.exit_code == 2
    assert "no patient with the record number 0" in done.output
