from datetime import date

import pytest

from clinic.domain.episodes import (
    DischargeOutcome,
    DischargeReason,
    EnrolmentDetails,
    EpisodeClosed,
    EpisodeOpen,
)
from clinic.episodes import queries
from clinic.episodes.actions import discharge, enrol, require_open
from tests.factories import MORNING, TODAY, make_episode, make_patient


def details(inside, **values):
    return EnrolmentDetails(
        enrolled_on=values.pop("enrolled_on", TODAY),
        responsible_id=inside.clinician_id,
        goals="Reach the top shelf again.",
        **values,
    )


def close(episode, inside, **values):
    return discharge(
        episode,
        DischargeReason.GOALS_REACHED,
        DischargeOutcome.IMPROVED,
        on=values.pop("on", TODAY),
        by=inside.actor,
        at=MORNING,
        **values,
    )


def test_an_enrolled_patient_has_an_open_episode(inside):
    patient = make_patient(inside)
    assert queries.find_open_episode(patient) is None
    episode = enrol(patient, details(inside), by=inside.actor, at=MORNING)
    assert queries.get_open_episode(patient) == queries.latest_episode(patient) == episode
    assert queries.list_open() == [(episode, patient)]
    assert queries.list_open(responsible_id=patient.id) == []


def test_one_episode_is_open_at_a_time(inside):
    patient = make_patient(inside)
    make_episode(inside, patient)
    with pytest.raises(EpisodeOpen):
        enrol(patient, details(inside), by=inside.actor, at=MORNING)


def test_a_discharge_closes_the_episode_and_it_stays_readable(inside):
    patient = make_patient(inside)
    episode = make_episode(inside, patient)
    closing = close(episode, inside, note="Goes on with the walking group.")
    assert queries.find_open_episode(patient) is None
    assert queries.latest_episode(patient) == episode
    assert queries.discharge_of(episode) == closing
    assert queries.discharges_of([episode.id]) == {episode.id: closing}
    assert queries.list_open() == []


def test_a_closed_episode_takes_no_more_clinical_acts(inside):
    episode = make_episode(inside)
    require_open(episode)
    close(episode, inside)
    with pytest.raises(EpisodeClosed):
        require_open(episode)
    with pytest.raises(EpisodeClosed):
        close(episode, inside)


def test_an_episode_cannot_end_before_it_began(inside):
    with pytest.raises(ValueError, match="before"):
        close(make_episode(inside), inside, on=date(2026, 2, 8))


def test_enrolling_again_opens_a_new_episode_beside_the_old_one(inside):
    patient = make_patient(inside)
    first = make_episode(inside, patient)
    close(first, inside)
    second = enrol(patient, details(inside), by=inside.actor, at=MORNING)
    assert queries.list_episodes(patient) == [second, first]
    assert queries.latest_episode(patient) == second


def test_who_may_answer_for_an_episode(inside, bo, dan, app):
    names = [c.name for c in queries.list_responsible(inside.clinic_id, at=MORNING)]
    assert names == ["Ana Ribeiro"]
    assert queries.names_of(inside.clinic_id, [inside.clinician_id, bo.clinician_id]) == {
        inside.clinician_id: "Ana Ribeiro",
        bo.clinician_id: "Bo Lindqvist",
    }
