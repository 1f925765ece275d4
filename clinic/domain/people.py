"""Who is measured: identity, birth dates as they are typed, and record numbers."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clinic import locales
from clinic.domain.ages import completed_years
from clinic.locales import ENGLISH

OLDEST_YEARS = 120  # nobody is known to have grown older than 122


class Sex(StrEnum):
    """Sex as the norm tables use it. `UNKNOWN` shows the score without a sex-specific norm."""

    FEMALE = "F"
    MALE = "M"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True, slots=True)
class PatientDetails:
    """What is written down about a person; names as they were given, never folded."""

    record_number: str
    given_name: str
    family_name: str
    birth_date: date
    sex: Sex
    language: str = "en"
    telephone: str = ""
    email: str = ""
    address: str = ""
    emergency_contact_name: str = ""
    emergency_contact_telephone: str = ""
    emergency_contact_relation: str = ""
    referrer: str = ""
    sight_hearing_aid_notes: str = ""


# Languages by their own names: what a person prefers to speak and read.
LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "ar": "العربية",
    "bn": "বাংলা",
    "cy": "Cymraeg",
    "de": "Deutsch",
    "el": "Ελληνικά",
    "es": "Español",
    "fa": "فارسی",
    "fr": "Français",
    "hi": "हिन्दी",
    "it": "Italiano",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
    "ro": "Română",
    "ru": "Русский",
    "so": "Soomaali",
    "sv": "Svenska",
    "tr": "Türkçe",
    "uk": "Українська",
    "ur": "اردو",
    "vi": "Tiếng Việt",
    "zh-Hans": "简体中文",
}


class BirthDateProblem(StrEnum):
    """Why a birth date cannot be true."""

    IN_THE_FUTURE = "in_the_future"
    TOO_LONG_AGO = "too_long_ago"


def birth_date_problem(birth_date: date, *, today: date) -> BirthDateProblem | None:
    """What is wrong with a birth date, or None.

    >>> birth_date_problem(date(1846, 8, 3), today=date(2026, 3, 20))
    <BirthDateProblem.TOO_LONG_AGO: 'too_long_ago'>
    """
    if birth_date > today:
        return BirthDateProblem.IN_THE_FUTURE
    if completed_years(birth_date, today) > OLDEST_YEARS:
        return BirthDateProblem.TOO_LONG_AGO
    return None


# --- dates as they are typed -------------------------------------------------------------------

_PARTS = re.compile(r"[0-9]+|[^\W\d_]+")
_FOUR_DIGITS = 4
_TWO_DIGITS = 2
_THREE_LETTERS = 3


def read_typed_date(text: str) -> date | None:
    """The day that was typed, day before month, with a year of four digits; None when unreadable.

    A first number of four digits is the year (1946-08-03). A month may be a word of three letters
    or more. A second number over 12 cannot be a month, so then the month came first.

    >>> read_typed_date("3.8.1946"), read_typed_date("Aug 3rd, 1946"), read_typed_date("31 2 1946")
    (datetime.date(1946, 8, 3), datetime.date(1946, 8, 3), None)
    """
    readings = _readings(text)
    return readings[0] if readings else None


def dates_meant(text: str) -> tuple[date, ...]:
    """Every day that a typed date may mean, for searching: 3/8 and 8/3, 46 as 1946 and 2046.

    >>> dates_meant("3/8/46")[:2]
    (datetime.date(1946, 8, 3), datetime.date(2046, 8, 3))
    """
    return tuple(_readings(text, both_orders=True, short_years=True))


def _readings(text: str, *, both_orders: bool = False, short_years: bool = False) -> list[date]:
    parts = _typed_parts(text)
    if len(parts) != 3:  # noqa: PLR2004 - day, month and year
        return []
    orders = _orders(parts, both_orders=both_orders)
    found = [
        day
        for year, month, day_number in orders
        for full_year in _years(year, short_years=short_years)
        if (day := _day(full_year, month, day_number)) is not None
    ]
    return list(dict.fromkeys(found))


def _typed_parts(text: str) -> list[str]:
    parts = [part.casefold() for part in _PARTS.findall(text)]
    parts = [part for part in parts if part not in {"st", "nd", "rd", "th", "of"}]
    if len(parts) == 1 and re.fullmatch("[0-9]{8}", parts[0]):
        digits = parts[0]
        begins_with_year = digits[:2] in {"18", "19", "20"} and digits[4:6] <= "12"
        cuts = (4, 6) if begins_with_year else (2, 4)
        parts = [digits[: cuts[0]], digits[cuts[0] : cuts[1]], digits[cuts[1] :]]
    return parts


def _orders(parts: list[str], *, both_orders: bool) -> list[tuple[str, str, str]]:
    first, second, third = parts
    if len(first) == _FOUR_DIGITS and first.isdecimal():
        return [(first, second, third)]
    day_first, month_first = (third, second, first), (third, first, second)
    if not first.isdecimal():
        return [month_first]
    if both_orders or (second.isdecimal() and int(second) > 12):  # noqa: PLR2004 - months
        return [day_first, month_first]
    return [day_first]


def _years(year: str, *, short_years: bool) -> list[str]:
    if len(year) == _FOUR_DIGITS:
        return [year]
    return [f"19{year}", f"20{year}"] if short_years and len(year) == _TWO_DIGITS else []


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), _month_number(month), int(day))
    except ValueError:
        return None


def _month_number(month: str) -> int:
    if month.isdecimal():
        return int(month)
    if len(month) < _THREE_LETTERS:
        return 0
    names = enumerate(locales.months(ENGLISH), start=1)
    return next((number for number, name in names if name.casefold().startswith(month)), 0)


# --- record numbers ----------------------------------------------------------------------------

_TRAILING_NUMBER = re.compile(r"(.*?)([0-9]+)", re.DOTALL)


def next_record_number(latest: str | None, taken: Collection[str], *, clinic_name: str) -> str:
    """A free record number in the clinic's own manner: one more than the highest of its kind.

    Args:
        latest: the record number given last, or None in a new clinic; what stands before its
            digits is the manner.
        taken: all record numbers in use; compared without regard to capitals.
        clinic_name: gives the letters of the first number.

    >>> next_record_number("HL-0440", {"HL-0440", "hl-0441"}, clinic_name="Harbour Lane")
    'HL-0442'
    >>> next_record_number(None, (), clinic_name="Harbour Lane Physiotherapy")
    'HL-0001'
    """
    counted = _TRAILING_NUMBER.fullmatch(latest or "")
    letters = "".join(word[0] for word in re.findall(r"\w+", clinic_name)[:2]).upper()
    prefix, digits = counted.groups() if counted else (f"{letters}-" if letters else "", "0000")
    of_its_kind = [
        int(found.group(2))
        for number in taken
        if (found := _TRAILING_NUMBER.fullmatch(number))
        and found.group(1).casefold() == prefix.casefold()
    ]
    return f"{prefix}{max([int(digits), *of_its_kind]) + 1:0{len(digits)}d}"
