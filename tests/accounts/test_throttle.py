from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine

from clinic.accounts import throttle
from clinic.accounts.models import SignInAttempt
from clinic.db import db
from tests.accounts.signing import WRONG, give_password, sign_in, signed_in_as
from tests.factories import MORNING, make_clinician, signed_in


@pytest.fixture
def noon():
    with time_machine.travel("2026-03-20 12:00", tick=False) as clock:
        yield clock


def tries(browser, person, count, **more):
    return [sign_in(browser, person, WRONG, **more).status_code for _ in range(count)]


def from_address(app, address):
    browser = app.test_client()
    browser.environ_base["REMOTE_ADDR"] = address
    return browser


def test_the_eleventh_wrong_password_within_five_minutes_has_to_wait(app, ana, noon):
    give_password(app, ana)
    browser = app.test_client()
    assert tries(browser, ana, 11) == [401] * 10 + [429]
    refused = sign_in(browser, ana)
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) <= 301
    assert "Too many tries. Wait" in refused.text


def test_after_five_minutes_the_account_is_open_again(app, ana, noon):
    give_password(app, ana)
    browser = app.test_client()
    tries(browser, ana, 11)
    noon.shift(301)
    assert sign_in(browser, ana).status_code == 302


def test_tries_at_one_account_count_from_whatever_address(app, ana, noon):
    give_password(app, ana)
    answers = [tries(from_address(app, f"10.0.0.{n}"), ana, 1)[0] for n in range(11)]
    assert answers == [401] * 10 + [429]


def test_tries_from_one_address_count_at_whatever_account(app, ana, noon):
    browser = from_address(app, "10.0.0.7")
    answers = [
        browser.post(
            "/sign-in", data={"email": f"nobody{n}@example.org", "password": WRONG}
        ).status_code
        for n in range(11)
    ]
    assert answers == [401] * 10 + [429]


def test_an_unknown_account_has_to_wait_like_a_known_one(app, ana, noon):
    nobody = make_clinician(app, name="No Body", clinic=ana.clinic_id)
    browser = from_address(app, "10.0.0.8")
    assert tries(browser, nobody, 11)[-1] == 429


def test_right_passwords_are_no_guesses(app, ana, noon):
    give_password(app, ana)
    for _ in range(12):
        assert sign_in(app.test_client(), ana).status_code == 302


def test_a_stranger_does_not_keep_the_owner_out_of_a_browser_that_was_used_before(app, ana, noon):
    give_password(app, ana)
    hers = from_address(app, "10.0.0.1")
    sign_in(hers, ana)
    hers.post("/sign-out")
    assert tries(from_address(app, "10.0.0.66"), ana, 11)[-1] == 429
    assert sign_in(hers, ana).status_code == 302
    assert signed_in_as(hers) == "Ana Ribeiro"


def test_a_known_browser_has_ten_tries_as_well(app, ana, noon):
    give_password(app, ana)
    hers = from_address(app, "10.0.0.1")
    sign_in(hers, ana)
    hers.post("/sign-out")
    assert tries(hers, ana, 11) == [401] * 10 + [429]


def test_a_known_browser_of_one_account_is_a_strangers_to_another(app, ana, bo, noon):
    give_password(app, ana)
    give_password(app, bo)
    tries(from_address(app, "10.0.0.66"), bo, 10)
    hers = from_address(app, "10.0.0.1")
    sign_in(hers, ana)
    hers.post("/sign-out")
    assert sign_in(hers, bo).status_code == 429


def test_the_password_is_asked_again_at_most_ten_times(app, ana, noon):
    give_password(app, ana)
    client = signed_in(app, ana)
    answers = [
        client.post(
            "/account/password", data={"password": WRONG, "new_password": "three quiet harbours"}
        )
        for _ in range(11)
    ]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
    assert "Retry-After" in answers[-1].headers


def test_ten_at_once_count_as_ten(app, noon):
    """A try is counted before the password is looked at: no door stands open meanwhile."""

    def attempt(_number):
        with app.app_context():
            try:
                throttle.take_a_try([throttle.counted("account", "x")], at=MORNING)
            except throttle.TooManyRequests:
                return False
            return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(24))) == throttle.TRIES


def test_the_table_names_nobody_and_forgets_after_a_day(app, ana, noon):
    give_password(app, ana)
    tries(app.test_client(), ana, 2)
    noon.shift(86_401)
    tries(app.test_client(), ana, 1)
    with app.app_context():
        keys = list(db.session.scalars(db.select(SignInAttempt.key)))
    assert len(keys) == 2
    assert all(len(key) == 64 and ana.email not in key for key in keys)
