"""Scales and ticks: from values and days to places in the drawing."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from clinic import locales
from clinic.locales import ENGLISH

MONTH_STEPS: Final = (1, 2, 3, 6)
TICKS_WANTED: Final = (3, 2, 4, 5)
# A single day still needs a width to stand in.
DAYS_ROUND_A_SINGLE_DAY: Final = 15
DAYS_OF_A_SHORT_RANGE: Final = 45
ROUNDING_ERROR: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight map from numbers to places."""

    low: float
    high: float
    at_low: float
    at_high: float

    def __call__(self, value: float) -> float:
        """The place of a value, to a tenth."""
        share = (value - self.low) / (self.high - self.low)
        return round(self.at_low + share * (self.at_high - self.at_low), 1)


class Tick(NamedTuple):
    """A place on an axis with its label."""

    at: float
    label: str


def padded(values: Sequence[float], *, step: float, share: float = 0.1) -> tuple[float, float]:
    """The ends of a value axis that shows all values with room round them.

    Raises:
        ValueError: there is no value.
    """
    low, high = min(values), max(values)
    room = (high - low) * share or max(abs(high) * share, step, 0.5)
    return low - room, high + room


def value_ticks(low: float, high: float, *, step: float = 0) -> tuple[float, ...]:
    """Two or three round numbers inside the axis (never less than one).

    Args:
        low: lower end of the axis.
        high: upper end.
        step: smallest step of the instrument; 1 for whole numbers.

    Raises:
        ValueError: the axis has no length.
    """
    if not high > low:
        raise ValueError("an axis runs from a lower to a higher value")
    sizes = {_count(low, high, size): size for size in reversed(_round_steps(high - low, step))}
    for count in (*TICKS_WANTED, 1):
        if count in sizes:
            return _multiples(low, high, sizes[count])
    return ((low + high) / 2,)


def tick_labels(ticks: Sequence[float]) -> tuple[str, ...]:
    """The ticks in figures, all with the decimals the finest of them needs."""
    for decimals in range(4):
        if all(abs(tick - round(tick, decimals)) < ROUNDING_ERROR for tick in ticks):
            break
    return tuple(f"{tick:.{decimals}f}".replace("-", "−") for tick in ticks)


def time_range(days: Sequence[date]) -> tuple[date, date]:
    """First and last day of the time axis; a single day gets room on both sides.

    Raises:
        ValueError: there is no day.
    """
    first, last = min(days), max(days)
    if first == last:
        room = timedelta(days=DAYS_ROUND_A_SINGLE_DAY)
        return first - room, last + room
    return first, last


@lru_cache(maxsize=64)
def month_ticks(first: date, last: date, *, at_most: int) -> tuple[tuple[date, str], ...]:
    """First days of months with their names; years where the axis is long.

    A short range is marked by its own ends.
    """
    if (last - first).days < DAYS_OF_A_SHORT_RANGE:
        return ((first, day_label(first)), (last, day_label(last)))
    for months in MONTH_STEPS:
        starts = _month_starts(first, last, months)
        if len(starts) <= at_most:
            return tuple((day, _month_label(day, first, last)) for day in starts)
    years = -(-(last.year - first.year) // max(at_most, 1)) or 1
    return tuple(
        (date(year, 1, 1), str(year)) for year in range(first.year + 1, last.year + 1, years)
    )


def month_name(day: date) -> str:
    """The month of a day, in three letters."""
    return locales.months(ENGLISH, short=True)[day.month - 1]


def day_label(day: date, *, with_year: bool = False) -> str:
    """A day in short words: "9 Feb", or "9 Feb 2026"."""
    label = locales.day_of_year(ENGLISH, day, short=True)
    return f"{label} {day.year}" if with_year else label


def _round_steps(span: float, least: float) -> list[float]:
    power = 10.0 ** math.floor(math.log10(span))
    sizes = [factor * power for factor in (0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5)]
    if least >= 1:
        return [size for size in sizes if size >= least and size == int(size)] or [least]
    return sizes


def _count(low: float, high: float, size: float) -> int:
    first, last = math.ceil(low / size - ROUNDING_ERROR), math.floor(high / size + ROUNDING_ERROR)
    return last - first + 1


def _multiples(low: float, high: float, size: float) -> tuple[float, ...]:
    first, last = math.ceil(low / size - ROUNDING_ERROR), math.floor(high / size + ROUNDING_ERROR)
    return tuple(round(index * size, 9) for index in range(first, last + 1))


def _month_starts(first: date, last: date, months: int) -> list[date]:
    index = first.year * 12 + first.month - 1
    starts = []
    for month in range(index, last.year * 12 + last.month):
        day = date(month // 12, month % 12 + 1, 1)
        if first <= day <= last and (month % 12) % months == 0:
            starts.append(day)
    return starts


def _month_label(day: date, first: date, last: date) -> str:
    if day.month == 1 and first.year != last.year:
        return str(day.year)
    return month_name(day)
