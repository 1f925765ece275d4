"""The stratum follows its own inputs by itself, says what changed it, and no score lowers it."""

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from clinic import clock
from clinic.assessments.actions import amend
from clinic.assessments.choice_actions import choose_profiles
from clinic.assessments.results import Entry, Profiles
from clinic.catalogue.instrument_definitions import get_instrument
from clinic.db import db, enter_clinic, writing
from clinic.domain.episodes import DischargeOutcome, DischargeReason
from clinic.domain.falls import FallDetails, Injury
from clinic.domain.key_questions import KeyQuestions
from clinic.domain.responses import Status
from clinic.domain.risk import FallRisk, FallsAnswers, FallSeverity
from clinic.domain.risk_inputs import FallSince, Measured, risk_inputs
from clinic.episodes.actions import discharge
from clinic.episodes.queries import get_episode
from clinic.falls.actions import record_fall
from clinic.falls.withdrawing import withdraw
from clinic.ids import new_id
from clinic.organisation.queries import get_clinic
from clinic.risk import queries
from clinic.risk.actions import recompute_all, record_falls_history, record_stratum
from clinic.risk.changes import changed_inputs
from clinic.risk.presenters import present_stratum
from tests.assessments.records import measure
from tests.domain.instrument_cases import TUG, recorded
from tests.factories import (
    MORNING,
    TODAY,
    commit_episode,
    make_episode,
    make_patient,
    signed_in,
)

CFS, GAIT = get_instrument("cfs"), get_instrument("gait")
QUESTIONS = get_instrument("three_key_questions")
TUESDAY = TODAY + timedelta(days=1)


@pytest.fixture
def episode(inside):
    return make_episode(inside)


@pytest.fixture
def taken(inside, episode):
    """Takes the falls history: one fall, nothing severe."""

    def take(*, fell=True, count=1, on=TODAY, at=MORNING, worried=False, **severity):
        answers = FallsAnswers(
            questions=KeyQuestions(fell=fell, unsteady=False, worried=worried),
            falls_count_12m=count if fell else None,
            severity=FallSeverity(**severity),
        )
        return record_falls_history(
            episode, answers, taken_on=on, record_id=new_id(), by=inside.actor, at=at
        )

    return take


@pytest.fixture
def measured(inside, episode):
    """Measures a day later, as a form does; an hour after the one before."""
    hours = iter(range(100))

    def record(instrument, *values, on=TUESDAY, **more):
        at = MORNING + timedelta(days=1, hours=next(hours))
        return measure(episode, inside, instrument, *values, on=on, at=at, **more)

    return record


@pytest.fixture
def choose_line(inside):
    """The clinic chooses over how many seconds a Timed Up and Go is slow."""

    def choose(seconds):
        clinic = get_clinic()
        choose_profiles(
            clinic,
            get_instrument("wfg"),
            Profiles(),
            tug_threshold_s=Decimal(seconds),
            version=clinic.version,
            by=inside.actor,
            at=MORNING + timedelta(days=3),
        )

    return choose


def risks(episode):
    return [row.risk.value for row in reversed(queries.list_recorded_strata(episode))]


def now(episode):
    return queries.current_stratum(episode)


def changes(episode):
    later, earlier = queries.list_recorded_strata(episode)[:2]
    return list(changed_inputs(earlier.inputs, later.inputs))


def test_a_slow_walk_is_recorded_by_itself_with_what_changed(episode, taken, measured):
    taken()
    measured(TUG, "15.01")
    assert risks(episode) == ["incomplete", "intermediate"]
    assert changes(episode) == ["Timed Up and Go 15.01 s, before not known"]


def test_a_slow_gait_speed_is_an_input_too_and_only_at_usual_pace(episode, taken, measured):
    taken()
    measured(GAIT, "3.00", "3.00", conditions={"distance_m": "4", "pace": "fast"})
    assert risks(episode) == ["incomplete"]
    measured(GAIT, "5.00", "5.10", conditions={"distance_m": "4", "pace": "usual"})
    assert risks(episode) == ["incomplete", "intermediate"]
    assert changes(episode) == ["Gait speed 0.80 m/s, before not known"]


