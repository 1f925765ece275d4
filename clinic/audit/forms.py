from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, SelectField, StringField
from wtforms.validators import Length, Optional

from clinic.web.fields import one_line, options

EVENTS, LOOKS, SEEN = "events", "looks", "seen"
WHAT = {EVENTS: "What was changed", LOOKS: "What was looked at", SEEN: "Patients seen"}


class AuditForm(FlaskForm):
    """Which part of the trail. Sent by POST: a patient's name stays out of addresses."""

    what = RadioField("Show", choices=options(WHAT), default=EVENTS)
    since = DateField("From", validators=[Optional()])
    until = DateField("To, with that day", validators=[Optional()])
    clinician = SelectField("Who", validate_choice=False)
    action = SelectField("Kind of change", validate_choice=False)
    patient = StringField("Patient", filters=[one_line], validators=[Length(max=100)])

    def offer(self, clinicians: Mapping[UUID, str], actions: Iterable[tuple[str, str]]) -> None:
        for day in (self.since, self.until):
            day.flags.optional = False  # everything here is: the word would only be noise
        people = {str(clinician_id): name for clinician_id, name in clinicians.items()}
        self.clinician.choices = options({"": "Everybody"} | people)
        self.action.choices = options({"": "Every kind"} | dict(actions))

    @property
    def days(self) -> tuple[date | None, date | None]:
        return self.since.data, self.until.data


def read_day(text: str | None) -> date | None:
    """A day from an address; None when it is none."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def read_id(text: str | None) -> UUID | None:
    """An id from an address; None when it is none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def as_address(form: AuditForm, patient_ids: Iterable[UUID]) -> dict[str, Any]:
    """What was asked, in words that may stand in an address: days, kinds and ids."""
    since, until = form.days
    asked = {
        "what": form.what.data,
        "since": since.isoformat() if since else None,
        "until": until.isoformat() if until else None,
        "clinician": form.clinician.data or None,
        "action": form.action.data or None,
        "patient": [str(patient_id) for patient_id in patient_ids] or None,
    }
    return {name: value for name, value in asked.items() if value is not None}
