import pytest
import time_machine
from passlib.totp import TOTP

from tests.accounts.signing import (
    WRONG,
    account_of,
    field,
    give_password,
    give_second_place,
    served_with,
    sign_in,
    signed_in_as,
    turn_on_second_factor,
)
from tests.factories import PASSWORD, signed_in

NEW_KEY = "another-key-of-the-tests-0123456789abcdef"
NOON = 1774008000  # 20 March 2026, 12:00 UTC


def code_at(key, moment=NOON):
    return TOTP(key=key).generate(time=moment).token


@pytest.fixture
def noon():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def factor(app, ana, noon):
    """Ana has a password and a second factor: its key, and ten recovery codes."""
    give_password(app, ana)
    return turn_on_second_factor(app, ana)


def test_the_password_alone_opens_nothing(app, ana, factor):
    browser = app.test_client()
    page = sign_in(browser, ana)
    assert "Enter the code" in page.text
    assert signed_in_as(browser) is None


def test_the_code_of_the_telephone_signs_in(app, ana, factor):
    browser = app.test_client()
    sign_in(browser, ana, next="/account")
    answer = browser.post("/sign-in/code", data={"code": code_at(factor[0]), "next": "/account"})
    assert answer.location == "/account"
    assert signed_in_as(browser) == "Ana Ribeiro"


def test_a_code_may_be_typed_in_two_groups(app, ana, factor):
    browser = app.test_client()
    sign_in(browser, ana)
    code = code_at(factor[0])
    browser.post("/sign-in/code", data={"code": f"{code[:3]} {code[3:]}"})
    assert signed_in_as(browser) == "Ana Ribeiro"


def test_a_code_that_was_used_is_refused_in_a_second_browser(app, ana, factor):
    code = code_at(factor[0])
    for browser, expected in ((app.test_client(), 302), (app.test_client(), 401)):
        sign_in(browser, ana)
        assert browser.post("/sign-in/code", data={"code": code}).status_code == expected


def test_the_code_before_a_used_one_is_refused_as_well(app, ana, factor):
    first, second = app.test_client(), app.test_client()
    sign_in(first, ana)
    assert first.post("/sign-in/code", data={"code": code_at(factor[0])}).status_code == 302
    sign_in(second, ana)
    earlier = code_at(factor[0], NOON - 30)
    assert second.post("/sign-in/code", data={"code": earlier}).status_code == 401


@pytest.mark.parametrize(("seconds", "expected"), [(-30, 302), (30, 302), (-90, 401), (90, 401)])
def test_a_telephones_clock_may_be_half_a_minute_off(app, ana, factor, seconds, expected):
    browser = app.test_client()
    sign_in(browser, ana)
    code = code_at(factor[0], NOON + seconds)
    assert browser.post("/sign-in/code", data={"code": code}).status_code == expected


def test_a_recovery_code_signs_in_once(app, ana, factor):
    code = factor[1][3].upper()
    for browser, expected in ((app.test_client(), 302), (app.test_client(), 401)):
        sign_in(browser, ana)
        assert browser.post("/sign-in/code", data={"code": code}).status_code == expected
    assert len(account_of(app, ana).mf_recovery_codes) == 9


def test_recovery_codes_and_the_secret_are_not_stored_as_they_are(app, ana, factor):
    stored = account_of(app, ana)
    assert not set(factor[1]) & set(stored.mf_recovery_codes)
    assert factor[0] not in stored.tf_totp_secret


