"""Lines J of docs/states.md: print jobs."""

from datetime import timedelta

import time_machine

from clinic.accounts.models import Clinician
from clinic.db import db, enter_clinic, new_id, writing
from clinic.documents import job_actions, job_files, press
from clinic.documents.jobs import KEPT, LEASE, Binding, State, state_of
from clinic.documents.models import IssuedDocument, PrintJob
from clinic.documents.orders import Order
from clinic.documents.printing import Kind
from tests.documents.test_print_jobs import ready
from tests.routines.cases import NOON

START = NOON + timedelta(hours=1)
EACH = Order(kind=Kind.HOME_SHEET, paper="a4")


def j1_asked_for_it_waits(app, ana):
    with time_machine.travel(START, tick=False), app.app_context():
        assert state(ask(ana), ana) is State.WAITING
        assert not issued()


def j2_a_worker_takes_its_lease(app, ana):
    with time_machine.travel(START, tick=False), app.app_context():
        job_id = ask(ana)
        assert press.claim(ana.clinic_id, "first") == job_id
        assert press.claim(ana.clinic_id, "second") is None
        assert state(job_id, ana) is State.PRINTING


def j3_another_worker_goes_on_and_nobody_is_printed_twice(app, ana):
    with time_machine.travel(START, tick=False) as clock, app.app_context():
        job_id = ask(ana)
        press.claim(ana.clinic_id, "first")
        press.print_batch(job_id, "first")
        before = issued()
        db.session.remove()
        clock.shift(LEASE + timedelta(seconds=1))
        press.run_next("second")
        enter_clinic(ana.clinic_id)
        assert before <= issued()
        assert len(issued()) == 2


def j4_when_everybody_is_done_the_file_is_there(app, ana):
    with time_machine.travel(START, tick=False), app.app_context():
        job_id = ask(ana)
        press.run_next("first")
        assert state(job_id, ana) is State.FINISHED
        assert job_files.result_file(job_id, Binding.PDF).is_file()


def j5_cancelled_what_was_issued_stays(app, ana):
    with time_machine.travel(START, tick=False), app.app_context():
        job_id = ask(ana)
        press.claim(ana.clinic_id, "first")
        press.print_batch(job_id, "first")
        made = issued()
        with writing():
            db.session.rollback()
            job_actions.cancel_job(job(job_id, ana), by=ana.actor, at=START)
            db.session.commit()
        press.work_on(ana.clinic_id, job_id, "first")
        assert state(job_id, ana) is State.CANCELLED
        assert issued() == made


def j6_a_day_later_the_file_is_gone(app, ana):
    with time_machine.travel(START, tick=False) as clock, app.app_context():
        job_id = ask(ana)
        press.run_next("first")
        clock.shift(KEPT)
        press.sweep()
        assert state(job_id, ana, at=START + KEPT) is State.REMOVED
        assert not job_files.result_file(job_id, Binding.PDF).exists()


def j7_who_may_no_longer_issue_prints_nothing_more(app, ana):
    with time_machine.travel(START, tick=False), app.app_context():
        job_id = ask(ana)
        with writing():
            db.session.rollback()
            place = db.session.get_one(Clinician, (ana.clinic_id, ana.clinician_id))
            place.active_until = START
            db.session.commit()
        press.run_next("first")
        assert state(job_id, ana) is State.FAILED
        assert not issued()


def ask(by):
    with writing():
        enter_clinic(by.clinic_id)
        episodes = [ready(by, number, name) for number, name in enumerate(("Abbott", "Baker"))]
        job = job_actions.request_job(
            EACH,
            episodes,
            binding=Binding.PDF,
            record_id=new_id(),
            by=by.actor,
            at=START,
        )
        job_id = job.id
        db.session.commit()
    return job_id


def job(job_id, by):
    enter_clinic(by.clinic_id)
    return db.session.get_one(PrintJob, (by.clinic_id, job_id), populate_existing=True)


def state(job_id, by, *, at=START):
    return state_of(job(job_id, by), at=at)


def issued():
    return set(db.session.scalars(db.select(IssuedDocument.id)))
