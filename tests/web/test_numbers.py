"""Numbers as people type them: what one clinic writes with a comma, another writes with a point."""

from decimal import Decimal

import pytest
from flask import Flask, g

from clinic.domain.units import NotANumber
from clinic.web.numbers import read_number, read_whole
from tests.factories import acting

POINT = ("en", "zh-Hans")
COMMA = ("es", "fr", "de")


@pytest.fixture
def at_clinic():
    """Reads in a clinic of a language."""
    app = Flask(__name__)

    def read(typed, language, **more):
        with app.test_request_context():
            g.actor = acting(language=language)
            return read_number(typed, **more)

    return read


@pytest.mark.parametrize("language", POINT + COMMA)
def test_a_point_is_read_everywhere(at_clinic, language):
    assert at_clinic(" 12.5 ", language) == Decimal("12.5")


@pytest.mark.parametrize("language", COMMA)
def test_a_comma_is_read_where_the_language_writes_one(at_clinic, language):
    assert at_clinic("12,5", language) == Decimal("12.5")


@pytest.mark.parametrize("language", POINT)
def test_elsewhere_a_comma_is_answered_with_the_same_number_with_a_point(at_clinic, language):
    with pytest.raises(NotANumber, match=r"^Write 12.5, with a point$"):
        at_clinic("12,5", language)


@pytest.mark.parametrize("language", COMMA)
def test_a_comma_before_three_digits_begins_the_decimals(at_clinic, language):
    assert at_clinic("1,234", language) == Decimal("1.234")


@pytest.mark.parametrize("typed", ["1,234", "12,345", "1,234.5", "12,4,6", ",5"])
def test_what_may_be_thousands_is_not_guessed_at(at_clinic, typed):
    with pytest.raises(NotANumber, match=r"^Write the number without a comma, such as 12.46$"):
        at_clinic(typed, "en", example="12.46")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("abc", "Enter a number, such as 12.46. Allowed: 3.00 to 300.00 seconds."),
        (
            "1,234",
            "Write the number without a comma, such as 12.46. Allowed: 3.00 to 300.00 seconds.",
        ),
        ("12,5", "Write 12.5, with a point"),
        ("999999999", "Enter 3.00 to 300.00 seconds."),
    ],
)
def test_what_is_allowed_is_said_where_it_is_known(at_clinic, typed, said):
    with pytest.raises(NotANumber) as refused:
        at_clinic(typed, "en", example="12.46", allowed="3.00 to 300.00 seconds")
    assert str(refused.value) == said


@pytest.mark.parametrize("typed", ["1000000", "-123456789.5"])
def test_a_number_that_is_too_long_is_still_called_a_number(typed):
    with pytest.raises(NotANumber, match=r"^Enter a smaller number$"):
        read_number(typed)


def test_more_decimals_than_anybody_measures_are_refused_by_that_name():
    with pytest.raises(NotANumber, match=r"^Write the number with fewer decimals$"):
        read_number("1.1234567")


@pytest.mark.parametrize("typed", ["1.234,5", "1,234.5", "12,4,6", "1 234", "1_0", "1e3", "nan"])
def test_two_signs_of_grouping_are_no_number_in_any_language(at_clinic, typed):
    for language in POINT + COMMA:
        with pytest.raises(NotANumber):
            at_clinic(typed, language)


def test_the_signs_of_a_keyboard_for_chinese_are_those_of_any_other(at_clinic):
    assert at_clinic("12．5", "zh-Hans") == Decimal("12.5")
    assert at_clinic("１２。５", "zh-Hans") == Decimal("12.5")
    with pytest.raises(NotANumber, match=r"^Write 12\.5, with a point$"):
        at_clinic("12，5", "zh-Hans")


def test_outside_a_clinic_a_number_is_written_with_a_point():
    assert read_number("−2.5") == Decimal("-2.5")
    with pytest.raises(NotANumber):
        read_number("2,5")


@pytest.mark.parametrize("typed", ["1_0", "1.0", "1,0", "1e1", "ten", "½", ""])
def test_a_whole_number_has_digits_alone(typed):
    with pytest.raises(NotANumber, match=r"^Enter a whole number$"):
        read_whole(typed)


def test_a_whole_number_may_have_a_sign():
    assert (read_whole(" 12 "), read_whole("-3")) == (12, -3)
