"""Whatever happens, nothing is prescribed without a granted clearance."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic.db import db, enter_clinic, writing
from clinic.domain.clearance import PrescribedWithoutClearance
from clinic.precautions.queries import current_clearance
from clinic.routines import queries
from clinic.routines.prescribing import PlanRefused
from tests import factories
from tests.factories import MORNING, TODAY
from tests.routines.cases import STRONG, fall, measure, place_at, prescribe, screen

EVENTS = st.lists(
    st.sampled_from(("screen", "stop", "caution", "fall", "wait", "prescribe")),
    min_size=3,
    max_size=14,
)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(history=EVENTS)
def test_no_history_leads_to_a_routine_without_clearance(app, ana, history):
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        episode = factories.make_episode(ana)
        for code, value in STRONG.items():
            measure(episode, ana, code, value)
        place_at(episode, ana, 3)
        day, moment = TODAY, MORNING
        for event in history:
            moment += timedelta(minutes=1)
            if event in ("wait", "fall"):
                days = timedelta(days=100 if event == "wait" else 1)
                day, moment = day + days, moment + days
            if event == "fall":
                fall(episode, ana, on=day, at=moment)
            elif event == "prescribe":
                _prescribe_or_be_refused(episode, ana, day, moment)
            elif event != "wait":
                yes = {"screen": (), "stop": ("CS01",), "caution": ("CS41", "CS57")}[event]
                screen(episode, ana, on=day, at=moment, yes=yes)
        db.session.rollback()


def _prescribe_or_be_refused(episode, by, day, moment):
    before = queries.list_versions(episode)
    granted = current_clearance(episode, today=day).granted
    number = before[0].number if before else None
    try:
        routine = prescribe(episode, by, replaces=number, today=day, at=moment)
    except (PrescribedWithoutClearance, PlanRefused):
        assert queries.list_versions(episode) == before
        return
    assert granted
    assert routine.clearance["as_of"] == day.isoformat()
    assert routine.clearance["decision"] != "refused"
