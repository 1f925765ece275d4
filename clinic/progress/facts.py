"""What a proposal is handed: the records of many episodes, read at once, as facts of the domain."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from clinic.assessments.models import Assessment
from clinic.catalogue.progression_definitions import get_progression_table
from clinic.domain.clearance import Clearance
from clinic.domain.criteria import UNABLE, Measured
from clinic.domain.falls import FALL, NEAR_FALL
from clinic.domain.progression_closing import judged_with_its_events
from clinic.domain.progression_decisions import ProposalAnswer
from clinic.domain.progression_facts import (
    AssessmentFacts,
    EventFacts,
    LogFacts,
    PrescriptionNow,
    ProgressionFacts,
    TestFacts,
)
from clinic.domain.progression_stops import vital_signs_to_stop
from clinic.domain.session_logs import LogStatus
from clinic.falls import queries as falls
from clinic.precautions.models import PersonalLimits
from clinic.precautions.own_limits import current_limits, limits_under, own_limits
from clinic.progress.models import Answer, LogClosure, ProgressionDecision, StopReview
from clinic.routines.batches import list_placements_in
from clinic.routines.facts import SAYS_SOMETHING, STAND_SUPPORTED, measured
from clinic.routines.models import Placement, Routine
from clinic.session_logs import queries as session_logs
from clinic.session_logs.models import SessionLog
from clinic.session_logs.next_day import TOLD_NEXT_DAY
from clinic.session_logs.vitals import vitals_from_json
from clinic.web.records import IDS, Question

FIVE_TESTS: Final = ("berg", "tug", "four_stage", "bwt3m")  # the fifth comes with the placement
BELOW_ENTRY: Final = "R07_below_entry"

_TESTS: Final = Question(
    sa.select(
        Assessment.episode_id,
        Assessment.instrument_code,
        Assessment.assessed_on,
        Assessment.at,
        Assessment.status,
        Assessment.score_value,
    )
    .where(
        Assessment.episode_id.in_(IDS),
        Assessment.instrument_code.in_(FIVE_TESTS),
        SAYS_SOMETHING,
        Assessment.id.not_in(
            sa.select(Assessment.supersedes_id).where(Assessment.supersedes_id.is_not(None))
        ),
    )
    .order_by(Assessment.assessed_on, Assessment.at)
)
_DECISIONS: Final = Question(
    sa.select(ProgressionDecision).where(ProgressionDecision.episode_id.in_(IDS))
)
_STOP_REVIEWS: Final = Question(sa.select(StopReview).where(StopReview.episode_id.in_(IDS)))
_JUDGED: Final = Question(
    sa.select(LogClosure.session_log_id).where(LogClosure.episode_id.in_(IDS))
)
# Pain of the next day, told later, undoes no judgement about the training itself.
_TOLD_SINCE: Final = Question(
    sa.select(SessionLog.id).where(
        SessionLog.supersedes_id.in_(
            sa.select(LogClosure.session_log_id).where(LogClosure.episode_id.in_(IDS))
        ),
        SessionLog.amendment_reason == TOLD_NEXT_DAY,
    )
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """An episode with a routine in force, and the gate's answer for it today."""

    episode_id: UUID
    routine: Routine
    clearance: Clearance


@dataclass(frozen=True, kw_only=True, slots=True)
class CourseFacts:
    """The facts of one course, what was decided so far, and when something was told last.

    Attributes:
        answers: decisions and reviews, the newest last.
    """

    facts: ProgressionFacts
    answers: tuple[Answer, ...]
    told_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Records:
    """Everything read, by episode."""

    logs: Mapping[UUID, Sequence[sa.Row[Any]]]
    closed: Collection[UUID]
    events: Mapping[UUID, Sequence[falls.Event]]
    reviewed: Collection[UUID]
    tests: Mapping[UUID, Sequence[sa.Row[Any]]]
    placements: Mapping[UUID, Sequence[Placement]]
    limits: Mapping[UUID, PersonalLimits]
    answers: Mapping[UUID, Sequence[Answer]] = field(default_factory=dict)


def read_facts(courses: Sequence[Course], *, today: date) -> dict[UUID, CourseFacts]:
    """The facts of each course, by episode; the queries do not grow with the episodes."""
    ids = [course.episode_id for course in courses]
    records = _read(ids)
    return {
        course.episode_id: CourseFacts(
            facts=_facts(course, records, today=today),
            answers=tuple(records.answers[course.episode_id]),
            told_at=_told_at(course.episode_id, records),
        )
        for course in courses
    }


def _read(ids: Collection[UUID]) -> _Records:
    events = falls.list_events_in(ids)
    return _Records(
        logs=session_logs.list_in(ids),
        closed=_closed(ids),
        events=events,
        reviewed=set(falls.reviews_of([event.id for one in events.values() for event in one])),
        tests=_by_episode(_TESTS.rows(ids)),
        placements=_by_episode(list_placements_in(ids)),
        limits=current_limits(ids),
        answers=read_answers(ids),
    )


