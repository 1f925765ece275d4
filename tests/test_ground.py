import pytest
import sqlalchemy as sa

from clinic.audit.actions import record_event
from clinic.db import OutsideClinic, WriteOutsideTransaction, db, enter_clinic
from clinic.patients.models import Patient
from tests.factories import MORNING, commit_episode, make_patient


def test_a_query_outside_a_clinic_raises(app):
    with app.app_context(), pytest.raises(OutsideClinic):
        db.session.scalars(sa.select(Patient)).all()


def test_a_subquery_outside_a_clinic_raises_too(app):
    with app.app_context(), pytest.raises(OutsideClinic):
        db.session.scalar(sa.select(sa.exists(sa.select(Patient.id))))


def test_another_clinics_rows_are_not_there(app, ana, cleo):
    patient_id, _ = commit_episode(app, ana)
    with app.app_context():
        enter_clinic(cleo.clinic_id)
        assert db.session.scalars(sa.select(Patient)).all() == []
        assert db.session.get(Patient, (ana.clinic_id, patient_id)) is None
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Patient)) == 0
    with app.app_context():
        enter_clinic(ana.clinic_id)
        assert [p.family_name for p in db.session.scalars(sa.select(Patient))] == ["Marlowe"]


def test_two_clinics_in_turn_in_one_process_do_not_share_the_criteria(app, ana, cleo):
    commit_episode(app, ana)
    for person, expected in ((cleo, 0), (ana, 1), (cleo, 0)):
        with app.app_context():
            enter_clinic(person.clinic_id)
            assert len(db.session.scalars(sa.select(Patient)).all()) == expected


def test_a_request_that_only_shows_cannot_store(app, ana):
    with app.app_context():
        enter_clinic(ana.clinic_id)
        with pytest.raises(WriteOutsideTransaction):
            make_patient(ana)


def test_an_event_is_chained_to_the_one_before(inside):
    patient = make_patient(inside)
    first = record_event("patient.registered", patient, by=inside.actor, at=MORNING)
    second = record_event("patient.corrected", patient, by=inside.actor, at=MORNING, new={"a": 1})
    assert (first.number, second.number) == (1, 2)
    assert second.previous_hash == first.hash
