"""The library says what each test is, how far it can be trusted, and what its licence allows."""

import pytest
import sqlalchemy as sa

from clinic.assessments.actions import TermsMissing, record_permission
from clinic.audit.models import AuditEvent
from clinic.catalogue.instrument_definitions import get_instrument, list_instruments
from clinic.db import db
from clinic.ids import new_id
from clinic.organisation.queries import get_clinic
from tests.assessments.records import text
from tests.factories import MORNING, signed_in

ABC = get_instrument("abc")


def test_the_list_names_every_instrument_with_its_error_and_licence(client):
    said = text(client.get("/instruments"))
    for instrument in list_instruments():
        assert instrument.name in said
    assert "MDC95 3.00 s, older adults at high risk of falls" in said
    assert "MDC95 4 to 7, by the earlier score" in said
    assert "positive or negative" in said
    assert "no published error" in said


@pytest.mark.parametrize("instrument", list_instruments(), ids=lambda found: found.code)
def test_every_page_says_how_to_do_it_and_bears_the_marks_of_its_sources(client, instrument):
    answer = client.get(f"/instruments/{instrument.code}")
    assert answer.status_code == 200
    said = text(answer)
    assert "How to do it" in said
    assert instrument.misuse[:40].replace("’", "’") in said
    assert "[V] verified against the source" in said
    for mark in ("[V", "[?]"):
        assert mark in said


def test_an_unknown_instrument_is_not_found(client):
    assert client.get("/instruments/stork").status_code == 404


def test_norms_limits_and_levels_are_told_in_words(client):
    gait = text(client.get("/instruments/gait"))
    assert "Men, 70 to 79 distance: 10 m, with run-in and run-out, pace: usual" in gait
    assert "Speed under 0.05, over 3.50 m/s under 0.20, over 2.00 m/s" in gait
    assert "Walks in the household under 0.40 m/s" in gait
    walk = text(client.get("/instruments/bwt3m"))
    assert "trials more than 2.0 s apart" in walk
    assert "the clinic’s choice" in walk
    assert "1.69 s, provisional" in walk
    grip = text(client.get("/instruments/grip"))
    assert "Men under 27.00 kg" in grip
    mini = text(client.get("/instruments/minibest"))
    assert "Everybody, 90 and over 17 or less" in mini


def test_the_stratum_says_where_it_is_computed(client):
    assert "computed on the page “Fall risk”" in text(client.get("/instruments/wfg"))


def test_items_under_permission_stay_shut_until_it_is_recorded(app, client, page, dan):
    assert "Indoors" not in client.get(page("new", "abc")).text
    assert "Record the permission" not in client.get("/instruments/abc").text
    manager = signed_in(app, dan)
    assert "Record the permission" in manager.get("/instruments/abc").text
    address = "/instruments/abc/permission"
    empty = manager.post(address, data={"record_id": str(new_id())})
    assert empty.status_code == 422
    assert "Say what is permitted" in text(empty)
    terms = "Letter of 3 March 2026, 500 patients a year"
    saved = manager.post(address, data={"record_id": str(new_id()), "terms": terms})
    assert saved.status_code == 302
    assert terms in client.get("/instruments/abc").text
    assert "Indoors" in client.get(page("new", "abc")).text


def test_only_an_administrator_records_a_permission(client):
    answer = client.post("/instruments/abc/permission", data={"terms": "yes"})
    assert answer.status_code == 403


def test_a_test_that_needs_no_permission_takes_none(app, dan):
    answer = signed_in(app, dan).post("/instruments/tug/permission", data={"terms": "yes"})
    assert answer.status_code == 404


def test_a_permission_is_in_the_trail_and_says_what_it_allows(inside, ana):
    clinic = get_clinic()
    clinic.profiles = {"abc": {"mdc": "default"}, "tug": {"mdc": "frail"}}
    record_permission(clinic, ABC, terms=" 500 patients ", by=ana.actor, at=MORNING)
    db.session.flush()
    assert clinic.profiles["abc"]["permission"]["terms"] == "500 patients"
    assert clinic.profiles["abc"]["mdc"] == "default"
    assert clinic.profiles["tug"] == {"mdc": "frail"}
    event = db.session.scalars(sa.select(AuditEvent)).all()[-1]
    assert event.action == "permission.recorded"
    with pytest.raises(TermsMissing):
        record_permission(clinic, ABC, terms="  ", by=ana.actor, at=MORNING)
