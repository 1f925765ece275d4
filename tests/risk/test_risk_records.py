"""The falls history, the stratum that follows from it, and what a walking test changes."""

from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.db import db
from clinic.domain.episodes import DischargeOutcome, DischargeReason, EpisodeClosed
from clinic.domain.key_questions import KeyQuestions
from clinic.domain.risk import FallRisk, FallsAnswers, FallSeverity, MissingInput
from clinic.episodes.actions import discharge
from clinic.ids import new_id
from clinic.organisation.models import Clinic
from clinic.risk import queries
from clinic.risk.actions import record_falls_history, record_stratum
from tests.factories import MORNING, TODAY, make_episode, make_patient
from tests.risk.measures import make_gait, make_tug


@pytest.fixture
def episode(inside):
    return make_episode(inside)


def told(*, fell=True, count=1, **severity) -> FallsAnswers:
    return FallsAnswers(
        questions=KeyQuestions(fell=fell, unsteady=False, worried=False),
        falls_count_12m=count if fell else None,
        severity=FallSeverity(**severity),
    )


def record(episode, ana, answers, *, on=TODAY, at=MORNING):
    return record_falls_history(
        episode, answers, taken_on=on, record_id=new_id(), by=ana.actor, at=at
    )


def risk_of(episode) -> FallRisk:
    return queries.current_stratum(episode).risk


def test_without_a_history_there_is_no_stratum(episode):
    assert queries.current_stratum(episode) is None
    assert queries.find_falls_history(episode) is None
    assert queries.find_recorded_stratum(episode) is None


def test_a_history_is_kept_with_the_stratum_of_that_day(inside, episode):
    history = record(episode, inside, told(count=2))
    stratum = queries.find_recorded_stratum(episode)
    assert stratum.risk is FallRisk.HIGH
    assert stratum.falls_history_id == history.id
    assert stratum.reasons == ["fell", "recurrent_falls"]
    assert stratum.inputs["falls_count_12m"] == 2
    assert stratum.inputs["tug_threshold_s"] == "15"
    actions = db.session.scalars(sa.select(AuditEvent.action).order_by(AuditEvent.number)).all()
    assert actions == ["falls_history.recorded", "risk_stratum.recorded"]


def test_the_answers_come_back_as_they_were_told(inside, episode):
    answers = told(count=3, frailty=True)
    assert queries.answers_of(record(episode, inside, answers)) == answers


def test_a_fall_without_a_walking_test_is_incomplete(inside, episode):
    record(episode, inside, told())
    assert queries.current_stratum(episode).missing == (MissingInput.GAIT,)
    assert queries.find_recorded_stratum(episode).missing == ["gait_speed_or_tug"]


def test_a_walking_test_completes_the_stratum(inside, episode):
    record(episode, inside, told())
    make_tug(episode, inside, "15.01")
    assert risk_of(episode) is FallRisk.INTERMEDIATE
    assert queries.find_recorded_stratum(episode).risk is FallRisk.INCOMPLETE
    record_stratum(episode, by=inside.actor, at=MORNING + timedelta(hours=1))
    assert queries.find_recorded_stratum(episode).risk is FallRisk.INTERMEDIATE
    assert [row.risk for row in queries.list_recorded_strata(episode)] == [
        FallRisk.INTERMEDIATE,
        FallRisk.INCOMPLETE,
    ]


@pytest.mark.parametrize("status", ["unable", "not_attempted_unsafe"])
def test_a_walking_test_that_could_not_be_done_is_slow(inside, episode, status):
    record(episode, inside, told())
    make_tug(episode, inside, None, status=status)
    assert risk_of(episode) is FallRisk.INTERMEDIATE


def test_the_latest_walking_test_counts(inside, episode):
    record(episode, inside, told())
    make_tug(episode, inside, "10.00")
    make_tug(episode, inside, "20.00", on=TODAY - timedelta(30))
    assert risk_of(episode) is FallRisk.LOW


def test_a_refused_or_superseded_walking_test_does_not_count(inside, episode):
    record(episode, inside, told())
    wrong = make_tug(episode, inside, "20.00")
    make_tug(episode, inside, "10.00", supersedes_id=wrong.id, amendment_reason="Wrong patient")
    make_tug(episode, inside, None, status="refused")
    assert risk_of(episode) is FallRisk.LOW
    assert queries.latest_measures(episode)["tug"].value == Decimal("10.00")


def test_a_form_without_a_time_leaves_the_walking_test_before_it_standing(inside, episode):
    record(episode, inside, told())
    make_tug(episode, inside, "20.00", on=TODAY - timedelta(30))
    make_tug(episode, inside, None, status="completed")
    assert risk_of(episode) is FallRisk.INTERMEDIATE


@pytest.mark.parametrize(
    ("speed", "risk"),
    [("0.804", FallRisk.LOW), ("0.80", FallRisk.INTERMEDIATE), (None, FallRisk.INTERMEDIATE)],
)
def test_a_gait_speed_decides_as_a_timed_up_and_go_does(inside, episode, speed, risk):
    record(episode, inside, told())
    make_gait(episode, inside, speed)
    assert risk_of(episode) is risk


def test_either_walking_test_slow_is_enough(inside, episode):
    record(episode, inside, told())
    make_tug(episode, inside, "10.00")
    assert risk_of(episode) is FallRisk.LOW
    make_gait(episode, inside, "0.70")
    assert risk_of(episode) is FallRisk.INTERMEDIATE


def test_a_speed_at_another_pace_than_the_usual_does_not_count(inside, episode):
    record(episode, inside, told())
    make_gait(episode, inside, "0.70", conditions={"pace": "fast"})
    assert risk_of(episode) is FallRisk.INCOMPLETE


def test_the_latest_history_counts(inside, episode):
    record(episode, inside, told(count=2), on=TODAY - timedelta(30))
    record(episode, inside, told(fell=False))
    assert risk_of(episode) is FallRisk.LOW
    assert [history.fell_12m for history in queries.list_falls_histories(episode)] == [False, True]


def test_high_risk_is_high_only(inside, episode):
    assert not queries.is_high_risk(episode)
    record(episode, inside, told())
    assert not queries.is_high_risk(episode)
    record(episode, inside, told(count=2))
    assert queries.is_high_risk(episode)


def test_the_clinic_chooses_its_threshold(inside, episode):
    record(episode, inside, told())
    make_tug(episode, inside, "10.01")
    assert risk_of(episode) is FallRisk.LOW
    clinic = db.session.get(Clinic, inside.clinic_id)
    clinic.profiles = {"wfg": {"tug_threshold_s": "10"}}
    db.session.flush()
    assert risk_of(episode) is FallRisk.INTERMEDIATE


def test_many_strata_are_read_at_once(inside, episode):
    other = make_episode(inside, make_patient(inside, record_number="HL-0002"))
    record(episode, inside, told(count=2))
    assert queries.current_strata([episode, other])[episode.id].risk is FallRisk.HIGH
    assert other.id not in queries.current_strata([episode, other])


def test_a_stratum_needs_a_history(inside, episode):
    with pytest.raises(LookupError):
        record_stratum(episode, by=inside.actor, at=MORNING)


def test_a_closed_episode_takes_no_history(inside, episode):
    discharge(
        episode,
        DischargeReason.GOALS_REACHED,
        DischargeOutcome.IMPROVED,
        on=TODAY,
        by=inside.actor,
        at=MORNING,
    )
    with pytest.raises(EpisodeClosed):
        record(episode, inside, told())
