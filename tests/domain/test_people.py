from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.people import (
    BirthDateProblem,
    birth_date_problem,
    dates_meant,
    next_record_number,
    read_typed_date,
)

TODAY = date(2026, 3, 20)
THIRD_OF_AUGUST = date(1946, 8, 3)


@pytest.mark.parametrize(
    "typed",
    [
        "3 8 1946",
        "03/08/1946",
        "3.8.1946",
        "3-8-1946",
        "1946-08-03",
        "1946 8 3",
        "03081946",
        "19460803",
        "3 Aug 1946",
        "3rd of August 1946",
        "Aug 3, 1946",
        "AUGUST 3 1946",
    ],
)
def test_a_date_is_read_in_the_usual_spellings(typed):
    assert read_typed_date(typed) == THIRD_OF_AUGUST


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "yesterday",
        "3 8",
        "3 8 46",
        "31 2 1946",
        "3 Au 1946",
        "3 xxx 1946",
        "0 0 1946",
        "3 8 ²²²²",
    ],
)
def test_what_is_no_date_is_not_guessed(typed):
    assert read_typed_date(typed) is None


def test_a_number_over_12_cannot_be_a_month():
    assert read_typed_date("8/23/1946") == date(1946, 8, 23)


def test_a_search_takes_every_reading():
    assert set(dates_meant("3/8/1946")) == {THIRD_OF_AUGUST, date(1946, 3, 8)}
    assert date(1946, 8, 3) in dates_meant("3/8/46")
    assert dates_meant("marlowe") == ()


@given(st.dates(min_value=date(1900, 1, 1)))
def test_a_date_written_day_first_comes_back(day):
    assert read_typed_date(f"{day.day} {day.month} {day.year}") == day


@pytest.mark.parametrize(
    ("born", "problem"),
    [
        (date(3000, 1, 1), BirthDateProblem.IN_THE_FUTURE),
        (date(2026, 3, 21), BirthDateProblem.IN_THE_FUTURE),
        (date(1905, 3, 20), BirthDateProblem.TOO_LONG_AGO),
        (date(1905, 3, 21), None),
        (TODAY, None),
    ],
)
def test_a_birth_date_lies_within_120_years(born, problem):
    assert birth_date_problem(born, today=TODAY) is problem


@pytest.mark.parametrize(
    ("latest", "taken", "following"),
    [
        (None, (), "HL-0001"),
        ("HL-0440", {"HL-0440"}, "HL-0441"),
        ("HL-0440", {"HL-0440", "hl-0441", "HL-0442"}, "HL-0443"),
        ("HL-0001", {"HL-0001", "HL-0440", "X-9000"}, "HL-0441"),
        ("999", {"999"}, "1000"),
        ("Marlowe", {"Marlowe"}, "HL-0001"),
    ],
)
def test_a_record_number_counts_on_in_the_same_manner(latest, taken, following):
    assert next_record_number(latest, taken, clinic_name="Harbour Lane") == following


def test_a_clinic_without_letters_counts_plainly():
    assert next_record_number(None, (), clinic_name="…") == "0001"
