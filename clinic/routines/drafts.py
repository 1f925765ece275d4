"""Where a prescription starts from: a template's block, the routine in force, or an empty plan."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from clinic.catalogue.ladder_definitions import get_ladder
from clinic.catalogue.template_definitions import get_template, list_templates
from clinic.domain.exercises import ExerciseDefinition
from clinic.domain.pace import likely_pace
from clinic.domain.plan import Helper, PlannedItem, Problem, RoutinePlan, Rule, Severity, Where
from clinic.domain.prescription import fit_to_person
from clinic.domain.templates import Block, TemplateDefinition, plan_from_block, starting_dose
from clinic.episodes.models import Episode
from clinic.exercises.queries import get_exercise, list_exercises, list_offered, withheld_codes
from clinic.phrasing import plural
from clinic.routines import queries
from clinic.routines.facts import prescription_facts
from clinic.routines.models import Routine

FROM_CURRENT: Final = "current"
FROM_VERSION: Final = "version-"
BY_HAND: Final = "hand"
WARM_UP: Final = "warm-up-march"


class UnknownStart(LookupError):
    """There is nothing of this name to start from."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A plan that nobody prescribed yet, with what was changed to fit the person."""

    plan: RoutinePlan
    title: str
    subtitle: str
    template: TemplateDefinition | None = None
    helper: Helper | None = None
    moved: tuple[Problem, ...] = ()
    left_out: tuple[Problem, ...] = ()

    @property
    def names(self) -> Mapping[str, str]:
        """Names of all exercises by code, also of those left out."""
        return {code: exercise.name() for code, exercise in library().items()}


def start_draft(episode: Episode, start: str, block_number: int, *, level: int) -> Draft:
    """A draft at a level, not yet fitted to the person.

    `start` is "current", "version-3", "hand" or a template's code; `block_number` counts the
    template's blocks at this level from 1. The helper of the routine in force is carried over.

    Raises UnknownStart.
    """
    current = queries.current_routine(episode)
    helper = queries.helper_of(current) if current else None
    if start == BY_HAND:
        return _offered_only(_by_hand(level, helper))
    if start == FROM_CURRENT or start.startswith(FROM_VERSION):
        return _from_version(_version_named(episode, start), level=level, helper=helper)
    return _offered_only(_from_template(start, block_number, level=level, helper=helper))


def _offered_only(draft: Draft) -> Draft:
    """The draft without what this clinic does not offer; each is named."""
    withheld = withheld_codes()
    hidden = [item.exercise.code for item in draft.plan.items if item.exercise.code in withheld]
    left_out = tuple(
        Problem(
            rule=Rule.NOT_OFFERED,
            severity=Severity.ERROR,
            exercise=code,
            why="Your clinic does not offer it.",
        )
        for code in hidden
    )
    items = tuple(item for item in draft.plan.items if item.exercise.code not in hidden)
    return replace(draft, plan=replace(draft.plan, items=items), left_out=left_out)


def fitted(draft: Draft, episode: Episode, *, today: date) -> Draft:
    """The draft without what this person may not do with the draft's helper, and why."""
    facts = prescription_facts(episode, helper=draft.helper, today=today)
    found = fit_to_person(draft.plan, facts)
    left_out = (*draft.left_out, *found.left_out)
    return replace(draft, plan=found.plan, moved=found.moved, left_out=left_out)


def templates_at(level: int) -> list[tuple[TemplateDefinition, tuple[Block, ...]]]:
    """Every template with its blocks at a level; one without such blocks says so by none."""
    return [(template, template.blocks_for(level)) for template in list_templates()]


def added(plan: RoutinePlan, exercise: ExerciseDefinition) -> RoutinePlan:
    """The plan with one exercise more, at the start of its range, in clinic first."""
    item = PlannedItem(exercise=exercise, dose=starting_dose(exercise.limits), where=Where.CLINIC)
    return replace(plan, items=(*plan.items, item))


def exercises_to_add(plan: RoutinePlan) -> list[ExerciseDefinition]:
    """What the level allows and the plan does not hold yet, the highest level first."""
    there = {item.exercise.code for item in plan.items}
    allowed = [
        exercise
        for exercise in list_offered()
        if exercise.level <= plan.level.number and exercise.code not in there
    ]
    return sorted(allowed, key=lambda exercise: -exercise.level)


def _by_hand(level: int, helper: Helper | None) -> Draft:
    definition = get_ladder().level(level)
    plan = RoutinePlan(
        level=definition, items=(), clinic_days=int(definition.days_per_week.start), home_days=0
    )
    return Draft(
        plan=added(plan, get_exercise(WARM_UP)),
        title="Prescribe by hand",
        subtitle=f"Level {level}",
        helper=helper,
    )


def _version_named(episode: Episode, start: str) -> Routine:
    number = start.removeprefix(FROM_VERSION)
    found = {str(version.number): version for version in queries.list_versions(episode)}
    version = queries.current_routine(episode) if start == FROM_CURRENT else found.get(number)
    if version is None:
        raise UnknownStart(start)
    return version


def _from_version(version: Routine, *, level: int, helper: Helper | None) -> Draft:
    """A copy of a version at a level, without what belongs to a higher one."""
    plan = queries.plan_of(version)
    items = tuple(item for item in plan.items if item.exercise.level <= level)
    return Draft(
        plan=_in_latest_versions(replace(plan, items=items, level=get_ladder().level(level))),
        title=f"Prescribe from routine {version.number}",
        subtitle=f"Level {level}",
        template=_template_of(version.template_code, version.template_version),
        helper=helper,
    )


def _from_template(code: str, number: int, *, level: int, helper: Helper | None) -> Draft:
    found = {template.code: (template, blocks) for template, blocks in templates_at(level)}
    if code not in found or not 1 <= number <= len(found[code][1]):
        raise UnknownStart(code)
    template, blocks = found[code]
    block = blocks[number - 1]
    first, last = block.weeks
    weeks = f"Weeks {first} to {last}" if last > first else f"Week {first}"
    return Draft(
        plan=plan_from_block(template, block, exercises=library(), ladder=get_ladder()),
        title=f"Prescribe from “{template.name}”",
        subtitle=f"{weeks}, Level {level}. {_pace(template, level)}",
        template=template,
        helper=helper,
    )


def _pace(template: TemplateDefinition, level: int) -> str:
    """Plan and likely pace of the level, so that both are seen before it is prescribed."""
    here = likely_pace(template, ladder=get_ladder(), from_level=level)[0]
    planned = plural(here.planned_weeks, "week")
    return f"Planned at this level: {planned}; likely, by the rules: {here.likely_weeks} or more"


def library() -> Mapping[str, ExerciseDefinition]:
    """The latest version of every exercise by code."""
    return {exercise.code: exercise for exercise in list_exercises()}


def _in_latest_versions(plan: RoutinePlan) -> RoutinePlan:
    return replace(
        plan,
        items=tuple(
            replace(item, exercise=get_exercise(item.exercise.code)) for item in plan.items
        ),
    )


def _template_of(code: str | None, version: int | None) -> TemplateDefinition | None:
    return None if code is None else get_template(code, version)
