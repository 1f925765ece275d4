"""Prescription rules about the exercise itself: level, prerequisites, screen, own checklist.

Source: Stepback programme, section 2.3, rules V01 to V04, V06, V10, V11; judgement [?].
"""

from collections.abc import Iterator, Mapping
from typing import Final

from clinic.domain.criteria import Comparison, Criterion
from clinic.domain.dose import plain_number
from clinic.domain.exercises import Category
from clinic.domain.findings import FindingState
from clinic.domain.plan import (
    PlannedItem,
    PrescriptionFacts,
    Problem,
    RoutinePlan,
    Rule,
    Severity,
)

# stairs-backward-up and sled-drag-backward are offered because patients ask; there is no trial of
# benefit in older adults. Source: Stepback programme, rule V10 [?].
NEEDS_TYPED_REASON: Final = frozenset({"stairs-backward-up", "sled-drag-backward"})

# Never past a stop, nor past a clearance that is not in. Source: rule V03 [?].
OVERRIDABLE_WITH_REASON: Final = frozenset(
    {FindingState.CLEARED, FindingState.MITIGATED, FindingState.UNMITIGATED}
)

OWN_CHECKLIST: Final[Mapping[Category, str]] = {
    Category.TREADMILL: "treadmill",
    Category.AQUATIC: "pool",
    Category.STAIRS: "stairs",
}

TEST_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "stand_supported": ("standing with support", " s"),
    "berg": ("Berg", ""),
    "tug": ("TUG", " s"),
    "four_stage": ("4-stage balance", " stages"),
    "bwt3m": ("3-metre backward walk", " s"),
    "cst30": ("30-second chair stand", " stands"),
}


def v01_not_above_the_level(
    item: PlannedItem, plan: RoutinePlan, _facts: PrescriptionFacts
) -> Iterator[Problem]:
    """V01: an exercise may not belong to a higher level than the one prescribed."""
    if item.exercise.level > plan.level.number:
        yield Problem(
            rule=Rule.V01,
            severity=Severity.ERROR,
            exercise=item.exercise.code,
            why=f"Belongs to Level {item.exercise.level}.",
            action=f"Leave it out at Level {plan.level.number}.",
            limit=f"Level {plan.level.number} or below",
        )


def v02_prerequisites_pass(
    item: PlannedItem, _plan: RoutinePlan, facts: PrescriptionFacts
) -> Iterator[Problem]:
    """V02: every measured prerequisite must pass; one not measured is not confirmed."""
    for criterion in item.exercise.prerequisites:
        result = facts.tests.get(criterion.measure)
        if result is not None and criterion.passes(result):
            continue
        wanted = criterion_words(criterion)
        yield Problem(
            rule=Rule.V02,
            severity=Severity.WARNING if result is None else Severity.ERROR,
            exercise=item.exercise.code,
            about=criterion.measure,
            why=f"Not confirmed: needs {wanted}, not measured."
            if result is None
            else f"Needs {wanted}. The latest result does not meet it.",
            limit=wanted,
        )


def v03_not_blocked(
    item: PlannedItem, _plan: RoutinePlan, facts: PrescriptionFacts
) -> Iterator[Problem]:
    """V03: a triggered blocking item forbids, unless it may be overridden and a reason is typed."""
    for code in item.exercise.blocked_by:
        finding = facts.findings.get(code)
        if finding is None:
            continue
        overridable = finding.state in OVERRIDABLE_WITH_REASON
        if overridable and item.reason.strip():
            continue
        yield Problem(
            rule=Rule.V03,
            severity=Severity.ERROR,
            exercise=item.exercise.code,
            field="reason" if overridable else None,
            about=code,
            why=f"{finding.item.label}: {finding.item.mitigation}",
            action="Leave it out, or type why not." if overridable else "Leave it out.",
        )


def v04_cautions_shown(
    item: PlannedItem, _plan: RoutinePlan, facts: PrescriptionFacts
) -> Iterator[Problem]:
    """V04: a triggered caution shows its mitigation and needs a tick."""
    for code in item.exercise.caution_if:
        if finding := facts.findings.get(code):
            yield Problem(
                rule=Rule.V04,
                severity=Severity.WARNING,
                exercise=item.exercise.code,
                about=code,
                why=f"{finding.item.label}: {finding.item.mitigation}",
            )


def v06_own_checklist_valid(
    item: PlannedItem, _plan: RoutinePlan, facts: PrescriptionFacts
) -> Iterator[Problem]:
    """V06: treadmill, pool and stairs need their own checklist, valid on the day."""
    checklist = OWN_CHECKLIST.get(item.exercise.category)
    if checklist and checklist not in facts.valid_checklists:
        yield Problem(
            rule=Rule.V06,
            severity=Severity.ERROR,
            exercise=item.exercise.code,
            about=checklist,
            why=f"The {checklist} checklist is not valid today.",
            action="Fill it in first.",
        )


def v10_typed_reason(
    item: PlannedItem, _plan: RoutinePlan, _facts: PrescriptionFacts
) -> Iterator[Problem]:
    """V10: backward stairs and the sled need a typed reason and a tick."""
    if item.exercise.code not in NEEDS_TYPED_REASON:
        return
    typed = bool(item.reason.strip())
    yield Problem(
        rule=Rule.V10,
        severity=Severity.WARNING if typed else Severity.ERROR,
        exercise=item.exercise.code,
        field="reason",
        why="There is no trial of benefit in older adults.",
        action="" if typed else "Type why this person needs it.",
    )


def v11_eyes_open_and_not_alone_outdoors(
    item: PlannedItem, _plan: RoutinePlan, facts: PrescriptionFacts
) -> Iterator[Problem]:
    """V11: no backward exercise with eyes closed, and none outdoors alone.

    Kerbs, escalators and traffic cannot be asked for: no exercise and no place of a routine
    stands for them.
    """
    if not item.exercise.counts_as_backward_minutes:
        return
    if item.exercise.eyes_closed:
        yield Problem(
            rule=Rule.V11,
            severity=Severity.ERROR,
            exercise=item.exercise.code,
            about="eyes_closed",
            why="No backward exercise with eyes closed.",
            action="Leave it out.",
        )
    if item.exercise.outdoors and item.where.at_home and facts.helper is None:
        yield Problem(
            rule=Rule.V11,
            severity=Severity.ERROR,
            exercise=item.exercise.code,
            field="helper",
            about="outdoors",
            why="Not outdoors alone.",
            action="Name a helper, or keep it in the clinic.",
        )


def criterion_words(criterion: Criterion) -> str:
    """A criterion in words with its unit, such as "Berg 36 or more"."""
    name, unit = TEST_WORDS[criterion.measure]
    if criterion.value == 1 and unit.strip() != "s":  # one stage, but 1 s
        unit = unit.removesuffix("s")
    value = f"{plain_number(criterion.value)}{unit}"
    if criterion.comparison is Comparison.BELOW:
        return f"{name} under {value}"
    more_or_less = "more" if criterion.comparison is Comparison.AT_LEAST else "less"
    return f"{name} {value} or {more_or_less}"
