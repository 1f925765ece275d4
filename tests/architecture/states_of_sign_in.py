"""Lines of docs/states.md."""

import time_machine

from tests.accounts.signing import (
    end_place,
    give_password,
    sessions_of,
    sign_in,
    signed_in_as,
)
from tests.factories import PASSWORD, signed_in

NAME = "Ana Ribeiro"


def s1_the_right_password_signs_in(app, ana):
    give_password(app, ana)
    browser = app.test_client()
    sign_in(browser, ana)
    assert signed_in_as(browser) == NAME
    assert [one.ended_at for one in sessions_of(app, ana)] == [None]


def s2_after_signing_out_the_old_cookie_is_dead(app, ana):
    browser, thief = signed_in(app, ana), app.test_client()
    with browser.session_transaction() as cookie:
        token = cookie["token"]
    browser.post("/sign-out")
    with thief.session_transaction() as cookie:
        cookie["token"] = token
    assert signed_in_as(thief) is None


def s3_a_changed_password_ends_all_other_sessions(app, ana):
    give_password(app, ana)
    browser, other = signed_in(app, ana), signed_in(app, ana)
    browser.post(
        "/account/password", data={"password": PASSWORD, "new_password": "three quiet harbours"}
    )
    assert signed_in_as(browser) == NAME
    assert signed_in_as(other) is None


def s4_a_place_that_ends_ends_the_session(app, ana):
    browser = signed_in(app, ana)
    end_place(app, ana)
    assert signed_in_as(browser) is None


def s5_idle_longer_than_the_clinics_limit_it_is_over(app, ana):
    with time_machine.travel("2026-03-20 09:00", tick=False) as clock:
        browser = signed_in(app, ana)
        clock.shift(15 * 60)
        assert signed_in_as(browser) is None


def s6_twelve_hours_after_signing_in_it_is_over(app, ana):
    with time_machine.travel("2026-03-20 09:00", tick=False) as clock:
        browser = signed_in(app, ana)
        for _ in range(71):
            clock.shift(10 * 60)
            assert signed_in_as(browser) == NAME
        clock.shift(10 * 60)
        assert signed_in_as(browser) is None
