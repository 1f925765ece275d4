"""What is typed when a clinic writes an exercise of its own, or stops offering one."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from clinic.catalogue.checklist_definitions import CLINICAL_SCREEN, get_checklist
from clinic.catalogue.exercise_definitions import list_exercises as list_shipped
from clinic.catalogue.ladder_definitions import get_ladder
from clinic.domain.dose import DoseField
from clinic.domain.exercise_rules import TEST_WORDS
from clinic.domain.exercises import Category, Equipment
from clinic.domain.own_exercises import LONGEST_STEP, MOST_STEPS
from clinic.exercises.words import (
    DOSE_NAMES,
    EQUIPMENT,
    HOME,
    LANGUAGES,
    SUPERVISION,
    SUPPORT,
    TRAINS,
)
from clinic.phrasing import plural
from clinic.web.fields import AmountField, WholeField, line_field, lines, options, text_field
from clinic.web.forms import Form
from clinic.web.pictures import PictureField

LONGEST_NAME: Final = 80
MOST: Final = 999
MOST_EFFORT: Final = 10
MOST_DAYS: Final = 7
MOST_REST_S: Final = 600
WHOLE_AMOUNTS: Final = frozenset({DoseField.SETS, DoseField.REPS, DoseField.HOLD_S})
# Higher is better in these tests, lower in the others.
AT_LEAST: Final = frozenset({"stand_supported", "berg", "four_stage", "cst30"})
ENDS: Final = ("start", "target")
EFFORT: Final = "effort"
DAYS: Final = "days_per_week"

# By exercise.eyes_closed and so on: what a tick says.
TICKS: Final[Mapping[str, str]] = {
    "counts_as_backward_minutes": "It is backward walking: its minutes count for the level",
    "eyes_closed": "Done with the eyes closed",
    "outdoors": "Done outdoors",
}


def at_most_lines(most: int, longest: int) -> Callable[[Any, Any], None]:
    """One thing a line: how many, and how long each may be."""

    def check(_form: object, field: Any) -> None:  # noqa: ANN401 - WTForms
        found = as_lines(field.data)
        if len(found) > most:
            raise ValidationError(f"Write {most} lines or fewer. Here are {len(found)}.")
        too_long = next((line for line in found if len(line) > longest), "")
        if too_long:
            raise ValidationError(
                f"Use {longest} characters or fewer a line. Too long: “{too_long[:40]}…”"
            )

    return check


def as_lines(text: str | None) -> list[str]:
    """What was typed line by line, without empty lines."""
    return [line for line in (text or "").splitlines() if line.strip()]


def lines_field(label: str, *, most: int = 6, longest: int = 200, missing: str = "") -> Any:  # noqa: ANN401 - a WTForms field
    checks = [DataRequired(missing) if missing else Optional(), at_most_lines(most, longest)]
    return TextAreaField(label, filters=[lines], validators=checks)


def boxes(label: str, words: Mapping[Any, str]) -> SelectMultipleField:
    return SelectMultipleField(
        label,
        choices=options(words),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


def _levels() -> dict[str, str]:
    return {str(one.number): f"Level {one.number}: {one.name()}" for one in get_ladder().levels}


def _screen_items() -> dict[str, str]:
    return {item.id: item.label for item in get_checklist(CLINICAL_SCREEN).items}


def _drawings() -> dict[str, str]:
    return {"": "No drawing"} | {one.code: one.name() for one in list_shipped()}


def _equipment() -> dict[Equipment, str]:
    return dict(sorted(EQUIPMENT.items(), key=lambda pair: pair[1]))


class ExerciseForm(Form):
    """An exercise of the clinic's own; languages, amounts and tests get their fields below."""

    version = HiddenField(default="0")
    picture_kept = HiddenField()

    category = SelectField("What it trains", choices=options(TRAINS), default=Category.BALANCE)
    level = SelectField("From level", choices=options(_levels()), coerce=str)
    max_level = SelectField("To level", choices=options(_levels()), coerce=str, default="8")
    benefits = lines_field(
        "Good for", most=3, longest=120, missing="Say what it is good for, one thing a line"
    )
    clinician_note = text_field("Note for the clinician", longest=1000)
    source = line_field("Source", longest=300, missing="Say where the exercise comes from")

    home = SelectField("At home", choices=options(HOME), default="no")
    supervision = SelectField("In clinic or pool", choices=options(SUPERVISION))
    support = SelectField("Holding on", choices=options(SUPPORT), default="two_hands")
    equipment = boxes("Equipment", _equipment())
    precautions = lines_field("Before it begins")
    cautions = lines_field("Take care")

    load = line_field("Load", longest=120)
    rest_s = WholeField(
        "Rest between sets",
        default=60,
        validators=[
            InputRequired("Enter the rest, or 0"),
            NumberRange(0, MOST_REST_S, f"Enter 0 to {MOST_REST_S} seconds"),
        ],
    )

    blocked_by = boxes("Not with", _screen_items())
    caution_if = boxes("With care", _screen_items())

    drawing = SelectField("Stepback’s drawing of", choices=options(_drawings()))
    picture = PictureField("A picture of your own")
    no_picture = BooleanField("Leave out the picture shown here")
    says = line_field("What your picture shows", longest=200)

    def validate_max_level(self, field: SelectField) -> None:
        order = [value for value, *_ in field.iter_choices()]
        if not {field.data, self.level.data} <= set(order):
            return  # one was not offered, which is said beside it
        if order.index(field.data) < order.index(self.level.data):
            raise ValidationError("Choose a level that is not below the first")

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - WTForms
        right = bool(super().validate(extra_validators))
        # Pairs and languages are whole only together, so they are looked at after each by itself.
        return not [*self._check_ranges(), *self._check_languages(), *self._check_says()] and right

    @property
    def has_kept_picture(self) -> bool:
        return bool(self.picture_kept.data) and not self.no_picture.data

    @property
    def opened_version(self) -> int:
        typed = self.version.data or ""
        return int(typed) if typed.isdecimal() else 0

    @property
    def languages(self) -> list[tuple[str, str, Any, Any]]:
        """Code, word, and the fields for name and steps, English first."""
        return [
            (code, words, self[f"name_{code}"], self[f"steps_{code}"])
            for code, words in LANGUAGES.items()
        ]

    @property
    def ranges(self) -> list[tuple[str, str, Any, Any]]:
        """Key, word, and the fields from start to target."""
        return [
            (key, words, self[f"{key}_start"], self[f"{key}_target"])
            for key, words in RANGES.items()
        ]

    @property
    def tests(self) -> list[tuple[str, str, str, Any]]:
        """Key, "Berg at least", its unit, and the field."""
        return [
            (
                key,
                f"{words[:1].upper()}{words[1:]}, {'at least' if key in AT_LEAST else 'at most'}",
                unit.strip(),
                self[f"test_{key}"],
            )
            for key, (words, unit) in TEST_WORDS.items()
        ]

    @property
    def ticks(self) -> list[Any]:
        return [self[key] for key in TICKS]

    def _check_ranges(self) -> list[str]:
        found = []
        for key, _words, start, target in self.ranges:
            if start.errors or target.errors:
                continue
            if (start.data is None) != (target.data is None):
                missing = start if start.data is None else target
                found.append(add_error(missing, "Enter both, or neither"))
            elif start.data is not None and target.data < start.data:
                found.append(add_error(target, "Enter a number that is not below the start"))
            elif start.data is None and key in {EFFORT, DAYS}:
                found.append(add_error(start, "Enter from and to"))
        return found

    def _check_says(self) -> list[str]:
        has_picture = self.picture.picture is not None or self.has_kept_picture
        if not has_picture or self.says.data or self.says.errors:
            return []
        message = "Say in a sentence what the picture shows: some cannot see it"
        return [add_error(self.says, message)]

    def _check_languages(self) -> list[str]:
        wanted = len(as_lines(self["steps_en"].data))
        found = []
        for code, words, name, steps in self.languages:
            count = len(as_lines(steps.data))
            if code == "en" or name.errors or steps.errors:
                continue
            if bool(name.data) != bool(count):
                missing = steps if name.data else name
                found.append(add_error(missing, f"{words}: enter the name and the steps"))
            elif count and count != wanted:
                told = f"{words}: {plural(count, 'step')}, but {wanted} in English"
                found.append(add_error(steps, told))
        return found


