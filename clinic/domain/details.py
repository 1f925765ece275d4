"""What comes with a score: parts, sides, costs and notes. A definition names its method."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from clinic.domain.instruments import Instrument
from clinic.domain.possible import trials_of, values_of
from clinic.domain.pressures import orthostatic
from clinic.domain.responses import Responses
from clinic.domain.scoring_items import AT_RISK_POINTS, points_so_far, subtotal
from clinic.domain.scoring_stances import performance_parts
from clinic.domain.scoring_trials import mean_of_trials, time_used
from clinic.domain.thresholds import Direction
from clinic.domain.units import mean, stored

Detail = Decimal | bool | str | None
Details = Mapping[str, Detail]

NO_DETAILS: Final[Details] = MappingProxyType({})
BACKWARD_ITEM: Final = 8
"""The place of backward walking, item 9 of the Functional Gait Assessment [V74]."""


def details(instrument: Instrument, responses: Responses) -> Details:
    """What comes with the score of a test that was carried out; nothing where no method is named.

    Raises:
        ImpossibleResponses: the numbers cannot come from this instrument.
    """
    if not instrument.details:
        return NO_DETAILS
    return DETAIL_METHODS[instrument.details](instrument, responses)


def subtotals(instrument: Instrument, responses: Responses) -> Details:
    """The sum of each group, None as long as an item of it is missing."""
    return {
        group.code: subtotal(instrument, group, responses) for group in instrument.scored_groups
    }


def best_of_sides(instrument: Instrument, responses: Responses) -> Details:
    """The best trial of each side; None for a side that was not tested."""
    best = max if instrument.direction is Direction.HIGHER else min
    return {
        group.side: best(trials_of(group, responses), default=None)
        for group in instrument.scored_groups
    }


def dual_task_cost(instrument: Instrument, responses: Responses) -> Details:
    """How much slower the second task makes, in percent of the single task, one decimal.

    Source: instruments.md 2.1; the reliability of the cost is poor [V27], so it has no threshold.
    """
    single = trials_of(instrument.group("tug_s"), responses)
    both = mean_of_trials(instrument, responses)
    if not single or both is None:
        return {"dual_task_cost_percent": None}
    alone = stored(mean(single))
    return {"dual_task_cost_percent": stored((both - alone) / alone * 100, 1)}


def time_of_speed(instrument: Instrument, responses: Responses) -> Details:
    """The time that made the speed, in s."""
    return {"time_used_s": time_used(instrument, responses)}


def backward_item(instrument: Instrument, responses: Responses) -> Details:
    """The score of walking backward, the only such item in a common scale."""
    return {"backward_item": values_of(instrument.groups[0], responses)[BACKWARD_ITEM]}


def points_and_reason(instrument: Instrument, responses: Responses) -> Details:
    """The points so far, and whether the points or a fall put the person at risk.

    Source: instruments.md 5.4 [V80], [V31c].
    """
    points = points_so_far(instrument, responses)
    fell = values_of(instrument.groups[0], responses)[0]
    reason = "score" if points >= AT_RISK_POINTS else "fall" if fell else None
    return {"minimum_score": points, "reason": reason}


def pressure_drops(instrument: Instrument, responses: Responses) -> Details:
    """The largest drops and what else the readings say; nothing but `complete` without them."""
    found = orthostatic(instrument, responses)
    if found is None:
        return {"complete": False}
    symptoms = not responses.flags.isdisjoint({"symptoms_1min", "symptoms_3min"})
    return {
        "max_sbp_drop": found.systolic_drop,
        "max_dbp_drop": found.diastolic_drop,
        "standing_sbp_below_90": found.standing_below_90,
        "supine_hypertension_note": found.supine_hypertension_note,
        "symptoms_without_drop": symptoms and found.positive is False,
        "complete": found.complete,
    }


Method = Callable[[Instrument, Responses], Details]

DETAIL_METHODS: Final[Mapping[str, Method]] = {
    "subtotals": subtotals,
    "best_of_sides": best_of_sides,
    "dual_task_cost": dual_task_cost,
    "time_of_speed": time_of_speed,
    "backward_item": backward_item,
    "points_and_reason": points_and_reason,
    "pressure_drops": pressure_drops,
    "performance_parts": performance_parts,
}
