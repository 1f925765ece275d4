"""Paints marks as SVG, and their table. The geometry decides everything; this only writes it down.

A page has hundreds of marks: written here in a tenth of the time that a template takes. Colours are
the style sheet's, by the class `chart__` and the mark's role.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from html import escape as escape_anew
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

if TYPE_CHECKING:
    from clinic.plotting.marks import (
        ArrowMark,
        ChartRow,
        CrossMark,
        CurveMark,
        DotMark,
        LineMark,
        Mark,
        RectMark,
        TextMark,
        TriangleMark,
    )

# A page has hundreds of days, values and remarks, and few that differ.
escape = lru_cache(maxsize=4096)(escape_anew)


def painted(marks: "Sequence[Mark]") -> Markup:
    """The shapes of a drawing, in painting order, to stand inside an `svg` element."""
    drawn = "".join([PAINTERS[mark.kind](mark) for mark in marks])
    return Markup(drawn)  # noqa: S704 - numbers and roles of ours; each painter escapes its words


def listed(rows: "Sequence[ChartRow]") -> Markup:
    """The same results as the rows of a table: day, value, remark."""
    written = "".join(
        [
            f'<tr><th scope="row">{escape(day)}</th><td class="number">{escape(value)}</td>'
            f'<td class="soft">{escape(remark)}</td></tr>'
            for day, value, remark in rows
        ]
    )
    return Markup(written)  # noqa: S704 - each cell is escaped above


def _title(words: str) -> str:
    return f"<title>{escape(words)}</title>" if words else ""


def _line(m: "LineMark") -> str:
    return f'<line class="chart__{m.role}" x1="{m.x1}" y1="{m.y1}" x2="{m.x2}" y2="{m.y2}"/>'


def _text(m: "TextMark") -> str:
    return (
        f'<text class="chart__{m.role}" x="{m.x}" y="{m.y}" text-anchor="{m.anchor}">'
        f"{escape(m.text)}</text>"
    )


def _dot(m: "DotMark") -> str:
    return (
        f'<circle class="chart__{m.role}" cx="{m.x}" cy="{m.y}" r="{m.radius}">'
        f"{_title(m.title)}</circle>"
    )


def _rect(m: "RectMark") -> str:
    return (
        f'<rect class="chart__{m.role}" x="{m.x}" y="{m.y}" width="{m.width}" '
        f'height="{m.height}">{_title(m.title)}</rect>'
    )


def _curve(m: "CurveMark") -> str:
    points = " ".join([f"{x},{y}" for x, y in m.points])
    return f'<polyline class="chart__{m.role}" points="{points}"/>'


def _cross(m: "CrossMark") -> str:
    arm, wide = m.arm, 2 * m.arm
    return (
        f'<path class="chart__{m.role}" d="M{m.x} {m.y}m-{arm}-{arm}l{wide} {wide}m0-{wide}'
        f'l-{wide} {wide}">{_title(m.title)}</path>'
    )


def _triangle(m: "TriangleMark") -> str:
    return (
        f'<path class="chart__{m.role}" d="M{m.x} {m.y}l{m.half} {m.height}h-{2 * m.half}z">'
        f"{_title(m.title)}</path>"
    )


def _arrow(m: "ArrowMark") -> str:
    back = m.wing if m.y_head < m.y_tail else -m.wing
    return (
        f'<path class="chart__{m.role}" d="M{m.x} {m.y_tail}V{m.y_head}m-{m.wing} {back}'
        f'L{m.x} {m.y_head}l{m.wing} {back}"/>'
    )


PAINTERS: Final[Mapping[str, Callable[[Any], str]]] = {
    "line": _line,
    "text": _text,
    "dot": _dot,
    "rect": _rect,
    "curve": _curve,
    "cross": _cross,
    "triangle": _triangle,
    "arrow": _arrow,
}
