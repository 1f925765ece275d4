"""Pain on the day after a training: told with one tap, and what it means for the next step."""

import pytest
import time_machine

from clinic.catalogue.progression_definitions import get_progression_table
from clinic.db import db
from clinic.domain.falls import ReviewOutcome
from clinic.episodes.queries import get_episode
from clinic.ids import new_id
from clinic.progress.models import LogClosure
from clinic.progress.proposals import current_proposal
from clinic.session_logs.actions import AlreadyAmended
from clinic.session_logs.next_day import is_owed, tell_pain_next_day
from clinic.session_logs.queries import find_last, list_for
from tests.factories import TODAY, signed_in
from tests.progress.course import NOON, clinic_of, commit_course, log, make_course


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(NOON, tick=False):
        yield


def tell(row, episode, by, pain):
    return tell_pain_next_day(row, episode, pain, by=by.actor, at=NOON, record_id=new_id())


def test_pain_of_the_next_day_is_told_once_and_changes_nothing_else(inside):
    course = make_course(inside)
    row = log(course, inside, 1, pain_next_day=None)
    told = tell(row, course, inside, 2)
    assert find_last(course) == told
    assert (told.pain_next_day, told.effort, told.trained_on) == (2, row.effort, row.trained_on)
    with pytest.raises(AlreadyAmended):
        tell(row, course, inside, 3)


def test_it_is_owed_from_the_day_after_and_for_a_training_only(inside):
    course = make_course(inside)
    assert not is_owed(log(course, inside, 0, pain_next_day=None), today=TODAY)
    assert is_owed(log(course, inside, 1, pain_next_day=None), today=TODAY)
    assert not is_owed(log(course, inside, 1, pain_next_day=0), today=TODAY)


def test_pain_that_rose_by_the_next_day_lowers_the_dose(inside):
    course = make_course(inside, {"pain_next_day": None})
    tell(find_last(course), course, inside, 4)
    found = current_proposal(course, today=TODAY).proposal
    assert (found.reason_id, found.dose_action) == ("H08_pain", "reduce")


def test_a_log_that_was_judged_stays_judged(app, ana, client):
    signs = {"symptoms": ["chest_pain"], "pain_next_day": None}
    patient_id, episode_id = commit_course(app, ana, signs)
    data = {"record_id": str(new_id()), "outcome": ReviewOutcome.RESUME.value, "note": "Seen."}
    client.post(f"/patients/{patient_id}/progress", data=data)
    with clinic_of(app, ana):
        course = get_episode(episode_id)
        assert db.session.query(LogClosure).count() == 1
        tell(find_last(course), course, ana, 1)
        assert current_proposal(course, today=TODAY).proposal.reason_id != "S01_red_flag"


def test_the_log_page_asks_for_the_day_after_the_last_session(app, ana, bo):
    patient_id, episode_id = commit_course(app, ana, {"pain_next_day": None})
    client = signed_in(app, bo)
    page = client.get(f"/patients/{patient_id}/sessions/new").text
    assert "Worst pain on the day after the session of" in page
    with clinic_of(app, ana):
        last = find_last(get_episode(episode_id)).id
    path = f"/patients/{patient_id}/sessions/{last}/next-day"
    assert "Choose the pain" in client.post(path, data={}, follow_redirects=True).text
    answer = client.post(path, data={"record_id": str(new_id()), "pain": "3"})
    assert "Pain the next day" in client.get(answer.location).text
    again = client.post(path, data={"record_id": str(new_id()), "pain": "9"}, follow_redirects=True)
    assert "told already" in again.text
    with clinic_of(app, ana):
        assert len(list_for(get_episode(episode_id))) == 7


def test_the_stops_of_a_session_are_at_hand_while_it_goes_on(app, ana, client):
    stops = get_progression_table().session_stops
    assert [one.id for one in stops] == [f"X{number:02}" for number in range(1, 15)]
    assert all(one.event and one.action for one in stops)
    patient_id, _ = commit_course(app, ana)
    page = client.get(f"/patients/{patient_id}/sessions/new").text
    assert "When to stop, and what to do then" in page
    assert "Source: Stepback programme, section 3.5" in page
    assert "Stop. Sit. Emergency number." in page
