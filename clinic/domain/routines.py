"""A routine over time: what state it is in, and what it asks of a week."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from clinic.domain.dose import Range
from clinic.domain.exercises import Category, ExerciseDefinition
from clinic.domain.plan import NO_MINUTES, RoutinePlan

# A session log holds 10 to 15 minutes of strength and balance beside the backward minutes.
# Source: Stepback programme, section 3.1 [?].
STRENGTH_AND_BALANCE_MIN: Final = Range(start=Decimal(10), target=Decimal(15))

# Three hours a week in total is the long-term aim. Source: Stepback programme, rule V09;
# Sherrington 2020, update for WHO, adults from 60 [V].
WEEKLY_AIM_MIN: Final = 180

BALANCE: Final = frozenset(
    {
        Category.BALANCE,
        Category.BACKWARD_PREP,
        Category.BACKWARD,
        Category.TREADMILL,
        Category.AQUATIC,
        Category.DUAL_TASK,
        Category.REACTIVE,
    }
)
STRENGTH: Final = frozenset({Category.STRENGTH, Category.STAIRS})


class RoutineState(StrEnum):
    """What holds for a version of a routine."""

    PRESCRIBED = "prescribed"
    PAUSED = "paused"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


class StopKind(StrEnum):
    """What is recorded about a version after it was prescribed."""

    WITHDRAWAL = "withdrawal"
    PAUSE = "pause"
    RESUMPTION = "resumption"


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """Days from one to another; `ends_on` is None while it goes on."""

    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class LevelPeriod:
    """How long a person trained at one level without a change."""

    level: int
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class RoutineFacts:
    """What happened to one version of a routine.

    `paused` is true while a pause of its own is open; `event_to_review` while a fall or near fall
    of the episode waits for a review.
    """

    superseded: bool = False
    withdrawn: bool = False
    paused: bool = False
    event_to_review: bool = False


def routine_state(facts: RoutineFacts) -> RoutineState:
    """The state of a version. What ended it wins over what interrupts it.

    A withdrawal wins over a later version: it was over before it was replaced.
    """
    if facts.withdrawn:
        return RoutineState.WITHDRAWN
    if facts.superseded:
        return RoutineState.SUPERSEDED
    if facts.paused or facts.event_to_review:
        return RoutineState.PAUSED
    return RoutineState.PRESCRIBED


def balance_days(plan: RoutinePlan) -> int:
    """Days a week with at least one exercise that challenges balance."""
    return _days_with(plan, BALANCE)


def strength_days(plan: RoutinePlan) -> int:
    """Days a week with at least one strength exercise."""
    return _days_with(plan, STRENGTH)


def backward_minutes_per_week(plan: RoutinePlan) -> Decimal:
    """Backward practice minutes in a week, each exercise on the days it is done."""
    return sum((item.backward_min * plan.days_for(item) for item in plan.items), NO_MINUTES)


def balance_and_strength_minutes_per_week(plan: RoutinePlan) -> Range:
    """Minutes of balance and strength work in a week, from and to.

    Backward minutes are prescribed exactly; the exercises beside them are counted with the 10 to
    15 minutes a training is planned with, on the days they are done.

    Source: Stepback programme, section 3.1 [?].
    """
    backward = backward_minutes_per_week(plan)
    days = max(
        (
            plan.days_for(item)
            for item in plan.items
            if challenges_balance_or_strength(item.exercise)
        ),
        default=0,
    )
    return Range(
        start=backward + days * STRENGTH_AND_BALANCE_MIN.start,
        target=backward + days * STRENGTH_AND_BALANCE_MIN.target,
    )


def challenges_balance_or_strength(exercise: ExerciseDefinition) -> bool:
    """Whether an exercise counts with the minutes beside the backward ones."""
    return exercise.category in BALANCE | STRENGTH and not exercise.counts_as_backward_minutes


def minutes_done(backward_min: Decimal, *, trainings_beside: int) -> Range:
    """Minutes of balance and strength work that were done in a week, from and to.

    Args:
        backward_min: practice minutes as they were logged.
        trainings_beside: trainings in which other balance or strength exercises were done too.

    Source: Stepback programme, section 3.1 [?]; counted as a plan is.
    """
    return Range(
        start=backward_min + trainings_beside * STRENGTH_AND_BALANCE_MIN.start,
        target=backward_min + trainings_beside * STRENGTH_AND_BALANCE_MIN.target,
    )


def _days_with(plan: RoutinePlan, categories: frozenset[Category]) -> int:
    # Clinic and home days are different days, so days at the two places add up.
    done = [item for item in plan.items if item.exercise.category in categories]
    in_clinic = any(item.where.in_clinic for item in done)
    at_home = any(item.where.at_home for item in done)
    return plan.clinic_days * in_clinic + plan.home_days * at_home
