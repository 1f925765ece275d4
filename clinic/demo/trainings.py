"""How an invented training went: what was done of it, how hard it was, what was noticed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random
from typing import Final
from uuid import UUID

from clinic.catalogue.exercise_definitions import get_exercise
from clinic.demo.courses import weighted
from clinic.domain.falls import Setting
from clinic.domain.plan import Where
from clinic.domain.session_logs import (
    Assistance,
    ItemDone,
    LogStatus,
    SessionValues,
    countable,
)
from clinic.routines import queries as routines
from clinic.routines.doses import dose_from_json
from clinic.routines.models import Routine
from clinic.session_logs.entries import ItemEntry, LogEntry

NOT_DONE: Final = (
    "Visitors",
    "Slept badly",
    "Cold",
    "Weather",
    "Doctor’s appointment",
    "Not told",
)
NOTED: Final = (
    "Looked over the left shoulder only.",
    "First time without looking down.",
    "Needed a rest after the third walk.",
    "Steps longer on the right.",
    "Talked all the way, no loss of balance.",
)
NOT_TOLD_PERCENT: Final = 35  # of the trainings that were missed
NOTED_PERCENT: Final = 8
PARTLY_PERCENT: Final = 9


@dataclass(frozen=True, kw_only=True, slots=True)
class Planned:
    """A prescribed exercise as a training asks for it."""

    item_id: UUID
    where: Where
    prescribed: Decimal
    backward_min: Decimal


def planned_items(routine: Routine) -> tuple[Planned, ...]:
    """What a training of this routine asks for, in the order prescribed."""
    planned = []
    for item in routines.list_items(routine):
        dose = dose_from_json(item.dose)
        counts = get_exercise(item.exercise_code).counts_as_backward_minutes
        planned.append(
            Planned(
                item_id=item.id,
                where=item.where,
                prescribed=countable(dose)[0],
                backward_min=(dose.duration_min or Decimal(0)) if counts else Decimal(0),
            )
        )
    return tuple(planned)


def how_it_went(
    planned: tuple[Planned, ...],
    *,
    on: date,
    setting: Setting,
    too_hard: float,
    attendance: float,
    random: Random,
) -> LogEntry | None:
    """A log of one training, or None when nobody told of it.

    `too_hard` is how far the level lies above what the person is able to do, in levels.
    """
    if random.random() > attendance:
        if random.randrange(100) < NOT_TOLD_PERCENT:
            return None
        return LogEntry(
            trained_on=on,
            setting=setting,
            status=LogStatus.MISSED,
            missed_reason=random.choice(NOT_DONE),
        )
    here = [item for item in planned if _done_at(item, setting)]
    partly = random.randrange(100) < PARTLY_PERCENT
    return LogEntry(
        trained_on=on,
        setting=setting,
        status=LogStatus.PARTLY if partly else LogStatus.DONE,
        items=tuple(_entry(item, last=item is here[-1] and partly) for item in here),
        values=_values(setting, too_hard, random),
        nothing_changed=setting is Setting.CLINIC and random.randrange(4) == 0,
        note=random.choice(NOTED) if random.randrange(100) < NOTED_PERCENT else "",
    )


def _done_at(item: Planned, setting: Setting) -> bool:
    return item.where.in_clinic if setting is Setting.CLINIC else item.where.at_home


def _entry(item: Planned, *, last: bool) -> ItemEntry:
    """The last exercise is the one that is cut short."""
    status = LogStatus.PARTLY if last else LogStatus.DONE
    done = ItemDone(
        status=status,
        prescribed=item.prescribed,
        amount=(item.prescribed // 2) if last else None,
        backward_min=item.backward_min,
    )
    return ItemEntry(routine_item_id=item.item_id, done=done)


def _values(setting: Setting, too_hard: float, random: Random) -> SessionValues:
    effort = min(8, max(2, round(4 + too_hard + random.gauss(0, 0.7))))
    pain_before = weighted(random, (0, 6), (1, 3), (2, 1))
    losses = weighted(random, (0, 8), (1, 2 + max(0.0, too_hard)), (2, max(0.0, too_hard)))
    helped = Assistance.STANDBY if setting is Setting.CLINIC else Assistance.INDEPENDENT
    return SessionValues(
        effort=effort,
        pain_before=pain_before,
        pain_during=pain_before + weighted(random, (0, 7), (1, 2)),
        symptoms=("muscle_soreness",) if random.randrange(20) == 0 else (),
        losses_of_balance=losses,
        near_falls=0,
        falls=0,
        assistance=helped,
    )
