"""The decision table: the first rule that matches decides, the others are noted."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic.catalogue.instrument_definitions import instruments_by_code
from clinic.catalogue.ladder_definitions import get_ladder
from clinic.catalogue.progression_definitions import (
    get_progression_table,
    list_progression_examples,
)
from clinic.domain.criteria import UNABLE
from clinic.domain.dose_actions import DoseAction
from clinic.domain.falls import Setting
from clinic.domain.findings import ChecklistStatus
from clinic.domain.progression import PREDICATES
from clinic.domain.progression_decisions import StepDecision
from clinic.domain.progression_facts import OwnLimits, RestPosition, Vitals
from clinic.domain.progression_stops import vital_signs_to_stop
from clinic.domain.progression_vectors import evaluate_progression
from clinic.domain.session_logs import GROUP_OF, Assistance
from tests.domain.progression_cases import (
    GOOD_TESTS,
    ago,
    make_event,
    make_log,
    make_logs,
    make_prescription,
    make_tests,
    noted,
    proposed,
)

VECTORS = json.loads(
    (Path(__file__).parents[1] / "data" / "progression_vectors.json").read_text(encoding="utf-8")
)["progression"]
TABLE = get_progression_table()

ON_A_BUSY_MACHINE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def answered(vector_input):
    return evaluate_progression(
        vector_input, table=TABLE, ladder=get_ladder(), instruments=instruments_by_code()
    )


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"{vector['id']} {vector['title']}")
def test_the_golden_cases_are_answered(vector):
    found = answered(vector["input"])
    assert {key: found[key] for key in vector["expected"]} == vector["expected"]


@pytest.mark.parametrize("example", list_progression_examples(), ids=lambda found: found.title)
def test_the_worked_examples_of_the_definition_hold(example):
    found = answered(example.vector_input)
    assert {key: found[key] for key in example.expected} == example.expected


# --- what decides, and what is noted ---------------------------------------------------------


def test_when_everything_is_met_the_next_level_is_proposed_and_nothing_is_noted():
    proposal = proposed()
    assert proposal.reason_id == "A01_advance"
    assert (proposal.decision, proposal.new_level) == (StepDecision.ADVANCE, 4)
    assert proposal.dose_action is DoseAction.NEXT_LEVEL_START
    assert proposal.also_noted == ()
    assert [log.on for log in proposal.decided_by.grounds.logs] == [ago(7), ago(4), ago(2)]


def test_a_stop_outranks_a_step_back_which_is_noted():
    logs = make_logs({"losses_of_balance": 4}, {"losses_of_balance": 4, "pain_during": 7})
    proposal = proposed(logs=logs)
    assert proposal.reason_id == "S10_severe_pain_or_joint"
    assert proposal.new_level is None
    assert noted(proposal) == ["R02", "H08", "H10"]


def test_at_level_1_a_step_back_becomes_a_review_and_stays_noted():
    hard = proposed(
        prescription=make_prescription(level=1, backward_min=Decimal(6)),
        logs=make_logs({"effort": 8}, level=1),
    )
    assert hard.reason_id == "S11_below_level_1"
    assert hard.decision is StepDecision.STOP_AND_REVIEW
    assert noted(hard)[0] == "R04"


def test_at_level_1_a_graver_stop_decides_and_the_review_is_noted():
    proposal = proposed(
        prescription=make_prescription(level=1, backward_min=Decimal(6)),
        logs=make_logs({"effort": 8, "symptoms": ("chest_pain",)}, level=1),
    )
    assert proposal.reason_id == "S01_red_flag"
    assert noted(proposal)[:2] == ["R04", "S11"]


def test_the_early_step_is_noted_when_something_else_decides():
    logs = tuple(make_log(day, effort=2, pain_during=0, pain_before=0) for day in (6, 4, 2))
    proposal = proposed(logs=logs, precaution_status=ChecklistStatus.EXPIRED)
    assert proposal.reason_id == "H01_screen_expired"
    assert "A02" in noted(proposal)


def test_a_match_of_a_rule_that_is_noted_can_be_asked_for():
    proposal = proposed(logs=make_logs({"near_falls": 1}))
    assert proposal.match("H04_near_fall_once") is proposal.decided_by
    assert proposal.match("S01_red_flag") is None


def test_facts_after_the_day_of_the_proposal_do_not_count():
    proposal = proposed(
        logs=(*make_logs(), make_log(-1, falls=1)), events=(make_event("fall", -1),)
    )
    assert proposal.reason_id == "A01_advance"


# --- what the rules rest on ------------------------------------------------------------------


def test_a_fall_in_a_log_and_one_reported_are_both_shown():
    proposal = proposed(
        logs=make_logs({"falls": 1}),
        events=(make_event("fall"), make_event("near_fall"), make_event("house_move")),
    )
    grounds = proposal.decided_by.grounds
    assert [log.on for log in grounds.logs] == [ago(2)]
    assert [event.type for event in grounds.events] == ["fall"]
    assert noted(proposal) == ["S09"]


def test_a_closed_log_or_event_stops_nobody():
    closed = make_logs({"falls": 1, "closed": True})
    assert proposed(logs=closed, events=(make_event("fall", closed=True),)).decision is (
        StepDecision.ADVANCE
    )


def test_a_missing_screen_stops_with_or_without_an_event():
    incomplete = proposed(precaution_status=ChecklistStatus.INCOMPLETE)
    assert incomplete.reason_id == "S08_rescreen"
    assert incomplete.decided_by.grounds.events == ()
    stay = proposed(
        precaution_status=ChecklistStatus.INCOMPLETE, events=(make_event("hospital_stay"),)
    )
    assert [event.type for event in stay.decided_by.grounds.events] == ["hospital_stay"]


@pytest.mark.parametrize(
    ("limits", "stops"),
    [({}, True), ({"heart_rate_above_per_min": Decimal(110)}, False)],
)
def test_a_limit_of_her_own_replaces_that_default_only(limits, stops):
    prescription = make_prescription(limits=OwnLimits(vitals=limits))
    logs = make_logs({"vitals": Vitals(heart_rate_per_min=Decimal(105))})
    proposal = proposed(prescription=prescription, logs=logs)
    assert (proposal.reason_id == "S06_vitals") is stops


@pytest.mark.parametrize(
    ("position", "stops"),
    [(RestPosition.LYING, False), (RestPosition.SITTING, True), (None, True)],
)
def test_a_fall_of_pressure_is_judged_by_where_she_stood_up_from(position, stops):
    vitals = Vitals(systolic_drop_mmhg=Decimal(16), dropped_from=position)
    assert (proposed(logs=make_logs({"vitals": vitals})).reason_id == "S05_bp_drop") is stops


@pytest.mark.parametrize(
    ("vitals", "stops"),
    [
        (None, False),
        (Vitals(), False),
        (Vitals(oxygen_percent=Decimal(89)), True),
        (Vitals(diastolic_drop_mmhg=Decimal(7)), True),
    ],
)
def test_a_vital_sign_stops_by_itself_under_the_default_limits(vitals, stops):
    assert bool(vital_signs_to_stop(vitals, TABLE, OwnLimits())) is stops


def test_an_own_effort_cap_only_lowers_what_the_level_allows():
    capped = make_prescription(limits=OwnLimits(effort_max=Decimal(3)))
    assert proposed(prescription=capped).reason_id == "H07_effort_above_target"
    loose = make_prescription(limits=OwnLimits(effort_max=Decimal(9)))
    assert proposed(prescription=loose, logs=make_logs({"effort": 6})).reason_id == (
        "H07_effort_above_target"
    )


def test_a_near_fall_at_home_is_a_stop_and_not_one_in_clinic():
    proposal = proposed(logs=make_logs({"near_falls": 1, "setting": Setting.HOME}))
    assert proposal.reason_id == "S09_near_fall_home"
    assert noted(proposal) == []


def test_a_step_back_for_a_test_names_the_criterion_that_failed():
    proposal = proposed(assessment=make_tests(berg=28))
    assert proposal.reason_id == "R07_below_entry"
    assert [criterion.measure for criterion in proposal.decided_by.grounds.criteria] == ["berg"]


def test_an_overridden_entry_keeps_the_level():
    override = make_prescription(entry_override=True)
    proposal = proposed(prescription=override, assessment=make_tests(berg=28))
    assert proposal.reason_id == "H21_next_level_not_met"


@pytest.mark.parametrize(
    ("before", "now", "declined"),
    [
        ({"berg": 44}, {"berg": 39}, True),
        ({"berg": 44}, {"berg": 40}, False),
        ({"four_stage": 3}, {"four_stage": 2}, True),
        ({"four_stage": 4}, {"four_stage": 3}, False),
        ({"stand_supported": 60}, {"stand_supported": UNABLE}, True),
        ({"stand_supported": 60}, {"stand_supported": 31}, False),
        ({"tug": UNABLE}, {"tug": 20}, False),
        ({"tug": 15}, {"tug": 12}, False),
        ({"tug": 15}, {"tug": None}, False),
        ({"tug": None}, {"tug": UNABLE}, False),
    ],
)
def test_a_decline_is_a_change_beyond_the_error_of_the_test(before, now, declined):
    proposal = proposed(assessment=make_tests(before, **now))
    assert (proposal.match("H13_assessment_decline") is not None) is declined


def test_a_test_of_each_age_is_judged_by_its_own_day():
    tests = make_tests()
    old = {code: test for code, test in tests.tests.items() if code != "bwt3m"}
    late = make_tests(on=ago(40)).tests["bwt3m"]
    proposal = proposed(assessment=type(tests)(on=tests.on, tests=old | {"bwt3m": late}))
    assert proposal.reason_id == "H20_assessment_missing_or_old"


# --- the dose --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("last", "dose", "action"),
    [
        ({"effort": 7}, 10, DoseAction.REDUCE),
        ({"effort": 6}, 10, DoseAction.KEEP),
        ({"completed": Decimal("0.74")}, 10, DoseAction.REDUCE),
        ({"completed": Decimal("0.75")}, 10, DoseAction.KEEP),
        ({"backward_min": Decimal(8)}, 8, DoseAction.INCREASE),
        ({"backward_min": Decimal(8), "near_falls": 1}, 8, DoseAction.REDUCE),
        ({"backward_min": None}, 8, DoseAction.KEEP),
        ({"backward_min": Decimal(7)}, 8, DoseAction.KEEP),
    ],
)
def test_the_dose_follows_how_the_last_trainings_went(last, dose, action):
    prescription = make_prescription(backward_min=Decimal(dose))
    assert proposed(prescription=prescription, logs=make_logs(last)).dose_action is action


def test_there_is_nothing_to_judge_without_a_training():
    proposal = proposed(logs=())
    assert proposal.reason_id == "H14_too_few_sessions"
    assert proposal.dose_action is DoseAction.KEEP
    assert proposal.situation.gap_days is None
    assert noted(proposal) == ["H16", "H17", "H18"]


def test_at_the_top_the_programme_goes_on():
    proposal = proposed(
        prescription=make_prescription(level=8, backward_min=Decimal(20)),
        logs=make_logs(level=8, backward_min=Decimal(20), assistance=Assistance.INDEPENDENT),
        assessment=make_tests(berg=54, tug=9, four_stage=4, bwt3m=4),
    )
    assert proposal.reason_id == "H19_top_level"
    assert proposal.new_level == 8
    assert noted(proposal) == []


def test_a_routine_is_done_at_least_once_a_week():
    with pytest.raises(ValueError, match="once a week"):
        make_prescription(frequency_per_week=0)


# --- golden cases with mistakes --------------------------------------------------------------

BASE = next(vector for vector in VECTORS if vector["id"] == "PV-065")["input"]


def log_with(**given):
    return BASE | {"session_logs": [BASE["session_logs"][0] | given]}


def rx_with(**given):
    return BASE | {"prescription": BASE["prescription"] | given}


@pytest.mark.parametrize(
    "wrong",
    [
        log_with(rpe="4"),
        log_with(rpe=11),
        log_with(closed="no"),
        log_with(symptoms="chest_pain"),
        log_with(near_falls=0.5),
        log_with(status="half"),
        log_with(date="2026-02-30"),
        rx_with(level=9),
        rx_with(limits={"pulse": 3}),
        BASE | {"precaution_status": "fine"},
        {key: value for key, value in BASE.items() if key != "events"},
    ],
)
def test_an_input_that_makes_no_sense_is_refused(wrong):
    with pytest.raises((LookupError, ValueError, TypeError)):
        answered(wrong)


def test_half_ratings_compare_as_well_as_whole_ones():
    assert answered(log_with(rpe=5.5))["reason_id"] == "H07_effort_above_target"


def test_of_two_assessments_the_later_on_or_before_the_day_is_read():
    ahead = BASE["assessment"] | {"date": "2026-03-21", "berg": 20}
    both = BASE | {"assessment": ahead, "previous_assessment": BASE["assessment"]}
    assert answered(both) == answered(BASE)
    assert "H20_assessment_missing_or_old" in answered(BASE | {"assessment": ahead})["also_noted"]


# --- any course at all -----------------------------------------------------------------------

symptoms = st.lists(st.sampled_from([*GROUP_OF, "odd_feeling"]), max_size=2).map(tuple)
rating = st.none() | st.integers(0, 10)
a_log = st.builds(
    make_log,
    days_ago=st.integers(-2, 70),
    level=st.integers(1, 8),
    done=st.booleans(),
    closed=st.booleans(),
    setting=st.sampled_from(Setting),
    completed=st.none() | st.sampled_from([Decimal(n) / 10 for n in range(11)]),
    backward_min=st.none() | st.sampled_from([Decimal(n) for n in range(0, 21, 2)]),
    effort=rating,
    pain_before=rating,
    pain_during=rating,
    pain_next_day=rating,
    symptoms=symptoms,
    losses_of_balance=st.none() | st.integers(0, 6),
    near_falls=st.none() | st.integers(0, 3),
    falls=st.none() | st.integers(0, 1),
    assistance=st.none() | st.sampled_from(Assistance),
)
an_event = st.builds(
    make_event,
    st.sampled_from(["fall", "near_fall", "surgery", "wound"]),
    st.integers(-2, 40),
    closed=st.booleans(),
)
result = st.none() | st.just(UNABLE) | st.integers(0, 60)
tests = st.builds(
    make_tests,
    st.fixed_dictionaries({}, optional=dict.fromkeys(GOOD_TESTS, result)),
    st.integers(0, 90).map(ago),
    decline_reviewed=st.booleans(),
    **dict.fromkeys(GOOD_TESTS, result),
)
courses = st.fixed_dictionaries(
    {
        "prescription": st.builds(
            make_prescription,
            level=st.integers(1, 8),
            level_start=st.integers(0, 60).map(ago),
            frequency_per_week=st.integers(1, 7),
            backward_min=st.integers(1, 20).map(Decimal),
            entry_override=st.booleans(),
        ),
        "precaution_status": st.sampled_from(ChecklistStatus),
        "logs": st.lists(a_log, max_size=8).map(tuple),
        "events": st.lists(an_event, max_size=3).map(tuple),
        "assessment": st.none() | tests,
    }
)


@ON_A_BUSY_MACHINE
@given(courses)
def test_any_course_gets_one_known_rule_the_same_each_time_and_never_a_step_past_a_stop(course):
    proposal, again = proposed(**course), proposed(**course)
    assert (proposal.decided_by, proposal.also_noted) == (again.decided_by, again.also_noted)
    matched = [proposal.decided_by.rule, *(noted.rule for noted in proposal.also_noted)]
    assert {rule.id for rule in matched} <= {rule.id for rule in TABLE.rules}
    if any(rule.decision is StepDecision.STOP_AND_REVIEW for rule in matched):
        assert proposal.decision is StepDecision.STOP_AND_REVIEW
        assert (proposal.new_level, proposal.dose_action) == (None, DoseAction.NONE)
    if proposal.new_level is not None:
        assert 1 <= proposal.new_level <= get_ladder().top
    if proposal.reason_id == "A01_advance":
        assert proposal.also_noted == ()


@ON_A_BUSY_MACHINE
@given(courses)
def test_the_rule_that_decides_is_the_first_that_matches(course):
    proposal = proposed(**course)
    order = [rule.id for rule in TABLE.rules]
    others = [noted.rule for noted in proposal.also_noted]
    assert [rule.id for rule in others] == sorted((rule.id for rule in others), key=order.index)
    at_level_1 = course["prescription"].level == 1
    before = [rule for rule in others if order.index(rule.id) < order.index(proposal.reason_id)]
    assert all(at_level_1 and rule.regresses for rule in before)


def test_every_rule_but_two_has_a_predicate_named_for_it():
    assert {rule.id for rule in TABLE.rules} - set(PREDICATES) == {
        "S11_below_level_1",
        "A01_advance",
    }
    assert {found.__name__ for found in PREDICATES.values()} == {one.lower() for one in PREDICATES}
