"""Fields of a measuring form: one small maker for each kind of item group."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from wtforms import Field, RadioField, StringField
from wtforms.form import BaseForm
from wtforms.validators import ValidationError
from wtforms.widgets import TextInput

from clinic.domain.entries import what_is_allowed
from clinic.domain.instruments import Instrument
from clinic.domain.items import GroupKind, ItemGroup
from clinic.domain.remarks import Remark
from clinic.domain.responses import Numbers, Responses
from clinic.domain.units import NotANumber
from clinic.web.fields import options
from clinic.web.numbers import read_number

PRACTICE: Final = "practice"

ANSWERS: Final = {0: "No", 1: "Yes"}

CHOSEN: Final = frozenset({GroupKind.ORDINAL, GroupKind.YES_NO})
"""Kinds whose values are chosen, not typed."""


class NumberField(StringField):
    """A number as the clinic writes them; what cannot be read stays in the box."""

    widget = TextInput()

    def __init__(self, label: str, *, example: str, **kwargs: Any) -> None:  # noqa: ANN401 - for WTForms
        super().__init__(label, **kwargs)
        self.example = example
        self.number: Decimal | None = None

    def process_data(self, value: object) -> None:
        self.number = value if isinstance(value, Decimal) else None
        self.data = None if value is None else str(value)

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        self.data = str(valuelist[0]) if valuelist else ""
        self.number = None
        if self.data.strip():
            self.number = read_number(self.data, example=self.example)

    def tell_allowed(self, allowed: str) -> None:
        """Says it where what was typed cannot be read."""
        try:
            read_number(self.data or "", example=self.example, allowed=allowed)
        except NotANumber as reason:
            self.process_errors = [str(reason)]


class MaybeChosen(RadioField):
    """One of several, or none: whether none will do is for a validator to say."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        chosen = [value for value in valuelist if value]
        super().process_formdata(chosen)
        if not chosen:
            self.data = None

    def pre_validate(self, form: BaseForm) -> None:
        if self.data is None:
            return
        try:
            super().pre_validate(form)
        except ValidationError as refused:
            raise ValidationError(self.what_to_choose) from refused

    @property
    def what_to_choose(self) -> str:
        """What is offered, after the name of the field: "Stopped at: choose 45 s or 30 s"."""
        return f"{self.label.text}: choose {self._offered()}"

    def _offered(self) -> str:
        words = [str(option.label.text) for option in self]
        return f"{', '.join(words[:-1])} or {words[-1]}"


class ScoreField(MaybeChosen):
    """One score out of a few; none chosen means the item was not done."""

    @property
    def what_to_choose(self) -> str:
        """What is offered; the name of the item stands before it."""
        return f"Choose {self._offered()}"

    @property
    def number(self) -> Decimal | None:
        offered = any(is_chosen for _, _, is_chosen, *_ in self.iter_choices())
        return Decimal(self.data) if offered else None


def field_name(group: ItemGroup, place: int) -> str:
    """The name of the field for an item, counted from 0: `trials_s_1` is the first."""
    return f"{group.code}_{place + 1}"


def practice_name(place: int) -> str:
    """The name of the field for a practice trial: `practice_1`."""
    return f"{PRACTICE}_{place + 1}"


def names_of(groups: Sequence[ItemGroup]) -> dict[str, str]:
    """What each field is called where it does not stand beside its own label: "Left leg, trial 2:".

    The group is named where two of its groups have items of one name.
    """
    labels = [
        (group, place, item.label) for group in groups for place, item in enumerate(group.items)
    ]
    often = Counter(label for _, _, label in labels)
    names = {
        field_name(group, place): _name(label, group.title if often[label] > 1 else "")
        for group, place, label in labels
    }
    practice = (place for group in groups for place in range(group.practice_trials))
    return names | {practice_name(place): _name("Practice") for place in practice}


def in_full(remark: Remark, groups: Sequence[ItemGroup]) -> str:
    """What is wrong or asked, after the name of its trial, side or item."""
    group = next((one for one in groups if one.code == remark.group_code), None)
    if group is None or remark.place < 0:
        return remark.message
    return f"{names_of(groups)[field_name(group, remark.place)]} {remark.message}"


def _name(label: str, title: str = "") -> str:
    words = f"{title}, {label[:1].lower()}{label[1:]}" if title else label
    return words if words.endswith("?") else f"{words}:"


def fields_for(group: ItemGroup) -> dict[str, Any]:
    """The fields of a group, by name, in order; practice first."""
    return FIELD_MAKERS[group.kind](group)


def tell_allowed(fields: BaseForm, instrument: Instrument, responses: Responses) -> None:
    """Says what is allowed beside each number that could not be read; else changes nothing."""
    places = {
        field_name(group, place): (group, place)
        for group in instrument.groups
        for place in range(len(group.items))
    }
    practice = {
        practice_name(place): (group, 0)
        for group in instrument.groups
        for place in range(group.practice_trials)
    }
    for field in fields:
        if isinstance(field, NumberField) and field.process_errors:
            group, place = (places | practice)[field.name]
            field.tell_allowed(what_is_allowed(instrument, responses, group, place=place))


def filled_from(group: ItemGroup, values: Numbers) -> dict[str, Any]:
    """What the fields of a group show for these numbers."""
    as_choice = group.kind in CHOSEN
    return {
        field_name(group, place): f"{value:f}" if as_choice and value is not None else value
        for place, value in enumerate(values)
    }


def _number_fields(group: ItemGroup, example: str) -> dict[str, Any]:
    return {
        field_name(group, place): NumberField(item.label, example=example)
        for place, item in enumerate(group.items)
    }


def _trial_fields(group: ItemGroup, example: str) -> dict[str, Any]:
    practice = {
        practice_name(place): NumberField("Practice", example=example)
        for place in range(group.practice_trials)
    }
    return {**practice, **_number_fields(group, example)}


def _score_fields(group: ItemGroup) -> dict[str, Any]:
    return {
        field_name(group, place): ScoreField(item.label, choices=options(_scores(group, place)))
        for place, item in enumerate(group.items)
    }


def _scores(group: ItemGroup, place: int) -> dict[int, str]:
    limits = group.limits_of(place)
    scores = range(int(limits.refuse_below), int(limits.refuse_above) + 1)
    return {score: str(score) for score in scores}


def _answer_fields(group: ItemGroup) -> dict[str, Any]:
    return {
        field_name(group, place): ScoreField(item.label, choices=options(ANSWERS))
        for place, item in enumerate(group.items)
    }


Makers = Mapping[GroupKind, Callable[[ItemGroup], dict[str, Any]]]

FIELD_MAKERS: Final[Makers] = {
    GroupKind.TIMED_TRIALS: lambda group: _trial_fields(group, "12.46"),
    GroupKind.MEASURES: lambda group: _trial_fields(group, "24.5"),
    GroupKind.COUNT: lambda group: _number_fields(group, "11"),
    GroupKind.PERCENT: lambda group: _number_fields(group, "80"),
    GroupKind.PRESSURE: lambda group: _number_fields(group, "128"),
    GroupKind.YES_NO: _answer_fields,
    GroupKind.STAGE_HOLDS: lambda group: _number_fields(group, "10"),
    GroupKind.ORDINAL: _score_fields,
}


def number_of(field: Field) -> Decimal | None:
    """The number that stands in a field of an item.

    Raises:
        TypeError: the field is not one of an item.
    """
    if isinstance(field, NumberField | ScoreField):
        return field.number
    raise TypeError(f"{field.name} holds no number")
