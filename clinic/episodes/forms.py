from datetime import date
from uuid import UUID

from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import InputRequired, ValidationError

from clinic.domain.episodes import DischargeOutcome, DischargeReason, EnrolmentDetails
from clinic.episodes.words import OUTCOME_WORDS, REASON_WORDS
from clinic.web.fields import DayField, KnowsToday, line_field, options, text_field
from clinic.web.forms import Form


class EnrolmentFields(KnowsToday):
    """What is agreed at the start of an episode; ends in `enrolment`."""

    responsible = SelectField("Responsible clinician", choices=[])
    reason = line_field("Reason for care", longest=200)
    goals = text_field("Goals, in the patient's own words")
    consent_given = BooleanField("The patient agreed to take part")
    consent_note = line_field("Note on consent", longest=200)

    def offer_responsible(self, clinicians: dict[UUID, str], *, suggested: UUID) -> None:
        """Fills the list of who may answer for the episode; suggests one, unless one was sent."""
        self.responsible.choices = options(clinicians)
        if not self.responsible.raw_data and suggested in clinicians:
            self.responsible.data = str(suggested)

    @property
    def enrolment(self) -> EnrolmentDetails:
        """What was agreed, once the form is accepted; care begins on the clinic's day."""
        return EnrolmentDetails(
            enrolled_on=self.today,
            responsible_id=UUID(self.responsible.data),
            reason=self.reason.data or "",
            goals=self.goals.data or "",
            consent_given_on=self.today if self.consent_given.data else None,
            consent_note=self.consent_note.data or "",
        )


class EnrolmentForm(EnrolmentFields, Form):
    """Enrols again somebody who was a patient before."""


class DischargeForm(KnowsToday, Form):
    """Closes an episode: why, how the patient stands, what remains."""

    discharged_on = DayField("Last day of care", validators=[InputRequired("Enter the last day")])
    reason = RadioField(
        "Why care ends",
        choices=options(REASON_WORDS),
        coerce=DischargeReason,
        validators=[InputRequired("Choose why care ends")],
    )
    outcome = RadioField(
        "How the patient stands now, in your judgement",
        choices=options(OUTCOME_WORDS),
        coerce=DischargeOutcome,
        validators=[InputRequired("Choose how the patient stands")],
    )
    note = text_field("What remains", longest=2000)

    enrolled_on: date

    @property
    def last_day(self) -> date:
        """The day of discharge, once the form is accepted."""
        return self.discharged_on.data or self.today

    def validate_discharged_on(self, field: DayField) -> None:
        if field.data is not None and field.data > self.today:
            raise ValidationError("The last day is in the future. Enter today or an earlier day.")
        if field.data is not None and field.data < self.enrolled_on:
            raise ValidationError("The last day is before the day of enrolment.")
