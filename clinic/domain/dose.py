"""A dose: how much of an exercise a person is asked to do, and the limits it stays within."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum
from typing import Final

HALVES_PER_MINUTE: Final = 2
"""Practice minutes are counted in half minutes. Source: Stepback programme, section 3.2 [?]."""


class DoseField(StrEnum):
    """The amounts a dose may state; the value is the attribute's name, with its unit."""

    SETS = "sets"
    REPS = "reps"
    HOLD_S = "hold_s"
    DISTANCE_M = "distance_m"
    DURATION_MIN = "duration_min"
    SPEED_M_PER_S = "speed_m_per_s"
    SPEED_KM_PER_H = "speed_km_per_h"
    GRADE_PERCENT = "grade_percent"


OPTIONAL_FIELDS: Final = frozenset({DoseField.SPEED_M_PER_S})
"""Overground speed guides the clinician; the person is not asked to keep to it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Range:
    """Where a dose starts and where it is heading, both included."""

    start: Decimal
    target: Decimal

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.target:
            raise ValueError("a range runs from a start of 0 or more up to its target")

    def holds(self, value: Decimal) -> bool:
        """Whether the value lies between start and target, both included."""
        return self.start <= value <= self.target


@dataclass(frozen=True, kw_only=True, slots=True)
class Dose:
    """What is prescribed of one exercise in one training.

    `reps` count each leg where the exercise has two sides; `hold_s` is one hold; `distance_m` is
    one walk; `duration_min` is the total in one training, with the rests up to `rest_s`.
    """

    sets: int | None = None
    reps: int | None = None
    hold_s: int | None = None
    distance_m: Decimal | None = None
    duration_min: Decimal | None = None
    speed_m_per_s: Decimal | None = None
    speed_km_per_h: Decimal | None = None
    grade_percent: Decimal | None = None
    load: str | None = None
    rest_s: int = 0

    def __post_init__(self) -> None:
        for field in DoseField:
            value = self.amount(field)
            if value is not None and value <= 0:
                raise ValueError(f"{field} must be above 0")
        if self.rest_s < 0:
            raise ValueError("rest_s may not be below 0")

    def amount(self, field: DoseField) -> Decimal | None:
        """The amount of one field, or None when the dose does not state it."""
        value = getattr(self, field.value)
        return None if value is None else Decimal(value)


@dataclass(frozen=True, kw_only=True, slots=True)
class DoseLimits:
    """The ranges one exercise is prescribed within."""

    effort: Range
    days_per_week: Range
    rest_s: int
    sets: Range | None = None
    reps: Range | None = None
    hold_s: Range | None = None
    distance_m: Range | None = None
    duration_min: Range | None = None
    speed_m_per_s: Range | None = None
    speed_km_per_h: Range | None = None
    grade_percent: Range | None = None
    load: str | None = None

    def range_of(self, field: DoseField) -> Range | None:
        """The range of one field, or None when the exercise is not dosed by it."""
        found: Range | None = getattr(self, field.value)
        return found

    def fields(self) -> tuple[DoseField, ...]:
        """The fields this exercise is dosed by, in the order they are written."""
        return tuple(field for field in DoseField if self.range_of(field) is not None)


class BreachKind(StrEnum):
    """How a dose misses a range."""

    MISSING = "missing"
    BELOW = "below"
    ABOVE = "above"


@dataclass(frozen=True, kw_only=True, slots=True)
class Breach:
    """One amount that is not within its range."""

    field: DoseField
    kind: BreachKind
    limit: Range


def breaches(dose: Dose, limits: DoseLimits) -> tuple[Breach, ...]:
    """Every amount of the dose that is missing or not within its range, in the order of the fields.

    Minutes below the start are no breach: when two backward exercises share the minutes of a level,
    each has less than it would have alone.
    """
    found = [
        Breach(field=field, kind=kind, limit=limit)
        for field in limits.fields()
        if (limit := limits.range_of(field)) is not None
        and (kind := _breach_kind(field, dose.amount(field), limit)) is not None
    ]
    return tuple(found)


def _breach_kind(field: DoseField, value: Decimal | None, limit: Range) -> BreachKind | None:
    if value is None:
        return None if field in OPTIONAL_FIELDS else BreachKind.MISSING
    if value > limit.target:
        return BreachKind.ABOVE
    if value < limit.start and field is not DoseField.DURATION_MIN:
        return BreachKind.BELOW
    return None


def plain_number(value: Decimal) -> str:
    """A number as it is written, without trailing zeros: 3, 1.5."""
    return f"{value.normalize():f}"


def ceil_to_half(minutes: Decimal) -> Decimal:
    """Minutes rounded up to a half minute; a half minute stays.

    Source: Stepback programme, section 3.2, rounding [?].
    """
    halves = (minutes * HALVES_PER_MINUTE).to_integral_value(ROUND_CEILING)
    return halves / HALVES_PER_MINUTE


def floor_to_half(minutes: Decimal) -> Decimal:
    """Minutes rounded down to a half minute; a half minute stays.

    Source: Stepback programme, section 3.2, rounding [?].
    """
    halves = (minutes * HALVES_PER_MINUTE).to_integral_value(ROUND_FLOOR)
    return halves / HALVES_PER_MINUTE


def share_minutes(total_min: Decimal, weights: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Share practice minutes out in half minutes, in proportion to the weights.

    What is left after rounding down goes, half minute by half minute, to the largest remainders;
    of equal remainders the earlier one first. The shares add up to the total.

    Args:
        total_min: minutes, a multiple of a half.
        weights: one for each share, all above 0.

    Raises:
        ValueError: a weight is not above 0.
    """
    if any(weight <= 0 for weight in weights):
        raise ValueError("every share needs a weight above 0")
    halves = total_min * HALVES_PER_MINUTE
    exact = [halves * weight / sum(weights) for weight in weights]
    shares = [part.to_integral_value(ROUND_FLOOR) for part in exact]
    by_remainder = sorted(range(len(exact)), key=lambda place: shares[place] - exact[place])
    for place in by_remainder[: int(halves - sum(shares))]:
        shares[place] += 1
    return tuple(share / HALVES_PER_MINUTE for share in shares)
