"""What is wrong or unusual in an entry, at which item, and what is allowed."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from clinic.domain.items import ItemGroup, Limits

WHOLE_ENTRY: Final = -1
"""The place of a remark that concerns the entry and not one of its items."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """What is wrong or unusual in an entry, at which item, and what is allowed."""

    group_code: str
    place: int
    message: str


def remark(group: ItemGroup, place: int, message: str) -> Remark:
    """A remark at the item of a group."""
    return Remark(group_code=group.code, place=place, message=message)


def allowed(group: ItemGroup, limits: Limits) -> str:
    """The allowed values in words: "3.00 to 300.00 seconds"."""
    return _range(group, limits.refuse_below, limits.refuse_above)


def usual(group: ItemGroup, limits: Limits) -> str:
    """The usual values in a sentence: "Usual is 5.00 to 60.00 seconds."."""
    least, most = limits.confirm_below, limits.confirm_above
    if most is not None and least is not None:
        return f"Usual is {_range(group, least, most)}."
    if most is not None:
        return f"Usual is {in_words(group, most)} {group.unit_words} or fewer."
    if least is not None:
        return f"Usual is {in_words(group, least)} {group.unit_words} or more."
    return ""


def in_words(group: ItemGroup, value: Decimal) -> str:
    """A limit with the decimals of its group."""
    return f"{value:.{group.decimals}f}"


def _range(group: ItemGroup, least: Decimal, most: Decimal) -> str:
    return f"{in_words(group, least)} to {in_words(group, most)} {group.unit_words}"