def test_the_eleventh_try_at_a_code_has_to_wait(app, ana, factor):
    browser = app.test_client()
    sign_in(browser, ana)
    answers = [browser.post("/sign-in/code", data={"code": "000000"}) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [401] * 10 + [429]
    assert answers[-1].headers["Retry-After"] == "301"
    right = browser.post("/sign-in/code", data={"code": code_at(factor[0])})
    assert right.status_code == 429


def test_without_a_password_first_no_code_is_taken(app, ana, factor):
    answer = app.test_client().post("/sign-in/code", data={"code": code_at(factor[0])})
    assert answer.location == "/sign-in"


def test_after_the_code_the_clinic_is_asked_when_there_are_several(app, ana, cleo, factor):
    give_second_place(app, ana, cleo.clinic_id)
    browser = app.test_client()
    sign_in(browser, ana)
    page = browser.post("/sign-in/code", data={"code": code_at(factor[0])})
    assert "Choose the clinic" in page.text
    assert signed_in_as(browser) is None


# --- setting it up -------------------------------------------------------------------------


@pytest.fixture
def browser(app, ana, noon):
    give_password(app, ana)
    return signed_in(app, ana)


def set_up(browser, *, password=PASSWORD, code=None, **more):
    page = browser.get("/account/second-factor")
    key = page.text.split("second-factor__key")[1].split(">")[1].split("<")[0].replace(" ", "")
    sealed = field(page, "secret")
    data = {"secret": sealed, "code": code or code_at(key), "password": password} | more
    return browser.post("/account/second-factor", data=data), key, sealed


def test_setting_up_shows_a_picture_and_then_ten_recovery_codes_once(app, ana, browser):
    page = browser.get("/account/second-factor")
    assert "<svg" in page.text
    assert "qr-code" in page.text
    answer, _, _ = set_up(browser)
    assert answer.text.count("<li><code>") == 10
    assert account_of(app, ana).tf_primary_method == "authenticator"
    assert browser.get("/account/second-factor").location == "/account"


def test_setting_up_needs_the_password(app, ana, browser):
    answer, _, _ = set_up(browser, password=WRONG)
    assert answer.status_code == 422
    assert "This is not your password" in answer.text
    assert account_of(app, ana).tf_primary_method is None


def test_setting_up_needs_a_code_from_the_same_picture(app, ana, browser):
    answer, _, sealed = set_up(browser, code="123456")
    assert answer.status_code == 422
    assert field(answer, "secret") == sealed
    assert account_of(app, ana).tf_primary_method is None


def test_a_secret_sealed_for_somebody_else_is_not_taken(app, ana, bo, browser):
    give_password(app, bo)
    _, key, sealed = set_up(browser, code="123456")
    others = signed_in(app, bo)
    answer = others.post(
        "/account/second-factor",
        data={"secret": sealed, "code": code_at(key), "password": PASSWORD},
    )
    assert answer.status_code == 422
    assert account_of(app, bo).tf_primary_method is None


def test_the_code_of_setting_up_does_not_also_sign_in(app, ana, browser):
    _, key, _ = set_up(browser)
    other = app.test_client()
    sign_in(other, ana)
    assert other.post("/sign-in/code", data={"code": code_at(key)}).status_code == 401


def test_turning_it_off_needs_the_password(app, ana, factor):
    browser = signed_in(app, ana)
    assert browser.get("/account/second-factor/remove").status_code == 200
    refused = browser.post("/account/second-factor/remove", data={"password": WRONG})
    assert refused.status_code == 422
    assert account_of(app, ana).tf_primary_method == "authenticator"
    browser.post("/account/second-factor/remove", data={"password": PASSWORD})
    stored = account_of(app, ana)
    assert (stored.tf_primary_method, stored.tf_totp_secret, stored.mf_recovery_codes) == (
        None,
        None,
        None,
    )


def test_new_recovery_codes_replace_the_old_ones(app, ana, factor):
    browser = signed_in(app, ana)
    assert browser.get("/account/recovery-codes").status_code == 200
    refused = browser.post("/account/recovery-codes", data={"password": WRONG})
    assert refused.status_code == 422
    page = browser.post("/account/recovery-codes", data={"password": PASSWORD})
    assert page.text.count("<li><code>") == 10
    assert not any(code in page.text for code in factor[1])
    other = app.test_client()
    sign_in(other, ana)
    assert other.post("/sign-in/code", data={"code": factor[1][0]}).status_code == 401


def test_recovery_codes_need_a_second_factor_first(browser):
    assert browser.get("/account/recovery-codes").location == "/account"


def test_a_renewed_key_still_reads_what_the_old_one_sealed(app, ana, factor):
    old = app.config["SETTINGS"].secret_key
    with served_with(app, secret_key=NEW_KEY, older_secret_keys=(old,)) as later:
        browser = later.test_client()
        sign_in(browser, ana)
        answer = browser.post("/sign-in/code", data={"code": code_at(factor[0])})
    assert answer.status_code == 302


@pytest.mark.parametrize("keys_before", [1, 2])
def test_without_the_key_that_sealed_it_no_code_is_taken(app, ana, noon, keys_before):
    old = app.config["SETTINGS"].secret_key
    give_password(app, ana)
    with served_with(app, older_secret_keys=(old,) if keys_before == 2 else ()) as sealing:
        key, codes = turn_on_second_factor(sealing, ana)
    with served_with(app, secret_key=NEW_KEY) as restored:
        browser = restored.test_client()
        sign_in(browser, ana)
        for code in (code_at(key), codes[0]):
            assert browser.post("/sign-in/code", data={"code": code}).status_code == 401
