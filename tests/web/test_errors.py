import html
import logging
import re
import sqlite3
import threading

import pytest
from flask import abort
from sqlalchemy.exc import OperationalError

from clinic.accounts.actions import make_account
from clinic.db import db, writing
from clinic.web.access import ANYBODY, SIGNED_IN, permits
from clinic.web.logs import LogLine
from tests.accounts.signing import OUR_PAGE, csrf_token
from tests.factories import signed_in

REFERENCE = re.compile(r"reference ([0-9A-F]{4}-[0-9A-F]{4})\.")
SETTINGS = {
    "clinic_name": "Harbour Lane & Sons",
    "address": "4 Harbour Lane\r\nWesthaven",
    "telephone": "020 7946 0018",
    "emergency_number": "999",
    "time_zone": "Europe/London",
    "language": "en",
    "paper": "a4",
    "idle_limit_min": "15",
    "version": "1",
}


def test_an_error_page_has_a_number_that_the_log_has_too(client, caplog):
    page = client.get("/nothing")
    number = REFERENCE.search(page.text).group(1)
    assert f"answered 404 to GET no route, account 1, address 127.0.0.1, reference {number}" in (
        caplog.text
    )


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 413, 429, 500, 503])
def test_every_error_has_a_plain_page(app, ana, status):
    @app.get("/fails")
    @permits(GET=ANYBODY)
    def fails():
        abort(status)

    page = app.test_client().get("/fails")
    assert page.status_code == status
    assert "<h1>" in page.text
    assert REFERENCE.search(page.text)
    assert page.headers["Cache-Control"] == "no-store"


def test_a_refused_access_is_in_the_log(client, caplog):
    client.get("/settings")
    assert "answered 403 to GET organisation.settings, account 1" in caplog.text


def test_a_failure_tells_the_reader_nothing_of_the_inside(app, ana, caplog):
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @app.get("/breaks")
    @permits(GET=ANYBODY)
    def breaks():
        raise ValueError("Edith Marlowe, 3 August 1946")

    page = app.test_client().get("/breaks")
    assert page.status_code == 500
    for inside in ("Traceback", "ValueError", "Edith", ".py"):
        assert inside not in page.text


def test_addresses_and_methods_that_are_none(client):
    assert client.get("/nothing").status_code == 404
    assert client.post("/account").status_code == 405
    assert client.post("/account").headers["Allow"]


# --- what was typed is kept -----------------------------------------------------------------


@pytest.fixture
def manager(app, dan):
    return signed_in(app, dan)


def kept_in(page):
    """The fields that the page would send again."""
    again = re.search(
        r'<form method="post" action="([^"]*)" data-once>(.*?)</form>', page, re.DOTALL
    )
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', again.group(2))
    return html.unescape(again.group(1)), {name: html.unescape(text) for name, text in fields}


