"""Numbers that an instrument can give at all; what cannot come from it is refused, never scored."""

from collections.abc import Iterable
from decimal import Decimal

from clinic.domain.items import ItemGroup
from clinic.domain.responses import Numbers, Responses
from clinic.domain.units import stored


class ImpossibleResponses(ValueError):
    """What was recorded cannot come from this instrument: too few items, a value off its scale."""


def values_of(group: ItemGroup, responses: Responses) -> Numbers:
    """One value for each item of a group, on its scale; all None when the group was left out.

    Raises:
        ImpossibleResponses: the number of values is wrong, or one is off the scale.
    """
    values = responses.of(group.code) or (None,) * len(group.items)
    if len(values) != len(group.items):
        raise ImpossibleResponses(f"there are {len(group.items)} items, not {len(values)}")
    for place, value in enumerate(values):
        require_on_scale(group, place, value)
    return values


def require_on_scale(group: ItemGroup, place: int, value: Decimal | None) -> None:
    """Passes a whole number on the scale of an item, and an item that was not done.

    Raises:
        ImpossibleResponses: it is neither.
    """
    scale = group.scales[place]
    if value is not None and value not in scale:
        least, most = min(scale), max(scale)
        raise ImpossibleResponses(f"{value} is not a whole number from {least} to {most}")


def trials_of(group: ItemGroup, responses: Responses) -> tuple[Decimal, ...]:
    """The trials of a group that were done, each as stored.

    Raises:
        ImpossibleResponses: a trial is negative, or is 0 where only more can be.
    """
    return positive(
        (stored(value) for value in responses.of(group.code) if value is not None),
        or_zero=group.limits.refuse_below == 0,
    )


def positive(values: Iterable[Decimal], *, or_zero: bool = False) -> tuple[Decimal, ...]:
    """The values, none of them below 0, or at 0 unless that may be.

    Raises:
        ImpossibleResponses: one is.
    """
    found = tuple(values)
    if any(value < 0 or (value == 0 and not or_zero) for value in found):
        raise ImpossibleResponses(f"a trial is {'0 or more' if or_zero else 'more than 0'}")
    return found
