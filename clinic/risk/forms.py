from collections.abc import Sequence
from typing import Any

from wtforms import Field, IntegerField, RadioField
from wtforms.validators import NumberRange, Optional, ValidationError

from clinic.domain.key_questions import KeyQuestions
from clinic.domain.risk import FallsAnswers, FallSeverity
from clinic.episodes.forms import EnrolmentFields
from clinic.patients.forms import PatientFields
from clinic.web.fields import options, text_field
from clinic.web.forms import Form

YES_NO = {"no": "No", "yes": "Yes"}
WHOLE_NUMBER = "Enter a whole number of falls from 1, such as 2"
MOST_FALLS = 999  # three digits fit the box; nobody counts more


class CountField(IntegerField):
    """A count; what cannot be read as one says what to enter."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        typed = str(valuelist[0]).strip() if valuelist else ""
        if not typed:
            return
        if not typed.isdecimal():
            self.data = None
            raise ValueError(WHOLE_NUMBER)
        self.data = int(typed)


def yes_no(question: str) -> RadioField:
    """Nothing is preselected, and a question may stay unanswered: the stratum then says so."""
    return RadioField(question, choices=options(YES_NO), validate_choice=False)


class FallsFields:
    """Three key questions, and the falls of 12 months with their severity; ends in `answers`."""

    fell = yes_no("Fallen in the past year?")
    falls_count_12m = CountField(
        "Falls in 12 months",
        validators=[Optional(), NumberRange(min=1, max=MOST_FALLS, message=WHOLE_NUMBER)],
    )
    injury_needing_medical_care = yes_no("Did a fall need medical care?")
    on_floor_1h_or_unable_to_rise = yes_no("On the floor for an hour, or not able to get up?")
    loss_of_consciousness_or_suspected_syncope = yes_no("Blackout or faint with a fall?")
    unsteady = yes_no("Feels unsteady standing or walking?")
    worried = yes_no("Worried about falling?")
    frailty = yes_no("Frail: Clinical Frailty Scale 5 or more?")
    falls_note = text_field("Note on the falls")

    def validate_fell(self, field: Field) -> None:
        about_falls = (
            self.injury_needing_medical_care,
            self.on_floor_1h_or_unable_to_rise,
            self.loss_of_consciousness_or_suspected_syncope,
        )
        told = self.falls_count_12m.data or any(_said(one) for one in about_falls)
        if _said(field) is None and told:
            raise ValidationError("Answer whether the patient fell: falls are described below")

    @property
    def answers(self) -> FallsAnswers:
        """What was told so far; what is asked only after a fall counts only after a fall."""
        fell = _said(self.fell)
        return FallsAnswers(
            questions=KeyQuestions(
                fell=fell, unsteady=_said(self.unsteady), worried=_said(self.worried)
            ),
            falls_count_12m=self._count() if fell else None,
            severity=FallSeverity(
                injury_needing_medical_care=_after_fall(fell, self.injury_needing_medical_care),
                on_floor_1h_or_unable_to_rise=_after_fall(fell, self.on_floor_1h_or_unable_to_rise),
                loss_of_consciousness_or_suspected_syncope=_after_fall(
                    fell, self.loss_of_consciousness_or_suspected_syncope
                ),
                frailty=_said(self.frailty),
            ),
            note=self.falls_note.data or "",
        )

    def _count(self) -> int | None:
        count = self.falls_count_12m.data
        return count if count is not None and 1 <= count <= MOST_FALLS else None


class FallsHistoryForm(FallsFields, Form):
    """Takes the falls history anew."""


class EnrolForm(PatientFields, EnrolmentFields, FallsFields, Form):
    """Enrols a patient: who, what is agreed, and the falls history, on one page."""


def _said(field: Field) -> bool | None:
    return {"yes": True, "no": False}.get(field.data or "")


def _after_fall(fell: bool | None, field: Field) -> bool | None:  # noqa: FBT001 - three answers
    return _said(field) if fell else None
