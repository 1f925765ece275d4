from collections.abc import Iterable, Sequence
from typing import Any

from email_validator import EmailNotValidError, validate_email
from wtforms import (
    BooleanField,
    HiddenField,
    PasswordField,
    RadioField,
    StringField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length

from clinic.accounts.passwords import password_problems
from clinic.accounts.roles import ROLES
from clinic.organisation.forms import ClinicFields
from clinic.web.access import Role
from clinic.web.fields import line_field, one_line, options
from clinic.web.forms import Form

LONGEST_TYPED = 1024


def password_field(label: str, *, missing: str) -> PasswordField:
    """A password: any character, as it was typed, long ones too."""
    return PasswordField(
        label,
        validators=[
            InputRequired(missing),
            Length(max=LONGEST_TYPED, message=f"Enter at most {LONGEST_TYPED} characters"),
        ],
    )


def email_field() -> StringField:
    return StringField(
        "E-mail",
        filters=[one_line],
        validators=[InputRequired("Enter an e-mail address"), is_email],
    )


def is_email(_form: Form, field: StringField) -> None:
    try:
        field.data = validate_email(field.data or "", check_deliverability=False).normalized.lower()
    except EmailNotValidError as trouble:
        raise ValidationError("Enter an e-mail address, such as ana@example.org") from trouble


class Continuing(Form):
    """A step of signing in: where to go on, and what is kept on the way."""

    next = HiddenField()
    draft = HiddenField()


class SignInForm(Continuing):
    email = StringField(
        "E-mail",
        filters=[one_line],
        validators=[InputRequired("Enter your e-mail"), Length(max=255)],
    )
    password = password_field("Password", missing="Enter your password")


class CodeForm(Continuing):
    code = StringField(
        "Code", filters=[one_line], validators=[InputRequired("Enter the code"), Length(max=40)]
    )


class ChooseClinicForm(Continuing):
    clinic_id = RadioField("Clinic", validators=[InputRequired("Choose a clinic")])

    def offer(self, clinics: Iterable[tuple[object, str]]) -> None:
        self.clinic_id.choices = options({str(clinic_id): name for clinic_id, name in clinics})


class NewPasswordFields:
    """A new password, judged with what anybody could guess about its owner."""

    known: Sequence[str] = ()
    new_password = password_field("New password", missing="Choose a password")

    def validate_new_password(self, field: PasswordField) -> None:
        problems = password_problems(field.data or "", known=tuple(self.known))
        if problems:
            raise ValidationError(problems[0])


class CurrentPasswordForm(Form):
    password = password_field("Your password", missing="Enter your password")


class ChangePasswordForm(Form, NewPasswordFields):
    password = password_field("Current password", missing="Enter your current password")


class SecondFactorForm(Form):
    secret = HiddenField()
    code = StringField(
        "Code that the telephone shows",
        filters=[one_line],
        validators=[InputRequired("Enter the six digits"), Length(max=20)],
    )
    password = password_field("Your password", missing="Enter your password")


class ChoosePasswordForm(Form, NewPasswordFields):
    """For who takes a place with a new account."""


class SetUpForm(Form, ClinicFields, NewPasswordFields):
    token = StringField("Token from the server", filters=[one_line], validators=[Length(max=80)])
    name = line_field("Your name", missing="Enter your name")
    email = email_field()
    new_password = password_field("Password", missing="Choose a password")
    treats = BooleanField("I also treat patients")


class PlaceFields:
    name = line_field("Name", missing="Enter the name")
    credentials = line_field("Credentials", longest=80)
    registration_number = line_field("Registration number", longest=40)
    role = RadioField(
        "Role",
        choices=options({role.value: word for role, word in ROLES.items()}),
        validators=[InputRequired("Choose a role")],
    )
    treats = BooleanField("Also treats patients")


class AddClinicianForm(Form, PlaceFields):
    email = email_field()


class ChangeEmailForm(Form):
    email = email_field()


class EditClinicianForm(Form, PlaceFields):
    version = HiddenField()

    @property
    def opened_version(self) -> int:
        text = str(self.version.data or "")
        return int(text) if text.isascii() and text.isdigit() else -1


def place_typed(form: PlaceFields) -> dict[str, Any]:
    """What was typed about a place, by the names of its details."""
    return {
        "name": form.name.data or "",
        "credentials": form.credentials.data or "",
        "registration_number": form.registration_number.data or "",
        "role": Role(form.role.data),
        "treats": bool(form.treats.data),
    }
