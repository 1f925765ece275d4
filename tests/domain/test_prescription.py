"""Rules V01 to V12: what refuses a plan, what needs a tick, and where the page says so."""

from dataclasses import replace
from decimal import Decimal

import pytest

from clinic.domain.checklists import Effect
from clinic.domain.criteria import UNABLE
from clinic.domain.dose import Dose
from clinic.domain.exercises import Category, Equipment, HomeRule, Supervision
from clinic.domain.findings import FindingState
from clinic.domain.plan import Guard, Helper, Rule, Severity, Where
from clinic.domain.prescription import find_problems, fit_to_person, unanswered
from tests.domain.programme_cases import (
    ANNA,
    TRAINED_ANNA,
    backward,
    criterion,
    make_exercise,
    make_facts,
    make_finding,
    make_item,
    make_level,
    make_limits,
    make_plan,
    span,
)


def problems_of(*items, facts=None, rule=None, **plan):
    found = find_problems(make_plan(*items, **plan), facts or make_facts(helper=TRAINED_ANNA))
    return [problem for problem in found if rule is None or problem.rule is rule]


def only(problems):
    (problem,) = problems
    return problem


def test_a_plan_that_keeps_every_rule_has_no_problem():
    items = (make_item(backward(home=HomeRule.WITH_TRAINED_HELPER)), make_item())
    facts = make_facts(
        helper=TRAINED_ANNA, exercises_before=frozenset({"bw-worktop", "sit-to-stand"})
    )
    assert problems_of(*items, facts=facts) == []


def test_v01_an_exercise_of_a_higher_level_is_refused():
    problem = only(problems_of(make_item(make_exercise(level=4)), rule=Rule.V01))
    assert problem.severity is Severity.ERROR
    assert problem.exercise == "sit-to-stand"
    assert problem.message == "Belongs to Level 4. Leave it out at Level 3."


@pytest.mark.parametrize(
    ("result", "severity"),
    [
        (Decimal(36), None),
        (Decimal(35), Severity.ERROR),
        (UNABLE, Severity.ERROR),
        (None, Severity.WARNING),
    ],
)
def test_v02_a_prerequisite_fails_when_measured_and_is_not_confirmed_when_not(result, severity):
    item = make_item(make_exercise(prerequisites=(criterion("berg", ">=", 36),)))
    found = problems_of(item, facts=make_facts(tests={"berg": result}), rule=Rule.V02)
    assert [problem.severity for problem in found] == ([severity] if severity else [])
    assert all(problem.limit == "Berg 36 or more" for problem in found)


@pytest.mark.parametrize(
    ("comparison", "words"), [("<=", "TUG 12.5 s or less"), ("<", "TUG under 12.5 s")]
)
def test_v02_says_the_border_in_words(comparison, words):
    item = make_item(make_exercise(prerequisites=(criterion("tug", comparison, 12.5),)))
    assert only(problems_of(item, rule=Rule.V02)).limit == words


@pytest.mark.parametrize(
    ("state", "reason", "refused"),
    [
        (FindingState.STOPS, "typed", True),
        (FindingState.AWAITS_CLEARANCE, "typed", True),
        (FindingState.CLEARED, "", True),
        (FindingState.CLEARED, "typed", False),
        (FindingState.MITIGATED, " ", True),
        (FindingState.MITIGATED, "typed", False),
    ],
)
def test_v03_only_what_is_cleared_or_a_caution_may_be_passed_with_a_reason(state, reason, refused):
    item = make_item(make_exercise(blocked_by=("CS27",)), reason=reason)
    facts = make_facts(findings=[make_finding("CS27", state)])
    assert bool(problems_of(item, facts=facts, rule=Rule.V03)) is refused


def test_v03_asks_for_the_reason_beside_its_field_only_where_one_would_help():
    item = make_item(make_exercise(blocked_by=("CS27",)))
    stop = problems_of(
        item, facts=make_facts(findings=[make_finding("CS27", FindingState.STOPS)]), rule=Rule.V03
    )
    caution = problems_of(item, facts=make_facts(findings=[make_finding("CS27")]), rule=Rule.V03)
    assert only(stop).field is None
    assert only(caution).field == "reason"


def test_v03_an_item_that_is_not_triggered_blocks_nothing():
    assert problems_of(make_item(make_exercise(blocked_by=("CS27",))), rule=Rule.V03) == []


def test_v04_a_caution_shows_its_mitigation_and_needs_a_tick():
    item = make_item(make_exercise(caution_if=("CS49", "CS57")))
    facts = make_facts(findings=[make_finding("CS49")])
    problem = only(problems_of(item, facts=facts, rule=Rule.V04))
    assert problem.severity is Severity.WARNING
    assert problem.message == "Sore knee: Stand close."


