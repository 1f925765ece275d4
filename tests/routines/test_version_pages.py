"""Two versions side by side, and an earlier one as a start."""

from clinic import clock
from clinic.db import db, enter_clinic, writing
from clinic.episodes.queries import find_open_episode
from clinic.patients.queries import get_patient
from tests.routines import cases
from tests.routines.cases import commit_ready


def prescribe_two(app, by, patient_id) -> None:
    with app.app_context(), writing():
        enter_clinic(by.clinic_id)
        episode = find_open_episode(get_patient(patient_id))
        on_the_day = {"at": clock.now(), "today": clock.today(by.actor.time_zone)}
        cases.prescribe(episode, by, **on_the_day)
        cases.prescribe(episode, by, replaces=1, code="frail-high-risk", block=4, **on_the_day)
        db.session.commit()


def test_two_versions_stand_side_by_side_with_what_changed(app, ana, client):
    patient_id = commit_ready(app, ana, level=3)
    assert client.get(f"/patients/{patient_id}/routine/compare").status_code == 302
    prescribe_two(app, ana, patient_id)
    page = client.get(f"/patients/{patient_id}/routine/compare").text
    assert "Routine 1, " in page
    assert "Routine 2, " in page
    assert "differ." in page
    assert "changed" in page
    assert "same" in page
    same = client.get(f"/patients/{patient_id}/routine/compare?earlier=2&later=2").text
    assert "Nothing differs." in same
    missing = client.get(f"/patients/{patient_id}/routine/compare?earlier=2&later=9")
    assert missing.status_code == 404
    assert "Compare two versions side by side" in client.get(f"/patients/{patient_id}/routine").text


def test_an_earlier_routine_can_be_copied(app, ana, client):
    patient_id = commit_ready(app, ana, level=3)
    prescribe_two(app, ana, patient_id)
    start = client.get(f"/patients/{patient_id}/routine/new").text
    assert "Or copy an earlier routine" in start
    assert "start=version-1" in start
    desk = client.get(f"/patients/{patient_id}/routine/new?start=version-1&level=3")
    assert desk.status_code == 200
    assert "Prescribe from routine 1" in desk.text
    gone = client.get(f"/patients/{patient_id}/routine/new?start=version-9&level=3")
    assert gone.status_code == 404


def test_a_copy_at_a_lower_level_leaves_out_what_belongs_above(app, ana, client):
    patient_id = commit_ready(app, ana, level=3)
    prescribe_two(app, ana, patient_id)
    desk = client.get(f"/patients/{patient_id}/routine/new?start=version-1&level=2").text
    assert "Tandem" not in desk.split("Add an exercise")[0]


def test_the_start_page_tells_the_plan_beside_the_likely_pace(app, ana, client):
    patient_id = commit_ready(app, ana, level=3)
    page = client.get(f"/patients/{patient_id}/routine/new").text
    assert "Planned: 12 weeks from here. Likely, by the rules: 17 weeks or more." in page
    assert "Plan and likely pace" in page
    desk = client.get(
        f"/patients/{patient_id}/routine/new?start=moderate-community&block=1&level=3"
    ).text
    assert "Planned at this level: 2 weeks; likely, by the rules: 5 or more.<" in desk
    assert "sections 2.3, 3.1 and 3.2; design judgement [?]" in desk


def test_the_minutes_of_a_decision_are_those_of_the_plan(app, ana, client):
    patient_id = commit_ready(app, ana, level=3)
    address = f"/patients/{patient_id}/routine/new?start=moderate-community&block=1&level=3"
    assert "5 of 10" in client.get(address).text
    assert "7.5 of 10" in client.get(f"{address}&minutes=7.5").text
    for nonsense in ("0", "7.3", "-2", "many"):
        assert "5 of 10" in client.get(f"{address}&minutes={nonsense}").text
