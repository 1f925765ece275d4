"""A number set large, with its unit on the same line and a note under it."""

from collections.abc import Sequence
from functools import lru_cache

from reportlab.lib.units import mm

from reports import theme, typefaces
from reports.blocks.base import ASCENT, Block, Place, draw_stack, put_line
from reports.blocks.frames import SideBySide
from reports.blocks.prose import words
from reports.blocks.tables import HAIR
from reports.content import KeyFigure
from reports.tagging.canvas import TaggedCanvas
from reports.tagging.text import TaggedText
from reports.theme import INK, TextStyle
from reports.typefaces import Line, Span

# A note may take two lines; their ends are ragged.
SHARE_OF_NOTE = 0.6


class KeyFigureBlock(Block):
    """One key figure, one paragraph for a screen reader."""

    def __init__(
        self, figure: KeyFigure, body: TextStyle, *, number: TextStyle = theme.HANDOUT_NUMBER
    ) -> None:
        self._figure = figure
        self._body = body
        self._number_style = number

    def height(self, width: float) -> float:
        beside, under = self._lines(width)
        body = self._body.leading
        wraps = max(len(beside) - 1, 0)
        return self._number_style.leading + (wraps + len(under)) * body

    def wanted_width(self) -> float:
        """Width in which number and unit stand on one line, the note on two."""
        return _widths(self._figure, self._body, self._number_style)[1]

    def least_width(self) -> float:
        """Width in which neither the number nor a word of its note is cut."""
        return _widths(self._figure, self._body, self._number_style)[0]

    def draw(self, canvas: TaggedCanvas, place: Place) -> None:
        beside, under = self._lines(place.width)
        number, body = self._number_style, self._body
        y = place.top - number.size * ASCENT
        with canvas.marked(canvas.element("P")):
            text = TaggedText(canvas, INK)
            large = self._number(place.width)
            put_line(text, large, (place.x, y), number.size)
            x = place.x + large.width
            for index, line in enumerate(beside):
                put_line(text, line, (x if index == 0 else place.x, y), body.size)
                y -= body.leading
            for line in under:
                put_line(text, line, (place.x, y), body.size)
                y -= body.leading
            text.show()

    def _number(self, width: float) -> Line:
        return typefaces.break_lines(_large(self._figure), self._number_style.size, width)[0]

    def _lines(self, width: float) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        size = self._body.size
        unit, note = words(self._figure.unit), words(self._figure.note)
        beside = typefaces.break_lines(unit, size, width)
        if typefaces.width(unit, size) > width - self._number(width).width:
            # Too wide to stand beside the number: it stands under it.
            beside = (Line((), 0.0), *beside)
        return beside, typefaces.break_lines(note, size, width) if self._figure.note else ()


def _large(figure: KeyFigure) -> tuple[Span, ...]:
    # The space belongs to the number's line, so that the two are read apart.
    return words(f"{figure.number}\u00a0", strong=True)


# A card asks for the same few figures in each arrangement that is tried.
@lru_cache(maxsize=1024)
def _widths(figure: KeyFigure, body: TextStyle, number: TextStyle) -> tuple[float, float]:
    """The least width of a figure, and the wanted one."""
    large = typefaces.width(_large(figure), number.size)
    unit = typefaces.width(words(figure.unit), body.size)
    note = typefaces.width(words(figure.note), body.size)
    said = f"{figure.unit} {figure.note}".split(" ")
    longest = max(typefaces.width(words(word), body.size) for word in said)
    return max(large, longest), max(large + unit, note * SHARE_OF_NOTE)


class FigureRow(Block):
    """Key figures beside one another; where a word would be cut, they take another row."""

    def __init__(
        self,
        figures: Sequence[KeyFigure],
        body: TextStyle,
        *,
        number: TextStyle = theme.HANDOUT_NUMBER,
        gap: float = 6 * mm,
        space_before: float = 0,
    ) -> None:
        self._blocks = [KeyFigureBlock(figure, body, number=number) for figure in figures]
        self._gap = gap
        self._set: dict[float, list[Block]] = {}
        self.space_before = space_before

    def height(self, width: float) -> float:
        return sum(row.height(width) for row in self._rows(width))

    def least_width(self) -> float:
        """Width in which no number and no word is cut, be each figure in a row of its own."""
        return max((block.least_width() for block in self._blocks), default=0.0) + HAIR

    def draw(self, canvas: TaggedCanvas, place: Place) -> None:
        draw_stack(canvas, self._rows(place.width), place)

    def _rows(self, width: float) -> list[Block]:
        if width not in self._set:
            self._set[width] = self._set_rows(width)
        return self._set[width]

    def _set_rows(self, width: float) -> list[Block]:
        rows: list[list[KeyFigureBlock]] = [[]]
        for block in self._blocks:
            least = [one.least_width() + HAIR for one in (*rows[-1], block)]
            needed = sum(least) + self._gap * len(rows[-1])
            if rows[-1] and needed > width:
                rows.append([])
            rows[-1].append(block)
        return [self._row(row, width) for row in rows if row]

    def _row(self, row: Sequence[KeyFigureBlock], width: float) -> Block:
        room = width - self._gap * (len(row) - 1)
        least = [block.least_width() + HAIR for block in row]
        wanted = [
            max(block.wanted_width() + HAIR, low) for block, low in zip(row, least, strict=True)
        ]
        columns: list[Sequence[Block]] = [[block] for block in row]
        return SideBySide(columns, shares=_shares(least, wanted, room), gap=self._gap)


def _shares(least: Sequence[float], wanted: Sequence[float], room: float) -> tuple[float, ...]:
    """Widths of a row's figures: what all want, or a fair part between the least and that."""
    spare = room - sum(least)
    missing = sum(wanted) - sum(least)
    if spare <= 0:
        return tuple(least)
    if missing <= spare:
        return tuple(want + (spare - missing) / len(wanted) for want in wanted)
    part = spare / missing
    return tuple(low + (want - low) * part for low, want in zip(least, wanted, strict=True))
