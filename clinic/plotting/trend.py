"""The trend chart: one geometry for the screen and for paper."""

from functools import lru_cache
from typing import Final

from clinic.plotting.labels import Box, LabelPlacer, Spot, text_width
from clinic.plotting.lane import lane_marks
from clinic.plotting.marks import (
    ArrowMark,
    ChartGeometry,
    LineMark,
    Mark,
    RectMark,
    TextMark,
)
from clinic.plotting.plan import Plan, cut_off_value, error_band, plan_chart
from clinic.plotting.results import course_of, keep_results_clear, result_labels, result_marks
from clinic.plotting.scales import month_name, month_ticks
from clinic.plotting.sentences import chart_rows, chart_sentence
from clinic.plotting.values import Better, Side, TrendChart

# In parts of the text size.
TICK_EM: Final = 0.38
MONTH_EM: Final = 1.3
HEAD_LINE_EM: Final = 1.3
OVER_THE_PLOT_EM: Final = 0.6
# Where the label of a line may stand when a result is at both of its ends, as parts of the width.
BETWEEN_THE_ENDS: Final = (0.5, 0.4, 0.6, 0.3, 0.7)
ROOM_OF_A_MONTH_EM: Final = 3.0
ROOM_OF_A_NAME_EM: Final = 2.3


@lru_cache(maxsize=128)  # a person's charts are asked for again by the next page about them
def trend_geometry(chart: TrendChart) -> ChartGeometry:
    """The finished drawing of a trend: every result, the line, the error band, what happened.

    Raises:
        ValueError: there is neither a result nor a first and last day to draw an axis from.
    """
    plan = plan_chart(chart)
    size = chart.frame.text_size
    # Labels may reach a little over the plot, where only the word "better" stands.
    limits = Box(0, plan.top - size * OVER_THE_PLOT_EM, chart.frame.width, plan.bottom)
    placer = LabelPlacer(size=size, limits=limits)
    placer.keep_clear(Box(plan.left - 1, plan.top, plan.left + 1, plan.bottom))
    course = course_of(chart, plan)
    keep_results_clear(plan, placer, course)
    _keep_lines_clear(chart, plan, placer)
    values = result_labels(plan, placer, course)
    rows = chart_rows(chart, with_year=plan.with_year)
    marks = [
        *_ground(chart, plan),
        *_axes(chart, plan),
        *_head(chart, plan),
        *_cut_off(chart, plan, placer),
        *_norm_label(chart, plan, placer),
        *result_marks(chart, plan, course, rows=rows),
        *values,
        *lane_marks(chart, plan),
    ]
    return ChartGeometry(
        title=chart.title,
        width=chart.frame.width,
        height=chart.frame.height,
        text_size=size,
        sentence=chart_sentence(chart, with_year=plan.with_year),
        value_heading=chart.unit or "Score",
        marks=tuple(marks),
        rows=rows,
    )


def _ground(chart: TrendChart, plan: Plan) -> list[Mark]:
    marks: list[Mark] = []
    band = error_band(chart)
    if band:
        top, bottom = plan.values(band[1]), plan.values(band[0])
        width = round(plan.right - plan.left, 1)
        marks.append(
            RectMark("band", plan.left, top, width, round(bottom - top, 1), chart.mdc_label)
        )
    if chart.baseline is not None:
        y = plan.values(chart.baseline)
        marks.append(LineMark("baseline", plan.left, y, plan.right, y))
    if chart.norm and chart.norm.low == chart.norm.high:
        y = plan.values(chart.norm.low)
        marks.append(LineMark("norm-line", plan.left, y, plan.right, y))
    elif chart.norm:
        x, width = round(plan.right - 3, 1), 3
        top, bottom = plan.values(chart.norm.high), plan.values(chart.norm.low)
        marks.append(RectMark("norm", x, top, width, round(bottom - top, 1), chart.norm.label))
    return marks


def _axes(chart: TrendChart, plan: Plan) -> list[Mark]:
    size = chart.frame.text_size
    tick = round(size * TICK_EM, 1)
    marks: list[Mark] = []
    for place in plan.value_ticks:
        marks.append(LineMark("axis", round(plan.left - tick, 1), place.at, plan.left, place.at))
        x, y = round(plan.left - size * 0.6, 1), round(place.at + size * 0.35, 1)
        marks.append(TextMark("tick", x, y, place.label, "end"))
    marks.append(LineMark("axis", plan.left, plan.top, plan.left, plan.bottom))
    marks.append(LineMark("axis", plan.left, plan.bottom, plan.right, plan.bottom))
    marks.extend(_months(chart, plan, tick))
    return marks


