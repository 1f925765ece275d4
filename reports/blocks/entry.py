"""Room for a hand: boxes to write a number in, lines to write on."""

from collections.abc import Sequence

import segno
from reportlab.lib.units import mm

from reports import theme, typefaces
from reports.blocks.base import Block, Place, baseline, put_line
from reports.blocks.prose import words
from reports.tagging.canvas import TaggedCanvas
from reports.tagging.structure import Box, Tag
from reports.tagging.text import TaggedText
from reports.theme import TextStyle
from reports.typefaces import Line

BOX_LINE = 1.5
LABEL_SHARE = 0.3
LABEL_PADDING = 2 * mm
# The line under a question that leads the eye to its boxes, and the least room round its words.
LABEL_LINE = 0.75
LABEL_AIR = 1.5 * mm
QUIET_ZONE = 4  # modules of white round a pattern; ISO/IEC 18004


class BoxGrid(Block):
    """A table of empty boxes: a question a row, a day a column."""

    def __init__(
        self,
        corner: str,
        columns: Sequence[str],
        rows: Sequence[str],
        *,
        style: TextStyle,
        box_height: float,
        label_share: float = LABEL_SHARE,
        space_before: float = 0,
    ) -> None:
        self._label_share = label_share
        self._corner = corner
        self._columns = tuple(columns)
        self._rows = tuple(rows)
        self._style = style
        self._box_height = box_height
        self.space_before = space_before

    def height(self, width: float) -> float:
        return self._head_height(width) + sum(self._heights(width))

    def draw(self, canvas: TaggedCanvas, place: Place) -> None:
        label = place.width * self._label_share
        head = self._head_height(place.width)
        with canvas.inside(Tag("Table")):
            with canvas.inside(canvas.element("TR")):
                self._draw_head(canvas, place, label, head)
            top = place.top - head
            for row, height in zip(self._rows, self._heights(place.width), strict=True):
                with canvas.inside(canvas.element("TR")):
                    self._draw_row(canvas, row, Place(place.x, top, place.width), height)
                top -= height

    def _draw_head(self, canvas: TaggedCanvas, place: Place, label: float, height: float) -> None:
        side = self._side(place.width)
        with canvas.marked(canvas.element("TH", scope="Column")):
            self._write(canvas, self._broken(self._corner, label), place.x, place.top, height)
        for index, column in enumerate(self._columns):
            lines = self._broken(column, side)
            left = place.x + label + side * index
            with canvas.marked(canvas.element("TH", scope="Column")):
                self._write(canvas, lines, left, place.top, height, room=side)

    def _draw_row(self, canvas: TaggedCanvas, row: str, place: Place, height: float) -> None:
        label, side = place.width * self._label_share, self._side(place.width)
        with canvas.artifact():
            canvas.setStrokeColor(theme.INK)
            canvas.setLineWidth(LABEL_LINE)
            low = place.top - height
            canvas.line(place.x, low, place.x + label, low)
        with canvas.marked(canvas.element("TH", scope="Row")):
            lines = self._broken(row, label - LABEL_PADDING)
            self._write(canvas, lines, place.x, place.top, height)
        for index in range(len(self._columns)):
            with canvas.marked(canvas.element("TD")):
                canvas.setStrokeColor(theme.INK)
                canvas.setLineWidth(BOX_LINE)
                left = place.x + label + side * index
                canvas.rect(left, place.top - height, side, height)

    def _write(
        self,
        canvas: TaggedCanvas,
        lines: Sequence[Line],
        left: float,
        top: float,
        height: float,
        *,
        room: float = 0,
    ) -> None:
        """Lines in the middle of their height; centred when there is a room to be centred in."""
        text = TaggedText(canvas, theme.INK)
        y = baseline(top - (height - len(lines) * self._style.leading) / 2, self._style)
        for line in lines:
            x = left + (room - line.width) / 2 if room else left
            put_line(text, line, (x, y), self._style.size)
            y -= self._style.leading
        text.show()

    def _broken(self, wording: str, room: float) -> Sequence[Line]:
        spans = words(wording, strong=self._style.strong)
        return typefaces.break_lines(spans, self._style.size, room)

    def _side(self, width: float) -> float:
        return width * (1 - self._label_share) / len(self._columns)

    def _head_height(self, width: float) -> float:
        side = self._side(width)
        return max(len(self._broken(c, side)) for c in self._columns) * self._style.leading + 2 * mm

    def _heights(self, width: float) -> list[float]:
        room = width * self._label_share - LABEL_PADDING
        return [
            max(self._box_height, len(self._broken(row, room)) * self._style.leading + LABEL_AIR)
            for row in self._rows
        ]


