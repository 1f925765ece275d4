"""Prescription rules about home, helpers and guarding.

Source: Stepback programme, section 2.3, rules V05 and V12; judgement [?].
"""

from collections.abc import Iterator
from typing import Final

from clinic.domain.checklists import Effect
from clinic.domain.exercises import Equipment, HomeRule
from clinic.domain.plan import (
    Guard,
    PlannedItem,
    PrescriptionFacts,
    Problem,
    RoutinePlan,
    Rule,
    Severity,
)

# High risk: no home exercise before this many sessions in clinic. Source: rule V12 and CS40 [?].
CLINIC_SESSIONS_FIRST: Final = 3

ALONE_WITH_FIRM_SUPPORT: Final = frozenset({HomeRule.YES, HomeRule.YES_AT_WORKTOP})
NEEDS_HELPER: Final = frozenset({HomeRule.WITH_HELPER, HomeRule.WITH_TRAINED_HELPER})
INSTEAD_OF_BELT: Final = frozenset({Guard.HARNESS, Guard.HANDS_AT_PELVIS})
INSTEAD_OF_ONE_PERSON: Final = frozenset({Guard.HARNESS, Guard.TWO_STAFF})


def v05_home_allowed(
    item: PlannedItem, plan: RoutinePlan, facts: PrescriptionFacts
) -> Iterator[Problem]:
    """V05: home only as the exercise allows, with the helper it asks for."""
    if not item.where.at_home:
        return
    helper = facts.helper
    if item.exercise.home is HomeRule.NO:
        yield _home_refused(item, Rule.V05, "place", "Clinic or pool only.")
    if item.exercise.home is HomeRule.WITH_HELPER and helper is None:
        yield _helper_wanted(item, Rule.V05, "Needs a named helper at home.")
    if item.exercise.home is HomeRule.WITH_TRAINED_HELPER and not (helper and helper.trained):
        yield _helper_wanted(
            item, Rule.V05, "Needs a named helper at home who was taught and signed off in clinic."
        )
    if _new_task(item, plan, facts):
        yield _home_refused(item, Rule.V05, "clinic_first", "New at this level: in clinic first.")


def v12_effects_at_home(
    item: PlannedItem, _plan: RoutinePlan, facts: PrescriptionFacts
) -> Iterator[Problem]:
    """V12 for one exercise: what the screen's effects allow at home."""
    if not item.where.at_home:
        return
    backward = item.exercise.counts_as_backward_minutes
    if Effect.SUPERVISED_ONLY in facts.effects and backward and facts.helper is None:
        yield _helper_wanted(item, Rule.V12, "No unsupervised backward walking: name a helper.")
    if Effect.HIGH_RISK in facts.effects:
        yield from _high_risk_at_home(item, facts)
    if Effect.CLINIC_ONLY in facts.effects and backward:
        yield _home_refused(
            item, Rule.V12, Effect.CLINIC_ONLY, "Backward exercises in clinic or pool only."
        )
    if Effect.NO_HELPER in facts.effects and item.exercise.home not in ALONE_WITH_FIRM_SUPPORT:
        yield _home_refused(
            item, Rule.V12, Effect.NO_HELPER, "Lives alone with no helper: worktop work only."
        )
    if Effect.NEEDS_HARNESS in facts.effects and item.exercise.home in NEEDS_HELPER:
        yield _home_refused(
            item, Rule.V12, Effect.NEEDS_HARNESS, "One helper cannot guard this person."
        )


def v12_guarding(plan: RoutinePlan, facts: PrescriptionFacts) -> Iterator[Problem]:
    """V12 for the routine: what replaces the walking belt, or a single person's guard."""
    belted = [item for item in plan.items if Equipment.GAIT_BELT in item.exercise.equipment]
    if Effect.NO_GAIT_BELT in facts.effects and belted and not plan.guards & INSTEAD_OF_BELT:
        yield _guard_wanted(
            Effect.NO_GAIT_BELT,
            "A walking belt is not safe. Choose the harness or hands at the pelvis.",
        )
    guarded = [item for item in plan.items if item.where.in_clinic and item.exercise.needs_guarding]
    if (
        Effect.NEEDS_HARNESS in facts.effects
        and guarded
        and not plan.guards & INSTEAD_OF_ONE_PERSON
    ):
        yield _guard_wanted(
            Effect.NEEDS_HARNESS, "One person cannot guard. Choose the harness or two staff."
        )


def _high_risk_at_home(item: PlannedItem, facts: PrescriptionFacts) -> Iterator[Problem]:
    if facts.helper is None:
        yield _helper_wanted(item, Rule.V12, "High risk: at home only with a named helper.")
    if facts.clinic_sessions < CLINIC_SESSIONS_FIRST:
        yield _home_refused(
            item,
            Rule.V12,
            Effect.HIGH_RISK,
            f"High risk: {CLINIC_SESSIONS_FIRST} sessions in clinic first, "
            f"{facts.clinic_sessions} done.",
        )


def _new_task(item: PlannedItem, plan: RoutinePlan, facts: PrescriptionFacts) -> bool:
    clinic_first = HomeRule.CLINIC_FIRST in (item.exercise.home, plan.level.home)
    of_this_level = item.exercise.level == plan.level.number
    return (
        clinic_first
        and of_this_level
        and item.exercise.code not in (facts.exercises_before or frozenset())
    )


def _home_refused(item: PlannedItem, rule: Rule, about: str, why: str) -> Problem:
    return Problem(
        rule=rule,
        severity=Severity.ERROR,
        exercise=item.exercise.code,
        field="where",
        about=about,
        why=why,
        action="Change the place to clinic.",
        limit="clinic",
    )


def _helper_wanted(item: PlannedItem, rule: Rule, why: str) -> Problem:
    return Problem(
        rule=rule,
        severity=Severity.ERROR,
        exercise=item.exercise.code,
        field="helper",
        about="helper",
        why=why,
    )


def _guard_wanted(effect: Effect, why: str) -> Problem:
    return Problem(rule=Rule.V12, severity=Severity.ERROR, field="guards", about=effect, why=why)
