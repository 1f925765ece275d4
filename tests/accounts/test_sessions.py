"""When a session is over. Each case: the cookie that worked before works no more."""

import pytest
import time_machine

from clinic import clock
from clinic.accounts import actions, queries
from clinic.accounts.models import Account, SignInSession, Stage
from clinic.accounts.sessions import open_session
from clinic.db import db, enter_clinic, writing
from tests.accounts.signing import (
    change,
    change_clinic,
    end_place,
    give_password,
    give_second_place,
    sessions_of,
    sign_in,
    signed_in_as,
)
from tests.factories import PASSWORD, signed_in


@pytest.fixture
def nine():
    with time_machine.travel("2026-03-20 09:00", tick=False) as moment:
        yield moment


def copy_of(app, client):
    """Another browser with the same cookie, as a thief would have it."""
    thief = app.test_client()
    with client.session_transaction() as cookie:
        token = cookie["token"]
    with thief.session_transaction() as cookie:
        cookie["token"] = token
    return thief


def test_after_signing_out_the_old_cookie_is_dead(app, client):
    thief = copy_of(app, client)
    assert signed_in_as(thief) == "Ana Ribeiro"
    answer = client.post("/sign-out")
    assert answer.location == "/sign-in"
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert signed_in_as(client) is None
    assert signed_in_as(thief) is None


def test_signing_out_twice_is_no_error(client):
    client.post("/sign-out")
    assert client.post("/sign-out").location == "/sign-in"


def test_a_changed_password_ends_every_other_session_and_renews_this_one(app, ana, client):
    give_password(app, ana)
    other, thief = signed_in(app, ana), copy_of(app, client)
    answer = client.post(
        "/account/password",
        data={"password": PASSWORD, "new_password": "three quiet harbours"},
    )
    assert answer.location == "/account"
    assert signed_in_as(client) == "Ana Ribeiro"
    assert signed_in_as(other) is None
    assert signed_in_as(thief) is None


def test_a_place_that_ends_ends_the_session_at_once(app, ana, client):
    assert signed_in_as(client) == "Ana Ribeiro"
    end_place(app, ana)
    assert signed_in_as(client) is None


def test_an_account_that_is_switched_off_ends_the_session_at_once(app, ana, client):
    change(app, Account, ana.actor.account_id, active=False)
    assert signed_in_as(client) is None


def test_a_changed_role_ends_the_session_and_holds_from_then_on(app, ana, dan, client):
    manager = signed_in(app, dan)
    answer = manager.post(
        f"/settings/clinicians/{ana.clinician_id}",
        data={"name": "Ana Ribeiro", "role": "reader", "version": "1"},
    )
    assert answer.location == "/settings/clinicians"
    assert signed_in_as(client) is None
    again = signed_in(app, ana)
    assert again.get("/patients/new").status_code == 403


def test_a_role_that_was_changed_in_the_database_holds_at_the_next_request(app, ana, client):
    assert client.get("/settings").status_code == 403
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        queries.get_clinician(ana.clinician_id).role = "administrator"
        db.session.commit()
    assert client.get("/settings").status_code == 200


def test_unused_for_as_long_as_the_clinic_allows_it_is_over(app, ana, nine):
    client = signed_in(app, ana)
    nine.shift(14 * 60)
    assert signed_in_as(client) == "Ana Ribeiro"
    nine.shift(14 * 60)
    assert signed_in_as(client) == "Ana Ribeiro"
    nine.shift(15 * 60)
    assert signed_in_as(client) is None


def test_the_clinic_says_how_long(app, ana, nine):
    change_clinic(app, ana, idle_limit_min=30)
    client = signed_in(app, ana)
    nine.shift(29 * 60)
    assert signed_in_as(client) == "Ana Ribeiro"
    change_clinic(app, ana, idle_limit_min=5)
    nine.shift(5 * 60)
    assert signed_in_as(client) is None


def test_after_twelve_hours_it_is_over_however_it_was_used(app, ana, nine):
    client = signed_in(app, ana)
    for _ in range(71):
        nine.shift(10 * 60)
        assert client.get("/account").status_code == 200
    nine.shift(10 * 60)
    assert signed_in_as(client) is None


