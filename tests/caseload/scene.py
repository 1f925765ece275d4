"""People for the caseload's tests, each in a state of care, made through the pages' actions."""

from collections.abc import Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from clinic.assessments.actions import record_assessment
from clinic.assessments.results import Entry
from clinic.catalogue.instrument_definitions import get_instrument
from clinic.db import db, enter_clinic, writing
from clinic.domain.falls import Setting
from clinic.domain.key_questions import KeyQuestions
from clinic.domain.names import fold
from clinic.domain.responses import Responses, Status
from clinic.domain.risk import FallSeverity
from clinic.domain.session_logs import ItemDone, LogStatus, SessionValues
from clinic.ids import new_id
from clinic.risk.actions import FallsAnswers, record_falls_history
from clinic.routines import queries as routines
from clinic.session_logs.actions import record_log
from clinic.session_logs.entries import ItemEntry, LogEntry
from clinic.session_logs.presenters import questions
from tests import factories
from tests.routines import cases

TODAY = factories.TODAY

UNHURT = FallSeverity(
    injury_needing_medical_care=False,
    on_floor_1h_or_unable_to_rise=False,
    loss_of_consciousness_or_suspected_syncope=False,
    frailty=False,
)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)


@contextmanager
def clinic_of(app, by):
    """Everything written inside is committed at the end."""
    with app.app_context(), writing():
        enter_clinic(by.clinic_id)
        yield
        db.session.commit()


def enrol(by, given: str, family: str, *, number: str, born=date(1946, 8, 3), since: int = 40):
    patient = factories.make_patient(
        by,
        given_name=given,
        family_name=family,
        folded_name=fold(f"{given} {family}"),
        record_number=number,
        birth_date=born,
    )
    return factories.make_episode(by, patient, enrolled_on=ago(since), enrolled_at=noon(ago(since)))


def tell_of_falls(episode, by, *, fell: bool = True) -> None:
    answers = FallsAnswers(
        questions=KeyQuestions(fell=fell, unsteady=True, worried=False),
        falls_count_12m=1 if fell else 0,
        severity=UNHURT,
    )
    day = episode.enrolled_on
    record_falls_history(
        episode, answers, taken_on=day, record_id=new_id(), by=by.actor, at=noon(day)
    )


def measure(episode, by, code: str, numbers: Sequence[str], *, on: date, **more) -> None:
    """One assessment with trials in seconds; without numbers the test could not be done."""
    instrument = get_instrument(code)
    responses = Responses(
        status=more.get("status", Status.COMPLETED if numbers else Status.UNABLE),
        numbers={instrument.groups[0].code: tuple(Decimal(number) for number in numbers)},
    )
    entry = Entry(assessed_on=on, responses=responses)
    record_assessment(episode, instrument, entry, record_id=new_id(), by=by.actor, at=noon(on))


def walk(episode, by, seconds: str | None, *, on: date) -> None:
    measure(episode, by, "bwt3m", [seconds] * 3 if seconds else [], on=on)


def train(episode, by, routine, *, on: date, status: LogStatus = LogStatus.DONE, **values):
    """A training at home under a routine; all of it was done unless it is said otherwise."""
    plan, items = routines.plan_of(routine), routines.list_items(routine)
    asked = [one for one in questions(plan.items, items) if one.at_home]
    entry = LogEntry(
        trained_on=on,
        setting=Setting.HOME,
        status=status,
        items=tuple(
            ItemEntry(
                routine_item_id=one.routine_item_id,
                done=ItemDone(
                    status=LogStatus.DONE,
                    prescribed=one.prescribed,
                    backward_min=one.backward_min,
                ),
            )
            for one in asked
        )
        if status is LogStatus.DONE
        else (),
        values=SessionValues(**values),
    )
    return record_log(episode, routine, entry, by=by.actor, at=noon(on))


def ready(by, given: str, family: str, *, number: str, level: int = 3, **person):
    """Enrolled, asked about falls, screened, measured and placed."""
    episode = enrol(by, given, family, number=number, **person)
    tell_of_falls(episode, by)
    cases.screen(episode, by, on=ago(20), at=noon(ago(20)))
    walk(episode, by, "7.62", on=ago(39))
    measure(episode, by, "tug", ["14.20"], on=ago(10))
    measure(episode, by, "berg", [], on=ago(10), status=Status.REFUSED)
    walk(episode, by, "4.92", on=ago(10))
    cases.place_at(episode, by, level, at=noon(ago(20)))
    return episode
