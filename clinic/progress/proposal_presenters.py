"""The proposal in finished words: one sentence, what it rests on, what else was noted."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from flask import url_for

from clinic import phrasing
from clinic.catalogue.ladder_definitions import get_ladder
from clinic.domain.dose_actions import DoseAction
from clinic.domain.progression import Match, Proposal
from clinic.domain.progression_decisions import StepDecision
from clinic.patients.models import Patient
from clinic.progress.criteria_presenters import CriterionGroup, criterion_groups
from clinic.progress.grounds_words import Ground, grounds_of
from clinic.progress.proposals import CurrentProposal
from clinic.progress.words import DECISION_ICONS, DECISION_LOOKS, WAYS_OUT
from clinic.routines.models import Routine

CLINICAL_SCREEN: Final = "clinical_screen"
MARKS: Final = re.compile(r"(?<!\w)[VK?](?!\w)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """A rule that holds, in the words of the table, with its mark and source.

    `marks` are the letters alone, such as "?" or "V/K".
    """

    code: str
    text: str
    mark: str
    marks: str
    source: str
    grounds: tuple[Ground, ...]
    act: str
    act_url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ProposalCard:
    """The proposal as the page shows it."""

    look: str
    icon: str
    title: str
    step: str
    reason: Reason
    noted: tuple[Reason, ...]
    criteria: tuple[CriterionGroup, ...]
    foot: str


def present_proposal(
    current: CurrentProposal, routine: Routine, patient: Patient, *, today: date
) -> ProposalCard:
    """Everything the page says about the proposal that stands."""
    proposal = current.proposal
    rule, table = proposal.decided_by.rule, proposal.situation.table
    return ProposalCard(
        look=DECISION_LOOKS[proposal.decision],
        icon=DECISION_ICONS[proposal.decision],
        title=title_words(proposal),
        step=step_words(current, routine),
        reason=_reason(proposal.decided_by, proposal, patient, today=today),
        noted=tuple(
            _reason(match, proposal, patient, today=today) for match in proposal.also_noted
        ),
        criteria=criterion_groups(proposal, today=today),
        foot=f"Rule {rule.code} [{marks_of(rule.mark)}] of the decision table, "
        f"version {table.version}: sources and marks",
    )


def title_words(proposal: Proposal) -> str:
    """Such as "Proposal: advance to Level 5"."""
    level = proposal.situation.level.number
    match proposal.decision:
        case StepDecision.ADVANCE:
            return f"Proposal: advance to Level {proposal.new_level}"
        case StepDecision.REGRESS:
            return f"Proposal: step down to Level {proposal.new_level}"
        case StepDecision.HOLD:
            return f"Proposal: hold at Level {level}"
        case StepDecision.STOP_AND_REVIEW:
            return "Stop and review"


def step_words(current: CurrentProposal, routine: Routine) -> str:
    """Where the step leads, such as "Backward with fingertip support, starting at 6 minutes."."""
    proposal = current.proposal
    minutes = minutes_words(current.minutes)
    match proposal.decision:
        case StepDecision.STOP_AND_REVIEW:
            return "No training until a clinician has reviewed it."
        case StepDecision.HOLD:
            return _hold_words(proposal.dose_action, routine.backward_min, minutes)
        case _:
            ladder = get_ladder(routine.ladder_code, routine.ladder_version)
            name = ladder.level(proposal.new_level or routine.level).name()
            return f"{name}, starting at {minutes} backward a training."


def minutes_words(minutes: Decimal) -> str:
    """Such as "8 minutes", "1 minute"."""
    return phrasing.plural(minutes, "minute")


def _hold_words(action: DoseAction, now: Decimal, minutes: str) -> str:
    match action:
        case DoseAction.INCREASE:
            return f"Raise the dose from {phrasing.number(now)} to {minutes} backward a training."
        case DoseAction.REDUCE:
            return f"Lower the dose from {phrasing.number(now)} to {minutes} backward a training."
        case _:
            return f"Same dose, {minutes} backward a training."


def _reason(match: Match, proposal: Proposal, patient: Patient, *, today: date) -> Reason:
    rule, references = match.rule, proposal.situation.table.references
    words, endpoint = WAYS_OUT.get(rule.code, ("", ""))
    return Reason(
        code=rule.code,
        text=rule.reason,
        mark=rule.mark,
        marks=marks_of(rule.mark),
        source="; ".join(references[key] for key in rule.source),
        grounds=grounds_of(match, proposal.situation, today=today),
        act=words,
        act_url=_url(endpoint, patient) if endpoint else "",
    )


def marks_of(mark: str) -> str:
    """The letters of a mark, such as "V/K" of "V for 180; K for below 90"."""
    return "/".join(dict.fromkeys(MARKS.findall(mark)))


def _url(endpoint: str, patient: Patient) -> str:
    definition = CLINICAL_SCREEN if endpoint == "precautions.new" else None
    return url_for(endpoint, patient_id=patient.id, definition=definition)
