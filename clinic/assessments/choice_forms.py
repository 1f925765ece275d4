"""The form of a clinic's choices for one instrument: whose lines, whose error."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from wtforms import BooleanField, HiddenField, RadioField, StringField
from wtforms.validators import ValidationError

from clinic import phrasing
from clinic.assessments.fields import NumberField
from clinic.assessments.results import Profiles
from clinic.domain.instruments import Instrument
from clinic.domain.local_errors import FEWEST_PEOPLE, OWN_PROFILE, OwnSem
from clinic.domain.thresholds import DEFAULT_PROFILE, Mdc
from clinic.web.fields import at_most, one_line, options
from clinic.web.forms import Form

LARGEST_SEM: Final = Decimal(1000)
MOST_PEOPLE: Final = 100_000
LEAST_SECONDS, MOST_SECONDS = Decimal(3), Decimal(300)
OWN_WORDS: Final = "Our own error, entered below"


class ChoicesForm(Form):
    """What a clinic chooses for one instrument. Fields that it cannot choose are taken out."""

    version = HiddenField()
    threshold = RadioField("Whose lines hold")
    mdc = RadioField("Whose error holds")
    in_percent = BooleanField("Let the error grow with the score")
    own_value = NumberField("Own SEM", example="1.10")
    own_people = NumberField("People retested", example="34")
    own_source = StringField("Where it comes from", filters=[one_line], validators=[at_most(300)])
    tug_threshold_s = NumberField("A Timed Up and Go is slow over", example="15")

    def __init__(self, instrument: Instrument, *, today: date, data: dict[str, Any]) -> None:
        self.instrument = instrument
        self.today = today
        super().__init__(data=data)
        self.threshold.choices = options(
            {profile.code: profile.words for profile in instrument.profiles}
        )
        self.mdc.choices = options(error_choices(instrument))
        for name in fields_left_out(instrument):
            del self[name]

    def validate_own_value(self, field: NumberField) -> None:
        if self._needs(field):
            raise ValidationError("Enter the SEM, or choose a published error")
        if field.number is not None and not 0 < field.number < self._largest():
            unit = self.instrument.words.unit_many
            raise ValidationError(
                f"Enter a SEM above 0 and under {phrasing.number(self._largest())} {unit}"
            )
        if field.number is not None and self.mdc.data != OWN_PROFILE:
            raise ValidationError(f"Choose “{OWN_WORDS}” to use it, or leave it empty")

    def validate_own_people(self, field: NumberField) -> None:
        said = f"Enter a whole number of people, {FEWEST_PEOPLE} or more"
        if self._needs(field):
            raise ValidationError(said)
        number = field.number
        if number is not None and (number % 1 != 0 or not FEWEST_PEOPLE <= number <= MOST_PEOPLE):
            raise ValidationError(said)

    def validate_own_source(self, field: Any) -> None:  # noqa: ANN401 - as WTForms calls it
        if self.mdc.data == OWN_PROFILE and not field.data:
            raise ValidationError(
                "Say where it comes from: the study, or who was retested and when"
            )

    def validate_tug_threshold_s(self, field: NumberField) -> None:
        if field.number is None and not field.errors:
            raise ValidationError("Enter the seconds over which it is slow, such as 15")
        if field.number is not None and not LEAST_SECONDS <= field.number <= MOST_SECONDS:
            raise ValidationError(f"Enter {LEAST_SECONDS} to {MOST_SECONDS} seconds, such as 15")

    @property
    def opened_version(self) -> int:
        """The version that was on the page; none when it was lost on the way."""
        text = str(self.version.data or "")
        return int(text) if text.isascii() and text.isdigit() else -1

    @property
    def profiles(self) -> Profiles:
        """What was chosen; the defaults are left out, so that a later default holds."""
        mdc = self.mdc.data if "mdc" in self else None
        return Profiles(
            threshold=self._unless_default(),
            mdc=None if mdc == DEFAULT_PROFILE else mdc,
            own_sem=self._own_sem() if mdc == OWN_PROFILE else None,
            in_percent=bool("in_percent" in self and self.in_percent.data),
        )

    @property
    def tug_threshold(self) -> Decimal | None:
        """Seconds over which a Timed Up and Go counts as slow; None where it is not asked."""
        return self.tug_threshold_s.number if "tug_threshold_s" in self else None

    def _needs(self, field: NumberField) -> bool:
        is_own = self.mdc.data == OWN_PROFILE
        return is_own and field.number is None and not field.errors

    def _largest(self) -> Decimal:
        return self.instrument.maximum or LARGEST_SEM

    def _unless_default(self) -> str | None:
        if "threshold" not in self or self.threshold.data == self.instrument.profiles[0].code:
            return None
        return str(self.threshold.data)

    def _own_sem(self) -> OwnSem:
        value, people = self.own_value.number, self.own_people.number
        if value is None or people is None:
            raise ValueError("the form was not accepted")
        return OwnSem(
            value=value,
            people=int(people),
            source=str(self.own_source.data),
            entered_on=self.today,
        )


def error_choices(instrument: Instrument) -> dict[str, str]:
    """The MDC profiles of an instrument by code, in words; the clinic's own comes last."""
    rows: dict[str, list[Mdc]] = {}
    for row in instrument.mdc:
        if row.profile != OWN_PROFILE:
            rows.setdefault(row.profile, []).append(row)
    told = {code: error_profile_words(instrument, found) for code, found in rows.items()}
    return {DEFAULT_PROFILE: "None published: no verdict", **told, OWN_PROFILE: OWN_WORDS}


def error_profile_words(instrument: Instrument, rows: Sequence[Mdc]) -> str:
    """One MDC profile: level, value and population; one that depends on the score, its range."""
    if len(rows) == 1:
        return phrasing.error_words(instrument, rows[0])
    values = sorted(row.value for row in rows)
    least, most = (phrasing.number(value, instrument.decimals) for value in (values[0], values[-1]))
    level = rows[0].level_percent
    unit = instrument.words.unit_many
    people = rows[0].population.rpartition(",")[0] or rows[0].population
    return f"MDC{level} {least} to {most} {unit} by the earlier score, {people}"


def fields_left_out(instrument: Instrument) -> tuple[str, ...]:
    """What a clinic cannot choose for this instrument."""
    left = [] if len(instrument.profiles) > 1 else ["threshold"]
    if not compares(instrument):
        left += ["mdc", "own_value", "own_people", "own_source"]
    if instrument.mdc_percent is None:
        left.append("in_percent")
    if not instrument.computed_by:
        left.append("tug_threshold_s")
    return tuple(left)


def compares(instrument: Instrument) -> bool:
    """Whether two results give a difference, so that there can be an error of it."""
    return not instrument.gives_band_only and not instrument.computed_by


def has_choices(instrument: Instrument) -> bool:
    """Whether there is anything to choose."""
    return compares(instrument) or len(instrument.profiles) > 1 or bool(instrument.computed_by)


def filled(instrument: Instrument, profiles: Profiles, *, tug_s: Decimal) -> dict[str, Any]:
    """What the form starts with: the choice as it stands."""
    own = profiles.own_sem
    return {
        "threshold": profiles.threshold or instrument.profiles[0].code,
        "mdc": profiles.mdc or DEFAULT_PROFILE,
        "in_percent": profiles.in_percent,
        "own_value": own.value if own else None,
        "own_people": Decimal(own.people) if own else None,
        "own_source": own.source if own else "",
        "tug_threshold_s": tug_s,
    }
