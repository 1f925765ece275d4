"""The next steps within the exercises, told beside the week."""

from decimal import Decimal

import pytest
import time_machine

from clinic.catalogue.exercise_definitions import get_exercise
from clinic.catalogue.ladder_definitions import get_ladder
from clinic.domain.dose import Dose
from clinic.domain.exercise_steps import BandSession
from clinic.domain.plan import PlannedItem, RoutinePlan, Where
from clinic.session_logs.step_words import RAISED, StepFacts, order_words, step_lines
from tests.progress.course import NOON, commit_course


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(NOON, tick=False):
        yield


EASY = [BandSession(sets=3, reps=10, effort=3)] * 2


def plan_of(code, level=7, **dose):
    item = PlannedItem(exercise=get_exercise(code), dose=Dose(**dose), where=Where.CLINIC)
    return RoutinePlan(level=get_ladder().level(level), items=(item,), clinic_days=2, home_days=0)


def told(plan, walk=None, bands=()):
    code = plan.items[0].exercise.code
    walked = None if walk is None else Decimal(walk)
    return " ".join(
        words for _, words in step_lines(plan, StepFacts(walk_3m_s=walked, bands={code: bands}))
    )


def test_the_treadmill_says_its_next_speed_and_where_it_ends():
    plan = plan_of("treadmill-bw-rail", duration_min=Decimal(8), speed_km_per_h=Decimal("0.5"))
    assert "Speed 0.5 to 0.6 km/h, at most once a session; never above 1.4" in told(plan, "6.00")
    assert "is not measured" in told(plan)
    fast = plan_of("treadmill-bw-rail", duration_min=Decimal(8), speed_km_per_h=Decimal("1.4"))
    assert "Speed stays at 1.4 km/h at most" in told(fast, "6.00")


def test_slope_and_speed_are_told_together_at_level_7():
    dose = {"speed_km_per_h": Decimal("0.5"), "grade_percent": Decimal(1)}
    plan = plan_of("bw-incline-treadmill", duration_min=Decimal(8), **dose)
    assert "slope to 2 %, at most once a week" in told(plan, "5.00")


def test_a_band_is_changed_when_it_was_easy_twice():
    plan = plan_of("band-step-back", sets=3, reps=10)
    assert "that was done, take the next colour" in told(plan, bands=EASY)
    assert "not yet" in told(plan)


def test_every_order_of_the_ladder_has_its_words():
    named = {name for level in get_ladder().levels for name in level.progress_order}
    assert named <= set(RAISED)
    assert order_words(plan_of("sled-drag-backward")).startswith("One at a time, in this order: ")
    assert "2.5 % of body weight" in told(plan_of("sled-drag-backward", sets=3))


@pytest.mark.parametrize("week", ["2026-03-20", "2026-03-10"])
def test_the_steps_stand_beside_this_week_only(client, app, ana, week):
    patient_id, _ = commit_course(app, ana)
    page = client.get(f"/patients/{patient_id}/sessions/week?of={week}").text
    assert ("Next step within an exercise" in page) is (week == "2026-03-20")
