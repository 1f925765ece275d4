from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from werkzeug.exceptions import NotFound

from clinic.catalogue.ladder_definitions import get_ladder
from clinic.db import db
from clinic.domain.falls import ReviewOutcome
from clinic.domain.plan import Guard, Helper, PlannedItem, RoutinePlan
from clinic.domain.routines import (
    LevelPeriod,
    Period,
    RoutineFacts,
    RoutineState,
    StopKind,
    routine_state,
)
from clinic.episodes.models import Episode
from clinic.exercises.queries import get_exercises
from clinic.falls import queries as falls
from clinic.routines.batches import (
    latest_placements,
    latest_routines,
    list_items_of,
    list_placements_in,
    list_stops_of,
    list_versions_in,
)
from clinic.routines.doses import dose_from_json
from clinic.routines.models import Placement, Routine, RoutineItem, RoutineStop

# --- routines --------------------------------------------------------------------------------


def list_versions(episode: Episode) -> list[Routine]:
    """All versions of an episode, the newest first."""
    return list(reversed(list_versions_in([episode.id])))


def latest_routine(episode: Episode) -> Routine | None:
    """The newest version, whatever became of it."""
    return latest_routines([episode.id]).get(episode.id)


def current_routine(episode: Episode) -> Routine | None:
    """The version in force, paused or not; None when nothing is prescribed or it was withdrawn."""
    latest = latest_routine(episode)
    if latest is None or _is_withdrawn(latest):
        return None
    return latest


def get_version(episode: Episode, number: int) -> Routine:
    """The version of this number, or a 404."""
    found = db.session.scalars(
        sa.select(Routine).where(Routine.episode_id == episode.id, Routine.number == number)
    ).first()
    if found is None:
        raise NotFound
    return found


def list_items(routine: Routine) -> list[RoutineItem]:
    """The items of a version, in the order prescribed."""
    return list_items_of([routine.id])[routine.id]


def list_stops(routine: Routine) -> list[RoutineStop]:
    """Pauses, their ends and the withdrawal of a version, in the order they happened."""
    return list_stops_of([routine.id])[routine.id]


def plan_of(routine: Routine) -> RoutinePlan:
    """A version as it was prescribed, with the exercises in the versions of that day."""
    items = list_items(routine)
    exercises = get_exercises({(item.exercise_code, item.exercise_version) for item in items})
    return RoutinePlan(
        level=get_ladder(routine.ladder_code, routine.ladder_version).level(routine.level),
        items=tuple(
            PlannedItem(
                exercise=exercises[item.exercise_code, item.exercise_version],
                dose=dose_from_json(item.dose),
                where=item.where,
                reason=item.reason,
            )
            for item in items
        ),
        clinic_days=routine.clinic_days,
        home_days=routine.home_days,
        guards=frozenset(Guard(word) for word in routine.guards),
    )


def helper_of(routine: Routine) -> Helper | None:
    if not routine.helper_name:
        return None
    return Helper(name=routine.helper_name, trained=routine.helper_trained)


# --- what became of a version ----------------------------------------------------------------


def state_of(routine: Routine, episode: Episode) -> RoutineState:
    """The state of a version today."""
    stops = list_stops(routine)
    latest = latest_routine(episode)
    return routine_state(
        RoutineFacts(
            superseded=latest is not None and latest.number > routine.number,
            withdrawn=any(stop.kind is StopKind.WITHDRAWAL for stop in stops),
            paused=_is_paused(routine, episode, stops),
            event_to_review=bool(falls.unreviewed(episode)),
        )
    )


def list_pauses(episode: Episode) -> list[Period]:
    """The pauses of an episode in order: those that were recorded, not those of open reviews."""
    pauses: list[Period] = []
    began: date | None = None
    versions = list_versions(episode)
    stops = list_stops_of([routine.id for routine in versions])
    for routine in reversed(versions):
        # A new version ends the pause of the one before.
        if began is not None:
            pauses.append(Period(starts_on=began, ends_on=routine.prescribed_on))
            began = None
        for stop in stops[routine.id]:
            if stop.kind is StopKind.PAUSE:
                began = began or stop.on
            elif began is not None:
                pauses.append(Period(starts_on=began, ends_on=stop.on))
                began = None
    if began is not None:
        pauses.append(Period(starts_on=began, ends_on=None))
    return pauses


