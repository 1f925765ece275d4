"""A number set large, with its unit on the same line and a note under it."""

from reports import theme, typefaces
from reports.blocks.base import ASCENT, Block, Place, begin_text, put_line
from reports.blocks.prose import words
from reports.content import KeyFigure
from reports.tagging.canvas import TaggedCanvas
from reports.theme import INK, TextStyle
from reports.typefaces import Line

# A note may take two lines; their ends are ragged.
SHARE_OF_NOTE = 0.6


class KeyFigureBlock(Block):
    """One key figure, one paragraph for a screen reader."""

    def __init__(self, figure: KeyFigure, body: TextStyle) -> None:
        self._figure = figure
        self._body = body

    def height(self, width: float) -> float:
        beside, under = self._lines(width)
        body = self._body.leading
        wraps = max(len(beside) - 1, 0)
        return theme.HANDOUT_NUMBER.leading + (wraps + len(under)) * body

    def wanted_width(self) -> float:
        """Width in which number and unit stand on one line, the note on two."""
        unit = typefaces.width(words(self._figure.unit), self._body.size)
        note = typefaces.width(words(self._figure.note), self._body.size)
        return max(self._number(float("inf")).width + unit, note * SHARE_OF_NOTE)

    def draw(self, canvas: TaggedCanvas, place: Place) -> None:
        beside, under = self._lines(place.width)
        number, body = theme.HANDOUT_NUMBER, self._body
        y = place.top - number.size * ASCENT
        with canvas.marked(canvas.element("P")):
            text = begin_text(canvas, INK)
            large = self._number(place.width)
            put_line(text, large, (place.x, y), number.size)
            x = place.x + large.width
            for index, line in enumerate(beside):
                put_line(text, line, (x if index == 0 else place.x, y), body.size)
                y -= body.leading
            for line in under:
                put_line(text, line, (place.x, y), body.size)
                y -= body.leading
            canvas.drawText(text)

    def _number(self, width: float) -> Line:
        # The space belongs to the number's line, so that the two are read apart.
        number = words(f"{self._figure.number}\u00a0", strong=True)
        return typefaces.break_lines(number, theme.HANDOUT_NUMBER.size, width)[0]

    def _lines(self, width: float) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        size = self._body.size
        unit, note = words(self._figure.unit), words(self._figure.note)
        beside = typefaces.break_lines(unit, size, width)
        if typefaces.width(unit, size) > width - self._number(width).width:
            # Too wide to stand beside the number: it stands under it.
            beside = (Line((), 0.0), *beside)
        return beside, typefaces.break_lines(note, size, width) if self._figure.note else ()
