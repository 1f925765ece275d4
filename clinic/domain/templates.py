"""Ready-made programmes: blocks of weeks, each a plan for one level."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clinic.domain.dose import Dose, DoseField, DoseLimits, Range, share_minutes
from clinic.domain.dose_actions import LEAST_MIN
from clinic.domain.exercises import ExerciseDefinition, Mark
from clinic.domain.ladder import Ladder
from clinic.domain.plan import PlannedItem, RoutinePlan, Where


class BlockDoesNotFit(ValueError):
    """A block names an exercise that does not exist, or minutes its exercises cannot share."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BlockItem:
    """One exercise of a block. `amounts` holds only what the template states itself.

    Beside sets, `duration_min` is the time of one set.
    """

    exercise: str
    where: Where
    amounts: Mapping[DoseField, Decimal]


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """What to do in each training of some weeks. `backward_min` runs from start to end of them."""

    weeks: tuple[int, int]
    level: int
    backward_min: Range
    items: tuple[BlockItem, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateDefinition:
    """A planned path of some weeks for one kind of person, in one version."""

    code: str
    version: int
    name: str
    who: str
    weeks: int
    track: str
    start_level: int
    expected_end_level: int
    per_week: str
    clinic_days: Range
    home_days: Range
    sources: tuple[str, ...]
    mark: Mark
    blocks: tuple[Block, ...]

    def blocks_for(self, level: int) -> tuple[Block, ...]:
        """The blocks at one level, in the order of their weeks; empty when there is none."""
        return tuple(block for block in self.blocks if block.level == level)


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgrammeWeek:
    """Which week of a template it is; later than its last week when it goes on for longer."""

    number: int
    of: int


def programme_week(template: TemplateDefinition, *, began_on: date, today: date) -> ProgrammeWeek:
    """The week of a template on a day; the first seven days are week 1.

    >>> from types import SimpleNamespace
    >>> twelve = SimpleNamespace(weeks=12)
    >>> programme_week(twelve, began_on=date(2026, 3, 2), today=date(2026, 3, 9))
    ProgrammeWeek(number=2, of=12)
    """
    return ProgrammeWeek(number=(today - began_on).days // 7 + 1, of=template.weeks)


def plan_from_block(
    template: TemplateDefinition,
    block: Block,
    *,
    exercises: Mapping[str, ExerciseDefinition],
    ladder: Ladder,
) -> RoutinePlan:
    """The plan a block stands for, before it is fitted to a person.

    The block's starting minutes are shared out among its backward exercises in proportion to the
    minutes each would start with alone. What the template leaves open takes the exercise's start.
    Days a week start at the template's lower end.

    Raises:
        BlockDoesNotFit: an exercise is unknown, or the minutes stated leave none to share.

    Source: Stepback programme, section 3.6; the shares are judgement [?].
    """
    chosen = [(item, _exercise(item.exercise, exercises)) for item in block.items]
    minutes = _shared_minutes(block, chosen)
    return RoutinePlan(
        level=ladder.level(block.level),
        items=tuple(
            PlannedItem(
                exercise=exercise,
                where=item.where,
                dose=_dose(item, exercise.limits, minutes.get(exercise.code)),
            )
            for item, exercise in chosen
        ),
        clinic_days=int(template.clinic_days.start),
        home_days=int(template.home_days.start),
    )


def starting_dose(limits: DoseLimits) -> Dose:
    """The dose an exercise starts with when it is added by hand."""
    return _dose_of({}, limits)


def _exercise(code: str, exercises: Mapping[str, ExerciseDefinition]) -> ExerciseDefinition:
    if code not in exercises:
        raise BlockDoesNotFit(f"no exercise {code}")
    return exercises[code]


def _shared_minutes(
    block: Block, chosen: list[tuple[BlockItem, ExerciseDefinition]]
) -> dict[str, Decimal]:
    counting = [pair for pair in chosen if pair[1].counts_as_backward_minutes]
    sharing = [
        exercise for item, exercise in counting if DoseField.DURATION_MIN not in item.amounts
    ]
    if not sharing:
        return {}
    stated = sum((_stated_minutes(item) for item, _ in counting), Decimal(0))
    # Where the template states more than its start for one exercise, the others get the least there
    # is, as far as the block's end allows.
    least = min(block.backward_min.target - stated, LEAST_MIN * len(sharing))
    total = max(block.backward_min.start - stated, least)
    if total <= 0:
        raise BlockDoesNotFit("the minutes stated leave none to share")
    limits = [exercise.limits.duration_min for exercise in sharing]
    weights = [LEAST_MIN if limit is None else limit.start for limit in limits]
    shares = share_minutes(total, weights)
    return {exercise.code: share for exercise, share in zip(sharing, shares, strict=True)}


def _stated_minutes(item: BlockItem) -> Decimal:
    minutes = item.amounts.get(DoseField.DURATION_MIN, Decimal(0))
    return minutes * item.amounts.get(DoseField.SETS, Decimal(1))


def _dose(item: BlockItem, limits: DoseLimits, backward_min: Decimal | None) -> Dose:
    amounts = dict(item.amounts)
    if backward_min is not None:
        amounts[DoseField.DURATION_MIN] = backward_min
    elif DoseField.DURATION_MIN in amounts and DoseField.SETS in amounts:
        amounts[DoseField.DURATION_MIN] *= amounts[DoseField.SETS]
    return _dose_of(amounts, limits)


def _dose_of(stated: Mapping[DoseField, Decimal], limits: DoseLimits) -> Dose:
    amounts = {
        field: stated.get(field, start)
        for field in DoseField
        if (start := _start(limits, field)) is not None or field in stated
    }
    return Dose(
        sets=_whole(amounts.get(DoseField.SETS)),
        reps=_whole(amounts.get(DoseField.REPS)),
        hold_s=_whole(amounts.get(DoseField.HOLD_S)),
        distance_m=amounts.get(DoseField.DISTANCE_M),
        duration_min=amounts.get(DoseField.DURATION_MIN),
        speed_km_per_h=amounts.get(DoseField.SPEED_KM_PER_H),
        grade_percent=amounts.get(DoseField.GRADE_PERCENT),
        load=limits.load,
        rest_s=limits.rest_s,
    )


def _start(limits: DoseLimits, field: DoseField) -> Decimal | None:
    found = limits.range_of(field)
    return None if found is None else found.start


def _whole(value: Decimal | None) -> int | None:
    return None if value is None else int(value)
