"""The treadmill in earlier versions of a routine: how fast, how steep, and since when."""

from datetime import date
from decimal import Decimal
from typing import Final

from clinic.domain.plan import BeltBefore
from clinic.episodes.models import Episode
from clinic.routines import queries
from clinic.routines.doses import dose_from_json
from clinic.routines.models import Routine

DAYS_PER_WEEK: Final = 7

Belt = tuple[Decimal, Decimal | None]
"""The fastest belt in km/h, and the steepest slope in percent."""


def belt_before(replaced: Routine, episode: Episode, *, today: date) -> BeltBefore | None:
    """The treadmill of a version that is about to be replaced; None when it has none."""
    belt = _belt(replaced)
    if belt is None:
        return None
    since = replaced.prescribed_on
    for earlier in queries.list_versions(episode):
        if earlier.number >= replaced.number:
            continue
        if _belt(earlier) != belt:
            break
        since = earlier.prescribed_on
    speed, grade = belt
    return BeltBefore(
        speed_km_per_h=speed,
        grade_percent=grade,
        sessions=queries.count_clinic_sessions(episode, since=since),
        weeks=(today - since).days // DAYS_PER_WEEK,
    )


def _belt(routine: Routine) -> Belt | None:
    doses = [dose_from_json(item.dose) for item in queries.list_items(routine)]
    speeds = [dose.speed_km_per_h for dose in doses if dose.speed_km_per_h is not None]
    slopes = [dose.grade_percent for dose in doses if dose.grade_percent is not None]
    return (max(speeds), max(slopes, default=None)) if speeds else None
