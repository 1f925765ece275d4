"""A course of training at Level 4, all criteria met; a test states only what matters to it."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from clinic.assessments.actions import record_assessment
from clinic.assessments.results import Entry
from clinic.catalogue.instrument_definitions import get_instrument
from clinic.db import db, enter_clinic, writing
from clinic.domain.falls import Setting
from clinic.domain.responses import Responses, Status
from clinic.domain.session_logs import Assistance, LogStatus
from clinic.episodes.queries import get_episode
from clinic.ids import new_id
from clinic.routines.queries import current_routine
from clinic.session_logs.models import SessionLog
from tests import factories
from tests.factories import MORNING, TODAY
from tests.routines import cases
from tests.session_logs.cases import make_routine

NOON = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)
LEVEL = 4
STRONG = {"berg": 43, "tug": 14, "four_stage": 3, "bwt3m": 8}
TRAINED = (16, 14, 11, 9, 7, 4, 2)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@contextmanager
def clinic_of(app, by):
    """Everything written inside is committed at the end."""
    with app.app_context(), writing():
        enter_clinic(by.clinic_id)
        yield
        db.session.commit()


def log(episode, by, days_ago: int, **given) -> SessionLog:
    """A training in clinic that went well."""
    on = ago(days_ago)
    values = {
        "level": LEVEL,
        "setting": Setting.CLINIC,
        "status": LogStatus.DONE,
        "completed_fraction": Decimal(1),
        "backward_min": Decimal(10),
        "effort": 4,
        "pain_before": 1,
        "pain_during": 2,
        "pain_next_day": 1,
        "symptoms": [],
        "losses_of_balance": 0,
        "near_falls": 0,
        "falls": 0,
        "assistance": Assistance.STANDBY,
        "at": datetime.combine(on, time(18), tzinfo=UTC),
    }
    row = SessionLog(
        id=new_id(),
        episode_id=episode.id,
        routine_id=current_routine(episode).id,
        trained_on=on,
        by_id=by.clinician_id,
        **(values | given),
    )
    db.session.add(row)
    db.session.flush()
    return row


def measure(episode, by, code: str, value, *, on: date) -> None:
    """A result as a page would record it; None could not be done."""
    instrument = get_instrument(code)
    numbers = [] if value is None else _numbers(code, value)
    responses = Responses(
        status=Status.UNABLE if value is None else Status.COMPLETED,
        numbers={
            instrument.groups[0].code: tuple(
                None if one is None else Decimal(str(one)) for one in numbers
            )
        },
    )
    record_assessment(
        episode,
        instrument,
        Entry(assessed_on=on, responses=responses),
        record_id=new_id(),
        by=by.actor,
        at=datetime.combine(on, time(8), tzinfo=UTC),
    )


def _numbers(code: str, value) -> list:
    match code:
        case "berg":
            items = [4] * (value // 4) + [value % 4]
            return (items + [0] * 14)[:14]
        case "four_stage":
            return ([10] * value + [3, None, None, None])[:4]
        case _:
            return [value] * (3 if code == "bwt3m" else 1)


def make_course(by, *last, trained=TRAINED, tests=STRONG, screened_on: date = TODAY):
    """An episode at Level 4 since 18 days; the last trainings are the given ones."""
    patient = factories.make_patient(by, record_number=new_id().hex[-8:])
    episode = factories.make_episode(by, patient, enrolled_on=ago(100))
    cases.screen(episode, by, on=screened_on, at=MORNING)
    for code, value in tests.items():
        measure(episode, by, code, value, on=ago(4))
    cases.place_at(episode, by, LEVEL, at=datetime(2026, 3, 2, 8, tzinfo=UTC))
    make_routine(by, episode)
    usual = trained[: len(trained) - len(last)]
    for days in usual:
        log(episode, by, days)
    for days, one in zip(trained[len(usual) :], last, strict=True):
        log(episode, by, **({"days_ago": days} | one))
    return episode


def commit_course(app, by, *last, **given):
    """The same, committed: (patient id, episode id)."""
    with clinic_of(app, by):
        episode = make_course(by, *last, **given)
        return episode.patient_id, episode.id


def episode_of(episode_id):
    return get_episode(episode_id)
