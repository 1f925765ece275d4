"""The same form sent twice is saved once: one after the other, and at the same moment."""

import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from clinic.audit.models import AuditEvent
from clinic.db import db, enter_clinic
from clinic.ids import new_id
from tests.accounts.signing import OUR_PAGE
from tests.factories import commit_episode, signed_in
from tests.web.test_errors import SETTINGS, kept_in


@pytest.fixture
def manager(app, dan):
    return signed_in(app, dan)


def changes(app, person, action):
    with app.app_context():
        enter_clinic(person.clinic_id)
        return db.session.scalar(
            db.select(db.func.count()).select_from(AuditEvent).where(AuditEvent.action == action)
        )


def test_sent_twice_saved_once_with_the_same_answer(app, dan, manager):
    data = SETTINGS | {"record_id": str(new_id())}
    first, second = manager.post("/settings", data=data), manager.post("/settings", data=data)
    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert first.location == "/settings"
    assert changes(app, dan, "clinic.changed") == 1


def test_sent_twice_at_the_same_moment_saved_once(app, dan):
    data = SETTINGS | {"record_id": str(new_id())}
    browsers = [signed_in(app, dan) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda one: one.post("/settings", data=data), browsers))
    assert {(answer.status_code, answer.location) for answer in answers} == {(302, "/settings")}
    assert changes(app, dan, "clinic.changed") == 1


def test_the_same_id_with_another_text_is_not_thrown_away(app, dan, manager):
    data = SETTINGS | {"record_id": str(new_id())}
    manager.post("/settings", data=data)
    other = manager.post("/settings", data=data | {"telephone": "112 233"}, headers=OUR_PAGE)
    assert other.status_code == 409
    assert "saved before, with other answers" in other.text
    assert "112 233" in other.text
    assert 'href="/settings"' in other.text
    assert changes(app, dan, "clinic.changed") == 1


def test_somebody_elses_id_is_no_way_to_their_answer(app, ana, dan, manager):
    record_id = str(new_id())
    manager.post("/settings", data=SETTINGS | {"record_id": record_id})
    answer = signed_in(app, ana).post(
        "/account/sessions/end-others", data={"record_id": record_id}, headers=OUR_PAGE
    )
    assert answer.status_code == 409
    assert "/settings" not in answer.text


def test_a_refused_form_is_not_remembered(app, dan, manager):
    data = SETTINGS | {"record_id": str(new_id())}
    assert manager.post("/settings", data=data | {"clinic_name": ""}).status_code == 422
    assert manager.post("/settings", data=data).status_code == 302
    assert changes(app, dan, "clinic.changed") == 1


def test_the_second_of_two_writers_is_shown_both_texts_and_may_save_over(app, dan, manager):
    assert manager.post("/settings", data=SETTINGS | {"telephone": "111 111"}).status_code == 302
    late = manager.post("/settings", data=SETTINGS | {"telephone": "222 222"}, headers=OUR_PAGE)
    assert late.status_code == 409
    assert "111 111" in late.text
    assert "222 222" in late.text
    assert "Save mine over it" in late.text
    address, fields = kept_in(late.text)
    assert fields["version"] == "2"
    assert manager.post(address, data=fields).location == "/settings"
    assert "222 222" in manager.get("/settings").text


def contents(app):
    """A digest of every table, apart from what is written beside the requests."""
    digest = hashlib.sha256()
    with app.app_context(), db.engine.connect() as connection:
        for table in db.metadata.sorted_tables:
            if table.name not in {"access_entry", "sign_in_session"}:
                rows = connection.execute(table.select()).all()
                digest.update(repr((table.name, sorted(map(repr, rows)))).encode())
    return digest.hexdigest()


def test_showing_changes_nothing(app, ana, dan, client, manager):
    """Every page that can be reached without a record of its own, and one patient's."""
    patient_id, _ = commit_episode(app, ana)
    before = contents(app)
    asked = 0
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or not rule.arguments <= {"patient_id"}:
            continue
        with app.test_request_context():
            address = app.url_for(rule.endpoint, **dict.fromkeys(rule.arguments, patient_id))
        for browser in (client, manager):
            for method in ("GET", "HEAD"):
                assert browser.open(address, method=method).status_code < 500, address
                asked += 1
    assert asked > 40
    assert contents(app) == before
