"""A clinic puts its own batteries together, reorders, renames and retires them."""

import pytest
import sqlalchemy as sa

from clinic.assessments.models import OwnBattery
from clinic.audit.models import AuditEvent
from clinic.db import db, enter_clinic
from clinic.ids import new_id
from tests.assessments.records import text
from tests.factories import signed_in

GYM = {"name": "Gym, Fridays", "place_grip": "1", "place_tug": "2", "place_sls": "3"}


@pytest.fixture
def made(client, batteries):
    """A battery of three tests: its address."""
    client.post("/batteries/new", data={"record_id": str(new_id())} | GYM)
    return f"/batteries/{batteries()[0].id}"


@pytest.fixture
def batteries(app, ana):
    def read():
        with app.app_context():
            enter_clinic(ana.clinic_id)
            found = list(db.session.scalars(sa.select(OwnBattery)))
            db.session.expunge_all()
            return found

    return read


def test_a_battery_is_offered_first_in_the_order_it_was_given(client, page, made):
    said = text(client.get(page("new")))
    assert said.index("Gym, Fridays Grip, Timed Up and Go and") < said.index(
        "Backward walking, core"
    )
    code = made.rpartition("/")[2]
    shown = client.get(page("new", f"grip?visit={code}"))
    assert "This visit: Gym, Fridays" in shown.text
    assert shown.text.index("new/grip?") < shown.text.index("new/tug?")


def test_the_visit_goes_from_test_to_test_in_that_order(client, page, made):
    code = made.rpartition("/")[2]
    sent = {"record_id": str(new_id()), "skip": "tired", "assessed_on": "2026-03-20"}
    answer = client.post(page("new", f"grip?visit={code}"), data=sent)
    assert answer.location.endswith(f"/assessments/new/tug?visit={code}")


def test_name_and_order_are_changed_and_the_old_ones_stay_in_the_trail(
    app, ana, client, made, batteries
):
    changed = GYM | {"name": "Gym", "place_grip": "9", "version": "1"}
    assert client.post(made, data=changed).status_code == 302
    (battery,) = batteries()
    assert (battery.name, battery.instruments) == ("Gym", ["tug", "sls", "grip"])
    with app.app_context():
        enter_clinic(ana.clinic_id)
        event = db.session.scalars(
            sa.select(AuditEvent).where(AuditEvent.action == "battery.changed")
        ).one()
    assert event.changes["old"] == {"name": "Gym, Fridays", "instruments": ["grip", "tug", "sls"]}


def test_saved_as_it_is_nothing_is_written_down(app, ana, client, made):
    client.post(made, data=GYM | {"version": "1"})
    with app.app_context():
        enter_clinic(ana.clinic_id)
        actions = db.session.scalars(sa.select(AuditEvent.action)).all()
    assert "battery.changed" not in actions


def test_a_retired_battery_is_not_offered_and_can_be_used_again(client, page, made):
    client.post(f"{made}/retire")
    assert "Retired" in text(client.get("/batteries"))
    assert "Gym, Fridays" not in text(client.get(page("new")))
    code = made.rpartition("/")[2]
    assert "This visit: Gym, Fridays" in client.get(page("new", f"tug?visit={code}")).text
    client.post(f"{made}/retire")
    client.post(f"{made}/restore")
    client.post(f"{made}/restore")
    assert "Gym, Fridays" in text(client.get(page("new")))


def test_a_retired_battery_does_not_come_back_under_a_name_that_is_taken(client, page, made):
    client.post(f"{made}/retire")
    client.post("/batteries/new", data={"record_id": str(new_id())} | GYM)
    client.post(f"{made}/restore")
    assert "Another battery is called Gym, Fridays now." in text(client.get("/batteries"))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": " "}, "Enter a name for the battery"),
        ({"name": "x" * 61}, "Use 60 characters or fewer"),
        ({"name": "gym, fridays"}, "Another battery has this name"),
        ({"place_tug": "1"}, "Number 1 is given twice"),
        ({"place_tug": "first"}, "Enter a whole number, or nothing"),
        ({"place_tug": "0"}, "Enter a number from 1 to 99, or nothing"),
        ({"place_tug": "100"}, "Enter a number from 1 to 99, or nothing"),
        ({"place_tug": "", "place_grip": "", "place_sls": ""}, "Number the tests that are in it"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(client, made, batteries, wrong, sentence):
    other = {"record_id": str(new_id())} | GYM | {"name": "Pool"}
    answer = client.post("/batteries/new", data=other | wrong)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert 'aria-invalid="true"' in answer.text
    assert len(batteries()) == 1


def test_a_battery_keeps_its_own_name(client, made):
    assert client.post(made, data=GYM | {"version": "1"}).status_code == 302


@pytest.mark.parametrize("version", ["", "x", "7"])
def test_the_second_of_two_writers_is_told(client, made, batteries, version):
    assert client.post(made, data=GYM | {"name": "Z", "version": version}).status_code == 409
    assert batteries()[0].name == "Gym, Fridays"


def test_administrators_and_clinicians_make_them_and_assistants_use_them(app, bo, dan, page, made):
    assert signed_in(app, dan).get("/batteries").status_code == 200
    assistant = signed_in(app, bo)
    assert assistant.get("/batteries").status_code == 403
    assert assistant.post(f"{made}/retire").status_code == 403
    assert "Gym, Fridays" in text(assistant.get(page("new")))


def test_another_clinics_battery_does_not_exist(app, cleo, made):
    other = signed_in(app, cleo)
    assert other.get(made).status_code == 404
    assert "Gym" not in text(other.get("/batteries"))
