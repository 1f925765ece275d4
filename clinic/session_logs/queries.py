from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from werkzeug.exceptions import NotFound

from clinic.clock import day_of
from clinic.db import db
from clinic.domain.adherence import Adherence, LoggedDay, adherence
from clinic.domain.falls import ReviewOutcome, Setting
from clinic.domain.routines import StopKind
from clinic.domain.session_log_rules import RoutineDays, resting_since
from clinic.domain.session_logs import LogStatus, SessionValues
from clinic.episodes.models import Episode
from clinic.episodes.queries import list_episodes
from clinic.falls import queries as falls
from clinic.patients.models import Patient
from clinic.precautions import queries as precautions
from clinic.precautions.models import Checklist
from clinic.routines import queries as routines
from clinic.routines.models import Routine, RoutineItem
from clinic.session_logs.models import SessionLog, SessionLogItem
from clinic.web.records import IDS, Question, find_record

TRAINED = (LogStatus.DONE, LogStatus.PARTLY)
BEFORE_SESSION = "pre_session"
ALL: Final = 2**31 - 1
ON_SITE = (Setting.CLINIC, Setting.POOL)

RULE_COLUMNS = (
    "id",
    "episode_id",
    "level",
    "trained_on",
    "setting",
    "status",
    "completed_fraction",
    "backward_min",
    "effort",
    "pain_before",
    "pain_during",
    "pain_next_day",
    "symptoms",
    "losses_of_balance",
    "near_falls",
    "falls",
    "assistance",
    "vitals",
    "at",
)


def _superseded() -> sa.Select[UUID | None]:
    return sa.select(SessionLog.supersedes_id).where(SessionLog.supersedes_id.is_not(None))


def _of_routine_item() -> sa.ColumnElement[bool]:
    return sa.and_(
        RoutineItem.clinic_id == SessionLogItem.clinic_id,
        RoutineItem.id == SessionLogItem.routine_item_id,
    )


_FOR_RULES: Final = Question(
    sa.select(*(getattr(SessionLog, name) for name in RULE_COLUMNS))
    .where(SessionLog.episode_id.in_(IDS), SessionLog.id.not_in(_superseded()))
    .order_by(SessionLog.trained_on, SessionLog.at, SessionLog.id)
)
_LATEST_FIRST: Final = (
    sa.select(SessionLog)
    .where(SessionLog.episode_id.in_(IDS), SessionLog.id.not_in(_superseded()))
    .order_by(SessionLog.trained_on.desc(), SessionLog.at.desc(), SessionLog.id.desc())
)
_LOGS: Final = Question(_LATEST_FIRST)
_LOGS_PART: Final = Question(
    _LATEST_FIRST.limit(sa.bindparam("limit", type_=sa.Integer)).offset(
        sa.bindparam("offset", type_=sa.Integer)
    )
)
_COUNT: Final = Question(
    sa.select(sa.func.count())
    .select_from(SessionLog)
    .where(SessionLog.episode_id.in_(IDS), SessionLog.id.not_in(_superseded()))
)
_DONE: Final = Question(
    sa.select(
        SessionLogItem.session_log_id,
        RoutineItem.exercise_code,
        SessionLogItem.done,
        SessionLogItem.amount,
    )
    .join(RoutineItem, _of_routine_item())
    .where(SessionLogItem.session_log_id.in_(IDS))
    .order_by(RoutineItem.position)
)


@dataclass(frozen=True, kw_only=True, slots=True)
class DoneExercise:
    """What a log says about one exercise."""

    exercise_code: str
    done: LogStatus
    amount: Decimal


def list_for(episode: Episode, *, limit: int | None = None, offset: int = 0) -> list[SessionLog]:
    """The logs of the episode that stand, the latest training first."""
    if limit is None and offset == 0:
        return _LOGS.records([episode.id])
    return _LOGS_PART.records([episode.id], limit=limit or ALL, offset=offset)


def list_in(episode_ids: Collection[UUID]) -> dict[UUID, list[sa.Row[Any]]]:
    """What the rules read of the logs that stand, by episode, in the order of the trainings.

    Rows of columns and not records: a caseload holds thousands of logs.
    """
    found: dict[UUID, list[sa.Row[Any]]] = {episode_id: [] for episode_id in episode_ids}
    for row in _FOR_RULES.rows(episode_ids):
        found[row.episode_id].append(row)
    return found


def count_for(episode: Episode) -> int:
    return next(iter(_COUNT.records([episode.id])), 0)


def last_logged(episode_ids: Collection[UUID]) -> dict[UUID, date]:
    """The day of the latest log of each episode, done or missed; without logs it is left out."""
    rows = db.session.execute(
        sa.select(SessionLog.episode_id, sa.func.max(SessionLog.trained_on))
        .where(SessionLog.episode_id.in_(episode_ids), SessionLog.id.not_in(_superseded()))
        .group_by(SessionLog.episode_id)
    )
    return dict(rows.all())


