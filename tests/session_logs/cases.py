"""A routine in force and what a training under it may say; a test states what matters to it."""

from datetime import UTC, date, datetime
from decimal import Decimal

from clinic.db import db, enter_clinic, writing
from clinic.domain.falls import FallDetails, Injury, Setting
from clinic.domain.plan import Where
from clinic.domain.routines import StopKind
from clinic.domain.session_logs import Assistance, ItemDone, LogStatus, SessionValues
from clinic.episodes.queries import get_episode
from clinic.routines.models import Routine, RoutineItem, RoutineStop
from clinic.session_logs.entries import ItemEntry, LogEntry
from tests.factories import commit_episode

PRESCRIBED_ON = date(2026, 3, 2)
PRESCRIBED_AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
EXERCISES = (
    ("bw-fingertip-rail", {"sets": 9, "distance_m": "5", "duration_min": "10"}, Where.CLINIC),
    ("single-leg-stand", {"sets": 4, "hold_s": 8}, Where.CLINIC_OR_HOME),
    ("warm-up-march", {"duration_min": "3"}, Where.CLINIC_OR_HOME),
    ("sit-to-stand", {"sets": 3, "reps": 8}, Where.HOME),
)


def make_routine(by, episode, **values) -> Routine:
    """A version at Level 4 with four exercises, flushed."""
    routine = Routine(
        episode_id=episode.id,
        number=values.pop("number", 1),
        level=4,
        level_start=PRESCRIBED_ON,
        ladder_code="backward_walking",
        ladder_version=1,
        template_code=None,
        template_version=None,
        backward_min=Decimal("10.0"),
        clinic_days=1,
        home_days=2,
        frequency_per_week=3,
        setting=Where.CLINIC_OR_HOME,
        guards=[],
        helper_name="Anna Marlowe",
        helper_trained=True,
        conditions=[],
        clearance={},
        acknowledged_warnings=[],
        note="",
        prescribed_on=values.pop("prescribed_on", PRESCRIBED_ON),
        at=values.pop("at", PRESCRIBED_AT),
        by_id=by.clinician_id,
    )
    db.session.add(routine)
    db.session.flush()
    for position, (code, dose, where) in enumerate(EXERCISES, start=1):
        db.session.add(
            RoutineItem(
                routine_id=routine.id,
                position=position,
                exercise_code=code,
                exercise_version=1,
                dose=dose,
                where=where,
                days_per_week=3,
                reason="",
            )
        )
    db.session.flush()
    return routine


def commit_routine(app, by, **patient_values):
    """A committed patient with a routine in force: (patient id, episode id, routine id)."""
    patient_id, episode_id = commit_episode(app, by, **patient_values)
    with app.app_context(), writing():
        enter_clinic(by.clinic_id)
        routine_id = make_routine(by, get_episode(episode_id)).id
        db.session.commit()
    return patient_id, episode_id, routine_id


def stop(routine, by, kind=StopKind.PAUSE, *, on=date(2026, 3, 10), hour=9):
    row = RoutineStop(
        routine_id=routine.id,
        kind=kind,
        on=on,
        reason="A cold",
        at=datetime(on.year, on.month, on.day, hour, tzinfo=UTC),
        by_id=by.clinician_id,
    )
    db.session.add(row)
    db.session.flush()
    return row


def well(**values) -> SessionValues:
    """A training within every target."""
    return SessionValues(
        **{
            "effort": 4,
            "pain_before": 1,
            "pain_during": 2,
            "losses_of_balance": 1,
            "near_falls": 0,
            "falls": 0,
            "assistance": Assistance.STANDBY,
        }
        | values
    )


def a_training(items=(), **values) -> LogEntry:
    return LogEntry(
        trained_on=values.pop("trained_on", date(2026, 3, 19)),
        setting=values.pop("setting", Setting.CLINIC),
        status=values.pop("status", LogStatus.DONE),
        items=tuple(
            ItemEntry(routine_item_id=item.id, done=ItemDone(status=status, **amounts))
            for item, status, amounts in items
        ),
        values=values.pop("values", well()),
        **values,
    )


def a_fall(on=date(2026, 3, 19)) -> FallDetails:
    return FallDetails(happened_on=on, injury=Injury.NONE, able_to_rise=True, place="clinic")
