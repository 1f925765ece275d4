"""The answer to a proposal as it is being written: the form, and what it may say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask import request

from clinic.catalogue.ladder_definitions import get_ladder
from clinic.domain.progression_decisions import (
    StepDecision,
    StepFacts,
    new_level,
    refusals,
)
from clinic.episodes.models import Episode
from clinic.progress import queries
from clinic.progress.decision_presenters import (
    Offer,
    answer_offers,
    change_offers,
    review_offers,
)
from clinic.progress.forms import DecisionForm, ReviewForm
from clinic.progress.proposals import CurrentProposal
from clinic.routines.models import Routine

DECLINE = "H13_assessment_decline"


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """A form for the proposal that stands: a decision about a step, or the review of a stop.

    Attributes:
        changed: the proposal has changed since the page was opened; what was typed is kept.
    """

    form: DecisionForm | ReviewForm
    offers: Sequence[Offer]
    changes: Sequence[Offer] = ()
    declined: bool = False
    changed: bool = False


def desk_for(current: CurrentProposal, episode: Episode, routine: Routine, *, today: date) -> Desk:
    """The desk of this request, with what was typed."""
    facts = queries.step_facts(episode, routine, today=today)
    typed_for = request.form.get("seen", "")
    changed = request.method == "POST" and typed_for not in ("", current.seen)
    if current.proposal.decision is StepDecision.STOP_AND_REVIEW:
        review = ReviewForm(lowest=facts.level <= 1, paused=facts.paused)
        review.seen.data = current.seen
        if changed:
            review.note.data = review.note.data or request.form.get("reason", "")
        offers = review_offers(level=facts.level, paused=facts.paused, cleared=facts.cleared)
        return Desk(form=review, offers=offers, changed=changed)
    refused = refusals(facts)
    form = DecisionForm(
        proposed=current.proposal.decision,
        most_minutes=_most_minutes(facts, routine),
        refusals=refused,
    )
    form.seen.data = current.seen
    if changed:
        form.reason.data = form.reason.data or request.form.get("note", "")
    return Desk(
        form=form,
        offers=answer_offers(current, facts, refused),
        changes=change_offers(facts, refused, routine),
        declined=current.proposal.match(DECLINE) is not None,
        changed=changed,
    )


def _most_minutes(facts: StepFacts, routine: Routine) -> dict[StepDecision, Decimal]:
    """The target of the level that each step leads to: a dose above it cannot be prescribed."""
    ladder = get_ladder(routine.ladder_code, routine.ladder_version)
    levels = {decision: new_level(decision, facts.level) for decision in StepDecision}
    return {
        decision: ladder.level(level).minutes.target
        for decision, level in levels.items()
        if level is not None and 1 <= level <= ladder.top
    }
