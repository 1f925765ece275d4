"""Where patients stand on the ladder, read for many episodes at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa

from clinic.caseload.cases import Standing
from clinic.catalogue.template_definitions import get_template
from clinic.db import ClinicOwned, db
from clinic.domain.falls import ReviewOutcome
from clinic.domain.routines import StopKind
from clinic.domain.templates import ProgrammeWeek, programme_week
from clinic.falls.models import FallReview
from clinic.routines.batches import programme_starts
from clinic.routines.models import Placement, Routine, RoutineStop

R = TypeVar("R", bound=ClinicOwned)


def standings_of(
    episode_ids: Collection[UUID],
    *,
    awaiting_review: Collection[UUID] = (),
    today: date | None = None,
) -> dict[UUID, Standing]:
    """Level, routine in force and pause of each episode; with a day, the week of its template."""
    routines = _newest_by_episode(Routine, episode_ids, Routine.number)
    placements = _newest_by_episode(Placement, episode_ids, Placement.at)
    stops = _stops([routine.id for routine in routines.values()])
    reviews = _reviews(episode_ids)
    weeks = {} if today is None else _weeks(list(routines.values()), today=today)
    standings = {}
    for episode_id in episode_ids:
        routine = routines.get(episode_id)
        if routine and any(stop.kind is StopKind.WITHDRAWAL for stop in stops[routine.id]):
            routine = None
        standings[episode_id] = Standing(
            level=_level(routine, placements.get(episode_id)),
            routine=routine,
            week=weeks.get(routine.id) if routine else None,
            paused=routine is not None
            and (
                episode_id in awaiting_review
                or _is_paused(routine, stops[routine.id], reviews[episode_id])
            ),
        )
    return standings


def _weeks(routines: Collection[Routine], *, today: date) -> dict[UUID, ProgrammeWeek]:
    began = programme_starts(routines)
    return {
        routine.id: programme_week(
            get_template(routine.template_code, routine.template_version),
            began_on=began[routine.id],
            today=today,
        )
        for routine in routines
        if routine.template_code is not None
    }


def _level(routine: Routine | None, placement: Placement | None) -> int | None:
    if routine is not None and (placement is None or placement.at <= routine.at):
        return routine.level
    return placement.level if placement is not None and placement.level > 0 else None


def _is_paused(
    routine: Routine, stops: Iterable[RoutineStop], reviews: Iterable[FallReview]
) -> bool:
    """By a pause, or by a review that did not let training go on: the last word counts."""
    words = [(routine.at, False)]
    words += [(stop.at, stop.kind is StopKind.PAUSE) for stop in stops]
    words += [(review.at, review.outcome is not ReviewOutcome.RESUME) for review in reviews]
    return max((word for word in words if word[0] >= routine.at), key=lambda word: word[0])[1]


def _newest_by_episode(
    kind: type[R], episode_ids: Collection[UUID], order: sa.orm.InstrumentedAttribute[Any]
) -> dict[UUID, R]:
    of_episode = kind.episode_id  # type: ignore[attr-defined]  # every kind asked for has one
    found = db.session.scalars(
        sa.select(kind).where(of_episode.in_(episode_ids)).order_by(order, kind.id)
    )
    return {record.episode_id: record for record in found}  # type: ignore[attr-defined]


def _stops(routine_ids: Collection[UUID]) -> dict[UUID, list[RoutineStop]]:
    stops: dict[UUID, list[RoutineStop]] = defaultdict(list)
    for stop in db.session.scalars(
        sa.select(RoutineStop).where(RoutineStop.routine_id.in_(routine_ids))
    ):
        stops[stop.routine_id].append(stop)
    return stops


def _reviews(episode_ids: Collection[UUID]) -> dict[UUID, list[FallReview]]:
    reviews: dict[UUID, list[FallReview]] = defaultdict(list)
    for review in db.session.scalars(
        sa.select(FallReview).where(FallReview.episode_id.in_(episode_ids))
    ):
        reviews[review.episode_id].append(review)
    return reviews
