"""What cannot be prescribed or placed is said in a sentence, and what was typed is kept."""

import pytest

from clinic.db import enter_clinic
from clinic.episodes.queries import find_open_episode
from clinic.patients.queries import get_patient
from clinic.routines import queries
from tests import factories
from tests.routines.cases import commit_ready
from tests.routines.test_routine_pages import open_plan, send, versions

START = "/patients/{}/routine/new?start={}&block=1"


def test_an_unknown_exercise_is_left_out_and_named_and_the_rest_is_kept(client, app, ana):
    patient_id = commit_ready(app, ana)
    page = open_plan(client, patient_id)
    forged = page.replace('value="tandem-stand"', 'value="walking-on-water"')
    answer = send(client, patient_id, forged, "prescribe", note="Wanted a new one")
    assert answer.status_code == 422
    assert "“walking-on-water” is not in the library and was left out." in answer.text
    assert "bw-worktop" in answer.text
    assert "Wanted a new one" in answer.text
    assert versions(app, ana, patient_id) == []


def test_a_template_without_weeks_at_the_level_says_so_and_offers_the_others(client, app, ana):
    patient_id = commit_ready(app, ana, level=7)
    answer = client.get(START.format(patient_id, "frail-high-risk"), follow_redirects=True)
    assert "This template has no weeks at Level 7. Choose another start." in answer.text
    assert "start-list" in answer.text


def test_a_plan_whose_level_changed_meanwhile_is_kept_and_judged_at_the_new_level(client, app, ana):
    patient_id = commit_ready(app, ana, level=7)
    typed = {
        "act": "prescribe",
        "start": "frail-high-risk",
        "block": "1",
        "level": "1",
        "clinic_days": "2",
        "home_days": "0",
        "note": "Typed before",
    }
    answer = client.post(f"/patients/{patient_id}/routine/new", data=typed)
    assert answer.status_code == 422
    assert "Typed before" in answer.text
    assert versions(app, ana, patient_id) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("tandem-stand-sets", "900"),
        ("tandem-stand-hold_s", "-5"),
        ("tandem-stand-sets", "a few"),
        ("clinic_days", "9"),
    ],
)
def test_a_dose_out_of_its_limits_is_refused_beside_its_box_and_stays_typed(
    client, app, ana, field, value
):
    patient_id = commit_ready(app, ana)
    page = open_plan(client, patient_id)
    answer = send(client, patient_id, page, "prescribe", **{field: value})
    assert answer.status_code == 422
    assert f'value="{value}"' in answer.text
    assert versions(app, ana, patient_id) == []


@pytest.mark.parametrize("level", ["9", "99", "-1", "three", ""])
def test_a_level_that_is_none_is_refused_in_words(client, app, ana, level):
    patient_id = commit_ready(app, ana)
    typed = {
        "stand_supported_s": "60",
        "stand_supported_on": factories.TODAY.isoformat(),
        "new_to_backward_walking": "no",
        "decision": "other",
        "level": level,
        "reason": "She asks for it",
    }
    answer = client.post(f"/patients/{patient_id}/placement", data=typed)
    assert answer.status_code == 422
    assert "She asks for it" in answer.text
    with app.app_context():
        enter_clinic(ana.clinic_id)
        assert len(queries.list_placements(_episode(patient_id))) == 1


def test_standing_that_was_measured_and_was_not_possible_contradict_each_other(client, app, ana):
    patient_id = commit_ready(app, ana)
    typed = {"stand_supported_s": "60", "cannot_stand": "y", "new_to_backward_walking": "no"}
    answer = client.post(f"/patients/{patient_id}/placement", data=typed)
    assert answer.status_code == 422
    assert "Enter the seconds or tick the box, not both" in answer.text


def _episode(patient_id):
    return find_open_episode(get_patient(patient_id))
