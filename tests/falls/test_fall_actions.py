from datetime import date

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.db import db
from clinic.domain.checklists import InvalidatingEvent
from clinic.domain.episodes import DischargeOutcome, DischargeReason, EpisodeClosed
from clinic.domain.falls import (
    FallDetails,
    HealthEventKind,
    Injury,
    NearFallDetails,
    ReviewOutcome,
    Setting,
)
from clinic.episodes.actions import discharge, enrol
from clinic.episodes.queries import get_open_episode
from clinic.falls import queries
from clinic.falls.actions import (
    AlreadyReviewed,
    record_fall,
    record_health_event,
    record_near_fall,
    review,
)
from clinic.patients.queries import get_patient
from tests.episodes.test_episode_actions import details as enrolment
from tests.factories import MORNING, TODAY, make_episode, make_patient

YESTERDAY = date(2026, 3, 19)


def make_fall(**values):
    return FallDetails(
        happened_on=values.pop("happened_on", YESTERDAY),
        injury=values.pop("injury", Injury.MINOR),
        able_to_rise=values.pop("able_to_rise", True),
        **values,
    )


def fall(episode, inside, **values):
    return record_fall(episode, make_fall(**values), by=inside.actor, at=MORNING)


def near_fall(episode, inside, **values):
    details = NearFallDetails(
        happened_on=values.pop("happened_on", YESTERDAY), setting=Setting.HOME, **values
    )
    return record_near_fall(episode, details, by=inside.actor, at=MORNING)


def close(event, episode, inside, outcome=ReviewOutcome.RESUME):
    return review(event, episode, outcome, note="Rug taken away.", by=inside.actor, at=MORNING)


@pytest.fixture
def episode(inside):
    return make_episode(inside)


def test_a_fall_is_kept_and_waits_for_review(episode, inside):
    event = fall(episode, inside, place="kitchen")
    assert queries.unreviewed(episode) == [event]
    assert queries.list_events(episode) == [event]
    audited = db.session.scalars(sa.select(AuditEvent.action)).all()
    assert audited == ["fall.recorded"]


def test_a_near_fall_and_a_health_event_wait_for_review_too(episode, inside):
    stay = record_health_event(
        episode,
        HealthEventKind.HOSPITAL_STAY,
        happened_on=date(2026, 3, 1),
        by=inside.actor,
        at=MORNING,
    )
    close_call = near_fall(episode, inside)
    assert queries.unreviewed(episode) == [stay, close_call]
    assert queries.list_events(episode) == [close_call, stay]
    assert [queries.type_of(event) for event in (stay, close_call)] == [
        "hospital_stay",
        "near_fall",
    ]


def test_a_review_closes_one_event_and_no_other(episode, inside):
    first, second = fall(episode, inside), fall(episode, inside)
    signed = close(first, episode, inside)
    assert queries.unreviewed_in([episode.id]) == {episode.id: [second]}
    assert queries.find_review(first) == signed
    assert queries.find_review(second) is None
    assert queries.list_reviews(episode) == [signed]


def test_an_event_is_reviewed_once(episode, inside):
    event = fall(episode, inside)
    close(event, episode, inside)
    with pytest.raises(AlreadyReviewed):
        close(event, episode, inside, ReviewOutcome.KEEP_PAUSED)


def test_a_reviewed_fall_still_ends_a_screen_that_was_signed_before_it(episode, inside):
    event = fall(episode, inside)
    close(event, episode, inside)
    assert queries.invalidating_events(episode) == (InvalidatingEvent(type="fall", on=YESTERDAY),)


@pytest.mark.parametrize("day", [date(2026, 3, 21), date(2024, 12, 1), date(3000, 1, 1)])
def test_a_fall_on_an_impossible_day_is_refused(episode, inside, day):
    with pytest.raises(ValueError, match="cannot be reported"):
        fall(episode, inside, happened_on=day)
    assert queries.list_events(episode) == []


def test_falls_of_the_last_12_months_are_counted_over_all_episodes(inside):
    patient = make_patient(inside)
    first = make_episode(inside, patient, enrolled_on=date(2025, 2, 1))
    for day in (date(2025, 3, 20), date(2025, 3, 21), date(2026, 1, 1)):
        fall(first, inside, happened_on=day)
    near_fall(first, inside)
    discharge(
        first,
        DischargeReason.OTHER,
        DischargeOutcome.NOT_KNOWN,
        on=TODAY,
        by=inside.actor,
        at=MORNING,
    )
    again = enrol(patient, enrolment(inside), by=inside.actor, at=MORNING)
    fall(again, inside)
    assert queries.falls_in_12_months(patient, TODAY) == 3
    assert len(queries.list_events_of_patient(patient)) == 5


def test_a_closed_episode_takes_no_fall_and_no_review(episode, inside):
    event = fall(episode, inside)
    patient = get_patient(episode.patient_id)
    discharge(
        get_open_episode(patient),
        DischargeReason.DIED,
        DischargeOutcome.NOT_KNOWN,
        on=TODAY,
        by=inside.actor,
        at=MORNING,
    )
    with pytest.raises(EpisodeClosed):
        fall(episode, inside)
    with pytest.raises(EpisodeClosed):
        close(event, episode, inside)


def test_another_patients_event_is_not_found(episode, inside):
    from werkzeug.exceptions import NotFound

    event = fall(episode, inside)
    other = make_patient(inside, record_number="HL-2")
    with pytest.raises(NotFound):
        queries.get_event(other, event.id)
    assert queries.get_event(get_patient(episode.patient_id), event.id) == event
