"""Where patients stand on the ladder, read for many episodes at once."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from clinic.caseload.cases import Standing
from clinic.catalogue.template_definitions import get_template
from clinic.domain.falls import ReviewOutcome
from clinic.domain.routines import StopKind
from clinic.domain.templates import ProgrammeWeek, programme_week
from clinic.falls.models import FallReview
from clinic.falls.queries import list_reviews_in
from clinic.routines.batches import (
    latest_placements,
    latest_routines,
    list_stops_of,
    programme_starts,
)
from clinic.routines.models import Placement, Routine, RoutineStop


def standings_of(
    episode_ids: Collection[UUID],
    *,
    awaiting_review: Collection[UUID] = (),
    today: date | None = None,
) -> dict[UUID, Standing]:
    """Level, routine in force and pause of each episode; with a day, the week of its template."""
    routines = latest_routines(episode_ids)
    placements = latest_placements(episode_ids)
    stops = list_stops_of([routine.id for routine in routines.values()])
    reviews = list_reviews_in(episode_ids)
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
