"""From what was recorded to a score. A definition names its method; the methods live here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from clinic.domain.instruments import Instrument, ItemGroup
from clinic.domain.responses import Numbers, Responses, Status, effective_status
from clinic.domain.units import is_whole, mean, stored

FULL_HOLD_S: Final = Decimal(10)
"""A stage counts when it is held 10 s. Source: CDC STEADI 4-stage sheet [V31b]."""


class ImpossibleResponses(ValueError):
    """What was recorded cannot come from this instrument: too few items, a value off its scale."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """A result with its unit and the instrument that made it."""

    value: Decimal
    unit: str
    instrument_code: str
    instrument_version: int


def score(instrument: Instrument, responses: Responses) -> Score | None:
    """The score of one use of an instrument, in the instrument's unit.

    Returns:
        None when there is no number: unable, unsafe, refused, not done, or incomplete.

    Raises:
        ImpossibleResponses: numbers are missing from the record or lie off the scale.

    Source: instruments.md 0.1 and 11.2.
    """
    status = effective_status(responses)
    value: Decimal | None = None
    if status is Status.COMPLETED:
        value = SCORING_METHODS[instrument.scoring](instrument, responses)
    elif status is Status.UNABLE:
        value = instrument.score_when_unable
    if value is None:
        return None
    return Score(
        value=value,
        unit=instrument.unit,
        instrument_code=instrument.code,
        instrument_version=instrument.version,
    )


def answered(instrument: Instrument, responses: Responses) -> tuple[int, int]:
    """How many items of the first group have a value, and how many there are."""
    group = instrument.groups[0]
    values = with_implied_marks(instrument, responses.of(group.code))
    return sum(value is not None for value in values), len(group.items)


def mean_of_trials(instrument: Instrument, responses: Responses) -> Decimal | None:
    """Mean of the trials that were done, each as stored, itself rounded half-up to two places."""
    group = instrument.groups[0]
    trials = tuple(stored(time) for time in responses.of(group.code) if time is not None)
    if any(time <= 0 for time in trials):
        raise ImpossibleResponses("a trial takes more than 0 s")
    return stored(mean(trials)) if trials else None


def count_without_arms(instrument: Instrument, responses: Responses) -> Decimal | None:
    """The whole count; 0 when the arms were used, whatever the count.

    Source: CDC STEADI 30-second chair stand sheet [V31].
    """
    group = instrument.groups[0]
    counted = next(iter(responses.of(group.code)), None)
    if counted is not None:
        _refuse_off_scale(group, (counted,))
    return Decimal(0) if "arms_used" in responses.flags else counted


def stages_held(instrument: Instrument, responses: Responses) -> Decimal | None:
    """Stages held for the full time, counted up to the first that was not.

    Source: CDC STEADI 4-stage balance sheet [V31b].
    """
    group = instrument.groups[0]
    holds = responses.of(group.code)
    if all(hold is None for hold in holds):
        return None
    if len(holds) != len(group.items):
        raise ImpossibleResponses(f"there are {len(group.items)} stages, not {len(holds)}")
    completed = 0
    for hold in holds:
        if hold is None or stored(hold) < FULL_HOLD_S:
            break
        completed += 1
    return Decimal(completed)


def sum_of_items(instrument: Instrument, responses: Responses) -> Decimal | None:
    """Sum of all items, or None as long as one is missing: there is no pro-rating."""
    group = instrument.groups[0]
    values = responses.of(group.code)
    if not values:
        return None
    if len(values) != len(group.items):
        raise ImpossibleResponses(f"there are {len(group.items)} items, not {len(values)}")
    values = with_implied_marks(instrument, values)
    present = tuple(value for value in values if value is not None)
    _refuse_off_scale(group, present)
    return sum(present, Decimal(0)) if len(present) == len(values) else None


def with_implied_marks(instrument: Instrument, values: Numbers) -> Numbers:
    """The values with the marks that other items give by themselves.

    Source: Berg items 2 and 3, instruments.md 4.1 [K34].
    """
    if not instrument.implied or len(values) != len(instrument.groups[0].items):
        return values
    places = {item.link_id: place for place, item in enumerate(instrument.groups[0].items)}
    filled = list(values)
    for rule in instrument.implied:
        if filled[places[rule.when_item]] == rule.scores:
            filled[places[rule.then_item]] = rule.scores
    return tuple(filled)


def _refuse_off_scale(group: ItemGroup, values: tuple[Decimal, ...]) -> None:
    least, most = group.limits.refuse_below, group.limits.refuse_above
    for value in values:
        if not least <= value <= most or not is_whole(value):
            raise ImpossibleResponses(f"{value} is not a whole number from {least} to {most}")


Method = Callable[[Instrument, Responses], Decimal | None]

SCORING_METHODS: Final[Mapping[str, Method]] = {
    "mean_of_trials": mean_of_trials,
    "count_without_arms": count_without_arms,
    "stages_held": stages_held,
    "sum_of_items": sum_of_items,
}
