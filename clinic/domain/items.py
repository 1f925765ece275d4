"""What is recorded when an instrument is used: groups of items, their kinds and their limits."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property


class GroupKind(StrEnum):
    """What kind of thing the items of a group are; forms have one handler for each."""

    TIMED_TRIALS = "timed_trials"
    MEASURES = "measures"
    COUNT = "count"
    STAGE_HOLDS = "stage_holds"
    ORDINAL = "ordinal"
    PERCENT = "percent"
    YES_NO = "yes_no"
    PRESSURE = "pressure"


class GroupRole(StrEnum):
    """What a group does for the score: makes it, stands for it as a whole, or only beside it."""

    SCORED = "scored"
    TOTAL = "total"
    BESIDE = "beside"


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """Allowed values, inclusive: outside `refuse` is not saved, outside `confirm` is asked once."""

    refuse_below: Decimal
    refuse_above: Decimal
    confirm_below: Decimal | None = None
    confirm_above: Decimal | None = None
    confirm_difference_over: Decimal | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One thing to be recorded: a trial, a count, a stage, an item of a scale.

    `pair` joins the two sides of one item, of which the lower counts; `side` is "left" or "right".
    `weight` is what a yes is worth. `limits` replace those of the group.
    """

    link_id: str
    prompt: str
    hint: str = ""
    optional: bool = False
    pair: str = ""
    side: str = ""
    weight: Decimal = Decimal(1)
    limits: Limits | None = None

    @property
    def label(self) -> str:
        """The prompt with the number that the item has in its scale, if it has one."""
        number = self.pair or self.link_id
        return f"{number}. {self.prompt}" if number.isdigit() else self.prompt


@dataclass(frozen=True, kw_only=True)
class ItemGroup:
    """Items of one kind, with one unit and one set of limits.

    `side` says that all its items belong to one side of the body. A group that `needs_permission`
    is not shown before the clinic has recorded the holder's permission.
    """

    code: str
    kind: GroupKind
    unit: str
    unit_words: str
    decimals: int
    items: tuple[Item, ...]
    limits: Limits
    title: str = ""
    role: GroupRole = GroupRole.SCORED
    side: str = ""
    practice_trials: int = 0
    timing: str = ""
    stop_at_s: Decimal | None = None
    needs_permission: bool = False

    def limits_of(self, place: int) -> Limits:
        """The limits of the item at a place, counted from 0."""
        own = self.items[place].limits if place < len(self.items) else None
        return own or self.limits

    @cached_property
    def scales(self) -> tuple[frozenset[Decimal], ...]:
        """The whole numbers that each item can take."""
        limits = (self.limits_of(place) for place in range(len(self.items)))
        return tuple(
            frozenset(map(Decimal, range(int(one.refuse_below), int(one.refuse_above) + 1)))
            for one in limits
        )

    @property
    def maximum(self) -> Decimal:
        """The highest sum of the items, a pair counted once."""
        highest = {
            item.pair or item.link_id: self.limits_of(place).refuse_above
            for place, item in enumerate(self.items)
        }
        return sum(highest.values(), Decimal(0))

    @cached_property
    def questions(self) -> tuple[tuple[int, ...], ...]:
        """The places of the items, those of a pair together."""
        places: dict[str, list[int]] = {}
        for place, item in enumerate(self.items):
            places.setdefault(item.pair or item.link_id, []).append(place)
        return tuple(tuple(together) for together in places.values())
