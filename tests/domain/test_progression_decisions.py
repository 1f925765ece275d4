import pytest

from clinic.domain.dose_actions import DoseAction
from clinic.domain.progression_decisions import (
    Agreement,
    ProposalAnswer,
    StepDecision,
    StepFacts,
    StepNotPossible,
    StepRefusal,
    agreement,
    new_level,
    refusals,
    require_possible,
    usual_dose_action,
)


def facts(**changes) -> StepFacts:
    return StepFacts(**{"level": 4, "top": 8, "cleared": True, "paused": False} | changes)


@pytest.mark.parametrize(
    ("decision", "level"),
    [
        (StepDecision.ADVANCE, 5),
        (StepDecision.HOLD, 4),
        (StepDecision.REGRESS, 3),
        (StepDecision.STOP_AND_REVIEW, None),
    ],
)
def test_each_decision_leads_one_step_or_to_a_review(decision, level):
    assert new_level(decision, 4) == level


def test_on_course_every_decision_may_be_signed():
    assert refusals(facts()) == {}
    for decision in StepDecision:
        require_possible(decision, facts())


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"level": 8}, {StepDecision.ADVANCE: StepRefusal.TOP_OF_LADDER}),
        ({"level": 1}, {StepDecision.REGRESS: StepRefusal.LOWEST_LEVEL}),
        ({"cleared": False}, {StepDecision.ADVANCE: StepRefusal.NOT_CLEARED}),
        (
            {"paused": True},
            {
                StepDecision.ADVANCE: StepRefusal.PAUSED,
                StepDecision.STOP_AND_REVIEW: StepRefusal.PAUSED,
            },
        ),
        (
            {"paused": True, "cleared": False},
            {
                StepDecision.ADVANCE: StepRefusal.NOT_CLEARED,
                StepDecision.STOP_AND_REVIEW: StepRefusal.PAUSED,
            },
        ),
    ],
)
def test_what_cannot_be_signed_is_named_with_its_reason(changes, refused):
    assert refusals(facts(**changes)) == refused


def test_going_past_a_refusal_is_a_broken_promise():
    with pytest.raises(StepNotPossible) as stopped:
        require_possible(StepDecision.ADVANCE, facts(cleared=False))
    assert stopped.value.refusal is StepRefusal.NOT_CLEARED


def test_agreement_counts_proposals_that_were_answered():
    answers = [ProposalAnswer.ACCEPTED, ProposalAnswer.CHANGED, None, ProposalAnswer.REJECTED]
    assert agreement(answers) == Agreement(accepted=1, answered=3)


def test_a_step_has_its_usual_dose():
    assert [usual_dose_action(decision) for decision in StepDecision] == [
        DoseAction.NEXT_LEVEL_START,
        DoseAction.KEEP,
        DoseAction.PREVIOUS_LEVEL_75PCT,
        DoseAction.KEEP,
    ]
