"""What the caseload and the banner are made of, read for many episodes at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from clinic.db import db
from clinic.routines.models import Routine, RoutineStop


@dataclass(frozen=True, kw_only=True, slots=True)
class RoutineInForce:
    """The latest routine of an episode that was not withdrawn."""

    routine_id: UUID
    number: int
    level: int
    since: date
    paused_on: date | None


def routines_in_force(episode_ids: Collection[UUID]) -> dict[UUID, RoutineInForce]:
    latest = {
        routine.episode_id: routine
        for routine in db.session.scalars(
            sa.select(Routine).where(Routine.episode_id.in_(episode_ids)).order_by(Routine.number)
        )
    }
    stops = {
        stop.routine_id: stop
        for stop in db.session.scalars(
            sa.select(RoutineStop)
            .where(RoutineStop.routine_id.in_([routine.id for routine in latest.values()]))
            .order_by(RoutineStop.at, RoutineStop.id)
        )
    }
    return {
        episode_id: RoutineInForce(
            routine_id=routine.id,
            number=routine.number,
            level=routine.level,
            since=routine.prescribed_on,
            paused_on=stop.on if stop is not None and stop.kind == "pause" else None,
        )
        for episode_id, routine in latest.items()
        if (stop := stops.get(routine.id)) is None or stop.kind != "withdrawal"
    }
