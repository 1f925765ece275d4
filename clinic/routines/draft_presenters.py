"""A plan that is being prescribed: each dose beside its limits, each problem in its place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from clinic import phrasing
from clinic.domain.dose import DoseField, Range, plain_number
from clinic.domain.dose_rules import FIELD_WORDS, span_words
from clinic.domain.plan import Problem, RoutinePlan, Severity
from clinic.domain.routines import WEEKLY_AIM_MIN, balance_and_strength_minutes_per_week
from clinic.exercises.presenters import language_note
from clinic.routines.drafts import Draft
from clinic.routines.forms import ItemForm, places

DOSE_FIELDS: Final = frozenset(name.value for name in DoseField)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tick:
    """A warning that the clinician accepts by ticking it."""

    key: str
    words: str
    ticked: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Amount:
    """One box of a dose: its field, its unit and limits, its name for who cannot see the column."""

    field: Any
    unit: str
    limit: str
    label: str
    errors: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DoseRow:
    """One exercise of the plan; `minutes` only for what counts as backward."""

    code: str
    name: str
    aside: str
    form: ItemForm
    fixed_place: str
    sets: Amount | None
    each: tuple[Amount, ...]
    minutes: Amount | None
    amount_errors: tuple[tuple[str, str], ...]
    errors: tuple[str, ...]
    ticks: tuple[Tick, ...]
    asks_reason: bool

    @property
    def has_notes(self) -> bool:
        return bool(self.amount_errors or self.errors or self.ticks or self.asks_reason)


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """Why exercises were left out or kept for the clinic: one line for each reason."""

    names: str
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PrescribePage:
    """Everything the page says about a draft. `wrong` are (message, id of the control)."""

    title: str
    subtitle: str
    headline: str
    level_words: str
    rows: tuple[DoseRow, ...]
    total: str
    total_errors: tuple[str, ...]
    day_errors: tuple[str, ...]
    guard_errors: tuple[str, ...]
    asks_guards: bool
    ticks: tuple[Tick, ...]
    infos: tuple[str, ...]
    moved: tuple[LeftOut, ...]
    left_out: tuple[LeftOut, ...]
    facts: tuple[tuple[str, str], ...]
    wrong: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftFacts:
    """What the page is made of; `plan` is None while a field has the wrong shape."""

    draft: Draft
    plan: RoutinePlan | None
    items: Sequence[ItemForm]
    problems: Sequence[Problem]
    ticked: frozenset[str]
    guards_chosen: bool
    replaces: str


def present_draft(facts: DraftFacts) -> PrescribePage:
    """The page of a draft."""
    level = facts.draft.plan.level
    of_routine = [problem for problem in facts.problems if problem.exercise is None]
    return PrescribePage(
        title=facts.draft.title,
        subtitle=facts.draft.subtitle,
        headline=_headline(facts),
        level_words=f"Level {level.number}: start {plain_number(level.minutes.start)}, "
        f"target {plain_number(level.minutes.target)} backward minutes",
        rows=tuple(_row(form, facts) for form in facts.items),
        total=_total(facts),
        total_errors=_messages(of_routine, "backward_min"),
        day_errors=_messages(of_routine, "days"),
        guard_errors=_messages(of_routine, "guards"),
        asks_guards=bool(_messages(of_routine, "guards") or facts.guards_chosen),
        ticks=_ticks(of_routine, facts.ticked),
        infos=tuple(p.message for p in facts.problems if p.severity is Severity.INFO),
        moved=_grouped(facts.draft.moved, facts),
        left_out=_grouped(facts.draft.left_out, facts),
        facts=_side_facts(facts),
        wrong=tuple(_wrong(facts)),
    )


def _headline(facts: DraftFacts) -> str:
    """How many doses are outside their limits, as the first thing read."""
    shape = sum(1 for form in facts.items if form.errors)
    outside = {p.exercise for p in facts.problems if p.severity is Severity.ERROR and p.exercise}
    count = shape or len(outside)
    if count:
        return "One exercise needs a change." if count == 1 else f"{count} exercises need a change."
    if any(p.severity is Severity.ERROR for p in facts.problems):
        return "The plan needs a change."
    return ""


def _total(facts: DraftFacts) -> str:
    if facts.plan is None:
        return "–"
    target = plain_number(facts.plan.level.minutes.target)
    return f"{plain_number(facts.plan.backward_min)} of {target}"


def _row(form: ItemForm, facts: DraftFacts) -> DoseRow:
    exercise = form.exercise
    found = [p for p in facts.problems if p.exercise == exercise.code]
    amounts = {dosed: _amount(dosed, form, found) for dosed, _ in form.dose_fields}
    sets = amounts.pop(DoseField.SETS, None)
    backward = exercise.counts_as_backward_minutes
    minutes = amounts.pop(DoseField.DURATION_MIN, None) if backward else None
    boxes = [box for box in (sets, *amounts.values(), minutes) if box is not None]
    allowed = places(exercise)
    return DoseRow(
        code=exercise.code,
        name=exercise.name(),
        aside=_aside(form, facts),
        form=form,
        fixed_place="Clinic only" if len(allowed) == 1 else "",
        sets=sets,
        each=tuple(amounts.values()),
        minutes=minutes,
        amount_errors=tuple(
            (f"{box.field.id}-error", error) for box in boxes for error in box.errors
        ),
        errors=tuple(
            problem.message
            for problem in found
            if problem.severity is Severity.ERROR and problem.field not in DOSE_FIELDS
        ),
        ticks=_ticks(found, facts.ticked),
        asks_reason=bool(form.reason.data) or any(p.field == "reason" for p in found),
    )


def _aside(form: ItemForm, facts: DraftFacts) -> str:
    rest_s = form.exercise.limits.rest_s
    words = [f"rest {rest_s}\N{NO-BREAK SPACE}s"] if rest_s else []
    if facts.plan is not None:
        item = next(i for i in facts.plan.items if i.exercise.code == form.exercise.code)
        words.insert(0, f"{phrasing.plural(facts.plan.days_for(item), 'day')} a week")
    return ", ".join([*words, *filter(None, [language_note(form.exercise)])])


def _amount(dosed: DoseField, form: ItemForm, found: Sequence[Problem]) -> Amount:
    field, limit = form[dosed.value], form.exercise.limits.range_of(dosed)
    refused = (
        problem.message
        for problem in found
        if problem.field == dosed.value and problem.severity is Severity.ERROR
    )
    return Amount(
        field=field,
        unit=FIELD_WORDS[dosed],
        limit=_limit_words(dosed, limit),
        label=f"{form.exercise.name()}, {FIELD_WORDS[dosed]}",
        errors=(*field.errors, *refused),
    )


def _limit_words(dosed: DoseField, limit: Range | None) -> str:
    """Minutes are shared among backward exercises, so that only their upper limit binds."""
    if limit is None:
        return ""
    if dosed is DoseField.DURATION_MIN:
        return f"up to {plain_number(limit.target)}"
    return span_words(limit)


def _ticks(problems: Iterable[Problem], ticked: frozenset[str]) -> tuple[Tick, ...]:
    return tuple(
        Tick(key=problem.key, words=problem.message, ticked=problem.key in ticked)
        for problem in problems
        if problem.severity is Severity.WARNING
    )


def _messages(problems: Iterable[Problem], field: str) -> tuple[str, ...]:
    return tuple(
        problem.message
        for problem in problems
        if problem.field == field and problem.severity is Severity.ERROR
    )


def _grouped(problems: Iterable[Problem], facts: DraftFacts) -> tuple[LeftOut, ...]:
    """One line a reason, with the names it is about."""
    names: Mapping[str, str] = facts.draft.names
    by_reason: dict[str, list[str]] = {}
    for problem in problems:
        by_reason.setdefault(problem.why, []).append(names[problem.exercise or ""])
    return tuple(LeftOut(names="; ".join(found), why=why) for why, found in by_reason.items())


def _side_facts(facts: DraftFacts) -> tuple[tuple[str, str], ...]:
    lines = [("Replaces", facts.replaces)]
    if facts.plan is not None:
        both = span_words(balance_and_strength_minutes_per_week(facts.plan))
        lines.append(
            ("A week", f"{both} min of balance and strength; long-term aim {WEEKLY_AIM_MIN}")
        )
    return tuple((name, words) for name, words in lines if words)


def _wrong(facts: DraftFacts) -> Iterable[tuple[str, str | None]]:
    """What still refuses the plan, for the summary: errors first as found, then open ticks."""
    for form in facts.items:
        for field in form:
            for error in field.errors:
                yield f"{form.exercise.name()}: {error}", field.id
    names = facts.draft.names
    for problem in facts.problems:
        who = f"{names[problem.exercise]}: " if problem.exercise else ""
        if problem.severity is Severity.ERROR:
            yield f"{who}{problem.message}", _control_of(problem)
        elif problem.severity is Severity.WARNING and problem.key not in facts.ticked:
            yield f"{who}{problem.message} Tick it to go on.", f"tick-{problem.key}"


def _control_of(problem: Problem) -> str | None:
    if problem.exercise and problem.field and problem.field != "helper":
        return f"{problem.exercise}-{problem.field}"
    shared = {"helper": "helper_name", "days": "clinic_days", "guards": "guards-0"}
    return shared.get(problem.field or "")
