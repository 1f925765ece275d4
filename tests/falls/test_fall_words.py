from datetime import date

import pytest

from clinic.domain.falls import (
    RESCREEN,
    FallDetails,
    HealthEventKind,
    Injury,
    NearFallDetails,
    Setting,
)
from clinic.falls import presenters, words
from clinic.falls.actions import record_fall, record_health_event, record_near_fall
from tests.factories import MORNING, TODAY, make_episode

YESTERDAY = date(2026, 3, 19)


@pytest.fixture
def episode(inside):
    return make_episode(inside)


@pytest.fixture
def fall(inside, episode):
    def report(**values):
        told = {"happened_on": YESTERDAY, "injury": Injury.NONE, "able_to_rise": None} | values
        return record_fall(episode, FallDetails(**told), by=inside.actor, at=MORNING)

    return report


def test_a_fall_of_which_little_is_known_says_little(fall):
    event = fall()
    assert presenters.title(event) == "Fall"
    assert presenters.told(event) == "Injury: none."


def test_a_fall_is_told_in_the_order_in_which_it_matters(fall):
    event = fall(
        place="kitchen", direction="backward", activity="From the sink", able_to_rise=False
    )
    assert presenters.title(event) == "Fall, kitchen"
    assert presenters.told(event) == (
        "Backward, from the sink. Injury: none, did not get up alone."
    )


def test_a_near_fall_says_what_prevented_the_fall(inside, episode):
    details = NearFallDetails(
        happened_on=YESTERDAY, setting=Setting.CLINIC, caught_by="belt", activity="turning"
    )
    event = record_near_fall(episode, details, by=inside.actor, at=MORNING)
    assert presenters.title(event) == "Near fall, in the clinic"
    assert presenters.told(event) == "Turning. Prevented by a belt or harness."
    bare = NearFallDetails(happened_on=YESTERDAY, setting=Setting.HOME)
    event = record_near_fall(episode, bare, by=inside.actor, at=MORNING)
    assert presenters.told(event) == ""


def test_a_sheet_names_who_reported_where_the_name_is_known(inside, episode):
    event = record_health_event(
        episode,
        HealthEventKind.HOSPITAL_STAY,
        happened_on=YESTERDAY,
        note="Pneumonia",
        by=inside.actor,
        at=MORNING,
    )
    names = {inside.clinician_id: "Ana Ribeiro"}
    told = [
        presenters.event_sheet(event, None, known, today=TODAY, zone="Europe/London").facts[-1]
        for known in (names, {})
    ]
    assert told == [("Reported", "Today, Ana Ribeiro"), ("Reported", "Today")]


def test_every_event_and_outcome_has_its_words():
    assert set(words.HEALTH_EVENTS) == RESCREEN
    assert set(words.KIND_WORDS) == set(HealthEventKind)
    assert set(words.INJURIES_TOLD) == set(Injury)
    assert set(words.SETTINGS) == set(Setting)
    assert set(presenters.NEXT_ACTS) == set(words.OUTCOMES)