class CodePattern(Block):
    """A code as a square pattern for a reader; the same code stands beside it in letters."""

    def __init__(self, code: str, *, told: str, side: float) -> None:
        self._matrix = tuple(segno.make_qr(code, error="q", boost_error=False).matrix)
        self._told = told
        self._side = side

    def height(self, width: float) -> float:
        return min(self._side, width)

    def draw(self, canvas: TaggedCanvas, place: Place) -> None:
        side = self.height(place.width)
        left = place.x + place.width - side
        module = side / (len(self._matrix) + 2 * QUIET_ZONE)
        figure = canvas.element("Figure", alt=theme.text(self._told))
        figure.box = Box(left, place.top - side, left + side, place.top)
        with canvas.marked(figure):
            canvas.setFillColor(theme.INK)
            for down, row in enumerate(self._matrix, start=1 + QUIET_ZONE):
                for start, length in _runs(row):
                    x = left + (start + QUIET_ZONE) * module
                    y = place.top - down * module
                    canvas.rect(x, y, length * module, module, stroke=0, fill=1)


class WritingLines(Block):
    """A label, and lines to write on under it; an answer already known stands in their place.

    `beside` is the label of the neighbour of the same width: both get lines of one height.
    """

    def __init__(
        self,
        label: str,
        style: TextStyle,
        *,
        lines: int = 1,
        answer: str = "",
        line_height: float = 12 * mm,
        beside: str = "",
        space_before: float = 0,
    ) -> None:
        self._label = words(label, strong=True)
        self._beside = words(beside, strong=True)
        self._answer = words(answer)
        self._has_answer = bool(answer)
        self._style = style
        self._count = lines
        self._line_height = line_height
        self._tag = Tag("P")
        self.space_before = space_before

    def height(self, width: float) -> float:
        return self._label_height(width) + self._written_height(width)

    def draw(self, canvas: TaggedCanvas, place: Place) -> None:
        y = baseline(place.top, self._style)
        with canvas.marked(self._tag):
            text = TaggedText(canvas, theme.INK)
            for line in self._set(place.width):
                put_line(text, line, (place.x, y), self._style.size)
                y -= self._style.leading
            for line in self._answered(place.width):
                put_line(text, line, (place.x, y), self._style.size)
                y -= self._style.leading
            text.show()
        top = place.top - self._label_height(place.width)
        with canvas.artifact():
            canvas.setStrokeColor(theme.INK)
            canvas.setLineWidth(1)
            for index in range(1, self._count + 1):
                at = top - index * self._line_height
                if not self._has_answer:
                    canvas.line(place.x, at, place.x + place.width, at)

    def _set(self, width: float) -> Sequence[Line]:
        return typefaces.break_lines(self._label, self._style.size, width)

    def _label_height(self, width: float) -> float:
        neighbour = typefaces.break_lines(self._beside, self._style.size, width)
        return max(len(self._set(width)), len(neighbour)) * self._style.leading

    def _answered(self, width: float) -> Sequence[Line]:
        if not self._has_answer:
            return ()
        return typefaces.break_lines(self._answer, self._style.size, width)

    def _written_height(self, width: float) -> float:
        if self._has_answer:
            return len(self._answered(width)) * self._style.leading
        return self._count * self._line_height


def _runs(row: Sequence[int]) -> list[tuple[int, int]]:
    """The dark pieces of a row: their start and length in modules."""
    found, start = [], -1
    for index, is_dark in enumerate([*row, 0]):
        if is_dark and start < 0:
            start = index
        elif not is_dark and start >= 0:
            found.append((start, index - start))
            start = -1
    return found
