"""How quickly a treadmill may be raised: belt and slope against the version that is replaced.

A belt may be raised once a session and a slope once a week, so a new version may state what those
steps could have reached since the last change. Fewer steps, or a reason to go faster, are the
clinician's: what lies above needs a tick.

Source: Stepback programme, section 3.2, treadmill speed and grade; judgement [?].
"""

from collections.abc import Iterator
from decimal import Decimal

from clinic.domain.criteria import UNABLE
from clinic.domain.dose import DoseField, plain_number
from clinic.domain.exercise_steps import (
    GRADE_STEP_PERCENT,
    SPEED_STEP_KM_PER_H,
    speed_with_first_grade,
)
from clinic.domain.plan import (
    BeltBefore,
    PlannedItem,
    PrescriptionFacts,
    Problem,
    RoutinePlan,
    Rule,
    Severity,
)
from clinic.domain.treadmill import BACKWARD_WALK, belt_speeds
from clinic.locales import ENGLISH, counted


def belt_raised_in_steps(
    item: PlannedItem, _plan: RoutinePlan, facts: PrescriptionFacts
) -> Iterator[Problem]:
    """A belt at most 0.1 km/h faster for each session since it was last changed.

    The first time there is a slope, half of the speed before; never less than the slowest that the
    exercise is done at, nor than the person's own speed to start with on the flat.
    """
    before, speed = facts.belt_before, item.dose.speed_km_per_h
    if before is None or speed is None:
        return
    if item.dose.grade_percent is not None and before.grade_percent is None:
        limit = max(speed_with_first_grade(before.speed_km_per_h), _slowest(item))
        why = "The first time with a slope, half of the speed before"
    else:
        limit = before.speed_km_per_h + SPEED_STEP_KM_PER_H * before.sessions
        if item.dose.grade_percent is None:
            limit = max(limit, _own_start(facts))
        why = f"The belt is raised by 0.1 km/h a session; {_since(before)}"
    if speed > limit:
        yield _too_soon(item, DoseField.SPEED_KM_PER_H, f"{why}.", f"{plain_number(limit)} km/h")


def slope_raised_in_steps(
    item: PlannedItem, _plan: RoutinePlan, facts: PrescriptionFacts
) -> Iterator[Problem]:
    """A slope of 1 % to begin with, then at most 1 % more for each week that was trained."""
    before, grade = facts.belt_before, item.dose.grade_percent
    if grade is None:
        return
    if before is None or before.grade_percent is None:
        limit, why = GRADE_STEP_PERCENT, "A slope begins at 1 %"
    else:
        limit = before.grade_percent + GRADE_STEP_PERCENT * min(before.weeks, before.sessions)
        why = f"The slope is raised by 1 % a week; {_since(before)}"
    if grade > limit:
        yield _too_soon(item, DoseField.GRADE_PERCENT, f"{why}.", f"{plain_number(limit)} %")


def _since(before: BeltBefore) -> str:
    sessions = counted(ENGLISH, before.sessions, "session", "sessions")
    weeks = counted(ENGLISH, before.weeks, "week", "weeks")
    return f"{sessions} in clinic, {weeks} since the last change"


def _slowest(item: PlannedItem) -> Decimal:
    speeds = item.exercise.limits.speed_km_per_h
    return Decimal(0) if speeds is None else speeds.start


def _own_start(facts: PrescriptionFacts) -> Decimal:
    walk = facts.tests.get(BACKWARD_WALK)
    return Decimal(0) if walk is None or walk is UNABLE else belt_speeds(walk).start


def _too_soon(item: PlannedItem, field: DoseField, why: str, most: str) -> Problem:
    return Problem(
        rule=Rule.DOSE_RANGE,
        severity=Severity.WARNING,
        exercise=item.exercise.code,
        field=field.value,
        about=f"{field.value}_step",
        why=f"{why} Enter {most} or less.",
        limit=f"{most} or less",
    )
