import re
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, ValidationError

from clinic.domain.people import (
    LANGUAGES,
    OLDEST_YEARS,
    BirthDateProblem,
    PatientDetails,
    Sex,
    birth_date_problem,
    read_typed_date,
)
from clinic.patients.models import Patient
from clinic.web.fields import KnowsToday, line_field, options, text_field
from clinic.web.forms import Form

SEXES = {Sex.FEMALE: "F", Sex.MALE: "M", Sex.UNKNOWN: "Unknown"}
BIRTH_DATE_MESSAGES = {
    BirthDateProblem.IN_THE_FUTURE: "The birth date is in the future. Check the year.",
    BirthDateProblem.TOO_LONG_AGO: (
        f"The birth date is more than {OLDEST_YEARS} years ago. Check the year."
    ),
}


class PatientFields(KnowsToday):
    """Who a patient is and how to reach them; ends in `details`."""

    given_name = line_field("Given name")
    family_name = line_field("Family name", missing="Enter the family name, or the only name")
    birth_date = line_field(
        "Birth date", longest=40, missing="Enter the birth date, such as 17 02 1948"
    )
    record_number = line_field("Record number", longest=40, missing="Enter a record number")
    sex = RadioField(
        "Sex for norms",
        choices=options(SEXES),
        validators=[InputRequired("Choose F, M or Unknown: some norms differ by sex")],
    )
    language = SelectField("Language", choices=options(LANGUAGES), default="en")
    telephone = line_field("Telephone", longest=40)
    email = line_field("E-mail", longest=254)
    address = text_field("Address", longest=500)
    emergency_contact_name = line_field("Name")
    emergency_contact_relation = line_field("Relation", longest=60)
    emergency_contact_telephone = line_field("Telephone", longest=40)
    referrer = line_field("Referred by", longest=200)
    sight_hearing_aid_notes = text_field("Spectacles, hearing, walking aid")
    # Whom the person at the desk was shown as a possible duplicate, and said is somebody else.
    compared_with = HiddenField()
    another_person = BooleanField("This is another person")

    def validate_birth_date(self, field: StringField) -> None:
        if field.data and self.read_birth_date() is None:
            raise ValidationError("Enter a day, month and year that exist, such as 17 02 1948")
        birth_date = self.read_birth_date()
        problem = birth_date and birth_date_problem(birth_date, today=self.today)
        if problem:
            raise ValidationError(BIRTH_DATE_MESSAGES[problem])

    def validate_email(self, field: StringField) -> None:
        if field.data and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", field.data):
            raise ValidationError("Enter an e-mail address, such as name@example.org, or nothing")

    def read_birth_date(self) -> date | None:
        return read_typed_date(self.birth_date.data or "")

    @property
    def details(self) -> PatientDetails:
        """What was typed, once the form is accepted."""
        birth_date = self.read_birth_date()
        if birth_date is None:
            raise ValueError("the form was not accepted")
        texts = {
            name: getattr(self, name).data or ""
            for name in PatientDetails.__dataclass_fields__
            if name not in {"birth_date", "sex"}
        }
        return PatientDetails(birth_date=birth_date, sex=Sex(self.sex.data), **texts)

    def stands_apart_from(self, duplicates: Sequence[Patient]) -> bool:
        """Whether nobody is registered twice: no number shared, and a person said who is who.

        Marks the record number that is taken; remembers whom the page compares with.
        """
        number = (self.record_number.data or "").casefold()
        if any(patient.record_number.casefold() == number for patient in duplicates):
            self.record_number.errors = ["This record number is taken. Use another one."]
            return False
        before = set((self.compared_with.data or "").split())
        compared = {str(patient.id) for patient in duplicates}
        self.compared_with.data = " ".join(sorted(compared))
        confirmed = bool(self.another_person.data) and compared <= before
        if not confirmed:
            self.another_person.data = False
        return confirmed or not duplicates


class PatientForm(PatientFields, Form):
    """Corrects a patient. The version says on which text the correction was written."""

    version = HiddenField()

    @property
    def opened_version(self) -> int:
        text = self.version.data or ""
        return int(text) if text.isdecimal() else 0


def typed_details(details: PatientDetails) -> dict[str, str]:
    """The details as they stand in the fields of a form."""
    day = details.birth_date
    shown = {name: str(value) for name, value in asdict(details).items()}
    return shown | {"birth_date": f"{day.day:02d} {day.month:02d} {day.year}"}
