from decimal import Decimal

from clinic.domain.dose import Dose
from clinic.domain.plan_minutes import with_backward_minutes
from tests.domain.programme_cases import backward, make_exercise, make_item, make_limits, make_plan


def minutes(plan) -> dict[str, Decimal | None]:
    return {item.exercise.code: item.dose.duration_min for item in plan.items}


def test_the_minutes_are_shared_in_the_proportions_they_have():
    long = make_item(
        backward("bw-bars"), dose=Dose(sets=6, distance_m=Decimal(3), duration_min=Decimal(6))
    )
    short = make_item(
        backward("bw-worktop"), dose=Dose(sets=6, distance_m=Decimal(3), duration_min=Decimal(2))
    )
    plan = with_backward_minutes(make_plan(long, short, make_item()), Decimal(10))
    assert minutes(plan) == {
        "bw-bars": Decimal("7.5"),
        "bw-worktop": Decimal("2.5"),
        "sit-to-stand": None,
    }
    assert plan.backward_min == Decimal(10)


def test_an_exercise_without_minutes_is_weighed_by_where_its_range_starts():
    item = make_item(backward(), dose=Dose(sets=6, distance_m=Decimal(3)))
    assert with_backward_minutes(make_plan(item), Decimal(8)).backward_min == Decimal(8)
    unlimited = make_item(
        make_exercise("bw-x", counts_as_backward_minutes=True, limits=make_limits()),
        dose=Dose(sets=2, reps=5),
    )
    assert with_backward_minutes(make_plan(unlimited), Decimal(4)).backward_min == Decimal(4)


def test_a_plan_that_counts_nothing_stays_as_it_is():
    plan = make_plan(make_item())
    assert with_backward_minutes(plan, Decimal(8)) == plan
