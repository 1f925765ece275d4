from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from clinic.audit.models import AccessEntry
from clinic.audit.queries import patients_seen_by
from clinic.db import db, enter_clinic
from clinic.ids import new_id
from clinic.web.access import SIGNED_IN, permits
from tests.factories import commit_episode, signed_in


@pytest.fixture
def patient_id(app, ana):
    return commit_episode(app, ana)[0]


def looks(app, person):
    with app.app_context():
        enter_clinic(person.clinic_id)
        found = list(db.session.scalars(db.select(AccessEntry).order_by(AccessEntry.at)))
        db.session.expunge_all()
        return found


def test_a_look_at_a_patients_page_is_written_down(app, ana, client, patient_id):
    assert client.get(f"/patients/{patient_id}").status_code == 200
    (look,) = looks(app, ana)
    assert (look.account_id, look.clinician_id) == (ana.actor.account_id, ana.clinician_id)
    assert (look.patient_id, look.endpoint) == (patient_id, "caseload.patient")
    assert (look.record_id, look.address) == (None, "127.0.0.1")


def test_every_route_with_a_patient_is_watched_and_names_the_record(app, ana, patient_id):
    @app.get("/patients/<uuid:patient_id>/anything/<uuid:thing_id>")
    @permits(GET=SIGNED_IN)
    def anything(patient_id, thing_id):
        return "seen"

    thing = new_id()
    assert signed_in(app, ana).get(f"/patients/{patient_id}/anything/{thing}").status_code == 200
    (look,) = looks(app, ana)
    assert (look.endpoint, look.record_id) == ("anything", thing)


def test_what_was_not_shown_is_not_written_down(app, ana, cleo, patient_id):
    signed_in(app, cleo).get(f"/patients/{patient_id}")
    app.test_client().get(f"/patients/{patient_id}")
    signed_in(app, ana).head(f"/patients/{patient_id}")
    signed_in(app, ana).get(f"/patients/{new_id()}")
    signed_in(app, ana).get("/account")
    assert looks(app, ana) == []
    assert looks(app, cleo) == []


def test_which_patients_did_this_account_see_between_two_moments(app, ana, bo, patient_id):
    other, _ = commit_episode(app, ana, record_number="HL-2", family_name="Second")
    nine = datetime(2026, 3, 20, 9, tzinfo=UTC)
    with time_machine.travel(nine, tick=False) as moment:
        hers, his = signed_in(app, ana), signed_in(app, bo)
        hers.get(f"/patients/{other}")
        moment.shift(60)
        hers.get(f"/patients/{patient_id}")
        hers.get(f"/patients/{other}")
        his.get(f"/patients/{patient_id}")
        moment.shift(60)
        hers.get(f"/patients/{patient_id}")
    with app.app_context():
        enter_clinic(ana.clinic_id)

        def seen(person, since, until):
            return patients_seen_by(
                person.actor.account_id,
                since=nine + timedelta(seconds=since),
                until=nine + timedelta(seconds=until),
            )

        assert seen(ana, 0, 3600) == [other, patient_id]
        assert seen(ana, 0, 60) == [other]
        assert seen(ana, 120, 3600) == [patient_id]
        assert seen(bo, 0, 3600) == [patient_id]
        assert seen(ana, 3600, 7200) == []