@pytest.mark.parametrize(
    ("home", "helper", "field"),
    [
        (HomeRule.NO, TRAINED_ANNA, "where"),
        (HomeRule.WITH_HELPER, None, "helper"),
        (HomeRule.WITH_HELPER, ANNA, None),
        (HomeRule.WITH_TRAINED_HELPER, None, "helper"),
        (HomeRule.WITH_TRAINED_HELPER, ANNA, "helper"),
        (HomeRule.WITH_TRAINED_HELPER, TRAINED_ANNA, None),
        (HomeRule.YES_AT_WORKTOP, None, None),
    ],
)
def test_v05_home_asks_for_the_helper_its_rule_names(home, helper, field):
    found = problems_of(
        make_item(make_exercise(home=home)), facts=make_facts(helper=helper), rule=Rule.V05
    )
    assert [problem.field for problem in found] == ([field] if field else [])


def test_v05_does_not_ask_about_home_when_it_is_done_in_clinic():
    item = make_item(make_exercise(home=HomeRule.NO), where=Where.CLINIC)
    assert problems_of(item, rule=Rule.V05) == []


def test_v05_a_new_task_of_a_high_level_is_done_in_clinic_first():
    level = make_level(7, home=HomeRule.CLINIC_FIRST)
    item = make_item(make_exercise(level=7))
    assert only(problems_of(item, level=level, rule=Rule.V05)).about == "clinic_first"
    known = make_facts(exercises_before=frozenset({"sit-to-stand"}))
    assert problems_of(item, level=level, facts=known, rule=Rule.V05) == []
    older = make_item(make_exercise(level=1))
    assert problems_of(older, level=level, rule=Rule.V05) == []


@pytest.mark.parametrize(
    ("category", "checklist"),
    [(Category.TREADMILL, "treadmill"), (Category.AQUATIC, "pool"), (Category.STAIRS, "stairs")],
)
def test_v06_treadmill_pool_and_stairs_need_their_own_checklist(category, checklist):
    item = make_item(make_exercise(category=category))
    assert only(problems_of(item, rule=Rule.V06)).about == checklist
    valid = make_facts(valid_checklists=frozenset({checklist}))
    assert problems_of(item, facts=valid, rule=Rule.V06) == []


def test_v07_minutes_above_the_level_are_refused():
    long = make_item(backward(), dose=Dose(sets=6, distance_m=3, duration_min=Decimal("10.5")))
    problem = only(problems_of(long, rule=Rule.V07))
    assert problem.field == "backward_min"
    assert problem.limit == "10 min"
    assert "10.5 backward minutes" in problem.message


def test_v07_minutes_above_a_reduced_dose_are_refused_though_the_level_allows_them():
    facts = make_facts(helper=TRAINED_ANNA, dose_ceiling_min=Decimal("4.5"))
    assert only(problems_of(make_item(backward()), facts=facts, rule=Rule.V07)).limit == "4.5 min"
    as_reduced = make_facts(helper=TRAINED_ANNA, dose_ceiling_min=Decimal(5))
    assert problems_of(make_item(backward()), facts=as_reduced, rule=Rule.V07) == []


def test_v07_minutes_of_other_exercises_do_not_count():
    march = make_exercise("warm-up-march", limits=make_limits(duration_min=span(2, 30)))
    item = make_item(march, dose=Dose(duration_min=Decimal(20)))
    assert problems_of(item, rule=Rule.V07) == []


def test_v08_a_second_new_exercise_needs_a_tick():
    items = (make_item(), make_item(make_exercise("heel-raise", names={"en": "Heel", "es": "T"})))
    facts = make_facts(exercises_before=frozenset({"other"}))
    problem = only(problems_of(*items, facts=facts, rule=Rule.V08))
    assert problem.severity is Severity.WARNING
    assert "Sit to stand, Heel" in problem.message
    one_new = make_facts(exercises_before=frozenset({"heel-raise"}))
    assert problems_of(*items, facts=one_new, rule=Rule.V08) == []


def test_v08_in_a_first_routine_everything_is_new_and_it_only_says_how_to_begin():
    items = (make_item(), make_item(make_exercise("heel-raise")))
    assert only(problems_of(*items, rule=Rule.V08)).severity is Severity.INFO


def test_v09_fewer_than_three_days_of_balance_or_strength_is_said_but_refuses_nothing():
    found = problems_of(make_item(), clinic_days=2, home_days=0, rule=Rule.V09)
    assert [(p.about, p.severity) for p in found] == [
        ("balance", Severity.INFO),
        ("strength", Severity.INFO),
    ]
    assert "Balance work on 0 days" in found[0].message


