"""Exercises, levels and plans with fixed values; a test states only what matters to it."""

from decimal import Decimal

from clinic.domain.checklists import Answer, ChecklistItem, ItemId, ItemType
from clinic.domain.criteria import Comparison, Criterion
from clinic.domain.dose import Dose, DoseLimits, Range
from clinic.domain.exercises import (
    Category,
    Equipment,
    ExerciseDefinition,
    HomeRule,
    Mark,
    Supervision,
    Support,
)
from clinic.domain.findings import Finding, FindingState
from clinic.domain.ladder import EntryCriteria, Ladder, LevelDefinition, PlacementCap
from clinic.domain.plan import Helper, PlannedItem, PrescriptionFacts, RoutinePlan, Where

ANNA = Helper(name="Anna Marlowe")
TRAINED_ANNA = Helper(name="Anna Marlowe", trained=True)


def span(start, target) -> Range:
    return Range(start=Decimal(str(start)), target=Decimal(str(target)))


def criterion(measure: str, comparison: str, value) -> Criterion:
    return Criterion(measure=measure, comparison=Comparison(comparison), value=Decimal(str(value)))


def make_limits(**values) -> DoseLimits:
    return DoseLimits(
        effort=values.pop("effort", span(2, 4)),
        days_per_week=values.pop("days_per_week", span(2, 5)),
        rest_s=values.pop("rest_s", 60),
        **(values or {"sets": span(2, 4), "reps": span(5, 10)}),
    )


def make_exercise(code: str = "sit-to-stand", **values) -> ExerciseDefinition:
    steps = {"en": ("Sit.", "Stand up."), "es": ("Siéntese.", "Levántese.")}
    return ExerciseDefinition(
        code=code,
        version=1,
        level=values.pop("level", 1),
        max_level=8,
        names=values.pop("names", {"en": "Sit to stand", "es": "Sentarse y levantarse"}),
        category=values.pop("category", Category.STRENGTH),
        tracks=("overground",),
        counts_as_backward_minutes=values.pop("counts_as_backward_minutes", False),
        patient_steps=values.pop("patient_steps", steps),
        clinician_note="",
        home=values.pop("home", HomeRule.YES),
        supervision=values.pop("supervision", Supervision.INDEPENDENT_OK),
        support=Support.TWO_HANDS,
        equipment=values.pop("equipment", (Equipment.CHAIR,)),
        limits=values.pop("limits", make_limits()),
        prerequisites=values.pop("prerequisites", ()),
        precautions=(),
        blocked_by=values.pop("blocked_by", ()),
        caution_if=values.pop("caution_if", ()),
        benefits=("Leg strength",),
        cautions=("Stop when in pain",),
        sources=("otago",),
        mark=Mark.ESTABLISHED,
        **values,
    )


def backward(code: str = "bw-worktop", **values) -> ExerciseDefinition:
    """A backward exercise: its minutes count for the level."""
    limits = make_limits(sets=span(6, 10), distance_m=span(2, 4), duration_min=span(5, 10))
    given = {"category": Category.BACKWARD, "limits": limits, **values}
    return make_exercise(code, counts_as_backward_minutes=True, **given)


def make_level(number: int = 3, **values) -> LevelDefinition:
    return LevelDefinition(
        number=number,
        code=f"L{number}",
        names={"en": f"Level {number}", "de": f"Stufe {number}"},
        goal="",
        entry=values.pop("entry", EntryCriteria(required_tests=(), min_measured=0, criteria=())),
        minutes=values.pop("minutes", span(5, 10)),
        sets_text="",
        rest_s=45,
        days_per_week=values.pop("days_per_week", span(2, 4)),
        effort=span(3, 5),
        assist_expected=3,
        assist_to_advance=2,
        losses_of_balance_max=1,
        min_sessions=6,
        min_days=14,
        assessment_max_age_days=28,
        reassess_days=28,
        exercises=(),
        progress_order=("distance", "minutes"),
        home=values.pop("home", HomeRule.WITH_TRAINED_HELPER),
    )


def make_ladder(*levels: LevelDefinition, caps: tuple[PlacementCap, ...] = ()) -> Ladder:
    return Ladder(code="test", version=1, levels=levels, placement_caps=caps)


def make_item(exercise: ExerciseDefinition | None = None, **values) -> PlannedItem:
    exercise = exercise or make_exercise()
    counts = exercise.counts_as_backward_minutes
    dose = (
        {"sets": 6, "distance_m": Decimal(3), "duration_min": Decimal(5)}
        if counts
        else {
            "sets": 2,
            "reps": 8,
        }
    )
    return PlannedItem(
        exercise=exercise,
        dose=values.pop("dose", Dose(**dose)),
        where=values.pop("where", Where.CLINIC_OR_HOME),
        **values,
    )


def make_plan(*items: PlannedItem, **values) -> RoutinePlan:
    return RoutinePlan(
        level=values.pop("level", make_level()),
        items=items,
        clinic_days=values.pop("clinic_days", 2),
        home_days=values.pop("home_days", 1),
        **values,
    )


def make_facts(**values) -> PrescriptionFacts:
    return PrescriptionFacts(
        tests=values.pop("tests", {}),
        findings={finding.item.id: finding for finding in values.pop("findings", ())},
        effects=frozenset(values.pop("effects", ())),
        clinic_sessions=values.pop("clinic_sessions", 3),
        **values,
    )


def make_finding(code: str, state: FindingState = FindingState.MITIGATED) -> Finding:
    kinds = {
        FindingState.STOPS: ItemType.ABSOLUTE_STOP,
        FindingState.AWAITS_CLEARANCE: ItemType.MEDICAL_CLEARANCE,
        FindingState.CLEARED: ItemType.MEDICAL_CLEARANCE,
    }
    item = ChecklistItem(
        id=ItemId(code),
        type=kinds.get(state, ItemType.CAUTION),
        question="?",
        label="Sore knee",
        trigger_answer=Answer.YES,
        mitigation="Stand close.",
        evidence=("judgement",),
        mark="?",
    )
    return Finding(item=item, state=state)
