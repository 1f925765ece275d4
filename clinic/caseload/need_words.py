"""Why a patient needs somebody today, in a tag, a sentence and one act."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from clinic import phrasing
from clinic.caseload.cases import Case, Event
from clinic.caseload.proposed import proposed_stop, stop_words
from clinic.domain.caseload import Need, NeedKind, reassessment_due_on
from clinic.domain.findings import ChecklistStatus, ReasonKind
from clinic.falls import presenters as falls
from clinic.falls.models import FallEvent
from clinic.precautions.clearance_words import clearance_tag, reason_words
from clinic.progress.grounds_words import adherence_words
from clinic.web.tags import Tag

TAGS: Final[Mapping[NeedKind, Tag]] = {
    NeedKind.FALL_REPORTED: Tag(text="Fall reported", tone="refused", icon="fall"),
    NeedKind.STOP_AND_REVIEW: Tag(text="Stop and review", tone="refused"),
    NeedKind.CLEARANCE_PENDING: Tag(text="Clearance pending", tone="caution", icon="clock"),
    NeedKind.REASSESSMENT_DUE: Tag(text="Re-assessment due", tone="due", icon="calendar"),
    NeedKind.NO_ROUTINE: Tag(text="No routine yet", tone="due", icon="empty"),
    NeedKind.NOTHING_LOGGED: Tag(text="Nothing logged", tone="due", icon="log"),
    NeedKind.LOW_ADHERENCE: Tag(text="Low adherence", tone="due", icon="log"),
    NeedKind.READY_TO_STEP_UP: Tag(text="Ready to step up", tone="improved", icon="step_up"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """The one act offered: its words, and the page it is done on."""

    words: str
    endpoint: str
    arguments: Mapping[str, Any]


def need_tag(need: Need, case: Case, *, today: date) -> Tag:
    """Why, in a word or two."""
    if need.kind is NeedKind.SCREEN_DUE:
        return clearance_tag(case.clearance, today=today)
    if need.kind is NeedKind.REASSESSMENT_DUE and case.facts.last_assessed_on is None:
        return Tag(text="Baseline due", tone="due", icon="calendar")
    return TAGS[need.kind]


def need_sentence(need: Need, case: Case, *, today: date) -> str:
    """What happened, and what it means until somebody has looked."""
    return SENTENCES[need.kind](need, case, today)


def need_act(need: Need, case: Case) -> Act:
    """What to do about it."""
    return ACTS[need.kind](case)


def event_words(event: Event, *, today: date) -> str:
    """Such as "Fall, kitchen, yesterday at 21:40. Backward, at the sink. Got up alone."."""
    when = phrasing.day(event.happened_on, today=today)
    if isinstance(event, FallEvent):
        if event.happened_at_time:
            when = f"{when} at {event.happened_at_time}"
        if event.minutes_on_floor:
            when = f"{when}, {phrasing.plural(event.minutes_on_floor, 'minute')} on the floor"
    return f"{falls.title(event)}, {when}. {falls.told(event)}".strip()


def ago(since: date, *, today: date) -> str:
    """Such as "9 days ago", "1 day ago", "today"."""
    days = (today - since).days
    return f"{phrasing.plural(days, 'day')} ago" if days else "today"


def _fall_sentence(_need: Need, case: Case, today: date) -> str:
    reported = case.events.falls
    more = f"{len(reported)} falls wait for a review. The last: " if len(reported) > 1 else ""
    words = more + event_words(reported[-1], today=today)
    return f"{words} Routine paused." if case.standing.routine else words


def _stop_sentence(_need: Need, case: Case, today: date) -> str:
    events = case.events
    if events.others:
        words = event_words(events.others[0], today=today)
    elif case.stop:
        when = phrasing.day(case.stop.decided_on, today=today)
        words = f"Stopped for review {when}: {case.stop.reason.rstrip('.')}."
    elif case.proposal and (match := proposed_stop(case.proposal)):
        words = stop_words(case.proposal, match)
    else:
        return f"{_deciding(case)}: no training until it is resolved."
    return f"{words} Routine paused." if case.standing.paused else words


def _pending_sentence(_need: Need, case: Case, today: date) -> str:
    labels = phrasing.joined(
        [
            reason.item.label
            for reason in case.clearance.reasons
            if reason.item and reason.status is ChecklistStatus.CLEARANCE_PENDING
        ]
    )
    if case.asked is None:
        return f"{labels}: no doctor has been asked. No training before."
    doctor = case.asked.doctor or "A doctor"
    when = phrasing.day(case.asked.on, today=today)
    waited = f", {ago(case.asked.on, today=today)}" if case.asked.on < today else ""
    return f"{labels}: {doctor} was asked {when}{waited}. No training until the answer is in."


def _reassessment_sentence(_need: Need, case: Case, today: date) -> str:
    last = case.facts.last_assessed_on
    if last is None:
        enrolled = phrasing.day(case.episode.enrolled_on, today=today)
        return f"Nothing measured since enrolment, {enrolled}."
    due = reassessment_due_on(case.facts)
    measured = f"last measured {phrasing.day(last, today=today)}"
    if due == today:
        return f"Due today, {measured}."
    return f"Was due {phrasing.day(due, today=today)}, {ago(due, today=today)}; {measured}."


def _silence_sentence(need: Need, case: Case, today: date) -> str:
    days = phrasing.plural((today - need.since).days, "day")
    routine = case.standing.routine
    planned = f"{routine.frequency_per_week if routine else 0} trainings a week are planned"
    if case.facts.last_logged_on is None or case.facts.last_logged_on < need.since:
        return f"{days} since the routine was prescribed and no log yet; {planned}."
    return f"{days} since the last log; {planned}."


def _seldom_sentence(_need: Need, case: Case, _today: date) -> str:
    if case.proposal is None:
        return ""
    return f"{adherence_words(case.proposal.proposal.situation)}: solve the barrier first."


def _step_up_sentence(_need: Need, case: Case, _today: date) -> str:
    if case.proposal is None:
        return ""
    rule = case.proposal.proposal.decided_by.rule
    return f"To Level {case.proposal.proposal.new_level}. {rule.reason}"


def _screen_sentence(_need: Need, case: Case, _today: date) -> str:
    return f"{_deciding(case)}."


def _no_routine_sentence(_need: Need, case: Case, today: date) -> str:
    measured = case.facts.last_assessed_on or case.episode.enrolled_on
    return f"Measured {phrasing.day(measured, today=today)}, nothing prescribed yet."


SENTENCES: Final[Mapping[NeedKind, Callable[[Need, Case, date], str]]] = {
    NeedKind.FALL_REPORTED: _fall_sentence,
    NeedKind.STOP_AND_REVIEW: _stop_sentence,
    NeedKind.CLEARANCE_PENDING: _pending_sentence,
    NeedKind.SCREEN_DUE: _screen_sentence,
    NeedKind.REASSESSMENT_DUE: _reassessment_sentence,
    NeedKind.NO_ROUTINE: _no_routine_sentence,
    NeedKind.NOTHING_LOGGED: _silence_sentence,
    NeedKind.LOW_ADHERENCE: _seldom_sentence,
    NeedKind.READY_TO_STEP_UP: _step_up_sentence,
}


def _fall_act(case: Case) -> Act:
    return _review("Review the fall", case.events.falls[0])


def _pending_act(case: Case) -> Act:
    if not case.screen_id:
        return _screen_act(case)
    return Act(
        words="Record the answer" if case.asked else "Open the screen",
        endpoint="precautions.show",
        arguments={"checklist_id": case.screen_id},
    )


def _measure_act(_case: Case) -> Act:
    return Act(words="Measure", endpoint="assessments.choose", arguments={})


def _log_act(_case: Case) -> Act:
    return Act(words="Log a session", endpoint="session_logs.new", arguments={})


def _proposal_act(_case: Case) -> Act:
    return Act(words="Review the proposal", endpoint="progress.show", arguments={})


def _stop_act(case: Case) -> Act:
    events = case.events
    if events.others:
        return _review("Review", events.others[0])
    if case.stop:
        return Act(words="Review the stop", endpoint="progress.show", arguments={})
    if proposed_stop(case.proposal):
        return Act(words="Review", endpoint="progress.show", arguments={})
    return _screen_act(case)


def _routine_act(case: Case) -> Act:
    if case.standing.level is None:
        return Act(words="Place on the ladder", endpoint="routines.place", arguments={})
    return Act(words="Prescribe", endpoint="routines.prescribe", arguments={})


def _review(words: str, event: Event) -> Act:
    return Act(words=words, endpoint="falls.review", arguments={"event_id": event.id})


def _screen_act(case: Case) -> Act:
    first = case.clearance.reasons[0].kind
    words = {
        ReasonKind.NEVER_COMPLETED: "Do the screen",
        ReasonKind.EVENT_SINCE: "Repeat the screen",
        ReasonKind.STOP: "Repeat the screen",
        ReasonKind.NOT_ANSWERED: "Finish the screen",
        ReasonKind.NO_MITIGATION: "Finish the screen",
    }.get(first, "Renew the screen")
    return Act(words=words, endpoint="precautions.new", arguments={"definition": "clinical_screen"})


def _deciding(case: Case) -> str:
    return phrasing.joined(
        [
            reason_words(reason)
            for reason in case.clearance.reasons
            if reason.status is case.clearance.status
        ]
    )


ACTS: Final[Mapping[NeedKind, Callable[[Case], Act]]] = {
    NeedKind.FALL_REPORTED: _fall_act,
    NeedKind.STOP_AND_REVIEW: _stop_act,
    NeedKind.CLEARANCE_PENDING: _pending_act,
    NeedKind.SCREEN_DUE: _screen_act,
    NeedKind.REASSESSMENT_DUE: _measure_act,
    NeedKind.NO_ROUTINE: _routine_act,
    NeedKind.NOTHING_LOGGED: _log_act,
    NeedKind.LOW_ADHERENCE: _proposal_act,
    NeedKind.READY_TO_STEP_UP: _proposal_act,
}
