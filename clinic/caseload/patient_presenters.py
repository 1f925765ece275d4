"""Finished words for the page of one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from flask import url_for

from clinic import phrasing
from clinic.caseload.need_words import need_act, need_sentence, need_tag
from clinic.caseload.record import DOCUMENTS_SHOWN, FALLS_SHOWN, PatientRecord, Training
from clinic.documents.presenters import DocumentRow, document_rows
from clinic.domain.caseload import needs, reassessment_due_on
from clinic.episodes.presenters import consent, discharge_sentence
from clinic.falls.presenters import EventSheet, event_sheets
from clinic.patients.models import Patient
from clinic.progress.presenters import done_words
from clinic.routines.presenters import days_words, dose_words
from clinic.session_logs.models import SessionLog
from clinic.session_logs.presenters import NOTHING, pain
from clinic.session_logs.presenters import weekday as weekday_words
from clinic.web.tags import Tag

ON_COURSE: Final = Tag(text="On course", tone="improved")


@dataclass(frozen=True, kw_only=True, slots=True)
class NextStep:
    """What this person needs first, or that nothing is owed today."""

    tag: Tag
    sentence: str
    also: tuple[str, ...]
    action: str
    action_url: str


def next_step(record: PatientRecord, *, today: date) -> NextStep:
    """The gravest need and its act; on course, the decision about the next step."""
    case = record.case
    found = needs(case.facts, today=today)
    if not found:
        return NextStep(
            tag=ON_COURSE,
            sentence=_on_course(record, today=today),
            also=(),
            action="Decide the next step",
            action_url=url_for("progress.show", patient_id=record.patient.id),
        )
    first, *others = found
    act = need_act(first, case)
    return NextStep(
        tag=need_tag(first, case, today=today),
        sentence=need_sentence(first, case, today=today),
        also=tuple(need_sentence(other, case, today=today) for other in others),
        action=act.words,
        action_url=url_for(act.endpoint, patient_id=record.patient.id, **act.arguments),
    )


def _on_course(record: PatientRecord, *, today: date) -> str:
    due = reassessment_due_on(record.case.facts)
    if due == date.max:
        return "Nothing is owed today."
    return f"Nothing is owed today. Re-assessment is due {phrasing.day(due, today=today)}."


@dataclass(frozen=True, kw_only=True, slots=True)
class TrainingTable:
    """The routine's exercises against the last trainings, and how those felt."""

    aside: str
    days: tuple[str, ...]
    exercises: tuple[tuple[str, str, tuple[str, ...]], ...]  # name, dose, amounts
    felt: tuple[tuple[str, tuple[str, ...]], ...]


def training_table(training: Training, *, today: date) -> TrainingTable:
    """The routine in force beside what was done of it lately."""
    routine, logs = training.routine, training.lately
    level = training.plan.level
    return TrainingTable(
        aside=_routine_words(training, today=today),
        days=tuple(weekday_words(log.trained_on) for log in logs),
        exercises=tuple(
            (
                planned.exercise.name(),
                dose_words(planned.dose),
                tuple(_amount(training, log, item.exercise_code) for log in logs),
            )
            for planned, item in zip(training.plan.items, training.items, strict=True)
        ),
        felt=(
            ("Done", tuple(done_words(log) for log in logs)),
            (
                f"Backward minutes, of {phrasing.number(routine.backward_min)}",
                tuple(_number(log.backward_min) for log in logs),
            ),
            (
                f"Effort, target {level.effort.start} to {level.effort.target}",
                tuple(_number(log.effort) for log in logs),
            ),
            ("Pain before, worst", tuple(pain(log).replace(" → ", ", ") for log in logs)),
            (
                f"Losses of balance, limit {level.losses_of_balance_max}",
                tuple(_number(log.losses_of_balance) for log in logs),
            ),
        ),
    )


def _routine_words(training: Training, *, today: date) -> str:
    """Such as "version 4, since 28 Apr · 3 days a week, at home · 6 of 6 done in 14 days"."""
    routine, kept = training.routine, training.adherence
    return " · ".join(
        (
            f"version {routine.number}, since {phrasing.day(routine.prescribed_on, today=today)}",
            days_words(routine.clinic_days, routine.home_days),
            f"{kept.done} of {kept.planned} done in 14 days",
        )
    )


def _amount(training: Training, log: SessionLog, code: str) -> str:
    for done in training.done.get(log.id, ()):
        if done.exercise_code == code:
            return phrasing.number(done.amount)
    return NOTHING


def _number(value: Decimal | int | None) -> str:
    return NOTHING if value is None else phrasing.number(Decimal(value))


def fall_sheets(record: PatientRecord, *, today: date, zone: str) -> list[EventSheet]:
    """The latest falls, near falls and health events that stand, or wait for a review."""
    sheets = event_sheets(
        record.events,
        record.reviews,
        record.names,
        today=today,
        zone=zone,
        withdrawals=record.withdrawals,
    )
    return [sheet for sheet in sheets if sheet.waits or not sheet.withdrawn][:FALLS_SHOWN]


def papers(record: PatientRecord, *, today: date, zone: str) -> Sequence[DocumentRow]:
    """The documents issued last."""
    return document_rows(record.documents[:DOCUMENTS_SHOWN], record.names, today=today, zone=zone)


def person_facts(patient: Patient) -> list[tuple[str, str]]:
    """How she is reached, and what to mind when meeting her."""
    emergency = (
        patient.emergency_contact_name,
        patient.emergency_contact_relation,
        patient.emergency_contact_telephone,
    )
    return [
        ("Telephone", patient.telephone),
        ("Emergency", ", ".join(filter(None, emergency))),
        ("Referred by", patient.referrer),
        ("Sight, hearing, aid", patient.sight_hearing_aid_notes),
    ]


def care_facts(record: PatientRecord, *, today: date) -> list[tuple[str, str]]:
    """What was agreed when the episode began."""
    episode = record.episode
    return [
        ("Goals", episode.goals),
        ("Reason for care", episode.reason),
        ("In care since", phrasing.day(episode.enrolled_on, today=today)),
        ("Responsible", record.names.get(episode.responsible_id, "")),
        ("Consent", consent(episode, today=today)),
    ]


def closed_sentence(record: PatientRecord, *, today: date) -> str:
    """Such as "Discharged 14 May: goals reached, improved."; empty while the episode is open."""
    return discharge_sentence(record.discharge, today=today) if record.discharge else ""


def news_title(looked_on: date | None, *, today: date) -> str:
    """Such as "New since you looked, 7 May"."""
    if looked_on is None:
        return "New in the last 14 days"
    return f"New since you looked, {phrasing.day(looked_on, today=today)}"
