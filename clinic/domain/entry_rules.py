"""Rules for an entry that concern more than one item: speeds, caps, two tests, totals."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from clinic.domain.instruments import Instrument
from clinic.domain.items import GroupRole, ItemGroup, Limits
from clinic.domain.remarks import WHOLE_ENTRY, Remark, allowed, remark
from clinic.domain.responses import Responses
from clinic.domain.scoring_trials import DISTANCE, cap_of, chosen
from clinic.domain.units import mean, speed_m_per_s, stored

FASTER_WITH_TWO_TASKS_S: Final = Decimal("1.0")
"""A second task does not make faster: more than this is asked about. House rule [?], 2.1."""


def speed_refused(instrument: Instrument, responses: Responses) -> Iterator[Remark]:
    """Trials whose speed nobody walks. The limits lie on the quotient before it is rounded."""
    limits = instrument.speed_limits
    if limits is None:
        return
    for place, speed in _speeds(instrument, responses):
        if not limits.refuse_below <= speed <= limits.refuse_above:
            group, distance = instrument.groups[0], chosen(instrument, responses, DISTANCE)
            times = allowed(group, _times(limits, Decimal(distance)))
            message = f"Enter {times}: a speed of {_speeds_in_words(limits)} over {distance} m."
            yield remark(group, place, message)


def speed_unusual(instrument: Instrument, responses: Responses) -> Iterator[Remark]:
    """Trials whose speed is unusual."""
    limits = instrument.speed_limits
    if limits is None or limits.confirm_below is None or limits.confirm_above is None:
        return
    for place, speed in _speeds(instrument, responses):
        if not limits.confirm_below <= speed <= limits.confirm_above:
            usual = f"Usual is {limits.confirm_below:.2f} to {limits.confirm_above:.2f} m/s."
            message = f"{stored(speed)} m/s is unusual. Is it correct? {usual}"
            yield remark(instrument.groups[0], place, message)


def cap_refused(instrument: Instrument, responses: Responses) -> Iterator[Remark]:
    """Trials over the time at which the test was stopped."""
    cap = cap_of(instrument, responses)
    if cap is None:
        return
    for group in instrument.scored_groups:
        for place, value in enumerate(responses.of(group.code)):
            if value is not None and stored(value) > cap:
                words = allowed(group, _up_to(cap, group))
                yield remark(group, place, f"Enter {words}: the cap was {cap} s.")


def narrower_limits(
    instrument: Instrument, responses: Responses, group: ItemGroup
) -> Limits | None:
    """The limits of a group that follow from a distance or a cap; None where its own hold."""
    cap = cap_of(instrument, responses)
    if cap is not None and group.role is GroupRole.SCORED:
        return _up_to(cap, group)
    speeds = instrument.speed_limits
    if speeds is not None and group is instrument.groups[0]:
        return _times(speeds, Decimal(chosen(instrument, responses, DISTANCE)))
    return None


def _up_to(cap: Decimal, group: ItemGroup) -> Limits:
    return Limits(refuse_below=group.limits.refuse_below, refuse_above=cap)


def _times(speeds: Limits, distance_m: Decimal) -> Limits:
    """The limits themselves, rounded into what is allowed: what is told is taken."""
    return Limits(
        refuse_below=_hundredths(distance_m / speeds.refuse_above, ROUND_CEILING),
        refuse_above=_hundredths(distance_m / speeds.refuse_below, ROUND_FLOOR),
    )


def _none(_instrument: Instrument, _responses: Responses) -> Iterator[Remark]:
    yield from ()


def _items_and_total(instrument: Instrument, responses: Responses) -> Iterator[Remark]:
    """A total stands for items that were answered on paper, not beside those answered here."""
    items = [value for group in instrument.scored_groups for value in responses.of(group.code)]
    for group in instrument.groups:
        total = next(iter(responses.of(group.code)), None)
        is_total = group.role is GroupRole.TOTAL and total is not None
        if is_total and any(value is not None for value in items):
            yield remark(group, 0, "Enter the items or the total, not both.")


def _faster_with_two_tasks(instrument: Instrument, responses: Responses) -> Iterator[Remark]:
    both = _mean(responses, instrument.groups[0].code)
    single = _mean(responses, "tug_s")
    if both is not None and single is not None and single - both > FASTER_WITH_TWO_TASKS_S:
        message = f"{single - both} s faster than with one task. Are both times correct?"
        yield remark(instrument.groups[0], WHOLE_ENTRY, message)


def _mean(responses: Responses, code: str) -> Decimal | None:
    times = tuple(stored(value) for value in responses.of(code) if value is not None)
    return stored(mean(times)) if times else None


def _speeds(instrument: Instrument, responses: Responses) -> Iterator[tuple[int, Decimal]]:
    distance = Decimal(chosen(instrument, responses, DISTANCE))
    for place, value in enumerate(responses.of(instrument.groups[0].code)):
        if value is not None:
            yield place, speed_m_per_s(distance, stored(value))


def _hundredths(value: Decimal, rounding: str) -> Decimal:
    return value.quantize(Decimal("0.01"), rounding=rounding)


def _speeds_in_words(limits: Limits) -> str:
    return f"{limits.refuse_below:.2f} to {limits.refuse_above:.2f} m/s"


Rule = Callable[[Instrument, Responses], Iterator[Remark]]


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryRule:
    """What a rule refuses, and what it asks about."""

    refused: Rule = _none
    unusual: Rule = _none


ENTRY_RULES: Final[Mapping[str, EntryRule]] = {
    "items_or_total": EntryRule(refused=_items_and_total),
    "faster_with_two_tasks": EntryRule(unusual=_faster_with_two_tasks),
}