@pytest.mark.parametrize(
    ("reason", "severity"), [("", Severity.ERROR), ("Lives up one step", Severity.WARNING)]
)
def test_v10_backward_stairs_and_the_sled_need_a_typed_reason_and_a_tick(reason, severity):
    item = make_item(make_exercise("sled-drag-backward"), reason=reason)
    problem = only(problems_of(item, rule=Rule.V10))
    assert problem.severity is severity
    assert problem.field == "reason"


def test_v11_no_backward_exercise_with_eyes_closed():
    assert problems_of(make_item(backward(eyes_closed=True)), rule=Rule.V11)
    assert problems_of(make_item(make_exercise(eyes_closed=True)), rule=Rule.V11) == []


def test_v11_no_backward_walking_outdoors_alone():
    outdoors = make_item(backward(outdoors=True))
    assert only(problems_of(outdoors, facts=make_facts(), rule=Rule.V11)).field == "helper"
    assert problems_of(outdoors, facts=make_facts(helper=ANNA), rule=Rule.V11) == []
    in_clinic = make_item(backward(outdoors=True), where=Where.CLINIC)
    assert problems_of(in_clinic, facts=make_facts(), rule=Rule.V11) == []


def at_home(exercise, effect, **facts):
    return problems_of(
        make_item(exercise), facts=make_facts(effects=[effect], **facts), rule=Rule.V12
    )


def test_v12_supervised_only_wants_a_named_helper_for_backward_exercises_at_home():
    assert only(at_home(backward(), Effect.SUPERVISED_ONLY)).field == "helper"
    assert at_home(backward(), Effect.SUPERVISED_ONLY, helper=ANNA) == []
    assert at_home(make_exercise(), Effect.SUPERVISED_ONLY) == []


def test_v12_high_risk_wants_a_helper_and_three_sessions_in_clinic_before_anything_at_home():
    fields = [p.field for p in at_home(make_exercise(), Effect.HIGH_RISK, clinic_sessions=2)]
    assert fields == ["helper", "where"]
    assert at_home(make_exercise(), Effect.HIGH_RISK, helper=ANNA, clinic_sessions=3) == []


def test_v12_clinic_only_keeps_backward_exercises_away_from_home():
    assert only(at_home(backward(), Effect.CLINIC_ONLY, helper=ANNA)).field == "where"
    assert at_home(make_exercise(), Effect.CLINIC_ONLY) == []


def test_v12_who_has_no_helper_does_worktop_work_only_at_home():
    corridor = backward(home=HomeRule.YES_CLEAR_CORRIDOR)
    assert only(at_home(corridor, Effect.NO_HELPER)).field == "where"
    assert at_home(backward(home=HomeRule.YES_AT_WORKTOP), Effect.NO_HELPER) == []


def test_v12_one_helper_cannot_guard_who_needs_a_harness():
    guarded = backward(home=HomeRule.WITH_HELPER)
    assert only(at_home(guarded, Effect.NEEDS_HARNESS, helper=ANNA)).field == "where"
    assert at_home(make_exercise(), Effect.NEEDS_HARNESS) == []


def test_v12_does_not_ask_about_home_when_it_is_done_in_clinic():
    item = make_item(backward(), where=Where.CLINIC)
    facts = make_facts(effects=[Effect.HIGH_RISK, Effect.CLINIC_ONLY, Effect.NO_HELPER])
    assert problems_of(item, facts=facts, rule=Rule.V12) == []


@pytest.mark.parametrize(
    ("effect", "guards", "refused"),
    [
        (Effect.NO_GAIT_BELT, (), True),
        (Effect.NO_GAIT_BELT, (Guard.TWO_STAFF,), True),
        (Effect.NO_GAIT_BELT, (Guard.HANDS_AT_PELVIS,), False),
        (Effect.NO_GAIT_BELT, (Guard.HARNESS,), False),
        (Effect.NEEDS_HARNESS, (), True),
        (Effect.NEEDS_HARNESS, (Guard.HANDS_AT_PELVIS,), True),
        (Effect.NEEDS_HARNESS, (Guard.TWO_STAFF,), False),
        (Effect.NEEDS_HARNESS, (Guard.HARNESS,), False),
    ],
)
def test_v12_what_replaces_the_belt_or_the_one_person_is_chosen(effect, guards, refused):
    belted = backward(equipment=(Equipment.GAIT_BELT,), supervision=Supervision.THERAPIST_CONTACT)
    found = problems_of(
        make_item(belted, where=Where.CLINIC),
        facts=make_facts(effects=[effect]),
        guards=frozenset(guards),
        rule=Rule.V12,
    )
    assert [problem.field for problem in found] == (["guards"] if refused else [])