@pytest.mark.parametrize("instrument", [TUG, GAIT])
def test_a_walking_test_that_cannot_be_done_is_an_input(episode, taken, measured, instrument):
    taken()
    measured(instrument, status=Status.UNABLE)
    assert risks(episode)[-1] == "intermediate"


def test_frailty_by_the_scale_makes_it_high(episode, taken, measured):
    taken()
    measured(CFS, 5)
    assert risks(episode) == ["incomplete", "high"]
    assert changes(episode) == ["Frail yes, before not known"]


def test_an_older_scale_does_not_answer_for_what_was_told_later(inside, episode, taken):
    measure(episode, inside, CFS, 6, on=TODAY, at=MORNING - timedelta(hours=1))
    taken(frailty=False)
    assert not queries.current_stratum(episode).inputs.severity.frailty
    taken(at=MORNING + timedelta(hours=2))
    assert queries.current_stratum(episode).inputs.severity.frailty


def test_the_three_questions_count_where_they_are_newer(episode, taken, measured):
    taken(fell=False)
    assert risks(episode) == ["low"]
    measured(QUESTIONS, 0, 1, 0)
    assert risks(episode) == ["low", "incomplete"]
    assert changes(episode) == ["Unsteady yes, before no"]


def test_a_question_left_out_keeps_what_was_told(episode, taken, measured):
    taken(fell=False, worried=True)
    measured(QUESTIONS, 0, None, None)
    assert now(episode).inputs.questions == KeyQuestions(fell=False, unsteady=False, worried=True)


def test_a_fall_is_added_to_those_that_were_told(inside, episode, taken):
    taken()
    record_fall(
        episode,
        FallDetails(happened_on=TUESDAY, injury=Injury.NONE, able_to_rise=True),
        by=inside.actor,
        at=MORNING + timedelta(days=1),
    )
    assert risks(episode) == ["incomplete", "high"]
    assert changes(episode) == ["Falls in 12 months 2, before 1"]


@pytest.mark.parametrize(
    ("fall", "severe"),
    [
        ({"injury": Injury.NEEDED_CARE, "able_to_rise": True}, "injury_needing_medical_care"),
        ({"injury": Injury.FRACTURE_OR_HEAD, "able_to_rise": True}, "injury_needing_medical_care"),
        ({"injury": Injury.NONE, "able_to_rise": False}, "on_floor_1h_or_unable_to_rise"),
        (
            {"injury": Injury.NONE, "able_to_rise": None, "minutes_on_floor": 60},
            "on_floor_1h_or_unable_to_rise",
        ),
        (
            {"injury": Injury.NONE, "able_to_rise": True, "lost_consciousness": True},
            "loss_of_consciousness_or_suspected_syncope",
        ),
    ],
)
def test_what_a_fall_did_is_an_input_even_where_none_was_told(inside, episode, taken, fall, severe):
    taken(fell=False)
    record_fall(
        episode,
        FallDetails(happened_on=TUESDAY, **fall),
        by=inside.actor,
        at=MORNING + timedelta(days=1),
    )
    assert risks(episode) == ["low", "high"]
    assert severe in queries.find_recorded_stratum(episode).reasons


def test_a_fall_of_before_the_history_was_told_in_it(inside, episode, taken):
    record_fall(
        episode,
        FallDetails(happened_on=TODAY - timedelta(days=1), injury=Injury.NONE, able_to_rise=True),
        by=inside.actor,
        at=MORNING - timedelta(hours=1),
    )
    taken()
    assert now(episode).inputs.falls_count_12m == 1


def test_a_fall_that_is_withdrawn_no_longer_counts(inside, episode, taken):
    taken(fell=False)
    day = MORNING + timedelta(days=1)
    details = FallDetails(happened_on=TUESDAY, injury=Injury.NEEDED_CARE, able_to_rise=True)
    fall = record_fall(episode, details, by=inside.actor, at=day)
    withdraw(fall, episode, reason="Wrong patient", by=inside.actor, at=day + timedelta(minutes=5))
    assert risks(episode) == ["low", "high", "low"]


