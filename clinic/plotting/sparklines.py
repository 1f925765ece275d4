"""The small trend of a list row: band, line, points, the last one larger."""

from typing import Final

from clinic.plotting.marks import (
    ChartGeometry,
    CrossMark,
    CurveMark,
    DotMark,
    LineMark,
    Mark,
    RectMark,
)
from clinic.plotting.plan import cut_off_value, error_band
from clinic.plotting.results import NOT_ABLE
from clinic.plotting.scales import Scale, padded
from clinic.plotting.sentences import chart_rows, chart_sentence, point_title
from clinic.plotting.values import Better, Outcome, TrendChart, TrendPoint

WIDTH: Final = 128
HEIGHT: Final = 34
MARGIN: Final = 5.0
RADIUS: Final = 1.8
LAST_RADIUS: Final = 3.6


def sparkline_geometry(
    chart: TrendChart, *, width: float = WIDTH, height: float = HEIGHT
) -> ChartGeometry:
    """A trend without axes or words; its sentence and its table are those of the full chart."""
    points = sorted(chart.points, key=lambda point: point.on)
    marks: tuple[Mark, ...] = ()
    if points:
        marks = tuple(_marks(chart, points, width, height))
    return ChartGeometry(
        title=chart.title,
        width=width,
        height=height,
        text_size=chart.frame.text_size,
        sentence=chart_sentence(chart),
        value_heading=chart.unit or "Score",
        marks=marks,
        rows=chart_rows(chart),
    )


def _marks(chart: TrendChart, points: list[TrendPoint], width: float, height: float) -> list[Mark]:
    values = _value_scale(chart, points, height)
    days = _day_scale(points, width)
    band = error_band(chart)
    marks: list[Mark] = []
    if band:
        top = values(band[1])
        marks.append(RectMark("band", 0, top, width, round(values(band[0]) - top, 1)))
    if chart.cut_off:
        y = values(cut_off_value(chart.cut_off, step=chart.step))
        marks.append(LineMark("cutoff-fine", 0, y, width, y))
    marks.extend(_curves(points, days, values))
    worst = MARGIN if chart.better is Better.LOWER else height - MARGIN
    for point in points:
        x = days(point.on.toordinal())
        title = point_title(point, unit=chart.unit)
        if point.outcome in NOT_ABLE:
            marks.append(CrossMark("unable", x, worst, RADIUS * 1.5, title))
        elif point.value is not None:
            radius = LAST_RADIUS if point is points[-1] else RADIUS
            role = "point" if point.comparable else "hollow"
            marks.append(DotMark(role, x, values(point.value), radius, title))
    return marks


def _value_scale(chart: TrendChart, points: list[TrendPoint], height: float) -> Scale:
    shown = [point.value for point in points if point.value is not None]
    shown.extend(error_band(chart) or ())
    if chart.cut_off:
        shown.append(cut_off_value(chart.cut_off, step=chart.step))
    low, high = padded(shown or [0.0, 1.0], step=chart.step, share=0)
    if low == high:
        low, high = padded([low], step=chart.step)
    return Scale(low, high, height - MARGIN, MARGIN)


def _day_scale(points: list[TrendPoint], width: float) -> Scale:
    first, last = points[0].on.toordinal(), points[-1].on.toordinal()
    if first == last:
        first, last = first - 1, last + 1
    return Scale(first, last, MARGIN, width - MARGIN)


def _curves(points: list[TrendPoint], days: Scale, values: Scale) -> list[Mark]:
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point.outcome in NOT_ABLE:
            runs.append([])
        elif point.outcome is Outcome.COMPLETED and point.comparable and point.value is not None:
            runs[-1].append((days(point.on.toordinal()), values(point.value)))
    return [CurveMark("line-fine", tuple(run)) for run in runs if len(run) > 1]
