import pytest

from clinic.db import db
from clinic.organisation.models import Clinic
from tests.factories import signed_in
from tests.web.test_errors import SETTINGS


@pytest.fixture
def manager(app, dan):
    return signed_in(app, dan)


def clinic_of(app, person):
    with app.app_context():
        clinic = db.session.get_one(Clinic, person.clinic_id)
        db.session.expunge_all()
        return clinic


def test_the_page_shows_what_is_saved(manager):
    page = manager.get("/settings").text
    assert 'value="Harbour Lane Physiotherapy"' in page
    assert "minutes without use" in page


def test_what_is_typed_is_saved(app, dan, manager):
    answer = manager.post("/settings", data=SETTINGS | {"paper": "letter", "idle_limit_min": "20"})
    assert answer.location == "/settings"
    clinic = clinic_of(app, dan)
    assert clinic.name == "Harbour Lane & Sons"
    assert clinic.address == "4 Harbour Lane\nWesthaven"
    assert (clinic.paper, clinic.idle_limit_min, clinic.emergency_number) == ("letter", 20, "999")
    assert "The settings are saved." in manager.get("/settings").text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"clinic_name": " "}, "Enter the clinic"),
        ({"time_zone": "Mars/Olympus"}, "Not a valid choice"),
        ({"paper": "a3"}, "Not a valid choice"),
        ({"language": "tlh"}, "Not a valid choice"),
        ({"idle_limit_min": "4"}, "Enter 5 to 30 minutes"),
        ({"idle_limit_min": "31"}, "Enter 5 to 30 minutes"),
        ({"idle_limit_min": "soon"}, "Enter a whole number"),
        ({"emergency_number": "call"}, "Enter digits"),
        ({"clinic_name": "x" * 121}, "Use 120 characters or fewer"),
    ],
)
def test_what_does_not_fit_is_refused_and_kept_on_the_page(app, dan, manager, wrong, sentence):
    answer = manager.post("/settings", data=SETTINGS | wrong)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "020 7946 0018" in answer.text
    assert clinic_of(app, dan).name == "Harbour Lane Physiotherapy"


def test_fields_that_are_not_on_the_page_are_not_taken(app, dan, manager):
    manager.post("/settings", data=SETTINGS | {"id": "1", "profiles": '{"tug": {}}'})
    clinic = clinic_of(app, dan)
    assert (clinic.id, clinic.profiles) == (dan.clinic_id, {})


def test_the_language_of_the_clinic_is_where_a_new_patient_starts(app, dan, ana, client, manager):
    manager.post("/settings", data=SETTINGS | {"language": "fr"})
    assert clinic_of(app, dan).language == "fr"
    assert '<option selected value="fr">' in client.get("/patients/new").text


@pytest.mark.parametrize("version", ["", "x", "0", "99"])
def test_without_the_right_version_nothing_is_overwritten(app, dan, manager, version):
    assert manager.post("/settings", data=SETTINGS | {"version": version}).status_code == 409
    assert clinic_of(app, dan).name == "Harbour Lane Physiotherapy"


def test_saved_without_a_change_nothing_is_written_down(app, dan, manager):
    same = SETTINGS | {
        "clinic_name": "Harbour Lane Physiotherapy",
        "address": "",
        "emergency_number": "112",
    }
    assert manager.post("/settings", data=same).status_code == 302
    assert clinic_of(app, dan).version == 1
