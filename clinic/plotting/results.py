"""The results themselves: points, the line through them, crosses, and their labels."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

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


class Place(NamedTuple):
    """A result and where it stands."""

    point: TrendPoint
    x: float
    y: float

    @property
    def is_compared(self) -> bool:
        """Whether it has a number that may be joined with the others."""
        return self.point.value is not None and self.point.comparable


class Course(NamedTuple):
    """The results where they stand, in the order of days, and the lines through them."""

    places: tuple[Place, ...]
    lines: tuple[CurveMark, ...]


def course_of(chart: TrendChart, plan: Plan) -> Course:
    """Where every result and every line stands; asked for once and used by all that draws them."""
    places = tuple(Place(point, x, result_place(chart, plan, point)) for point, x in plan.placed)
    return Course(places, tuple(curves(places)))


def result_marks(
    chart: TrendChart, plan: Plan, course: Course, *, rows: Sequence[ChartRow]
) -> list[Mark]:
    """Lines first, then every result, so that no line covers a point; `rows` are its table."""
    marks: list[Mark] = list(course.lines)
    last = next((place for place in reversed(course.places) if place.is_compared), None)
    # Both are in the order of days.
    for place, row in zip(course.places, rows, strict=True):
        title = row_title(row, place.point, unit=chart.unit)
        marks.extend(_result(plan, place, title, is_last=place is last))
    return marks


def curves(places: Sequence[Place]) -> Iterator[CurveMark]:
    """The line through comparable results; it breaks where the patient was not able."""
    run: list[tuple[float, float]] = []
    for place in places:
        if place.point.outcome in NOT_ABLE:
            yield from _finished(run)
            run = []
        elif place.is_compared:
            run.append((place.x, place.y))
    yield from _finished(run)


def keep_results_clear(plan: Plan, placer: LabelPlacer, course: Course) -> None:
    """Tells the placer where the results and their lines are."""
    reach = plan.radius * REACH
    for _, x, y in course.places:
        placer.keep_clear(Box(x - reach, y - reach, x + reach, y + reach))
    for curve in course.lines:
        placer.keep_line_clear(curve.points)


def result_labels(plan: Plan, placer: LabelPlacer, course: Course) -> list[Mark]:
    """First and last value, then what was unusual: unable, other conditions.

    First and last are always written; a remark only where it covers nothing, since the point's
    title and the table carry it too.
    """
    compared = [place for place in course.places if place.is_compared]
    compared = compared or [place for place in course.places if place.point.value is not None]
    labels = []
    if compared:
        labels.append(_value_label(plan, placer, compared[-1], last=True))
    if len(compared) > 1:
        labels.append(_value_label(plan, placer, compared[0], last=False))
    tries: dict[str, int] = {}
    for point, x, y in course.places:
        words = OUTCOME_WORDS[point.outcome] or ("" if point.comparable else point.conditions)
        # A label that only repeats its neighbour is left to the title, and so is one that finds
        # no place: with thousands of results it is not sought at each of them.
        if not words or tries.get(words, 0) >= MOST_TRIES:
            continue
        label = placer.place("remark", words, _beside(plan, x, y))
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


def _result(plan: Plan, place: Place, title: str, *, is_last: bool) -> Iterator[Mark]:
    point, x, y = place
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


def _finished(run: list[tuple[float, float]]) -> Iterator[CurveMark]:
    if len(run) > 1:
        yield CurveMark("line", tuple(run))


def _value_label(plan: Plan, placer: LabelPlacer, place: Place, *, last: bool) -> Mark | None:
    spots = _spots_of_last(plan, place) if last else _spots_of_first(plan, place)
    return placer.place("value", place.point.value_label, spots, bold=True, must=True)


def _spots_of_last(plan: Plan, place: Place) -> tuple[Spot, ...]:
    (_, x, y), radius = place, plan.radius
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


def _spots_of_first(plan: Plan, place: Place) -> tuple[Spot, ...]:
    (_, x, y), radius = place, plan.radius
    start = x - radius / 2
    return (
        Spot(start, y - radius * ABOVE),
        Spot(start, y + radius * BELOW),
        Spot(x - radius * 1.8, y - radius * 0.6, "end"),
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
