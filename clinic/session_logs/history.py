"""The latest trainings side by side: exercises in rows, days in columns. For the patient page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from clinic.domain.adherence import Adherence
from clinic.domain.dose import plain_number
from clinic.domain.ladder import LevelDefinition
from clinic.domain.session_logs import LogStatus
from clinic.session_logs.models import SessionLog
from clinic.session_logs.presenters import NOTHING, pain, weekday
from clinic.session_logs.questions import ItemQuestion


@dataclass(frozen=True, kw_only=True, slots=True)
class HistoryColumn:
    """One training; `missed` when it did not take place."""

    log_id: UUID
    day: str
    missed: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class HistoryRow:
    """One exercise, or one thing observed, over the trainings; a dash where nothing was told."""

    words: str
    more: str
    cells: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class HistoryTable:
    """The latest trainings, the oldest at the left."""

    columns: tuple[HistoryColumn, ...]
    exercises: tuple[HistoryRow, ...]
    observed: tuple[HistoryRow, ...]
    adherence: str


def history_table(
    logs: Sequence[SessionLog],
    amounts: Mapping[UUID, Mapping[str, Decimal]],
    exercises: Sequence[ItemQuestion],
    *,
    level: LevelDefinition,
    backward_min: Decimal,
    adherence: Adherence,
) -> HistoryTable:
    """The table of a routine's exercises.

    Args:
        logs: the oldest first.
        amounts: sets, walks or minutes done, by log id and exercise code.
        exercises: those of the routine in force; what older routines had besides is left out.
        level: gives the targets beside what was observed.
        backward_min: practice minutes prescribed.
        adherence: of the last 14 days.
    """
    effort = f"target {plain_number(level.effort.start)} to {plain_number(level.effort.target)}"
    observed: Sequence[tuple[str, str, Callable[[SessionLog], str]]] = (
        ("Backward minutes", f"of {plain_number(backward_min)}", _minutes),
        ("Effort", effort, lambda log: _count(log.effort)),
        ("Pain before → worst", "", pain),
        (
            "Losses of balance",
            f"limit {level.losses_of_balance_max}",
            lambda log: _count(log.losses_of_balance),
        ),
        ("Near falls", "", lambda log: _count(log.near_falls)),
    )
    return HistoryTable(
        columns=tuple(
            HistoryColumn(
                log_id=log.id, day=weekday(log.trained_on), missed=log.status is LogStatus.MISSED
            )
            for log in logs
        ),
        exercises=tuple(
            HistoryRow(
                words=exercise.name,
                more=f"{exercise.dose}, {exercise.unit}",
                cells=tuple(_amount(amounts.get(log.id, {}), exercise.code) for log in logs),
            )
            for exercise in exercises
        ),
        observed=tuple(
            HistoryRow(words=row, more=more, cells=tuple(read(log) for log in logs))
            for row, more, read in observed
        ),
        adherence=adherence_words(adherence),
    )


def adherence_words(adherence: Adherence) -> str:
    """Such as "6 of 6 done in 14 days"."""
    return f"{adherence.done} of {adherence.planned} done in 14 days"


def _amount(amounts: Mapping[str, Decimal], code: str) -> str:
    return plain_number(amounts[code]) if code in amounts else NOTHING


def _minutes(log: SessionLog) -> str:
    return NOTHING if log.backward_min is None else plain_number(log.backward_min)


def _count(value: int | None) -> str:
    return NOTHING if value is None else str(value)
