"""What is typed when a person is placed, and when a routine is prescribed, paused or withdrawn."""

from decimal import Decimal
from typing import Any, Final

from werkzeug.datastructures import ImmutableMultiDict
from wtforms import (
    BooleanField,
    DecimalField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
    ValidationError,
)
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from clinic.catalogue.ladder_definitions import get_ladder
from clinic.domain.dose import OPTIONAL_FIELDS, Dose, DoseField, DoseLimits
from clinic.domain.dose_rules import range_words
from clinic.domain.exercises import ExerciseDefinition, HomeRule
from clinic.domain.placement import PlacementAnswers
from clinic.domain.plan import Guard, Helper, PlannedItem, Where
from clinic.routines.doses import WHOLE
from clinic.routines.words import GUARD_WORDS, WHERE_WORDS
from clinic.web.fields import (
    AmountField,
    DayField,
    KnowsToday,
    WholeField,
    at_most,
    line_field,
    lines,
    options,
    text_field,
)
from clinic.web.forms import Form

LONGEST_STAND_S: Final = 600
MOST: Final = 999
YES: Final = "yes"
NO: Final = "no"
ACCEPT: Final = "accept"
OTHER: Final = "other"
NOT_READY: Final = 0


# --- placement -------------------------------------------------------------------------------


def _possible_seconds(_form: Any, field: DecimalField) -> None:  # noqa: ANN401 - WTForms
    if field.data is not None and not 0 <= field.data <= LONGEST_STAND_S:
        raise ValidationError(f"Enter a time between 0 and {LONGEST_STAND_S} seconds")


class AnswersForm(KnowsToday, Form):
    """What only the person in the room can show: sent with GET, because it saves nothing."""

    stand_supported_s = AmountField(
        "Standing with both hands on support",
        validators=[_possible_seconds],
    )
    cannot_stand = BooleanField("Could not stand, or not safe to try")
    stand_supported_on = DayField(
        "Date", validators=[InputRequired("Enter the day it was measured")]
    )
    new_to_backward_walking = RadioField(
        "New to backward walking?",
        choices=options({YES: "Yes, new to it", NO: "No, has trained it"}),
        validators=[InputRequired("Say whether backward walking is new to the person")],
    )

    def validate_cannot_stand(self, field: BooleanField) -> None:
        if not field.data and self.stand_supported_s.data is None:
            if not self.stand_supported_s.errors:
                raise ValidationError("Enter the seconds, or tick that standing was not possible")
        elif field.data and self.stand_supported_s.data is not None:
            raise ValidationError("Enter the seconds or tick the box, not both")

    def validate_stand_supported_on(self, field: DayField) -> None:
        if field.data and field.data > self.today:
            raise ValidationError("Enter a day that is not in the future")

    @property
    def answers(self) -> PlacementAnswers:
        seconds: Decimal | None = self.stand_supported_s.data
        return PlacementAnswers(
            stand_supported_s=None if self.cannot_stand.data else seconds,
            stand_supported_on=self.stand_supported_on.data or self.today,
            new_to_backward_walking=self.new_to_backward_walking.data == YES,
        )


def _level_or_none(typed: Any) -> int | None:  # noqa: ANN401 - WTForms
    text = str(typed)
    return int(text) if text.isdecimal() else None


class PlacementForm(AnswersForm):
    """The clinician's decision about the level proposed from the answers."""

    decision = RadioField(
        "Your decision",
        choices=options({ACCEPT: "Accept", OTHER: "Another level"}),
        validators=[InputRequired("Accept the level, or choose another one")],
    )
    level = SelectField("Another level", coerce=_level_or_none, validate_choice=False)
    reason = TextAreaField("Why another level", filters=[lines], validators=[at_most(1000)])

    def validate_level(self, field: SelectField) -> None:
        there = field.data is not None and field.data <= get_ladder().top
        if self.decision.data == OTHER and not there:
            raise ValidationError("Choose the level")

    def validate_reason(self, field: Any) -> None:  # noqa: ANN401 - WTForms
        if self.decision.data == OTHER and not (field.data or "").strip():
            raise ValidationError("Say why it is another level than proposed")

    def decided_level(self, proposed: int) -> int:
        level: int = self.level.data
        return proposed if self.decision.data == ACCEPT else level


# --- prescribing -----------------------------------------------------------------------------