def _months(chart: TrendChart, plan: Plan, tick: float) -> list[Mark]:
    size = chart.frame.text_size
    at_most = int((plan.right - plan.left) // (size * ROOM_OF_A_MONTH_EM))
    y = round(plan.bottom + size * MONTH_EM, 1)
    marks: list[Mark] = []
    ticks = month_ticks(plan.first_day, plan.last_day, at_most=at_most)
    for index, (day, label) in enumerate(ticks):
        x = plan.day_at(day)
        if index == 0 and x - plan.left > size * ROOM_OF_A_NAME_EM:
            # The month the axis begins in has its first day off the axis; its name stays.
            begun = month_name(plan.first_day)
            marks.append(TextMark("tick", plan.left, y, begun))
        marks.append(LineMark("axis", x, plan.bottom, x, round(plan.bottom + tick, 1)))
        # Near the right edge a label would leave the drawing.
        fits = x + text_width(label, size) <= chart.frame.width
        marks.append(TextMark("tick", x, y, label, "start" if fits else "end"))
    return marks


def _head(chart: TrendChart, plan: Plan) -> list[Mark]:
    size = chart.frame.text_size
    high, low = round(size * 0.45, 1), round(size * 1.4, 1)
    x, y = round(plan.left + size * 0.35, 1), round(size * HEAD_LINE_EM, 1)
    tail, head = (high, low) if chart.better is Better.LOWER else (low, high)
    marks: list[Mark] = [
        ArrowMark("arrow", x, tail, head, round(size * 0.35, 1)),
        TextMark("better", round(x + size * 0.75, 1), y, "better"),
    ]
    room = chart.frame.width - x - size * 4.5
    if chart.mdc_label and text_width(chart.mdc_label, size) < room:
        marks.append(TextMark("band-label", chart.frame.width - 4, y, chart.mdc_label, "end"))
    return marks


def _keep_lines_clear(chart: TrendChart, plan: Plan, placer: LabelPlacer) -> None:
    if chart.cut_off:
        y = plan.values(cut_off_value(chart.cut_off, step=chart.step))
        placer.keep_line_clear(((plan.left, y), (plan.right, y)))
    if chart.norm and chart.norm.low == chart.norm.high:
        y = plan.values(chart.norm.low)
        placer.keep_line_clear(((plan.left, y), (plan.right, y)), thin=True)


def _cut_off(chart: TrendChart, plan: Plan, placer: LabelPlacer) -> list[Mark]:
    if chart.cut_off is None:
        return []
    size = chart.frame.text_size
    y = plan.values(cut_off_value(chart.cut_off, step=chart.step))
    above, below = y - size * 0.45, y + size * 1.1
    # The label stands on the side it speaks of, unless a result is there.
    heights = (above, below) if chart.cut_off.side is Side.ABOVE else (below, above)
    ends = (
        spot
        for height in heights
        for spot in (Spot(plan.left + 6, height), Spot(plan.right - 2, height, "end"))
    )
    between = (
        Spot(plan.left + (plan.right - plan.left) * part, height, "middle")
        for height in heights
        for part in BETWEEN_THE_ENDS
    )
    spots = (*ends, *between)
    label = placer.place("cutoff-label", chart.cut_off.label, spots, bold=True, must=True)
    line = LineMark("cutoff", plan.left, y, plan.right, y)
    return [line, label] if label else [line]


def _norm_label(chart: TrendChart, plan: Plan, placer: LabelPlacer) -> list[Mark]:
    """The word at the line of a norm, where it covers nothing; the sentence has it anyway."""
    if chart.norm is None or not chart.norm.short:
        return []
    size = chart.frame.text_size
    y = plan.values(chart.norm.low)
    spots = [
        spot
        for height in (y - size * 0.35, y + size)
        for spot in (Spot(plan.right - 2, height, "end"), Spot(plan.left + 6, height))
    ]
    label = placer.place("norm-label", chart.norm.short, spots)
    return [label] if label else []
