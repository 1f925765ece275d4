"""The desk a prescription is written at: the draft, what was typed over it, what the rules say."""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from flask import flash, request
from werkzeug.exceptions import NotFound

from clinic import phrasing
from clinic.catalogue.ladder_definitions import get_ladder
from clinic.catalogue.loading import UnknownDefinition
from clinic.domain.plan import Helper, Problem, RoutinePlan
from clinic.domain.plan_minutes import with_backward_minutes
from clinic.domain.prescription import find_problems
from clinic.episodes.models import Episode
from clinic.exercises.queries import get_exercise
from clinic.routines import queries
from clinic.routines.draft_presenters import DraftFacts, PrescribePage, present_draft
from clinic.routines.drafts import (
    BY_HAND,
    Draft,
    UnknownStart,
    added,
    exercises_to_add,
    fitted,
    start_draft,
    templates_at,
)
from clinic.routines.facts import prescription_facts
from clinic.routines.forms import ItemForm, PrescriptionForm, item_form
from clinic.web.fields import options

ADD: Final = "add"
FIT: Final = "fit"
REMOVE: Final = "remove:"
PRESCRIBE: Final = "prescribe"
MINUTES: Final = re.compile(r"[0-9]{1,2}(\.[05])?")


UNKNOWN_EXERCISE: Final = (
    "“{}” is not in the library and was left out. Nothing was prescribed: look at the rest again."
)