def find_last(episode: Episode) -> SessionLog | None:
    return next(iter(list_for(episode, limit=1)), None)


def get_log(patient: Patient, log_id: UUID) -> SessionLog:
    """A log of this patient, superseded or not, or a 404."""
    log = find_record(SessionLog, log_id)
    if log is None or log.episode_id not in {episode.id for episode in list_episodes(patient)}:
        raise NotFound
    return log


def find_amendment(log: SessionLog) -> SessionLog | None:
    """The log that supersedes this one."""
    return db.session.scalar(sa.select(SessionLog).where(SessionLog.supersedes_id == log.id))


def list_items(log: SessionLog) -> list[SessionLogItem]:
    return list(
        db.session.scalars(
            sa.select(SessionLogItem)
            .join(RoutineItem, _of_routine_item())
            .where(SessionLogItem.session_log_id == log.id)
            .order_by(RoutineItem.position)
        )
    )


def done_exercises(log_ids: Collection[UUID]) -> dict[UUID, list[DoneExercise]]:
    """What each log says about its exercises, by log id, in the order prescribed."""
    found: dict[UUID, list[DoneExercise]] = defaultdict(list)
    for log_id, code, done, amount in _DONE.rows(log_ids):
        found[log_id].append(DoneExercise(exercise_code=code, done=done, amount=amount))
    return dict(found)


def values_of(log: SessionLog | sa.Row[Any]) -> SessionValues:
    """What was observed, as the rules read it."""
    return SessionValues(
        effort=log.effort,
        pain_before=log.pain_before,
        pain_during=log.pain_during,
        pain_next_day=log.pain_next_day,
        symptoms=tuple(log.symptoms),
        losses_of_balance=log.losses_of_balance,
        near_falls=log.near_falls,
        falls=log.falls,
        assistance=log.assistance,
    )


def find_checked_before(episode: Episode, on: date) -> Checklist | None:
    """The before-session checklist signed for that day: valid for one session, the same day."""
    latest = precautions.find_latest_checklist(episode, BEFORE_SESSION, on=on)
    return latest if latest is not None and latest.completed_on == on else None


def adherence_of(episode: Episode, routine: Routine, *, today: date) -> Adherence:
    """Trainings done in the last 14 days, of those the routine plans."""
    return adherence_in(list_in([episode.id])[episode.id], routine, today=today)


def adherence_in(
    logs: Iterable[SessionLog | sa.Row[Any]], routine: Routine, *, today: date
) -> Adherence:
    """The same from all logs that stand, from who has read them already."""
    logged = [LoggedDay(on=log.trained_on, status=log.status) for log in logs]
    return adherence(logged, frequency_per_week=routine.frequency_per_week, as_of=today)


def count_clinic_sessions(episode_id: UUID, since: date | None = None) -> int:
    """Trainings done, or partly done, in clinic or pool; from the day `since` on, if given."""
    return (
        db.session.scalar(
            sa.select(sa.func.count())
            .select_from(SessionLog)
            .where(
                SessionLog.episode_id == episode_id,
                SessionLog.status.in_(TRAINED),
                SessionLog.setting.in_(ON_SITE),
                SessionLog.trained_on >= (since or date.min),
                SessionLog.id.not_in(_superseded()),
            )
        )
        or 0
    )


def routine_days(routine: Routine, episode: Episode, *, time_zone: str) -> RoutineDays:
    """When the version was in force, and since when training rests."""
    following = [v for v in routines.list_versions(episode) if v.number == routine.number + 1]
    return RoutineDays(
        prescribed_on=routine.prescribed_on,
        replaced_on=following[0].prescribed_on if following else None,
        rests_since=resting_since(
            _turns(routine, episode, time_zone=time_zone),
            [day_of(event.reported_at, time_zone) for event in falls.unreviewed(episode)],
        ),
    )


def _turns(routine: Routine, episode: Episode, *, time_zone: str) -> Sequence[tuple[date, bool]]:
    """Since the version was prescribed, each day on which training came to rest or went on.

    A review that does not let training go on says so from the day the event was reported.
    """
    turns = [
        (stop.at, stop.on, stop.kind is not StopKind.RESUMPTION)
        for stop in routines.list_stops(routine)
    ]
    reviews = falls.list_reviews(episode)
    reported = falls.reported_at(episode) if reviews else {}
    turns += [
        (
            review.at,
            day_of(reported.get(review.event_id, review.at), time_zone),
            review.outcome is not ReviewOutcome.RESUME,
        )
        for review in reviews
    ]
    later = sorted(turn for turn in turns if turn[0] >= routine.at)
    return [(on, rests) for _, on, rests in later]


def _standing() -> sa.Select[SessionLog]:
    return sa.select(SessionLog).where(SessionLog.id.not_in(_superseded()))
