"""Slopes and ranks of a series, exact, without looking at every pair of a long one."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import combinations
from typing import Final

MOST_PAIRS_LOOKED_AT: Final = 5000
"""Up to this many pairs of results, each slope is computed; above, only those near the middle."""

SAMPLED: Final = 300

Rise = tuple[int, int]
"""A slope as the rise of a pair and the days between."""


def median_slope(days: Sequence[int], values: Sequence[Decimal]) -> Fraction:
    """The median of the slopes of all pairs of results (Theil-Sen), in units a day.

    Args:
        days: strictly rising day numbers.
        values: one a day.

    Raises:
        ValueError: there are fewer than two results.

    Source: instruments.md 6.3 [K84].
    """
    pairs = len(days) * (len(days) - 1) // 2
    if not pairs:
        raise ValueError("a slope needs two results")
    decimals = _decimals_of(values)
    whole = [int(value.scaleb(decimals)) for value in values]
    middle = ((pairs - 1) // 2, pairs // 2)
    if pairs <= MOST_PAIRS_LOOKED_AT:
        found = _of_ranks_among_all(days, whole, middle)
    else:
        ranks = _Ranks(days, whole)
        found = [ranks.slope(rank) for rank in middle]
    return (found[0] + found[1]) / (2 * int(10**decimals))


def kendall_s(values: Sequence[Decimal]) -> int:
    """Pairs that rise less pairs that fall, in the order given (Mann-Kendall's S).

    Source: instruments.md 6.3 [K85].
    """
    s = 0
    before: list[Decimal] = []
    for count, value in enumerate(values):
        left = bisect_left(before, value)
        right = bisect_right(before, value, left)
        s += left - (count - right)
        before.insert(right, value)
    return s


def _decimals_of(values: Sequence[Decimal]) -> int:
    """How many decimals the finest of them has."""
    return max(0, *(-int(value.as_tuple().exponent) for value in values))


def _of_ranks_among_all(
    days: Sequence[int], values: Sequence[int], ranks: Sequence[int]
) -> list[Fraction]:
    pairs = list(combinations(zip(days, values, strict=True), 2))
    slopes = [(later - value) / (last - day) for (day, value), (last, later) in pairs]
    in_order = sorted(slopes)
    # The quotients are the nearest floats, so their order is that of the slopes; the slope itself
    # is taken from a pair that has this quotient.
    exact = {slope: _exact(*pairs[slopes.index(slope)]) for slope in {in_order[n] for n in ranks}}
    return [exact[in_order[rank]] for rank in ranks]


def _exact(first: tuple[int, int], second: tuple[int, int]) -> Fraction:
    (day, value), (last, later) = first, second
    return Fraction(later - value, last - day)


class _Ranks:
    """Finds the slope of a rank by counting slopes below a line, in n log n steps a count.

    For a slope m, the pair i < j has a slope below m when value - m x day falls from i to j.
    """

    def __init__(self, days: Sequence[int], values: Sequence[int]) -> None:
        self._days = days
        self._values = values
        steepest = max(values) - min(values) + 1
        marks = {rise / run: (rise, run) for rise, run in self._sample()}
        self._marks = [(-steepest, 1), *(marks[slope] for slope in sorted(marks)), (steepest, 1)]
        self._below = cache(self._count)

    def slope(self, rank: int) -> Fraction:
        """The slope with this many smaller ones (or equal ones before it)."""
        low, high = 0, len(self._marks) - 1
        while high - low > 1:
            middle = (low + high) // 2
            if self._below(self._marks[middle], False) <= rank:  # noqa: FBT003 - cached by place
                low = middle
            else:
                high = middle
        up_to = self._below(self._marks[low], True)  # noqa: FBT003 - cached by place
        if rank < up_to:
            return Fraction(*self._marks[low])
        between = self._between(self._marks[low], self._marks[high])
        return Fraction(*sorted(between, key=_quotient)[rank - up_to])

    def _sample(self) -> Iterator[Rise]:
        """Slopes of pairs spread over the whole triangle of pairs."""
        count = len(self._days)
        for number in range(SAMPLED):
            first = number * (count - 1) // SAMPLED
            # Jumps of a prime reach near and far partners alike.
            yield self._slope_of(first, first + 1 + number * 7919 % (count - 1 - first))

    def _slope_of(self, first: int, last: int) -> Rise:
        return self._values[last] - self._values[first], self._days[last] - self._days[first]

    def _keys(self, slope: Rise) -> list[int]:
        rise, run = slope
        return [
            value * run - rise * day for day, value in zip(self._days, self._values, strict=True)
        ]

    def _count(self, slope: Rise, and_equal: bool) -> int:  # noqa: FBT001 - cached by place
        place = bisect_left if and_equal else bisect_right
        found = 0
        before: list[int] = []
        for count, key in enumerate(self._keys(slope)):
            found += count - place(before, key)
            insort(before, key)
        return found

    def _between(self, low: Rise, high: Rise) -> list[Rise]:
        """The slopes strictly between two: the pairs that change their order from one to the other.

        In the order of the lower line; those that are level on it count as below.
        """
        at_low, at_high = self._keys(low), self._keys(high)
        found = []
        before: list[tuple[int, int]] = []
        for index in sorted(range(len(at_low)), key=lambda one: (at_low[one], -one)):
            key = (at_high[index], len(at_low))
            found += [
                self._slope_of(other, index) for _, other in before[bisect_right(before, key) :]
            ]
            insort(before, (at_high[index], index))
        return found


def _quotient(slope: Rise) -> float:
    return slope[0] / slope[1]