def add_error(field: Any, message: str) -> str:  # noqa: ANN401 - a WTForms field
    """Puts a sentence beside a field; the sentence is given back."""
    field.errors = [*field.errors, message]
    return message


RANGES: Final[Mapping[str, str]] = {
    **{field.value: words for field, words in DOSE_NAMES.items()},
    EFFORT: "Effort, of 10",
    DAYS: "Days a week",
}
_LIMITS: Final = {EFFORT: (0, MOST_EFFORT), DAYS: (1, MOST_DAYS)}


def _range_field(key: str, label: str) -> Any:  # noqa: ANN401 - a WTForms field
    least, most = _LIMITS.get(key, (0, MOST))
    whole = key in WHOLE_AMOUNTS or key in _LIMITS
    least = max(least, 1) if key in WHOLE_AMOUNTS else least
    message = f"Enter a number from {least} to {most}"
    checks = [Optional(), NumberRange(least, most, message)]
    return (WholeField if whole else AmountField)(label, validators=checks)


def _fields() -> dict[str, Any]:
    made = {
        f"{key}_{end}": _range_field(key, f"{words}, {end}")
        for key, words in RANGES.items()
        for end in ENDS
    }
    made |= {f"test_{key}": _test_field(words) for key, (words, _unit) in TEST_WORDS.items()}
    made |= {key: BooleanField(words) for key, words in TICKS.items()}
    for code, words in LANGUAGES.items():
        needed = code == "en"
        made[f"name_{code}"] = line_field(
            f"Name in {words}", longest=LONGEST_NAME, missing="Enter the name" if needed else ""
        )
        made[f"steps_{code}"] = lines_field(
            f"Steps in {words}, one a line",
            most=MOST_STEPS,
            longest=LONGEST_STEP,
            missing="Write the steps, one a line" if needed else "",
        )
    return made


def _test_field(label: str) -> AmountField:
    message = f"Enter a number from 0 to {MOST}, or nothing"
    return AmountField(label, validators=[Optional(), NumberRange(0, MOST, message)])


for _name, _field in _fields().items():
    setattr(ExerciseForm, _name, _field)


class OfferForm(Form):
    """Why the clinic stops offering an exercise, or offers it again."""

    reason = text_field("Reason", longest=300, missing="Say why: colleagues will ask")
