"""What may be entered: refused outright, or asked about once and then saved."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from clinic.domain.entry_rules import (
    ENTRY_RULES,
    cap_refused,
    narrower_limits,
    speed_refused,
    speed_unusual,
)
from clinic.domain.instruments import Instrument
from clinic.domain.items import GroupKind, GroupRole, ItemGroup
from clinic.domain.remarks import WHOLE_ENTRY, Remark, allowed, remark, usual
from clinic.domain.responses import Aid, Numbers, Responses, Status
from clinic.domain.scoring import FULL_HOLD_S
from clinic.domain.units import is_whole, stored

__all__ = (
    "WHOLE_ENTRY",
    "EntryCheck",
    "Remark",
    "check_entry",
    "has_a_number",
    "what_is_allowed",
)


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
    if responses.status is not Status.COMPLETED:
        return EntryCheck(refusals=tuple(refusals))
    # Who was stopped at a cap is told that cap, not the widest one.
    refusals += cap_refused(instrument, responses)
    told = {(one.group_code, one.place) for one in refusals}
    for group in instrument.groups:
        refused = REFUSALS[group.kind](group, responses.of(group.code))
        refusals += (one for one in refused if (one.group_code, one.place) not in told)
    if not refusals:
        refusals += speed_refused(instrument, responses)
        for name in instrument.entry_rules:
            refusals += ENTRY_RULES[name].refused(instrument, responses)
    confirmations = () if refusals else tuple(_confirmations(instrument, responses))
    return EntryCheck(refusals=tuple(refusals), confirmations=confirmations)


def what_is_allowed(
    instrument: Instrument, responses: Responses, group: ItemGroup, *, place: int
) -> str:
    """The allowed values of an item in words: "1.15 to 80.00 seconds".

    Args:
        instrument: the definition.
        responses: what was recorded; of it the conditions count, such as a distance or a cap.
        group: the group of the item.
        place: the place of the item in it, counted from 0.

    Source: the input limits of each instrument in instruments.md (house rules [?]).
    """
    limits = narrower_limits(instrument, responses, group) or group.limits_of(place)
    whole = "" if group.kind in MEASURED else "a whole number, "
    return whole + allowed(group, limits)


def has_a_number(instrument: Instrument, responses: Responses) -> bool:
    """Whether at least one item has a value that tells something; a completed test needs one."""
    return any(
        value is not None
        for group in instrument.groups
        if group.role is not GroupRole.BESIDE
        for value in responses.of(group.code)
    )


def _confirmations(instrument: Instrument, responses: Responses) -> Iterator[Remark]:
    for group in instrument.groups:
        yield from _unusual(group, responses.of(group.code))
    yield from speed_unusual(instrument, responses)
    for name in instrument.entry_rules:
        yield from ENTRY_RULES[name].unusual(instrument, responses)


def _aid_refused(instrument: Instrument, aid: Aid) -> Iterator[Remark]:
    if aid not in instrument.aids:
        message = f"{instrument.name} is done without an aid."
        if len(instrument.aids) > 1:
            message = f"{instrument.name} is not done with this aid."
        yield Remark(group_code="aid", place=WHOLE_ENTRY, message=message)


def _measured_refused(group: ItemGroup, values: Numbers) -> Iterator[Remark]:
    for place, value in enumerate(values):
        limits = group.limits_of(place)
        least, most = limits.refuse_below, limits.refuse_above
        if value is not None and not least <= stored(value, group.decimals) <= most:
            yield remark(group, place, f"Enter {allowed(group, limits)}.")


def _whole_refused(group: ItemGroup, values: Numbers) -> Iterator[Remark]:
    for place, value in enumerate(values):
        limits = group.limits_of(place)
        within = value is None or limits.refuse_below <= value <= limits.refuse_above
        if value is not None and not (within and is_whole(value)):
            yield remark(group, place, f"Enter a whole number, {allowed(group, limits)}.")


def _items_refused(group: ItemGroup, values: Numbers) -> Iterator[Remark]:
    if values and len(values) != len(group.items):
        message = f"There are {len(group.items)} items; {len(values)} were given."
        yield remark(group, WHOLE_ENTRY, message)
        return
    yield from _whole_refused(group, values)


def _holds_refused(group: ItemGroup, values: Numbers) -> Iterator[Remark]:
    if values and len(values) != len(group.items):
        message = f"There are {len(group.items)} stages; {len(values)} were given."
        yield remark(group, WHOLE_ENTRY, message)
        return
    out_of_range = tuple(_measured_refused(group, values))
    yield from out_of_range
    ended_at: int | None = None
    for place, value in enumerate(values):
        told = any(one.place == place for one in out_of_range)
        if value is not None and ended_at is not None and not told:
            yield remark(
                group,
                place,
                f"Leave stage {place + 1} empty: stage {ended_at + 1} was not held"
                f" {FULL_HOLD_S} s, so the test ended there.",
            )
        if ended_at is None and (value is None or stored(value) < FULL_HOLD_S):
            ended_at = place


def _pressure_refused(group: ItemGroup, values: Numbers) -> Iterator[Remark]:
    out_of_range = tuple(_whole_refused(group, values))
    yield from out_of_range
    systolic, diastolic = (*values, None, None)[:2]
    if out_of_range or (systolic is None and diastolic is None):
        return
    if systolic is None or diastolic is None:
        missing = 0 if systolic is None else 1
        yield remark(group, missing, "Enter both pressures, or neither.")
    elif diastolic >= systolic:
        yield remark(group, 1, "The diastolic pressure is lower than the systolic. Enter both.")


def _unusual(group: ItemGroup, values: Numbers) -> Iterator[Remark]:
    present = {
        place: stored(value, group.decimals)
        for place, value in enumerate(values)
        if value is not None
    }
    for place, value in present.items():
        limits = group.limits_of(place)
        least, most = limits.confirm_below, limits.confirm_above
        if (least is not None and value < least) or (most is not None and value > most):
            unusual = f"{value} {group.unit} is unusual. Is it correct? {usual(group, limits)}"
            yield remark(group, place, unusual)
    widest = group.limits.confirm_difference_over
    if widest is None or not present:
        return
    difference = max(present.values()) - min(present.values())
    if difference > widest:
        message = (
            f"The trials differ by {difference} {group.unit}, more than {widest} {group.unit}."
            " Are both correct?"
        )
        yield remark(group, WHOLE_ENTRY, message)


MEASURED: Final = frozenset({GroupKind.TIMED_TRIALS, GroupKind.MEASURES, GroupKind.STAGE_HOLDS})

Refusals = Callable[[ItemGroup, Numbers], Iterator[Remark]]

REFUSALS: Final[Mapping[GroupKind, Refusals]] = {
    GroupKind.TIMED_TRIALS: _measured_refused,
    GroupKind.MEASURES: _measured_refused,
    GroupKind.COUNT: _whole_refused,
    GroupKind.STAGE_HOLDS: _holds_refused,
    GroupKind.ORDINAL: _items_refused,
    GroupKind.PERCENT: _items_refused,
    GroupKind.YES_NO: _items_refused,
    GroupKind.PRESSURE: _pressure_refused,
}
