"""The pages of a routine, as a browser without scripts uses them."""

import re

import pytest

from clinic.db import db, enter_clinic, writing
from clinic.episodes.queries import find_open_episode
from clinic.patients.queries import get_patient
from clinic.routines import queries
from tests import factories
from tests.routines.cases import commit_ready, fall, typed

START = "/patients/{}/routine/new?start=moderate-community&block=1"


def versions(app, by, patient_id):
    with app.app_context():
        enter_clinic(by.clinic_id)
        episode = find_open_episode(get_patient(patient_id))
        return queries.list_versions(episode)


def send(client, patient_id, page, act, **changes):
    data: dict[str, list[str]] = {"act": [act]}
    for name, value in typed(page, **changes):
        data.setdefault(name, []).append(value)
    return client.post(f"/patients/{patient_id}/routine/new", data=data)


def open_plan(client, patient_id, start=START):
    answer = client.get(start.format(patient_id))
    assert answer.status_code == 200
    return answer.text


# --- placement -------------------------------------------------------------------------------


def test_placement_shows_tests_and_flags_before_it_proposes(client, app, ana):
    patient_id = commit_ready(app, ana, yes=("CS42",))
    page = client.get(f"/patients/{patient_id}/placement").text
    assert "43 of 56" in page
    assert "Memory or thinking problem" in page
    assert "Proposed:" not in page


def test_placement_proposes_says_why_and_keeps_the_decision(client, app, ana):
    patient_id = commit_ready(app, ana, yes=("CS42",))
    query = {
        "stand_supported_s": "60",
        "stand_supported_on": "2026-01-05",
        "new_to_backward_walking": "no",
    }
    page = client.get(f"/patients/{patient_id}/placement", query_string=query).text
    assert "Proposed: Level 4" in page
    assert "sections 3.1 and 3.3; design judgement [?]" in page
    assert "Memory or thinking problem caps the start at Level 4" in page
    answer = client.post(f"/patients/{patient_id}/placement", data={**query, "decision": "accept"})
    assert answer.status_code == 302
    assert answer.location.endswith(f"/patients/{patient_id}/routine/new")
    assert "Level 4" in client.get(f"/patients/{patient_id}/routine").text


def test_placement_asks_for_what_is_missing(client, app, ana):
    patient_id = commit_ready(app, ana)
    page = client.get(f"/patients/{patient_id}/placement?stand_supported_s=").text
    assert "Enter the seconds, or tick that standing was not possible" in page
    assert "Say whether backward walking is new to the person" in page
    both = client.get(
        f"/patients/{patient_id}/placement?stand_supported_s=20&cannot_stand=y"
        "&stand_supported_on=2126-01-05&new_to_backward_walking=no"
    ).text
    assert "not both" in both
    assert "not in the future" in both
    far = client.get(f"/patients/{patient_id}/placement?stand_supported_s=9000").text
    assert "between 0 and 600 seconds" in far


def test_another_level_needs_the_level_and_a_reason(client, app, ana):
    patient_id = commit_ready(app, ana)
    data = {
        "stand_supported_s": "60",
        "stand_supported_on": "2026-01-05",
        "new_to_backward_walking": "no",
        "decision": "other",
    }
    refused = client.post(f"/patients/{patient_id}/placement", data=data)
    assert refused.status_code == 422
    assert "Choose the level" in refused.text
    assert "Say why it is another level" in refused.text
    kept = client.post(
        f"/patients/{patient_id}/placement", data={**data, "level": "2", "reason": "Tires"}
    )
    assert kept.status_code == 302


def test_who_cannot_stand_is_kept_as_not_ready(client, app, ana):
    patient_id = commit_ready(app, ana)
    data = {
        "cannot_stand": "y",
        "stand_supported_on": "2026-01-05",
        "new_to_backward_walking": "yes",
        "decision": "accept",
    }
    answer = client.post(f"/patients/{patient_id}/placement", data=data)
    assert answer.location.endswith("/routine")
    assert (
        "not placed on the ladder" in client.get(f"/patients/{patient_id}/routine/new").text.lower()
    )


# --- the start -------------------------------------------------------------------------------


