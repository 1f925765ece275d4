"""The results themselves: points, the line through them, crosses, and their labels."""

from collections.abc import Iterator, Sequence
from typing import Final

from clinic.plotting.labels import Box, LabelPlacer, Spot
from clinic.plotting.marks import ChartRow, CrossMark, CurveMark, DotMark, LineMark, Mark
from clinic.plotting.plan import Plan
from clinic.plotting.sentences import row_title
from clinic.plotting.values import OUTCOME_WORDS, Better, Outcome, TrendChart, TrendPoint

LAST_POINT_LARGER: Final = 1.25
CROSS_ARM: Final = 1.25
RING: Final = 3.0
# Distances of a label's baseline from its point, in radii.
ABOVE: Final = 2.4
BELOW: Final = 4.2
FAR_ABOVE: Final = 6.0
FAR_BELOW: Final = 8.0
NEAR_EDGE: Final = 8.0
MOST_TRIES: Final = 20
REACH: Final = 1.25
NOT_ABLE: Final = (Outcome.UNABLE, Outcome.UNSAFE)


def result_marks(chart: TrendChart, plan: Plan, rows: Sequence[ChartRow]) -> list[Mark]:
    """Lines first, then every result, so that no line covers a point; `rows` are its table."""
    marks: list[Mark] = list(curves(plan))
    last = _last_compared(plan)
    # Both are in the order of days.
    for placed, row in zip(plan.placed, rows, strict=True):
        title = row_title(row, placed[0], unit=chart.unit)
        marks.extend(_result(chart, plan, *placed, title, is_last=placed is last))
    return marks


def curves(plan: Plan) -> Iterator[CurveMark]:
    """The line through comparable results; it breaks where the patient was not able."""
    run: list[tuple[float, float]] = []
    for point, x in plan.placed:
        if point.outcome in NOT_ABLE:
            yield from _finished(run)
            run = []
        elif point.value is not None and point.comparable:
            run.append((x, plan.values(point.value)))
    yield from _finished(run)


def keep_results_clear(plan: Plan, placer: LabelPlacer, chart: TrendChart) -> None:
    """Tells the placer where the results and their lines are."""
    for point, x in plan.placed:
        y = result_place(chart, plan, point)
        reach = plan.radius * REACH
        placer.keep_clear(Box(x - reach, y - reach, x + reach, y + reach))
    for curve in curves(plan):
        placer.keep_line_clear(curve.points)


def result_labels(chart: TrendChart, plan: Plan, placer: LabelPlacer) -> list[Mark]:
    """First and last value, then what was unusual: unable, other conditions.

    First and last are always written; a remark only where it covers nothing, since the point's
    title and the table carry it too.
    """
    compared = [(p, x) for p, x in plan.placed if p.value is not None and p.comparable]
    compared = compared or [(p, x) for p, x in plan.placed if p.value is not None]
    labels = []
    if compared:
        labels.append(_value_label(plan, placer, compared[-1], last=True))
    if len(compared) > 1:
        labels.append(_value_label(plan, placer, compared[0], last=False))
    tries: dict[str, int] = {}
    for point, x in plan.placed:
        words = OUTCOME_WORDS[point.outcome] or ("" if point.comparable else point.conditions)
        # A label that only repeats its neighbour is left to the title, and so is one that finds
        # no place: with thousands of results it is not sought at each of them.
        if not words or tries.get(words, 0) >= MOST_TRIES:
            continue
        label = placer.place("remark", words, _beside(plan, x, result_place(chart, plan, point)))
        tries[words] = MOST_TRIES if label else tries.get(words, 0) + 1
        if label:
            labels.append(label)
    return [label for label in labels if label]


def result_place(chart: TrendChart, plan: Plan, point: TrendPoint) -> float:
    """Height of a result in the drawing; a test without a number has its own."""
    if point.value is not None:
        return plan.values(point.value)
    if point.outcome in NOT_ABLE:
        inward = plan.radius * 2.25
        worst_is_up = chart.better is Better.LOWER
        return plan.top + inward if worst_is_up else plan.bottom - inward
    return plan.bottom


def _result(
    chart: TrendChart, plan: Plan, point: TrendPoint, x: float, title: str, *, is_last: bool
) -> Iterator[Mark]:
    y = result_place(chart, plan, point)
    radius = plan.radius
    if point.outcome in NOT_ABLE:
        yield CrossMark("unable", x, y, round(radius * CROSS_ARM, 2), title)
        return
    if point.value is None:
        yield LineMark("missing", x, round(y - radius, 1), x, round(y + radius, 1))
        return
    if point.amended:
        yield DotMark("amended", x, y, radius + RING)
    role = "point" if point.comparable else "hollow"
    yield DotMark(role, x, y, round(radius * LAST_POINT_LARGER, 2) if is_last else radius, title)


def _last_compared(plan: Plan) -> tuple[TrendPoint, float] | None:
    compared = [pair for pair in plan.placed if pair[0].value is not None and pair[0].comparable]
    return compared[-1] if compared else None


def _finished(run: list[tuple[float, float]]) -> Iterator[CurveMark]:
    if len(run) > 1:
        yield CurveMark("line", tuple(run))


def _value_label(
    plan: Plan, placer: LabelPlacer, placed: tuple[TrendPoint, float], *, last: bool
) -> Mark | None:
    point, x = placed
    if point.value is None:
        return None
    spots = _spots_of_last(plan, x, point.value) if last else _spots_of_first(plan, x, point.value)
    return placer.place("value", point.value_label, spots, bold=True, must=True)


def _spots_of_last(plan: Plan, x: float, value: float) -> tuple[Spot, ...]:
    y, radius = plan.values(value), plan.radius
    level, above, below = y + radius * 1.1, y - radius * ABOVE, y + radius * BELOW
    # Beyond the plot no line is in the way, but a value far from its point says nothing.
    is_near_edge = plan.right - x < radius * NEAR_EDGE
    return (
        Spot(x + radius * 2.3, level),
        *([Spot(plan.right + radius, level)] if is_near_edge else ()),
        Spot(x, above, "middle"),
        Spot(x, below, "middle"),
        Spot(x, y - radius * FAR_ABOVE, "middle"),
        Spot(x, y + radius * FAR_BELOW, "middle"),
    )


def _spots_of_first(plan: Plan, x: float, value: float) -> tuple[Spot, ...]:
    y, radius = plan.values(value), plan.radius
    start = x - radius / 2
    return (
        Spot(start, y - radius * ABOVE),
        Spot(start, y + radius * BELOW),
        Spot(x + radius * 2.3, y + radius * 1.1),
        Spot(start, y - radius * FAR_ABOVE),
        Spot(start, y + radius * FAR_BELOW),
    )


def _beside(plan: Plan, x: float, y: float) -> tuple[Spot, ...]:
    radius = plan.radius
    level = y + radius * 1.1
    return (
        Spot(x + radius * 2.25, level),
        Spot(x - radius * 2.25, level, "end"),
        Spot(x, y - radius * ABOVE, "middle"),
        Spot(x, y + radius * BELOW, "middle"),
    )
