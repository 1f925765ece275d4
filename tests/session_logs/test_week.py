"""The whole week on one page: days and exercises, and any day logged from it."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from flask import current_app

from clinic.db import enter_clinic
from clinic.domain.dose import Range
from clinic.domain.falls import Setting
from clinic.domain.routines import minutes_done
from clinic.domain.session_logs import LogStatus
from clinic.episodes.queries import get_episode
from clinic.patients.queries import get_patient
from clinic.routines.queries import current_routine, list_items
from clinic.session_logs.actions import record_log
from clinic.session_logs.week import monday_of, routine_on, week_page
from tests.factories import TODAY, commit_episode, make_episode, signed_in
from tests.progress.course import NOON, clinic_of
from tests.session_logs.cases import a_training, commit_routine, make_routine, well

MONDAY = date(2026, 3, 16)
WEDNESDAY = date(2026, 3, 18)


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def episode(inside):
    return make_episode(inside)


@pytest.fixture
def routine(inside, episode):
    return make_routine(inside, episode)


def page_of(episode, monday=MONDAY, *, may_log=True):
    patient = get_patient(episode.patient_id)
    with current_app.test_request_context():
        enter_clinic(episode.clinic_id)
        return week_page(patient, episode, monday=monday, today=TODAY, may_log=may_log)


def train(episode, by, on, *, status=LogStatus.DONE, **values):
    routine = current_routine(episode)
    walk, stand, *_ = list_items(routine)
    items = [
        (walk, LogStatus.DONE, {"prescribed": Decimal(9), "backward_min": Decimal(10)}),
        (stand, LogStatus.PARTLY, {"prescribed": Decimal(4), "amount": Decimal(2)}),
    ]
    entry = a_training(
        items if status is not LogStatus.MISSED else (), trained_on=on, status=status, **values
    )
    return record_log(episode, routine, entry, by=by.actor, at=NOON)


def test_a_week_begins_on_monday():
    assert monday_of(TODAY) == monday_of(MONDAY) == monday_of(date(2026, 3, 22)) == MONDAY


def test_each_day_shows_what_was_done_of_each_exercise(inside, episode, routine):
    train(episode, inside, WEDNESDAY)
    page = page_of(episode)
    walked, stood, *others = [amounts for _, _, amounts in page.rows]
    assert walked == ("", "", "9", "", "", "", "")
    assert stood == ("", "", "2", "", "", "", "")
    assert len(others) == 2
    felt = dict(page.felt)
    assert felt["Effort"][2] == "4"
    assert felt["Backward min"][2] == "10"
    assert [day.logs[0][0] if day.logs else "" for day in page.days][2] == "Clinic, all done"
    assert (
        page.tally
        == "1 session done, 1 of them in clinic. Planned: 3 days a week: 1 in clinic, 2 at home."
    )


def test_a_day_in_the_future_or_before_the_routine_cannot_be_logged(episode, routine):
    page = page_of(episode)
    assert [bool(day.log_url) for day in page.days] == [True] * 5 + [False] * 2
    before = page_of(episode, date(2026, 2, 23))
    assert not any(day.log_url for day in before.days)
    assert page_of(episode, may_log=False).days[0].log_url == ""


def test_each_day_is_logged_under_the_version_of_that_day(inside, episode, routine):
    make_routine(inside, episode, number=2, prescribed_on=WEDNESDAY, at=NOON)
    page = page_of(episode)
    assert "routine=1" in page.days[1].log_url
    assert "routine=2" in page.days[2].log_url
    assert routine_on([routine], date(2026, 3, 1)) is None


def test_minutes_of_the_week_stand_against_the_three_hours(inside, episode, routine):
    train(episode, inside, MONDAY)
    train(episode, inside, WEDNESDAY, setting=Setting.HOME)
    train(episode, inside, TODAY, status=LogStatus.MISSED, values=well(effort=None))
    page = page_of(episode)
    assert page.minutes.startswith("40 to 50 min of balance and strength done")
    assert page.minutes_tag.text == "Below 3 hours"
    assert "180 min a week" in page.aim


def test_minutes_done_are_counted_as_a_plan_is():
    done = minutes_done(Decimal(60), trainings_beside=3)
    assert done == Range(start=Decimal(90), target=Decimal(105))


def test_a_day_of_the_week_opens_its_log_with_the_day_filled_in(app, ana, bo):
    patient_id, episode_id, _ = commit_routine(app, ana)
    client = signed_in(app, bo)
    page = client.get(f"/patients/{patient_id}/sessions/week").text
    link = f"/patients/{patient_id}/sessions/new?routine=1&amp;day=2026-03-18"
    assert link in page
    form = client.get(link.replace("&amp;", "&")).text
    assert 'value="2026-03-18"' in form
    with clinic_of(app, ana):
        train(get_episode(episode_id), ana, WEDNESDAY)
    page = client.get(f"/patients/{patient_id}/sessions/week?of=2026-03-18").text
    assert "Clinic, all done" in page
    assert "Another" in page


@pytest.mark.parametrize("of", ["2026-03-10", "never", "2031-01-01", ""])
def test_any_week_may_be_asked_for_and_a_strange_one_is_this_week(client, app, ana, of):
    patient_id, _, _ = commit_routine(app, ana)
    answer = client.get(f"/patients/{patient_id}/sessions/week?of={of}")
    assert answer.status_code == 200
    assert ("This week" in answer.text) is (of != "2026-03-10")


def test_before_anything_is_prescribed_there_is_no_week(client, app, ana):
    patient_id, _ = commit_episode(app, ana)
    page = client.get(f"/patients/{patient_id}/sessions/week").text
    assert "No routine is prescribed" in page


def test_another_clinic_finds_no_week(app, ana, cleo):
    patient_id, _, _ = commit_routine(app, ana)
    assert signed_in(app, cleo).get(f"/patients/{patient_id}/sessions/week").status_code == 404
