from datetime import date

import pytest

from clinic.domain.people import PatientDetails, Sex
from clinic.patients import queries
from clinic.patients.actions import register
from tests.factories import MORNING

EVERYWHERE = "Ł<b>O'Neil & Søn 王 محمد"


def make_details(**values):
    return PatientDetails(
        record_number=values.pop("record_number", "HL-0367"),
        given_name=values.pop("given_name", "Edith"),
        family_name=values.pop("family_name", "Marlowe"),
        birth_date=values.pop("birth_date", date(1946, 8, 3)),
        sex=values.pop("sex", Sex.FEMALE),
        **values,
    )


@pytest.fixture
def people(inside):
    def add(**values):
        return register(make_details(**values), by=inside.actor, at=MORNING)

    add(record_number="HL-0001")
    add(
        record_number="HL-0002",
        given_name="Łucja",
        family_name="Nowak-Øre",
        birth_date=date(1950, 3, 8),
    )
    add(
        record_number="A_1%",
        given_name="Percy",
        family_name=EVERYWHERE,
        birth_date=date(1939, 12, 1),
    )
    return add


def found(text, **values):
    return [patient.record_number for patient in queries.search(text, **values)]


@pytest.mark.parametrize("typed", ["lucja", "ŁUCJA", "nowak", "ore", "Nowak Łuc", "nowak-øre luc"])
def test_a_name_is_found_without_its_accents_by_the_beginnings_of_its_words(people, typed):
    assert found(typed) == ["HL-0002"]


def test_the_middle_of_a_word_is_not_enough(people):
    assert found("owak") == []


@pytest.mark.parametrize("typed", ["oneil", "O’Neil", "son wang", EVERYWHERE, "محمد", "王"])
def test_a_name_in_any_letters_is_found(people, typed):
    assert found(typed) == ["A_1%"]


@pytest.mark.parametrize(
    "typed", ["3 8 1946", "03.08.1946", "1946-08-03", "3 August 1946", "3/8/46", "aug 3 1946"]
)
def test_a_birth_date_is_found_in_the_usual_spellings(people, typed):
    assert found(typed)[:1] == ["HL-0001"]


def test_a_birth_date_that_can_be_read_both_ways_finds_both(people):
    people(record_number="HL-0003", given_name="Ida", birth_date=date(1946, 3, 8))
    assert set(found("3/8/1946")) == {"HL-0001", "HL-0003"}


def test_a_record_number_is_found_in_small_letters_and_stands_first(people):
    people(record_number="HL-00012", given_name="Aaron")
    assert found("hl-0001") == ["HL-0001", "HL-00012"]


@pytest.mark.parametrize(("typed", "numbers"), [("%", []), ("_", []), ("a_1%", ["A_1%"])])
def test_percent_and_underscore_are_signs_and_not_wildcards(people, typed, numbers):
    assert found(typed) == numbers


def test_nothing_typed_finds_nobody_and_the_list_has_an_end(people):
    assert found("  ") == []
    assert len(found("hl-", limit=1)) == 1


def test_the_same_birth_date_and_a_like_name_may_be_the_same_person(people):
    twice = queries.possible_duplicates(
        make_details(record_number="HL-9", given_name="Edyth", family_name="Marlow")
    )
    assert [patient.record_number for patient in twice] == ["HL-0001"]


def test_a_like_name_is_found_though_it_is_written_in_other_letters_or_order(people):
    details = make_details(
        record_number="X",
        given_name="Nowak Ore",
        family_name="Lucja",
        birth_date=date(1950, 3, 8),
    )
    assert len(queries.possible_duplicates(details)) == 1


def test_another_name_or_another_birth_date_is_another_person(people):
    others = (
        make_details(record_number="X", given_name="Bruno", family_name="Silva"),
        make_details(record_number="X", birth_date=date(1946, 8, 4)),
    )
    assert [queries.possible_duplicates(details) for details in others] == [[], []]


def test_the_same_record_number_comes_first_whatever_the_name(people):
    details = make_details(record_number="hl-0002")
    assert [p.record_number for p in queries.possible_duplicates(details)] == [
        "HL-0002",
        "HL-0001",
    ]


def test_nobody_is_their_own_duplicate(people):
    edith = queries.find_patient_by_record_number("HL-0001")
    assert queries.possible_duplicates(make_details(), apart_from=edith.id) == []


def test_the_next_record_number_counts_on_in_the_clinics_manner(people, inside):
    people(record_number="HL-0440", given_name="Aaron")
    assert queries.suggested_record_number("Harbour Lane") == "HL-0441"


def test_a_new_clinic_begins_with_its_letters(inside):
    assert queries.suggested_record_number("Harbour Lane Physiotherapy") == "HL-0001"


def test_a_record_number_is_found_by_itself_without_regard_to_capitals(people):
    assert queries.find_patient_by_record_number("hl-0001").given_name == "Edith"
    assert queries.find_patient_by_record_number("HL-0") is None
