"""Left and right: which sides were tested, and what each of them did."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from clinic.domain.instruments import Instrument
from clinic.domain.responses import Responses
from clinic.domain.thresholds import Direction
from clinic.domain.units import stored

BOTH: Final = "both"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sides:
    """What the left and the right side did; None for one that was not tested."""

    name: str
    left: Decimal | None
    right: Decimal | None


def with_sides(instrument: Instrument, responses: Responses) -> Responses:
    """The responses with the condition that tells which sides were tested.

    A result of one leg is compared only with one of the same leg. Source: instruments.md 0.1.
    """
    for condition in instrument.conditions:
        if condition.follows_the_sides:
            tested = _sides_tested(instrument, responses)
            conditions = {**responses.conditions, condition.code: tested}
            return replace(responses, conditions=conditions)
    return responses


def sides_of(instrument: Instrument, responses: Responses) -> Iterator[Sides]:
    """Left beside right: the best trial of each side, and each item that is scored on both."""
    best = max if instrument.direction is Direction.HIGHER else min
    by_side = {
        group.side: best(_values(responses, group.code), default=None)
        for group in instrument.scored_groups
        if group.side
    }
    if by_side:
        yield Sides(name="Best trial", left=by_side["left"], right=by_side["right"])
    for group in instrument.scored_groups:
        values = responses.of(group.code)
        for places in group.questions:
            if len(places) > 1 and values:
                left, right = (values[place] for place in places)
                name = group.items[places[0]].label.rpartition(",")[0]
                yield Sides(name=name, left=left, right=right)


def _sides_tested(instrument: Instrument, responses: Responses) -> str:
    tested = [group.side for group in instrument.scored_groups if _values(responses, group.code)]
    return tested[0] if len(tested) == 1 else BOTH


def _values(responses: Responses, code: str) -> tuple[Decimal, ...]:
    return tuple(stored(value) for value in responses.of(code) if value is not None)
