"""Whether somebody trains now, and if not, why: one answer for every sheet and report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clinic.domain.findings import ChecklistStatus
from clinic.domain.routines import RoutineState
from clinic.episodes.models import Episode
from clinic.episodes.queries import discharge_of
from clinic.falls import queries as falls
from clinic.falls.models import FallEvent, HealthEvent, NearFall
from clinic.precautions import queries as precautions
from clinic.routines import queries as routines


class RestKind(StrEnum):
    """Why nobody trains by what was prescribed."""

    DISCHARGED = "discharged"
    PAUSED = "paused"
    SCREEN_SAYS_STOP = "screen_says_stop"


@dataclass(frozen=True, kw_only=True, slots=True)
class Rest:
    """Training rests.

    Attributes:
        since: the day of the discharge or of the pause that was recorded, where there is one.
        waiting: the events whose review it waits for, the oldest first.
    """

    kind: RestKind
    since: date | None = None
    waiting: Sequence[FallEvent | NearFall | HealthEvent] = ()


def find_rest(episode: Episode, *, on: date) -> Rest | None:
    """Why training rests on a day; None when it goes on, or when nothing is prescribed."""
    discharge = discharge_of(episode)
    if discharge is not None:
        return Rest(kind=RestKind.DISCHARGED, since=discharge.discharged_on)
    routine = routines.current_routine(episode)
    if routine is None:
        return None
    if routines.state_of(routine, episode) is RoutineState.PAUSED:
        return Rest(
            kind=RestKind.PAUSED,
            since=_paused_since(episode),
            waiting=tuple(falls.unreviewed(episode)),
        )
    if precautions.current_clearance(episode, today=on).status is ChecklistStatus.ABSOLUTE_STOP:
        return Rest(kind=RestKind.SCREEN_SAYS_STOP)
    return None


def _paused_since(episode: Episode) -> date | None:
    pauses = routines.list_pauses(episode)
    return pauses[-1].starts_on if pauses and pauses[-1].ends_on is None else None
