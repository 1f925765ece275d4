"""Days, numbers and ranges in the patient's language, for the sheet at home."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from clinic import locales
from clinic.domain.dose import Range
from clinic.locales import CHINESE, ENGLISH

EN_DASH: Final = "–"
NO_BREAK_SPACE: Final = "\u00a0"
FULL_WIDTH_COLON: Final = "："


@dataclass(frozen=True, slots=True)
class Wording:
    """One language of a handout."""

    language: str

    @classmethod
    def of(cls, language: str) -> "Wording":
        """The patient's language where it can be printed, else English."""
        return cls(language if language in locales.LOCALES else ENGLISH)

    def day(self, day: date) -> str:
        """A day with its month in words."""
        return locales.long_day(self.language, day)

    def days(self, first: date, last: date) -> str:
        """Days in a row: "23–29 March 2026", "30 March – 5 April 2026", or with both years."""
        return locales.days(self.language, first, last)

    def number(self, value: Decimal) -> str:
        """A number without trailing zeros, with the language's signs."""
        return locales.number(self.language, value)

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
        if self.language == CHINESE:
            return f"{label}{FULL_WIDTH_COLON}"
        return f"{label}{NO_BREAK_SPACE}:" if self.language == "fr" else f"{label}:"

    def labelled(self, label: str, value: str) -> str:
        """A label with its value; a full-width colon brings its own space."""
        space = "" if self.language == CHINESE else " "
        return f"{self.colon(label)}{space}{value}"

    def listed(self, things: Iterable[str]) -> str:
        """Things in a row, with the language's "and" before the last."""
        return locales.listed(self.language, tuple(things))