class ItemForm(PlainForm):
    """One exercise of a plan; the fields of its dose are added from its limits."""

    where = SelectField("Where")
    reason = line_field("Why it is prescribed all the same", longest=300)

    def __init__(self, exercise: ExerciseDefinition, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms
        self.exercise = exercise
        super().__init__(**kwargs)
        self.where.choices = options(
            {place.value: WHERE_WORDS[place] for place in places(exercise)}
        )

    @property
    def dose_fields(self) -> list[tuple[DoseField, Any]]:
        return [(name, self[name.value]) for name in dosed_by(self.exercise)]

    @property
    def item(self) -> PlannedItem:
        """The exercise as typed; only for a form whose shape is right."""
        limits = self.exercise.limits
        amounts = {name.value: bound.data for name, bound in self.dose_fields}
        return PlannedItem(
            exercise=self.exercise,
            dose=Dose(**amounts, load=limits.load, rest_s=limits.rest_s),
            where=Where(self.where.data),
            reason=self.reason.data or "",
        )


def places(exercise: ExerciseDefinition) -> list[Where]:
    """Where an exercise could be done; at home never when its own rule says so."""
    if exercise.home is HomeRule.NO:
        return [Where.CLINIC]
    return [Where.CLINIC_OR_HOME, Where.CLINIC, Where.HOME]


def dosed_by(exercise: ExerciseDefinition) -> list[DoseField]:
    """The amounts asked for: those it has limits for, and minutes for what counts as backward."""
    wanted = set(exercise.limits.fields()) - OPTIONAL_FIELDS
    if exercise.counts_as_backward_minutes:
        wanted.add(DoseField.DURATION_MIN)
    return [name for name in DoseField if name in wanted]


def item_form(
    exercise: ExerciseDefinition,
    *,
    typed: ImmutableMultiDict[str, str] | None = None,
    item: PlannedItem | None = None,
) -> ItemForm:
    """The form of one exercise, from what was typed or from a planned item."""
    fields = {name.value: _dose_field(name, exercise.limits) for name in dosed_by(exercise)}
    made = type("ExerciseItemForm", (ItemForm,), fields)
    given: dict[str, Any] = {}
    if item is not None:
        given = {name.value: _as_shown(item.dose.amount(name)) for name in dosed_by(exercise)}
        given |= {"where": item.where.value, "reason": item.reason}
    form: ItemForm = made(exercise, formdata=typed, prefix=f"{exercise.code}-", data=given)
    return form


def _dose_field(name: DoseField, limits: DoseLimits) -> Any:  # noqa: ANN401 - a WTForms field
    limit = limits.range_of(name)
    words = f"Enter {range_words(limit, name)}" if limit else "Enter the backward minutes"
    kind = WholeField if name.value in WHOLE else AmountField
    # Shape only: a number above 0. What it may be is for the rules to say.
    checks = [
        InputRequired(words),
        NumberRange(min=Decimal("0.1") if kind is AmountField else 1, max=MOST, message=words),
    ]
    return kind(name.value, validators=checks)


def _as_shown(value: Decimal | None) -> int | Decimal | None:
    if value is None or value != value.to_integral_value():
        return value
    return int(value)


class PrescriptionForm(Form):
    """The plan as a whole: days, helper, guarding; its exercises are forms of their own."""

    start = HiddenField()
    block = HiddenField(default="1")
    level = HiddenField()
    replaces = HiddenField()
    clinic_days = WholeField(
        "In clinic",
        validators=[
            InputRequired("Enter the days in clinic"),
            NumberRange(0, 7, "Enter 0 to 7 days"),
        ],
    )
    home_days = WholeField(
        "At home",
        validators=[
            InputRequired("Enter the days at home"),
            NumberRange(0, 7, "Enter 0 to 7 days"),
        ],
    )
    helper_name = line_field("Helper’s name")
    helper_trained = BooleanField("Taught and signed off in clinic")
    guards = SelectMultipleField(
        "Guarding",
        choices=options({guard.value: words.capitalize() for guard, words in GUARD_WORDS.items()}),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    note = text_field("Note for colleagues")
    handout = BooleanField("Then print the handout")
    add = SelectField("Add an exercise", validators=[Optional()], validate_choice=False)

    @property
    def helper(self) -> Helper | None:
        name = (self.helper_name.data or "").strip()
        return Helper(name=name, trained=bool(self.helper_trained.data)) if name else None

    @property
    def chosen_guards(self) -> frozenset[Guard]:
        return frozenset(Guard(word) for word in self.guards.data or ())

    @property
    def replaced_number(self) -> int | None:
        typed = self.replaces.data or ""
        return int(typed) if typed.isdecimal() else None


class StopForm(KnowsToday, Form):
    """Why a routine is paused, resumed or withdrawn, and from which day."""

    on = DayField("From", validators=[InputRequired("Enter the day")])
    reason = text_field("Reason", missing="Say why")

    def validate_on(self, field: DayField) -> None:
        if field.data and field.data > self.today:
            raise ValidationError("Enter a day that is not in the future")
