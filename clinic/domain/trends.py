"""Is there a trend? Slopes over several visits, with the error of measurement or by rank."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from typing import Final

from clinic.domain.comparison import Z_95
from clinic.domain.slopes import kendall_s, median_slope
from clinic.domain.thresholds import Direction
from clinic.domain.units import mean

DAYS_PER_MONTH: Final = Decimal("30.4375")
"""365.25 / 12. Source: instruments.md 6.3."""

FEWEST_POINTS: Final = 3
SHORTEST_SPAN_DAYS: Final = 28
FEWEST_FOR_RANKS: Final = 5
MOST_FOR_EXACT_P: Final = 8
SIGNIFICANT_P: Final = 0.05


class TrendVerdict(StrEnum):
    """What a series shows. Nothing is forecast beyond the last visit."""

    IMPROVING = "improving"
    DECLINING = "declining"
    NO_RELIABLE_TREND = "no_reliable_trend"
    INSUFFICIENT_POINTS = "insufficient_points"


@dataclass(frozen=True, kw_only=True, slots=True)
class Trend:
    """A series in numbers; slopes in the instrument's unit per month."""

    n: int
    span_days: int
    verdict: TrendVerdict
    ols_per_month: Decimal | None = None
    theil_sen_per_month: Decimal | None = None
    threshold_per_month: Decimal | None = None
    mk_s: int | None = None
    mk_p: float | None = None


def trend(
    points: Iterable[tuple[date, Decimal | None]],
    *,
    direction: Direction,
    sem: Decimal | None,
) -> Trend:
    """Rate of change over completed, comparable results.

    Args:
        points: day and value; a value of None is left out, results of one day are averaged.
        direction: which way is better.
        sem: standard error of measurement in the instrument's unit; None when it is not known.

    Raises:
        ValueError: the SEM is not positive.

    Source: instruments.md 6.3: Theil-Sen [K84], reliable slope, Mann-Kendall [K85].
    """
    if sem is not None and sem <= 0:
        raise ValueError("a standard error of measurement is above 0")
    days, values = _by_day(points)
    span_days = (days[-1] - days[0]).days if days else 0
    if len(days) < FEWEST_POINTS or span_days < SHORTEST_SPAN_DAYS:
        return Trend(n=len(days), span_days=span_days, verdict=TrendVerdict.INSUFFICIENT_POINTS)
    months = [(day - days[0]).days / DAYS_PER_MONTH for day in days]
    middle_month = mean(tuple(months))
    sxx = sum(((at - middle_month) ** 2 for at in months), Decimal(0))
    slope = _least_squares(months, values, sxx)
    middle_slope = _theil_sen(days, values)
    threshold = None if sem is None else Z_95 * sem / sxx.sqrt()
    s = kendall_s(values)
    p = _mann_kendall_p(values, s)
    if threshold is None:
        sign = _sign(s) if len(days) >= FEWEST_FOR_RANKS and p < SIGNIFICANT_P else 0
    else:
        reliable = abs(slope) >= threshold and _sign(slope) == _sign(middle_slope)
        sign = _sign(slope) if reliable else 0
    return Trend(
        n=len(days),
        span_days=span_days,
        verdict=_verdict(sign, direction),
        ols_per_month=slope,
        theil_sen_per_month=middle_slope,
        threshold_per_month=threshold,
        mk_s=s,
        mk_p=p,
    )


def _by_day(
    points: Iterable[tuple[date, Decimal | None]],
) -> tuple[list[date], list[Decimal]]:
    by_day: dict[date, list[Decimal]] = {}
    for day, value in points:
        if value is not None:
            by_day.setdefault(day, []).append(value)
    days = sorted(by_day)
    same_day = [by_day[day] for day in days]
    return days, [one[0] if len(one) == 1 else mean(tuple(sorted(one))) for one in same_day]


def _least_squares(months: Sequence[Decimal], values: Sequence[Decimal], sxx: Decimal) -> Decimal:
    middle_month, middle_value = mean(tuple(months)), mean(tuple(values))
    products = (
        (at - middle_month) * (value - middle_value)
        for at, value in zip(months, values, strict=True)
    )
    return sum(products, Decimal(0)) / sxx


def _theil_sen(days: Sequence[date], values: Sequence[Decimal]) -> Decimal:
    a_day = median_slope([day.toordinal() for day in days], values)
    return Decimal(a_day.numerator) * DAYS_PER_MONTH / Decimal(a_day.denominator)


def _mann_kendall_p(values: Sequence[Decimal], s: int) -> float:
    ties = tuple(sorted(len(list(same)) for _, same in groupby(sorted(values))))
    if s == 0:
        return 1.0
    if len(values) <= MOST_FOR_EXACT_P:
        return _exact_p(ties, abs(s))
    z = (abs(s) - 1) / math.sqrt(_variance_of_s(ties))
    return math.erfc(z / math.sqrt(2))


@lru_cache(maxsize=1024)
def _exact_p(ties: tuple[int, ...], least_s: int) -> float:
    """Share of all orderings of values with these ties whose |S| is at least `least_s`.

    S is the number of untied pairs less twice the inversions, and the orderings of a multiset
    by inversions are counted by the Gaussian multinomial coefficient.
    """
    orderings = [1]
    placed = 0
    for tied in ties:
        placed += tied
        for step in range(1, tied + 1):
            orderings = _times_q_number(orderings, placed - tied + step)
            orderings = _over_q_number(orderings, step)
    untied_pairs = len(orderings) - 1
    extreme = sum(
        count
        for inversions, count in enumerate(orderings)
        if abs(untied_pairs - 2 * inversions) >= least_s
    )
    return extreme / sum(orderings)


def _times_q_number(polynomial: list[int], n: int) -> list[int]:
    """The polynomial times 1 + q + … + q^(n-1)."""
    product = [0] * (len(polynomial) + n - 1)
    for power, coefficient in enumerate(polynomial):
        for shift in range(n):
            product[power + shift] += coefficient
    return product


def _over_q_number(polynomial: list[int], n: int) -> list[int]:
    """The polynomial divided by 1 + q + … + q^(n-1), which divides it."""
    rest = list(polynomial)
    quotient = []
    for power in range(len(rest) - n + 1):
        coefficient = rest[power]
        quotient.append(coefficient)
        for shift in range(n):
            rest[power + shift] -= coefficient
    return quotient


def _variance_of_s(ties: tuple[int, ...]) -> float:
    n = sum(ties)

    def doubled_cubic(size: int) -> int:
        return size * (size - 1) * (2 * size + 5)

    return (doubled_cubic(n) - sum(doubled_cubic(tied) for tied in ties)) / 18


def _sign(value: Decimal | int) -> int:
    return (value > 0) - (value < 0)


def _verdict(sign: int, direction: Direction) -> TrendVerdict:
    if sign == 0:
        return TrendVerdict.NO_RELIABLE_TREND
    rising_is_better = direction is Direction.HIGHER
    return TrendVerdict.IMPROVING if (sign > 0) == rising_is_better else TrendVerdict.DECLINING
