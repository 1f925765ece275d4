"""The measures and falls of the record that the stratum rests on."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from clinic.assessments.models import Assessment
from clinic.domain.falls import Injury
from clinic.domain.key_questions import KeyQuestions
from clinic.domain.responses import CANNOT_DO, Status
from clinic.domain.risk_inputs import FallSince, Measured
from clinic.falls.models import EventWithdrawal, FallEvent
from clinic.risk.models import FallsHistory
from clinic.web.records import IDS, Question

TUG: Final = "tug"
GAIT: Final = "gait"
FRAILTY: Final = "cfs"
QUESTIONS: Final = "three_key_questions"
USUAL_PACE: Final = "usual"
NEEDED_CARE: Final = frozenset({Injury.NEEDED_CARE, Injury.FRACTURE_OR_HEAD})

# Tried and not possible, or judged unsafe to try: step 3 of the guideline counts it as slow. A form
# that was begun and has no result leaves the test before it standing.
SAYS_SOMETHING: Final = sa.or_(
    Assessment.status.in_(CANNOT_DO),
    sa.and_(
        Assessment.status == Status.COMPLETED,
        sa.or_(Assessment.score_value.is_not(None), Assessment.instrument_code == QUESTIONS),
    ),
)

COLUMNS: Final = (
    Assessment.episode_id,
    Assessment.instrument_code,
    Assessment.assessed_on,
    Assessment.at,
    Assessment.status,
    Assessment.score_value,
    Assessment.conditions["pace"].as_string().label("pace"),
    sa.cast(Assessment.responses, sa.Text).label("responses_json"),
    Assessment.result["speed_m_per_s"].as_string().label("speed_m_per_s"),
)
"""What `taken` reads of an assessment."""

IS_ASKED_FOR: Final = sa.and_(
    Assessment.episode_id.in_(IDS),
    Assessment.instrument_code.in_((TUG, GAIT, FRAILTY, QUESTIONS)),
)

_MEASURES: Final = Question(
    sa.select(*COLUMNS)
    .where(
        IS_ASKED_FOR,
        SAYS_SOMETHING,
        Assessment.id.not_in(
            sa.select(Assessment.supersedes_id).where(Assessment.supersedes_id.is_not(None))
        ),
    )
    .order_by(Assessment.assessed_on, Assessment.at, Assessment.id)
)
_REFUSALS: Final = Question(
    sa.select(Assessment.instrument_code, Assessment.assessed_on, Assessment.at)
    .where(
        IS_ASKED_FOR,
        Assessment.status == Status.REFUSED,
        Assessment.id.not_in(
            sa.select(Assessment.supersedes_id).where(Assessment.supersedes_id.is_not(None))
        ),
    )
    .order_by(Assessment.assessed_on, Assessment.at, Assessment.id)
)
_FALLS: Final = Question(
    sa.select(FallEvent).where(
        FallEvent.episode_id.in_(IDS),
        FallEvent.id.not_in(sa.select(EventWithdrawal.event_id)),
    )
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """One measure as it lies in the record, as far as the risk needs it."""

    on: date
    at: datetime
    status: Status
    value: Decimal | None
    speed_m_per_s: Decimal | None
    answers: Sequence[str | None]


def is_at_usual_pace(row: sa.Row[Any]) -> bool:
    """Whether a measure counts for the risk by its pace; most tests have none."""
    return (row.pace or USUAL_PACE) == USUAL_PACE


def latest(episode_ids: Collection[UUID]) -> dict[UUID, dict[str, Taken]]:
    """The latest of each measure that says something, by episode and instrument."""
    # The order makes the last of each kind the latest.
    found: dict[UUID, dict[str, sa.Row[Any]]] = {}
    for row in _MEASURES.rows(episode_ids):
        if is_at_usual_pace(row):
            found.setdefault(row.episode_id, {})[row.instrument_code] = row
    return {
        episode_id: {code: taken(row) for code, row in latest.items()}
        for episode_id, latest in found.items()
    }


def taken(row: sa.Row[Any]) -> Taken:
    """A measure from its columns."""
    is_done = row.status is Status.COMPLETED
    speed = row.speed_m_per_s or (row.score_value if row.instrument_code == GAIT else None)
    return Taken(
        on=row.assessed_on,
        at=row.at,
        status=row.status,
        value=row.score_value if is_done else None,
        speed_m_per_s=Decimal(speed) if is_done and speed is not None else None,
        answers=json.loads(row.responses_json).get("numbers", {}).get("answers", []),
    )


def refused_since(episode_id: UUID, taken: Mapping[str, Taken]) -> dict[str, date]:
    """The day on which a test was refused after the measure that stands, by instrument."""
    found = {}
    for row in _REFUSALS.rows([episode_id]):
        stands = taken.get(row.instrument_code)
        if stands is not None and (row.assessed_on, row.at) > (stands.on, stands.at):
            found[row.instrument_code] = row.assessed_on
    return found


def measured(taken: Mapping[str, Taken], *, after: FallsHistory | None) -> Measured:
    """The measures as the rule asks for them.

    Frailty and the three questions are told in the falls history as well: those taken `after` it
    count in its place, and frailty where nobody told it; without a history all count.
    """
    tug, gait = taken.get(TUG), taken.get(GAIT)
    return Measured(
        tug_s=tug.value if tug else None,
        gait_speed_m_per_s=gait.speed_m_per_s if gait else None,
        gait_unable=any(one is not None and one.status in CANNOT_DO for one in (tug, gait)),
        frailty_category=_frailty(taken.get(FRAILTY), after),
        questions=_questions(taken.get(QUESTIONS), after),
    )


def falls_since(histories: Mapping[UUID, FallsHistory]) -> dict[UUID, list[FallSince]]:
    """The falls reported after the history of each episode, those withdrawn left out."""
    found: dict[UUID, list[FallSince]] = {}
    for fall in _FALLS.records(histories):
        history = histories[fall.episode_id]
        if (fall.happened_on, fall.reported_at) > (history.taken_on, history.at):
            found.setdefault(fall.episode_id, []).append(_fall(fall))
    return found


def _frailty(taken: Taken | None, after: FallsHistory | None) -> Decimal | None:
    if taken is None:
        return None
    told = after is not None and after.frailty is not None
    return taken.value if not told or _is_newer(taken, after) else None


def _questions(taken: Taken | None, after: FallsHistory | None) -> KeyQuestions | None:
    if taken is None or not _is_newer(taken, after):
        return None
    fell, unsteady, worried = [_answer(text) for text in (*taken.answers, None, None, None)[:3]]
    return KeyQuestions(fell=fell, unsteady=unsteady, worried=worried)


def _is_newer(taken: Taken, history: FallsHistory | None) -> bool:
    return history is None or (taken.on, taken.at) > (history.taken_on, history.at)


def _answer(text: str | None) -> bool | None:
    return None if text is None else Decimal(text) == 1


def _fall(fall: FallEvent) -> FallSince:
    return FallSince(
        needed_medical_care=fall.injury in NEEDED_CARE,
        able_to_rise=fall.able_to_rise,
        minutes_on_floor=fall.minutes_on_floor,
        lost_consciousness=fall.lost_consciousness,
    )
