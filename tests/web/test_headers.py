import re

import pytest

from clinic.web.headers import static_url
from tests.accounts.signing import served_with
from tests.factories import commit_episode

PAGES = [
    "/sign-in",
    "/account",
    "/",
    "/nothing",
    "/settings",
    "/static/icon.svg",
    "/static/none.css",
]


def policy_of(answer):
    parts = (part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
    return dict(parts)


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_says_what_may_run_and_who_may_look_in(client, address):
    with client.get(address) as answer:
        policy = policy_of(answer)
        headers = answer.headers
    assert policy["default-src"] == "'none'"
    assert policy["object-src"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert "unsafe" not in str(policy)
    assert "http" not in str(policy)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "charset=utf-8" in headers["Content-Type"]
    assert not [name for name, _ in headers if name.startswith("Access-Control")]


def test_a_nonce_is_good_for_one_answer(client):
    first, second = (policy_of(client.get("/account"))["script-src"] for _ in range(2))
    assert first != second
    assert len(re.search(r"'nonce-([^']+)'", first).group(1)) >= 22  # 128 bits


def test_the_scripts_of_a_page_carry_its_nonce(client):
    page = client.get("/account")
    nonce = re.search(r"'nonce-([^']+)'", policy_of(page)["script-src"]).group(1)
    scripts = re.findall(r"<script[^>]*>", page.text)
    assert scripts
    assert all(f'nonce="{nonce}"' in script for script in scripts)


@pytest.mark.parametrize("address", ["/sign-in", "/account", "/", "/nothing"])
def test_a_page_is_kept_nowhere(client, address):
    assert client.get(address).headers["Cache-Control"] == "no-store"


def test_a_page_about_a_patient_is_kept_nowhere(app, ana, client):
    patient_id, _ = commit_episode(app, ana)
    assert client.get(f"/patients/{patient_id}").headers["Cache-Control"] == "no-store"


def test_a_shipped_file_is_kept_for_a_year_under_its_contents_hash(app, client):
    with app.test_request_context():
        address = static_url("icon.svg")
    assert re.fullmatch(r"/static/icon\.svg\?v=[0-9a-f]{12}", address)
    with client.get(address) as answer:
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    with client.get("/static/icon.svg") as answer:
        assert answer.headers["Cache-Control"] == "public, max-age=3600"


def test_without_tls_no_browser_is_told_to_insist_on_it(client):
    assert "Strict-Transport-Security" not in client.get("/sign-in").headers
    cookie = client.get_cookie("stepback")
    assert (cookie.http_only, cookie.same_site, cookie.secure) == (True, "Lax", False)


def test_with_tls_cookies_are_secure_and_browsers_insist_on_it(app, ana):
    with served_with(app, https=True) as served:
        answer = served.test_client().get("/sign-in", base_url="https://localhost")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-stepback=")
    for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert word in cookie
    assert "Domain" not in cookie


@pytest.mark.parametrize("method", ["TRACE", "OPTIONS", "PUT", "DELETE", "PATCH"])
def test_methods_that_nothing_declared_are_refused(client, method):
    assert client.open("/account", method=method).status_code in {403, 405}
