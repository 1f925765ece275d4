"""What is no proper request: bytes that are no text, too much of it, a name that is not ours."""

import pytest
from flask import request

from clinic.web.addresses import local_path
from tests.accounts.signing import served_with


def raw(app, path="/sign-in", query="", **more):
    """A request as a server hands it over, without a client's good manners."""
    with app.test_client() as browser:
        return browser.open(
            environ_overrides={"PATH_INFO": path, "QUERY_STRING": query} | more, path="/"
        )


@pytest.mark.parametrize("path", ["/\xff\xfe", "/patients/\xc3\x28", "/a\x00b"])
def test_a_path_that_is_no_text_is_a_400(app, ana, path):
    assert raw(app, path).status_code == 400


@pytest.mark.parametrize("query", ["next=%ff", "q=%C3%28", "q=a%00b", "%ED%A0%80=1"])
def test_a_query_that_is_no_text_is_a_400(app, ana, query):
    assert raw(app, query=query).status_code == 400


@pytest.mark.parametrize("body", [b"email=%ff", b"email=\xff\xfe", b"email=a%00b"])
def test_a_form_that_is_no_text_is_a_400(app, ana, body):
    answer = app.test_client().post(
        "/sign-in", data=body, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 400


def test_a_form_in_parts_that_is_no_text_is_a_400(app, ana):
    body = b'--x\r\nContent-Disposition: form-data; name="email"\r\n\r\n\xff\xfe\r\n--x--\r\n'
    answer = app.test_client().post(
        "/sign-in", data=body, content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code == 400


@pytest.mark.parametrize("value", ["Łucja Müller", "王小明", "🚶‍♀️", "a\tb\r\nc"])
def test_every_script_is_text(app, ana, value):
    answer = app.test_client().post("/sign-in", data={"email": value, "password": "x"})
    assert answer.status_code == 401


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_more_than_one_form_may_hold_is_a_413(app, ana, kind):
    answer = app.test_client().post("/sign-in", data=b"x" * (1024 * 1024 + 1), content_type=kind)
    assert answer.status_code == 413
    assert "more than one form may hold" in answer.text


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "10.0.0.1"])
def test_a_name_that_is_not_ours_is_refused(app, ana, host):
    answer = app.test_client().get("/sign-in", headers={"Host": host})
    assert answer.status_code == 400
    assert answer.mimetype == "text/plain"


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:8000"])
def test_the_names_of_this_machine_are_ours(app, ana, host):
    assert app.test_client().get("/sign-in", headers={"Host": host}).status_code == 200


def test_what_a_proxy_says_is_believed_only_from_one_that_was_named(app, ana):
    headers = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Host": "stepback.example.org"} | {
        "X-Forwarded-Proto": "https"
    }
    alone = app.test_client().get("/account", headers=headers)
    assert "stepback.example.org" not in alone.location
    with served_with(app, trusted_proxies=1, host_names=("stepback.example.org",)) as behind:
        behind.before_request_funcs[None].insert(
            0, lambda: f"{request.remote_addr} {request.host} {request.scheme}"
        )
        told = behind.test_client().get("/", headers=headers).text
    assert told == "192.0.2.7 stepback.example.org https"


@pytest.mark.parametrize(
    "text",
    ["", None, "account", "//evil.example", "/\\evil.example", "/\tx", "/ x", "http://x/", "/a\nb"],
)
def test_a_path_on_another_host_is_no_local_path(text):
    assert local_path(text) is None


@pytest.mark.parametrize("text", ["/", "/account", "/patients/new?from=x&y=%20", "/a//b"])
def test_a_path_of_ours_is_one(text):
    assert local_path(text) == text
