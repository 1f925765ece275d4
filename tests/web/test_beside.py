"""What is written beside the requests: soon, in batches, and whatever happens."""

import sqlite3
import threading

import sqlalchemy as sa

from clinic import clock
from clinic.audit.models import AccessEntry
from clinic.db import db, enter_clinic
from clinic.ids import new_id
from clinic.web import beside as module
from clinic.web.beside import Beside, Note
from tests.factories import commit_episode


def look(person, patient_id=None):
    return Note(
        person.clinic_id,
        sa.insert(AccessEntry).values(
            clinic_id=person.clinic_id,
            id=new_id(),
            at=clock.now(),
            account_id=person.actor.account_id,
            clinician_id=person.clinician_id,
            patient_id=patient_id or new_id(),
            endpoint="caseload.patient",
            address="",
        ),
    )


def looks(app, person):
    with app.app_context():
        enter_clinic(person.clinic_id)
        return db.session.scalar(db.select(db.func.count()).select_from(AccessEntry))


def queue(app, *, at_once=False):
    with app.app_context():
        engine = db.engine
    return Beside(lambda: engine, at_once=at_once)


def test_the_thread_writes_what_was_put_and_stops_with_nothing_left(app, ana, cleo):
    notes = queue(app)
    for _ in range(5):
        notes.put(look(ana))
        notes.put(look(cleo))
    notes.stop()
    assert (looks(app, ana), looks(app, cleo)) == (5, 5)
    assert not [thread for thread in threading.enumerate() if thread.name == "beside"]


def test_within_a_second_it_is_written(app, ana):
    notes = queue(app)
    notes.put(look(ana))
    written = threading.Event()

    def wait():
        while looks(app, ana) == 0:
            written.wait(0.01)
        written.set()

    watcher = threading.Thread(target=wait)
    watcher.start()
    watcher.join(timeout=5)
    notes.stop()
    assert written.is_set()
    assert module.GATHER_S < 1


def out_of_reach(*, at_once):
    engine = sa.create_engine("sqlite:////no/such/folder/at/all.sqlite3")
    return Beside(lambda: engine, at_once=at_once)


def test_what_the_database_does_not_take_waits_and_is_tried_again(app, ana):
    notes, engine = out_of_reach(at_once=True), None
    notes.put(look(ana))
    assert notes.empty() is False
    with app.app_context():
        engine = db.engine
    notes._engine = lambda: engine
    assert notes.empty() is True
    assert looks(app, ana) == 1


def test_a_note_that_no_database_takes_does_not_hold_up_the_others(app, ana, caplog):
    notes, twice = queue(app), look(ana)
    notes._at_once = False
    for note in (look(ana), twice, twice, look(ana)):
        notes._notes.append(note)
    assert notes.empty() is True
    assert looks(app, ana) == 3
    assert "a note beside the requests is lost: IntegrityError" in caplog.text


def test_a_page_is_answered_while_the_journal_cannot_write(app, ana, client, monkeypatch):
    """The look is not lost: it is written when the lock is gone."""
    patient_id, _ = commit_episode(app, ana)
    path = app.config["SQLALCHEMY_DATABASE_URI"]
    if path.startswith("postgresql"):
        return
    monkeypatch.setattr("clinic.db.BUSY_TIMEOUT_MS", 1)
    with app.app_context():
        db.engine.dispose()
    lock = sqlite3.connect(path.removeprefix("sqlite:///"), isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    assert client.get(f"/patients/{patient_id}").status_code == 200
    lock.execute("ROLLBACK")
    lock.close()
    assert looks(app, ana) == 0
    assert app.extensions["beside"].empty() is True
    assert looks(app, ana) == 1


def test_the_queue_has_an_end_and_says_what_it_lost(app, ana, monkeypatch, caplog):
    monkeypatch.setattr(module, "ROOM", 2)
    monkeypatch.setattr(Beside, "_start", lambda self: None)
    notes = queue(app)
    for _ in range(3):
        notes.put(look(ana))
    assert "no room for a note" in caplog.text
    assert notes.empty() is True
    assert looks(app, ana) == 2


def test_what_is_left_at_shut_down_is_told(ana, caplog):
    notes = out_of_reach(at_once=True)
    notes.put(look(ana))
    notes.stop()
    assert "1 notes beside the requests are lost at shut-down" in caplog.text