def read_answers(ids: Collection[UUID]) -> Mapping[UUID, list[Answer]]:
    """Decisions and reviews of many episodes, the newest last."""
    answers = [*_DECISIONS.records(ids), *_STOP_REVIEWS.records(ids)]
    return _by_episode(sorted(answers, key=lambda answer: (answer.at, answer.id)))


def _closed(ids: Collection[UUID]) -> set[UUID]:
    return {*_JUDGED.records(ids), *_TOLD_SINCE.records(ids)}


def _by_episode(records: Iterable[Any]) -> Mapping[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for record in records:
        found[record.episode_id].append(record)
    return found


def _facts(course: Course, records: _Records, *, today: date) -> ProgressionFacts:
    own = course.episode_id
    return ProgressionFacts(
        as_of=today,
        prescription=_prescription(course, records),
        precaution_status=course.clearance.status,
        logs=tuple(_log(row, own, records) for row in records.logs[own]),
        events=tuple(
            EventFacts(
                type=falls.type_of(event),
                on=event.happened_on,
                closed=event.id in records.reviewed,
                id=event.id,
            )
            for event in records.events[own]
        ),
        assessment=_assessment(own, records),
    )


def _prescription(course: Course, records: _Records) -> PrescriptionNow:
    routine = course.routine
    return PrescriptionNow(
        level=routine.level,
        level_start=routine.level_start,
        frequency_per_week=max(routine.frequency_per_week, 1),
        backward_min=routine.backward_min,
        entry_override=_entry_overridden(course, records),
        limits=limits_under(course.clearance, records.limits.get(course.episode_id)),
    )


def _entry_overridden(course: Course, records: _Records) -> bool:
    """The clinician chose the level above what the tests propose, or kept it after R07.

    Either holds until the next test: a new result is a new question.
    """
    own, level = course.episode_id, course.routine.level
    tested_at = max((test.at for test in records.tests.get(own, ())), default=None)
    placed = [
        placement.at
        for placement in records.placements.get(own, ())[-1:]
        if placement.level == level > placement.proposed_level
    ]
    kept = [
        answer.at
        for answer in records.answers[own]
        if isinstance(answer, ProgressionDecision)
        and answer.reason_id == BELOW_ENTRY
        and answer.answer is not ProposalAnswer.ACCEPTED
        and answer.new_level == level
    ]
    return any(tested_at is None or at >= tested_at for at in (*placed, *kept))


def _log(row: sa.Row[Any], own: UUID, records: _Records) -> LogFacts:
    values, vitals = session_logs.values_of(row), vitals_from_json(row.vitals)
    same_day = [
        event.id in records.reviewed
        for event in records.events[own]
        if event.happened_on == row.trained_on and falls.type_of(event) in (FALL, NEAR_FALL)
    ]
    return LogFacts(
        id=row.id,
        on=row.trained_on,
        level=row.level,
        done=row.status is not LogStatus.MISSED,
        setting=row.setting,
        closed=row.id in records.closed
        or judged_with_its_events(
            values,
            row.setting,
            reviewed=same_day,
            vital_sign=vitals is not None
            and bool(
                vital_signs_to_stop(
                    vitals, get_progression_table(), own_limits(records.limits.get(own))
                )
            ),
        ),
        completed=row.completed_fraction,
        backward_min=row.backward_min,
        values=values,
        vitals=vitals,
    )


def _assessment(own: UUID, records: _Records) -> AssessmentFacts | None:
    results: dict[str, list[tuple[date, Measured]]] = defaultdict(list)
    for test in records.tests.get(own, ()):
        results[test.instrument_code].append((test.assessed_on, measured(test)))
    for placement in records.placements.get(own, ()):
        stood = placement.stand_supported_s
        results[STAND_SUPPORTED].append(
            (placement.stand_supported_on, UNABLE if stood is None else stood)
        )
    if not results:
        return None
    tests = {
        code: TestFacts(
            value=taken[-1][1], on=taken[-1][0], before=taken[-2][1] if len(taken) > 1 else None
        )
        for code, taken in results.items()
    }
    return AssessmentFacts(
        on=max(test.on for test in tests.values()),
        tests=tests,
        decline_reviewed=_decline_reviewed(own, records),
    )


def _decline_reviewed(own: UUID, records: _Records) -> bool:
    """A clinician has looked into it since the newest result."""
    tested_at = max((test.at for test in records.tests.get(own, ())), default=None)
    return any(
        isinstance(answer, ProgressionDecision)
        and answer.decline_reviewed
        and (tested_at is None or answer.at >= tested_at)
        for answer in records.answers[own]
    )


def _told_at(own: UUID, records: _Records) -> datetime | None:
    """When a log, an event or a test was written down last."""
    moments = [row.at for row in records.logs[own]]
    moments += [event.reported_at for event in records.events[own]]
    moments += [test.at for test in records.tests.get(own, ())]
    return max(moments, default=None)
