"""How fast a treadmill may run backward, from the person's own backward walk over ground.

Source: Stepback programme, section 3.2, treadmill speed; judgement [?].
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import Final

from clinic.domain.criteria import UNABLE
from clinic.domain.dose import DoseField, plain_number
from clinic.domain.plan import (
    PlannedItem,
    PrescriptionFacts,
    Problem,
    RoutinePlan,
    Rule,
    Severity,
)

BACKWARD_WALK: Final = "bwt3m"
KM_PER_H_OVER_3_M: Final = Decimal("10.8")
"""3 m in one second, in km/h."""

MOST_AT_START_KM_PER_H: Final = Decimal("0.5")
SHARE_AT_START: Final = Decimal("0.5")
MOST_KM_PER_H: Final = Decimal("3.0")
SHARE_AT_MOST: Final = Decimal("0.8")
HUNDREDTH: Final = Decimal("0.01")


@dataclass(frozen=True, kw_only=True, slots=True)
class BeltSpeeds:
    """Belt speeds in km/h for one person: to start with, and at most."""

    start: Decimal
    most: Decimal


def belt_speeds(backward_walk_s: Decimal) -> BeltSpeeds:
    """The speeds from the time of the 3-metre backward walk, rounded down to hundredths.

    Args:
        backward_walk_s: seconds for 3 m.

    Raises:
        ValueError: the time is not positive.

    >>> belt_speeds(Decimal("9.3"))
    BeltSpeeds(start=Decimal('0.50'), most=Decimal('0.92'))
    """
    if backward_walk_s <= 0:
        raise ValueError("a walk takes more than 0 s")
    own = KM_PER_H_OVER_3_M / backward_walk_s
    start = min(MOST_AT_START_KM_PER_H, own * SHARE_AT_START)
    most = min(MOST_KM_PER_H, own * SHARE_AT_MOST)
    return BeltSpeeds(
        start=start.quantize(HUNDREDTH, ROUND_FLOOR), most=most.quantize(HUNDREDTH, ROUND_FLOOR)
    )


def belt_within_own_walk(
    item: PlannedItem, _plan: RoutinePlan, facts: PrescriptionFacts
) -> Iterator[Problem]:
    """A belt no faster than the person's walk allows; new to it, more than the start needs a tick.

    Without a measured walk there is nothing to hold it against: V02 says so.
    """
    walk, speed = facts.tests.get(BACKWARD_WALK), item.dose.speed_km_per_h
    if speed is None or walk is None or walk is UNABLE:
        return
    allowed = belt_speeds(walk)
    if speed > allowed.most:
        yield _too_fast(item, Severity.ERROR, "most", allowed.most)
    elif facts.belt_before is None and speed > allowed.start:
        yield _too_fast(item, Severity.WARNING, "start", allowed.start)


def _too_fast(item: PlannedItem, severity: Severity, about: str, limit: Decimal) -> Problem:
    words = f"{plain_number(limit)} km/h"
    why = "The backward walk allows at most" if about == "most" else "To start with, at most"
    return Problem(
        rule=Rule.DOSE_RANGE,
        severity=severity,
        exercise=item.exercise.code,
        field=DoseField.SPEED_KM_PER_H.value,
        about=f"belt_{about}",
        why=f"{why} {words}.",
        limit=f"{words} or less",
    )
