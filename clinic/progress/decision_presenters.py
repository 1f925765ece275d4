"""What may be decided, and what was: options, decisions and reviews in finished words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from flask import url_for

from clinic import phrasing
from clinic.catalogue.ladder_definitions import get_ladder
from clinic.domain.dose_actions import DoseAction
from clinic.domain.falls import ReviewOutcome
from clinic.domain.progression_decisions import (
    Agreement,
    ProposalAnswer,
    StepDecision,
    StepFacts,
    StepRefusal,
    new_level,
)
from clinic.patients.models import Patient
from clinic.progress.models import Answer, ProgressionDecision, StopReview
from clinic.progress.presenters import signed
from clinic.progress.proposal_presenters import minutes_words
from clinic.progress.proposals import CurrentProposal
from clinic.progress.words import (
    ACCEPT,
    ANSWER_WORDS,
    CHANGE,
    DECISION_ICONS,
    DECISION_NAMES,
    LATER,
    OUTCOME_NAMES,
    REFUSAL_WORDS,
    REJECT,
)
from clinic.routines.models import Routine

REVIEW_ICON: Final = "stop"


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """One choice as it is offered: where it leads, or why it cannot be signed now."""

    code: str
    explained: str
    refused: str = ""


def answer_offers(
    current: CurrentProposal, facts: StepFacts, refused: Mapping[StepDecision, StepRefusal]
) -> list[Offer]:
    """Accept, change, reject; nothing to reject where the proposal is to stay as it is."""
    proposal = current.proposal
    decision, stays = proposal.decision, f"Stays at Level {facts.level}, same dose, with a reason."
    offers = [
        Offer(
            code=ACCEPT,
            explained=_accepted_words(current, facts),
            refused=REFUSAL_WORDS[refused[decision]] if decision in refused else "",
        ),
        Offer(code=CHANGE, explained="Another step or dose, with a reason."),
    ]
    if (decision, proposal.dose_action) != (StepDecision.HOLD, DoseAction.KEEP):
        offers.append(Offer(code=REJECT, explained=stays))
    return offers


def _accepted_words(current: CurrentProposal, facts: StepFacts) -> str:
    proposal, minutes = current.proposal, minutes_words(current.minutes)
    if proposal.decision is StepDecision.HOLD:
        if proposal.dose_action is DoseAction.KEEP:
            return f"Level {facts.level}, {minutes}: the routine goes on."
        return f"Level {facts.level}, {minutes}. Opens the routine with the new dose."
    return f"Level {proposal.new_level}, {minutes}. Opens the new routine."


def change_offers(
    facts: StepFacts, refused: Mapping[StepDecision, StepRefusal], routine: Routine
) -> list[Offer]:
    """Every step a proposal may be changed to."""
    return [
        Offer(
            code=decision.value,
            explained=_leads_to(decision, facts, routine),
            refused=REFUSAL_WORDS[refused[decision]] if decision in refused else "",
        )
        for decision in StepDecision
    ]


def _leads_to(decision: StepDecision, facts: StepFacts, routine: Routine) -> str:
    ladder = get_ladder(routine.ladder_code, routine.ladder_version)
    level = new_level(decision, facts.level)
    match decision:
        case StepDecision.STOP_AND_REVIEW:
            return "Pauses the routine until a clinician has reviewed it."
        case StepDecision.HOLD:
            return f"Stays at Level {facts.level}."
        case _ if level is None or not 1 <= level <= ladder.top:
            return ""
        case _:
            return f"Level {level}: {ladder.level(level).name()}."


def review_offers(*, level: int, paused: bool, cleared: bool) -> list[Offer]:
    """What may become of a stop."""
    resumed = "The routine goes on as prescribed."
    if not cleared:
        resumed = "As prescribed, once the clinical screen is renewed."
    return [
        Offer(code=ReviewOutcome.RESUME.value, explained=resumed),
        Offer(
            code=ReviewOutcome.LOWER_LEVEL.value,
            explained=f"Opens a routine at Level {level - 1}; training rests until then.",
            refused=REFUSAL_WORDS[StepRefusal.LOWEST_LEVEL] if level <= 1 else "",
        ),
        Offer(
            code=ReviewOutcome.KEEP_PAUSED.value,
            explained="Training rests until the routine is resumed.",
        ),
        Offer(code=ReviewOutcome.DISCHARGE.value, explained="Opens the discharge."),
        Offer(
            code=LATER,
            explained="Pauses the routine; session logs and events stay open for the review.",
            refused="The routine is paused already." if paused else "",
        ),
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerLine:
    """One decision or review that was signed, beside what was proposed."""

    name: str
    icon: str
    step: str
    proposed: str
    reason: str
    when: str


def answer_lines(
    answers: Sequence[Answer], names: Mapping[UUID, str], *, today: date
) -> list[AnswerLine]:
    """Decisions and reviews, the newest first."""
    return [_line(answer, names, today=today) for answer in reversed(answers)]


def _line(answer: Answer, names: Mapping[UUID, str], *, today: date) -> AnswerLine:
    who = names.get(answer.by_id, "")
    if isinstance(answer, StopReview):
        return AnswerLine(
            name=f"Reviewed: {OUTCOME_NAMES[answer.outcome].lower()}",
            icon=REVIEW_ICON,
            step=f"at Level {answer.level}",
            proposed=_proposed(answer),
            reason=answer.note,
            when=signed(answer.reviewed_on, who, today=today),
        )
    return AnswerLine(
        name=DECISION_NAMES[answer.decision],
        icon=DECISION_ICONS[answer.decision],
        step=_step(answer),
        proposed=_proposed(answer),
        reason=answer.reason,
        when=signed(answer.decided_on, who, today=today),
    )


def _proposed(answer: Answer) -> str:
    """Such as "as proposed (A01)", "proposed was: hold (H14)"; empty without a proposal."""
    if answer.proposal is None:
        return ""
    code = str(answer.reason_id).partition("_")[0]
    if isinstance(answer, StopReview):
        return f"rule {code}"
    if answer.answer is ProposalAnswer.ACCEPTED:
        return f"{ANSWER_WORDS[answer.answer]}, rule {code}"
    proposed = DECISION_NAMES[StepDecision(answer.proposal["decision"])].lower()
    changed = ANSWER_WORDS[answer.answer] if answer.answer else ""
    return f"{changed}; proposed was {proposed}, rule {code}".lstrip("; ")


def _step(decision: ProgressionDecision) -> str:
    if decision.new_level is None:
        return f"at Level {decision.level}, routine paused"
    minutes = f", {minutes_words(decision.new_minutes)}" if decision.new_minutes else ""
    if decision.new_level == decision.level:
        return f"at Level {decision.level}{minutes}"
    return f"from Level {decision.level} to Level {decision.new_level}{minutes}"


def agreement_words(found: Agreement) -> str:
    """Such as "8 of 10 proposals accepted as they stood."; empty before the first."""
    if not found.answered:
        return ""
    of = phrasing.plural(found.answered, "proposal")
    return f"{found.accepted} of {of} accepted as they stood."


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """The answer to the proposal that stands, and what is still to be done about it."""

    words: str
    act: str
    act_url: str


def answered(
    answer: Answer, routine: Routine, patient: Patient, names: Mapping[UUID, str], *, today: date
) -> Answered:
    """Who answered, and the routine it leads to while that is not prescribed."""
    line = _line(answer, names, today=today)
    words = f"{line.name} {line.step}, {line.when}. The next proposal follows what is told next."
    url = onward_url(answer, routine, patient)
    return Answered(words=words, act="Prescribe the routine" if url else "", act_url=url)


def onward_url(answer: Answer, routine: Routine, patient: Patient) -> str:
    """The page on which the decided routine is prescribed; empty when it is the one in force."""
    if isinstance(answer, StopReview):
        if answer.outcome is not ReviewOutcome.LOWER_LEVEL or answer.routine_id != routine.id:
            return ""
        return url_for("routines.prescribe", patient_id=patient.id, level=answer.level - 1)
    if answer.new_level is None or answer.routine_id != routine.id or answer.new_minutes is None:
        return ""
    minutes = phrasing.number(answer.new_minutes)
    if answer.new_level != routine.level:
        return url_for(
            "routines.prescribe", patient_id=patient.id, level=answer.new_level, minutes=minutes
        )
    if answer.new_minutes == routine.backward_min:
        return ""
    return url_for(
        "routines.prescribe",
        patient_id=patient.id,
        start="current",
        level=answer.new_level,
        minutes=minutes,
    )
