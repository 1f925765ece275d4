"""Days, numbers and ranges in the patient's language, for the sheet at home."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from clinic.domain.dose import Range, plain_number
from clinic.phrasing import MONTHS

ENGLISH: Final = "en"
EN_DASH: Final = "–"
NO_BREAK_SPACE: Final = "\u00a0"

# How a language writes a day, and its decimal sign. Languages that our typefaces cannot print yet
# are not here: their patients get the English sheet.
DAY_FORMS: Final[Mapping[str, str]] = {
    ENGLISH: "{day} {month} {year}",
    "es": "{day} de {month} de {year}",
    "fr": "{day} {month} {year}",
    "de": "{day}. {month} {year}",
}
MONTH_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    ENGLISH: MONTHS,
    "es": (
        "enero", "febrero", "marzo", "abril", "mayo", "junio",
        "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    ),
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ),
    "de": (
        "Januar", "Februar", "März", "April", "Mai", "Juni",
        "Juli", "August", "September", "Oktober", "November", "Dezember",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wording:
    """One language of a handout."""

    language: str

    @classmethod
    def of(cls, language: str) -> "Wording":
        """The patient's language where it can be printed, else English."""
        return cls(language if language in DAY_FORMS else ENGLISH)

    def day(self, day: date) -> str:
        """A day with its month in words."""
        month = MONTH_NAMES[self.language][day.month - 1]
        return DAY_FORMS[self.language].format(day=day.day, month=month, year=day.year)

    def number(self, value: Decimal) -> str:
        """A number without trailing zeros, with the language's decimal sign."""
        written = plain_number(value)
        return written if self.language == ENGLISH else written.replace(".", ",")

    def amount(self, value: Decimal, unit: str) -> str:
        """A number with its unit, never parted by a line's end."""
        return f"{self.number(value)}{NO_BREAK_SPACE}{unit}"

    def span(self, limits: Range) -> str:
        """A range such as "3–5"."""
        if limits.start == limits.target:
            return self.number(limits.start)
        return f"{self.number(limits.start)}{EN_DASH}{self.number(limits.target)}"

    def colon(self, label: str) -> str:
        """A label with its colon; French sets a no-break space before it."""
        return f"{label}{NO_BREAK_SPACE}:" if self.language == "fr" else f"{label}:"
