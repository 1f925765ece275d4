"""Weeks of care that need no clicking: written down by the same actions, each at its own moment."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import sqlalchemy as sa

from clinic import clock, create_app
from clinic.accounts import sessions
from clinic.accounts.models import Account, Clinician
from clinic.config import read_settings
from clinic.db import db, enter_clinic, writing
from clinic.domain.falls import Setting
from clinic.domain.placement import PlacementAnswers
from clinic.domain.session_logs import LogStatus
from clinic.ids import new_id
from clinic.organisation.models import Clinic
from clinic.routines.actions import place
from clinic.routines.queries import list_items
from clinic.session_logs.actions import record_log
from tests import factories
from tests.progress.course import STRONG, measure
from tests.routines import cases
from tests.session_logs.cases import a_training, make_routine, well

LEVEL = 4
GOES_WELL = (16, 14, 11, 9, 7, 4)
SINCE_DAYS = 18


@contextmanager
def working(site):
    """In the instance that the site serves, as its clinician; committed at the end."""
    app = create_app(read_settings(site.instance))
    with app.app_context(), writing():
        account = db.session.scalars(
            sa.select(Account).where(Account.email == site.email("clinician"))
        ).one()
        seat = db.session.scalars(
            sa.select(Clinician).where(Clinician.account_id == account.id)
        ).one()
        home = db.session.get_one(Clinic, seat.clinic_id)
        enter_clinic(home.id)
        yield factories.Person(actor=sessions.actor_of(seat, home), email=account.email)
        db.session.commit()


def begin(site, name, *, trained=GOES_WELL, since=SINCE_DAYS, last=None) -> str:
    """A person at Level 4 for some days, her trainings so many days ago; the id of the patient.

    `last` is what was observed in the newest of them, where it did not go well.
    """
    with working(site) as by:
        patient = factories.make_patient(
            by,
            given_name=name,
            family_name="Coursely",
            folded_name=f"{name} coursely".lower(),
            record_number=new_id().hex[-8:],
        )
        begun = since + 1
        episode = factories.make_episode(
            by, patient, enrolled_on=ago(begun), enrolled_at=moment(begun)
        )
        cases.screen(episode, by, on=ago(begun), at=moment(begun))
        for code, value in STRONG.items():
            measure(episode, by, code, value, on=ago(4 if since == SINCE_DAYS else begun))
        _place(episode, by, begun)
        routine = make_routine(by, episode, prescribed_on=ago(since), at=moment(since))
        routine.level_start = ago(since)
        for days in trained:
            values = last if last and days == trained[-1] else well()
            _train(episode, by, routine, days, values)
        return str(patient.id)


def _place(episode, by, days) -> None:
    answers = PlacementAnswers(
        stand_supported_s=Decimal(60),
        stand_supported_on=ago(days),
        new_to_backward_walking=False,
    )
    place(
        episode,
        answers,
        level=LEVEL,
        reason="Judged at the rail",
        record_id=new_id(),
        by=by.actor,
        at=moment(days, hour=11),
        today=ago(days),
    )


def _train(episode, by, routine, days, values) -> None:
    """All of it, in clinic, at the dose of the level."""
    whole = {"prescribed": Decimal(1)}
    walk, *others = list_items(routine)
    items = [(walk, LogStatus.DONE, whole | {"backward_min": routine.backward_min})]
    items += [(item, LogStatus.DONE, whole) for item in others]
    entry = a_training(items, trained_on=ago(days), setting=Setting.CLINIC, values=values)
    record_log(episode, routine, entry, by=by.actor, at=moment(days, hour=18))


def ago(days: int) -> date:
    return clock.today("Europe/London") - timedelta(days=days)


def moment(days: int, *, hour: int = 10) -> datetime:
    return datetime.combine(ago(days), time(hour), tzinfo=UTC)
