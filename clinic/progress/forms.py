from collections.abc import Mapping
from decimal import Decimal

from wtforms import BooleanField, HiddenField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Optional, ValidationError

from clinic.domain.dose import plain_number
from clinic.domain.falls import ReviewOutcome
from clinic.domain.progression_decisions import ProposalAnswer, StepDecision, StepRefusal
from clinic.progress.words import (
    ACCEPT,
    CHANGE,
    DECISION_NAMES,
    LATER,
    OUTCOME_NAMES,
    REFUSAL_WORDS,
    REJECT,
)
from clinic.web.fields import AmountField, OpenChoiceField, at_most, lines, options, text_field
from clinic.web.forms import Form

ANSWERS = {ACCEPT: "Accept", CHANGE: "Change", REJECT: "Reject"}
ANSWER_OF = {
    ACCEPT: ProposalAnswer.ACCEPTED,
    CHANGE: ProposalAnswer.CHANGED,
    REJECT: ProposalAnswer.REJECTED,
}


class DecisionForm(Form):
    """The answer to a proposal: nothing is preselected, and a difference carries its reason."""

    seen = HiddenField()
    answer = RadioField(
        "Your decision",
        choices=options(ANSWERS),
        validators=[InputRequired("Choose what is decided")],
    )
    change_to = OpenChoiceField("Change it to", choices=options(DECISION_NAMES))
    minutes = AmountField("Backward minutes a training", validators=[Optional()])
    decline_reviewed = BooleanField("The decline was looked into")
    reason = TextAreaField("Reason", filters=[lines], validators=[at_most(1000)])

    def __init__(
        self,
        *,
        proposed: StepDecision,
        most_minutes: Mapping[StepDecision, Decimal],
        refusals: Mapping[StepDecision, StepRefusal],
    ) -> None:
        self.proposed = proposed
        self.most_minutes = most_minutes
        self.refusals = refusals
        super().__init__()

    @property
    def given(self) -> ProposalAnswer:
        return ANSWER_OF[self.answer.data]

    @property
    def decided(self) -> StepDecision | None:
        """The step that the answer amounts to; None while it is not said."""
        match self.answer.data:
            case "accept":
                return self.proposed
            case "change":
                known = self.change_to.data in {decision.value for decision in StepDecision}
                return StepDecision(self.change_to.data) if known else None
            case "reject":
                return StepDecision.HOLD
            case _:
                return None

    @property
    def step(self) -> StepDecision:
        """The same, once the form has been accepted."""
        if self.decided is None:
            raise ValueError("the form was not accepted")
        return self.decided

    @property
    def decided_minutes(self) -> Decimal | None:
        """The minutes typed, where they are asked for."""
        typed: Decimal | None = self.minutes.data
        return typed if self.answer.data == CHANGE else None

    def validate_answer(self, field: RadioField) -> None:
        if field.data != CHANGE:
            self._refuse_if_refused()

    def _refuse_if_refused(self) -> None:
        refusal = self.refusals.get(self.decided) if self.decided else None
        if refusal is not None:
            raise ValidationError(REFUSAL_WORDS[refusal])

    def validate_change_to(self, field: RadioField) -> None:
        if self.answer.data != CHANGE:
            field.errors = []
            return
        if self.decided is None:
            raise ValidationError("Choose what it is changed to")
        self._refuse_if_refused()

    def validate_minutes(self, field: AmountField) -> None:
        if self.answer.data != CHANGE:
            field.errors = []
            return
        most = self.most_minutes.get(self.decided) if self.decided else None
        if field.data is None or most is None:
            return
        if not 1 <= field.data <= most or field.data % Decimal("0.5"):
            raise ValidationError(f"Enter half minutes from 1 to {plain_number(most)}, or nothing")

    def validate_reason(self, field: TextAreaField) -> None:
        if self.answer.data in (CHANGE, REJECT) and not field.data:
            raise ValidationError("Say why, in a sentence")


class ReviewForm(Form):
    """The review of a stop: what becomes of it, and what was found."""

    seen = HiddenField()
    outcome = RadioField(
        "What becomes of it",
        choices=options({**OUTCOME_NAMES, LATER: "Stop now, review later"}),
        validators=[InputRequired("Choose what becomes of it")],
    )
    note = text_field("What you found", missing="Say what you found, in a sentence")

    def __init__(self, *, lowest: bool, paused: bool) -> None:
        self.lowest = lowest
        self.paused = paused
        super().__init__()

    @property
    def decided(self) -> ReviewOutcome | None:
        """The outcome; None to stop now and review later."""
        return None if self.outcome.data == LATER else ReviewOutcome(self.outcome.data)

    def validate_outcome(self, field: RadioField) -> None:
        if field.data == LATER and self.paused:
            raise ValidationError(REFUSAL_WORDS[StepRefusal.PAUSED])
        if field.data == ReviewOutcome.LOWER_LEVEL and self.lowest:
            raise ValidationError(REFUSAL_WORDS[StepRefusal.LOWEST_LEVEL])
