"""Fields that every feature's forms share: tidied text, and days."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from wtforms import DateField, DecimalField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.fields import choices as wtforms_choices
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError

from clinic.domain.names import tidy_line, tidy_text
from clinic.domain.people import read_typed_date
from clinic.domain.units import NotANumber
from clinic.web.numbers import read_number, read_whole


class KnowsToday:
    """A form that judges dates is handed the clinic's day."""

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        self.today = today
        super().__init__(*args, **kwargs)


class DayField(DateField):
    """A day: the browser's own date box, or typed day first where there is none."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        typed = str(valuelist[0]).strip() if valuelist else ""
        if not typed:
            return
        self.data = read_typed_date(typed)
        if self.data is None:
            raise ValueError("Enter a day, month and year that exist, such as 20 3 2026")


class OpenChoiceField(RadioField):
    """One of several, or no answer yet: whether it is owed, the form says."""

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401 - WTForms' own protocol
        if self.data is not None:
            super().pre_validate(form)

    def process_data(self, value: Any) -> None:  # noqa: ANN401 - WTForms' own protocol
        self.data = None if value is None else self.coerce(value)


class WholeNumberField(IntegerField):
    """A whole number, or nothing."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        typed = str(valuelist[0]).strip() if valuelist else ""
        if not typed:
            self.data = None
            return
        try:
            self.data = read_whole(typed)
        except NotANumber as error:
            self.data = None
            raise ValueError(f"{error}, or nothing") from error


class WholeField(IntegerField):
    """A whole number, with our own words when it is none."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        typed = str(valuelist[0]).strip() if valuelist else ""
        self.data = read_whole(typed) if typed else None


class AmountField(DecimalField):
    """A decimal number as the clinic writes them, shown as it was typed."""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(self.data)

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        typed = str(valuelist[0]).strip() if valuelist else ""
        self.data = read_number(typed) if typed else None


def options(words: Mapping[Any, str]) -> list[Any]:
    """The choices of a RadioField, SelectField or SelectMultipleField: value and its word."""
    # The published types do not know WTForms 3.3's own class yet.
    make = wtforms_choices.SelectChoice  # type: ignore[attr-defined]  # not in the stubs
    return [make(value=str(value), label=word) for value, word in words.items()]


def line_field(label: str, *, longest: int = 100, missing: str = "") -> StringField:
    """A line of text; `missing` is said when it must not be empty."""
    return StringField(
        label,
        filters=[one_line],
        validators=[DataRequired(missing) if missing else Optional(), at_most(longest)],
    )


def text_field(label: str, *, longest: int = 1000, missing: str = "") -> TextAreaField:
    """Several lines of text."""
    return TextAreaField(
        label,
        filters=[lines],
        validators=[DataRequired(missing) if missing else Optional(), at_most(longest)],
    )


def whole_number_field(label: str, *, least: int, most: int) -> WholeNumberField:
    message = f"Enter a number from {least} to {most}, or nothing"
    return WholeNumberField(
        label, validators=[Optional(), NumberRange(min=least, max=most, message=message)]
    )


def one_line(text: object) -> object:
    return tidy_line(text) if isinstance(text, str) else text


def lines(text: object) -> object:
    return tidy_text(text) if isinstance(text, str) else text


def at_most(longest: int) -> Callable[[Any, Any], None]:
    return Length(max=longest, message=f"Use {longest} characters or fewer")


TODAY, YESTERDAY, ANOTHER_DAY = "today", "yesterday", "another_day"


class WhenFields(KnowsToday):
    """The day of something that happened: today, yesterday, or a day that is typed."""

    when = RadioField(
        "When",
        choices=options({TODAY: "Today", YESTERDAY: "Yesterday", ANOTHER_DAY: "Another day"}),
        validate_choice=False,  # a day that is typed says enough
    )
    other_day = DayField("Another day")

    @property
    def day(self) -> date | None:
        """The day that was chosen; None when it is missing or unreadable."""
        if self.when.data == TODAY:
            return self.today
        if self.when.data == YESTERDAY:
            return self.today - timedelta(days=1)
        return self.other_day.data

    def validate_when(self, _field: RadioField) -> None:
        if self.when.data not in {TODAY, YESTERDAY, ANOTHER_DAY} and not self._day_is_typed():
            raise ValidationError("Choose the day")

    def validate_other_day(self, field: DayField) -> None:
        if self.when.data in {TODAY, YESTERDAY}:
            field.errors = []
        elif self.when.data == ANOTHER_DAY and not self._day_is_typed():
            raise ValidationError("Enter the day")
        elif field.data is not None and field.data > self.today:
            raise ValidationError("This day is in the future. Enter today or an earlier day.")

    def _day_is_typed(self) -> bool:
        return any(str(typed).strip() for typed in self.other_day.raw_data or ())
