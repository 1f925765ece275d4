"""What the pages of session logs are handed: facts gathered once, in the order they are needed."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask import request, url_for

from clinic import phrasing
from clinic.catalogue.checklist_definitions import get_checklist
from clinic.catalogue.handout_definitions import get_handout
from clinic.catalogue.progression_definitions import get_progression_table
from clinic.domain.dose import plain_number
from clinic.domain.falls import Setting
from clinic.domain.ladder import LevelDefinition
from clinic.domain.plan import Where
from clinic.domain.progression_facts import OwnLimits
from clinic.domain.progression_stops import vital_signs_to_stop
from clinic.domain.session_log_rules import RoutineDays
from clinic.domain.session_logs import SYMPTOMS, LogStatus
from clinic.episodes.models import Episode
from clinic.episodes.queries import names_of
from clinic.precautions.limit_words import asked_with, limits_sentence, own_words
from clinic.precautions.own_limits import find_limits, limits_under
from clinic.precautions.queries import current_clearance
from clinic.precautions.same_day import DayCheck, DayState, day_check
from clinic.routines import queries as routines
from clinic.routines.models import Routine
from clinic.session_logs import presenters, queries, words
from clinic.session_logs.forms import LogForm, amount_name, log_form, status_name
from clinic.session_logs.models import SessionLog
from clinic.session_logs.next_day import NextDayForm, is_owed
from clinic.session_logs.questions import ItemQuestion
from clinic.session_logs.vitals import vitals_from_json
from clinic.session_logs.vitals_form import typed_vitals
from clinic.web.access import Actor
from clinic.web.fields import ANOTHER_DAY
from clinic.web.tags import Tag

# Source: programme reference, section 4: "same day for stairs-backward-up".
WHOLE_LIST_ON_THE_DAY = "stairs-backward-up"
DAY_STATES = {
    DayState.SAFE: (Tag(text="Checked", tone="improved"), "checked for today."),
    DayState.NOT_CHECKED: (Tag(text="Not checked", tone="caution"), "to be asked before it today."),
    DayState.NOT_SAFE: (Tag(text="Not today", tone="refused"), "something stood in the way today."),
    DayState.LIST_NOT_VALID: (
        Tag(text="Not valid", tone="refused"),
        "a clinician answers the whole list first.",
    ),
}
PLACES = {Where.CLINIC: Setting.CLINIC, Where.HOME: Setting.HOME}


@dataclass(frozen=True, kw_only=True, slots=True)
class LogDesk:
    """Everything that logging a training of one routine needs."""

    episode: Episode
    routine: Routine
    level: LevelDefinition
    questions: tuple[ItemQuestion, ...]
    days: RoutineDays
    last: SessionLog | None


def open_desk(episode: Episode, routine: Routine, *, actor: Actor) -> LogDesk:
    """The facts for logging a training of this version of the routine."""
    plan = routines.plan_of(routine)
    return LogDesk(
        episode=episode,
        routine=routine,
        level=plan.level,
        questions=presenters.questions(plan.items, routines.list_items(routine)),
        days=queries.routine_days(routine, episode, time_zone=actor.time_zone),
        last=queries.find_last(episode),
    )


def day_asked(name: str = "of") -> date | None:
    """The day that the address names; none when it is unreadable."""
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def new_form(desk: LogDesk, *, today: date, day: date | None = None) -> LogForm:
    """The empty form; day and place are carried over, what was observed never is.

    `day` is the one it was opened for, such as a day of the week's page.
    """
    when = {} if day in (None, today) else {"when": ANOTHER_DAY, "other_day": day}
    setting = PLACES.get(desk.routine.setting) or (desk.last.setting if desk.last else None)
    form = log_form(LogForm, desk.questions, today=today, data={"setting": setting} | when)
    form.days = desk.days
    form.checked_already = queries.find_checked_before(desk.episode, form.day or today) is not None
    return form


def amendment_form(log: SessionLog, desk: LogDesk, kind: type[LogForm], *, today: date) -> LogForm:
    """The form with everything that was told, to be written anew."""
    form = log_form(kind, desk.questions, today=today, data=_told(log, desk))
    trained = log.status is not LogStatus.MISSED
    form.days = RoutineDays(
        prescribed_on=desk.days.prescribed_on,
        replaced_on=desk.days.replaced_on,
        # It was accepted when it was logged: a pause since then does not undo the training.
        rests_since=None if trained else desk.days.rests_since,
    )
    form.checked_already = True
    return form


def _told(log: SessionLog, desk: LogDesk) -> dict[str, Any]:
    same = ("setting", "status", "missed_reason", "effort", "note")
    pains = ("pain_before", "pain_during", "pain_next_day")
    told: dict[str, Any] = {name: getattr(log, name) for name in (*same, *pains)}
    told |= {
        "when": ANOTHER_DAY,
        "other_day": log.trained_on,
        "losses_of_balance": log.losses_of_balance,
        "near_falls": log.near_falls,
        "assistance": log.assistance,
        "fell": None if log.falls is None else "yes" if log.falls else "no",
        "symptoms": log.symptoms or ([words.NONE_OF_THESE] if log.effort is not None else []),
    }
    told |= typed_vitals(vitals_from_json(log.vitals))
    items = {item.routine_item_id: item for item in queries.list_items(log)}
    for index, question in enumerate(desk.questions):
        item = items.get(question.routine_item_id)
        if item is not None:
            told[status_name(index)] = item.done
            told[amount_name(index)] = item.amount if item.done is LogStatus.PARTLY else None
    return told


def page_of(desk: LogDesk, *, today: date) -> dict[str, Any]:
    """What the form's page shows beside the form."""
    level = desk.level
    rests = desk.days.rests_since
    own = own_limits_of(desk.episode, today=today)
    return {
        "routine_words": f"Routine {desk.routine.number}, Level {desk.routine.level}.",
        "day_checks": day_checks(desk, desk.episode.patient_id, today=today),
        "next_day": next_day_question(desk.last, today=today),
        "last_log": presenters.last_log_sentence(desk.last),
        "resting": presenters.resting_sentence(rests, today=today) if rests else "",
        "minutes_words": f"{phrasing.plural(desk.routine.backward_min, 'backward minute')}.",
        "effort_hint": effort_hint(level, own),
        "limits_sentence": limits_sentence(own),
        "own_limits": own_words(own),
        "in_session": get_progression_table().session_stops,
        "losses_limit": f"Limit {level.losses_of_balance_max}.",
        "rows": [
            (question, status_name(index), amount_name(index))
            for index, question in enumerate(desk.questions)
        ],
        "before_session": [
            (item.question, asked_with(item.id, own))
            for item in get_checklist(queries.BEFORE_SESSION).items
        ],
        "common": words.COMMON,
        "stopping": [(heading, SYMPTOMS[group]) for group, heading in words.STOPPING.items()],
        "words": words,
    }


