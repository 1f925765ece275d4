"""Days in a row as the diary says them: the month and the year once where they are the same."""

from datetime import date

import pytest

from clinic.documents.wording import Wording

LAST_OF_NOVEMBER, FIRST_OF_DECEMBER = date(2026, 11, 30), date(2026, 12, 6)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "30 November – 6 December 2026"),
        ("es", "30 de noviembre – 6 de diciembre de 2026"),
        ("fr", "30 novembre – 6 décembre 2026"),
        ("de", "30. November – 6. Dezember 2026"),
        ("zh-Hans", "2026 年 11 月 30 日至 12 月 6 日"),
    ],
)
def test_the_year_of_a_week_that_changes_the_month_is_said_once(language, said):
    assert Wording.of(language).days(LAST_OF_NOVEMBER, FIRST_OF_DECEMBER) == said


def test_a_week_over_new_year_says_both_years_and_one_within_a_month_its_month_once():
    wording = Wording.of("en")
    assert wording.days(date(2026, 12, 28), date(2027, 1, 3)) == "28 December 2026 – 3 January 2027"
    assert wording.days(date(2026, 11, 23), date(2026, 11, 29)) == "23–29 November 2026"
