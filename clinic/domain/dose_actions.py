"""What happens to the practice minutes of a level after a progression decision."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from clinic.domain.dose import ceil_to_half, floor_to_half
from clinic.domain.ladder import Ladder
from clinic.domain.plain_values import number, whole
from clinic.domain.units import as_json_number

# Steps and floors of the dose within a level: judgement [?], Stepback programme, section 3.2;
# for sign-off by the clinic before release.
INCREASE_SHARE: Final = Decimal("0.10")
INCREASE_MIN_STEP_MIN: Final = Decimal("0.5")
INCREASE_MAX_STEP_MIN: Final = Decimal("1.0")
REDUCED_SHARE: Final = Decimal("0.80")
LEAST_MIN: Final = Decimal("1.0")
STEP_BACK_SHARE: Final = Decimal("0.75")


class DoseAction(StrEnum):
    """What a progression decision does to the practice minutes."""

    NEXT_LEVEL_START = "next_level_start"
    INCREASE = "increase"
    KEEP = "keep"
    REDUCE = "reduce"
    PREVIOUS_LEVEL_75PCT = "previous_level_75pct"
    NONE = "none"


def minutes_after(action: DoseAction, minutes: Decimal, *, level: int, ladder: Ladder) -> Decimal:
    """Practice minutes in one training after a dose action.

    Args:
        action: what the decision asks for.
        minutes: the practice minutes now.
        level: the level now, before any change.
        ladder: where start and target of the levels are kept.

    Returns:
        Minutes; a multiple of a half unless the dose is kept as it is.

    Raises:
        UnknownLevel: there is no level above the top or below the first.

    Source: Stepback programme, section 3.2 [?].
    """
    if action is DoseAction.NEXT_LEVEL_START:
        return ladder.level(level + 1).minutes.start
    if action is DoseAction.PREVIOUS_LEVEL_75PCT:
        below = ladder.level(level - 1).minutes
        return max(below.start, floor_to_half(below.target * STEP_BACK_SHARE))
    if action is DoseAction.INCREASE:
        return min(ladder.level(level).minutes.target, minutes + _step(minutes))
    if action is DoseAction.REDUCE:
        return max(LEAST_MIN, floor_to_half(minutes * REDUCED_SHARE))
    return minutes  # keep and none


def _step(minutes: Decimal) -> Decimal:
    wanted = max(INCREASE_MIN_STEP_MIN, ceil_to_half(minutes * INCREASE_SHARE))
    return min(INCREASE_MAX_STEP_MIN, wanted)


def evaluate_dose(vector_input: Mapping[str, Any], ladder: Ladder) -> dict[str, Any]:
    """Answer one golden case of the dose rule, in the keys of the vector files.

    Args:
        vector_input: `level`, `dose_min`, `dose_action`.
        ladder: the ladder the case is about.

    Returns:
        `dose_min`, in minutes.

    Raises:
        LookupError, ValueError: something is missing, or not what it should be.
    """
    level = ladder.level(whole(vector_input["level"])).number
    action, minutes = DoseAction(vector_input["dose_action"]), number(vector_input["dose_min"])
    return {"dose_min": as_json_number(minutes_after(action, minutes, level=level, ladder=ladder))}
