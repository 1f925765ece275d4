"""A plan's backward minutes set to a total: what a progression decision does to a routine."""

from dataclasses import replace
from decimal import Decimal

from clinic.domain.dose import share_minutes
from clinic.domain.plan import PlannedItem, RoutinePlan


def with_backward_minutes(plan: RoutinePlan, total_min: Decimal) -> RoutinePlan:
    """The plan with its practice minutes shared out anew, in the proportions it has now.

    An exercise that counts and has no minutes yet is weighed by where its range starts. A plan
    without an exercise that counts stays as it is.

    Args:
        plan: the plan to change.
        total_min: practice minutes in one training, a multiple of a half.

    Source: Stepback programme, section 3.2, unit; the shares are judgement [?].
    """
    counting = [item for item in plan.items if item.exercise.counts_as_backward_minutes]
    weights = [_weight(item) for item in counting]
    shares = dict(
        zip(
            (item.exercise.code for item in counting),
            share_minutes(total_min, weights) if counting else (),
            strict=True,
        )
    )
    return replace(
        plan,
        items=tuple(
            replace(item, dose=replace(item.dose, duration_min=shares[item.exercise.code] or None))
            if item.exercise.code in shares
            else item
            for item in plan.items
        ),
    )


def _weight(item: PlannedItem) -> Decimal:
    limit = item.exercise.limits.duration_min
    return item.backward_min or (limit.start if limit else Decimal(0)) or Decimal(1)
