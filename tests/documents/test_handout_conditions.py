"""The handout prints what the screen asks on its day, whatever stood when it was prescribed."""

from datetime import timedelta

import pytest

from clinic.documents import gathering
from clinic.organisation import queries as organisation
from tests.factories import MORNING, TODAY
from tests.routines import cases


@pytest.fixture
def episode(inside):
    organisation.get_clinic().telephone = "01632 960 144"
    episode = cases.ready_episode(inside, yes=("CS41", "CS44"))
    cases.prescribe(episode, inside)
    return episode


def asked(episode):
    return [said.rest for said in gathering.gather_handout(episode, on=TODAY).important.after]


def test_the_conditions_of_the_clearance_are_on_the_sheet(episode):
    assert asked(episode) == ["Firm shoes, fingertips, no soft floor, inspect feet each week."]


def test_a_newer_screen_says_what_holds_now(inside, episode):
    cases.screen(episode, inside, at=MORNING + timedelta(hours=1), yes=("CS52",))
    assert asked(episode) == ["Toilet first; short bouts."]


def test_what_another_list_asked_when_it_was_prescribed_stays(inside, episode):
    routine = cases.routine_of(episode)
    treadmill = {"item": "TM07", "label": "Belt", "text": "Second person beside the belt."}
    routine.conditions = [*routine.conditions, treadmill]
    assert "Second person beside the belt." in asked(episode)
