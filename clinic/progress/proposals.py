"""The proposal that stands today, and whether it has been answered."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

from clinic.catalogue.instrument_definitions import instruments_by_code
from clinic.catalogue.ladder_definitions import get_ladder
from clinic.catalogue.progression_definitions import get_progression_table
from clinic.domain.clearance import Clearance
from clinic.domain.criteria import Measured
from clinic.domain.dose_actions import minutes_after
from clinic.domain.progression import Proposal, propose
from clinic.domain.progression_decisions import StepDecision
from clinic.domain.progression_vectors import as_result
from clinic.episodes.models import Episode
from clinic.precautions import queries as precautions
from clinic.progress.facts import Course, CourseFacts, read_facts
from clinic.progress.models import Answer
from clinic.routines import queries as routines
from clinic.routines.batches import own_checklists
from clinic.routines.facts import clearance_for
from clinic.routines.models import Routine


@dataclass(frozen=True, kw_only=True, slots=True)
class CurrentProposal:
    """A proposal with the decision or review that answers it, if there is one.

    Attributes:
        minutes: practice minutes a training after it.
        answered_by: for the same rule, since something was told last.
        last_answer: to whatever was proposed, for telling two pages apart.
    """

    proposal: Proposal
    minutes: Decimal
    answered_by: Answer | None
    last_answer: Answer | None

    @property
    def open_decision(self) -> StepDecision | None:
        """What waits for an answer; None when it was given."""
        return None if self.answered_by else self.proposal.decision

    @property
    def seen(self) -> str:
        """What a page carries to know whether it still shows what stands."""
        last = str(self.last_answer.id) if self.last_answer else ""
        text = json.dumps([as_json(self), last], sort_keys=True)
        return sha256(text.encode()).hexdigest()[:16]


def current_proposal(episode: Episode, *, today: date) -> CurrentProposal | None:
    """The proposal for an episode, recomputed from its records; None without a routine in force."""
    routine = routines.current_routine(episode)
    if routine is None:
        return None
    clearance = clearance_for(episode, routines.plan_of(routine), today=today)
    course = Course(episode_id=episode.id, routine=routine, clearance=clearance)
    return current_proposals([course], today=today)[episode.id]


def courses_of(
    pairs: Sequence[tuple[Episode, Routine]],
    clearances: Mapping[UUID, Clearance],
    *,
    today: date,
) -> list[Course]:
    """The courses of many episodes, each with the gate's answer for what its routine asks for.

    The clearances handed in are of the clinical screen alone, by episode: a routine with treadmill,
    pool or stairs is answered with their lists as well.
    """
    wanted = own_checklists([routine for _, routine in pairs])
    answers = dict(clearances)
    for codes in sorted(set(wanted.values()) - {()}):
        using = [episode for episode, routine in pairs if wanted[routine.id] == codes]
        answers |= precautions.current_clearances(using, today=today, also=codes)
    return [
        Course(episode_id=episode.id, routine=routine, clearance=answers[episode.id])
        for episode, routine in pairs
    ]


def current_proposals(courses: Sequence[Course], *, today: date) -> dict[UUID, CurrentProposal]:
    """The proposals of many courses, by episode; the queries do not grow with them."""
    found = read_facts(courses, today=today)
    return {
        course.episode_id: _current(course.routine, found[course.episode_id]) for course in courses
    }


def _current(routine: Routine, known: CourseFacts) -> CurrentProposal:
    ladder = get_ladder(routine.ladder_code, routine.ladder_version)
    proposal = propose(
        known.facts,
        table=get_progression_table(),
        ladder=ladder,
        instruments=instruments_by_code(),
    )
    last = known.answers[-1] if known.answers else None
    fresh = last is not None and (known.told_at is None or last.at >= known.told_at)
    answers_it = last is not None and fresh and last.reason_id == proposal.reason_id
    return CurrentProposal(
        proposal=proposal,
        minutes=minutes_after(
            proposal.dose_action, routine.backward_min, level=routine.level, ladder=ladder
        ),
        answered_by=last if answers_it else None,
        last_answer=last,
    )


def as_json(current: CurrentProposal) -> dict[str, Any]:
    """The proposal as it is kept beside a decision: rule, reasons, and what it rested on."""
    proposal = current.proposal
    case = proposal.situation
    table, facts = case.table, case.facts
    return {
        "table": {"code": table.code, "version": table.version},
        **as_result(proposal),
        "minutes": str(current.minutes),
        "reason": proposal.decided_by.rule.reason,
        "inputs": {
            "as_of": facts.as_of.isoformat(),
            "precaution_status": facts.precaution_status.value,
            "level": facts.prescription.level,
            "level_start": facts.prescription.level_start.isoformat(),
            "backward_min": str(facts.prescription.backward_min),
            "frequency_per_week": facts.prescription.frequency_per_week,
            "entry_override": facts.prescription.entry_override,
            "logs": [str(log.id) for log in case.window],
            "counted": len(case.counted),
            "gap_days": case.gap_days,
            "done_lately": case.done_lately,
            "events": [str(event.id) for event in case.events],
            "tests": {
                code: {"value": _measured(test.value), "on": test.on.isoformat()}
                for code, test in (facts.assessment.tests if facts.assessment else {}).items()
            },
        },
    }


def _measured(value: Measured) -> str | None:
    if value is None:
        return None
    return str(value) if isinstance(value, Decimal) else value.value