def test_a_better_score_alone_does_not_lower_the_stratum(inside, episode, taken, measured):
    taken()
    measured(TUG, "16.00")
    measured(TUG, "9.00")
    assert risks(episode) == ["incomplete", "intermediate"]
    stratum = now(episode)
    assert (stratum.risk, stratum.would_be) == (FallRisk.INTERMEDIATE, FallRisk.LOW)
    assert present_stratum(stratum).explanation == (
        "By the measures of now it would be low. A better score alone does not lower it: take the "
        "falls history anew, or record it as it is now."
    )
    record_stratum(episode, by=inside.actor, at=MORNING + timedelta(days=2))
    assert risks(episode) == ["incomplete", "intermediate", "low"]
    assert now(episode).would_be is None


def test_a_history_taken_anew_may_lower_it(episode, taken, measured):
    taken()
    measured(TUG, "16.00")
    measured(TUG, "9.00")
    taken(on=TODAY + timedelta(days=2), at=MORNING + timedelta(days=2))
    assert risks(episode)[-1] == "low"


def test_frailty_by_a_better_category_alone_does_not_lower_it(episode, taken, measured):
    taken(frailty=True)
    measured(CFS, 3)
    assert now(episode).risk is FallRisk.HIGH


def test_a_test_that_is_no_input_changes_nothing(episode, taken, measured):
    taken()
    measured(get_instrument("berg"), *[4] * 14)
    assert risks(episode) == ["incomplete"]


def test_the_same_result_again_writes_no_second_row(episode, taken, measured):
    taken()
    measured(TUG, "16.00")
    measured(TUG, "16.40")
    assert risks(episode) == ["incomplete", "intermediate"]


def test_an_amended_result_counts_as_it_stands(inside, episode, taken, measured):
    taken()
    slow = measured(TUG, "9.00")
    entry = Entry(assessed_on=TUESDAY, responses=recorded(TUG, "19.00"))
    amend(
        slow,
        entry,
        reason="Misread",
        record_id=new_id(),
        by=inside.actor,
        at=MORNING + timedelta(days=2),
    )
    assert risks(episode) == ["incomplete", "low", "intermediate"]


def test_without_a_falls_history_a_measure_makes_no_stratum(episode, measured):
    measured(TUG, "16.00")
    assert risks(episode) == []


def test_falls_told_without_a_number_are_one_and_those_since_are_added():
    told = FallsAnswers(questions=KeyQuestions(fell=True, unsteady=None, worried=None))
    since = [FallSince(needed_medical_care=False)]
    assert risk_inputs(told, Measured(), since).falls_count_12m == 2
    assert risk_inputs(told, Measured()).falls_count_12m is None
    never = replace(told, questions=replace(told.questions, fell=False))
    found = risk_inputs(never, Measured(), since)
    assert (found.questions.fell, found.falls_count_12m) == (True, 1)


def test_the_page_tells_what_changed_the_stratum(app, ana, client):
    patient_id, _ = commit_episode(app, ana)
    address = f"/patients/{patient_id}"
    client.post(f"{address}/risk", data={"fell": "yes", "falls_count_12m": "1"})
    client.post(
        f"{address}/assessments/new/tug",
        data={
            "record_id": str(new_id()),
            "status": "completed",
            "aid": "none",
            "trials_s_1": "16.3",
            "assessed_on": clock.today("Europe/London").isoformat(),
        },
    )
    said = client.get(f"{address}/risk").text
    assert "Changed: Timed Up and Go 16.30 s, before not known" in said


def test_the_page_tells_that_the_clinics_line_changed_it_and_who_chose_it(app, ana, dan, client):
    patient_id, _ = commit_episode(app, ana)
    address = f"/patients/{patient_id}"
    client.post(f"{address}/risk", data={"fell": "yes", "falls_count_12m": "1"})
    walked = {"status": "completed", "aid": "none", "trials_s_1": "12"}
    walked |= {"record_id": str(new_id()), "assessed_on": clock.today("Europe/London").isoformat()}
    client.post(f"{address}/assessments/new/tug", data=walked)
    manager = signed_in(app, dan)
    chosen = manager.post("/settings/measures/wfg", data={"version": "1", "tug_threshold_s": "10"})
    assert "the fall risk of everybody in care follows it" in manager.get(chosen.location).text
    said = client.get(f"{address}/risk").text
    assert "Changed: The clinic’s line, a Timed Up and Go slow over 10.00 s, before 15.00 s" in said
    assert re.search(r"<span>\d+ \w+ \d{4}, Dan Okoro<br>", said)


