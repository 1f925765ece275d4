"""Fields that every feature's forms share: tidied text, and days."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from wtforms import DateField, StringField, TextAreaField
from wtforms.fields import choices as wtforms_choices
from wtforms.validators import DataRequired, Length, Optional

from clinic.domain.names import tidy_line, tidy_text
from clinic.domain.people import read_typed_date


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


def options(words: Mapping[Any, str]) -> list[Any]:
    """The choices of a RadioField, SelectField or SelectMultipleField: value and its word."""
    # The published types do not know WTForms 3.3's own class yet.
    make = wtforms_choices.SelectChoice  # type: ignore[attr-defined]
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


def one_line(text: object) -> object:
    return tidy_line(text) if isinstance(text, str) else text


def lines(text: object) -> object:
    return tidy_text(text) if isinstance(text, str) else text


def at_most(longest: int) -> Callable[[Any, Any], None]:
    return Length(max=longest, message=f"Use {longest} characters or fewer")
