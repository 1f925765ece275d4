"""One week of a person's training: its days beside each other, each exercise a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from flask import url_for

from clinic import phrasing
from clinic.domain.dose import Range, plain_number
from clinic.domain.exercises import ExerciseDefinition
from clinic.domain.falls import Setting
from clinic.domain.routines import (
    WEEKLY_AIM_MIN,
    balance_and_strength_minutes_per_week,
    challenges_balance_or_strength,
    minutes_done,
)
from clinic.domain.session_logs import LogStatus
from clinic.episodes.models import Episode
from clinic.patients.models import Patient
from clinic.routines import queries as routines
from clinic.routines.models import Routine
from clinic.routines.presenters import days_words, dose_words
from clinic.session_logs import queries, words
from clinic.session_logs.models import SessionLog
from clinic.session_logs.presenters import NOTHING, pain
from clinic.session_logs.step_words import order_words, step_lines
from clinic.session_logs.steps import step_facts
from clinic.web.tags import Tag

DAYS = 7


@dataclass(frozen=True, kw_only=True, slots=True)
class WeekDay:
    """The head of one column.

    Attributes:
        logs: what was logged on the day: words and address.
        log_url: where a training of the day is logged; empty when none can be.
    """

    name: str
    day: str
    is_today: bool
    logs: tuple[tuple[str, str], ...]
    log_url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class WeekPage:
    """A week at a glance.

    Attributes:
        rows: name, dose, and what was done on each day.
        felt: what was observed, by day.
    """

    title: str
    is_this_week: bool
    days: tuple[WeekDay, ...]
    rows: tuple[tuple[str, str, tuple[str, ...]], ...]
    felt: tuple[tuple[str, tuple[str, ...]], ...]
    tally: str
    minutes: str
    minutes_tag: Tag
    aim: str
    steps: Sequence[tuple[str, str]]
    steps_order: str
    earlier_url: str
    later_url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Week:
    """The records of a week."""

    days: tuple[date, ...]
    versions: Sequence[Routine]
    logs: Mapping[date, Sequence[SessionLog]]
    done: Mapping[UUID, Sequence[queries.DoneExercise]]


def monday_of(day: date) -> date:
    """The Monday on or before a day."""
    return day - timedelta(days=day.weekday())


def week_page(
    patient: Patient, episode: Episode, *, monday: date, today: date, may_log: bool
) -> WeekPage | None:
    """The week that begins on this Monday; None before anything was prescribed."""
    week = _read(episode, monday=monday)
    if not week.versions:
        return None
    in_force = routine_on(week.versions, week.days[-1]) or week.versions[-1]
    plan = routines.plan_of(in_force)
    planned = balance_and_strength_minutes_per_week(plan)
    done = _minutes_done(week)
    days = [_day(patient, week, day, today=today, may_log=may_log) for day in week.days]
    return WeekPage(
        title=f"{phrasing.short_date(week.days[0])} to {phrasing.short_date(week.days[-1])}",
        is_this_week=today in week.days,
        days=tuple(days),
        rows=tuple(_rows(week, in_force)),
        felt=_felt(week),
        tally=_tally(week, in_force),
        minutes=f"{_span(done)} min of balance and strength done, {_span(planned)} planned",
        minutes_tag=_aim_tag(done),
        aim=f"Long-term aim {WEEKLY_AIM_MIN} min a week. Backward minutes are counted as logged;"
        " strength and balance beside them with 10 to 15 min a training [?].",
        steps=step_lines(plan, step_facts(episode, plan)),
        steps_order=order_words(plan),
        earlier_url=_address(patient, monday - timedelta(days=DAYS)),
        later_url=_address(patient, monday + timedelta(days=DAYS)) if week.days[-1] < today else "",
    )


def routine_on(versions: Sequence[Routine], day: date) -> Routine | None:
    """The version in force on a day; of two prescribed that day, the later."""
    begun = [version for version in versions if version.prescribed_on <= day]
    return max(begun, key=lambda version: version.number, default=None)


def _read(episode: Episode, *, monday: date) -> _Week:
    days = tuple(monday + timedelta(days=count) for count in range(DAYS))
    logs = [log for log in queries.list_for(episode) if days[0] <= log.trained_on <= days[-1]]
    by_day: dict[date, list[SessionLog]] = {day: [] for day in days}
    for log in reversed(logs):
        by_day[log.trained_on].append(log)
    return _Week(
        days=days,
        versions=routines.list_versions(episode),
        logs=by_day,
        done=queries.done_exercises([log.id for log in logs]),
    )


def _day(patient: Patient, week: _Week, day: date, *, today: date, may_log: bool) -> WeekDay:
    routine = routine_on(week.versions, day)
    log_url = ""
    if may_log and routine is not None and day <= today:
        log_url = url_for(
            "session_logs.new", patient_id=patient.id, routine=routine.number, day=day.isoformat()
        )
    return WeekDay(
        name=phrasing.weekday(day, short=True),
        day=phrasing.short_date(day),
        is_today=day == today,
        logs=tuple(
            (
                _logged(log),
                url_for("session_logs.show", patient_id=patient.id, log_id=log.id),
            )
            for log in week.logs[day]
        ),
        log_url=log_url,
    )


def _logged(log: SessionLog) -> str:
    where = words.SETTINGS[log.setting]
    return f"{where}, {words.STATUS_IN_A_LIST[log.status]}"


def _rows(week: _Week, in_force: Routine) -> list[tuple[str, str, tuple[str, ...]]]:
    """The exercises of the version in force, then those of others that were done this week."""
    known: dict[str, tuple[str, str]] = {}
    used = {log.routine_id for logs in week.logs.values() for log in logs}
    for version in (in_force, *week.versions):
        if version.id != in_force.id and version.id not in used:
            continue
        for item in routines.plan_of(version).items:
            known.setdefault(item.exercise.code, (item.exercise.name(), dose_words(item.dose)))
    return [
        (name, dose, tuple(_done_on(week, day, code) for day in week.days))
        for code, (name, dose) in known.items()
    ]


def _done_on(week: _Week, day: date, code: str) -> str:
    found = [
        done
        for log in week.logs[day]
        for done in week.done.get(log.id, ())
        if done.exercise_code == code
    ]
    if not found:
        return ""
    told = [plain_number(one.amount) for one in found if one.done is not LogStatus.MISSED]
    return " + ".join(told) if told else NOTHING


def _felt(week: _Week) -> tuple[tuple[str, tuple[str, ...]], ...]:
    trained = {
        day: [log for log in week.logs[day] if log.status is not LogStatus.MISSED]
        for day in week.days
    }
    return (
        ("Effort", tuple(_each(logs, "effort") for logs in trained.values())),
        ("Pain", tuple(" / ".join(pain(log) for log in logs) for logs in trained.values())),
        (
            "Losses of balance",
            tuple(_each(logs, "losses_of_balance") for logs in trained.values()),
        ),
        (
            "Backward min",
            tuple(_each(logs, "backward_min") for logs in trained.values()),
        ),
    )


def _each(logs: Sequence[SessionLog], name: str) -> str:
    values = [getattr(log, name) for log in logs]
    return " / ".join(
        NOTHING if value is None else plain_number(Decimal(value)) for value in values
    )


def _tally(week: _Week, in_force: Routine) -> str:
    logs = [log for logs in week.logs.values() for log in logs]
    done = sum(log.status is not LogStatus.MISSED for log in logs)
    planned = days_words(in_force.clinic_days, in_force.home_days)
    in_clinic = sum(
        log.status is not LogStatus.MISSED and log.setting in (Setting.CLINIC, Setting.POOL)
        for log in logs
    )
    where = f", {in_clinic} of them in clinic" if in_clinic else ""
    return f"{phrasing.plural(done, 'session')} done{where}. Planned: {planned}."


def _minutes_done(week: _Week) -> Range:
    logs = [
        log for logs in week.logs.values() for log in logs if log.status is not LogStatus.MISSED
    ]
    exercises = _exercises(week)
    beside = sum(
        any(
            challenges_balance_or_strength(exercises[done.exercise_code])
            for done in week.done.get(log.id, ())
            if done.done is not LogStatus.MISSED
        )
        for log in logs
    )
    backward = sum((log.backward_min or Decimal(0) for log in logs), Decimal(0))
    return minutes_done(backward, trainings_beside=beside)


def _exercises(week: _Week) -> dict[str, ExerciseDefinition]:
    return {
        item.exercise.code: item.exercise
        for version in week.versions
        for item in routines.plan_of(version).items
    }


def _aim_tag(done: Range) -> Tag:
    if done.start >= WEEKLY_AIM_MIN:
        return Tag(text="3 hours reached", tone="improved")
    return Tag(text="Below 3 hours", tone="due", icon="information")


def _span(span: Range) -> str:
    start, target = plain_number(span.start), plain_number(span.target)
    return start if start == target else f"{start} to {target}"


def _address(patient: Patient, day: date) -> str:
    return url_for("session_logs.week", patient_id=patient.id, of=day.isoformat())
