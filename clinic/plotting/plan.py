"""The plan of a trend chart: plot edges and scales, before anything is drawn."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from clinic.plotting.labels import text_width
from clinic.plotting.scales import Scale, Tick, padded, tick_labels, time_range, value_ticks
from clinic.plotting.values import (
    ChartEvents,
    CutOff,
    LevelSpan,
    Outcome,
    Pause,
    Side,
    TrendChart,
    TrendPoint,
)

POINT_RADIUS: Final = 4.0
# Many results get smaller points, so that each is still seen.
SMALLER_POINTS: Final = ((40, 2.4), (20, 3.0))
SHARE_OF_DAYS_BESIDE: Final = 0.05
ROOM_ABOVE_EM: Final = 2.2
ROOM_BELOW_EM: Final = 4.95
LABEL_ROOM_EM: Final = 1.9
TICK_ROOM_EM: Final = 1.25
NO_VALUES: Final = (0.0, 1.0)
LEFT_EM: Final = 3.4
RIGHT_EM: Final = 4.1


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """Edges of the plot, both scales, and the results in drawing order with their places."""

    left: float
    right: float
    top: float
    bottom: float
    days: Scale
    values: Scale
    first_day: date
    last_day: date
    value_ticks: tuple[Tick, ...]
    radius: float
    placed: tuple[tuple[TrendPoint, float], ...]

    def day_at(self, day: date) -> float:
        """The place of a day, kept inside the plot."""
        return min(max(self.days(day.toordinal()), self.left), self.right)

    @property
    def with_year(self) -> bool:
        """Whether days need their year to be told apart."""
        return self.first_day.year != self.last_day.year


def plan_chart(chart: TrendChart) -> Plan:
    """Lays out the axes so that every result, the cut-off and the error band are visible."""
    size = chart.frame.text_size
    low, high = _value_range(chart)
    ticks = () if (low, high) == NO_VALUES else value_ticks(low, high, step=chart.step)
    ticks = _inside_scale(ticks, chart)
    labels = tick_labels(ticks)
    first, last = _days(chart)
    widest = max((text_width(label, size) for label in labels), default=0)
    # Most charts share these margins, so that the time axes of a page stand under one another.
    left = max(widest + size * TICK_ROOM_EM, size * LEFT_EM)
    right = chart.frame.width - max(_room_for_last_value(chart), size * RIGHT_EM)
    top, bottom = size * ROOM_ABOVE_EM, chart.frame.height - size * ROOM_BELOW_EM
    values = Scale(low, high, bottom, top)
    days = Scale(first.toordinal(), last.toordinal(), left, right)
    radius = _radius(chart)
    return Plan(
        left=round(left, 1),
        right=round(right, 1),
        top=round(top, 1),
        bottom=round(bottom, 1),
        days=days,
        values=values,
        first_day=first,
        last_day=last,
        value_ticks=tuple(map(Tick, map(values, ticks), labels)),
        radius=radius,
        placed=_placed(chart, days, radius),
    )


def cut_off_value(cut_off: CutOff, *, step: float) -> float:
    """Where the cut-off line runs.

    A measured value lies on the cut-off itself. Between whole numbers the line runs half a step
    off it, on the side that leaves the cut-off where its label says it belongs.
    """
    outward = 1 if cut_off.side is Side.BELOW else -1
    return cut_off.value + outward * (step / 2) * (1 if cut_off.inclusive else -1)


def error_band(chart: TrendChart) -> tuple[float, float] | None:
    """Baseline minus and plus the MDC, kept inside the instrument's scale."""
    if chart.baseline is None or chart.mdc is None:
        return None
    low, high = chart.baseline - chart.mdc, chart.baseline + chart.mdc
    if chart.least is not None:
        low = max(low, chart.least)
    if chart.most is not None:
        high = min(high, chart.most)
    return low, high


def _value_range(chart: TrendChart) -> tuple[float, float]:
    shown = [point.value for point in chart.points if point.value is not None]
    if chart.cut_off:
        shown.append(cut_off_value(chart.cut_off, step=chart.step))
    if chart.baseline is not None:
        shown.append(chart.baseline)
    shown.extend(error_band(chart) or ())
    if chart.norm:
        shown.extend((chart.norm.low, chart.norm.high))
    if not shown:
        shown = [end for end in (chart.least, chart.most) if end is not None]
    if not shown:
        return NO_VALUES
    low, high = padded(shown, step=chart.step)
    return _with_room_for_label(chart, low, high)


def _with_room_for_label(chart: TrendChart, low: float, high: float) -> tuple[float, float]:
    """A cut-off at the very edge gets room outside it, so that its label covers no result."""
    if chart.cut_off is None:
        return low, high
    line = cut_off_value(chart.cut_off, step=chart.step)
    size, height = chart.frame.text_size, chart.frame.height
    label = LABEL_ROOM_EM * size / (height - size * (ROOM_ABOVE_EM + ROOM_BELOW_EM))
    room = (high - low) * label
    return min(low, line - room), max(high, line + room)


def _inside_scale(ticks: tuple[float, ...], chart: TrendChart) -> tuple[float, ...]:
    least = chart.least if chart.least is not None else float("-inf")
    most = chart.most if chart.most is not None else float("inf")
    return tuple(tick for tick in ticks if least <= tick <= most)


def _days(chart: TrendChart) -> tuple[date, date]:
    days = [point.on for point in chart.points]
    days.extend(day for day in (chart.first_day, chart.last_day) if day)
    # Without an explicit range, what happened belongs to the picture as much as the results do.
    if chart.first_day is None or chart.last_day is None:
        days.extend(_event_days(chart.events))
    if not days:
        raise ValueError("a chart without results needs a first and a last day")
    first, last = time_range(days)
    room = timedelta(days=max(1, round((last - first).days * SHARE_OF_DAYS_BESIDE)))
    return first - room, last + room


def _event_days(events: ChartEvents) -> list[date]:
    days = [fall.on for fall in events.falls] + [event.on for event in events.others]
    spans: tuple[LevelSpan | Pause, ...] = (*events.levels, *events.pauses)
    for span in spans:
        days.append(span.starts_on)
        if span.ends_on:
            days.append(span.ends_on)
    return days


def _room_for_last_value(chart: TrendChart) -> float:
    size = chart.frame.text_size
    labels = {point.value_label for point in chart.points if point.outcome is Outcome.COMPLETED}
    widths = (text_width(label, size, bold=True) for label in labels)
    return max(widths, default=0) + size * 1.1


def _radius(chart: TrendChart) -> float:
    scale = chart.frame.text_size / 13
    for count, radius in SMALLER_POINTS:
        if len(chart.points) > count:
            return round(radius * scale, 2)
    return round(POINT_RADIUS * scale, 2)


def _placed(chart: TrendChart, days: Scale, radius: float) -> tuple[tuple[TrendPoint, float], ...]:
    by_day: dict[date, list[TrendPoint]] = {}
    for point in sorted(chart.points, key=lambda found: found.on):
        by_day.setdefault(point.on, []).append(point)
    placed = []
    for day, points in by_day.items():
        middle = days(day.toordinal())
        if len(points) == 1:
            placed.append((points[0], middle))
            continue
        for index, point in enumerate(points):
            # Two results on one day stand side by side, in the order they were taken.
            beside = (index - (len(points) - 1) / 2) * (2 * radius + 1.5)
            placed.append((point, round(middle + beside, 1)))
    return tuple(placed)
