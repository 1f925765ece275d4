from collections.abc import Mapping

from wtforms import RadioField
from wtforms.validators import InputRequired, ValidationError

from clinic.domain.progression_decisions import StepDecision, StepRefusal
from clinic.progress.words import DECISION_NAMES, REFUSAL_WORDS
from clinic.web.fields import options, text_field
from clinic.web.forms import Form


class DecisionForm(Form):
    """The next step: nothing is preselected, and every decision carries its reason."""

    decision = RadioField(
        "Decision",
        choices=options(DECISION_NAMES),
        validators=[InputRequired("Choose what is decided")],
    )
    reason = text_field("Reason", missing="Say why, in a sentence")

    def __init__(self, *, refusals: Mapping[StepDecision, StepRefusal]) -> None:
        self.refusals = refusals
        super().__init__()

    @property
    def decided(self) -> StepDecision:
        return StepDecision(self.decision.data)

    def validate_decision(self, field: RadioField) -> None:
        refusal = self.refusals.get(StepDecision(field.data)) if field.data else None
        if refusal is not None:
            raise ValidationError(REFUSAL_WORDS[refusal])