def test_a_locked_database_keeps_what_was_typed_and_sends_it_again(app, manager, monkeypatch):
    monkeypatch.setattr("clinic.db.BUSY_TIMEOUT_MS", 1)
    path = app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///")
    if "postgresql" in path:
        pytest.skip("PostgreSQL has no lock on the whole database")
    with app.app_context():
        db.engine.dispose()
    lock = sqlite3.connect(path, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    refused = manager.post("/settings", data=SETTINGS, headers=OUR_PAGE)
    lock.execute("ROLLBACK")
    lock.close()
    assert refused.status_code == 503
    assert "Nothing was saved" in refused.text
    address, fields = kept_in(refused.text)
    assert fields["clinic_name"] == "Harbour Lane & Sons"
    assert fields["address"] == "4 Harbour Lane\r\nWesthaven"
    assert manager.post(address, data=fields).location == "/settings"
    assert "Harbour Lane &amp; Sons" in manager.get("/settings").text


@pytest.mark.parametrize(
    "trouble", ["database or disk is full", "disk I/O error", "database is locked"]
)
def test_a_full_disk_keeps_what_was_typed(app, manager, trouble):
    @app.post("/notes")
    @permits(POST=SIGNED_IN)
    def notes():
        raise OperationalError("INSERT", {}, sqlite3.OperationalError(trouble))

    page = manager.post("/notes", data={"note": "Knee sore <after> set 7"}, headers=OUR_PAGE)
    assert page.status_code == 503
    assert page.headers["Retry-After"]
    assert kept_in(page.text)[1]["note"] == "Knee sore <after> set 7"
    assert "Knee sore &lt;after&gt; set 7" in page.text


def test_what_another_site_sent_is_not_offered_for_saving(app, manager):
    @app.post("/notes")
    @permits(POST=SIGNED_IN)
    def notes():
        abort(503)

    for headers in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        page = manager.post("/notes", data={"note": "planted"}, headers=headers)
        assert "planted" not in page.text
    page = manager.post("/notes", data={"note": "mine"}, headers={"Origin": "http://localhost"})
    assert "mine" in page.text


def test_a_password_is_never_kept(app, manager):
    @app.post("/notes")
    @permits(POST=SIGNED_IN)
    def notes():
        abort(503)

    page = manager.post("/notes", data={"note": "x", "new_password": "y"}, headers=OUR_PAGE)
    assert "What you typed" not in page.text


def test_a_stale_page_after_signing_in_anew_keeps_what_was_typed(app, manager):
    app.config["WTF_CSRF_ENABLED"] = True
    page = manager.post("/settings", data=SETTINGS | {"csrf_token": "stale"}, headers=OUR_PAGE)
    assert page.status_code == 400
    assert "the page was out of date" in page.text
    address, fields = kept_in(page.text)
    fields["csrf_token"] = csrf_token(page)
    assert manager.post(address, data=fields).location == "/settings"


def test_a_forged_form_is_refused_and_shown_nothing(app, manager):
    app.config["WTF_CSRF_ENABLED"] = True
    page = manager.post("/settings", data=SETTINGS, headers={"Sec-Fetch-Site": "cross-site"})
    assert page.status_code == 400
    assert "Harbour Lane &amp; Sons" not in page.text


def test_a_value_that_is_taken_is_said_in_a_page(app, manager):
    @app.post("/twice")
    @permits(POST=SIGNED_IN)
    def twice():
        with writing():
            make_account("same@example.org")
            try:
                make_account("same@example.org")
            finally:
                db.session.rollback()

    page = manager.post("/twice", data={"note": "x"}, headers=OUR_PAGE)
    assert page.status_code == 409
    assert "has this already" in page.text


def fail_with(inner, outer):
    try:
        int(inner)
    except ValueError as error:
        raise RuntimeError(outer) from error


def test_the_log_names_places_and_no_values(tmp_path):
    try:
        fail_with("Edith Marlowe", "3 August 1946")
    except RuntimeError as error:
        record = logging.LogRecord(
            "clinic",
            logging.ERROR,
            __file__,
            1,
            "answered %s",
            ("a\nb\x1b[31m",),
            (type(error), error, error.__traceback__),
        )
    line = LogLine(with_messages=False).format(record)
    assert "Edith" not in line
    assert "1946" not in line
    assert "builtins.ValueError" in line
    assert "test_errors.py" in line
    assert r"answered a\x0ab\x1b[31m" in line
    assert "Edith" in LogLine(with_messages=True).format(record)


def test_a_database_errors_values_do_not_reach_the_log(app, ana):
    with app.app_context(), writing():
        with pytest.raises(Exception) as refused:  # noqa: PT011 - of whichever driver
            make_account(ana.email)
        db.session.rollback()
    assert ana.email not in str(refused.value).split("DETAIL")[0]


def test_threads_of_the_tests_are_gone():
    assert not [thread for thread in threading.enumerate() if thread.name == "beside"]
