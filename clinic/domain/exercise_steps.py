"""The next step within one exercise: speed, slope, load, distance or repetitions.

One variable at a time. Nothing here prescribes: it says how far a step may go.

Source: Stepback programme, section 3.2, treadmill speed, grade, band, sled, distance or reps [?].
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

BACKWARD_WALK_M_PER_S_TO_KM_PER_H: Final = Decimal("10.8")  # 3 m in t seconds: 10.8 / t km/h
SPEED_START_MAX_KM_PER_H: Final = Decimal("0.5")
SPEED_STEP_KM_PER_H: Final = Decimal("0.1")
SPEED_CAP_KM_PER_H: Final = Decimal("3.0")
SPEED_SHARE: Final = Decimal("0.8")
GRADE_FROM_LEVEL: Final = 7
GRADE_STEP_PERCENT: Final = Decimal(1)
GRADE_CAP_PERCENT: Final = Decimal(5)
BAND_SETS: Final = 3
BAND_REPS: Final = 10
BAND_EFFORT_MAX: Final = 4
BAND_SESSIONS: Final = 2
SLED_STEP_PERCENT: Final = Decimal("2.5")
SLED_CAP_PERCENT: Final = Decimal(10)
MORE: Final = Decimal("0.10")
MOST_MORE_REPS: Final = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class BandSession:
    """One session with an elastic band, as far as the step asks.

    Attributes:
        effort: of the session; None when nobody told.
    """

    sets: int
    reps: int
    effort: int | None


def overground_speed(walk_3m_s: Decimal) -> Decimal:
    """Backward speed over ground in km/h from the time of the 3-metre backward walk.

    Raises:
        ValueError: the time is not above 0.
    """
    if walk_3m_s <= 0:
        raise ValueError("a walk takes time")
    return BACKWARD_WALK_M_PER_S_TO_KM_PER_H / walk_3m_s


def speed_start(walk_3m_s: Decimal) -> Decimal:
    """Treadmill speed to begin with in km/h, in tenths, rounded down.

    >>> speed_start(Decimal("18"))
    Decimal('0.3')
    """
    return _tenth_below(min(SPEED_START_MAX_KM_PER_H, overground_speed(walk_3m_s) / 2))


def speed_cap(walk_3m_s: Decimal | None) -> Decimal:
    """The highest treadmill speed in km/h, in tenths, rounded down; without a walk the general cap.

    >>> speed_cap(Decimal("6")), speed_cap(Decimal("2.5"))
    (Decimal('1.4'), Decimal('3'))
    """
    if walk_3m_s is None:
        return SPEED_CAP_KM_PER_H
    return _tenth_below(min(SPEED_CAP_KM_PER_H, SPEED_SHARE * overground_speed(walk_3m_s)))


def next_speed(now_km_per_h: Decimal, walk_3m_s: Decimal | None) -> Decimal | None:
    """The next treadmill speed in km/h, at most once a session; None at the cap or above it."""
    step = now_km_per_h + SPEED_STEP_KM_PER_H
    return step if step <= speed_cap(walk_3m_s) else None


def next_grade(now_percent: Decimal, *, level: int) -> Decimal | None:
    """The next slope in percent, at most once a week; None below level 7 or at the cap."""
    step = now_percent + GRADE_STEP_PERCENT
    return step if level >= GRADE_FROM_LEVEL and step <= GRADE_CAP_PERCENT else None


def speed_with_first_grade(now_km_per_h: Decimal) -> Decimal:
    """The speed in km/h when a slope is first used: half of it, in tenths, rounded down."""
    return _tenth_below(now_km_per_h / 2)


def may_take_next_band(sessions: Sequence[BandSession]) -> bool:
    """Whether the last two sessions with the band were 3 sets of 10 at effort 4 or less.

    Args:
        sessions: the newest last.
    """
    last = sessions[-BAND_SESSIONS:]
    return len(last) == BAND_SESSIONS and all(
        one.sets >= BAND_SETS
        and one.reps >= BAND_REPS
        and one.effort is not None
        and one.effort <= BAND_EFFORT_MAX
        for one in last
    )


def next_sled_load(now_percent: Decimal) -> Decimal | None:
    """The next load in percent of body weight; None at the cap.

    >>> next_sled_load(Decimal(0)), next_sled_load(Decimal(10))
    (Decimal('2.5'), None)
    """
    step = now_percent + SLED_STEP_PERCENT
    return step if step <= SLED_CAP_PERCENT else None


def next_distance(now_m: Decimal) -> Decimal:
    """A tenth more, rounded up to a whole metre.

    >>> next_distance(Decimal(5)), next_distance(Decimal(10))
    (Decimal('6'), Decimal('11'))
    """
    return (now_m * (1 + MORE)).to_integral_value(ROUND_CEILING)


def next_reps(now: int) -> int:
    """A tenth more, rounded up to a repetition for each leg, two more at most.

    >>> next_reps(8), next_reps(12), next_reps(30)
    (9, 14, 32)
    """
    more = int((now * MORE).to_integral_value(ROUND_CEILING))
    return now + min(more, MOST_MORE_REPS)


def _tenth_below(value: Decimal) -> Decimal:
    return (value * 10).to_integral_value(ROUND_FLOOR) / 10
