import re
from datetime import date

import pytest

from clinic.db import db, enter_clinic
from clinic.patients.queries import get_patient
from tests.factories import commit_episode, signed_in
from tests.patients.test_patient_search import EVERYWHERE


@pytest.fixture
def patient_id(app, ana):
    return commit_episode(app, ana)[0]


@pytest.fixture
def saved(app, ana, patient_id):
    def read():
        with app.app_context():
            enter_clinic(ana.clinic_id)
            patient = get_patient(patient_id)
            db.session.expunge(patient)
            return patient

    return read


def typed(**values):
    return {
        "given_name": "Edith",
        "family_name": "Marlowe",
        "birth_date": "3 8 1946",
        "record_number": "HL-0367",
        "sex": "F",
        "language": "en",
        "version": "1",
    } | values


def test_the_form_shows_what_is_saved(client, patient_id):
    page = client.get(f"/patients/{patient_id}/edit").get_data(as_text=True)
    assert 'value="03 08 1946"' in page
    assert 'value="HL-0367"' in page


def test_a_correction_is_saved_and_leads_to_the_patient(client, patient_id, saved):
    answer = client.post(f"/patients/{patient_id}/edit", data=typed(family_name=EVERYWHERE))
    assert (answer.status_code, answer.location) == (302, f"/patients/{patient_id}")
    assert saved().family_name == EVERYWHERE


def test_a_name_in_any_letters_is_shown_as_text_and_not_as_markup(client, patient_id):
    client.post(f"/patients/{patient_id}/edit", data=typed(family_name=EVERYWHERE))
    page = client.get(f"/patients/{patient_id}/edit").get_data(as_text=True)
    assert "Ł&lt;b&gt;O&#39;Neil &amp; Søn 王 محمد" in page
    assert "<b>O" not in page


@pytest.mark.parametrize(
    ("birth_date", "message"),
    [
        ("1 1 3000", "The birth date is in the future."),
        ("3 8 1846", "The birth date is more than 120 years ago."),
        ("31 2 1946", "Enter a day, month and year that exist"),
        ("3 8 46", "Enter a day, month and year that exist"),
        ("   ", "Enter the birth date"),
    ],
)
def test_a_birth_date_that_cannot_be_is_refused_in_words(
    client, patient_id, saved, birth_date, message
):
    answer = client.post(f"/patients/{patient_id}/edit", data=typed(birth_date=birth_date))
    assert answer.status_code == 422
    assert message in answer.get_data(as_text=True)
    assert saved().birth_date == date(1946, 8, 3)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"family_name": " "}, "Enter the family name, or the only name"),
        ({"family_name": "x" * 101}, "Use 100 characters or fewer"),
        ({"email": "not an address"}, "Enter an e-mail address"),
        ({"sex": "other"}, "Not a valid choice"),
    ],
)
def test_what_is_missing_or_too_long_is_said_at_its_field(client, patient_id, values, message):
    answer = client.post(f"/patients/{patient_id}/edit", data=typed(**values))
    assert answer.status_code == 422
    assert message in answer.get_data(as_text=True)


def test_a_person_with_one_name_is_called_by_it_everywhere(client, patient_id):
    client.post(f"/patients/{patient_id}/edit", data=typed(given_name="", family_name="Suharto"))
    for page in (f"/patients/{patient_id}", f"/patients/{patient_id}/documents", "/?of=clinic"):
        text = re.sub(r"\s+", " ", client.get(page).get_data(as_text=True))
        assert ">Suharto" in text.replace("> ", ">")
        assert "Suharto," not in text


def test_the_second_writer_sees_both_texts_and_may_then_decide(client, patient_id, saved):
    client.post(f"/patients/{patient_id}/edit", data=typed(telephone="111"))
    late = client.post(f"/patients/{patient_id}/edit", data=typed(telephone="222"))
    page = late.get_data(as_text=True)
    assert late.status_code == 409
    assert "Somebody else saved other details meanwhile" in page
    assert "111" in page
    assert 'value="222"' in page
    assert saved().telephone == "111"

    client.post(f"/patients/{patient_id}/edit", data=typed(telephone="222", version="2"))
    assert saved().telephone == "222"


def test_a_taken_record_number_is_refused(app, ana, client, patient_id, saved):
    commit_episode(app, ana, record_number="HL-0001", given_name="Ida", birth_date=date(1950, 1, 1))
    answer = client.post(f"/patients/{patient_id}/edit", data=typed(record_number="hl-0001"))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "This record number is taken" in page
    assert "The same record number and a similar name." in page
    assert saved().record_number == "HL-0367"


def test_a_possible_duplicate_is_shown_and_asked_about_once(app, ana, client, patient_id, saved):
    other_id, _ = commit_episode(app, ana, record_number="HL-0001", birth_date=date(1940, 1, 1))
    first = client.post(f"/patients/{patient_id}/edit", data=typed(birth_date="1 1 1940"))
    assert first.status_code == 422
    assert "Perhaps already registered" in first.get_data(as_text=True)
    ticked_blindly = typed(birth_date="1 1 1940", another_person="y")
    assert client.post(f"/patients/{patient_id}/edit", data=ticked_blindly).status_code == 422
    ticked = ticked_blindly | {"compared_with": str(other_id)}
    assert client.post(f"/patients/{patient_id}/edit", data=ticked).status_code == 302
    assert saved().birth_date == date(1940, 1, 1)


def test_an_assistant_corrects_and_a_stranger_finds_nothing(app, bo, cleo, patient_id):
    address = f"/patients/{patient_id}/edit"
    assert signed_in(app, bo).get(address).status_code == 200
    assert signed_in(app, cleo).get(address).status_code == 404
    assert signed_in(app, cleo).post(address, data=typed()).status_code == 404
