"""Finished words for the training between trends, and who signed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from clinic import phrasing
from clinic.episodes.models import Episode
from clinic.session_logs.models import SessionLog
from clinic.session_logs.words import ASSISTANCE, SETTINGS, STATUS_IN_A_LIST, SYMPTOM_WORDS

NOT_ASKED = "–"


def signed(day: date, who: str, *, today: date) -> str:
    """Such as "today, Bo Lindqvist"."""
    return ", ".join(filter(None, (phrasing.day(day, today=today), who)))


@dataclass(frozen=True, kw_only=True, slots=True)
class TrainingRow:
    """One session log in a line; what was not asked is a dash."""

    log_id: UUID
    day: str
    where: str
    level: str
    done: str
    minutes: str
    effort: str
    pain: str
    losses: str
    near_falls: str
    help: str
    symptoms: str


def training_rows(logs: Sequence[SessionLog], *, today: date) -> list[TrainingRow]:
    return [
        TrainingRow(
            log_id=log.id,
            day=phrasing.day(log.trained_on, today=today),
            where=SETTINGS[log.setting],
            level=str(log.level),
            done=done_words(log),
            minutes=NOT_ASKED if log.backward_min is None else phrasing.number(log.backward_min),
            effort=_count(log.effort),
            pain=pain_words(log),
            losses=_count(log.losses_of_balance),
            near_falls=_count(log.near_falls),
            help=ASSISTANCE[log.assistance] if log.assistance else NOT_ASKED,
            symptoms=symptom_words(log.symptoms),
        )
        for log in logs
    ]


def done_words(log: SessionLog) -> str:
    """Such as "94 %", "missed"."""
    if log.completed_fraction is None:
        return STATUS_IN_A_LIST[log.status]
    return f"{round(log.completed_fraction * 100)} %"


def pain_words(log: SessionLog) -> str:
    """Before and worst, such as "2 to 3"."""
    before, during = log.pain_before, log.pain_during
    if before is None or during is None:
        return _count(during if before is None else before)
    return f"{before} to {during}" if before != during else str(during)


def symptom_words(codes: Collection[str]) -> str:
    """Such as "Muscle soreness, tired next day"; empty without any."""
    return phrasing.capitalised(", ".join(SYMPTOM_WORDS.get(code, code).lower() for code in codes))


def span_words(values: Sequence[Decimal | int]) -> str:
    """Such as "3", "3 to 4"; empty without a value."""
    if not values:
        return ""
    low, high = min(values), max(values)
    return str(low) if low == high else f"{low} to {high}"


def _count(value: int | None) -> str:
    return NOT_ASKED if value is None else str(value)


def since_words(episode: Episode, *, today: date) -> str:
    """Such as "since enrolment, 9 Feb"."""
    return f"since enrolment, {phrasing.day(episode.enrolled_on, today=today)}"
