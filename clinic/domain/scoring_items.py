"""Scores made of items: sums, means, sums in proportion; and their rules for what is missing."""

from decimal import ROUND_CEILING, Decimal
from typing import Final

from clinic.domain.instruments import Instrument
from clinic.domain.items import GroupRole, ItemGroup
from clinic.domain.possible import ImpossibleResponses, values_of
from clinic.domain.responses import Numbers, Responses
from clinic.domain.units import mean

AT_RISK_POINTS: Final = Decimal(4)
"""Stay Independent, adults 65 and over. Source: STEADI algorithm [V80], [V31c]."""


def sum_of_items(instrument: Instrument, responses: Responses) -> Decimal | None:
    """Sum of all items, or None as long as one is missing: there is no pro-rating.

    Of an item with two sides the lower counts.

    Source: instruments.md 0.1 (missing items), 4.2 (lower side, [V56]).
    """
    sums = [subtotal(instrument, group, responses) for group in instrument.scored_groups]
    present = [one for one in sums if one is not None]
    return sum(present, Decimal(0)) if len(present) == len(sums) else None


def subtotal(instrument: Instrument, group: ItemGroup, responses: Responses) -> Decimal | None:
    """Sum of the items of a group, the lower side of each; None as long as one is missing."""
    values = with_implied_marks(instrument, values_of(group, responses))
    marks = [mark for mark in values if mark is not None]
    if len(marks) < len(values):
        return None
    return sum([min([marks[place] for place in places]) for places in group.questions], Decimal(0))


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


def mean_of_answered(instrument: Instrument, responses: Responses) -> Decimal | None:
    """The exact mean of the answered items when there are enough; without any, the given total.

    Source: instruments.md 5.1: ABC, at least 12 of 16 [K65].
    """
    answers = _answers(instrument, responses)
    if not answers:
        return given_total(instrument, responses)
    return mean(answers) if _enough(instrument, answers) else None


def sum_in_proportion(instrument: Instrument, responses: Responses) -> Decimal | None:
    """The sum in proportion to all items, rounded up; without any, the given total.

    Source: instruments.md 5.2: Short FES-I, up to 2 of 7 missing [K66].
    """
    answers = _answers(instrument, responses)
    if not answers:
        return given_total(instrument, responses)
    if not _enough(instrument, answers):
        return None
    items = len(instrument.groups[0].items)
    in_proportion = sum(answers, Decimal(0)) * items / len(answers)
    return in_proportion.to_integral_value(rounding=ROUND_CEILING)


def given_total(instrument: Instrument, responses: Responses) -> Decimal | None:
    """The total of a form that was filled in on paper.

    Raises:
        ImpossibleResponses: it is off the scale.
    """
    for group in instrument.groups:
        if group.role is GroupRole.TOTAL:
            total = next(iter(responses.of(group.code)), None)
            limits = group.limits
            if total is not None and not limits.refuse_below <= total <= limits.refuse_above:
                raise ImpossibleResponses(f"{total} is no total of {instrument.name}")
            return total
    return None


def points_of_yes(instrument: Instrument, responses: Responses) -> Decimal | None:
    """The points of the questions answered yes, None as long as one is not answered."""
    values = values_of(instrument.groups[0], responses)
    return None if None in values else points_so_far(instrument, responses)


def points_so_far(instrument: Instrument, responses: Responses) -> Decimal:
    """The points of the questions answered yes so far."""
    group = instrument.groups[0]
    answers = zip(group.items, values_of(group, responses), strict=True)
    return sum((item.weight for item, answer in answers if answer), Decimal(0))


def single_number(instrument: Instrument, responses: Responses) -> Decimal | None:
    """The one number that was recorded, such as a category."""
    return values_of(instrument.groups[0], responses)[0]


def band_only(_instrument: Instrument, _responses: Responses) -> Decimal | None:
    """No number: the answers give a band."""
    return None


def _answers(instrument: Instrument, responses: Responses) -> tuple[Decimal, ...]:
    values = values_of(instrument.groups[0], responses)
    return tuple(value for value in values if value is not None)


def _enough(instrument: Instrument, answers: tuple[Decimal, ...]) -> bool:
    return instrument.fewest_items is None or len(answers) >= instrument.fewest_items