@pytest.mark.parametrize("effect", [Effect.NO_GAIT_BELT, Effect.NEEDS_HARNESS])
def test_v12_a_plan_without_belt_or_guard_needs_no_choice(effect):
    facts = make_facts(effects=[effect])
    assert problems_of(make_item(), facts=facts, rule=Rule.V12) == []


def test_a_dose_above_its_range_is_refused_and_one_below_needs_a_tick():
    found = problems_of(make_item(dose=Dose(sets=5, reps=4)), rule=Rule.DOSE_RANGE)
    assert [(p.field, p.severity, p.message) for p in found] == [
        ("sets", Severity.ERROR, "Enter 2 to 4 sets."),
        ("reps", Severity.WARNING, "Below the usual 5 to 10 times."),
    ]


def test_minutes_have_an_upper_limit_only_and_a_single_value_is_said_once():
    exercise = backward(limits=make_limits(distance_m=span(3, 3), duration_min=span(5, 10)))
    item = make_item(exercise, dose=Dose(distance_m=Decimal(4), duration_min=Decimal(11)))
    messages = [p.message for p in problems_of(item, rule=Rule.DOSE_RANGE)]
    assert messages == ["Enter 3 m.", "Enter 10 min or less."]


def test_a_backward_exercise_always_has_minutes():
    exercise = backward(limits=make_limits(sets=span(2, 4)))
    without = make_item(exercise, dose=Dose(sets=2))
    assert only(problems_of(without, rule=Rule.DOSE_RANGE)).field == "duration_min"


@pytest.mark.parametrize(("home_days", "severity"), [(0, None), (3, Severity.ERROR), (2, None)])
def test_more_days_than_the_level_are_refused(home_days, severity):
    found = problems_of(make_item(), home_days=home_days, rule=Rule.LEVEL_DAYS)
    assert [problem.severity for problem in found] == ([severity] if severity else [])


def test_fewer_days_than_the_level_need_a_tick():
    found = problems_of(make_item(), clinic_days=1, home_days=0, rule=Rule.LEVEL_DAYS)
    assert only(found).severity is Severity.WARNING


def test_an_empty_routine_is_refused():
    assert only(problems_of(rule=Rule.EMPTY)).message == "Add an exercise."


@pytest.mark.parametrize(
    ("where", "days", "place"),
    [
        (Where.HOME, {"home_days": 0}, "home"),
        (Where.CLINIC, {"clinic_days": 0, "home_days": 2}, "clinic"),
    ],
)
def test_an_exercise_without_a_day_is_refused(where, days, place):
    problem = only(problems_of(make_item(where=where), rule=Rule.EMPTY, **days))
    assert problem.field == "where"
    assert f"no {place} day" in problem.message


def test_a_tick_answers_a_warning_but_never_an_error():
    exercise = make_exercise(level=4, prerequisites=(criterion("berg", ">=", 36),))
    problems = find_problems(make_plan(make_item(exercise)), make_facts())
    keys = frozenset(problem.key for problem in problems)
    assert "V02:sit-to-stand:berg" in keys
    assert {p.rule for p in unanswered(problems, frozenset())} == {Rule.V01, Rule.V02}
    assert {p.rule for p in unanswered(problems, keys)} == {Rule.V01}


def test_a_plan_names_an_exercise_once_and_no_negative_days():
    with pytest.raises(ValueError, match="once"):
        make_plan(make_item(), make_item())
    with pytest.raises(ValueError, match="below 0"):
        make_plan(make_item(), home_days=-1)


def test_a_helper_has_a_name():
    with pytest.raises(ValueError, match="name"):
        Helper(name=" ")


def test_a_template_is_fitted_to_the_person_and_says_why():
    at_worktop = make_item(backward(home=HomeRule.WITH_TRAINED_HELPER))
    too_high = make_item(make_exercise("lunge", level=6))
    home_only = make_item(make_exercise("corridor", home=HomeRule.NO), where=Where.HOME)
    fitted = fit_to_person(make_plan(at_worktop, make_item(), too_high, home_only), make_facts())
    assert [(i.exercise.code, i.where) for i in fitted.plan.items] == [
        ("bw-worktop", Where.CLINIC),
        ("sit-to-stand", Where.CLINIC_OR_HOME),
    ]
    assert [p.exercise for p in fitted.moved] == ["bw-worktop"]
    assert [p.exercise for p in fitted.left_out] == ["lunge", "corridor"]


def test_home_days_go_when_nothing_is_left_to_do_at_home():
    item = make_item(backward(home=HomeRule.NO))
    fitted = fit_to_person(make_plan(item), make_facts())
    assert fitted.plan.home_days == 0
    assert replace(fitted.plan.items[0], where=Where.CLINIC) == fitted.plan.items[0]
