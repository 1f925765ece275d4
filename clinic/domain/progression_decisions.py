"""What a clinician may decide about the next step on the ladder, and where it leads.

The decision table that proposes a step is `progression`; here is only what a person may sign.

Source: programme reference 3.4: `new_level` (advance one up, regress one down, hold the same, stop
and review none); a stop and review pauses the routine; below Level 1 there is no step (S11).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from clinic.domain.dose_actions import DoseAction


class StepDecision(StrEnum):
    """What was decided about the next step."""

    ADVANCE = "advance"
    HOLD = "hold"
    REGRESS = "regress"
    STOP_AND_REVIEW = "stop_and_review"


class ProposalAnswer(StrEnum):
    """What a clinician made of a proposal.

    Source: Stepback programme, section 3.4, workflow: accepts, changes or rejects it.
    """

    ACCEPTED = "accepted"
    CHANGED = "changed"
    REJECTED = "rejected"


_STEPS: Final[Mapping[StepDecision, int | None]] = {
    StepDecision.ADVANCE: 1,
    StepDecision.HOLD: 0,
    StepDecision.REGRESS: -1,
    StepDecision.STOP_AND_REVIEW: None,
}

_USUAL_DOSE: Final[Mapping[StepDecision, DoseAction]] = {
    StepDecision.ADVANCE: DoseAction.NEXT_LEVEL_START,
    StepDecision.REGRESS: DoseAction.PREVIOUS_LEVEL_75PCT,
}


class StepRefusal(StrEnum):
    """Why a decision cannot be signed now."""

    TOP_OF_LADDER = "top_of_ladder"
    LOWEST_LEVEL = "lowest_level"
    NOT_CLEARED = "not_cleared"
    PAUSED = "paused"


class StepNotPossible(ValueError):
    """A decision was signed that cannot be: the page had said so."""

    def __init__(self, refusal: StepRefusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True, kw_only=True, slots=True)
class StepFacts:
    """Where the patient stands when the decision is taken.

    Attributes:
        level: of the routine in force.
        top: the highest level of the ladder.
        cleared: the gate lets her exercise today.
        paused: the routine rests, by a pause or because an event waits for a review.
    """

    level: int
    top: int
    cleared: bool
    paused: bool


def new_level(decision: StepDecision, level: int) -> int | None:
    """The level the decision leads to; None when it leads to a review.

    >>> new_level(StepDecision.ADVANCE, 4), new_level(StepDecision.REGRESS, 4)
    (5, 3)
    """
    step = _STEPS[decision]
    return None if step is None else level + step


def usual_dose_action(decision: StepDecision) -> DoseAction:
    """What a step does to the practice minutes when no rule says otherwise.

    Source: Stepback programme, section 3.4, dose actions of the table.
    """
    return _USUAL_DOSE.get(decision, DoseAction.KEEP)


def refusals(facts: StepFacts) -> Mapping[StepDecision, StepRefusal]:
    """The decisions that cannot be signed now, each with the reason; the others can."""
    refused = {}
    if facts.paused:
        refused[StepDecision.ADVANCE] = StepRefusal.PAUSED
        refused[StepDecision.STOP_AND_REVIEW] = StepRefusal.PAUSED
    if not facts.cleared:
        refused[StepDecision.ADVANCE] = StepRefusal.NOT_CLEARED
    if facts.level >= facts.top:
        refused[StepDecision.ADVANCE] = StepRefusal.TOP_OF_LADDER
    if facts.level <= 1:
        refused[StepDecision.REGRESS] = StepRefusal.LOWEST_LEVEL
    return refused


def require_possible(decision: StepDecision, facts: StepFacts) -> None:
    """Stops whoever goes past what the page refused.

    Raises:
        StepNotPossible: the decision cannot be signed now.
    """
    refusal = refusals(facts).get(decision)
    if refusal is not None:
        raise StepNotPossible(refusal)


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """How often a proposal was accepted as it stood."""

    accepted: int
    answered: int


def agreement(answers: Iterable[ProposalAnswer | None]) -> Agreement:
    """Accepted proposals of all that were answered; decisions without a proposal do not count.

    >>> agreement([ProposalAnswer.ACCEPTED, ProposalAnswer.REJECTED, None])
    Agreement(accepted=1, answered=2)
    """
    given = [answer for answer in answers if answer is not None]
    return Agreement(accepted=given.count(ProposalAnswer.ACCEPTED), answered=len(given))
