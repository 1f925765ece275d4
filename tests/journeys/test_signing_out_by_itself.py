"""A tablet that is left lying: a warning, a cover, and nothing lost that was typed."""

import sqlite3

from tests.journeys.conftest import PASSWORD, axe_findings, sign_in


def end_of_session(site, email):
    """On the server as well: there the clock cannot be moved, so the last use is."""
    connection = sqlite3.connect(site.instance / "stepback.sqlite3")
    connection.execute(
        "UPDATE sign_in_session SET seen_at = '2026-01-01 00:00:00.000000'"
        " WHERE account_id = (SELECT id FROM account WHERE email = ?)",
        (email,),
    )
    connection.commit()
    connection.close()


def test_what_was_typed_goes_along_and_comes_back(new_page, site):
    email = site.email("administrator")
    page = new_page()
    page.clock.install()
    sign_in(page, email)
    page.goto("/settings")

    page.clock.fast_forward("13:10")
    page.get_by_text("You will be signed out in two minutes").wait_for()
    assert axe_findings(page) == []
    page.get_by_role("button", name="Stay signed in").click()
    assert page.get_by_text("You will be signed out").count() == 0

    page.get_by_label("Telephone").fill("020 7946 0999")
    page.clock.fast_forward("15:10")
    page.get_by_role("heading", name="You are signed out").wait_for()
    assert axe_findings(page) == []
    end_of_session(site, email)
    page.get_by_role("button", name="Sign in, and keep what I typed").click()

    page.get_by_text("You were signed out after a while").wait_for()
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Save it now").click()
    assert page.get_by_label("Telephone").input_value() == "020 7946 0999"
