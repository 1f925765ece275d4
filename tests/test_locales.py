"""Days, numbers and lists as each language writes them: what CLDR says, and where we depart."""

from datetime import date
from decimal import Decimal

import pytest

from clinic import locales
from clinic.locales import LANGUAGES
from reports.faces import printable

NARROW = "\N{NARROW NO-BREAK SPACE}"
THIN = "\N{THIN SPACE}"


@pytest.mark.parametrize(
    ("language", "ten_thousand", "six_thousand", "one_and_a_half"),
    [
        ("en", "10,000", "6,000", "1.5"),
        ("es", "10\u00a0000", "6000", "1,5"),
        ("fr", "10\u00a0000", "6\u00a0000", "1,5"),
        ("de", "10.000", "6.000", "1,5"),
        ("zh-Hans", "10000", "6000", "1.5"),
    ],
)
def test_each_language_groups_thousands_and_marks_decimals_in_its_own_way(
    language, ten_thousand, six_thousand, one_and_a_half
):
    assert locales.number(language, 10_000) == ten_thousand
    assert locales.number(language, Decimal(6000)) == six_thousand
    assert locales.number(language, Decimal("1.50")) == one_and_a_half


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_is_never_rounded_and_below_zero_it_has_a_true_minus(language):
    written = locales.number(language, Decimal("-0.12345678"))
    assert written.startswith("−0")
    assert written.endswith("12345678")


@pytest.mark.parametrize(
    ("language", "day", "week", "listed"),
    [
        ("en", "3 September 2026", "28 September – 4 October 2026", "a, b and c"),
        (
            "es",
            "3 de septiembre de 2026",
            "28 de septiembre – 4 de octubre de 2026",
            "a, b y c",
        ),
        ("fr", "3 septembre 2026", "28 septembre – 4 octobre 2026", "a, b et c"),
        ("de", "3. September 2026", "28. September – 4. Oktober 2026", "a, b und c"),
        ("zh-Hans", "2026 年 9 月 3 日", "2026 年 9 月 28 日至 10 月 4 日", "a、b和c"),
    ],
)
def test_each_language_writes_days_weeks_and_lists_in_its_own_way(language, day, week, listed):
    assert locales.long_day(language, date(2026, 9, 3)) == day
    assert locales.days(language, date(2026, 9, 28), date(2026, 10, 4)) == week
    assert locales.listed(language, ("a", "b", "c")) == listed


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_space_is_asked_of_a_font_that_lacks_it(language):
    ranges = [
        locales.days(language, date(2026, month, 1), date(2027 - month % 2, 12, 31))
        for month in range(1, 13)
    ]
    written = "".join([*ranges, locales.number(language, 1_234_567), locales.number(language, -1)])
    assert not {NARROW, THIN} & set(written)
    assert printable(written) == written


@pytest.mark.parametrize(
    ("day", "written"),
    [(1, "1er mars 2026"), (2, "2 mars 2026"), (11, "11 mars 2026"), (21, "21 mars 2026")],
)
def test_french_counts_the_first_of_a_month_as_the_first(day, written):
    assert locales.long_day("fr", date(2026, 3, day)) == written


def test_days_that_are_one_day_are_written_once():
    assert locales.days("de", date(2026, 3, 23), date(2026, 3, 23)) == "23. März 2026"


def test_english_short_months_have_three_letters_each():
    assert {len(name) for name in locales.months("en", short=True)} == {3}
    assert locales.day_of_year("en", date(2026, 9, 3), short=True) == "3 Sep"


@pytest.mark.parametrize(
    ("language", "none", "one", "two"),
    [
        ("en", False, True, False),
        ("es", False, True, False),
        ("fr", True, True, False),
        ("de", False, True, False),
        ("zh-Hans", False, False, False),
    ],
)
def test_whether_a_count_is_one_follows_the_plural_rule_of_the_language(language, none, one, two):
    assert [locales.is_one(language, count) for count in (0, 1, 2)] == [none, one, two]


def test_an_amount_of_one_has_its_noun_in_the_singular_and_zeros_behind_it_change_nothing():
    assert locales.counted("en", Decimal("1.0"), "minute", "minutes") == "1 minute"
    assert locales.counted("en", Decimal("0.5"), "minute", "minutes") == "0.5 minutes"
    assert locales.counted("en", 1250, "minute", "minutes") == "1,250 minutes"


@pytest.mark.parametrize(
    ("language", "sign"), [("en", "."), ("fr", ","), ("zh-Hans", "."), ("pl", ".")]
)
def test_the_decimal_sign_of_a_language_without_texts_here_is_that_of_english(language, sign):
    assert locales.decimal_sign(language) == sign
