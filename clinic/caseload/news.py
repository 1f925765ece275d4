"""What is new about a patient since somebody looked last, the most serious first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, auto
from functools import partial
from typing import Final

from flask import url_for

from clinic import phrasing
from clinic.assessments.models import Assessment
from clinic.caseload.record import PatientRecord
from clinic.catalogue.checklist_definitions import get_checklist
from clinic.clock import day_of
from clinic.documents.words import KIND_WORDS
from clinic.domain.checklists import ClearanceStep
from clinic.domain.comparison import Verdict
from clinic.domain.progression_decisions import StepDecision
from clinic.domain.session_logs import LogStatus
from clinic.falls import presenters as falls
from clinic.falls.models import FallEvent
from clinic.precautions.presenters import checklist_title, status_tag
from clinic.progress.presenters import signed, span_words
from clinic.progress.words import DECISION_ICONS, DECISION_NAMES
from clinic.session_logs.models import SessionLog
from clinic.session_logs.presenters import log_rows
from clinic.trends.presenters import TrendCard
from clinic.web.tags import Tone

MOST_SHOWN: Final = 8


class Rank(IntEnum):
    """The consequence of what happened: the first is read first."""

    FALL = auto()
    WARNING = auto()
    DECLINE = auto()
    NEAR_FALL = auto()
    IMPROVEMENT = auto()
    MEASURED = auto()
    DECIDED = auto()
    SCREENED = auto()
    PRESCRIBED = auto()
    TRAINED = auto()
    ISSUED = auto()


DECLINES: Final = frozenset({Verdict.REAL_DECLINE.value, Verdict.BECAME_UNABLE.value})
IMPROVEMENTS: Final = frozenset({Verdict.REAL_IMPROVEMENT.value, Verdict.BECAME_ABLE.value})

STEP_WORDS: Final = {
    ClearanceStep.ASKED: "asked",
    ClearanceStep.RECEIVED: "agrees",
    ClearanceStep.REFUSED: "does not agree",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    """One thing that is new, as the `change_list` macro draws it."""

    rank: Rank
    at: datetime
    icon: str
    tone: Tone | None
    headline: str
    text: str
    when: str
    url: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Onlooker:
    """Who looks: from when on things are new, and where the days are counted."""

    since: datetime
    now: datetime
    zone: str


def news(record: PatientRecord, looking: Onlooker) -> list[News]:
    """Everything since then, the most serious first and of one kind the latest first."""
    told = partial(_when, record, looking)
    found = [
        *_falls(record, looking, told),
        *_measures(record, looking, told),
        *_trainings(record, looking),
        *_decisions(record, looking, told),
        *_screens(record, looking, told),
        *_papers(record, looking, told),
    ]
    return sorted(found, key=lambda item: (item.rank, -item.at.timestamp()))


Told = Callable[[datetime, object], str]


def _when(record: PatientRecord, looking: Onlooker, at: datetime, by_id: object) -> str:
    """Such as "today, Bo Lindqvist"."""
    today = day_of(looking.now, looking.zone)
    who = next((name for one, name in record.names.items() if one == by_id), "")
    return signed(day_of(at, looking.zone), who, today=today)


def _falls(record: PatientRecord, looking: Onlooker, told: Told) -> Iterator[News]:
    today = day_of(looking.now, looking.zone)
    for event in record.events:
        if event.reported_at <= looking.since or event.id in record.withdrawals:
            continue
        fell = isinstance(event, FallEvent)
        yield News(
            rank=Rank.FALL if fell else Rank.NEAR_FALL,
            at=event.reported_at,
            icon="fall" if fell else "caution",
            tone="refused" if fell else "caution",
            headline=f"{falls.title(event)}, {phrasing.day(event.happened_on, today=today)}.",
            text=falls.told(event),
            when=told(event.reported_at, event.reported_by_id),
            url=url_for("falls.show", patient_id=record.patient.id, event_id=event.id),
        )


def _measures(record: PatientRecord, looking: Onlooker, told: Told) -> Iterator[News]:
    """The verdict of every measure that was taken since; the latest result speaks for it."""
    latest: dict[str, Assessment] = {}
    for assessment in record.assessments:
        if assessment.at > looking.since:
            latest.setdefault(assessment.instrument_code, assessment)
    cards = {card.measure.code: card for card in record.trends}
    for code, assessment in latest.items():
        yield _measure(record, cards[code], assessment, told)


def _measure(record: PatientRecord, card: TrendCard, assessment: Assessment, told: Told) -> News:
    measure = card.measure
    verdict = measure.verdict
    rank, icon, tone = _weight(verdict.code if verdict else "")
    first = ", first measurement." if measure.is_first else "."
    change = f": {_lower(verdict.headline)}" if verdict else first
    return News(
        rank=rank,
        at=assessment.at,
        icon=icon,
        tone=tone,
        headline=f"{measure.short_name} {measure.value}{change}",
        text=" ".join(filter(None, (measure.position, measure.stands))),
        when=told(assessment.at, assessment.by_id),
        url=url_for("assessments.show", patient_id=record.patient.id, assessment_id=assessment.id),
    )


def _weight(code: str) -> tuple[Rank, str, Tone | None]:
    if code in DECLINES:
        return Rank.DECLINE, "decline", "refused"
    if code in IMPROVEMENTS:
        return Rank.IMPROVEMENT, "improved", "improved"
    icons = {
        Verdict.POSSIBLE_IMPROVEMENT.value: "possible",
        Verdict.POSSIBLE_DECLINE.value: "possible_decline",
        Verdict.NO_DETECTABLE_CHANGE.value: "within",
    }
    return Rank.MEASURED, icons.get(code, "watch"), None


def _trainings(record: PatientRecord, looking: Onlooker) -> Iterator[News]:
    logs = [log for log in record.logs if log.at > looking.since]
    if not logs:
        return
    today = day_of(looking.now, looking.zone)
    for log, row in zip(logs, log_rows(logs, today=today), strict=True):
        if row.alert:
            yield News(
                rank=Rank.WARNING if row.alert.tone == "refused" else Rank.NEAR_FALL,
                at=log.at,
                icon=row.alert.icon or "caution",
                tone=row.alert.tone,
                headline=f"{row.alert.text} in training.",
                text=log.note,
                when=phrasing.day(log.trained_on, today=today),
                url=url_for("session_logs.show", patient_id=record.patient.id, log_id=log.id),
            )
    first, last = min(log.trained_on for log in logs), max(log.trained_on for log in logs)
    days = phrasing.day(last, today=today)
    yield News(
        rank=Rank.TRAINED,
        at=max(log.at for log in logs),
        icon="log",
        tone=None,
        headline="",
        text=_trainings_told(logs),
        when=days if first == last else f"{phrasing.day(first, today=today)} to {days}",
        url=None,
    )


def _trainings_told(logs: Sequence[SessionLog]) -> str:
    """Such as "3 session logs, 94 to 100 % done. Effort 3 to 4, no loss of balance."."""
    done = span_words(
        [round(log.completed_fraction * 100) for log in logs if log.completed_fraction]
    )
    effort = span_words([log.effort for log in logs if log.effort is not None])
    losses = [log.losses_of_balance for log in logs if log.losses_of_balance is not None]
    missed = sum(log.status is LogStatus.MISSED for log in logs)
    told = [phrasing.plural(len(logs), "session log")]
    if done:
        told.append(f"{done} % done")
    if missed:
        told.append(f"{missed} not done")
    felt = [f"effort {effort}"] if effort else []
    if losses:
        total = sum(losses)
        felt.append(
            phrasing.plural(total, "loss of balance", "losses of balance")
            if total
            else "no loss of balance"
        )
    sentences = [", ".join(told), phrasing.capitalised(", ".join(felt))]
    return " ".join(f"{sentence}." for sentence in sentences if sentence)


def _decisions(record: PatientRecord, looking: Onlooker, told: Told) -> Iterator[News]:
    for decision in record.decisions:
        if decision.at > looking.since:
            stopped = decision.decision is StepDecision.STOP_AND_REVIEW
            yield News(
                rank=Rank.WARNING if stopped else Rank.DECIDED,
                at=decision.at,
                icon=DECISION_ICONS[decision.decision],
                tone="refused" if stopped else None,
                headline=f"{DECISION_NAMES[decision.decision]} at Level {decision.level}.",
                text=decision.reason,
                when=told(decision.at, decision.by_id),
                url=url_for("progress.show", patient_id=record.patient.id),
            )


def _screens(record: PatientRecord, looking: Onlooker, told: Told) -> Iterator[News]:
    for checklist in record.checklists:
        if checklist.signed_at <= looking.since:
            continue
        definition = get_checklist(checklist.definition_code, checklist.definition_version)
        result = status_tag(checklist.result)
        yield News(
            rank=Rank.SCREENED,
            at=checklist.signed_at,
            icon=result.icon or "check",
            tone=result.tone,
            headline=f"{checklist_title(definition)} signed.",
            text=f"{result.text}.",
            when=told(checklist.signed_at, checklist.signed_by_id),
            url=url_for(
                "precautions.show", patient_id=record.patient.id, checklist_id=checklist.id
            ),
        )
    for step in record.doctors_steps:
        if step.at > looking.since:
            yield News(
                rank=Rank.SCREENED,
                at=step.at,
                icon="letter",
                tone=None,
                headline=f"{step.doctor or 'Doctor'} {STEP_WORDS[step.step]}.",
                text=step.note,
                when=told(step.at, step.by_id),
            )


def _papers(record: PatientRecord, looking: Onlooker, told: Told) -> Iterator[News]:
    for routine in record.versions:
        if routine.at > looking.since:
            yield News(
                rank=Rank.PRESCRIBED,
                at=routine.at,
                icon="edit",
                tone=None,
                headline=f"Routine {routine.number} prescribed, Level {routine.level}.",
                text="",
                when=told(routine.at, routine.by_id),
                url=url_for("routines.show", patient_id=record.patient.id),
            )
    for document in record.documents:
        if document.issued_at > looking.since:
            yield News(
                rank=Rank.ISSUED,
                at=document.issued_at,
                icon="document",
                tone=None,
                headline=f"{KIND_WORDS[document.kind]} issued.",
                text=f"For {document.recipient}." if document.recipient else "",
                when=told(document.issued_at, document.by_id),
            )


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
