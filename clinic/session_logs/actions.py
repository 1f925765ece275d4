from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from clinic.audit.actions import record_event
from clinic.clock import day_of
from clinic.db import db
from clinic.domain.falls import NearFallDetails, is_event_of_its_own
from clinic.domain.session_log_rules import SEVERE_PAIN, LogDayProblem, log_day_problem
from clinic.domain.session_logs import (
    GROUP_OF,
    ItemDone,
    LogStatus,
    SessionValues,
    SymptomGroup,
    backward_minutes,
    completed_fraction,
)
from clinic.episodes.actions import require_open
from clinic.episodes.models import Episode
from clinic.episodes.telling import tell
from clinic.falls.actions import record_fall, record_near_fall
from clinic.ids import new_id
from clinic.precautions.actions import sign_nothing_changed
from clinic.routines.models import Routine
from clinic.session_logs.entries import NOTHING_OBSERVED, LogEntry
from clinic.session_logs.models import SessionLog, SessionLogItem
from clinic.session_logs.queries import (
    BEFORE_SESSION,
    find_amendment,
    find_checked_before,
    routine_days,
    values_of,
)
from clinic.session_logs.vitals import vitals_to_json
from clinic.web.access import Actor

TOLD_WITH_LOG = "Told with the session log."


class LoggedWhileResting(Exception):
    """A training was to be logged for a day on which training rested."""


class AlreadyAmended(Exception):
    """Somebody amended the log before."""


def record_log(
    episode: Episode,
    routine: Routine,
    entry: LogEntry,
    *,
    by: Actor,
    at: datetime,
    record_id: UUID | None = None,
) -> SessionLog:
    """A training, or that it did not take place. A fall in it becomes an event of its own.

    Raises EpisodeClosed; LoggedWhileResting for a training after the routine came to rest;
    ValueError for a day in the future or outside the routine's own days.
    """
    _require_loggable(episode, routine, entry, by=by, at=at)
    log = _new_log(episode, routine, entry, by=by, at=at)
    log.id = record_id or log.id
    log.checklist_id = _check_before(episode, entry, by=by, at=at)
    _keep(log, entry)
    record_event("session_log.recorded", log, by=by, at=at, patient_id=episode.patient_id)
    _record_events(episode, entry, NOTHING_OBSERVED, by=by, at=at)
    if _may_stop(entry):
        tell(episode, by=by, at=at)
    return log


def amend(
    log: SessionLog,
    episode: Episode,
    routine: Routine,
    entry: LogEntry,
    *,
    reason: str,
    by: Actor,
    at: datetime,
    record_id: UUID | None = None,
) -> SessionLog:
    """Writes the log anew; the one before stays readable and no longer counts.

    Events that the log before led to stay; a fall told now and not before becomes an event.

    Raises AlreadyAmended, and what `record_log` raises.
    """
    if find_amendment(log) is not None:
        raise AlreadyAmended
    # It was accepted when it was first logged: a pause since then does not undo the training.
    resting_matters = log.status is LogStatus.MISSED
    _require_loggable(episode, routine, entry, by=by, at=at, resting_matters=resting_matters)
    amended = _new_log(episode, routine, entry, by=by, at=at)
    amended.id = record_id or amended.id
    amended.checklist_id = log.checklist_id
    amended.supersedes_id, amended.amendment_reason = log.id, reason
    _keep(amended, entry)
    record_event("session_log.amended", amended, by=by, at=at, patient_id=episode.patient_id)
    _record_events(episode, entry, values_of(log), by=by, at=at)
    if _may_stop(entry):
        tell(episode, by=by, at=at)
    return amended


def _require_loggable(
    episode: Episode,
    routine: Routine,
    entry: LogEntry,
    *,
    by: Actor,
    at: datetime,
    resting_matters: bool = True,
) -> None:
    require_open(episode)
    days = routine_days(routine, episode, time_zone=by.time_zone)
    problem = log_day_problem(entry.trained_on, entry.status, days, today=day_of(at, by.time_zone))
    if problem is LogDayProblem.WHILE_RESTING:
        if resting_matters:
            raise LoggedWhileResting
        return
    if problem is not None:
        raise ValueError(f"a training cannot be logged for that day: {problem.value}")


def _new_log(
    episode: Episode, routine: Routine, entry: LogEntry, *, by: Actor, at: datetime
) -> SessionLog:
    done = _done(entry)
    values = entry.values
    return SessionLog(
        episode_id=episode.id,
        routine_id=routine.id,
        level=routine.level,
        trained_on=entry.trained_on,
        setting=entry.setting,
        status=entry.status,
        completed_fraction=completed_fraction(done),
        backward_min=backward_minutes(done) if done else None,
        effort=values.effort,
        pain_before=values.pain_before,
        pain_during=values.pain_during,
        pain_next_day=values.pain_next_day,
        symptoms=list(values.symptoms),
        losses_of_balance=values.losses_of_balance,
        near_falls=values.near_falls,
        falls=values.falls,
        assistance=values.assistance,
        vitals=vitals_to_json(entry.vitals) if entry.vitals else None,
        missed_reason=entry.missed_reason,
        note=entry.note,
        at=at,
        by_id=by.clinician_id,
    )


def _done(entry: LogEntry) -> Sequence[ItemDone]:
    return [item.done for item in entry.items]


def _keep(log: SessionLog, entry: LogEntry) -> None:
    db.session.add(log)
    db.session.flush()
    for item in entry.items:
        db.session.add(
            SessionLogItem(
                session_log_id=log.id,
                routine_item_id=item.routine_item_id,
                done=item.done.status,
                amount=item.done.amount_done,
            )
        )
    db.session.flush()


def _check_before(episode: Episode, entry: LogEntry, *, by: Actor, at: datetime) -> UUID | None:
    """The before-session checklist of that day: the one signed already, or one tap for it now."""
    signed = find_checked_before(episode, entry.trained_on)
    if signed is not None:
        return signed.id
    if not entry.nothing_changed:
        return None
    return sign_nothing_changed(
        episode, BEFORE_SESSION, on=entry.trained_on, record_id=new_id(), by=by, at=at
    ).id


def _may_stop(entry: LogEntry) -> bool:
    """Whether it tells more than a training that went well: most do not, and stop nothing."""
    values = entry.values
    groups = {GROUP_OF.get(code) for code in values.symptoms}
    return bool(
        groups - {SymptomGroup.BENIGN}
        or (values.pain_during or 0) >= SEVERE_PAIN
        or values.near_falls
        or values.falls
        or entry.vitals is not None
    )


def _record_events(
    episode: Episode, entry: LogEntry, before: SessionValues, *, by: Actor, at: datetime
) -> None:
    """What happened in the training and was not told before becomes an event to review."""
    if entry.values.falls and not before.falls and not entry.fall_is_recorded:
        if entry.fall is None:
            raise ValueError("a log that counts a fall tells what is known about it")
        record_fall(episode, entry.fall, by=by, at=at)
    if entry.values.near_falls and not before.near_falls and is_event_of_its_own(entry.setting):
        details = NearFallDetails(
            happened_on=entry.trained_on, setting=entry.setting, note=TOLD_WITH_LOG
        )
        record_near_fall(episode, details, by=by, at=at)
