"""Records with fixed values; a test states only what matters to it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient

from clinic import clock
from clinic.accounts import sessions
from clinic.accounts.models import Account, Clinician
from clinic.db import db, enter_clinic, writing
from clinic.domain.people import Sex
from clinic.episodes.models import Episode
from clinic.ids import new_id
from clinic.organisation.models import Clinic
from clinic.patients.models import Patient
from clinic.web.access import Actor, Role

MORNING = datetime(2026, 3, 20, 9, 30, tzinfo=UTC)
TODAY = date(2026, 3, 20)
PASSWORD = "a long enough passphrase"


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody of the cast: the ids, and the actor that actions are handed."""

    actor: Actor
    email: str

    @property
    def clinic_id(self) -> UUID:
        return self.actor.clinic_id

    @property
    def clinician_id(self) -> UUID:
        return self.actor.clinician_id


def make_clinician(
    app: Flask,
    *,
    name: str,
    role: str = "clinician",
    clinic: UUID | None = None,
    clinic_name: str = "Harbour Lane Physiotherapy",
    treats: bool = False,
) -> Person:
    """An account with a place in a clinic, committed. Makes the clinic when none is given."""
    email = name.lower().replace(" ", ".") + "@example.org"
    with app.app_context(), writing():
        if clinic is None:
            home = Clinic(name=clinic_name, telephone="020 7946 0018")
            db.session.add(home)
        else:
            home = db.session.get_one(Clinic, clinic)
        account = Account(email=email, password="", active=True, fs_uniquifier=new_id().hex)
        db.session.add(account)
        db.session.flush()
        place = Clinician(
            clinic_id=home.id, account_id=account.id, name=name, role=Role(role), treats=treats
        )
        db.session.add(place)
        db.session.commit()
        actor = sessions.actor_of(place, home)
        db.session.rollback()
    return Person(actor=actor, email=email)


def signed_in(app: Flask, person: Person) -> FlaskClient:
    """A test client that holds a session of this person."""
    client = app.test_client()
    with app.app_context(), writing():
        token = sessions.open_session(person.actor.account_id, person.clinic_id, at=clock.now())
        db.session.commit()
    with client.session_transaction() as cookie:
        cookie[sessions.COOKIE_KEY] = token
    return client


def make_patient(by: Person, **values) -> Patient:
    """A patient in the clinic that was entered, flushed."""
    given = values.pop("given_name", "Edith")
    family = values.pop("family_name", "Marlowe")
    patient = Patient(
        given_name=given,
        family_name=family,
        folded_name=values.pop("folded_name", f"{given} {family}".lower()),
        record_number=values.pop("record_number", "HL-0367"),
        birth_date=values.pop("birth_date", date(1946, 8, 3)),
        sex=values.pop("sex", Sex.FEMALE),
        **values,
    )
    db.session.add(patient)
    db.session.flush()
    return patient


def make_episode(by: Person, patient: Patient | None = None, **values) -> Episode:
    """An open episode, flushed."""
    patient = patient or make_patient(by)
    episode = Episode(
        patient_id=patient.id,
        enrolled_on=values.pop("enrolled_on", date(2026, 2, 9)),
        enrolled_at=values.pop("enrolled_at", datetime(2026, 2, 9, 10, 0, tzinfo=UTC)),
        enrolled_by_id=by.clinician_id,
        responsible_id=by.clinician_id,
        **values,
    )
    db.session.add(episode)
    db.session.flush()
    return episode


def commit_episode(app: Flask, by: Person, **patient_values) -> tuple[UUID, UUID]:
    """A committed patient with an open episode: (patient id, episode id); for tests of pages."""
    with app.app_context(), writing():
        enter_clinic(by.clinic_id)
        patient = make_patient(by, **patient_values)
        episode = make_episode(by, patient)
        ids = (patient.id, episode.id)
        db.session.commit()
    return ids


def acting(**facts: Any) -> Actor:
    """Somebody at work, for what asks no database who that is."""
    known: dict[str, Any] = {
        "account_id": 1,
        "clinician_id": new_id(),
        "clinic_id": new_id(),
        "name": "Ana Ribeiro",
        "roles": frozenset({Role.CLINICIAN}),
        "time_zone": "Europe/London",
    }
    return Actor(**known | facts)
