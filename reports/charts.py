"""Paints a chart geometry on paper: the same marks as on the screen, one by one."""

from collections.abc import Callable, Sequence
from functools import lru_cache
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
from reports.blocks.base import Block, Place, put_line
from reports.tagging.canvas import TaggedCanvas
from reports.tagging.operators import circle, fill_code, open_path, path, pen_code
from reports.tagging.structure import Box
from reports.tagging.text import TaggedText
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
    """Writes the operators of each mark; a chart has a hundred, and most are a line or a dot."""

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
        self._by_kind[mark.kind](mark, LOOKS[mark.role])

    def _rect(self, mark: RectMark, look: _Look) -> None:
        bottom = self._height - mark.y - mark.height
        self._canvas.write(
            fill_code(look.colour),
            f"{mark.x:.2f} {bottom:.2f} {mark.width:.2f} {mark.height:.2f} re f",
        )

    def _line(self, mark: LineMark, look: _Look) -> None:
        start, end = (mark.x1, self._height - mark.y1), (mark.x2, self._height - mark.y2)
        self._canvas.write(_pen(look), open_path([start, end]))

    def _curve(self, mark: CurveMark, look: _Look) -> None:
        points = [(x, self._height - y) for x, y in mark.points]
        self._canvas.write(_pen(look), "1 j", open_path(points))

    def _dot(self, mark: DotMark, look: _Look) -> None:
        # A hollow point is white inside, so that the band and lines do not run through it.
        inside = fill_code(look.colour if look.filled else theme.WHITE)
        shown = "S" if mark.role == "amended" else "f" if look.filled else "B"
        move = f"q 1 0 0 1 {mark.x:.2f} {self._height - mark.y:.2f} cm"
        self._canvas.write(_pen(look), inside, move, circle(mark.radius), shown, "Q")

    def _cross(self, mark: CrossMark, look: _Look) -> None:
        x, y, arm = mark.x, self._height - mark.y, mark.arm
        rising = open_path([(x - arm, y - arm), (x + arm, y + arm)])
        falling = open_path([(x - arm, y + arm), (x + arm, y - arm)])
        self._canvas.write(_pen(look), rising, falling)

    def _triangle(self, mark: TriangleMark, look: _Look) -> None:
        x, y, low = mark.x, self._height - mark.y, self._height - mark.y - mark.height
        corners = path([(x, y), (x + mark.half, low), (x - mark.half, low)])
        shown = "f" if look.filled else "S"
        self._canvas.write(_pen(look), fill_code(look.colour), f"{corners} h {shown}")

    def _arrow(self, mark: ArrowMark, look: _Look) -> None:
        tail, head = self._height - mark.y_tail, self._height - mark.y_head
        back = head + (-mark.wing if head > tail else mark.wing)
        self._canvas.write(
            _pen(look),
            open_path([(mark.x, tail), (mark.x, head)]),
            open_path([(mark.x - mark.wing, back), (mark.x, head), (mark.x + mark.wing, back)]),
        )

    def _text(self, mark: TextMark, look: _Look) -> None:
        words = Span(theme.text(mark.text), look.strong)
        line = typefaces.break_lines((words,), self._size, float("inf"))[0]
        shift = {"start": 0.0, "middle": line.width / 2, "end": line.width}[mark.anchor]
        text = TaggedText(self._canvas, look.colour)
        put_line(text, line, (mark.x - shift, self._height - mark.y), self._size)
        text.show()


@lru_cache(maxsize=len(LOOKS))
def _pen(look: _Look) -> str:
    return pen_code(look.colour, look.width, look.dash)