def test_the_start_offers_blocks_of_the_level_and_says_which_template_has_none(client, app, ana):
    patient_id = commit_ready(app, ana, level=5)
    page = client.get(f"/patients/{patient_id}/routine/new").text
    assert "Weeks 7 to 8" in page
    assert "Runs from Level 1 to 3, not at Level 5." in page
    assert "The routine in force" not in page


def test_without_clearance_there_is_a_reason_and_no_form(client, app, ana):
    patient_id, _ = factories.commit_episode(app, ana)
    answer = client.get(START.format(patient_id))
    assert "Nothing can be prescribed today" in answer.text
    assert "The clinical screen has not been done" in answer.text
    refused = client.post(f"/patients/{patient_id}/routine/new", data={"act": "prescribe"})
    assert refused.status_code == 422
    assert versions(app, ana, patient_id) == []


@pytest.mark.parametrize("start", ["never-heard-of", "moderate-community&block=9", "current"])
def test_a_start_that_does_not_exist_is_not_found(client, app, ana, start):
    patient_id = commit_ready(app, ana)
    assert client.get(f"/patients/{patient_id}/routine/new?start={start}").status_code == 404


# --- the plan --------------------------------------------------------------------------------


def test_from_patient_to_prescribed_in_three_steps(client, app, ana):
    patient_id = commit_ready(app, ana)
    page = open_plan(client, patient_id)
    answer = send(client, patient_id, page, "prescribe")
    assert answer.status_code == 302
    shown = client.get(answer.location).text
    assert "Routine 1" in shown
    assert "Backward along the kitchen worktop" in shown
    assert "5 of 10" in shown


def test_the_handout_follows_when_it_is_ticked(client, app, ana):
    patient_id = commit_ready(app, ana)
    answer = send(client, patient_id, open_plan(client, patient_id), "prescribe", handout="y")
    assert answer.location.endswith(f"/patients/{patient_id}/documents/handout")


def test_the_same_form_sent_twice_prescribes_once(client, app, ana):
    patient_id = commit_ready(app, ana)
    page = open_plan(client, patient_id)
    assert send(client, patient_id, page, "prescribe").status_code == 302
    assert send(client, patient_id, page, "prescribe").status_code == 302
    assert len(versions(app, ana, patient_id)) == 1


def test_a_dose_over_its_limit_stands_out_and_is_refused(client, app, ana):
    patient_id = commit_ready(app, ana)
    page = open_plan(client, patient_id)
    answer = send(client, patient_id, page, "prescribe", **{"bw-worktop-sets": "14"})
    assert answer.status_code == 422
    assert "Enter 6 to 10 sets." in answer.text
    assert "One exercise needs a change." in answer.text
    assert 'value="14"' in answer.text
    assert versions(app, ana, patient_id) == []


def test_minutes_over_the_level_are_named_at_the_sum(client, app, ana):
    patient_id = commit_ready(app, ana)
    page = open_plan(client, patient_id)
    minutes = {"bw-worktop-duration_min": "10.5"}
    answer = send(client, patient_id, page, "prescribe", **minutes)
    assert "10.5 backward minutes are more than Level 3 allows" in answer.text


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("bw-worktop-sets", "many", "Enter a whole number"),
        ("bw-worktop-distance_m", "far", "Enter a number"),
        ("bw-worktop-distance_m", "NaN", "Enter a number"),
        ("bw-worktop-distance_m", "2,5", "Write 2.5, with a point"),
        ("bw-worktop-sets", "", "Enter 6 to 10 sets"),
        ("clinic_days", "", "Enter the days in clinic"),
        ("home_days", "9", "Enter 0 to 7 days"),
    ],
)
def test_what_is_no_number_is_said_beside_its_field_and_kept(client, app, ana, field, value, words):
    patient_id = commit_ready(app, ana)
    page = open_plan(client, patient_id)
    answer = send(client, patient_id, page, "prescribe", **{field: value})
    assert answer.status_code == 422
    assert words in answer.text


