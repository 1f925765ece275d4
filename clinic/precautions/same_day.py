"""The items of a checklist that are asked again on the day of training, before it.

Source: programme reference, section 4, column "Same-day items"; stairs-backward-up: the whole
steps and stairs list on the same day.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from clinic.audit.actions import record_new
from clinic.catalogue.checklist_definitions import get_checklist
from clinic.db import db
from clinic.domain.checklists import ChecklistDefinition, CompletedChecklist
from clinic.domain.findings import ChecklistStatus
from clinic.domain.precautions import read_checklist
from clinic.episodes.actions import require_open
from clinic.episodes.models import Episode
from clinic.precautions import queries
from clinic.precautions.models import SameDayCheck
from clinic.web.access import Actor

SAFE: Final = frozenset({ChecklistStatus.CLEAR, ChecklistStatus.CLEAR_WITH_MITIGATION})


class DayState(StrEnum):
    """Whether a place or machine may be used today."""

    LIST_NOT_VALID = "list_not_valid"
    NOT_CHECKED = "not_checked"
    NOT_SAFE = "not_safe"
    SAFE = "safe"


@dataclass(frozen=True, kw_only=True, slots=True)
class DayCheck:
    """Where one list stands today.

    Attributes:
        whole: the whole list is asked on the day, not some of its items.
    """

    definition: ChecklistDefinition
    state: DayState
    whole: bool


def same_day_definition(code: str) -> ChecklistDefinition:
    """The list with only the items that are asked on the day.

    Raises:
        UnknownDefinition: there is no such list.
        ValueError: no item of it is asked on the day.
    """
    definition = get_checklist(code)
    asked = set(definition.same_day_items)
    if not asked:
        raise ValueError(f"no item of {code} is asked on the day")
    items = tuple(item for item in definition.items if item.id in asked)
    return replace(definition, items=items)


def is_safe(completed: CompletedChecklist) -> bool:
    """Whether every item has its safe answer, or its action in place."""
    on = completed.completed_on
    findings = read_checklist(completed.definition, completed, as_of=on, high_risk=False)
    return findings.status in SAFE


def record_check(
    episode: Episode, completed: CompletedChecklist, *, record_id: UUID, by: Actor, at: datetime
) -> SameDayCheck:
    """Keeps what was found before today's training, safe or not.

    Raises:
        EpisodeClosed: the episode was closed.
    """
    require_open(episode)
    given = completed.answers.items()
    check = SameDayCheck(
        id=record_id,
        episode_id=episode.id,
        definition_code=completed.definition.code,
        definition_version=completed.definition.version,
        checked_on=completed.completed_on,
        answers={one: answer.answer.value for one, answer in given if answer.answer},
        actions=sorted(one for one, answer in given if answer.mitigation_ack),
        safe=is_safe(completed),
        at=at,
        by_id=by.clinician_id,
    )
    return record_new("same_day_check.signed", check, by=by, at=at, patient_id=episode.patient_id)


def day_check(episode: Episode, code: str, *, today: date, whole: bool = False) -> DayCheck:
    """Where a list stands today: its own validity first, then the items of the day."""
    definition = get_checklist(code)
    findings = queries.current_findings(episode, today=today, code=code)
    if findings.status not in SAFE:
        state = DayState.LIST_NOT_VALID
    elif findings.completed_on == today:
        state = DayState.SAFE
    elif whole:
        state = DayState.NOT_CHECKED
    else:
        check = _latest(episode, code, on=today)
        state = DayState.NOT_CHECKED
        if check is not None:
            state = DayState.SAFE if check.safe else DayState.NOT_SAFE
    return DayCheck(definition=definition, state=state, whole=whole)


def _latest(episode: Episode, code: str, *, on: date) -> SameDayCheck | None:
    return db.session.scalars(
        sa.select(SameDayCheck)
        .where(
            SameDayCheck.episode_id == episode.id,
            SameDayCheck.definition_code == code,
            SameDayCheck.checked_on == on,
        )
        .order_by(SameDayCheck.at.desc(), SameDayCheck.id.desc())
        .limit(1)
    ).first()
