"""What of a proposal makes a patient need somebody: since when, and in which words."""

from datetime import date
from typing import Final

from clinic.domain.progression import Match
from clinic.domain.progression_decisions import StepDecision
from clinic.progress.grounds_words import grounds_of
from clinic.progress.proposals import CurrentProposal

LOW_ADHERENCE: Final = "H16_low_adherence"
WITHOUT_A_LOG: Final = frozenset({"S11_below_level_1", "S12_long_gap"})
"""Stops that no other need tells of, though they rest on no session log."""


def proposed_stop_since(current: CurrentProposal | None) -> date | None:
    """Since when a stop is proposed that no open event and no checklist tells of already."""
    match = proposed_stop(current)
    if current is None or match is None:
        return None
    case = current.proposal.situation
    days = [log.on for log in match.grounds.logs]
    return min(days, default=case.last_done_on or case.facts.as_of)


def proposed_stop(current: CurrentProposal | None) -> Match | None:
    """The rule that stops, when it rests on session logs or a long gap and nobody answered it."""
    if current is None or current.open_decision is not StepDecision.STOP_AND_REVIEW:
        return None
    decided_by = current.proposal.decided_by
    told = decided_by.grounds.logs and not decided_by.grounds.events
    return decided_by if told or decided_by.rule.id in WITHOUT_A_LOG else None


def seldom_since(current: CurrentProposal | None) -> date | None:
    """Since when trainings stay below the plan; None when they do not."""
    if current is None or current.proposal.match(LOW_ADHERENCE) is None:
        return None
    case = current.proposal.situation
    return case.last_done_on or case.facts.prescription.level_start


def step_up_since(current: CurrentProposal | None) -> date | None:
    """Since when a step up is proposed; None when it is not, or was answered."""
    if current is None or current.open_decision is not StepDecision.ADVANCE:
        return None
    return current.proposal.situation.last_done_on or current.proposal.situation.facts.as_of


def stop_words(current: CurrentProposal, match: Match) -> str:
    """Such as "Dizziness during training. … Yesterday, clinic: vertigo."."""
    case = current.proposal.situation
    grounds = [ground.words for ground in grounds_of(match, case, today=case.facts.as_of)]
    return " ".join((match.rule.reason, *(f"{words}." for words in grounds)))
