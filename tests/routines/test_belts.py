"""The treadmill of the version that is replaced, and since when it runs as it does."""

from datetime import timedelta
from decimal import Decimal

import pytest

from clinic.db import db
from clinic.routines import queries
from clinic.routines.facts import prescription_facts
from tests.factories import TODAY
from tests.routines.cases import prescribe, ready_episode


@pytest.fixture
def episode(inside):
    return ready_episode(inside)


def version(episode, by, number, *, on, speed=None, grade=None):
    """A version whose first exercise has this belt."""
    routine = prescribe(episode, by, replaces=number - 1 or None)
    routine.prescribed_on = on
    item = queries.list_items(routine)[0]
    belt = {"speed_km_per_h": speed, "grade_percent": grade}
    item.dose = dict(item.dose) | {name: value for name, value in belt.items() if value}
    db.session.flush()
    return routine


def belt(episode):
    return prescription_facts(episode, helper=None, today=TODAY).belt_before


def test_a_belt_counts_from_the_version_that_first_ran_it(inside, episode):
    for number, (weeks_ago, speed) in enumerate(((6, "0.4"), (4, "0.5"), (2, "0.5")), start=1):
        version(episode, inside, number, on=TODAY - timedelta(weeks=weeks_ago), speed=speed)
    before = belt(episode)
    assert (before.speed_km_per_h, before.grade_percent) == (Decimal("0.5"), None)
    assert before.weeks == 4


def test_a_slope_that_was_changed_counts_anew(inside, episode):
    version(episode, inside, 1, on=TODAY - timedelta(days=20), speed="0.5", grade="1")
    version(episode, inside, 2, on=TODAY - timedelta(days=6), speed="0.5", grade="2")
    before = belt(episode)
    assert (before.grade_percent, before.weeks) == (Decimal(2), 0)


def test_without_a_belt_in_the_version_replaced_there_is_none_to_raise(inside, episode):
    assert belt(episode) is None
    version(episode, inside, 1, on=TODAY - timedelta(days=20), speed="0.5")
    version(episode, inside, 2, on=TODAY)
    assert belt(episode) is None
