"""Boxes to tick, each with its answer beside it."""

from collections.abc import Sequence

from reports import theme, typefaces
from reports.blocks.base import Block, Place, baseline, put_line
from reports.blocks.prose import words
from reports.sheet_content import FormChoice
from reports.tagging.canvas import TaggedCanvas
from reports.tagging.structure import Tag
from reports.tagging.text import TaggedText
from reports.theme import TextStyle
from reports.typefaces import Line

TICK_GAP = 0.4  # of a box


class ChoiceBoxes(Block):
    """Answers beside one another, each with a box to tick; they wrap where the line is full.

    A ticked box carries a cross, and a word says so to who cannot see it.
    """

    def __init__(
        self,
        choices: Sequence[FormChoice],
        style: TextStyle,
        *,
        box: float,
        space_before: float = 0,
    ) -> None:
        self._choices = tuple(choices)
        self._style = style
        self._box = box
        self._tag = Tag("L")
        self.space_before = space_before

    def height(self, width: float) -> float:
        return sum(height for _, height in self._rows(width))

    def draw(self, canvas: TaggedCanvas, place: Place) -> None:
        top = place.top
        with canvas.inside(self._tag):
            for row, height in self._rows(place.width):
                x = place.x
                for choice, lines in row:
                    self._draw_choice(canvas, choice, lines, (x, top))
                    x += self._room(lines)
                top -= height

    def _draw_choice(
        self,
        canvas: TaggedCanvas,
        choice: FormChoice,
        lines: Sequence[Line],
        at: tuple[float, float],
    ) -> None:
        left, top = at
        bottom = top - self._line_height() / 2 - self._box / 2
        with canvas.inside(canvas.element("LI")):
            with canvas.marked(canvas.element("Lbl", alt="[x]" if choice.ticked else "[ ]")):
                canvas.setStrokeColor(theme.INK)
                canvas.setLineWidth(1.2)
                canvas.rect(left, bottom, self._box, self._box)
                if choice.ticked:
                    canvas.setLineWidth(2)
                    edge = self._box * 0.2
                    far, low, high = left + self._box - edge, bottom + edge, bottom + self._box
                    canvas.line(left + edge, low, far, high - edge)
                    canvas.line(left + edge, high - edge, far, low)
            with canvas.marked(canvas.element("LBody")):
                text = TaggedText(canvas, theme.INK)
                y = baseline(top - (self._line_height() - self._style.leading) / 2, self._style)
                for line in lines:
                    put_line(text, line, (left + self._box * (1 + TICK_GAP), y), self._style.size)
                    y -= self._style.leading
                text.show()

    def _rows(self, width: float) -> list[tuple[list[tuple[FormChoice, Sequence[Line]]], float]]:
        rows: list[tuple[list[tuple[FormChoice, Sequence[Line]]], float]] = []
        used = width
        for choice in self._choices:
            spans = words(choice.text, strong=choice.ticked)
            room = width - self._box * (1 + TICK_GAP)
            lines = typefaces.break_lines(spans, self._style.size, room)
            height = max(self._line_height(), len(lines) * self._style.leading)
            wide = self._room(lines)
            if used + wide - self._box > width:
                rows.append(([], 0.0))
                used = 0.0
            row, tallest = rows[-1]
            rows[-1] = ([*row, (choice, lines)], max(tallest, height))
            used += wide
        return rows

    def _room(self, lines: Sequence[Line]) -> float:
        """Width of one answer with the gap behind it."""
        return self._box * (2 + TICK_GAP) + max(line.width for line in lines)

    def _line_height(self) -> float:
        return max(self._style.leading, self._box * 1.25)
