"""Diaries on paper: made with a code, found by it, entered once."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from werkzeug.exceptions import NotFound

from clinic.audit.actions import record_event, record_new
from clinic.db import db
from clinic.domain.falls import FallDetails
from clinic.domain.sheet_codes import new_sheet_code, read_sheet_code
from clinic.episodes.actions import require_open
from clinic.episodes.models import Episode
from clinic.episodes.queries import list_episodes
from clinic.falls.actions import record_fall
from clinic.ids import new_id
from clinic.patients.models import Patient
from clinic.routines.models import Routine
from clinic.session_logs.actions import record_log
from clinic.session_logs.entries import LogEntry
from clinic.session_logs.models import DiarySheet, SessionLog
from clinic.web.access import Actor
from clinic.web.records import find_record

MONDAY = 0
DAYS_A_WEEK = 7


class AlreadyEntered(Exception):
    """Somebody entered this sheet before."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetLog:
    """One day of a sheet: the log, and the version of the routine in force on that day."""

    routine: Routine
    entry: LogEntry


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetTold:
    """What a sheet says: the trainings, and the falls that no log of it records."""

    logs: Sequence[SheetLog]
    falls: Sequence[FallDetails] = ()

    @property
    def days(self) -> int:
        """How many days it says something about."""
        trained = {log.entry.trained_on for log in self.logs}
        return len(trained | {fall.happened_on for fall in self.falls})

    @property
    def new_falls(self) -> int:
        """How many falls are to be reviewed because of it."""
        return len(self.falls) + sum(log.entry.fall is not None for log in self.logs)


def make_sheet(
    episode: Episode, routine: Routine, *, starts_on: date, weeks: int, by: Actor, at: datetime
) -> DiarySheet:
    """A sheet with a code that no other sheet of the clinic has. Raises EpisodeClosed;
    ValueError when it does not start on a Monday.
    """
    require_open(episode)
    if starts_on.weekday() != MONDAY:
        raise ValueError("a diary starts on a Monday")
    code = new_sheet_code(secrets.choice)
    while find_by_code(code) is not None:
        code = new_sheet_code(secrets.choice)
    sheet = DiarySheet(
        id=new_id(),
        episode_id=episode.id,
        routine_id=routine.id,
        code=code,
        starts_on=starts_on,
        weeks=weeks,
        at=at,
        by_id=by.clinician_id,
    )
    return record_new("diary_sheet.made", sheet, by=by, at=at, patient_id=episode.patient_id)


def find_by_code(typed: str) -> DiarySheet | None:
    """Exactly the sheet of this code, in the clinic that was entered."""
    code = read_sheet_code(typed)
    if code is None:
        return None
    return db.session.scalar(sa.select(DiarySheet).where(DiarySheet.code == code))


def get_sheet(patient: Patient, sheet_id: UUID) -> DiarySheet:
    """A sheet of this patient, or a 404."""
    sheet = find_record(DiarySheet, sheet_id)
    if sheet is None or sheet.episode_id not in {e.id for e in list_episodes(patient)}:
        raise NotFound
    return sheet


def days_of(sheet: DiarySheet) -> tuple[date, ...]:
    """Every day of the sheet, in order."""
    count = sheet.weeks * DAYS_A_WEEK
    return tuple(sheet.starts_on + timedelta(days=index) for index in range(count))


def enter_sheet(
    sheet: DiarySheet, episode: Episode, told: SheetTold, *, by: Actor, at: datetime
) -> list[SessionLog]:
    """Keeps what a sheet says, once: session logs, and falls as events to review.

    Raises AlreadyEntered, and what `record_log` and `record_fall` raise.
    """
    locked = sa.select(DiarySheet).where(DiarySheet.id == sheet.id).with_for_update()
    held = db.session.scalars(locked.execution_options(populate_existing=True)).one()
    if held.entered_at is not None:
        raise AlreadyEntered
    logs = [record_log(episode, day.routine, day.entry, by=by, at=at) for day in told.logs]
    for fall in told.falls:
        record_fall(episode, fall, by=by, at=at)
    held.entered_at, held.entered_by_id = at, by.clinician_id
    kept = {"code": held.code, "session_logs": len(logs)}
    record_event("diary_sheet.entered", held, by=by, at=at, patient_id=episode.patient_id, new=kept)
    return logs
