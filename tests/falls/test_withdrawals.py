"""One tap for what happened, and the way back from a report that was wrong."""

from datetime import date

import pytest
import time_machine

from clinic.db import enter_clinic
from clinic.domain.falls import FallDetails, HealthEventKind, Injury, ReviewOutcome, Setting
from clinic.domain.findings import ChecklistStatus
from clinic.domain.routines import RoutineState
from clinic.falls import queries, withdrawing
from clinic.falls.actions import record_fall, record_health_event, review
from clinic.falls.models import FallEvent, NearFall
from clinic.ids import new_id
from clinic.patients.queries import get_patient
from clinic.precautions.queries import current_clearance, current_findings
from clinic.progress.proposals import current_proposal
from clinic.routines.queries import current_routine, state_of
from tests.factories import TODAY, commit_episode, make_episode, signed_in
from tests.progress.course import NOON, make_course
from tests.routines import cases

YESTERDAY = date(2026, 3, 19)
INFORMATIONAL = (
    "house_move",
    "home_change",
    "helper_change",
    "other_treadmill",
    "other_stairs",
    "wound",
    "infection",
    "new_symptom",
)


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def patient_id(app, ana):
    return commit_episode(app, ana)[0]


@pytest.fixture
def events(app, ana, patient_id):
    def read():
        with app.app_context():
            enter_clinic(ana.clinic_id)
            return queries.list_events_of_patient(get_patient(patient_id))

    return read


@pytest.fixture
def episode(inside):
    return make_episode(inside)


def a_fall(**values):
    told = {"happened_on": TODAY, "injury": Injury.NONE, "able_to_rise": True} | values
    return FallDetails(**told)


def fall(episode, by, **values):
    return record_fall(episode, a_fall(**values), by=by.actor, at=NOON)


def withdraw(event, episode, by, reason="Reported for the wrong person"):
    return withdrawing.withdraw(event, episode, reason=reason, by=by.actor, at=NOON)


def tap(client, patient_id, kind):
    data = {"record_id": str(new_id()), "happened_on": TODAY.isoformat(), "kind": kind}
    return client.post(f"/patients/{patient_id}/falls/new", data=data)


# --- one tap ---


def test_the_patients_page_has_a_button_for_each_event(client, patient_id):
    page = client.get(f"/patients/{patient_id}").text
    for kind in ("fall", "near_fall_at_home", "hospital_stay", "medication_change", "house_move"):
        assert f'name="kind" value="{kind}"' in page
    assert 'value="level_change"' not in page


def test_a_fall_is_one_tap_and_its_details_are_owed(client, patient_id, events):
    answer = tap(client, patient_id, "fall")
    [event] = events()
    assert isinstance(event, FallEvent)
    assert (event.injury, event.able_to_rise) == (Injury.NOT_KNOWN, None)
    page = client.get(answer.location).text
    assert "Training rests until a clinician has reviewed this" in page
    assert "Add the details" in page


def test_a_near_fall_at_home_is_one_tap(client, patient_id, events):
    tap(client, patient_id, "near_fall_at_home")
    [event] = events()
    assert isinstance(event, NearFall)
    assert event.setting is Setting.HOME


@pytest.mark.parametrize("kind", INFORMATIONAL)
def test_a_change_ends_its_checklists_and_pauses_nothing(client, patient_id, events, kind):
    answer = tap(client, patient_id, kind)
    [event] = events()
    assert event.kind == kind
    page = client.get(answer.location).text
    assert "Training rests" not in page
    assert "To answer again after it" in page


def test_an_assistant_reports_and_corrects_but_does_not_review(app, bo, patient_id, events):
    client = signed_in(app, bo)
    answer = tap(client, patient_id, "surgery")
    assert client.get(f"{answer.location}/withdraw").status_code == 200
    assert client.get(f"{answer.location}/review").status_code == 403


@pytest.mark.parametrize(
    "kind",
    [
        "hospital_stay",
        "ed_visit",
        "surgery",
        "medication_change",
        "new_diagnosis",
        "acute_illness",
    ],
)
def test_what_ends_the_screen_pauses_the_routine_and_opens_a_review(inside, kind):
    course = make_course(inside, screened_on=YESTERDAY)
    record_health_event(course, HealthEventKind(kind), happened_on=TODAY, by=inside.actor, at=NOON)
    assert current_findings(course, today=TODAY).status is ChecklistStatus.INCOMPLETE
    assert state_of(current_routine(course), course) is RoutineState.PAUSED
    assert current_proposal(course, today=TODAY).proposal.reason_id == "S08_rescreen"
    assert len(queries.unreviewed(course)) == 1


def test_a_house_move_ends_the_home_checklist_and_leaves_the_screen(inside):
    course = make_course(inside, screened_on=YESTERDAY)
    record_health_event(
        course, HealthEventKind.HOUSE_MOVE, happened_on=TODAY, by=inside.actor, at=NOON
    )
    assert current_clearance(course, today=TODAY).granted
    assert state_of(current_routine(course), course) is RoutineState.PRESCRIBED


# --- withdrawing ---


def test_a_withdrawn_fall_counts_no_longer_and_the_screen_holds_again(inside):
    course = make_course(inside, screened_on=YESTERDAY)
    event = fall(course, inside)
    assert not current_clearance(course, today=TODAY).granted
    withdraw(event, course, inside)
    assert current_clearance(course, today=TODAY).granted
    assert queries.falls_in_12_months(get_patient(course.patient_id), TODAY) == 0
    assert queries.list_events(course) == []


