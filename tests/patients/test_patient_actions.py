from dataclasses import replace

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.db import db
from clinic.ids import new_id
from clinic.patients.actions import correct, details_of, register
from clinic.patients.queries import get_patient
from clinic.web.transactions import ChangedMeanwhile
from tests.factories import MORNING
from tests.patients.test_patient_search import EVERYWHERE, make_details


def last_event():
    return db.session.scalar(sa.select(AuditEvent).order_by(AuditEvent.number.desc()).limit(1))


def test_a_patient_is_kept_as_written_and_under_the_id_of_the_form(inside):
    details = make_details(family_name=EVERYWHERE)
    record_id = new_id()
    register(details, by=inside.actor, at=MORNING, record_id=record_id)
    db.session.expire_all()
    patient = get_patient(record_id)
    assert details_of(patient) == details
    assert patient.folded_name == "edith l b oneil son wang mhmd"
    assert last_event().action == "patient.registered"


def test_a_correction_keeps_the_old_values_in_the_trail(inside):
    patient = register(make_details(), by=inside.actor, at=MORNING)
    details = replace(details_of(patient), family_name="Øre", telephone="01632 960 871")
    correct(patient, details, version=patient.version, by=inside.actor, at=MORNING)
    assert patient.folded_name == "edith ore"
    assert last_event().changes == {
        "old": {"family_name": "Marlowe", "telephone": ""},
        "new": {"family_name": "Øre", "telephone": "01632 960 871"},
    }


def test_a_correction_of_nothing_is_not_a_change(inside):
    patient = register(make_details(), by=inside.actor, at=MORNING)
    correct(patient, details_of(patient), version=1, by=inside.actor, at=MORNING)
    assert (patient.version, last_event().action) == (1, "patient.registered")


def test_the_second_writer_is_refused(inside):
    patient = register(make_details(), by=inside.actor, at=MORNING)
    details = replace(details_of(patient), telephone="1")
    correct(patient, details, version=1, by=inside.actor, at=MORNING)
    with pytest.raises(ChangedMeanwhile):
        correct(patient, details, version=1, by=inside.actor, at=MORNING)
