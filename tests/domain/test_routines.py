from datetime import date
from decimal import Decimal

import pytest

from clinic.domain.dose import Dose, DoseField
from clinic.domain.exercises import Category, Mark
from clinic.domain.plan import Where
from clinic.domain.routines import (
    RoutineFacts,
    RoutineState,
    backward_minutes_per_week,
    balance_and_strength_minutes_per_week,
    balance_days,
    routine_state,
    strength_days,
)
from clinic.domain.templates import (
    Block,
    BlockDoesNotFit,
    BlockItem,
    ProgrammeWeek,
    TemplateDefinition,
    plan_from_block,
    programme_week,
    starting_dose,
)
from tests.domain.programme_cases import (
    backward,
    make_exercise,
    make_item,
    make_ladder,
    make_level,
    make_limits,
    make_plan,
    span,
)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, RoutineState.PRESCRIBED),
        ({"paused": True}, RoutineState.PAUSED),
        ({"event_to_review": True}, RoutineState.PAUSED),
        ({"superseded": True, "paused": True}, RoutineState.SUPERSEDED),
        ({"withdrawn": True, "paused": True}, RoutineState.WITHDRAWN),
        ({"withdrawn": True, "superseded": True}, RoutineState.WITHDRAWN),
    ],
)
def test_what_ended_a_routine_wins_over_what_interrupts_it(facts, state):
    assert routine_state(RoutineFacts(**facts)) is state


def test_an_exercise_is_done_where_it_is_done_and_no_more_often_than_it_allows():
    band = make_item(make_exercise(limits=make_limits(days_per_week=span(2, 3))))
    clinic = make_item(backward(), where=Where.CLINIC)
    home = make_item(make_exercise("heel-raise"), where=Where.HOME)
    plan = make_plan(band, clinic, home, clinic_days=2, home_days=2)
    assert [plan.days_for(item) for item in plan.items] == [3, 2, 2]
    assert plan.days_per_week == 4


def test_a_week_adds_up_from_the_days_each_exercise_is_done():
    walk = make_item(backward(), where=Where.CLINIC)
    balance = make_item(make_exercise("tandem-stand", category=Category.BALANCE))
    plan = make_plan(walk, balance, clinic_days=2, home_days=1)
    assert backward_minutes_per_week(plan) == Decimal(10)
    assert balance_and_strength_minutes_per_week(plan) == span(40, 55)
    assert (balance_days(plan), strength_days(plan)) == (3, 0)


def test_a_week_of_backward_walking_alone_counts_its_minutes_exactly():
    plan = make_plan(make_item(backward()))
    assert balance_and_strength_minutes_per_week(plan) == span(15, 15)


def test_a_backward_exercise_without_minutes_counts_none():
    plan = make_plan(make_item(backward(), dose=Dose(sets=6)))
    assert plan.backward_min == 0


def make_template(*items, backward_min=(8, 10)):
    return TemplateDefinition(
        code="moderate-community",
        version=1,
        name="",
        who="",
        weeks=2,
        track="overground",
        start_level=3,
        expected_end_level=3,
        per_week="",
        clinic_days=span(1, 2),
        home_days=span(2, 2),
        sources=(),
        mark=Mark.JUDGEMENT,
        blocks=(Block(weeks=(1, 2), level=1, backward_min=span(*backward_min), items=items),),
    )


def block_item(code, **amounts):
    return BlockItem(
        exercise=code,
        where=Where.CLINIC_OR_HOME,
        amounts={DoseField(name): Decimal(str(value)) for name, value in amounts.items()},
    )


def plan_of(template, *exercises):
    return plan_from_block(
        template,
        template.blocks[0],
        exercises={exercise.code: exercise for exercise in exercises},
        ladder=make_ladder(make_level(1)),
    )


def test_a_block_shares_its_minutes_among_its_backward_exercises():
    belt = backward("belt", limits=make_limits(sets=span(6, 10), duration_min=span(8, 12)))
    rail = backward("rail", limits=make_limits(sets=span(6, 10), duration_min=span(6, 10)))
    template = make_template(block_item("belt", sets=7), block_item("rail"))
    plan = plan_of(template, belt, rail)
    assert [(i.dose.sets, i.dose.duration_min) for i in plan.items] == [
        (7, Decimal("4.5")),
        (6, Decimal("3.5")),
    ]
    assert (plan.clinic_days, plan.home_days) == (1, 2)


def test_one_backward_exercise_takes_all_minutes_and_what_is_left_open_takes_its_start():
    tandem = backward("tandem", limits=make_limits(sets=span(2, 4), distance_m=span(2, 4)))
    plan = plan_of(make_template(block_item("tandem", sets=3)), tandem)
    dose = plan.items[0].dose
    assert (dose.sets, dose.distance_m, dose.duration_min) == (3, Decimal(2), Decimal(8))


def test_minutes_beside_sets_are_the_time_of_one_set():
    retro = backward("retro", limits=make_limits(sets=span(2, 3), duration_min=span(5, 10)))
    march = make_exercise("march", limits=make_limits(duration_min=span(2, 3)))
    template = make_template(
        block_item("retro", sets=3, duration_min=2), block_item("march", duration_min=3)
    )
    assert [item.dose.duration_min for item in plan_of(template, retro, march).items] == [6, 3]


def test_a_block_that_does_not_fit_the_library_is_refused():
    with pytest.raises(BlockDoesNotFit, match="no exercise"):
        plan_of(make_template(block_item("gone")))
    retro = backward("retro", limits=make_limits(sets=span(2, 3), duration_min=span(5, 10)))
    full = make_template(block_item("retro", sets=5, duration_min=2), block_item("bw-worktop"))
    with pytest.raises(BlockDoesNotFit, match="leave none to share"):
        plan_of(full, retro, backward())


def test_an_exercise_without_a_range_of_minutes_gets_its_share_all_the_same():
    without = backward("tandem", limits=make_limits(sets=span(2, 4)))
    template = make_template(block_item("tandem"), block_item("bw-worktop"))
    plan = plan_of(template, without, backward())
    assert [item.dose.duration_min for item in plan.items] == [Decimal("1.5"), Decimal("6.5")]


def test_beside_minutes_that_are_stated_the_others_get_what_is_left():
    retro = backward("retro", limits=make_limits(sets=span(2, 3), duration_min=span(5, 10)))
    left = make_template(block_item("retro", sets=3, duration_min=2), block_item("bw-worktop"))
    assert [i.dose.duration_min for i in plan_of(left, retro, backward()).items] == [6, 2]
    least = make_template(block_item("retro", sets=4, duration_min=2), block_item("bw-worktop"))
    assert [i.dose.duration_min for i in plan_of(least, retro, backward()).items] == [8, 1]


def test_an_exercise_added_by_hand_starts_at_the_start_of_its_range():
    dose = starting_dose(make_limits(sets=span(2, 4), hold_s=span(5, 15), rest_s=20))
    assert dose == Dose(sets=2, hold_s=5, rest_s=20)


def test_a_template_has_blocks_for_its_own_levels_only():
    template = make_template(block_item("belt"))
    assert template.blocks_for(1) == template.blocks
    assert template.blocks_for(2) == ()


@pytest.mark.parametrize(("day", "week"), [(2, 1), (8, 1), (9, 2), (29, 4)])
def test_the_first_seven_days_of_a_template_are_its_week_1(day, week):
    found = programme_week(make_template(), began_on=date(2026, 3, 2), today=date(2026, 3, day))
    assert found == ProgrammeWeek(number=week, of=2)
