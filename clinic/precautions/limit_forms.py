"""The form on which a clinician sets one person's own limits."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from wtforms.validators import DataRequired, ValidationError

from clinic.catalogue.progression_definitions import get_progression_table
from clinic.domain.own_limits import (
    HIGHEST_EFFORT,
    LIMIT_NAMES,
    LOOSEST,
    Agreement,
    LimitProblem,
    limit_problems,
)
from clinic.domain.progression_facts import OwnLimits
from clinic.web.fields import DayField, KnowsToday, line_field, text_field, whole_number_field
from clinic.web.forms import Form

SAID: Final[Mapping[LimitProblem, str]] = {
    LimitProblem.TOO_LOOSE: "At most {}: above it the clinical screen stops everybody",
    LimitProblem.CROSSED: "The lower limit has to lie below the upper one",
}


class LimitsForm(KnowsToday, Form):
    """One person's own limits. An empty box leaves the general limit; none is filled in."""

    # What can be typed is a house rule [?]: a slip of the finger is caught.
    systolic_from_mmhg = whole_number_field("Systolic, this or more", least=50, most=300)
    systolic_below_mmhg = whole_number_field("Systolic, less than", least=50, most=300)
    diastolic_from_mmhg = whole_number_field("Diastolic, this or more", least=20, most=200)
    heart_rate_above_per_min = whole_number_field("Pulse, more than", least=20, most=250)
    heart_rate_below_per_min = whole_number_field("Pulse, less than", least=20, most=250)
    oxygen_below_percent = whole_number_field("Oxygen, less than", least=50, most=100)
    effort_max = whole_number_field("Effort, at most", least=1, most=HIGHEST_EFFORT)
    reason = text_field("Why", missing="Write why this person has own limits")
    agreed_with = line_field("Agreed with", missing="Enter the doctor or team who agreed")
    agreed_on = DayField("On", validators=[DataRequired("Enter the day it was agreed")])

    def validate_agreed_on(self, field: DayField) -> None:
        if field.data is not None and field.data > self.today:
            raise ValidationError("The day lies in the future. Enter the day it was agreed.")

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        valid = bool(super().validate(extra_validators))
        found = limit_problems(self.own, get_progression_table().vital_limits)
        for name, problem in found.items():
            said = SAID[problem].format(LOOSEST.get(name, ""))
            self[name].errors = self[name].errors or [said]
        return valid and not found

    @property
    def own(self) -> OwnLimits:
        """What was typed."""
        typed = {name: self[name].data for name in LIMIT_NAMES if self[name].data is not None}
        effort = self.effort_max.data
        return OwnLimits(
            vitals={name: Decimal(value) for name, value in typed.items()},
            effort_max=None if effort is None else Decimal(effort),
        )

    @property
    def agreement(self) -> Agreement:
        """Who agreed and why, once the form is accepted."""
        return Agreement(
            reason=self.reason.data or "",
            agreed_with=self.agreed_with.data or "",
            agreed_on=self.agreed_on.data or self.today,
        )