def test_only_a_review_lifts_the_pause_of_a_withdrawn_fall(inside):
    course = make_course(inside, screened_on=YESTERDAY)
    event = fall(course, inside)
    withdraw(event, course, inside)
    assert state_of(current_routine(course), course) is RoutineState.PAUSED
    assert current_proposal(course, today=TODAY).proposal.reason_id == "S02_fall"
    review(event, course, ReviewOutcome.RESUME, note="Another person", by=inside.actor, at=NOON)
    assert state_of(current_routine(course), course) is RoutineState.PRESCRIBED
    assert current_proposal(course, today=TODAY).proposal.reason_id == "A01_advance"


def test_a_withdrawn_fall_stays_in_the_record_with_its_reason(client, patient_id, events):
    tap(client, patient_id, "fall")
    [event] = events()
    here = f"/patients/{patient_id}/falls/{event.id}"
    assert client.post(f"{here}/withdraw", data={"reason": " "}).status_code == 422
    answer = client.post(
        f"{here}/withdraw", data={"record_id": str(new_id()), "reason": "It was her sister"}
    )
    page = client.get(answer.location).text
    assert "This report was withdrawn" in page
    assert "It was her sister" in page
    assert "Training rests until a clinician has reviewed this" in page
    assert "It was her sister" in client.get(f"/patients/{patient_id}/falls").text
    again = client.get(f"{here}/withdraw", follow_redirects=True)
    assert "withdrawn or amended already" in again.text


def test_nothing_is_withdrawn_twice_or_without_a_reason(inside, episode):
    event = fall(episode, inside)
    with pytest.raises(withdrawing.ReasonOwed):
        withdraw(event, episode, inside, reason=" ")
    withdraw(event, episode, inside)
    with pytest.raises(withdrawing.AlreadyWithdrawn):
        withdraw(event, episode, inside)
    with pytest.raises(withdrawing.AlreadyWithdrawn):
        withdrawing.amend(event, episode, a_fall(), reason="x", by=inside.actor, at=NOON)


# --- amending ---


def test_a_fall_amended_is_one_fall_with_its_new_day(inside, episode):
    event = fall(episode, inside)
    told = withdrawing.amend(
        event,
        episode,
        a_fall(happened_on=YESTERDAY, place="kitchen"),
        reason="It was yesterday",
        by=inside.actor,
        at=NOON,
    )
    assert queries.list_events(episode) == [told]
    assert queries.unreviewed(episode) == [told]
    assert queries.falls_in_12_months(get_patient(episode.patient_id), TODAY) == 1
    assert queries.list_events_of_patient(get_patient(episode.patient_id)) == [event, told]


def test_what_is_amended_after_its_review_waits_for_a_review_again(inside, episode):
    event = fall(episode, inside)
    review(event, episode, ReviewOutcome.RESUME, note="No injury", by=inside.actor, at=NOON)
    told = withdrawing.amend(
        event,
        episode,
        a_fall(injury=Injury.FRACTURE_OR_HEAD),
        reason="Seen at the hospital",
        by=inside.actor,
        at=NOON,
    )
    assert queries.unreviewed(episode) == [told]


def test_details_are_added_on_the_form_of_the_fall(client, patient_id, events):
    tap(client, patient_id, "fall")
    [event] = events()
    here = f"/patients/{patient_id}/falls/{event.id}/amend"
    typed = {
        "record_id": str(new_id()),
        "when": "yesterday",
        "place": "kitchen",
        "injury": "minor",
        "able_to_rise": "yes",
    }
    refused = client.post(here, data=typed)
    assert refused.status_code == 422
    assert "Write why" in refused.text
    answer = client.post(here, data=typed | {"reason": "Asked her at the next visit"})
    assert answer.status_code == 302
    told = {one.id: one for one in events()}
    new = told[next(one for one in told if one != event.id)]
    assert (new.happened_on, new.place, new.injury) == (YESTERDAY, "kitchen", Injury.MINOR)
    assert "The report as it stands" in client.get(f"/patients/{patient_id}/falls/{event.id}").text


def test_a_change_of_health_is_moved_to_its_day_and_stays_what_it_is(client, patient_id, events):
    tap(client, patient_id, "hospital_stay")
    [event] = events()
    here = f"/patients/{patient_id}/falls/{event.id}/amend"
    typed = {"when": "yesterday", "note": "Two nights", "reason": "Wrong day"}
    client.post(here, data=typed | {"record_id": str(new_id())})
    [_, told] = sorted(events(), key=lambda one: one.id != event.id)
    assert (told.kind, told.happened_on) == (HealthEventKind.HOSPITAL_STAY, YESTERDAY)


def test_an_event_of_a_near_fall_is_amended_as_one(client, patient_id, events):
    tap(client, patient_id, "near_fall_at_home")
    [event] = events()
    here = f"/patients/{patient_id}/falls/{event.id}/amend"
    typed = {"when": "today", "setting": "home", "caught_by": "rail", "reason": "Asked"}
    client.post(here, data=typed | {"record_id": str(new_id())})
    [_, told] = sorted(events(), key=lambda one: one.id != event.id)
    assert told.caught_by == "rail"


def test_another_clinic_withdraws_nothing(app, cleo, client, patient_id, events):
    tap(client, patient_id, "fall")
    [event] = events()
    stranger = signed_in(app, cleo)
    for act in ("withdraw", "amend"):
        here = f"/patients/{patient_id}/falls/{event.id}/{act}"
        assert stranger.post(here, data={"reason": "x"}).status_code == 404


# --- another level ---


def test_another_level_ends_the_home_checklist_without_standing_among_what_was_told(inside):
    episode = cases.ready_episode(inside)
    cases.prescribe(episode, inside)
    assert queries.invalidating_events(episode) == ()
    cases.prescribe(episode, inside, replaces=1, block=1)
    [event] = queries.invalidating_events(episode)
    assert (event.type, event.on) == ("level_change", TODAY)
    assert queries.list_events(episode) == []
