"""What is asked of many routines at once: the number of queries is fixed."""

from collections.abc import Collection
from datetime import date
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import orm

from clinic.db import db
from clinic.domain.exercise_rules import OWN_CHECKLIST
from clinic.exercises.queries import get_exercises
from clinic.routines.models import Placement, Routine, RoutineItem, RoutineStop
from clinic.web.records import IDS, Question

_VERSIONS: Final = Question(
    sa.select(Routine).where(Routine.episode_id.in_(IDS)).order_by(Routine.number, Routine.id)
)
_newer: Final = orm.aliased(Routine)
_LATEST: Final = Question(
    sa.select(Routine).where(
        Routine.episode_id.in_(IDS),
        ~sa.exists().where(
            _newer.clinic_id == Routine.clinic_id,
            _newer.episode_id == Routine.episode_id,
            _newer.number > Routine.number,
        ),
    )
)
_ITEMS: Final = Question(
    sa.select(RoutineItem).where(RoutineItem.routine_id.in_(IDS)).order_by(RoutineItem.position)
)
_STOPS: Final = Question(
    sa.select(RoutineStop)
    .where(RoutineStop.routine_id.in_(IDS))
    .order_by(RoutineStop.at, RoutineStop.id)
)
_PLACEMENTS: Final = Question(
    sa.select(Placement).where(Placement.episode_id.in_(IDS)).order_by(Placement.at, Placement.id)
)


def list_versions_in(episode_ids: Collection[UUID]) -> list[Routine]:
    """All versions of these episodes, the oldest of each first."""
    return _VERSIONS.records(episode_ids)


def latest_routines(episode_ids: Collection[UUID]) -> dict[UUID, Routine]:
    """The newest version of each episode that has one, whatever became of it."""
    return {routine.episode_id: routine for routine in _LATEST.records(episode_ids)}


def list_items_of(routine_ids: Collection[UUID]) -> dict[UUID, list[RoutineItem]]:
    """The items of each version, in the order prescribed; none left out."""
    found: dict[UUID, list[RoutineItem]] = {routine_id: [] for routine_id in routine_ids}
    for item in _ITEMS.records(routine_ids):
        found[item.routine_id].append(item)
    return found


def list_stops_of(routine_ids: Collection[UUID]) -> dict[UUID, list[RoutineStop]]:
    """Pauses, their ends and the withdrawal of each version, in order; none left out."""
    found: dict[UUID, list[RoutineStop]] = {routine_id: [] for routine_id in routine_ids}
    for stop in _STOPS.records(routine_ids):
        found[stop.routine_id].append(stop)
    return found


def list_placements_in(episode_ids: Collection[UUID]) -> list[Placement]:
    """All placements of these episodes, the oldest first."""
    return _PLACEMENTS.records(episode_ids)


def latest_placements(episode_ids: Collection[UUID]) -> dict[UUID, Placement]:
    """The last placement of each episode that has one."""
    return {placement.episode_id: placement for placement in list_placements_in(episode_ids)}


def own_checklists(of: Collection[Routine]) -> dict[UUID, tuple[str, ...]]:
    """The lists besides the clinical screen that each version's exercises ask for, by its id."""
    found: dict[UUID, set[str]] = {routine.id: set() for routine in of}
    items = _ITEMS.records(found)
    exercises = get_exercises({(item.exercise_code, item.exercise_version) for item in items})
    for item in items:
        own = OWN_CHECKLIST.get(exercises[item.exercise_code, item.exercise_version].category)
        if own is not None:
            found[item.routine_id].add(own)
    return {routine_id: tuple(sorted(codes)) for routine_id, codes in found.items()}


def programme_starts(of: Collection[Routine]) -> dict[UUID, date]:
    """The day on which the template of each version was first prescribed, by the version's id."""
    rows = db.session.execute(
        sa.select(Routine.episode_id, Routine.template_code, sa.func.min(Routine.prescribed_on))
        .where(
            Routine.episode_id.in_([routine.episode_id for routine in of]),
            Routine.template_code.is_not(None),
        )
        .group_by(Routine.episode_id, Routine.template_code)
    )
    began = {(episode_id, code): day for episode_id, code, day in rows}
    return {
        routine.id: began[routine.episode_id, routine.template_code]
        for routine in of
        if routine.template_code is not None
    }
