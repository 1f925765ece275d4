"""Days, numbers and ranges in the patient's language, for the sheet at home."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from clinic.domain.dose import Range, plain_number
from clinic.phrasing import MONTHS

ENGLISH: Final = "en"
EN_DASH: Final = "–"
NO_BREAK_SPACE: Final = "\u00a0"

CHINESE: Final = "zh-Hans"
FULL_WIDTH_COLON: Final = "："

# How a language writes a day. A language without a form has no texts: its patients get the English
# sheet.
DAY_FORMS: Final[Mapping[str, str]] = {
    ENGLISH: "{day} {month} {year}",
    "es": "{day} de {month} de {year}",
    "fr": "{day} {month} {year}",
    "de": "{day}. {month} {year}",
    CHINESE: "{year} 年 {month} 月 {day} 日",
}
# A day without its year, and how the year stands with such days.
WITHIN_YEAR: Final[Mapping[str, str]] = {
    ENGLISH: "{day} {month}",
    "es": "{day} de {month}",
    "fr": "{day} {month}",
    "de": "{day}. {month}",
    CHINESE: "{month} 月 {day} 日",
}
YEAR_FORMS: Final[Mapping[str, str]] = {
    ENGLISH: "{day} {year}",
    "es": "{day} de {year}",
    "fr": "{day} {year}",
    "de": "{day} {year}",
    CHINESE: "{year} 年 {day}",
}
WITH_COMMA: Final = frozenset({"es", "fr", "de"})
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
    CHINESE: tuple(str(number) for number in range(1, 13)),
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

    def days(self, first: date, last: date) -> str:
        """Days in a row: "23–29 March 2026", "30 March – 5 April 2026", or with both years."""
        if first.year != last.year:
            return f"{self.day(first)} {EN_DASH} {self.day(last)}"
        if first.month != last.month:
            begun, ended = map(self._within_year, (first, last))
            both = f"{begun} {EN_DASH} {ended}"
            return YEAR_FORMS[self.language].format(day=both, year=first.year)
        # German sets a point after each number of a day.
        point = "." if self.language == "de" else ""
        month = MONTH_NAMES[self.language][first.month - 1]
        both = f"{first.day}{point}{EN_DASH}{last.day}"
        return DAY_FORMS[self.language].format(day=both, month=month, year=first.year)

    def _within_year(self, day: date) -> str:
        month = MONTH_NAMES[self.language][day.month - 1]
        return WITHIN_YEAR[self.language].format(day=day.day, month=month)

    def number(self, value: Decimal) -> str:
        """A number without trailing zeros, with the language's decimal sign."""
        written = plain_number(value)
        return written.replace(".", ",") if self.language in WITH_COMMA else written

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
        """Things with commas between them."""
        return ("、" if self.language == CHINESE else ", ").join(things)