def effort_hint(level: LevelDefinition, own: OwnLimits) -> str:
    """The scale's own anchors, the target of the level, and the person's own cap if lower."""
    anchors = get_handout().texts("effort_anchors")
    scale = " · ".join(f"{rating} {text}" for rating, text in anchors.items())
    start, target = level.effort.start, level.effort.target
    if own.effort_max is not None and own.effort_max < target:
        return f"{scale}. At most {plain_number(own.effort_max)}, the person’s own limit."
    return f"{scale}. Target {plain_number(start)} to {plain_number(target)}."


def sheet_of(
    log: SessionLog, episode: Episode, *, actor: Actor, today: date
) -> presenters.LogSheet:
    """The log in words, held against the level it was trained at."""
    routine = routine_of(log, episode)
    plan = routines.plan_of(routine)
    asked = presenters.questions(plan.items, routines.list_items(routine))
    items = {item.routine_item_id: item for item in queries.list_items(log)}
    own = own_limits_of(episode, today=today)
    return presenters.log_sheet(
        log,
        queries.values_of(log),
        [
            (question, items[question.routine_item_id].done, items[question.routine_item_id].amount)
            for question in asked
            if question.routine_item_id in items
        ],
        limits=presenters.limits_of(plan.level, own),
        vital_signs=vital_signs_to_stop(vitals_from_json(log.vitals), get_progression_table(), own),
        who=names_of(actor.clinic_id, [log.by_id]).get(log.by_id, ""),
        today=today,
        zone=actor.time_zone,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class DayCheckLine:
    """One list that today's session asks for: where it stands, and the way to it."""

    tag: Tag
    words: str
    url: str
    act: str
    for_clinicians: bool


def day_checks(desk: LogDesk, patient_id: UUID, *, today: date) -> list[DayCheckLine]:
    """The lists for the treadmill, the pool and the steps that this routine asks for today."""
    wanted = {
        list_code: question.code == WHOLE_LIST_ON_THE_DAY
        for question in desk.questions
        if (list_code := question.own_checklist) is not None
    }
    return [
        _day_check_line(
            day_check(desk.episode, code, today=today, whole=whole), patient_id=patient_id
        )
        for code, whole in wanted.items()
    ]


def _day_check_line(check: DayCheck, *, patient_id: UUID) -> DayCheckLine:
    code = check.definition.code
    tag, words = DAY_STATES[check.state]
    all_of_it = check.whole or check.state is DayState.LIST_NOT_VALID
    url = (
        url_for("precautions.new", patient_id=patient_id, definition=code)
        if all_of_it
        else url_for("same_day_checks.check", patient_id=patient_id, code=code)
    )
    act = "Answer the list" if all_of_it else "Check for today"
    done = check.state is DayState.SAFE
    return DayCheckLine(
        tag=tag,
        words=f"{check.definition.name}: {words}",
        url=url,
        act="" if done else act,
        for_clinicians=all_of_it,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class NextDayQuestion:
    """Pain on the day after one training, still to be told."""

    log_id: UUID
    question: str
    form: NextDayForm


def next_day_question(log: SessionLog | None, *, today: date) -> NextDayQuestion | None:
    """The question about the day after a training, where it is owed."""
    if log is None or not is_owed(log, today=today):
        return None
    day = presenters.weekday(log.trained_on)
    return NextDayQuestion(
        log_id=log.id,
        question=f"Worst pain on the day after the session of {day}?",
        form=NextDayForm(),
    )


def own_limits_of(episode: Episode, *, today: date) -> OwnLimits:
    """The person's own limits, with the effort cap that today's clearance is tied to."""
    return limits_under(current_clearance(episode, today=today), find_limits(episode))


def routine_of(log: SessionLog, episode: Episode) -> Routine:
    """The version that the log belongs to."""
    return next(r for r in routines.list_versions(episode) if r.id == log.routine_id)


def routine_numbered(episode: Episode, number: int | None) -> Routine | None:
    """The version asked for, or else the newest, whatever became of it."""
    if number is None:
        return routines.latest_routine(episode)
    return routines.get_version(episode, number)
