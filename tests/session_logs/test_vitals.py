"""Vital signs with a session log: typed, kept, told, and judged by the decision table."""

from decimal import Decimal

import pytest
import time_machine

from clinic.db import enter_clinic
from clinic.domain.progression_facts import RestPosition, Vitals
from clinic.episodes.queries import get_episode
from clinic.session_logs import queries
from clinic.session_logs.vitals import vitals_from_json, vitals_to_json, vitals_words
from clinic.session_logs.vitals_form import typed_vitals
from tests.factories import MORNING
from tests.session_logs.cases import commit_routine

MISSED = {"status": "missed", "setting": "home", "when": "today", "missed_reason": "Pressure"}
MEASURED = {
    "systolic": "140",
    "diastolic": "80",
    "rested": "lying",
    "standing_systolic": "118",
    "standing_diastolic": "74",
    "pulse": "72",
    "oxygen": "97",
}
WORDS = "140/80 lying, falls 22/6 on standing, pulse 72, oxygen 97 %"


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def ids(app, ana):
    return commit_routine(app, ana)


def last_log(app, by, ids):
    with app.app_context():
        enter_clinic(by.clinic_id)
        return queries.find_last(get_episode(ids[1]))


def test_what_was_measured_is_kept_told_and_stops(app, ana, client, ids):
    answer = client.post(f"/patients/{ids[0]}/sessions/new", data=MISSED | MEASURED)
    assert answer.status_code == 302
    log = last_log(app, ana, ids)
    assert log.vitals["systolic_drop_mmhg"] == "22"
    assert WORDS in client.get(answer.location).text
    page = client.get(f"/patients/{ids[0]}/progress").text
    assert "Blood pressure falls too much on standing." in page
    assert WORDS in page


def test_what_was_not_measured_is_not_kept(app, ana, client, ids):
    client.post(f"/patients/{ids[0]}/sessions/new", data=MISSED | {"rested": "sitting"})
    assert last_log(app, ana, ids).vitals is None


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"systolic": "1400"}, "Enter a number from 50 to 300, or nothing"),
        ({"oxygen": "x"}, "Enter a whole number, or nothing"),
        ({"standing_systolic": "118"}, "Enter the systolic pressure at rest as well"),
        ({"standing_diastolic": "70"}, "Enter the diastolic pressure at rest as well"),
    ],
)
def test_a_slip_of_the_finger_is_caught_and_the_fields_stand_open(
    app, ana, client, ids, typed, says
):
    answer = client.post(f"/patients/{ids[0]}/sessions/new", data=MISSED | typed)
    assert answer.status_code == 422
    assert says in answer.text
    assert '<details class="panel__body" open>' in answer.text
    assert last_log(app, ana, ids) is None


def test_an_amendment_starts_with_what_was_measured(app, ana, client, ids):
    client.post(f"/patients/{ids[0]}/sessions/new", data=MISSED | MEASURED)
    log = last_log(app, ana, ids)
    page = client.get(f"/patients/{ids[0]}/sessions/{log.id}/amend").text
    assert 'value="118"' in page
    assert 'value="140"' in page


def test_vital_signs_come_back_as_they_were_kept():
    vitals = Vitals(
        systolic_mmhg=Decimal(140),
        systolic_drop_mmhg=Decimal(-4),
        dropped_from=RestPosition.SITTING,
    )
    assert vitals_from_json(vitals_to_json(vitals)) == vitals
    assert vitals_from_json(None) is None
    assert typed_vitals(None) == {}
    assert typed_vitals(vitals)["standing_systolic"] == 144
    assert vitals_words(vitals) == "140/? sitting, falls −4/? on standing"
    assert vitals_words(Vitals(oxygen_percent=Decimal(91))) == "oxygen 91 %"
    assert vitals_words(None) == ""
