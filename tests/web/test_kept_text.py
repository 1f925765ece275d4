"""A session that ran out loses nothing: the text waits, sealed, through signing in."""

import pytest
import time_machine

from clinic import clock
from clinic.web import drafts
from clinic.web.seals import seal, unseal
from tests.accounts.signing import (
    OUR_PAGE,
    WRONG,
    csrf_token,
    field,
    give_password,
    sign_in,
    turn_on_second_factor,
)
from tests.factories import PASSWORD, signed_in
from tests.web.test_errors import SETTINGS, kept_in


@pytest.fixture
def nine():
    with time_machine.travel("2026-03-20 09:00", tick=False) as moment:
        yield moment


@pytest.fixture
def late(app, dan, nine):
    """Dan filled in the settings, and was away for longer than the clinic allows."""
    give_password(app, dan)
    browser = signed_in(app, dan)
    nine.shift(16 * 60)
    return browser


def send(browser, **more):
    return browser.post("/settings", data=SETTINGS | more, headers=OUR_PAGE)


def test_the_text_is_offered_again_after_signing_in_and_saved_with_one_click(dan, late):
    page = send(late)
    assert page.status_code == 401
    assert "What you typed is kept" in page.text
    assert "Harbour Lane &amp; Sons" not in page.text  # on a screen that anybody may read
    draft = field(page, "draft")
    offered = sign_in(late, dan, draft=draft)
    assert "Your text is kept" in offered.text
    address, fields = kept_in(offered.text)
    assert address == "/settings"
    assert fields["address"] == "4 Harbour Lane\r\nWesthaven"
    assert late.post(address, data=fields).location == "/settings"
    assert "Harbour Lane &amp; Sons" in late.get("/settings").text


def test_with_the_token_against_forgery_the_one_click_works(app, dan, late):
    app.config["WTF_CSRF_ENABLED"] = True
    page = send(late)
    offered = sign_in(late, dan, draft=field(page, "draft"), csrf_token=csrf_token(page))
    address, fields = kept_in(offered.text)
    assert late.post(address, data=fields | {"csrf_token": ""}).status_code == 400
    assert late.post(address, data=fields).location == "/settings"


def test_a_mistyped_password_does_not_lose_it(dan, late):
    draft = field(send(late), "draft")
    page = sign_in(late, dan, WRONG, draft=draft)
    assert page.status_code == 401
    assert field(page, "draft") == draft


def test_it_survives_the_second_factor(app, dan, late):
    _, codes = turn_on_second_factor(app, dan)
    draft = field(send(late), "draft")
    page = sign_in(late, dan, draft=draft)
    assert field(page, "draft") == draft
    offered = late.post("/sign-in/code", data={"code": codes[0], "draft": draft})
    assert "Your text is kept" in offered.text


def test_nobody_else_is_offered_it(app, ana, dan, late):
    give_password(app, ana)
    draft = field(send(late), "draft")
    answer = sign_in(late, ana, draft=draft)
    assert (answer.status_code, answer.location) == (302, "/")


def test_it_waits_for_half_a_day(dan, late, nine):
    draft = field(send(late), "draft")
    nine.shift(drafts.KEPT_FOR_S + 1)
    assert sign_in(late, dan, draft=draft).location == "/"


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}]
)
def test_what_another_site_sent_is_not_kept(late, headers):
    page = late.post("/settings", data=SETTINGS, headers=headers)
    assert page.status_code == 401
    assert field(page, "draft") == ""


def test_without_a_session_that_ran_out_there_is_nobody_to_keep_it_for(app, dan):
    page = send(app.test_client())
    assert field(page, "draft") == ""


def test_a_text_that_is_too_long_is_not_carried_around(late):
    page = send(late, address="x" * (drafts.LARGEST + 1))
    assert field(page, "draft") == ""


@pytest.mark.parametrize("sealed", ["", "nonsense", "gAAAAA", "ü" * 20])
def test_a_seal_that_is_none_opens_nothing(app, sealed):
    with app.app_context():
        assert drafts.recalled(sealed, 1, at=clock.now()) is None


def test_a_seal_opens_for_its_purpose_alone(app):
    with app.app_context():
        sealed = seal("draft", "text", at=clock.now())
        assert unseal("draft", sealed, at=clock.now(), within_s=60) == "text"
        assert unseal("known browser", sealed, at=clock.now(), within_s=60) is None


def test_the_passphrase_of_the_tests_is_never_in_a_draft(app, dan, late):
    page = late.post(
        "/account/password",
        data={"password": PASSWORD, "new_password": "three quiet harbours"},
        headers=OUR_PAGE,
    )
    assert field(page, "draft") == ""
