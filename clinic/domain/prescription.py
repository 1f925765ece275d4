"""May this plan be prescribed to this person: all rules together, and a first fit of a template."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from clinic.domain.belt_steps import belt_raised_in_steps, slope_raised_in_steps
from clinic.domain.dose_rules import (
    days_within_the_level,
    dose_within_range,
    something_is_prescribed,
    v07_minutes_within_the_level,
    v08_one_new_exercise,
    v09_three_days,
)
from clinic.domain.exercise_rules import (
    v01_not_above_the_level,
    v02_prerequisites_pass,
    v03_not_blocked,
    v04_cautions_shown,
    v06_own_checklist_valid,
    v10_typed_reason,
    v11_eyes_open_and_not_alone_outdoors,
)
from clinic.domain.home_rules import v05_home_allowed, v12_effects_at_home, v12_guarding
from clinic.domain.plan import (
    PlannedItem,
    PrescriptionFacts,
    Problem,
    RoutinePlan,
    Severity,
    Where,
)
from clinic.domain.treadmill import belt_within_own_walk

ItemRule = Callable[[PlannedItem, RoutinePlan, PrescriptionFacts], Iterator[Problem]]
RoutineRule = Callable[[RoutinePlan, PrescriptionFacts], Iterator[Problem]]

EXERCISE_RULES: Final[tuple[ItemRule, ...]] = (
    v01_not_above_the_level,
    v02_prerequisites_pass,
    v03_not_blocked,
    v04_cautions_shown,
    v05_home_allowed,
    v06_own_checklist_valid,
    v10_typed_reason,
    v11_eyes_open_and_not_alone_outdoors,
    v12_effects_at_home,
)
ITEM_RULES: Final[tuple[ItemRule, ...]] = (
    *EXERCISE_RULES,
    dose_within_range,
    belt_within_own_walk,
    belt_raised_in_steps,
    slope_raised_in_steps,
)
ROUTINE_RULES: Final[tuple[RoutineRule, ...]] = (
    v07_minutes_within_the_level,
    v08_one_new_exercise,
    v09_three_days,
    days_within_the_level,
    v12_guarding,
    something_is_prescribed,
)
PLACE_FIELDS: Final = frozenset({"where", "helper"})


def find_problems(plan: RoutinePlan, facts: PrescriptionFacts) -> tuple[Problem, ...]:
    """Hold a plan against every rule.

    Returns:
        All problems, item by item in the order of the plan and each by rule, then those of the
        whole routine.

    Source: Stepback programme, section 2.3 [?].
    """
    of_items = [
        problem for item in plan.items for rule in ITEM_RULES for problem in rule(item, plan, facts)
    ]
    of_routine = [problem for rule in ROUTINE_RULES for problem in rule(plan, facts)]
    return tuple(of_items + of_routine)


def unanswered(problems: tuple[Problem, ...], ticked: frozenset[str]) -> tuple[Problem, ...]:
    """What still refuses a plan: every error, and every warning without a tick.

    Args:
        problems: what `find_problems` found.
        ticked: keys of the warnings the clinician has accepted.
    """
    return tuple(
        problem
        for problem in problems
        if problem.severity is Severity.ERROR
        or (problem.severity is Severity.WARNING and problem.key not in ticked)
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class FittedPlan:
    """A template's plan after what this person may not do was taken out of it.

    `moved` says why an exercise is done in clinic only; `left_out` why it is not there at all.
    """

    plan: RoutinePlan
    moved: tuple[Problem, ...]
    left_out: tuple[Problem, ...]


def fit_to_person(plan: RoutinePlan, facts: PrescriptionFacts) -> FittedPlan:
    """Take out of a template's plan what this person may not do, and say why.

    An exercise that may not be done at home is kept for the clinic; one that may not be done at
    all is left out. Doses are not touched: they stand out on the page.
    """
    kept: list[PlannedItem] = []
    moved: list[Problem] = []
    left_out: list[Problem] = []
    for item in plan.items:
        errors = _errors(item, plan, facts)
        at_home = [problem for problem in errors if problem.field in PLACE_FIELDS]
        here = replace(item, where=Where.CLINIC) if at_home and item.where.in_clinic else item
        if here is not item:
            errors = _errors(here, plan, facts)
        if errors:
            left_out.append(errors[0])
            continue
        kept.append(here)
        if here is not item:
            moved.append(at_home[0])
    home_days = plan.home_days if any(item.where.at_home for item in kept) else 0
    return FittedPlan(
        plan=replace(plan, items=tuple(kept), home_days=home_days),
        moved=tuple(moved),
        left_out=tuple(left_out),
    )


def _errors(item: PlannedItem, plan: RoutinePlan, facts: PrescriptionFacts) -> list[Problem]:
    return [
        problem
        for rule in EXERCISE_RULES
        for problem in rule(item, plan, facts)
        if problem.severity is Severity.ERROR
    ]
