"""A person's own limits: set by a clinician, agreed with a doctor, used in place of the general."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from clinic.db import enter_clinic
from clinic.domain.own_limits import (
    Agreement,
    LimitProblem,
    LimitsRefused,
    limit_problems,
    limits_with,
)
from clinic.domain.progression_facts import OwnLimits, Vitals
from clinic.domain.progression_table import VitalLimits
from clinic.domain.routines import RoutineState
from clinic.episodes.queries import get_episode
from clinic.ids import new_id
from clinic.precautions.own_limits import (
    find_limits,
    list_limits,
    own_limits,
    set_limits,
)
from clinic.progress.proposals import current_proposal
from clinic.routines.queries import current_routine, state_of
from clinic.session_logs.actions import record_log
from tests.factories import TODAY, commit_episode, make_episode, signed_in
from tests.progress.course import NOON, make_course
from tests.session_logs.cases import a_training, commit_routine, well

GENERAL = VitalLimits(
    systolic_from_mmhg=Decimal(180),
    systolic_below_mmhg=Decimal(90),
    diastolic_from_mmhg=Decimal(100),
    heart_rate_above_per_min=Decimal(100),
    heart_rate_below_per_min=Decimal(45),
    oxygen_below_percent=Decimal(90),
)
AGREED = Agreement(
    reason="Treated atrial fibrillation", agreed_with="Dr Whitlow", agreed_on=date(2026, 3, 3)
)
TYPED = {
    "heart_rate_above_per_min": "110",
    "reason": "Treated atrial fibrillation",
    "agreed_with": "Dr Whitlow",
    "agreed_on": "3 3 2026",
}


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def patient_id(app, ana):
    return commit_episode(app, ana)[0]


def own(effort_max=None, **vitals):
    given = {name: Decimal(value) for name, value in vitals.items()}
    return OwnLimits(vitals=given, effort_max=effort_max)


def keep(episode, by, limits, at=NOON):
    return set_limits(episode, limits, AGREED, record_id=new_id(), by=by.actor, at=at)


def tell(episode, by, **values):
    entry = a_training(trained_on=TODAY, **values)
    return record_log(episode, current_routine(episode), entry, by=by.actor, at=NOON)


def send(client, patient_id, **changes):
    data = {"record_id": str(new_id())} | TYPED | changes
    return client.post(f"/patients/{patient_id}/limits", data=data)


# --- what may be set ---


@pytest.mark.parametrize(
    ("limits", "problems"),
    [
        (own(heart_rate_above_per_min=120), {}),
        (own(oxygen_below_percent=86, systolic_from_mmhg=160), {}),
        (own(heart_rate_above_per_min=121), {"heart_rate_above_per_min": LimitProblem.TOO_LOOSE}),
        (own(systolic_from_mmhg=181), {"systolic_from_mmhg": LimitProblem.TOO_LOOSE}),
        (own(diastolic_from_mmhg=101), {"diastolic_from_mmhg": LimitProblem.TOO_LOOSE}),
        (own(effort_max=Decimal(7)), {"effort_max": LimitProblem.TOO_LOOSE}),
        (own(heart_rate_below_per_min=100), {"heart_rate_below_per_min": LimitProblem.CROSSED}),
        (own(systolic_from_mmhg=85), {"systolic_from_mmhg": LimitProblem.CROSSED}),
    ],
)
def test_no_limit_is_looser_than_what_stops_everybody_nor_beyond_its_counterpart(limits, problems):
    assert limit_problems(limits, GENERAL) == problems


def test_each_own_limit_replaces_that_general_one_only():
    held = limits_with(GENERAL, own(heart_rate_above_per_min=110))
    assert held.heart_rate_above_per_min == 110
    assert held.heart_rate_below_per_min == 45
    assert limits_with(GENERAL, OwnLimits()) is GENERAL


def test_own_limits_name_a_reason_and_who_agreed():
    with pytest.raises(LimitsRefused):
        Agreement(reason=" ", agreed_with="Dr Whitlow", agreed_on=TODAY)
    with pytest.raises(LimitsRefused):
        Agreement(reason="COPD", agreed_with="", agreed_on=TODAY)


def test_the_newest_counts_and_one_that_names_none_ends_them(inside):
    episode = make_episode(inside)
    keep(episode, inside, own(heart_rate_above_per_min=110))
    keep(episode, inside, own(oxygen_below_percent=86), at=NOON.replace(hour=13))
    assert own_limits(find_limits(episode)) == own(oxygen_below_percent=86)
    keep(episode, inside, OwnLimits(), at=NOON.replace(hour=14))
    assert find_limits(episode) is None
    assert len(list_limits(episode)) == 3


def test_a_limit_that_is_too_loose_is_refused_below_the_page_as_well(inside):
    with pytest.raises(LimitsRefused):
        keep(make_episode(inside), inside, own(heart_rate_above_per_min=130))


# --- what they do ---


def test_a_pulse_within_the_persons_own_limit_stops_nothing(inside):
    course = make_course(inside)
    keep(course, inside, own(heart_rate_above_per_min=110))
    tell(course, inside, vitals=Vitals(heart_rate_per_min=Decimal(105)))
    assert state_of(current_routine(course), course) is RoutineState.PRESCRIBED
    assert current_proposal(course, today=TODAY).proposal.reason_id != "S06_vitals"


def test_a_tighter_limit_stops_where_the_general_one_would_not(inside):
    course = make_course(inside)
    keep(course, inside, own(systolic_from_mmhg=160))
    tell(course, inside, vitals=Vitals(systolic_mmhg=Decimal(165)))
    assert state_of(current_routine(course), course) is RoutineState.PAUSED
    assert current_proposal(course, today=TODAY).proposal.reason_id == "S06_vitals"


def test_an_own_cap_of_effort_holds_the_step_up(inside):
    course = make_course(inside)
    keep(course, inside, own(effort_max=Decimal(3)))
    tell(course, inside, values=well(effort=4))
    found = current_proposal(course, today=TODAY).proposal
    assert found.reason_id == "H07_effort_above_target"


# --- the pages ---


def test_a_clinician_sets_them_and_they_are_shown_where_they_matter(app, ana, client):
    patient_id, episode_id, _ = commit_routine(app, ana)
    assert send(client, patient_id).status_code == 302
    with app.app_context():
        enter_clinic(ana.clinic_id)
        kept = find_limits(get_episode(episode_id))
        assert (kept.limits, kept.agreed_with) == (
            {"heart_rate_above_per_min": "110"},
            "Dr Whitlow",
        )
    limits = client.get(f"/patients/{patient_id}/limits").text
    assert "Agreed with Dr Whitlow on 3 March 2026: Treated atrial fibrillation" in limits
    assert "Own limits: pulse above 110" in client.get(f"/patients/{patient_id}").text
    asked = client.get(f"/patients/{patient_id}/checklists/new?definition=pre_session").text
    assert "own limits: pulse above 110 or pulse below 45?" in asked
    log = client.get(f"/patients/{patient_id}/sessions/new").text
    assert "pulse above 110 (own limit)" in log
    assert "own limits: pulse above 110 or pulse below 45?" in log


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"heart_rate_above_per_min": "130"}, "At most 120"),
        ({"systolic_below_mmhg": "185"}, "has to lie below the upper one"),
        ({"reason": " "}, "Write why"),
        ({"agreed_with": ""}, "Enter the doctor or team"),
        ({"agreed_on": ""}, "Enter the day it was agreed"),
        ({"agreed_on": "21 3 2026"}, "lies in the future"),
        ({"oxygen_below_percent": "ninety"}, "Enter a whole number"),
    ],
)
def test_what_cannot_be_set_is_said_beside_its_box(client, patient_id, changes, complaint):
    answer = send(client, patient_id, **changes)
    assert answer.status_code == 422
    assert complaint in answer.text


def test_an_assistant_reads_the_limits_and_does_not_set_them(app, bo, patient_id):
    client = signed_in(app, bo)
    page = client.get(f"/patients/{patient_id}/limits")
    assert page.status_code == 200
    assert "Set these limits" not in page.text
    assert send(client, patient_id).status_code == 403


def test_another_clinic_finds_no_limits(app, cleo, patient_id):
    assert signed_in(app, cleo).get(f"/patients/{patient_id}/limits").status_code == 404
