"""A routine in words: for its own page, the patient's page, the session log and documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from clinic import phrasing
from clinic.domain.dose import Dose, DoseField, plain_number
from clinic.domain.dose_rules import span_words
from clinic.domain.plan import Guard, PlannedItem, RoutinePlan
from clinic.domain.routines import (
    WEEKLY_AIM_MIN,
    RoutineState,
    StopKind,
    backward_minutes_per_week,
    balance_and_strength_minutes_per_week,
)
from clinic.exercises.presenters import language_note
from clinic.exercises.showing import Shown, shown_of
from clinic.routines.models import Routine, RoutineStop
from clinic.routines.words import GUARD_WORDS, WHERE_WORDS
from clinic.web.tags import Tag

STATE_TAGS: Final[Mapping[RoutineState, Tag]] = {
    RoutineState.PRESCRIBED: Tag(text="In force", tone="improved"),
    RoutineState.PAUSED: Tag(text="Paused", tone="caution", icon="pause"),
    RoutineState.WITHDRAWN: Tag(text="Withdrawn", tone="refused", icon="cross"),
    RoutineState.SUPERSEDED: Tag(text="Superseded", tone="plain", icon="clock"),
}
STOP_WORDS: Final[Mapping[StopKind, str]] = {
    StopKind.WITHDRAWAL: "Withdrawn",
    StopKind.PAUSE: "Paused",
    StopKind.RESUMPTION: "Resumed",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class RoutineRow:
    """One exercise of a routine. `minutes` is empty for what does not count for the level."""

    code: str
    name: str
    dose: str
    minutes: str
    where: str
    days: str
    rest: str
    effort: str
    reason: str
    note: str
    picture: Shown | None


@dataclass(frozen=True, kw_only=True, slots=True)
class RoutineTable:
    """What is prescribed together, row by row, and what it adds up to."""

    rows: tuple[RoutineRow, ...]
    minutes: str
    days: str
    week: str


def routine_table(plan: RoutinePlan) -> RoutineTable:
    target = plain_number(plan.level.minutes.target)
    return RoutineTable(
        rows=tuple(_row(plan, item) for item in plan.items),
        minutes=f"{plain_number(plan.backward_min)} of {target}",
        days=days_words(plan.clinic_days, plan.home_days),
        week=week_words(plan),
    )


def _row(plan: RoutinePlan, item: PlannedItem) -> RoutineRow:
    counts = item.exercise.counts_as_backward_minutes
    return RoutineRow(
        code=item.exercise.code,
        name=item.exercise.name(),
        dose=dose_words(item.dose),
        minutes=plain_number(item.backward_min) if counts else "",
        where=WHERE_WORDS[item.where],
        days=f"{phrasing.plural(plan.days_for(item), 'day')} a week",
        rest=f"{item.dose.rest_s} s" if item.dose.rest_s else "",
        effort=span_words(item.exercise.limits.effort),
        reason=item.reason,
        note=phrasing.capitalised(language_note(item.exercise)),
        picture=shown_of(item.exercise, hold_s=item.dose.hold_s, repetitions=item.dose.reps),
    )


def dose_words(dose: Dose) -> str:
    """A dose as it is read aloud: "6 × 3 m", "2 × 8", "1 × 3 × 10 s", "3 min"."""
    each = [plain_number(value) for f in _COUNTS if (value := dose.amount(f)) is not None]
    if dose.hold_s is not None:
        each.append(f"{dose.hold_s} s")
    if dose.distance_m is not None:
        each.append(f"{plain_number(dose.distance_m)} m")
    if each == [str(dose.sets)]:
        each = [phrasing.plural(int(each[0]), "set")]
    words = [" × ".join(each)] if each else []
    if not each and dose.duration_min is not None:
        words = [f"{plain_number(dose.duration_min)} min"]
    if dose.speed_km_per_h is not None:
        words.append(f"{plain_number(dose.speed_km_per_h)} km/h")
    if dose.grade_percent is not None:
        words.append(f"{plain_number(dose.grade_percent)} % slope")
    return ", ".join(words)


_COUNTS: Final = (DoseField.SETS, DoseField.REPS)


def days_words(clinic_days: int, home_days: int) -> str:
    """Days a week and where: "3 days a week: 1 in clinic, 2 at home"."""
    total = f"{phrasing.plural(clinic_days + home_days, 'day')} a week"
    if not home_days:
        return f"{total}, in clinic"
    if not clinic_days:
        return f"{total}, at home"
    return f"{total}: {clinic_days} in clinic, {home_days} at home"


def week_words(plan: RoutinePlan) -> str:
    """What a week adds up to, beside the long-term aim."""
    both = balance_and_strength_minutes_per_week(plan)
    backward = plain_number(backward_minutes_per_week(plan))
    return (
        f"{backward} backward minutes a week; balance and strength {span_words(both)} min, "
        f"long-term aim {WEEKLY_AIM_MIN} min"
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class RoutineStopLine:
    """One thing that happened to a version."""

    words: str
    reason: str
    by: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RoutineVersion:
    """A version with its head: what it is, who prescribed it, and under which conditions."""

    title: str
    number: int
    level: int
    level_name: str
    state: Tag
    prescribed: str
    table: RoutineTable
    facts: tuple[tuple[str, str], ...]
    conditions: tuple[tuple[str, str], ...]
    accepted: tuple[str, ...]
    stops: tuple[RoutineStopLine, ...]
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionFacts:
    """What a version's page is made of; `names` are the clinicians by id."""

    routine: Routine
    plan: RoutinePlan
    state: RoutineState
    stops: Sequence[RoutineStop]
    names: Mapping[Any, str]
    template_name: str
    today: date


def present_version(facts: VersionFacts) -> RoutineVersion:
    routine, plan = facts.routine, facts.plan
    return RoutineVersion(
        title=f"Routine {routine.number}",
        number=routine.number,
        level=routine.level,
        level_name=plan.level.name(),
        state=STATE_TAGS[facts.state],
        prescribed=f"{phrasing.day(routine.prescribed_on, today=facts.today)}, "
        f"{facts.names.get(routine.by_id, 'a former colleague')}",
        table=routine_table(plan),
        facts=_facts(facts),
        conditions=tuple((kept["label"], kept["text"]) for kept in routine.conditions),
        accepted=tuple(kept["message"] for kept in routine.acknowledged_warnings),
        stops=tuple(_stop_line(stop, facts) for stop in facts.stops),
        note=routine.note,
    )


def _facts(facts: VersionFacts) -> tuple[tuple[str, str], ...]:
    routine = facts.routine
    guards = ", ".join(GUARD_WORDS[Guard(word)] for word in routine.guards)
    trained = " (taught and signed off)" if routine.helper_trained else ""
    lines = (
        ("Days", days_words(routine.clinic_days, routine.home_days)),
        ("Helper", f"{routine.helper_name}{trained}" if routine.helper_name else "none named"),
        ("Guarding", guards),
        ("Effort", f"{span_words(facts.plan.level.effort)} of 10"),
        ("Level since", phrasing.day(routine.level_start, today=facts.today)),
        ("From", facts.template_name),
        ("A week", week_words(facts.plan)),
    )
    return tuple((name, words) for name, words in lines if words)


def _stop_line(stop: RoutineStop, facts: VersionFacts) -> RoutineStopLine:
    return RoutineStopLine(
        words=f"{STOP_WORDS[stop.kind]} {phrasing.day(stop.on, today=facts.today)}",
        reason=stop.reason,
        by=facts.names.get(stop.by_id, "a former colleague"),
    )
