"""Prescribing the next version of a routine: the last lock before a person trains."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from clinic.audit.actions import columns_of, record_event
from clinic.catalogue.ladder_definitions import get_ladder
from clinic.db import db
from clinic.domain.clearance import Clearance, require_granted
from clinic.domain.falls import HealthEventKind
from clinic.domain.plan import Helper, PrescriptionFacts, Problem, RoutinePlan, Severity, Where
from clinic.domain.prescription import find_problems, unanswered
from clinic.domain.routines import StopKind
from clinic.domain.templates import TemplateDefinition
from clinic.episodes.actions import require_open
from clinic.episodes.models import Episode
from clinic.falls.actions import record_health_event
from clinic.routines import queries
from clinic.routines.doses import dose_to_json
from clinic.routines.facts import clearance_for, prescription_facts
from clinic.routines.models import Routine, RoutineItem
from clinic.web.access import Actor
from clinic.web.transactions import ChangedMeanwhile


class PlanRefused(ValueError):
    """A plan breaks a rule, or carries a warning that nobody accepted."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


@dataclass(frozen=True, kw_only=True, slots=True)
class Prescription:
    """What the clinician wants to prescribe, and what was accepted on the way.

    `replaces` is the number of the version the page was opened on, None when there was none.
    """

    plan: RoutinePlan
    replaces: int | None
    ticked: frozenset[str] = field(default_factory=frozenset)
    helper: Helper | None = None
    template: TemplateDefinition | None = None
    note: str = ""
    dose_ceiling_min: Decimal | None = None


def prescribe_routine(
    episode: Episode,
    prescription: Prescription,
    *,
    record_id: UUID,
    by: Actor,
    at: datetime,
    today: date,
) -> Routine:
    """Prescribes the next version; the one before stays readable and is superseded by it.

    The gate and the rules are asked here again, whatever the page has shown: this is the last lock.

    Raises PrescribedWithoutClearance, PlanRefused, ChangedMeanwhile (somebody prescribed another
    version since the page was opened) or EpisodeClosed.

    Another level is an event: it ends the lists for the home, the treadmill and the stairs.
    """
    require_open(episode)
    plan = prescription.plan
    clearance = clearance_for(episode, plan, today=today)
    require_granted(clearance)
    problems = _accepted_problems(episode, prescription, today=today)
    before = queries.latest_routine(episode)
    if (before.number if before else None) != prescription.replaces:
        raise ChangedMeanwhile
    routine = _routine(episode, prescription, clearance, before, today=today, by=by, at=at)
    routine.id = record_id
    routine.acknowledged_warnings = [
        {"key": problem.key, "message": problem.message}
        for problem in problems
        if problem.severity is Severity.WARNING
    ]
    db.session.add(routine)
    db.session.flush()
    items = _items(routine, plan)
    db.session.add_all(items)
    db.session.flush()
    record_event(
        "routine.prescribed",
        routine,
        by=by,
        at=at,
        patient_id=episode.patient_id,
        new=columns_of(routine) | {"items": [columns_of(item) for item in items]},
    )
    if before is not None and before.level != routine.level:
        record_health_event(episode, HealthEventKind.LEVEL_CHANGE, happened_on=today, by=by, at=at)
    return routine


def _accepted_problems(
    episode: Episode, prescription: Prescription, *, today: date
) -> tuple[Problem, ...]:
    facts: PrescriptionFacts = prescription_facts(
        episode,
        helper=prescription.helper,
        today=today,
        dose_ceiling_min=prescription.dose_ceiling_min,
    )
    problems = find_problems(prescription.plan, facts)
    still = unanswered(problems, prescription.ticked)
    if still:
        raise PlanRefused(still)
    return problems


def _routine(
    episode: Episode,
    prescription: Prescription,
    clearance: Clearance,
    before: Routine | None,
    *,
    today: date,
    by: Actor,
    at: datetime,
) -> Routine:
    plan, helper, template = prescription.plan, prescription.helper, prescription.template
    ladder = get_ladder()
    return Routine(
        episode_id=episode.id,
        number=before.number + 1 if before else 1,
        level=plan.level.number,
        level_start=_level_start(plan.level.number, before, today=today),
        ladder_code=ladder.code,
        ladder_version=ladder.version,
        template_code=template.code if template else None,
        template_version=template.version if template else None,
        backward_min=plan.backward_min,
        clinic_days=plan.clinic_days,
        home_days=plan.home_days,
        frequency_per_week=plan.days_per_week,
        setting=_setting(plan),
        guards=sorted(plan.guards),
        helper_name=helper.name if helper else "",
        helper_trained=helper.trained if helper else False,
        conditions=_conditions(clearance),
        clearance=_clearance_as_it_was(clearance),
        acknowledged_warnings=[],
        note=prescription.note,
        prescribed_on=today,
        at=at,
        by_id=by.clinician_id,
    )


def _conditions(clearance: Clearance) -> list[dict[str, str]]:
    labels = {finding.item.id: finding.item.label for finding in clearance.findings}
    return [
        {"item": found.item_id, "label": labels[found.item_id], "text": found.text}
        for found in clearance.conditions
    ]


def _level_start(level: int, before: Routine | None, *, today: date) -> date:
    if before is None or before.level != level:
        return today
    withdrawn = any(stop.kind is StopKind.WITHDRAWAL for stop in queries.list_stops(before))
    return today if withdrawn else before.level_start


def _setting(plan: RoutinePlan) -> Where:
    if not plan.home_days:
        return Where.CLINIC
    return Where.CLINIC_OR_HOME if plan.clinic_days else Where.HOME


def _clearance_as_it_was(clearance: Clearance) -> dict[str, Any]:
    return {
        "decision": clearance.decision.value,
        "status": clearance.status.value,
        "as_of": clearance.as_of.isoformat(),
        "valid_until": clearance.valid_until.isoformat() if clearance.valid_until else None,
        "effects": sorted(clearance.effects),
        "overrides": [override.reason for override in clearance.overrides],
    }


def _items(routine: Routine, plan: RoutinePlan) -> list[RoutineItem]:
    return [
        RoutineItem(
            routine_id=routine.id,
            position=position,
            exercise_code=item.exercise.code,
            exercise_version=item.exercise.version,
            dose=dose_to_json(item.dose),
            where=item.where,
            days_per_week=plan.days_for(item),
            reason=item.reason,
        )
        for position, item in enumerate(plan.items, start=1)
    ]
