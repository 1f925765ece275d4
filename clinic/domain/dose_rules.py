"""Prescription rules about amounts: doses, backward minutes, days, and what is new.

Source: Stepback programme, sections 2.3 (V07 to V09) and 3.1; judgement [?] unless named.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from clinic.domain.dose import Breach, BreachKind, DoseField, Range, breaches, plain_number
from clinic.domain.plan import (
    PlannedItem,
    PrescriptionFacts,
    Problem,
    RoutinePlan,
    Rule,
    Severity,
)
from clinic.domain.routines import balance_days, strength_days
from clinic.locales import ENGLISH, counted

# Multicomponent balance and strength work on three or more days a week, adults from 65.
# Source: WHO guidelines on physical activity and sedentary behaviour, 2020 [V].
MIN_DAYS: Final = 3

FIELD_WORDS: Final[Mapping[DoseField, str]] = {
    DoseField.SETS: "sets",
    DoseField.REPS: "times",
    DoseField.HOLD_S: "s",
    DoseField.DISTANCE_M: "m",
    DoseField.DURATION_MIN: "min",
    DoseField.SPEED_M_PER_S: "m/s",
    DoseField.SPEED_KM_PER_H: "km/h",
    DoseField.GRADE_PERCENT: "% slope",
}


def dose_within_range(
    item: PlannedItem, _plan: RoutinePlan, _facts: PrescriptionFacts
) -> Iterator[Problem]:
    """Every amount within the exercise's range: above it is refused, below it needs a tick."""
    for breach in breaches(item.dose, item.exercise.limits):
        limit = range_words(breach.limit, breach.field)
        yield Problem(
            rule=Rule.DOSE_RANGE,
            severity=Severity.WARNING if breach.kind is BreachKind.BELOW else Severity.ERROR,
            exercise=item.exercise.code,
            field=breach.field.value,
            why=_breach_words(breach, limit),
            limit=limit,
        )
    counts = item.exercise.counts_as_backward_minutes
    if counts and item.dose.duration_min is None and item.exercise.limits.duration_min is None:
        yield Problem(
            rule=Rule.DOSE_RANGE,
            severity=Severity.ERROR,
            exercise=item.exercise.code,
            field=DoseField.DURATION_MIN.value,
            why="Enter its backward minutes: they count for the level.",
        )


def v07_minutes_within_the_level(plan: RoutinePlan, facts: PrescriptionFacts) -> Iterator[Problem]:
    """V07: backward minutes not above the level's target, nor above the dose after a reduce."""
    target = plan.level.minutes.target
    if plan.backward_min > target:
        yield Problem(
            rule=Rule.V07,
            severity=Severity.ERROR,
            field="backward_min",
            about="target",
            why=f"{plain_number(plan.backward_min)} backward minutes are more than Level "
            f"{plan.level.number} allows. Take them down to {plain_number(target)}.",
            limit=f"{plain_number(target)} min",
        )
    ceiling = facts.dose_ceiling_min
    if ceiling is not None and plan.backward_min > ceiling:
        yield Problem(
            rule=Rule.V07,
            severity=Severity.ERROR,
            field="backward_min",
            about="reduced",
            why=f"The dose was reduced to "
            f"{counted(ENGLISH, ceiling, 'backward minute', 'backward minutes')}. "
            "Stay at or below it.",
            limit=f"{plain_number(ceiling)} min",
        )


def v08_one_new_exercise(plan: RoutinePlan, facts: PrescriptionFacts) -> Iterator[Problem]:
    """V08: at most one new exercise in a session.

    In a first routine every exercise is new, so it only says how to begin.
    """
    before = facts.exercises_before
    new = [item for item in plan.items if before is None or item.exercise.code not in before]
    if len(new) > 1:
        yield Problem(
            rule=Rule.V08,
            severity=Severity.INFO if before is None else Severity.WARNING,
            why="All exercises are new: introduce one in a session."
            if before is None
            else f"{len(new)} exercises are new ({', '.join(i.exercise.name() for i in new)}): "
            "introduce one in a session.",
            limit="1 in a session",
        )


def v09_three_days(plan: RoutinePlan, _facts: PrescriptionFacts) -> Iterator[Problem]:
    """V09: balance and strength work should reach three days a week."""
    for word, days in (("Balance", balance_days(plan)), ("Strength", strength_days(plan))):
        if days < MIN_DAYS:
            yield Problem(
                rule=Rule.V09,
                severity=Severity.INFO,
                field="days",
                about=word.lower(),
                why=f"{word} work on {counted(ENGLISH, days, 'day', 'days')} a week. "
                f"Aim for {MIN_DAYS} or more.",
                limit=f"{MIN_DAYS} days or more",
            )


def days_within_the_level(plan: RoutinePlan, _facts: PrescriptionFacts) -> Iterator[Problem]:
    """Training days within the level's range: above it is refused, below it needs a tick."""
    allowed = plan.level.days_per_week
    if allowed.holds(Decimal(plan.days_per_week)):
        return
    limit = f"{plain_number(allowed.start)} to {plain_number(allowed.target)} days"
    days = counted(ENGLISH, plan.days_per_week, "day", "days")
    yield Problem(
        rule=Rule.LEVEL_DAYS,
        severity=Severity.ERROR if plan.days_per_week > allowed.target else Severity.WARNING,
        field="days",
        why=f"{days} a week. Level {plan.level.number} asks for {limit}.",
        limit=limit,
    )


def something_is_prescribed(plan: RoutinePlan, _facts: PrescriptionFacts) -> Iterator[Problem]:
    """A routine has exercises, and each of them has a day on which it is done."""
    if not plan.items:
        yield Problem(rule=Rule.EMPTY, severity=Severity.ERROR, why="Add an exercise.")
    for item in plan.items:
        if plan.days_for(item) == 0:
            place = "clinic" if item.where.in_clinic else "home"
            yield Problem(
                rule=Rule.EMPTY,
                severity=Severity.ERROR,
                exercise=item.exercise.code,
                field="where",
                why=f"There is no {place} day for it. Add a day, or change the place.",
            )


def range_words(limit: Range, field: DoseField) -> str:
    """A range with its unit, such as "6 to 10 sets", or "3 m" where start and target agree."""
    return f"{span_words(limit)} {FIELD_WORDS[field]}"


def span_words(limit: Range) -> str:
    """A range without a unit, such as "6 to 10"."""
    if limit.start == limit.target:
        return plain_number(limit.start)
    return f"{plain_number(limit.start)} to {plain_number(limit.target)}"


def _breach_words(breach: Breach, limit: str) -> str:
    if breach.kind is BreachKind.BELOW:
        return f"Below the usual {limit}."
    if breach.kind is BreachKind.ABOVE and breach.field is DoseField.DURATION_MIN:
        return f"Enter {plain_number(breach.limit.target)} min or less."
    return f"Enter {limit}."
