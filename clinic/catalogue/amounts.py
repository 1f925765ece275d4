"""Ranges and criteria as definition files write them, the same in every kind of definition."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from clinic.domain.criteria import Comparison, Criterion
from clinic.domain.dose import Range


def range_of(given: Mapping[str, float]) -> Range:
    """`{ start = 2, target = 4.5 }` as a range, exact in decimal.

    Raises:
        KeyError: start or target is missing.
        ValueError: the target lies below the start.
    """
    return Range(start=Decimal(str(given["start"])), target=Decimal(str(given["target"])))


def criteria(given: Sequence[Mapping[str, Any]]) -> tuple[Criterion, ...]:
    """`{ measure = "berg", op = ">=", value = 21 }` as criteria, in the order written.

    Raises:
        KeyError: a key is missing.
        ValueError: the comparison is not one that the domain knows.
    """
    return tuple(
        Criterion(
            measure=found["measure"],
            comparison=Comparison(found["op"]),
            value=Decimal(str(found["value"])),
        )
        for found in given
    )
