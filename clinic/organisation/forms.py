import re
from typing import Any
from zoneinfo import available_timezones

from wtforms import (
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.validators import InputRequired, NumberRange

from clinic.web.fields import WholeField, line_field, options, text_field
from clinic.web.forms import Form

SHORTEST_IDLE_MIN, LONGEST_IDLE_MIN = 5, 30
# Those that sheets for patients are printed in.
CLINIC_LANGUAGES = {
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "de": "German",
    "zh-Hans": "Simplified Chinese",
}
PAPERS = {"a4": "A4", "letter": "US Letter"}
REGIONS = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Pacific/")


def time_zones() -> list[str]:
    """Places by their names, without the historical and technical ones."""
    return [*sorted(name for name in available_timezones() if name.startswith(REGIONS)), "UTC"]


class ClinicFields:
    """What a clinic says about itself: the same in set-up and in the settings."""

    clinic_name = line_field("Name of the clinic", longest=120, missing="Enter the clinic's name")
    telephone = line_field("Telephone", longest=40)
    emergency_number = line_field(
        "Emergency number",
        longest=20,
        missing="Enter the number that patients call in an emergency",
    )
    time_zone = SelectField(
        "Time zone", choices=options({name: name.replace("_", " ") for name in time_zones()})
    )
    language = RadioField("Language of the clinic", choices=options(CLINIC_LANGUAGES))
    paper = RadioField("Paper", choices=options(PAPERS))

    def validate_emergency_number(self, field: StringField) -> None:
        if not re.fullmatch(r"[0-9+ ()-]{2,20}", field.data or ""):
            raise ValidationError("Enter digits, such as 112, 999 or 911")


class SettingsForm(Form, ClinicFields):
    version = HiddenField()
    address = text_field("Address", longest=400)
    idle_limit_min = WholeField(
        "Sign people out after",
        validators=[
            InputRequired("Enter the minutes without use after which people are signed out"),
            NumberRange(
                SHORTEST_IDLE_MIN,
                LONGEST_IDLE_MIN,
                f"Enter {SHORTEST_IDLE_MIN} to {LONGEST_IDLE_MIN} minutes",
            ),
        ],
    )

    @property
    def opened_version(self) -> int:
        """The version that was on the page; none when it was lost on the way."""
        text = str(self.version.data or "")
        return int(text) if text.isascii() and text.isdigit() else -1


def details_typed(form: ClinicFields) -> dict[str, Any]:
    """What was typed, by the names of a clinic's details."""
    fields = {"clinic_name": "name"}
    return {
        fields.get(name, name): getattr(form, name).data or ""
        for name in (
            "clinic_name",
            "telephone",
            "emergency_number",
            "time_zone",
            "language",
            "paper",
        )
    }
