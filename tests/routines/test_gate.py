"""Whatever happens, nothing is prescribed without a granted clearance."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic.db import db, enter_clinic, writing
from clinic.domain.clearance import PrescribedWithoutClearance
from clinic.domain.falls import HealthEventKind
from clinic.falls import queries as falls
from clinic.falls.actions import record_health_event
from clinic.falls.withdrawing import withdraw
from clinic.precautions.queries import current_clearance
from clinic.routines import queries
from clinic.routines.prescribing import PlanRefused
from tests import factories
from tests.factories import MORNING, TODAY
from tests.routines.cases import STRONG, fall, measure, place_at, prescribe, screen

KINDS = (
    "screen",
    "stop",
    "caution",
    "fall",
    "hospital",
    "moved",
    "withdraw",
    "wait",
    "prescribe",
)
EVENTS = st.lists(st.sampled_from(KINDS), min_size=3, max_size=14)


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
            passed = timedelta(days=DAYS_BEFORE.get(event, 0))
            day, moment = day + passed, moment + passed + timedelta(minutes=1)
            HAPPENING[event](episode, ana, day, moment)
        db.session.rollback()


def _answer(*yes):
    def sign(episode, by, day, moment):
        screen(episode, by, on=day, at=moment, yes=yes)

    return sign


def _tell(kind):
    def tell(episode, by, day, moment):
        record_health_event(episode, kind, happened_on=day, by=by.actor, at=moment)

    return tell


def _fall(episode, by, day, moment):
    fall(episode, by, on=day, at=moment)


def _nothing(_episode, _by, _day, _moment):
    return


def _withdraw_the_latest(episode, by, _day, moment):
    for event in falls.list_events(episode)[:1]:
        withdraw(event, episode, reason="Another person", by=by.actor, at=moment)


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


HAPPENING = {
    "screen": _answer(),
    "stop": _answer("CS01"),
    "caution": _answer("CS41", "CS57"),
    "fall": _fall,
    "hospital": _tell(HealthEventKind.HOSPITAL_STAY),
    "moved": _tell(HealthEventKind.HOUSE_MOVE),
    "withdraw": _withdraw_the_latest,
    "wait": _nothing,
    "prescribe": _prescribe_or_be_refused,
}
DAYS_BEFORE = {"wait": 100, "fall": 1, "hospital": 1, "moved": 1}