def test_a_warning_needs_its_tick(client, app, ana):
    patient_id = commit_ready(app, ana, tests={"berg": 43})
    page = open_plan(client, patient_id)
    assert "Not confirmed: needs 4-stage balance" in page
    refused = send(client, patient_id, page, "prescribe")
    assert refused.status_code == 422
    keys = re.findall(r'name="ticked" value="([^"]+)"', page)
    data = {"act": ["prescribe"], "ticked": keys}
    for name, value in typed(refused.text):
        data.setdefault(name, []).append(value)
    assert client.post(f"/patients/{patient_id}/routine/new", data=data).status_code == 302


def test_an_exercise_is_added_and_another_removed_without_saving(client, app, ana):
    patient_id = commit_ready(app, ana)
    page = open_plan(client, patient_id)
    more = send(client, patient_id, page, "add", add="heel-raise-supported")
    assert more.status_code == 200
    assert "heel-raise-supported-sets" in more.text
    fewer = send(client, patient_id, more.text, "remove:tandem-stand")
    assert "tandem-stand-sets" not in fewer.text
    assert "heel-raise-supported-sets" in fewer.text
    assert versions(app, ana, patient_id) == []


def test_only_exercises_of_the_level_can_be_added(client, app, ana):
    patient_id = commit_ready(app, ana)
    page = open_plan(client, patient_id)
    same = send(client, patient_id, page, "add", add="stairs-backward-up")
    assert "stairs-backward-up-sets" not in same.text


def test_naming_a_trained_helper_opens_home_again(client, app, ana):
    patient_id = commit_ready(app, ana)
    page = open_plan(client, patient_id)
    assert "Needs a named helper at home who was taught" in page
    helped = send(client, patient_id, page, "fit", helper_name="Anna", helper_trained="y")
    assert helped.status_code == 200
    assert "Needs a named helper" not in helped.text
    assert send(client, patient_id, helped.text, "prescribe").status_code == 302
    routine = versions(app, ana, patient_id)[0]
    assert (routine.helper_name, routine.helper_trained) == ("Anna", True)


def test_a_routine_is_written_by_hand(client, app, ana):
    patient_id = commit_ready(app, ana)
    page = open_plan(client, patient_id, "/patients/{}/routine/new?start=hand")
    page = send(client, patient_id, page, "add", add="bw-worktop").text
    assert send(client, patient_id, page, "prescribe").status_code == 302
    assert versions(app, ana, patient_id)[0].template_code is None


def test_guarding_is_asked_where_the_belt_is_unsafe(client, app, ana):
    patient_id = commit_ready(app, ana, level=1, yes=("CS39",))
    start = "/patients/{}/routine/new?start=frail-high-risk&block=1"
    page = open_plan(client, patient_id, start)
    assert "A walking belt is not safe." in page
    answer = send(client, patient_id, page, "prescribe", guards="hands_at_pelvis")
    assert answer.status_code == 302
    assert "hands at the pelvis" in client.get(answer.location).text


def test_a_block_finding_asks_for_a_reason_when_it_may_be_passed(client, app, ana):
    patient_id = commit_ready(app, ana, level=4, yes=("CS39",))
    page = open_plan(client, patient_id, "/patients/{}/routine/new?start=hand")
    page = send(client, patient_id, page, "add", add="band-step-back").text
    assert "type why not" in page
    reason = {"band-step-back-reason": "Band held in the hands"}
    assert send(client, patient_id, page, "prescribe", **reason).status_code == 302


def test_a_version_that_came_between_is_shown_and_nothing_is_lost(client, app, ana):
    patient_id = commit_ready(app, ana)
    first = open_plan(client, patient_id)
    second = open_plan(client, patient_id)
    assert send(client, patient_id, first, "prescribe").status_code == 302
    answer = send(client, patient_id, second, "prescribe", note="My own words")
    assert answer.status_code == 409
    assert "A colleague prescribed routine 1" in answer.text
    assert "My own words" in answer.text
    again = send(client, patient_id, answer.text, "prescribe", note="My own words")
    assert again.status_code in (302, 422)


def test_the_next_version_starts_from_the_routine_in_force(client, app, ana):
    patient_id = commit_ready(app, ana)
    send(client, patient_id, open_plan(client, patient_id), "prescribe")
    assert "Start from this routine" in client.get(f"/patients/{patient_id}/routine/new").text
    page = open_plan(client, patient_id, "/patients/{}/routine/new?start=current")
    assert "Prescribe routine 2" in page
    assert send(client, patient_id, page, "prescribe").status_code == 302
    shown = client.get(f"/patients/{patient_id}/routine").text
    assert "Routine 2" in shown
    older = client.get(f"/patients/{patient_id}/routine/1").text
    assert "Superseded" in older


