"""Paints a chart geometry on paper: the same marks as on the screen, one by one."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from reportlab.lib.colors import Color

from clinic.plotting.marks import (
    ArrowMark,
    ChartGeometry,
    CrossMark,
    CurveMark,
    DotMark,
    LineMark,
    Mark,
    RectMark,
    TextMark,
    TriangleMark,
)
from reports import theme, typefaces
from reports.blocks.base import Block, Place, begin_text, put_line
from reports.tagging.canvas import TaggedCanvas
from reports.tagging.structure import Box
from reports.typefaces import Span


class _Look(NamedTuple):
    colour: Color
    width: float = 1.0
    dash: tuple[float, ...] = ()
    filled: bool = True
    strong: bool = False


LOOKS: Final[dict[str, _Look]] = {
    "band": _Look(theme.ERROR_BAND),
    "baseline": _Look(theme.BASELINE, 0.7),
    "norm": _Look(theme.BETTER),
    "norm-line": _Look(theme.SOFT_INK, 0.8, (1, 2)),
    "norm-label": _Look(theme.SOFT_INK),
    "axis": _Look(theme.AXIS, 0.7),
    "tick": _Look(theme.SOFT_INK),
    "arrow": _Look(theme.BETTER, 1.4),
    "better": _Look(theme.BETTER, strong=True),
    "band-label": _Look(theme.SOFT_INK),
    "cutoff": _Look(theme.CUT_OFF, 1.0, (4, 3)),
    "cutoff-label": _Look(theme.CUT_OFF, strong=True),
    "line": _Look(theme.INK, 1.4),
    "point": _Look(theme.INK),
    "hollow": _Look(theme.INK, 1.4, filled=False),
    "amended": _Look(theme.INK, 0.6, filled=False),
    "unable": _Look(theme.CUT_OFF, 1.8),
    "missing": _Look(theme.SOFT_INK, 1.4),
    "value": _Look(theme.INK, strong=True),
    "remark": _Look(theme.SOFT_INK),
    "level": _Look(theme.EVENT),
    "pause": _Look(theme.PAUSED),
    "event": _Look(theme.EVENT),
    "near-fall": _Look(theme.CUT_OFF, 1.0, filled=False),
    "fall": _Look(theme.CUT_OFF),
    "fall-word": _Look(theme.CUT_OFF, strong=True),
    "rule": _Look(theme.EVENT, 0.6, (0.7, 2)),
    "lane": _Look(theme.SOFT_INK),
}


class ChartFigure(Block):
    """One trend chart as a figure, with its whole sentence as alternative text."""

    def __init__(self, geometry: ChartGeometry, *, space_before: float = 0) -> None:
        self._geometry = geometry
        self.space_before = space_before

    def height(self, width: float) -> float:
        return self._geometry.height * self._scale(width)

    def draw(self, canvas: TaggedCanvas, place: Place) -> None:
        geometry, scale = self._geometry, self._scale(place.width)
        bottom = place.top - geometry.height * scale
        figure = canvas.element("Figure", alt=theme.text(geometry.sentence))
        figure.box = Box(place.x, bottom, place.x + geometry.width * scale, place.top)
        with canvas.marked(figure):
            canvas.saveState()
            canvas.translate(place.x, bottom)
            canvas.scale(scale, scale)
            paint(canvas, geometry.marks, height=geometry.height, text_size=geometry.text_size)
            canvas.restoreState()

    def _scale(self, width: float) -> float:
        return min(1.0, width / self._geometry.width)


def paint(canvas: TaggedCanvas, marks: Sequence[Mark], *, height: float, text_size: float) -> None:
    """Paints marks in their order; their y runs down from `height`, the canvas's runs up."""
    painter = _Painter(canvas, height, text_size)
    for mark in marks:
        painter.paint(mark)


class _Painter:
    def __init__(self, canvas: TaggedCanvas, height: float, text_size: float) -> None:
        self._canvas = canvas
        self._height = height
        self._size = text_size
        self._by_kind: dict[str, Callable[..., None]] = {
            "rect": self._rect,
            "line": self._line,
            "curve": self._curve,
            "dot": self._dot,
            "cross": self._cross,
            "triangle": self._triangle,
            "arrow": self._arrow,
            "text": self._text,
        }

    def paint(self, mark: Mark) -> None:
        look = LOOKS[mark.role]
        self._by_kind[mark.kind](mark, look)

    def _pen(self, look: _Look) -> None:
        self._canvas.setStrokeColor(look.colour)
        self._canvas.setLineWidth(look.width)
        self._canvas.setDash(*look.dash)

    def _rect(self, mark: RectMark, look: _Look) -> None:
        self._canvas.setFillColor(look.colour)
        bottom = self._height - mark.y - mark.height
        self._canvas.rect(mark.x, bottom, mark.width, mark.height, stroke=0, fill=1)

    def _line(self, mark: LineMark, look: _Look) -> None:
        self._pen(look)
        self._canvas.line(mark.x1, self._height - mark.y1, mark.x2, self._height - mark.y2)

    def _curve(self, mark: CurveMark, look: _Look) -> None:
        self._pen(look)
        self._canvas.setLineJoin(1)
        self._open_path([(x, self._height - y) for x, y in mark.points])

    def _dot(self, mark: DotMark, look: _Look) -> None:
        self._pen(look)
        # A hollow point is white inside, so that the band and lines do not run through it.
        self._canvas.setFillColor(look.colour if look.filled else theme.WHITE)
        fill = 0 if mark.role == "amended" else 1
        stroke = 0 if look.filled else 1
        y = self._height - mark.y
        self._canvas.circle(mark.x, y, mark.radius, stroke=stroke, fill=fill)

    def _cross(self, mark: CrossMark, look: _Look) -> None:
        self._pen(look)
        x, y, arm = mark.x, self._height - mark.y, mark.arm
        self._canvas.line(x - arm, y - arm, x + arm, y + arm)
        self._canvas.line(x - arm, y + arm, x + arm, y - arm)

    def _triangle(self, mark: TriangleMark, look: _Look) -> None:
        self._pen(look)
        self._canvas.setFillColor(look.colour)
        y = self._height - mark.y
        path = self._canvas.beginPath()
        path.moveTo(mark.x, y)
        path.lineTo(mark.x + mark.half, y - mark.height)
        path.lineTo(mark.x - mark.half, y - mark.height)
        path.close()
        self._canvas.drawPath(path, stroke=int(not look.filled), fill=int(look.filled))

    def _arrow(self, mark: ArrowMark, look: _Look) -> None:
        self._pen(look)
        tail, head = self._height - mark.y_tail, self._height - mark.y_head
        back = -mark.wing if head > tail else mark.wing
        self._canvas.line(mark.x, tail, mark.x, head)
        self._open_path(
            [(mark.x - mark.wing, head + back), (mark.x, head), (mark.x + mark.wing, head + back)]
        )

    def _text(self, mark: TextMark, look: _Look) -> None:
        words = Span(theme.text(mark.text), look.strong)
        line = typefaces.break_lines((words,), self._size, float("inf"))[0]
        shift = {"start": 0.0, "middle": line.width / 2, "end": line.width}[mark.anchor]
        text = begin_text(self._canvas, look.colour)
        put_line(text, line, (mark.x - shift, self._height - mark.y), self._size)
        self._canvas.drawText(text)

    def _open_path(self, points: Sequence[tuple[float, float]]) -> None:
        path = self._canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        self._canvas.drawPath(path)