def test_decimals_are_the_same_after_the_record_kept_them(episode, taken, measured):
    taken()
    measured(TUG, "16.00")
    row = queries.find_recorded_stratum(episode)
    assert queries.inputs_from(row.inputs) == now(episode).inputs
    assert now(episode).inputs.tug_s == Decimal("16.00")


def test_another_line_of_the_clinic_is_recorded_for_everybody_in_care_at_once(
    inside, episode, taken, measured, choose_line
):
    taken()
    measured(TUG, "12.00")
    other = make_episode(inside, make_patient(inside, record_number="HL-0901"))
    choose_line("10")
    assert risks(episode) == ["incomplete", "low", "intermediate"]
    before, after = queries.list_recorded_strata(episode)[1::-1]
    assert list(changed_inputs(before.inputs, after.inputs)) == [
        "The clinic’s line, a Timed Up and Go slow over 10.00 s, before 15.00 s"
    ]
    assert after.by_id == inside.clinician_id
    assert queries.list_recorded_strata(other) == []
    choose_line("15")
    assert risks(episode)[-1] == "low"


def test_a_line_that_changes_nothing_for_somebody_writes_nothing_down(
    episode, taken, measured, choose_line
):
    taken()
    measured(TUG, "12.00")
    choose_line("14")
    assert risks(episode) == ["incomplete", "low"]


def test_a_stricter_line_does_not_lower_what_a_better_score_did_not(
    episode, taken, measured, choose_line
):
    taken()
    measured(TUG, "16.00")
    measured(TUG, "12.00")
    choose_line("14")
    assert now(episode).risk is FallRisk.INTERMEDIATE
    assert now(episode).would_be is FallRisk.LOW
    assert risks(episode) == ["incomplete", "intermediate"]
    choose_line("17")
    assert risks(episode) == ["incomplete", "intermediate", "low"]


def test_a_stricter_line_judges_the_walk_of_now_and_not_that_of_the_record(
    episode, taken, measured, choose_line
):
    taken()
    measured(TUG, "12.00")
    measured(TUG, "9.00")
    choose_line("10")
    assert now(episode).risk is FallRisk.LOW
    assert now(episode).would_be is None


def test_a_closed_episode_keeps_its_stratum(inside, episode, taken, measured, choose_line):
    taken()
    measured(TUG, "12.00")
    reason, outcome = DischargeReason.GOALS_REACHED, DischargeOutcome.IMPROVED
    later = MORNING + timedelta(days=2)
    discharge(episode, reason, outcome, on=TUESDAY, by=inside.actor, at=later)
    choose_line("10")
    assert risks(episode) == ["incomplete", "low"]


def test_hundreds_follow_a_line_in_the_same_few_statements(inside, choose_line):
    def statements(count):
        for _ in range(count):
            record_falls_history(
                make_episode(inside, make_patient(inside, record_number=str(new_id()))),
                FallsAnswers(questions=KeyQuestions(fell=False, unsteady=False, worried=False)),
                taken_on=TODAY,
                record_id=new_id(),
                by=inside.actor,
                at=MORNING,
            )
        said = []

        def note(_connection, _cursor, statement, *_more):
            said.append(statement)

        sa.event.listen(db.engine, "before_cursor_execute", note)
        recompute_all(inside.actor, MORNING)
        sa.event.remove(db.engine, "before_cursor_execute", note)
        return len(said)

    assert statements(2) == statements(20)


def test_the_page_tells_that_a_refused_walk_leaves_the_one_before_it_standing(app, ana, client):
    patient_id, episode_id = commit_episode(app, ana)
    address = f"/patients/{patient_id}/risk"
    client.post(address, data={"fell": "yes", "falls_count_12m": "1"})
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        episode = get_episode(episode_id)
        measure(episode, ana, TUG, "16.80")
        measure(episode, ana, TUG, on=TODAY, status=Status.REFUSED)
        db.session.commit()
    said = " ".join(client.get(address).text.split())
    assert "16.80 s on 9 February 2026; it stands, refused on 20 March 2026" in said
    assert "Timed Up and Go 16.80 s, over 15.00 s" in said
