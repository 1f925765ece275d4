"""A sign to stop in a session log: training rests in the same transaction, until a review."""

from datetime import date

import pytest
import sqlalchemy as sa
import time_machine

from clinic.db import db
from clinic.domain.falls import ReviewOutcome, Setting
from clinic.domain.progression_facts import Vitals
from clinic.domain.routines import RoutineState
from clinic.episodes import telling
from clinic.falls.actions import review
from clinic.falls.queries import unreviewed
from clinic.ids import new_id
from clinic.progress.proposals import current_proposal
from clinic.progress.reviewing import review_stop
from clinic.progress.stopping import pause_at_stop_sign
from clinic.routines.models import RoutineStop
from clinic.routines.queries import current_routine, list_stops, state_of
from clinic.session_logs.actions import LoggedWhileResting, amend, record_log
from clinic.session_logs.models import SessionLog
from tests.factories import MORNING, TODAY
from tests.progress.course import NOON, ago, clinic_of, commit_course, episode_of, make_course
from tests.session_logs.cases import a_fall, a_training, well


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def course(inside):
    return make_course(inside)


def tell(episode, by, *, at=NOON, **values):
    given = {"trained_on": TODAY} | values
    return record_log(episode, current_routine(episode), a_training(**given), by=by.actor, at=at)


def resume(episode, by, note="Seen by the doctor, nothing found."):
    return review_stop(
        episode,
        ReviewOutcome.RESUME,
        note=note,
        record_id=new_id(),
        by=by.actor,
        at=NOON,
        today=TODAY,
    )


def state(episode):
    return state_of(current_routine(episode), episode)


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"values": well(symptoms=("chest_pain",))}, "S01_red_flag"),
        ({"values": well(symptoms=("vertigo",))}, "S07_dizziness"),
        ({"values": well(symptoms=("calf_pain_swelling",))}, "S10_severe_pain_or_joint"),
        ({"values": well(pain_during=7)}, "S10_severe_pain_or_joint"),
        ({"vitals": Vitals(systolic_mmhg=185)}, "S06_vitals"),
        ({"vitals": Vitals(systolic_drop_mmhg=16)}, "S05_bp_drop"),
    ],
)
def test_a_sign_to_stop_pauses_the_routine_for_its_reason(inside, course, values, rule):
    tell(course, inside, **values)
    assert state(course) is RoutineState.PAUSED
    [stop] = list_stops(current_routine(course))
    proposal = current_proposal(course, today=TODAY).proposal
    assert (proposal.reason_id, stop.reason) == (rule, proposal.decided_by.rule.reason)


def test_a_training_that_went_well_pauses_nothing(inside, course):
    tell(course, inside, values=well(symptoms=("muscle_soreness",), pain_during=5))
    assert state(course) is RoutineState.PRESCRIBED


def test_brief_dizziness_pauses_at_the_second_time_only(inside, course):
    brief = well(symptoms=("dizziness_brief",))
    tell(course, inside, trained_on=ago(1), values=brief)
    assert state(course) is RoutineState.PRESCRIBED
    tell(course, inside, values=brief)
    assert state(course) is RoutineState.PAUSED


def test_nothing_is_trained_after_a_sign_to_stop_until_a_review_lets_it_go_on(inside, course):
    tell(course, inside, trained_on=ago(1), at=MORNING, values=well(symptoms=("syncope",)))
    next_day = date(2026, 3, 21)
    with pytest.raises(LoggedWhileResting):
        tell(course, inside, trained_on=next_day, at=NOON.replace(day=21))
    resume(course, inside)
    assert state(course) is RoutineState.PRESCRIBED


def test_an_amendment_that_takes_the_sign_back_does_not_lift_the_pause(inside, course):
    first = tell(course, inside, values=well(symptoms=("chest_pain",)))
    well_after_all = a_training(trained_on=TODAY)
    routine = current_routine(course)
    amend(first, course, routine, well_after_all, reason="Misread", by=inside.actor, at=NOON)
    assert state(course) is RoutineState.PAUSED


def test_an_amendment_that_tells_a_sign_pauses_too(inside, course):
    first = tell(course, inside)
    dizzy = a_training(trained_on=TODAY, values=well(symptoms=("dizziness",)))
    amend(
        first, course, current_routine(course), dizzy, reason="Told later", by=inside.actor, at=NOON
    )
    assert state(course) is RoutineState.PAUSED


def test_the_review_of_a_fall_does_not_lift_the_stop_that_its_log_tells_besides(inside, course):
    values = well(falls=1, symptoms=("new_leg_weakness_numbness",))
    tell(course, inside, setting=Setting.CLINIC, values=values, fall=a_fall(TODAY))
    [event] = unreviewed(course)
    review(event, course, ReviewOutcome.RESUME, note="No injury", by=inside.actor, at=NOON)
    assert state(course) is RoutineState.PAUSED
    assert current_proposal(course, today=TODAY).proposal.reason_id == "S01_red_flag"


def test_log_and_pause_are_kept_together_or_not_at_all(app, ana, monkeypatch):
    _, episode_id = commit_course(app, ana)

    def torn(*_args, **_kwargs):
        raise RuntimeError("the lights went out")

    monkeypatch.setattr(telling, "_listeners", [pause_at_stop_sign, torn])
    with pytest.raises(RuntimeError), clinic_of(app, ana):
        tell(episode_of(episode_id), ana, values=well(symptoms=("chest_pain",)))
    with clinic_of(app, ana):
        told = sa.select(sa.func.count()).select_from(SessionLog)
        assert db.session.scalar(told.where(SessionLog.trained_on == TODAY)) == 0
        assert db.session.scalar(sa.select(sa.func.count()).select_from(RoutineStop)) == 0
