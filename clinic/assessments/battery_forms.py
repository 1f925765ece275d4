"""The form of a battery of a clinic's own: its name, and a number for each test that is in it."""

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from wtforms import HiddenField
from wtforms.validators import NumberRange, Optional, ValidationError

from clinic.assessments.own_batteries import Plan
from clinic.catalogue.instrument_definitions import list_recordable
from clinic.web.fields import WholeNumberField, line_field
from clinic.web.forms import Form

PLACE: Final = "place_"
LAST_PLACE: Final = 99


class BatteryForm(Form):
    """Fields for the tests are made from the library: an empty number leaves a test out."""

    version = HiddenField()
    name = line_field("Name", longest=60, missing="Enter a name for the battery")
    taken: bool = False

    def validate_name(self, _field: Any) -> None:  # noqa: ANN401 - as WTForms calls it
        if self.taken:
            raise ValidationError("Another battery has this name. Enter another one")

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - as WTForms has it
        shaped = super().validate(extra_validators)
        numbered = self._numbered()
        if not shaped:
            return False
        if not numbered:
            self[PLACE + _codes()[0]].errors = ["Number the tests that are in it, from 1"]
            return False
        by_number: dict[int, str] = {}
        for number, code in numbered:
            if number in by_number:
                self[PLACE + code].errors = [f"Number {number} is given twice. Change one of them"]
                return False
            by_number[number] = code
        return True

    @property
    def plan(self) -> Plan:
        """What was typed, the tests in the order of their numbers."""
        return Plan(
            name=str(self.name.data), instruments=tuple(code for _, code in self._numbered())
        )

    @property
    def opened_version(self) -> int:
        """The version that was on the page; none when it was lost on the way."""
        text = str(self.version.data or "")
        return int(text) if text.isascii() and text.isdigit() else -1

    @property
    def places(self) -> tuple[WholeNumberField, ...]:
        """The numbers in the order of the library."""
        return tuple(self[PLACE + code] for code in _codes())

    def _numbered(self) -> list[tuple[int, str]]:
        found = [(self[PLACE + code].data, code) for code in _codes()]
        return sorted((number, code) for number, code in found if number is not None)


@cache
def battery_form() -> type[BatteryForm]:
    """The form with a number for every instrument that is recorded on a form."""
    message = f"Enter a number from 1 to {LAST_PLACE}, or nothing"
    fields = {
        PLACE + instrument.code: WholeNumberField(
            instrument.name,
            validators=[Optional(), NumberRange(min=1, max=LAST_PLACE, message=message)],
        )
        for instrument in list_recordable()
    }
    return type("BatteryFormOfTheLibrary", (BatteryForm,), fields)


def filled(name: str, instruments: Sequence[str]) -> dict[str, Any]:
    """What the form starts with: the battery as it is, numbered from 1."""
    numbers = {PLACE + code: number for number, code in enumerate(instruments, start=1)}
    return {"name": name, **numbers}


@cache
def _codes() -> tuple[str, ...]:
    return tuple(instrument.code for instrument in list_recordable())
