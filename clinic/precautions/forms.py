from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, ClassVar, cast

from wtforms import BooleanField, RadioField
from wtforms.validators import DataRequired, InputRequired, ValidationError

from clinic import phrasing
from clinic.catalogue.checklist_definitions import get_checklist
from clinic.domain.checklists import (
    Answer,
    ChecklistDefinition,
    ChecklistItem,
    ClearanceStep,
    CompletedChecklist,
    DoctorsStep,
    ItemAnswer,
    ItemId,
    ItemType,
)
from clinic.web.fields import DayField, KnowsToday, line_field, options, text_field
from clinic.web.forms import Form

YES_NO = {Answer.NO: "No", Answer.YES: "Yes"}


class ChecklistForm(Form):
    """One row for each item of a checklist; nothing is preselected. Ends in `completed`."""

    definition: ClassVar[ChecklistDefinition]

    note = text_field("Note", longest=2000)

    def completed(self, *, on: date) -> CompletedChecklist:
        return CompletedChecklist(
            definition=self.definition,
            completed_on=on,
            answers={item.id: self._answer(item) for item in self.definition.items},
        )

    def still_cleared(self, standing: Mapping[ItemId, DoctorsStep]) -> list[DoctorsStep]:
        """The earlier clearances that were said to hold for these answers too."""
        return [
            standing[item.id]
            for item in self.definition.items_of_type(ItemType.MEDICAL_CLEARANCE)
            if item.id in standing and self[tick_name(item)].data
        ]

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Every item needs an answer, unless a stop was found: then nothing else matters today."""
        accepted: bool = super().validate(extra_validators)
        stops = self.definition.items_of_type(ItemType.ABSOLUTE_STOP)
        if any(self._answer(item).answer is item.trigger_answer for item in stops):
            return accepted
        unanswered = [i for i in self.definition.items if self._answer(i).answer is None]
        for item in unanswered:
            self[item.id].errors = [f"{item.label}: choose No or Yes"]
        return accepted and not unanswered

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What stands in the way of signing, with the control to go to, in the page's order."""
        return [
            (error, field.id if field.name == "note" else f"{field.id}-0")
            for field in self
            for error in field.errors
        ]

    def _answer(self, item: ChecklistItem) -> ItemAnswer:
        given = self[item.id].data
        is_caution = item.type is ItemType.CAUTION
        return ItemAnswer(
            answer=Answer(given) if given in tuple(Answer) else None,
            mitigation_ack=is_caution and bool(self[tick_name(item)].data),
        )


def tick_name(item: ChecklistItem) -> str:
    return f"{item.id}_ticked"


@cache
def checklist_form(code: str, version: int) -> type[ChecklistForm]:
    """The form of one checklist in one version."""
    return form_of(get_checklist(code, version))


def form_of(definition: ChecklistDefinition) -> type[ChecklistForm]:
    """The form of a checklist, or of those of its items that are asked now."""
    fields: dict[str, Any] = {"definition": definition}
    for item in definition.items:
        fields[item.id] = RadioField(item.question, choices=options(YES_NO), validate_choice=False)
        if item.type is not ItemType.ABSOLUTE_STOP:
            fields[tick_name(item)] = BooleanField(item.mitigation)
    return cast("type[ChecklistForm]", type("BoundChecklistForm", (ChecklistForm,), fields))


STEP_WORDS = {
    ClearanceStep.ASKED: "Asked, no answer yet",
    ClearanceStep.RECEIVED: "Cleared",
    ClearanceStep.REFUSED: "Not cleared",
}


class DoctorsStepForm(KnowsToday, Form):
    """What a doctor was asked or answered about one finding."""

    step = RadioField(
        "What happened",
        choices=options(STEP_WORDS),
        validators=[InputRequired("Choose what happened")],
    )
    doctor = line_field("Doctor or team", missing="Enter who was asked or answered")
    on = DayField("On", validators=[DataRequired("Enter the day it happened")])
    note = text_field("Limits or note")

    def about(self, item: ChecklistItem) -> DoctorsStep:
        """What was typed, once the form is accepted."""
        return DoctorsStep(
            item_id=item.id,
            step=ClearanceStep(self.step.data),
            on=self.on.data or self.today,
            doctor=self.doctor.data or "",
            note=self.note.data or "",
        )

    def validate_on(self, field: DayField) -> None:
        if field.data is not None and field.data > self.today:
            raise ValidationError("The day lies in the future. Enter the day it happened.")


class OverrideForm(KnowsToday, Form):
    """Why a clinician goes past a refusal, and until when."""

    reason = text_field("Reason", missing="Enter why training goes on")
    expires_on = DayField("Last day", validators=[DataRequired("Enter the last day it counts")])

    def __init__(self, *, last_day: date, today: date) -> None:
        self.last_day = last_day
        super().__init__(today=today)

    @property
    def until(self) -> date:
        """The last day, once the form is accepted."""
        return self.expires_on.data or self.today

    def validate_expires_on(self, field: DayField) -> None:
        if field.data is not None and not self.today <= field.data <= self.last_day:
            raise ValidationError(
                f"Enter a day from today to {phrasing.long_date(self.last_day)}: "
                "an override cannot outlive its checklist"
            )
