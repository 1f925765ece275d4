"""A session that did not take place may still tell what stops: nothing of that is lost."""

import pytest
import time_machine

from clinic.domain.routines import RoutineState
from clinic.domain.session_logs import LogStatus
from clinic.episodes.queries import get_episode
from clinic.falls.queries import unreviewed
from clinic.ids import new_id
from clinic.progress.proposals import current_proposal
from clinic.routines.queries import current_routine, state_of
from clinic.session_logs.queries import find_last
from tests.factories import TODAY
from tests.progress.course import NOON, clinic_of, commit_course


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def ids(app, ana):
    return commit_course(app, ana)


def send(client, ids, **values):
    data = {"when": "today", "setting": "home", "status": "missed", "record_id": str(new_id())}
    return client.post(f"/patients/{ids[0]}/sessions/new", data=data | values)


def test_chest_pain_before_a_session_that_was_missed_stops(app, ana, client, ids):
    answer = send(client, ids, symptoms="chest_pain", missed_reason="Chest pain on the stairs")
    page = client.get(answer.location).text
    assert "Red-flag symptom logged. Stop." in page
    assert "Chest pain or pressure" in page
    assert "Training rests until a clinician has reviewed it." in page
    with clinic_of(app, ana):
        episode = get_episode(ids[1])
        log = find_last(episode)
        assert (log.status, log.symptoms) == (LogStatus.MISSED, ["chest_pain"])
        assert state_of(current_routine(episode), episode) is RoutineState.PAUSED
        assert current_proposal(episode, today=TODAY).proposal.reason_id == "S01_red_flag"


def test_a_fall_told_with_a_missed_session_is_an_event(app, ana, client, ids):
    refused = send(client, ids, fell="yes")
    assert refused.status_code == 422
    assert "Choose what the fall did" in refused.text
    fall = {"fell": "yes", "place": "bathroom", "injury": "minor", "able_to_rise": "yes"}
    assert send(client, ids, **fall).status_code == 302
    with clinic_of(app, ana):
        [event] = unreviewed(get_episode(ids[1]))
        assert event.place == "bathroom"


def test_a_missed_session_that_tells_nothing_pauses_nothing(app, ana, client, ids):
    assert send(client, ids, effort="9", missed_reason="Rain").status_code == 302
    with clinic_of(app, ana):
        episode = get_episode(ids[1])
        assert find_last(episode).effort is None
        assert state_of(current_routine(episode), episode) is RoutineState.PRESCRIBED


def test_none_and_a_symptom_contradict_each_other_in_a_missed_session_too(client, ids):
    refused = send(client, ids, symptoms=["none", "vertigo"])
    assert refused.status_code == 422
    assert "exclude each other" in refused.text
