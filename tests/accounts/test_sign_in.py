import re

import pytest
import time_machine

from clinic.accounts.machinery import machinery
from clinic.accounts.models import Account
from clinic.accounts.passwords import NOBODYS
from clinic.audit.queries import list_events
from clinic.audit.trail import Filter
from clinic.db import enter_clinic
from tests.accounts.signing import (
    WRONG,
    account_of,
    change,
    csrf_token,
    end_place,
    give_password,
    give_second_place,
    sessions_of,
    sign_in,
    signed_in_as,
)
from tests.factories import PASSWORD, make_clinician, signed_in


@pytest.fixture
def browser(app, ana):
    """A browser in which nobody is signed in; Ana has a password."""
    give_password(app, ana)
    return app.test_client()


def test_the_right_password_signs_in_and_leads_to_the_caseload(browser, ana):
    answer = sign_in(browser, ana)
    assert (answer.status_code, answer.location) == (302, "/")
    assert signed_in_as(browser) == "Ana Ribeiro"


def test_the_e_mail_may_be_capitalised_in_any_way(browser, ana):
    browser.post("/sign-in", data={"email": " ANA.Ribeiro@Example.org ", "password": PASSWORD})
    assert signed_in_as(browser) == "Ana Ribeiro"


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("ana.ribeiro@example.org", WRONG),
        ("nobody@example.org", WRONG),
        ("nobody@example.org", PASSWORD),
    ],
)
def test_a_wrong_password_and_an_unknown_account_get_the_same_answer(browser, email, password):
    answer = browser.post("/sign-in", data={"email": email, "password": password})
    assert answer.status_code == 401
    assert "E-mail and password do not match. Check both." in answer.text
    plain = re.sub(r'value="[^"]*"|nonce="[^"]*"', "", answer.text)
    other = browser.post("/sign-in", data={"email": "else@example.org", "password": "x" * 12})
    assert re.sub(r'value="[^"]*"|nonce="[^"]*"', "", other.text) == plain
    assert signed_in_as(browser) is None


def test_nobodys_hash_costs_what_a_real_one_costs(app):
    """The same parameters as in use outside of the tests, so that the time tells nothing."""
    with app.app_context():
        identified = machinery().pwd_context.handler("argon2").from_string(NOBODYS)
    parameters = (identified.memory_cost, identified.rounds, identified.parallelism)
    assert (identified.type, parameters) == ("id", (65536, 3, 4))


def test_an_account_whose_only_place_has_ended_is_not_let_in(app, browser, ana):
    end_place(app, ana)
    assert sign_in(browser, ana).status_code == 401


def test_an_account_without_a_password_is_not_let_in_by_an_empty_one(app, bo):
    answer = sign_in(app.test_client(), bo, password="")
    assert answer.status_code == 422
    assert sign_in(app.test_client(), bo, password=" ").status_code == 401


def test_the_password_is_never_sent_back(browser, ana):
    answer = sign_in(browser, ana, password=WRONG)
    assert WRONG not in answer.text


def test_the_page_lets_a_password_manager_and_paste_work(browser):
    page = browser.get("/sign-in").text
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert "onpaste" not in page
    assert "maxlength" not in page.split('type="password"')[1].split(">")[0] or "1024" in page