def _is_withdrawn(routine: Routine) -> bool:
    return any(stop.kind is StopKind.WITHDRAWAL for stop in list_stops(routine))


def _is_paused(routine: Routine, episode: Episode, stops: Sequence[RoutineStop]) -> bool:
    """By a pause of its own, or a review that did not let training go on; the last word counts."""
    words = [(routine.at, False)]
    words += [(stop.at, stop.kind is StopKind.PAUSE) for stop in stops]
    words += [
        (review.at, review.outcome != ReviewOutcome.RESUME)
        for review in falls.list_reviews(episode)
    ]
    later = [word for word in words if word[0] >= routine.at]
    return max(later, key=lambda word: word[0])[1]


# --- levels ----------------------------------------------------------------------------------


def current_level(episode: Episode) -> int | None:
    """The level of the routine in force, or of a later placement; None before both, 0 not ready."""
    routine = current_routine(episode)
    placement = latest_placement(episode)
    if routine is None:
        return None if placement is None else placement.level
    if placement is not None and placement.at > routine.at:
        return placement.level
    return routine.level


def level_changes(episode: Episode) -> list[LevelPeriod]:
    """The levels trained at, in order; the last one has no end unless it was withdrawn."""
    versions = list(reversed(list_versions(episode)))
    periods: list[LevelPeriod] = []
    for routine in versions:
        if periods and periods[-1].level == routine.level and periods[-1].ends_on is None:
            continue
        if periods and periods[-1].ends_on is None:
            periods[-1] = _ended(periods[-1], routine.prescribed_on)
        periods.append(
            LevelPeriod(level=routine.level, starts_on=routine.prescribed_on, ends_on=None)
        )
    if versions and (withdrawn_on := _withdrawn_on(versions[-1])) is not None:
        periods[-1] = _ended(periods[-1], withdrawn_on)
    return periods


def _ended(period: LevelPeriod, on: date) -> LevelPeriod:
    return LevelPeriod(level=period.level, starts_on=period.starts_on, ends_on=on)


def _withdrawn_on(routine: Routine) -> date | None:
    return next((stop.on for stop in list_stops(routine) if stop.kind is StopKind.WITHDRAWAL), None)


def level_to_prescribe(episode: Episode) -> int | None:
    """The present level, or the one below it after a review that decided for the lower level."""
    level = current_level(episode)
    routine = current_routine(episode)
    reviews = falls.list_reviews(episode)
    if level and routine and reviews and reviews[-1].at >= routine.at:
        lower = reviews[-1].outcome == ReviewOutcome.LOWER_LEVEL
        return max(1, level - 1) if lower else level
    return level


# --- placement -------------------------------------------------------------------------------


def latest_placement(episode: Episode) -> Placement | None:
    return latest_placements([episode.id]).get(episode.id)


def list_placements(episode: Episode) -> list[Placement]:
    """All placements of an episode, the newest first."""
    return list(reversed(list_placements_in([episode.id])))


# --- sessions in clinic ----------------------------------------------------------------------

CountClinicSessions = Callable[[UUID, date | None], int]

_sources: list[CountClinicSessions] = []


def clinic_sessions_come_from(count: CountClinicSessions) -> None:
    """Session logs stand above routines and may not be asked from here: they offer their count.

    `count` answers, for an episode id, how many sessions were done in clinic, from a day on or at
    all. Until somebody offers one there are none: what needs three sessions first stays in clinic.
    """
    _sources[:] = [count]


FindDoseCeiling = Callable[[Routine], Decimal | None]

_ceilings: list[FindDoseCeiling] = []


def dose_ceiling_comes_from(find: FindDoseCeiling) -> None:
    """Progression decisions stand above routines too: they offer the dose that a reduce left.

    `find` answers, for a version in force, the practice minutes that V07 does not let pass.
    """
    _ceilings[:] = [find]


def dose_ceiling(routine: Routine) -> Decimal | None:
    """The practice minutes after a decision that reduced them; None when none did."""
    return _ceilings[0](routine) if _ceilings else None


def count_clinic_sessions(episode: Episode, *, since: date | None = None) -> int:
    """How many sessions were done in clinic in this episode, from the day `since` on."""
    return _sources[0](episode.id, since) if _sources else 0
