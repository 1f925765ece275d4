"""The lane under the time axis: levels, pauses, falls and near falls, other events."""

from datetime import date
from typing import Final

from clinic.plotting.labels import Box, LabelPlacer, Spot
from clinic.plotting.marks import LineMark, Mark, RectMark, TextMark, TriangleMark
from clinic.plotting.plan import Plan
from clinic.plotting.scales import day_label
from clinic.plotting.values import EventMark, FallMark, LevelSpan, Pause, TrendChart

# In parts of the text size, from the bottom of the drawing.
LANE_FLOOR_EM: Final = 1.92
LANE_LABEL_EM: Final = 0.54
FALL_TIP_EM: Final = 3.2
FALL_HEIGHT_EM: Final = 0.66
FALL_HALF_EM: Final = 0.42
EVENT_EM: Final = 0.54
THINNEST_LEVEL_EM: Final = 0.17
THICKER_PER_LEVEL_EM: Final = 0.065
PAUSE_EM: Final = 0.3
GAP: Final = 1.2


def lane_marks(chart: TrendChart, plan: Plan) -> list[Mark]:
    """Bars, pauses, triangles and rules, then their labels where there is room."""
    levels = [span for span in chart.events.levels if _overlaps(span, plan)]
    pauses = [pause for pause in chart.events.pauses if _overlaps(pause, plan)]
    falls = [fall for fall in chart.events.falls if plan.first_day <= fall.on <= plan.last_day]
    marks: list[Mark] = [_level_bar(chart, plan, span) for span in levels]
    marks.extend(_pause_bar(chart, plan, pause) for pause in pauses)
    marks.extend(_fall_triangle(chart, plan, fall) for fall in falls)
    marks.extend(
        _event_square(chart, plan, event)
        for event in chart.events.others
        if plan.first_day <= event.on <= plan.last_day
    )
    marks.extend(_change_rules(chart, plan))
    marks.extend(_labels(chart, plan, levels, pauses, falls))
    return marks


def _overlaps(span: LevelSpan | Pause, plan: Plan) -> bool:
    ends_on = span.ends_on or plan.last_day
    return span.starts_on <= plan.last_day and ends_on >= plan.first_day


def _ends(plan: Plan, span: LevelSpan | Pause) -> tuple[float, float]:
    start = plan.day_at(span.starts_on)
    end = plan.day_at(span.ends_on) if span.ends_on else plan.right
    return start, max(end, start + GAP)


def _floor(chart: TrendChart) -> float:
    return chart.frame.height - chart.frame.text_size * LANE_FLOOR_EM


def _level_bar(chart: TrendChart, plan: Plan, span: LevelSpan) -> RectMark:
    start, end = _ends(plan, span)
    ems = THINNEST_LEVEL_EM + THICKER_PER_LEVEL_EM * span.level
    thick = round(ems * chart.frame.text_size, 1)
    top = round(_floor(chart) - thick, 1)
    width = round(max(end - start - GAP, GAP), 1)
    return RectMark(
        "level", start, top, width, thick, f"Level {span.level} from {_day(plan, span)}"
    )


def _pause_bar(chart: TrendChart, plan: Plan, pause: Pause) -> RectMark:
    start, end = _ends(plan, pause)
    thick = round(PAUSE_EM * chart.frame.text_size, 1)
    width = round(max(end - start - GAP, GAP), 1)
    # The pale bar lies over the level's bar: the level stands, the training does not.
    top = round(_floor(chart) - thick, 1)
    return RectMark("pause", start, top, width, thick, f"Paused from {_day(plan, pause)}")


def _day(plan: Plan, span: LevelSpan | Pause) -> str:
    return day_label(span.starts_on, with_year=plan.with_year)


def _fall_triangle(chart: TrendChart, plan: Plan, fall: FallMark) -> TriangleMark:
    size = chart.frame.text_size
    return TriangleMark(
        "near-fall" if fall.near else "fall",
        plan.day_at(fall.on),
        round(chart.frame.height - size * FALL_TIP_EM, 1),
        round(size * FALL_HALF_EM, 2),
        round(size * FALL_HEIGHT_EM, 2),
        f"{day_label(fall.on, with_year=plan.with_year)}: {fall.label}",
    )


def _event_square(chart: TrendChart, plan: Plan, event: EventMark) -> RectMark:
    """A square, as high as the falls: told apart from them by its shape alone."""
    size = chart.frame.text_size
    side = round(size * EVENT_EM, 1)
    left = round(plan.day_at(event.on) - side / 2, 1)
    top = round(chart.frame.height - size * (FALL_TIP_EM - FALL_HEIGHT_EM) - side, 1)
    day = day_label(event.on, with_year=plan.with_year)
    return RectMark("event", left, top, side, side, f"{day}: {event.label}")


def _change_rules(chart: TrendChart, plan: Plan) -> list[Mark]:
    """A dotted rule where the level changed; where the first one began, nothing changed."""
    return [
        LineMark("rule", x, plan.top, x, round(_floor(chart), 1))
        for span in chart.events.levels[1:]
        if plan.first_day <= span.starts_on <= plan.last_day
        for x in (plan.day_at(span.starts_on),)
    ]


def _labels(
    chart: TrendChart,
    plan: Plan,
    levels: list[LevelSpan],
    pauses: list[Pause],
    falls: list[FallMark],
) -> list[Mark]:
    size, height = chart.frame.text_size, chart.frame.height
    placer = LabelPlacer(size=size, limits=Box(0, plan.bottom, chart.frame.width, height))
    placed: list[TextMark | None] = [
        _fall_word(chart, plan, placer, fall.on) for fall in falls if not fall.near
    ]
    baseline = height - size * LANE_LABEL_EM
    # The level of today matters most, so it takes its place first.
    for span in reversed(levels):
        spot = (Spot(plan.day_at(span.starts_on), baseline),)
        long, short = f"Level {span.level}", f"L{span.level}"
        wording = (short,) if chart.frame.narrow else (long, short)
        placed.append(_first_that_fits(placer, wording, spot))
    for pause in pauses:
        start, end = _ends(plan, pause)
        placed.append(
            placer.place("lane", "paused", (Spot((start + end) / 2, baseline, "middle"),))
        )
    return [mark for mark in placed if mark]


def _first_that_fits(
    placer: LabelPlacer, wording: tuple[str, ...], spots: tuple[Spot, ...]
) -> TextMark | None:
    for words in wording:
        mark = placer.place("lane", words, spots)
        if mark:
            return mark
    return None


def _fall_word(chart: TrendChart, plan: Plan, placer: LabelPlacer, day: date) -> TextMark | None:
    size = chart.frame.text_size
    y = chart.frame.height - size * (FALL_TIP_EM - FALL_HEIGHT_EM)
    x, away = plan.day_at(day), size * (FALL_HALF_EM + 0.3)
    return placer.place("fall-word", "fall", (Spot(x + away, y), Spot(x - away, y, "end")))
