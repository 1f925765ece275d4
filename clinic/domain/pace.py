"""How fast the rules let a person through a template: the plan beside the likely pace.

A template is a planned path. The decision table steps up only after each level's session logs, its
days, and its target dose, and raises the dose once in two session logs.

Source: Stepback programme, sections 3.2 (increase), 3.4 (H14, H17, H18) and 3.6 [?].
"""

from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import Final

from clinic.domain.dose_actions import DoseAction, minutes_after
from clinic.domain.ladder import Ladder
from clinic.domain.templates import TemplateDefinition

DAYS_PER_WEEK: Final = 7
LOGS_PER_INCREASE: Final = 2  # the last two green, done at the present dose
LOGS_AT_TARGET: Final = 2  # of the last three, done at the target


@dataclass(frozen=True, kw_only=True, slots=True)
class LevelPace:
    """One level of a template: what it plans, and what the rules ask for when all goes well.

    Attributes:
        trainings: the fewest session logs after which the rules propose a step up.
        likely_weeks: the weeks that takes at the template's days a week, whole weeks.
    """

    level: int
    planned_weeks: int
    trainings: int
    likely_weeks: int


def likely_pace(
    template: TemplateDefinition, *, ladder: Ladder, from_level: int
) -> tuple[LevelPace, ...]:
    """Plan and likely pace of each level from one on, in order.

    Every training is taken to be green and every test in time; three perfect trainings may step up
    sooner (A02). A level that the template repeats later is counted once, with all its weeks.

    Args:
        template: the planned path.
        ladder: what each level asks for.
        from_level: where the person starts; lower levels are left out.

    Source: Stepback programme, sections 3.2 and 3.4 [?].
    """
    days = int(template.clinic_days.start + template.home_days.start)
    planned: dict[int, int] = {}
    for block in template.blocks:
        first, last = block.weeks
        planned[block.level] = planned.get(block.level, 0) + last - first + 1
    return tuple(
        LevelPace(
            level=level,
            planned_weeks=weeks,
            trainings=(trainings := least_trainings(level, ladder=ladder)),
            likely_weeks=_weeks(trainings, ladder.level(level).min_days, days_per_week=days),
        )
        for level, weeks in sorted(planned.items())
        if level >= from_level
    )


def least_trainings(level: int, *, ladder: Ladder) -> int:
    """The fewest session logs at a level before a step up, from its starting dose.

    Raises:
        UnknownLevel: the ladder has no such level.

    Source: Stepback programme, section 3.4: H17 (least logs), H18 (target dose shown) [?].
    """
    definition = ladder.level(level)
    minutes, increases = definition.minutes.start, 0
    while minutes < definition.minutes.target:
        minutes = minutes_after(DoseAction.INCREASE, minutes, level=level, ladder=ladder)
        increases += 1
    return max(definition.min_sessions, increases * LOGS_PER_INCREASE + LOGS_AT_TARGET)


def _weeks(trainings: int, least_days: int, *, days_per_week: int) -> int:
    by_logs = ceil(Decimal(trainings) / max(days_per_week, 1))
    return max(by_logs, ceil(Decimal(least_days) / DAYS_PER_WEEK))
