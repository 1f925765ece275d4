"""A chart in words: the sentence for who cannot see it, the title of a point, the table."""

from typing import Final

from clinic.plotting.marks import ChartRow
from clinic.plotting.scales import day_label
from clinic.plotting.values import OUTCOME_WORDS, Better, Outcome, TrendChart, TrendPoint

# A sentence that tells every odd result of a year is not listened to; the table has them all.
UNUSUAL_TOLD: Final = 5


def chart_sentence(chart: TrendChart, *, with_year: bool = False) -> str:
    """Everything the picture says, as one text: series, change, error, line, what happened.

    Args:
        chart: the chart in question.
        with_year: whether days carry their year.
    """
    parts = [_heading(chart), _course(chart, with_year=with_year)]
    if chart.mdc_label:
        parts.append(_as_sentence(chart.mdc_label))
    if chart.cut_off:
        parts.append(f"Line: {chart.cut_off.label}.")
    if chart.norm:
        parts.append(_as_sentence(chart.norm.label))
    parts.extend(_happenings(chart, with_year=with_year))
    return " ".join(part for part in parts if part)


def point_title(point: TrendPoint, *, unit: str = "", with_year: bool = False) -> str:
    """One result in words: day, value, conditions."""
    value = _value_words(point, unit)
    remark = point_remark(point)
    return f"{day_label(point.on, with_year=with_year)}: {value}" + (
        f", {remark}" if remark else ""
    )


def row_title(row: ChartRow, point: TrendPoint, *, unit: str = "") -> str:
    """The same from the row of the table, where it is made already."""
    value = f"{row.value} {unit}" if unit and point.outcome is Outcome.COMPLETED else row.value
    return f"{row.day}: {value}, {row.remark}" if row.remark else f"{row.day}: {value}"


def point_remark(point: TrendPoint) -> str:
    """Conditions, comparability and amendment of a result; empty for a plain one."""
    remarks = [point.conditions] if point.conditions else []
    if not point.comparable:
        remarks.append("not compared")
    if point.amended:
        remarks.append("amended")
    return ", ".join(remarks)


def chart_rows(chart: TrendChart, *, with_year: bool = False) -> tuple[ChartRow, ...]:
    """The table beside the picture: every result, by day."""
    points = sorted(chart.points, key=lambda point: point.on)
    return tuple(
        ChartRow(
            day_label(point.on, with_year=with_year), _value_words(point, ""), point_remark(point)
        )
        for point in points
    )


def _as_sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _heading(chart: TrendChart) -> str:
    unit = f" in {chart.unit_words}" if chart.unit_words else ""
    return f"{chart.title}{unit}, {Better(chart.better).value} is better."


def _course(chart: TrendChart, *, with_year: bool) -> str:
    points = sorted(chart.points, key=lambda point: point.on)
    if not points:
        return "No result yet."
    unusual = [point for point in points[1:-1] if _is_unusual(point)][-UNUSUAL_TOLD:]
    told = [points[0], *unusual, *points[1:][-1:]]
    course = ", ".join(
        f"{_told_value(point)} on {day_label(point.on, with_year=with_year)}" for point in told
    )
    count = f" ({len(points)} results)" if len(points) > len(told) else ""
    verdict = ", ".join(part for part in (chart.verdict, chart.position) if part)
    return f"{course}{count}: {verdict}." if verdict else f"{course}{count}."


def _is_unusual(point: TrendPoint) -> bool:
    return point.outcome is not Outcome.COMPLETED or not point.comparable


def _told_value(point: TrendPoint) -> str:
    value, remark = _value_words(point, ""), point_remark(point)
    return f"{value} ({remark})" if remark else value


def _value_words(point: TrendPoint, unit: str) -> str:
    if point.outcome is Outcome.INCOMPLETE and point.value_label:
        return point.value_label  # how many items of how many
    if point.outcome is not Outcome.COMPLETED:
        return OUTCOME_WORDS[point.outcome]
    return f"{point.value_label} {unit}".strip()


def _happenings(chart: TrendChart, *, with_year: bool) -> list[str]:
    said = [
        f"Level {span.level} from {day_label(span.starts_on, with_year=with_year)}."
        for span in chart.events.levels
    ]
    said.extend(
        f"Paused from {day_label(pause.starts_on, with_year=with_year)}"
        + (f" to {day_label(pause.ends_on, with_year=with_year)}." if pause.ends_on else ".")
        for pause in chart.events.pauses
    )
    said.extend(
        _as_sentence(f"{fall.label} on {day_label(fall.on, with_year=with_year)}")
        for fall in chart.events.falls
    )
    said.extend(
        _as_sentence(f"{event.label} on {day_label(event.on, with_year=with_year)}")
        for event in chart.events.others
    )
    return said
