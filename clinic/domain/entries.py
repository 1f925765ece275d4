"""What may be entered: refused outright, or asked about once and then saved."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from clinic.domain.instruments import GroupKind, Instrument, ItemGroup
from clinic.domain.responses import Aid, Numbers, Responses, Status
from clinic.domain.scoring import FULL_HOLD_S
from clinic.domain.units import is_whole, stored

WHOLE_ENTRY: Final = -1
"""The place of a remark that concerns the entry and not one of its items."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """What is wrong or unusual in an entry, at which item, and what is allowed."""

    group_code: str
    place: int
    message: str


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryCheck:
    """Refusals stop the entry; confirmations ask once, "yes, correct"."""

    refusals: tuple[Remark, ...] = ()
    confirmations: tuple[Remark, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether the entry may be saved, perhaps after a confirmation."""
        return not self.refusals

    @property
    def to_confirm(self) -> bool:
        """Whether an entry that may be saved has to be confirmed first."""
        return self.accepted and bool(self.confirmations)


def check_entry(instrument: Instrument, responses: Responses) -> EntryCheck:
    """Hold an entry against the limits of its instrument.

    Numbers are held against the limits as they will be stored. Items left out are accepted here:
    an incomplete test is kept without a score. A status other than completed needs no number.

    Source: the input limits of each instrument in instruments.md (house rules [?]).
    """
    refusals = list(_aid_refused(instrument, responses.aid))
    confirmations: list[Remark] = []
    if responses.status is Status.COMPLETED:
        for group in instrument.groups:
            values = responses.of(group.code)
            refusals += REFUSALS[group.kind](group, values)
            if not refusals:
                confirmations += _unusual(group, values)
    return EntryCheck(
        refusals=tuple(refusals), confirmations=() if refusals else tuple(confirmations)
    )


def has_a_number(instrument: Instrument, responses: Responses) -> bool:
    """Whether at least one item has a value; a completed test needs one."""
    return any(
        value is not None for group in instrument.groups for value in responses.of(group.code)
    )


def _aid_refused(instrument: Instrument, aid: Aid) -> Iterator[Remark]:
    if aid in instrument.aids:
        return
    yield Remark(
        group_code="aid", place=WHOLE_ENTRY, message=f"{instrument.name} is done without an aid."
    )


def _measured_refused(group: ItemGroup, values: Numbers) -> Iterator[Remark]:
    least, most = group.limits.refuse_below, group.limits.refuse_above
    for place, value in enumerate(values):
        if value is not None and not least <= stored(value, group.decimals) <= most:
            yield _remark(group, place, f"Enter {_range(group, least, most)}.")


def _whole_refused(group: ItemGroup, values: Numbers) -> Iterator[Remark]:
    least, most = group.limits.refuse_below, group.limits.refuse_above
    for place, value in enumerate(values):
        if value is not None and not (is_whole(value) and least <= value <= most):
            yield _remark(group, place, f"Enter a whole number, {_range(group, least, most)}.")


def _items_refused(group: ItemGroup, values: Numbers) -> Iterator[Remark]:
    if values and len(values) != len(group.items):
        message = f"There are {len(group.items)} items; {len(values)} were given."
        yield _remark(group, WHOLE_ENTRY, message)
        return
    yield from _whole_refused(group, values)


def _holds_refused(group: ItemGroup, values: Numbers) -> Iterator[Remark]:
    if values and len(values) != len(group.items):
        message = f"There are {len(group.items)} stages; {len(values)} were given."
        yield _remark(group, WHOLE_ENTRY, message)
        return
    out_of_range = tuple(_measured_refused(group, values))
    yield from out_of_range
    ended_at: int | None = None
    for place, value in enumerate(values):
        told = any(remark.place == place for remark in out_of_range)
        if value is not None and ended_at is not None and not told:
            yield _remark(
                group,
                place,
                f"Leave stage {place + 1} empty: stage {ended_at + 1} was not held"
                f" {FULL_HOLD_S} s, so the test ended there.",
            )
        if ended_at is None and (value is None or stored(value) < FULL_HOLD_S):
            ended_at = place


def _unusual(group: ItemGroup, values: Numbers) -> Iterator[Remark]:
    least, most = group.limits.confirm_below, group.limits.confirm_above
    present = {
        place: stored(value, group.decimals)
        for place, value in enumerate(values)
        if value is not None
    }
    for place, value in present.items():
        if (least is not None and value < least) or (most is not None and value > most):
            yield _remark(
                group, place, f"{value} {group.unit} is unusual. Is it correct? {_usual(group)}"
            )
    widest = group.limits.confirm_difference_over
    if widest is None or not present:
        return
    difference = max(present.values()) - min(present.values())
    if difference > widest:
        message = (
            f"The trials differ by {difference} {group.unit}, more than {widest} {group.unit}."
            " Are both correct?"
        )
        yield _remark(group, WHOLE_ENTRY, message)


def _usual(group: ItemGroup) -> str:
    least, most = group.limits.confirm_below, group.limits.confirm_above
    if least is None:
        return f"Usual is {_number(group, most)} {group.unit_words} or fewer."
    if most is None:
        return f"Usual is {_number(group, least)} {group.unit_words} or more."
    return f"Usual is {_range(group, least, most)}."


def _range(group: ItemGroup, least: Decimal, most: Decimal) -> str:
    return f"{_number(group, least)} to {_number(group, most)} {group.unit_words}"


def _number(group: ItemGroup, value: Decimal | None) -> str:
    return f"{value:.{group.decimals}f}"


def _remark(group: ItemGroup, place: int, message: str) -> Remark:
    return Remark(group_code=group.code, place=place, message=message)


Refusals = Callable[[ItemGroup, Numbers], Iterator[Remark]]

REFUSALS: Final[Mapping[GroupKind, Refusals]] = {
    GroupKind.TIMED_TRIALS: _measured_refused,
    GroupKind.COUNT: _whole_refused,
    GroupKind.STAGE_HOLDS: _holds_refused,
    GroupKind.ORDINAL: _items_refused,
}