def test_a_decision_one_level_up_or_down_is_taken_over_but_no_jump(client, app, ana):
    patient_id = commit_ready(app, ana)
    assert "Weeks 3 to 4" in client.get(f"/patients/{patient_id}/routine/new?level=4").text
    assert "Weeks 1 to 2" in client.get(f"/patients/{patient_id}/routine/new?level=6").text


# --- the routine's page ----------------------------------------------------------------------


def test_before_anything_is_prescribed_the_page_says_what_comes_first(client, app, ana):
    patient_id, _ = factories.commit_episode(app, ana)
    page = client.get(f"/patients/{patient_id}/routine").text
    assert "No routine is prescribed" in page
    assert "No clearance today" in page


def test_pausing_and_resuming_and_withdrawing_say_why(client, app, ana):
    patient_id = commit_ready(app, ana)
    send(client, patient_id, open_plan(client, patient_id), "prescribe")
    refused = client.post(f"/patients/{patient_id}/routine/pause", data={"reason": ""})
    assert refused.status_code == 422
    for verb, word in (("pause", "Paused"), ("resume", "In force"), ("withdraw", "Withdrawn")):
        assert client.get(f"/patients/{patient_id}/routine/{verb}").status_code == 200
        answer = client.post(
            f"/patients/{patient_id}/routine/{verb}",
            data={"on": "2026-01-05", "reason": f"Because of {verb}"},
        )
        assert answer.status_code == 302
        page = client.get(answer.location).text
        assert word in page
        assert f"Because of {verb}" in page
    again = client.get(f"/patients/{patient_id}/routine/withdraw")
    assert again.status_code == 302
    assert "Prescribe a new routine" in client.get(f"/patients/{patient_id}/routine").text


def test_what_cannot_be_done_now_says_so_and_changes_nothing(client, app, ana):
    patient_id = commit_ready(app, ana)
    send(client, patient_id, open_plan(client, patient_id), "prescribe")
    answer = client.post(
        f"/patients/{patient_id}/routine/resume", data={"on": "2026-01-05", "reason": "Well"}
    )
    assert answer.status_code == 302
    assert "Review what happened" in client.get(answer.location).text


def test_a_fall_pauses_the_routine_and_blocks_resuming_until_it_is_reviewed(client, app, ana):
    patient_id = commit_ready(app, ana)
    send(client, patient_id, open_plan(client, patient_id), "prescribe")
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        episode = find_open_episode(get_patient(patient_id))
        routine = queries.current_routine(episode)
        fall(episode, ana, on=routine.prescribed_on, at=routine.at)
        db.session.commit()
    page = client.get(f"/patients/{patient_id}/routine").text
    assert "Paused until this is reviewed" in page
    assert "Fall, today" in page
    blocked = client.get(f"/patients/{patient_id}/routine/resume").text
    assert "It cannot go on yet" in blocked


def test_a_version_that_does_not_exist_is_not_found(client, app, ana):
    patient_id = commit_ready(app, ana)
    assert client.get(f"/patients/{patient_id}/routine/7").status_code == 404


def test_an_assistant_reads_but_does_not_prescribe(app, ana, bo):
    patient_id = commit_ready(app, ana)
    reader = factories.signed_in(app, bo)
    assert reader.get(f"/patients/{patient_id}/routine").status_code == 200
    for page in ("routine/new", "placement", "routine/pause"):
        assert reader.get(f"/patients/{patient_id}/{page}").status_code == 403
        assert reader.post(f"/patients/{patient_id}/{page}").status_code == 403


def test_another_clinic_finds_nothing(app, ana, cleo):
    patient_id = commit_ready(app, ana)
    stranger = factories.signed_in(app, cleo)
    for page in ("routine", "routine/new", "placement", "routine/1"):
        assert stranger.get(f"/patients/{patient_id}/{page}").status_code == 404
