"""Signing in as a person does: what the tests of accounts share."""

import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from clinic import clock, create_app
from clinic.accounts import queries, second_factor
from clinic.accounts.actions import PlaceDetails, give_place
from clinic.accounts.models import Account, Clinician, SignInSession
from clinic.accounts.passwords import hash_password
from clinic.db import db, enter_clinic, writing
from clinic.organisation.models import Clinic
from clinic.web.access import Role
from tests.factories import PASSWORD

OUR_PAGE = {"Sec-Fetch-Site": "same-origin"}
WRONG = "not the passphrase at all"


@contextmanager
def served_with(app, **settings):
    """The same instance, as another start with other settings serves it."""
    other = create_app(replace(app.config["SETTINGS"], **settings))
    other.config["WTF_CSRF_ENABLED"] = False
    yield other
    with other.app_context():
        db.engine.dispose()


def give_password(app, person, password=PASSWORD):
    with app.app_context(), writing():
        account = queries.find_account(person.email)
        account.password = hash_password(password)
        db.session.commit()


def turn_on_second_factor(app, person):
    """The secret's key in base 32, and the recovery codes."""
    with app.app_context(), writing():
        account = queries.find_account(person.email)
        secret = second_factor.new_secret()
        codes = second_factor.turn_on(account, secret)
        db.session.commit()
        return second_factor.readable_key(secret).replace(" ", ""), codes


def give_second_place(app, person, clinic_id, role="clinician"):
    """A place in another clinic for the same account."""
    with app.app_context(), writing():
        enter_clinic(clinic_id)
        account = queries.find_account(person.email)
        place = give_place(
            account,
            PlaceDetails(name=person.actor.name, role=Role(role)),
            by=None,
            at=clock.now(),
        )
        place_id = place.id
        db.session.commit()
    return place_id


def sign_in(client, person, password=PASSWORD, **more):
    return client.post("/sign-in", data={"email": person.email, "password": password} | more)


def signed_in_as(client):
    """The name that the account page shows; None when nobody is signed in."""
    page = client.get("/account")
    if page.status_code != 200:
        return None
    return re.search(r'id="you">([^<]+)<', page.text).group(1)


def sessions_of(app, person):
    with app.app_context():
        account = queries.find_account(person.email)
        found = list(
            db.session.scalars(
                db.select(SignInSession)
                .where(SignInSession.account_id == account.id)
                .order_by(SignInSession.started_at)
            )
        )
        db.session.expunge_all()
        return found


def account_of(app, person):
    with app.app_context():
        account = db.session.scalar(db.select(Account).where(Account.email == person.email))
        db.session.expunge_all()
        return account


def change(app, kind, key, **values):
    """Columns of one row, changed behind the program's back."""
    with app.app_context(), writing():
        row = db.session.get_one(kind, key)
        for name, value in values.items():
            setattr(row, name, value)
        db.session.commit()


def end_place(app, person):
    key = (person.clinic_id, person.clinician_id)
    change(app, Clinician, key, active_until=clock.now() - timedelta(seconds=1))


def change_clinic(app, person, **values):
    change(app, Clinic, person.clinic_id, **values)


def csrf_token(page):
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text).group(1)


def field(page, name):
    """The value of a hidden field of a page."""
    found = re.search(rf'<input[^>]*name="{name}"[^>]*>', page.text)
    return re.search(r'value="([^"]*)"', found.group(0)).group(1)
