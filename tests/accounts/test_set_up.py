import pytest

from clinic.accounts.first_visit import set_up_token
from clinic.accounts.models import Account, Clinician
from clinic.db import db
from clinic.organisation.models import Clinic
from tests.accounts.signing import signed_in_as
from tests.factories import PASSWORD

FIRST = {
    "clinic_name": "Harbour Lane Physiotherapy",
    "telephone": "020 7946 0018",
    "emergency_number": "999",
    "time_zone": "Europe/London",
    "language": "en",
    "paper": "a4",
    "name": "Dan Okoro",
    "email": "Dan@Example.org",
    "new_password": PASSWORD,
}


@pytest.fixture
def browser(app):
    return app.test_client()


@pytest.fixture
def from_afar(app):
    browser = app.test_client()
    browser.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    return browser


def how_many(app):
    with app.app_context():
        return [
            db.session.scalar(db.select(db.func.count()).select_from(kind))
            for kind in (Clinic, Account, Clinician)
        ]


@pytest.mark.parametrize("address", ["/", "/sign-in", "/account", "/nothing", "/audit"])
def test_while_the_instance_is_empty_every_page_leads_to_set_up(browser, address):
    assert browser.get(address).location == "/set-up"


def test_set_up_makes_the_clinic_and_its_first_administrator_and_signs_in(app, browser):
    assert "Set up your clinic" in browser.get("/set-up").text
    assert browser.post("/set-up", data=FIRST).location == "/"
    assert how_many(app) == [1, 1, 1]
    assert signed_in_as(browser) == "Dan Okoro"
    assert browser.get("/settings").status_code == 200
    assert browser.get("/patients/new").status_code == 403


def test_an_administrator_who_treats_may_do_what_a_clinician_does(browser):
    browser.post("/set-up", data=FIRST | {"treats": "y"})
    assert browser.get("/patients/new").status_code == 200


def test_set_up_is_there_once(app, browser):
    browser.post("/set-up", data=FIRST)
    for client in (browser, app.test_client()):
        assert client.get("/set-up").status_code == 404
        assert client.post("/set-up", data=FIRST | {"email": "x@example.org"}).status_code == 404
    assert how_many(app) == [1, 1, 1]


def test_there_is_no_account_before(app):
    assert how_many(app) == [0, 0, 0]


@pytest.mark.parametrize(
    "wrong",
    [
        {"clinic_name": ""},
        {"email": "nowhere"},
        {"new_password": "short"},
        {"time_zone": "Mars/Olympus"},
        {"paper": "a3"},
        {"emergency_number": "call us"},
    ],
)
def test_a_wrong_answer_makes_nothing_and_keeps_what_was_typed(app, browser, wrong):
    answer = browser.post("/set-up", data=FIRST | wrong)
    assert answer.status_code == 422
    assert "Dan Okoro" in answer.text
    assert how_many(app) == [0, 0, 0]


def test_from_afar_it_needs_the_token_that_the_server_printed(app, from_afar):
    assert "It printed a token" in from_afar.get("/set-up").text
    assert from_afar.post("/set-up", data=FIRST).status_code == 422
    assert from_afar.post("/set-up", data=FIRST | {"token": "Ungültig"}).status_code == 422
    assert how_many(app) == [0, 0, 0]
    token = set_up_token(app.config["SETTINGS"])
    assert from_afar.post("/set-up", data=FIRST | {"token": token}).location == "/"


def test_guessing_the_token_is_slowed_down(from_afar):
    answers = [
        from_afar.post("/set-up", data=FIRST | {"token": str(n)}).status_code for n in range(11)
    ]
    assert answers == [422] * 10 + [429]


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_a_proxy_on_this_machine_that_nobody_named_does_not_make_the_world_local(
    app, browser, header
):
    answer = browser.post("/set-up", data=FIRST, headers={header: "192.0.2.7"})
    assert answer.status_code == 422
    assert how_many(app) == [0, 0, 0]


def test_the_token_is_the_same_in_every_process_and_not_the_key(app):
    settings = app.config["SETTINGS"]
    assert set_up_token(settings) == set_up_token(settings)
    assert len(set_up_token(settings)) == 32
    assert set_up_token(settings) not in settings.secret_key
