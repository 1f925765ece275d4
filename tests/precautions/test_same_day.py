"""What is asked again on the day, before the treadmill, the pool or the steps."""

from datetime import timedelta

import pytest
import time_machine

from clinic.catalogue.checklist_definitions import get_checklist
from clinic.domain.checklists import CompletedChecklist, ItemAnswer, all_safe
from clinic.domain.falls import HealthEventKind
from clinic.episodes.queries import get_episode
from clinic.falls.actions import record_health_event
from clinic.ids import new_id
from clinic.precautions.actions import sign_nothing_changed
from clinic.precautions.same_day import (
    DayState,
    day_check,
    is_safe,
    record_check,
    same_day_definition,
)
from clinic.routines.queries import current_routine
from tests.factories import TODAY, commit_episode, make_episode, signed_in
from tests.progress.course import NOON, clinic_of
from tests.routines.cases import put_on_treadmill
from tests.session_logs.cases import commit_routine

YESTERDAY = TODAY - timedelta(days=1)
SAFE = {"TM02": "yes", "TM05": "yes", "TM10": "yes"}


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def episode(inside):
    return make_episode(inside)


@pytest.fixture
def walker(app, ana):
    """A committed patient whose routine has the treadmill: patient id, episode id."""
    patient_id, episode_id, _ = commit_routine(app, ana)
    with clinic_of(app, ana):
        put_on_treadmill(current_routine(get_episode(episode_id)))
    return patient_id, episode_id


def whole_list(episode, by, *, on=YESTERDAY):
    sign_nothing_changed(
        episode, "treadmill", on=on, record_id=new_id(), by=by.actor, at=NOON - timedelta(hours=3)
    )


def answered(code="treadmill", **changes):
    definition = same_day_definition(code)
    safe = all_safe(definition, on=TODAY)
    return CompletedChecklist(
        definition=definition, completed_on=TODAY, answers={**safe.answers, **changes}
    )


def check(episode, by, *, at=NOON, **changes):
    kept = answered(**changes)
    return record_check(episode, kept, record_id=new_id(), by=by.actor, at=at)


def state(episode, *, today=TODAY, whole=False):
    return day_check(episode, "treadmill", today=today, whole=whole).state


def send(client, patient_id, **answers):
    data = {"record_id": str(new_id())} | answers
    return client.post(f"/patients/{patient_id}/checklists/treadmill/today", data=data)


@pytest.mark.parametrize(
    ("code", "items"),
    [
        ("treadmill", ["TM02", "TM05", "TM10"]),
        ("pool", ["PL01", "PL02", "PL10", "PL12"]),
        ("stairs", ["SR03"]),
    ],
)
def test_only_the_items_of_the_day_are_asked(code, items):
    assert [item.id for item in same_day_definition(code).items] == items


def test_a_list_without_such_items_has_no_check_of_the_day():
    with pytest.raises(ValueError, match="asked on the day"):
        same_day_definition("clinical_screen")


def test_a_stop_is_not_safe_and_a_caution_is_with_its_action():
    item = get_checklist("treadmill").item("TM10")
    unsafe = ItemAnswer(answer=item.trigger_answer)
    in_place = ItemAnswer(answer=item.trigger_answer, mitigation_ack=True)
    stop = get_checklist("treadmill").item("TM02").trigger_answer
    assert is_safe(answered())
    assert is_safe(answered(TM10=in_place))
    assert not is_safe(answered(TM10=unsafe))
    assert not is_safe(answered(TM02=ItemAnswer(answer=stop)))


def test_a_check_counts_for_its_day_only(inside, episode):
    whole_list(episode, inside)
    assert state(episode) is DayState.NOT_CHECKED
    check(episode, inside)
    assert state(episode) is DayState.SAFE
    assert state(episode, today=TODAY + timedelta(days=1)) is DayState.NOT_CHECKED


def test_the_last_check_of_the_day_counts(inside, episode):
    whole_list(episode, inside)
    stop = get_checklist("treadmill").item("TM02").trigger_answer
    check(episode, inside, TM02=ItemAnswer(answer=stop))
    assert state(episode) is DayState.NOT_SAFE
    check(episode, inside, at=NOON + timedelta(minutes=5))
    assert state(episode) is DayState.SAFE


def test_no_check_of_the_day_stands_for_a_list_that_does_not_hold(inside, episode):
    check(episode, inside)
    assert state(episode) is DayState.LIST_NOT_VALID
    whole_list(episode, inside)
    assert state(episode) is DayState.SAFE
    kind = HealthEventKind.OTHER_TREADMILL
    record_health_event(episode, kind, happened_on=TODAY, by=inside.actor, at=NOON)
    assert state(episode) is DayState.LIST_NOT_VALID


def test_a_whole_list_of_today_needs_no_check_and_yesterdays_is_not_enough_for_the_stairs(
    inside, episode
):
    whole_list(episode, inside)
    check(episode, inside)
    assert state(episode, whole=True) is DayState.NOT_CHECKED
    whole_list(episode, inside, on=TODAY)
    assert state(episode, whole=True) is DayState.SAFE


def test_the_log_page_leads_to_the_check_and_an_assistant_may_sign_it(app, ana, bo, walker):
    patient_id, episode_id = walker
    client = signed_in(app, bo)
    page = client.get(f"/patients/{patient_id}/sessions/new").text
    assert "a clinician answers the whole list first" in page
    with clinic_of(app, ana):
        whole_list(get_episode(episode_id), ana)
    page = client.get(f"/patients/{patient_id}/sessions/new").text
    assert f"/patients/{patient_id}/checklists/treadmill/today" in page
    form = client.get(f"/patients/{patient_id}/checklists/treadmill/today").text
    assert 'checked="' not in form
    answer = send(client, patient_id, **SAFE)
    assert answer.location == f"/patients/{patient_id}/sessions/new"
    assert "Treadmill: checked for today." in client.get(answer.location).text


def test_what_stands_in_the_way_today_is_kept_and_said(client, app, ana, walker):
    patient_id, episode_id = walker
    with clinic_of(app, ana):
        whole_list(get_episode(episode_id), ana)
    answer = send(client, patient_id, **SAFE | {"TM02": "no"})
    page = client.get(answer.location).text
    assert "Train something else" in page
    assert "something stood in the way today" in page


def test_an_item_left_open_is_named_and_nothing_is_kept(client, app, ana, walker):
    patient_id, _ = walker
    answer = send(client, patient_id, TM02="yes", TM05="yes")
    assert answer.status_code == 422
    assert "choose No or Yes" in answer.text


@pytest.mark.parametrize("code", ["clinical_screen", "garden"])
def test_a_list_that_is_not_asked_on_the_day_is_not_found(client, app, ana, code):
    patient_id, _ = commit_episode(app, ana)
    path = f"/patients/{patient_id}/checklists/{code}/today"
    assert client.get(path).status_code == 404


def test_a_routine_without_such_exercises_asks_for_nothing(client, app, ana):
    patient_id, _, _ = commit_routine(app, ana)
    page = client.get(f"/patients/{patient_id}/sessions/new").text
    assert "Before this session, today" not in page
