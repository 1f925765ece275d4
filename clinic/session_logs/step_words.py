"""How far the next step within each exercise may go, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from clinic.domain import exercise_steps as steps
from clinic.domain.dose import Dose, plain_number
from clinic.domain.exercises import Equipment, ExerciseDefinition
from clinic.domain.plan import PlannedItem, RoutinePlan
from clinic.phrasing import capitalised

# What is raised at a level, one at a time. Source: programme reference 3.1, "Raise in this order".
RAISED: Final[Mapping[str, str]] = {
    "reps": "repetitions",
    "minutes": "minutes",
    "less_hand_support": "less support by the hands",
    "distance": "distance",
    "step_length": "length of steps",
    "speed": "speed",
    "turns": "turns",
    "complexity": "difficulty",
    "environment": "surroundings",
}
BAND_RULE: Final = "one colour up when 3 sets of 10 at effort 4 or less in 2 sessions"


@dataclass(frozen=True, kw_only=True, slots=True)
class StepFacts:
    """What the steps rest on.

    Attributes:
        walk_3m_s: the latest 3-metre backward walk; None when it was never measured.
        bands: sessions with an elastic band by exercise code, the newest last.
    """

    walk_3m_s: Decimal | None
    bands: Mapping[str, Sequence[steps.BandSession]]


def order_words(plan: RoutinePlan) -> str:
    """Such as "One at a time, in this order: distance, minutes, less support by the hands."."""
    order = ", ".join(RAISED.get(name, name) for name in plan.level.progress_order)
    return f"One at a time, in this order: {order}."


def step_lines(plan: RoutinePlan, facts: StepFacts) -> list[tuple[str, str]]:
    """Each exercise that has a step of its own: name, and what the step is."""
    found = [
        (item.exercise.name(), "; ".join(filter(None, _steps(plan, item, facts))))
        for item in plan.items
    ]
    return [(name, f"{capitalised(words)}.") for name, words in found if words]


def _steps(plan: RoutinePlan, item: PlannedItem, facts: StepFacts) -> list[str]:
    dose, exercise = item.dose, item.exercise
    return [
        _speed(dose, facts.walk_3m_s),
        _grade(dose, plan.level.number),
        _load(exercise, facts.bands.get(exercise.code, ())),
        _distance(item),
        _reps(item),
    ]


def _speed(dose: Dose, walk_3m_s: Decimal | None) -> str:
    if dose.speed_km_per_h is None:
        return ""
    now, cap = dose.speed_km_per_h, steps.speed_cap(walk_3m_s)
    why = (
        "the 3-metre backward walk is not measured: 80 % of it would be the limit"
        if walk_3m_s is None
        else "80 % of the speed of the 3-metre backward walk, never above 3.0"
    )
    following = steps.next_speed(now, walk_3m_s)
    if following is None:
        return f"speed stays at {plain_number(min(now, cap))} km/h at most ({why})"
    return (
        f"speed {plain_number(now)} to {plain_number(following)} km/h, at most once a session;"
        f" never above {plain_number(cap)} ({why})"
    )


def _grade(dose: Dose, level: int) -> str:
    if dose.grade_percent is None:
        return ""
    following = steps.next_grade(dose.grade_percent, level=level)
    if following is None:
        return f"slope stays at {plain_number(dose.grade_percent)} %"
    return (
        f"slope to {plain_number(following)} %, at most once a week, 5 % at most;"
        " halve the speed when slope is first used"
    )


def _load(exercise: ExerciseDefinition, sessions: Sequence[steps.BandSession]) -> str:
    if Equipment.ELASTIC_BAND in exercise.equipment:
        if steps.may_take_next_band(sessions):
            return f"band: {BAND_RULE}; that was done, take the next colour"
        return f"band: {BAND_RULE}; not yet"
    if Equipment.SLED in exercise.equipment:
        return "sled: empty first, then 2.5 % of body weight more at a time, 10 % at most"
    return ""


def _distance(item: PlannedItem) -> str:
    now, limits = item.dose.distance_m, item.exercise.limits.distance_m
    if now is None or limits is None:
        return ""
    following = min(steps.next_distance(now), limits.target)
    return f"{plain_number(now)} to {plain_number(following)} m" if following > now else ""


def _reps(item: PlannedItem) -> str:
    now, limits = item.dose.reps, item.exercise.limits.reps
    if now is None or limits is None:
        return ""
    following = min(steps.next_reps(now), int(limits.target))
    return f"{now} to {following} repetitions" if following > now else ""
