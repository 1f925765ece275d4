"""Days, numbers, lists and plurals in each language, from the Unicode CLDR by way of Babel.

The languages are those of the texts for patients. What CLDR says holds, but for the departures
below, where the fonts of the paper or the reference for typography ask for something else.
Babel needs 10 to 20 µs a value: what is asked again is answered from a cache.
"""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

ENGLISH: Final = "en"
CHINESE: Final = "zh-Hans"
LOCALES: Final = {
    ENGLISH: "en_GB",
    "es": "es",
    "fr": "fr",
    "de": "de",
    CHINESE: "zh_Hans",
}
LANGUAGES: Final = tuple(LOCALES)

# --- where we depart from CLDR -----------------------------------------------------------------

# In British English CLDR writes "Sept", the one month of four letters. Three letters each keep
# dates of one width in lists and charts; they are CLDR's for English without a country.
SHORT_NAMES: Final = {ENGLISH: "en"}
# The face of nearly all paper lacks the thin space of a range of days and the narrow one of a
# French number.
SPACES: Final = str.maketrans(
    {"\N{THIN SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": "\N{NO-BREAK SPACE}"}
)
# A hyphen is too short before a number and may be torn off at a line's end.
MINUS: Final = "\N{MINUS SIGN}"
# Chinese texts here set a space between a number and a character.
BESIDE_A_NUMBER: Final = re.compile(r"(?<=\d)(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=\d)")
# French says "1er mars" of the first of a month and "2 mars" of the next day; CLDR has one form.
FRENCH: Final = "fr"
FIRST_OF_A_MONTH: Final = re.compile(r"(?<!\d)1(?= [a-zéû])")
# Spanish groups by spaces and only from five digits on (10 000, 6000), Chinese not at all.
SPANISH: Final = "es"
SPANISH_GROUPS_FROM: Final = 10_000
UNGROUPED: Final = "0.###"


# --- days ---------------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def long_day(language: str, when: date) -> str:
    """Day, month in words and year.

    >>> long_day("en", date(2026, 9, 3)), long_day("de", date(2026, 9, 3))
    ('3 September 2026', '3. September 2026')
    """
    return _written(language, format_date(when, "long", locale=_locale(language)))


@lru_cache(maxsize=1024)
def day_of_year(language: str, when: date, *, short: bool = False) -> str:
    """Day and month, without the year.

    >>> day_of_year("en", date(2026, 9, 3)), day_of_year("en", date(2026, 9, 3), short=True)
    ('3 September', '3 Sep')
    """
    pattern = _locale(language).datetime_skeletons["MMMd" if short else "MMMMd"].pattern
    names = _short_names(language) if short else _locale(language)
    return _written(language, format_date(when, pattern, locale=names))


@lru_cache(maxsize=1024)
def days(language: str, first: date, last: date) -> str:
    """Days in a row, with the month and the year once where they are the same.

    >>> days("en", date(2026, 3, 23), date(2026, 3, 29))
    '23–29 March 2026'
    """
    locale = _locale(language)
    formats = locale.interval_formats
    # Most languages have the pattern for short months only; it holds for whole names too.
    parts = formats["yMMMMd"] if "yMMMMd" in formats else formats["yMMMd"]
    differs = next((f for f, a in _FIELDS if getattr(first, a) != getattr(last, a)), None)
    if differs is None:
        return long_day(language, first)
    begun, ended = (re.sub("M{3,4}", "MMMM", part) for part in parts[differs])
    row = format_date(first, begun, locale=locale) + format_date(last, ended, locale=locale)
    return _written(language, row)


_FIELDS: Final = (("y", "year"), ("M", "month"), ("d", "day"))


@cache
def months(language: str, *, short: bool = False) -> tuple[str, ...]:
    """The names of the months as they stand beside a day, January first.

    >>> months("en", short=True)[8], months("fr")[1]
    ('Sep', 'février')
    """
    locale = _short_names(language) if short else _locale(language)
    names = locale.months["format"]["abbreviated" if short else "wide"]
    return tuple(names[number] for number in range(1, 13))


@cache
def weekdays(language: str, *, short: bool = False) -> tuple[str, ...]:
    """The names of the days of a week, Monday first.

    >>> weekdays("en")[0], weekdays("en", short=True)[6]
    ('Monday', 'Sun')
    """
    names = _locale(language).days["format"]["abbreviated" if short else "wide"]
    return tuple(names[number] for number in range(7))


# --- numbers, plurals, lists --------------------------------------------------------------------


@lru_cache(maxsize=4096)
def number(language: str, value: Decimal | int) -> str:
    """A number as it is, without trailing zeros, grouped by thousands; a true minus below zero.

    >>> number("en", Decimal("12000.50")), number("de", Decimal("1.5")), number("es", 6000)
    ('12,000.5', '1,5', '6000')
    """
    locale = _locale(language)
    exact = Decimal(value).normalize()
    plain = language == CHINESE or (language == SPANISH and abs(exact) < SPANISH_GROUPS_FROM)
    written = format_decimal(
        exact,
        format=UNGROUPED if plain else None,
        locale=locale,
        decimal_quantization=False,
    )
    if language == SPANISH:
        written = written.replace(locale.number_symbols["latn"]["group"], "\N{NO-BREAK SPACE}")
    return written.translate(SPACES).replace("-", MINUS)


@cache
def decimal_sign(language: str) -> str:
    """The sign before the decimals; that of English for a language without texts here.

    >>> decimal_sign("en"), decimal_sign("de")
    ('.', ',')
    """
    known = language if language in LOCALES else ENGLISH
    sign: str = _locale(known).number_symbols["latn"]["decimal"]
    return sign


@lru_cache(maxsize=1024)
def is_one(language: str, count: Decimal | int) -> bool:
    """Whether a noun with this count stands in the singular, by the language's own rule.

    >>> is_one("en", 1), is_one("en", 0), is_one("fr", 0)
    (True, False, True)
    """
    return _locale(language).plural_form(abs(Decimal(count).normalize())) == "one"


def counted(language: str, count: Decimal | int, one: str, many: str) -> str:
    """A count with its noun, in the form that the language asks for.

    >>> counted("en", 1, "day", "days"), counted("de", Decimal("1.5"), "Tag", "Tage")
    ('1 day', '1,5 Tage')
    """
    return f"{number(language, count)} {one if is_one(language, count) else many}"


def listed(language: str, things: Sequence[str]) -> str:
    """Things in a row, as a sentence lists them.

    >>> listed("en", ["aid", "pace", "start"]), listed("es", ["ayuda"])
    ('aid, pace and start', 'ayuda')
    """
    return format_list(things, locale=_locale(language))


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(LOCALES[language])


@cache
def _short_names(language: str) -> Locale:
    return Locale.parse(SHORT_NAMES[language]) if language in SHORT_NAMES else _locale(language)


def _written(language: str, day: str) -> str:
    if language == FRENCH:
        day = FIRST_OF_A_MONTH.sub("1er", day)
    return BESIDE_A_NUMBER.sub(" ", day.translate(SPACES))
