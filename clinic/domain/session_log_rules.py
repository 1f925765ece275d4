"""How a training went: whether it counts towards the next step, and what ends training at once.

Source: programme reference, sections 3.2 (green session, pain flag) and 3.4 (symptom codes, stop
rules). All limits are design judgement [?] unless marked there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from clinic.domain.session_logs import GROUP_OF, LogStatus, SessionValues, SymptomGroup

GREEN_FRACTION: Final = Decimal("0.9")
PAIN_FLAG: Final = 6  # at once
PAIN_RISE_FROM: Final = 4
PAIN_RISE: Final = 2
SEVERE_PAIN: Final = 7  # S10


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionLimits:
    """What a level asks for and allows in one training.

    Attributes:
        effort_max: the level's, or the person's own if lower.
        assist_expected: place on the scale of help.
    """

    effort_max: int | Decimal
    losses_of_balance_max: int
    assist_expected: int


class Shortfall(StrEnum):
    """Why a training does not count towards the next step, in the order of programme 3.2."""

    NOT_COMPLETED = "not_completed"
    EFFORT_MISSING = "effort_missing"
    EFFORT_TOO_HIGH = "effort_too_high"
    PAIN_MISSING = "pain_missing"
    PAIN_FLAG = "pain_flag"
    LOSSES_MISSING = "losses_missing"
    TOO_MANY_LOSSES = "too_many_losses"
    NEAR_FALL = "near_fall"
    FALL = "fall"
    ASSISTANCE_MISSING = "assistance_missing"
    TOO_MUCH_ASSISTANCE = "too_much_assistance"
    SYMPTOM = "symptom"


def has_pain_flag(values: SessionValues) -> bool:
    """Whether pain was high, or rose by training or by the next day.

    A missing pain before counts as 0; a missing pain during or next day makes only its own part
    false.

    Source: programme reference, section 3.2, pain flag [?].
    """
    before = values.pain_before or 0
    during, next_day = values.pain_during, values.pain_next_day
    return (during is not None and (during >= PAIN_FLAG or _rose(before, during))) or (
        next_day is not None and _rose(before, next_day)
    )


def shortfalls(
    values: SessionValues, completed: Decimal | None, limits: SessionLimits
) -> tuple[Shortfall, ...]:
    """Everything that keeps a training from being green; empty when it is.

    Source: programme reference, section 3.2, green session; missing near falls or falls count as
    0 (3.4).
    """
    found = {
        Shortfall.NOT_COMPLETED: completed is None or completed < GREEN_FRACTION,
        Shortfall.EFFORT_MISSING: values.effort is None,
        Shortfall.EFFORT_TOO_HIGH: _above(values.effort, limits.effort_max),
        Shortfall.PAIN_MISSING: values.pain_during is None,
        Shortfall.PAIN_FLAG: has_pain_flag(values),
        Shortfall.LOSSES_MISSING: values.losses_of_balance is None,
        Shortfall.TOO_MANY_LOSSES: _above(values.losses_of_balance, limits.losses_of_balance_max),
        Shortfall.NEAR_FALL: _above(values.near_falls, 0),
        Shortfall.FALL: _above(values.falls, 0),
        Shortfall.ASSISTANCE_MISSING: values.assistance is None,
        Shortfall.TOO_MUCH_ASSISTANCE: values.assistance is not None
        and values.assistance.order > limits.assist_expected,
        Shortfall.SYMPTOM: any(
            GROUP_OF.get(code) is not SymptomGroup.BENIGN for code in values.symptoms
        ),
    }
    return tuple(shortfall for shortfall, applies in found.items() if applies)


def is_green(values: SessionValues, completed: Decimal | None, limits: SessionLimits) -> bool:
    """Whether a training counts towards the next step."""
    return not shortfalls(values, completed, limits)


class StopSign(StrEnum):
    """A sign in one log that ends training until it was looked into, the most serious first.

    The values are the ids of the rules in the programme's decision table.
    """

    RED_FLAG = "S01_red_flag"
    PRESSURE_DROP = "S05_bp_drop"
    VITAL_SIGNS = "S06_vitals"
    DIZZINESS = "S07_dizziness"
    SEVERE_PAIN_OR_JOINT = "S10_severe_pain_or_joint"


def stop_signs(values: SessionValues) -> tuple[StopSign, ...]:
    """The signs to stop that one log shows by itself, done or missed.

    Source: programme reference, section 3.4, S01, S07 (its first part) and S10.
    """
    groups = {GROUP_OF.get(code) for code in values.symptoms}
    found = {
        StopSign.RED_FLAG: SymptomGroup.RED_FLAG in groups,
        StopSign.DIZZINESS: SymptomGroup.DIZZINESS in groups,
        StopSign.SEVERE_PAIN_OR_JOINT: SymptomGroup.JOINT_OR_VASCULAR_WARNING in groups
        or (values.pain_during is not None and values.pain_during >= SEVERE_PAIN),
    }
    return tuple(sign for sign, applies in found.items() if applies)


class LogDayProblem(StrEnum):
    """Why a training cannot be logged for a day."""

    IN_THE_FUTURE = "in_the_future"
    BEFORE_ROUTINE = "before_routine"
    AFTER_ROUTINE = "after_routine"
    WHILE_RESTING = "while_resting"


@dataclass(frozen=True, kw_only=True, slots=True)
class RoutineDays:
    """When a version of a routine was in force.

    Attributes:
        replaced_on: the day on which the next version was prescribed, or None.
        rests_since: the day on which training came to rest, or None. A training of that same day
            may have been what led to it.
    """

    prescribed_on: date
    replaced_on: date | None = None
    rests_since: date | None = None


def log_day_problem(
    on: date, status: LogStatus, days: RoutineDays, *, today: date
) -> LogDayProblem | None:
    """What speaks against logging a training for a day, or None.

    A training that did not take place may be logged while training rests.
    """
    if on > today:
        return LogDayProblem.IN_THE_FUTURE
    if on < days.prescribed_on:
        return LogDayProblem.BEFORE_ROUTINE
    if days.replaced_on is not None and on > days.replaced_on:
        return LogDayProblem.AFTER_ROUTINE
    if status is LogStatus.MISSED or days.rests_since is None:
        return None
    return LogDayProblem.WHILE_RESTING if on > days.rests_since else None


def resting_since(turns: Sequence[tuple[date, bool]], waiting: Sequence[date] = ()) -> date | None:
    """Since when training rests, or None when it goes on.

    Args:
        turns: in order, each day on which somebody let training rest (True) or go on (False).
        waiting: the days on which events were reported that still wait for a review.
    """
    began: date | None = None
    for on, rests in turns:
        began = (began or on) if rests else None
    candidates = [*waiting, *([began] if began else [])]
    return min(candidates, default=None)


def _rose(before: int, after: int) -> bool:
    return after >= PAIN_RISE_FROM and after - before >= PAIN_RISE


def _above(value: int | None, limit: int | Decimal) -> bool:
    return value is not None and value > limit