class BlockOfAnotherLevel(LookupError):
    """The template has no weeks at this level."""

    def __init__(self, level: int) -> None:
        super().__init__(f"This template has no weeks at Level {level}. Choose another start.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """One page of prescribing. `plan` is None while something typed has the wrong shape."""

    form: PrescriptionForm
    items: tuple[ItemForm, ...]
    draft: Draft
    plan: RoutinePlan | None
    ticked: frozenset[str]

    @property
    def helper(self) -> Helper | None:
        return self.form.helper


def level_asked(episode: Episode) -> int:
    """The level to prescribe at: the present one, or one up or down when a decision asks for it."""
    present = queries.current_level(episode) or 0
    asked = request.values.get("level", "")
    if asked.isdecimal() and present and abs(int(asked) - present) <= 1:
        return min(max(int(asked), 1), get_ladder().top)
    return queries.level_to_prescribe(episode) or 0


def minutes_asked() -> Decimal | None:
    """The backward minutes that a decision about the next step named, in half minutes."""
    asked = request.args.get("minutes", "")
    if not MINUTES.fullmatch(asked):
        return None
    minutes = Decimal(asked)
    return minutes if minutes > 0 and not minutes % Decimal("0.5") else None


def open_desk(episode: Episode, *, level: int, today: date) -> Desk:
    """The desk as it is first shown: the draft fitted to the person, or a 404 without a draft."""
    start = request.args.get("start", "")
    block = request.args.get("block", "1")
    draft = _draft(episode, start, block, level=level)
    if (minutes := minutes_asked()) is not None:
        draft = replace(draft, plan=with_backward_minutes(draft.plan, minutes))
    draft = fitted(draft, episode, today=today)
    replaced = queries.latest_routine(episode)
    helper = draft.helper
    form = PrescriptionForm(
        formdata=None,
        data={
            "start": start,
            "block": block,
            "level": str(level),
            "replaces": str(replaced.number) if replaced else "",
            "clinic_days": draft.plan.clinic_days,
            "home_days": draft.plan.home_days,
            "helper_name": helper.name if helper else "",
            "helper_trained": bool(helper and helper.trained),
            "guards": [guard.value for guard in draft.plan.guards],
        },
    )
    items = _item_forms(draft.plan)
    return _with_choices(
        Desk(form=form, items=items, draft=draft, plan=draft.plan, ticked=frozenset())
    )


def typed_desk(episode: Episode, *, level: int, today: date) -> Desk:
    """The desk after something was sent: changed as asked, checked as far as its shape allows."""
    form = PrescriptionForm()
    act = request.form.get("act", "")
    try:
        draft = _draft(episode, form.start.data or "", form.block.data or "", level=level)
    except BlockOfAnotherLevel:
        # The level changed since the page was opened. What was typed is kept, and judged anew.
        draft = start_draft(episode, BY_HAND, 1, level=level)
    draft = replace(draft, helper=form.helper)
    items, unknown = _typed_items(
        without=act.removeprefix(REMOVE) if act.startswith(REMOVE) else ""
    )
    for code in unknown:
        flash(UNKNOWN_EXERCISE.format(code), "refused")
    # Every form is asked, so that all that is wrong is shown at once.
    right = [not unknown, form.validate(), *(item.validate() for item in items)]
    plan = _typed_plan(form, items, draft) if all(right) else None
    ticked = frozenset(request.form.getlist("ticked"))
    desk = Desk(form=form, items=items, draft=draft, plan=plan, ticked=ticked)
    if plan is not None and act == ADD:
        desk = _showing(desk, _one_more(plan, form.add.data or ""))
    elif plan is not None and act == FIT:
        desk = _fitted_again(desk, plan, episode, today=today)
    return _with_choices(desk)


def problems_at(desk: Desk, episode: Episode, *, today: date) -> tuple[Problem, ...]:
    """What the rules find in the plan on the desk; nothing while it cannot be read."""
    if desk.plan is None:
        return ()
    return find_problems(desk.plan, prescription_facts(episode, helper=desk.helper, today=today))


def present_desk(desk: Desk, episode: Episode, *, today: date) -> PrescribePage:
    """The desk in finished words."""
    replaced = queries.current_routine(episode)
    return present_draft(
        DraftFacts(
            draft=desk.draft,
            plan=desk.plan,
            items=desk.items,
            problems=problems_at(desk, episode, today=today),
            ticked=desk.ticked,
            guards_chosen=bool(desk.form.guards.data),
            replaces=""
            if replaced is None
            else f"routine {replaced.number}, {phrasing.day(replaced.prescribed_on, today=today)}",
        )
    )


def _draft(episode: Episode, start: str, block: str, *, level: int) -> Draft:
    try:
        return start_draft(episode, start, int(block) if block.isdecimal() else 1, level=level)
    except UnknownStart:
        known = {template.code: blocks for template, blocks in templates_at(level)}
        if start in known and not known[start]:
            raise BlockOfAnotherLevel(level) from None
        raise NotFound from None


def _typed_items(*, without: str) -> tuple[tuple[ItemForm, ...], list[str]]:
    """The exercises as they were typed, and the codes that no exercise has."""
    items: list[ItemForm] = []
    unknown: list[str] = []
    for code in dict.fromkeys(request.form.getlist("exercise")):
        if code == without:
            continue
        try:
            items.append(item_form(get_exercise(code), typed=request.form))
        except UnknownDefinition:
            unknown.append(code)
    return tuple(items), unknown


def _typed_plan(form: PrescriptionForm, items: tuple[ItemForm, ...], draft: Draft) -> RoutinePlan:
    return RoutinePlan(
        level=draft.plan.level,
        items=tuple(item.item for item in items),
        clinic_days=form.clinic_days.data or 0,
        home_days=form.home_days.data or 0,
        guards=form.chosen_guards,
    )


def _one_more(plan: RoutinePlan, code: str) -> RoutinePlan:
    allowed = {exercise.code: exercise for exercise in exercises_to_add(plan)}
    return added(plan, allowed[code]) if code in allowed else plan


def _fitted_again(desk: Desk, plan: RoutinePlan, episode: Episode, *, today: date) -> Desk:
    """After a helper was named: the places of the template again, with what was typed kept."""
    wanted = {item.exercise.code: item.where for item in desk.draft.plan.items}
    open_places = tuple(
        replace(item, where=wanted.get(item.exercise.code, item.where)) for item in plan.items
    )
    home_days = plan.home_days or desk.draft.plan.home_days
    again = replace(desk.draft, plan=replace(plan, items=open_places, home_days=home_days))
    again = fitted(again, episode, today=today)
    shown = _showing(replace(desk, draft=again), again.plan)
    shown.form.home_days.data = again.plan.home_days
    shown.form.home_days.raw_data = None
    return shown


def _showing(desk: Desk, plan: RoutinePlan) -> Desk:
    return replace(desk, plan=plan, items=_item_forms(plan))


def _item_forms(plan: RoutinePlan) -> tuple[ItemForm, ...]:
    return tuple(item_form(item.exercise, item=item) for item in plan.items)


def _with_choices(desk: Desk) -> Desk:
    there = {item.exercise.code for item in desk.items}
    offered = {
        exercise.code: f"Level {exercise.level}: {exercise.name()}"
        for exercise in exercises_to_add(desk.draft.plan)
        if exercise.code not in there
    }
    desk.form.add.choices = options({"": "Choose an exercise", **offered})
    desk.form.add.data = ""
    return desk