def test_a_sign_in_gets_a_new_session_id(app, browser, ana):
    with browser.session_transaction() as cookie:
        cookie["token"] = "planted by somebody else"
    sign_in(browser, ana)
    with browser.session_transaction() as cookie:
        assert cookie["token"] != "planted by somebody else"
        assert len(cookie["token"]) >= 32


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/account", "/account"),
        ("/patients/new?from=letter", "/patients/new?from=letter"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\tevil.example", "/"),
        ("https://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_after_signing_in_nobody_is_led_to_another_host(browser, ana, wanted, reached):
    assert sign_in(browser, ana, next=wanted).location == reached


def test_a_page_that_needs_somebody_leads_to_sign_in_and_back(browser, ana):
    asked = browser.get("/account?x=1")
    assert asked.location == "/sign-in?next=/account?x%3D1"
    page = browser.get(asked.location)
    assert 'name="next"' in page.text
    assert 'value="/account?x=1"' in page.text


def test_what_was_searched_for_does_not_get_into_the_address_of_the_sign_in_page(browser):
    assert "Marlowe" not in browser.get("/search?q=Marlowe").location


def test_a_script_is_told_and_not_led_to_a_page(browser):
    answer = browser.get("/account", headers={"Sec-Fetch-Dest": "empty"})
    assert (answer.status_code, answer.location) == (401, None)


def test_who_is_signed_in_is_not_asked_again(client):
    assert client.get("/sign-in").location == "/"


def test_a_good_sign_in_is_in_the_audit_trail_with_account_and_address(app, browser, ana):
    sign_in(browser, ana)
    with app.app_context():
        enter_clinic(ana.clinic_id)
        event = list_events(Filter()).rows[0]
        assert event.action == "account.signed_in"
        assert (event.account_id, event.address) == (ana.actor.account_id, "127.0.0.1")


def test_a_refused_sign_in_is_in_the_log_without_the_e_mail_or_the_password(browser, ana, caplog):
    sign_in(browser, ana, password=WRONG)
    assert f"sign-in refused for account {ana.actor.account_id} from 127.0.0.1" in caplog.text
    assert ana.email not in caplog.text
    assert WRONG not in caplog.text


def test_with_several_places_the_clinic_is_asked_before_anything_is_open(app, browser, ana, cleo):
    give_second_place(app, ana, cleo.clinic_id)
    page = sign_in(browser, ana)
    assert "Choose the clinic" in page.text
    assert browser.get("/account").status_code == 302
    answer = browser.post("/sign-in/clinic", data={"clinic_id": str(cleo.clinic_id)})
    assert answer.location == "/"
    assert "Other Clinic" in browser.get("/account").text


def test_a_clinic_without_a_place_cannot_be_chosen(app, browser, ana, cleo):
    other = make_clinician(app, name="Third Person", clinic_name="Third Clinic")
    give_second_place(app, ana, cleo.clinic_id)
    sign_in(browser, ana)
    answer = browser.post("/sign-in/clinic", data={"clinic_id": str(other.clinic_id)})
    assert answer.status_code == 422
    assert signed_in_as(browser) is None


def test_somebody_signed_in_may_change_over_and_the_session_before_is_ended(
    app, browser, ana, cleo
):
    give_second_place(app, ana, cleo.clinic_id)
    sign_in(browser, ana)
    browser.post("/sign-in/clinic", data={"clinic_id": str(ana.clinic_id)})
    assert "Harbour Lane" in browser.get("/account").text
    browser.post("/sign-in/clinic", data={"clinic_id": str(cleo.clinic_id)})
    assert "Other Clinic" in browser.get("/account").text
    open_ones = [one for one in sessions_of(app, ana) if one.ended_at is None]
    assert [one.clinic_id for one in open_ones] == [cleo.clinic_id]


def test_a_sign_in_that_was_left_half_way_is_over_after_ten_minutes(app, browser, ana, cleo):
    give_second_place(app, ana, cleo.clinic_id)
    with time_machine.travel("2026-03-20 09:00", tick=False) as clock:
        sign_in(browser, ana)
        clock.shift(601)
        answer = browser.post("/sign-in/clinic", data={"clinic_id": str(ana.clinic_id)})
        assert answer.status_code == 401


def test_a_form_without_its_token_is_refused(app, browser, ana):
    app.config["WTF_CSRF_ENABLED"] = True
    assert sign_in(browser, ana).status_code == 400
    token = csrf_token(browser.get("/sign-in"))
    assert sign_in(browser, ana, csrf_token=token).status_code == 302


def test_an_old_hash_is_renewed_when_somebody_signs_in(app, browser, ana):
    with app.app_context():
        context = machinery().pwd_context
        old = context.handler("argon2").using(rounds=2, memory_cost=16).hash(PASSWORD)
    change(app, Account, ana.actor.account_id, password=old)
    assert sign_in(browser, ana).status_code == 302
    assert account_of(app, ana).password != old
    assert sign_in(app.test_client(), ana).status_code == 302


def test_none_of_the_librarys_own_addresses_is_open(app):
    addresses = {str(rule) for rule in app.url_map.iter_rules()}
    assert not addresses & {"/login", "/register", "/reset", "/change", "/tf-setup", "/verify"}
    assert not any(rule.endpoint.startswith("security.") for rule in app.url_map.iter_rules())


def test_another_persons_session_does_not_help(app, ana, cleo):
    give_password(app, ana)
    browser = signed_in(app, cleo)
    sign_in(browser, ana)
    assert signed_in_as(browser) == "Ana Ribeiro"


def test_the_librarys_own_ways_in_are_shut(app, ana):
    """A token in the address or a header, a remember-me cookie, a session of Flask-Login's."""
    account = account_of(app, ana)
    browser = app.test_client()
    with browser.session_transaction() as cookie:
        cookie["_user_id"] = account.fs_uniquifier
        cookie["_fresh"] = True
    browser.set_cookie("remember_token", account.fs_uniquifier)
    answer = browser.get(
        "/account?auth_token=x", headers={"Authentication-Token": account.fs_uniquifier}
    )
    assert answer.status_code == 302
