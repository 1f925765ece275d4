"""What is asked of many routines at once: the number of queries is fixed."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from clinic.db import db
from clinic.domain.exercise_rules import OWN_CHECKLIST
from clinic.exercises.queries import get_exercises
from clinic.routines.models import Routine, RoutineItem


def own_checklists(of: Collection[Routine]) -> dict[UUID, tuple[str, ...]]:
    """The lists besides the clinical screen that each version's exercises ask for, by its id."""
    found: dict[UUID, set[str]] = {routine.id: set() for routine in of}
    items = db.session.execute(
        sa.select(
            RoutineItem.routine_id, RoutineItem.exercise_code, RoutineItem.exercise_version
        ).where(RoutineItem.routine_id.in_(found))
    ).all()
    exercises = get_exercises({(code, version) for _, code, version in items})
    for routine_id, code, version in items:
        own = OWN_CHECKLIST.get(exercises[code, version].category)
        if own is not None:
            found[routine_id].add(own)
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