def test_the_last_use_is_noted_at_most_once_a_minute(app, ana, nine):
    client = signed_in(app, ana)
    began = clock.now()
    nine.shift(59)
    client.get("/account")
    assert sessions_of(app, ana)[0].seen_at == began
    nine.shift(1)
    client.get("/account")
    assert sessions_of(app, ana)[0].seen_at == clock.now()


def test_a_picture_or_a_stylesheet_asks_nobody_and_is_no_use(app, ana, nine):
    client = signed_in(app, ana)
    began = clock.now()
    nine.shift(120)
    with client.get("/static/icon.svg") as picture:
        assert picture.status_code == 200
    assert sessions_of(app, ana)[0].seen_at == began


def test_sessions_are_listed_and_the_others_can_be_ended(app, ana, client):
    other = signed_in(app, ana)
    page = client.get("/account").text
    assert page.count('<th scope="row">') == 2
    assert "Sign out everywhere else" in page
    client.post("/account/sessions/end-others")
    assert signed_in_as(other) is None
    assert signed_in_as(client) == "Ana Ribeiro"


def test_one_of_ones_own_sessions_can_be_ended(app, ana, client):
    other = signed_in(app, ana)
    session_id = sessions_of(app, ana)[1].id
    assert client.post(f"/account/sessions/{session_id}/end").location == "/account"
    assert signed_in_as(other) is None


def test_nobody_ends_somebody_elses_session(app, ana, bo, client):
    others = signed_in(app, bo)
    session_id = sessions_of(app, bo)[0].id
    assert client.post(f"/account/sessions/{session_id}/end").status_code == 404
    assert signed_in_as(others) == "Bo Lindqvist"


def test_an_administrator_ends_anybodys_sessions_of_the_own_clinic(app, ana, dan, client):
    answer = signed_in(app, dan).post(f"/settings/clinicians/{ana.clinician_id}/end-sessions")
    assert answer.status_code == 302
    assert signed_in_as(client) is None


def test_ending_sessions_in_one_clinic_leaves_the_other_clinics_alone(app, ana, cleo, dan, client):
    give_second_place(app, ana, cleo.clinic_id)
    give_password(app, ana)
    elsewhere = app.test_client()
    sign_in(elsewhere, ana)
    elsewhere.post("/sign-in/clinic", data={"clinic_id": str(cleo.clinic_id)})
    signed_in(app, dan).post(f"/settings/clinicians/{ana.clinician_id}/end")
    assert signed_in_as(client) is None
    assert "Other Clinic" in elsewhere.get("/account").text


def test_the_token_is_long_and_only_its_hash_is_stored(app, ana, client):
    with client.session_transaction() as cookie:
        token = cookie["token"]
    stored = sessions_of(app, ana)[0]
    assert len(token) >= 43  # 256 bits
    assert token not in {stored.token_hash, str(stored.id)}


@pytest.mark.parametrize("token", ["", "nonsense", 7, None, ["x"]])
def test_a_token_that_is_none_is_nobody(app, ana, token):
    browser = app.test_client()
    with browser.session_transaction() as cookie:
        cookie["token"] = token
    assert signed_in_as(browser) is None


def test_a_half_finished_sign_in_is_not_signed_in(app, ana):
    for stage in (Stage.CODE, Stage.CLINIC):
        browser = app.test_client()
        with app.app_context(), writing():
            token = open_session(ana.actor.account_id, ana.clinic_id, at=clock.now(), stage=stage)
            db.session.commit()
        with browser.session_transaction() as cookie:
            cookie["token"] = token
        assert signed_in_as(browser) is None


def test_actions_end_what_they_say_and_keep_what_they_keep(app, ana):
    signed_in(app, ana)
    signed_in(app, ana)
    with app.app_context(), writing():
        first, second = queries.list_sessions(ana.actor.account_id, at=clock.now())
        actions.end_sessions(ana.actor.account_id, at=clock.now(), keep=(second.id,))
        assert [one.id for one in queries.list_sessions(ana.actor.account_id, at=clock.now())] == [
            second.id
        ]
        assert db.session.get(SignInSession, first.id).ended_at is not None
        db.session.rollback()
