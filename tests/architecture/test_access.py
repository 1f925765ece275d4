"""Who may use what, declared route by route and method by method; nothing is open by default."""

from pathlib import Path

import pytest

from clinic.web import access
from clinic.web.access import Role
from tests.architecture.site import FILES, routes
from tests.factories import make_clinician, signed_in

TABLE = Path(__file__).with_name("access_table.txt")
NAMES = {
    access.ANYBODY: "anybody",
    access.SIGNED_IN: "signed in",
    access.CARE_TEAM: "clinician, assistant",
    access.CLINICIANS: "clinician",
    access.ADMINISTRATORS: "administrator",
}


def declared(app):
    """One line for each route and method: who, method, address, view."""
    lines = []
    for route in routes(app):
        methods = access.access_of(app.view_functions[route.endpoint])
        who = (
            NAMES.get(methods[route.method]) or ", ".join(sorted(methods[route.method] or ()))
            if route.method in methods
            else "NOT DECLARED"
        )
        lines.append(f"{who:22} {route.method:5} {route.rule!s:70} {route.endpoint}")
    return sorted(set(lines))


def test_every_route_and_method_says_who_may_use_it(app):
    assert [line for line in declared(app) if line.startswith("NOT DECLARED")] == []


def test_the_access_table_is_the_one_that_was_reviewed(app):
    """A change of who may use what shows up in the change of this file."""
    made = "\n".join(declared(app)) + "\n"
    reviewed = TABLE.read_text()
    if made != reviewed:
        TABLE.with_suffix(".new").write_text(made)
    assert made == reviewed, "Read access_table.new; when it is right, it becomes access_table.txt."


def test_no_declaration_names_a_method_that_the_route_does_not_have(app):
    answered = {}
    for route in routes(app):
        answered.setdefault(route.endpoint, set()).add(route.method)
    superfluous = {
        endpoint: set(access.access_of(view)) - answered.get(endpoint, set())
        for endpoint, view in app.view_functions.items()
    }
    assert {endpoint: extra for endpoint, extra in superfluous.items() if extra} == {}


@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_refused_wherever_it_was_not_let_in(app, role):
    somebody = make_clinician(app, name="Some Body", role=role.value)
    client = signed_in(app, somebody)
    let_in = []
    for route in routes(app):
        who = access.access_of(app.view_functions[route.endpoint])[route.method]
        if who is access.ANYBODY or role in who:
            continue
        answer = client.open(route.address(app), method=route.method)
        if answer.status_code != 403:
            let_in.append(f"{route}: {answer.status_code}")
    assert let_in == []


def test_nobody_signed_in_is_sent_to_sign_in(app, ana):
    client = app.test_client()
    let_in = []
    for route in routes(app):
        who = access.access_of(app.view_functions[route.endpoint])[route.method]
        if who is access.ANYBODY or route.endpoint in FILES:
            continue
        answer = client.open(route.address(app), method=route.method)
        if answer.status_code not in {302, 303, 401}:
            let_in.append(f"{route}: {answer.status_code}")
    assert let_in == []


def test_an_id_of_nothing_is_not_found(client, app):
    wrong = []
    for route in routes(app):
        who = access.access_of(app.view_functions[route.endpoint])[route.method]
        ids = [name for name in route.rule.arguments if name.endswith("_id")]
        if not ids or who is access.ANYBODY or Role.CLINICIAN not in who:
            continue
        answer = client.open(route.address(app), method=route.method)
        if answer.status_code != 404:
            wrong.append(f"{route}: {answer.status_code}")
    assert wrong == []
