from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.db import db
from clinic.domain.episodes import EpisodeClosed
from clinic.domain.falls import ReviewOutcome, Setting
from clinic.domain.routines import StopKind
from clinic.domain.session_logs import LogStatus
from clinic.episodes.models import Discharge
from clinic.falls.actions import review
from clinic.falls.queries import list_events, unreviewed
from clinic.routines.queries import list_items
from clinic.session_logs import queries
from clinic.session_logs.actions import AlreadyAmended, LoggedWhileResting, amend, record_log
from tests.factories import MORNING, TODAY, make_episode
from tests.session_logs.cases import a_fall, a_training, make_routine, stop, well

YESTERDAY = date(2026, 3, 19)


@pytest.fixture
def episode(inside):
    return make_episode(inside)


@pytest.fixture
def routine(inside, episode):
    return make_routine(inside, episode)


@pytest.fixture
def log(inside, episode, routine):
    def record(items=(), **values):
        return record_log(
            episode, routine, a_training(items, **values), by=inside.actor, at=MORNING
        )

    return record


def all_of(routine):
    walk, *others = list_items(routine)
    walked = (walk, LogStatus.DONE, {"prescribed": Decimal(9), "backward_min": Decimal(10)})
    return [walked, *((item, LogStatus.DONE, {"prescribed": Decimal(3)}) for item in others)]


def test_a_log_keeps_what_was_done_and_what_was_observed(log, routine, episode):
    kept = log(all_of(routine))
    assert (kept.completed_fraction, kept.backward_min, kept.level) == (1, 10, 4)
    assert queries.values_of(kept) == well()
    assert [item.amount for item in queries.list_items(kept)] == [9, 3, 3, 3]
    assert queries.find_last(episode) == kept
    actions = db.session.scalars(sa.select(AuditEvent.action)).all()
    assert actions == ["session_log.recorded"]


def test_the_latest_training_stands_first(log, episode):
    later, earlier = log(trained_on=YESTERDAY), log(trained_on=date(2026, 3, 12))
    assert queries.list_for(episode) == [later, earlier]
    assert queries.count_for(episode) == 2
    assert queries.last_logged([episode.id]) == {episode.id: YESTERDAY}


def test_adherence_counts_the_last_14_days_of_what_stands(log, episode, routine):
    log(trained_on=date(2026, 3, 6))
    log(trained_on=date(2026, 3, 7))
    log(status=LogStatus.MISSED)
    found = queries.adherence_of(episode, routine, today=TODAY)
    assert (found.done, found.planned) == (1, 6)


def test_only_trainings_in_clinic_count_for_what_is_learned_there_first(log, episode):
    log()
    log(setting=Setting.POOL)
    log(setting=Setting.HOME)
    log(status=LogStatus.MISSED)
    assert queries.count_clinic_sessions(episode.id) == 2


def test_sessions_in_clinic_are_counted_from_a_day_on(log, episode):
    for day in (10, 12, 14):
        log(trained_on=date(2026, 3, day))
    assert queries.count_clinic_sessions(episode.id, date(2026, 3, 12)) == 2


def test_an_amendment_takes_the_place_of_the_log_before(inside, log, episode, routine):
    first = log()
    entry = a_training(values=well(effort=6))
    second = amend(first, episode, routine, entry, reason="Misread", by=inside.actor, at=MORNING)
    assert queries.list_for(episode) == [second]
    assert queries.find_amendment(first) == second
    assert queries.count_clinic_sessions(episode.id) == 1
    with pytest.raises(AlreadyAmended):
        amend(first, episode, routine, entry, reason="Again", by=inside.actor, at=MORNING)


def test_an_amended_training_stays_a_training_though_the_routine_was_paused_since(
    inside, log, episode, routine
):
    first = log(trained_on=date(2026, 3, 12))
    stop(routine, inside)
    entry = a_training(trained_on=date(2026, 3, 12))
    assert amend(first, episode, routine, entry, reason="Pain", by=inside.actor, at=MORNING)
    missed = log(trained_on=date(2026, 3, 13), status=LogStatus.MISSED)
    entry = a_training(trained_on=date(2026, 3, 13))
    with pytest.raises(LoggedWhileResting):
        amend(missed, episode, routine, entry, reason="Done", by=inside.actor, at=MORNING)


def test_a_fall_told_in_an_amendment_becomes_an_event(inside, log, episode, routine):
    first = log()
    entry = a_training(values=well(falls=1), fall=a_fall())
    amend(first, episode, routine, entry, reason="Told later", by=inside.actor, at=MORNING)
    assert len(list_events(episode)) == 1


def test_a_fall_is_not_counted_without_what_is_known_about_it(log):
    with pytest.raises(ValueError, match="tells what is known"):
        log(values=well(falls=1))


@pytest.mark.parametrize("day", [date(2026, 3, 21), date(2026, 3, 1)])
def test_an_impossible_day_is_refused(log, day):
    with pytest.raises(ValueError, match="cannot be logged"):
        log(trained_on=day)


def test_training_rests_from_the_report_of_an_event_until_its_review_lets_it_go_on(
    inside, log, episode, routine
):
    log(trained_on=date(2026, 3, 18), values=well(falls=1), fall=a_fall(date(2026, 3, 18)))
    days = queries.routine_days(routine, episode, time_zone=inside.actor.time_zone)
    assert days.rests_since == TODAY
    [event] = unreviewed(episode)
    review(event, episode, ReviewOutcome.KEEP_PAUSED, note="Wrist", by=inside.actor, at=MORNING)
    days = queries.routine_days(routine, episode, time_zone=inside.actor.time_zone)
    assert days.rests_since == TODAY
    stop(routine, inside, StopKind.RESUMPTION, on=TODAY, hour=23)
    days = queries.routine_days(routine, episode, time_zone=inside.actor.time_zone)
    assert days.rests_since is None


def test_a_closed_episode_takes_no_log(inside, log, episode):
    db.session.add(
        Discharge(
            episode_id=episode.id,
            discharged_on=TODAY,
            at=MORNING,
            by_id=inside.clinician_id,
            reason="other",
            outcome="improved",
        )
    )
    db.session.flush()
    with pytest.raises(EpisodeClosed):
        log()
