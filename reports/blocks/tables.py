"""Tables of facts: header cells with their scope, numbers to the right, hairlines."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from reports import faces, theme, typefaces
from reports.blocks.base import Block, Place, baseline, ink, put_line
from reports.blocks.symbols import Symbol, draw_symbol, symbol_room
from reports.scripts import EAST_ASIAN, breakable_parts
from reports.tagging.canvas import TaggedCanvas
from reports.tagging.operators import open_path, pen_code
from reports.tagging.structure import Tag
from reports.tagging.text import TaggedText
from reports.theme import TextStyle
from reports.typefaces import Line, Span

HEAD_RULE = 1.0
ROW_RULE = 0.5
HAIR = 0.01
# No column takes more of a table than this while others need room.
WIDEST_SHARE = 0.6


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column: its header, and whether its text stands to the right."""

    head: str
    numeric: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One cell: words, perhaps with a symbol before them."""

    text: str
    strong: bool = False
    soft: bool = False
    symbol: Symbol | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TableLook:
    """Sizes of a table's text and the room round it."""

    style: TextStyle = theme.REPORT_CELL
    head: TextStyle = theme.REPORT_CELL_HEAD
    padding_x: float = 5
    padding_y: float = 2.2


class _SetCell(NamedTuple):
    cell: Cell
    lines: tuple[Line, ...]
    left: float
    width: float
    numeric: bool


REPORT_TABLE = TableLook()


class DataTable(Block):
    """A table whose first column names the row; its header is repeated on each page.

    `shares` are the parts of the width that the columns get; without them, each gets what it needs.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Cell]],
        *,
        look: TableLook = REPORT_TABLE,
        shares: Sequence[float] = (),
        space_before: float = 0,
    ) -> None:
        if any(len(row) != len(columns) for row in rows):
            raise ValueError("every row of a table has a cell for each column")
        self._columns = tuple(columns)
        self._rows = tuple(rows)
        self._look = look
        self._shares = tuple(shares)
        self._tag = Tag("Table")
        self._continues = False
        self._set: tuple[list[_SetCell], list[list[_SetCell]]] | None = None
        self._set_for = -1.0
        self.space_before = space_before

    def height(self, width: float) -> float:
        head, rows = self._layout(width)
        return self._row_height(head, head=True) + sum(self._row_height(row) for row in rows)

    def least_height(self, width: float) -> float:
        head, rows = self._layout(width)
        first = self._row_height(rows[0]) if rows else 0
        return self._row_height(head, head=True) + first

    def draw(self, canvas: TaggedCanvas, place: Place) -> None:
        head, rows = self._layout(place.width)
        with canvas.inside(self._tag):
            top = self._draw_head(canvas, head, place)
            for row in rows:
                height = self._row_height(row)
                with canvas.inside(canvas.element("TR")):
                    for index, cell in enumerate(row):
                        role, scope = ("TH", "Row") if index == 0 else ("TD", "")
                        with canvas.marked(canvas.element(role, scope=scope)):
                            self._draw_cell(canvas, cell, place.x, top)
                top -= height
                self._rule(canvas, place, top, ROW_RULE)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        head, rows = self._layout(width)
        used, count = self._row_height(head, head=True), 0
        for row in rows:
            used += self._row_height(row)
            if used > room:
                break
            count += 1
        if not 0 < count < len(rows):
            return None
        return (
            self._part(width, rows[:count], continues=self._continues),
            self._part(width, rows[count:], continues=True),
        )

    def force_split(self, width: float, room: float) -> tuple[Block, Block] | None:
        divided = self.split(width, room)
        if divided:
            return divided
        head, rows = self._layout(width)
        used = self._row_height(head, head=True) + 2 * self._look.padding_y
        fits = int((room - used) // self._look.style.leading)
        if fits < 1 or not rows:
            return None
        # A single row higher than a page: its lines go on in a row of the same cells.
        above = [cell._replace(lines=cell.lines[:fits]) for cell in rows[0]]
        below = [
            cell._replace(lines=cell.lines[fits:], cell=replace(cell.cell, symbol=None))
            for cell in rows[0]
        ]
        return (
            self._part(width, [above], continues=self._continues),
            self._part(width, [below, *rows[1:]], continues=True),
        )

    def _part(self, width: float, rows: list[list[_SetCell]], *, continues: bool) -> "DataTable":
        part = DataTable(self._columns, (), look=self._look, shares=self._shares)
        part._tag, part._continues = self._tag, continues
        part._set, part._set_for = (self._layout(width)[0], rows), width
        return part

    def _draw_head(self, canvas: TaggedCanvas, head: list[_SetCell], place: Place) -> float:
        height = self._row_height(head, head=True)
        if self._continues:
            # The header of a continued table was read already; it is printed for the eyes.
            with canvas.artifact("Pagination"):
                for cell in head:
                    self._draw_cell(canvas, cell, place.x, place.top, head_height=height)
        else:
            with canvas.inside(canvas.element("TR")):
                for cell in head:
                    with canvas.marked(canvas.element("TH", scope="Column")):
                        self._draw_cell(canvas, cell, place.x, place.top, head_height=height)
        self._rule(canvas, place, place.top - height, HEAD_RULE)
        return place.top - height

    def _draw_cell(
        self, canvas: TaggedCanvas, cell: _SetCell, x: float, top: float, *, head_height: float = 0
    ) -> None:
        style = self._look.head if head_height else self._look.style
        left = x + cell.left
        # Header cells stand on the line under them, others hang from the line above.
        if head_height:
            top -= head_height - len(cell.lines) * style.leading - 2 * self._look.padding_y
        y = baseline(top - self._look.padding_y, style)
        text = TaggedText(canvas, theme.SOFT_INK if cell.cell.soft else ink(style))
        if cell.cell.symbol:
            draw_symbol(canvas, cell.cell.symbol, (left, y), style.size)
            left += symbol_room(style.size)
        for line in cell.lines:
            at = left + cell.width - line.width if cell.numeric else left
            put_line(text, line, (at, y), style.size)
            y -= style.leading
        text.show()

    def _rule(self, canvas: TaggedCanvas, place: Place, y: float, width: float) -> None:
        with canvas.artifact():
            colour = theme.INK if width >= HEAD_RULE else theme.HAIRLINE
            rule = open_path([(place.x, y), (place.x + place.width, y)])
            canvas.write(pen_code(colour, width), rule)

    def _row_height(self, row: Sequence[_SetCell], *, head: bool = False) -> float:
        style = self._look.head if head else self._look.style
        return max(len(cell.lines) for cell in row) * style.leading + 2 * self._look.padding_y

    def _layout(self, width: float) -> tuple[list[_SetCell], list[list[_SetCell]]]:
        if self._set is None or self._set_for != width:
            heads = [Cell(text=column.head, strong=True) for column in self._columns]
            edges = self._edges(heads, width)
            head = self._set_row(heads, self._look.head, edges)
            rows = [self._set_row(row, self._look.style, edges) for row in self._rows]
            self._set, self._set_for = (head, rows), width
        return self._set

    def _edges(self, heads: Sequence[Cell], width: float) -> list[tuple[float, float]]:
        """Left edge and width of each column's text."""
        gap = 2 * self._look.padding_x
        room = width - gap * (len(heads) - 1)
        if self._shares:
            widths = tuple(room * share / sum(self._shares) for share in self._shares)
        else:
            widths = self._fair_widths(heads, room)
        lefts = [sum(widths[:index]) + gap * index for index in range(len(widths))]
        return list(zip(lefts, widths, strict=True))

    def _fair_widths(self, heads: Sequence[Cell], room: float) -> tuple[float, ...]:
        """Widths by what the cells need."""
        least, wanted = [], []
        for index, column in enumerate(zip(heads, *self._rows, strict=True)):
            needs = [
                self._needs(cell, self._look.style if row else self._look.head, strong=index == 0)
                for row, cell in enumerate(column)
            ]
            least.append(max(need[0] for need in needs))
            wanted.append(max(need[1] for need in needs))
        return shared_widths(least, wanted, room)

    def _needs(self, cell: Cell, style: TextStyle, *, strong: bool) -> tuple[float, float]:
        """Width of a cell's longest word, and of all of it."""
        word, line = _needed(cell.text, strong or cell.strong or style.strong, faces.is_strict())
        sign = symbol_room(style.size) if cell.symbol else 0
        return word * style.size + sign, line * style.size + sign

    def _set_row(
        self, cells: Sequence[Cell], style: TextStyle, edges: Sequence[tuple[float, float]]
    ) -> list[_SetCell]:
        row = []
        for index, (column, cell) in enumerate(zip(self._columns, cells, strict=True)):
            left, room = edges[index]
            if cell.symbol:
                room -= symbol_room(style.size)
            strong = cell.strong or style.strong or index == 0
            spans = (Span(theme.text(cell.text), strong),)
            # A hair more than measured, since widths are added up in another order.
            lines = typefaces.break_lines(spans, style.size, room + HAIR)
            row.append(_SetCell(cell, lines, left, room, column.numeric))
        return row


# Most cells of a report hold the same words and short numbers as those of the last one.
@lru_cache(maxsize=4096)
def _needed(raw: str, strong: bool, _is_strict: bool) -> tuple[float, float]:  # noqa: FBT001 - a cache key
    """Width at 1 pt of a text's longest word, and of its longest line.

    Chinese breaks inside its words.
    """
    lines = [
        [typefaces.width([Span(word, strong)], 1) for word in line.split(" ")]
        for line in theme.text(raw).split("\n")
    ]
    space = typefaces.width([Span(" ", strong)], 1)
    longest_word = max(max(line) for line in lines)
    if EAST_ASIAN.search(raw):
        parts = (part for word in raw.split() for part in breakable_parts(word))
        longest_word = max(typefaces.width([Span(part, strong)], 1) for part in parts)
    return longest_word, max(sum(line) + space * (len(line) - 1) for line in lines)


def shared_widths(
    least: Sequence[float], wanted: Sequence[float], room: float
) -> tuple[float, ...]:
    """Column widths for a room: what all want, or a fair part between the least and that.

    Args:
        least: width of the longest word of each column.
        wanted: width of the longest text of each column.
        room: width of the table without its gaps.
    """
    wanted = [min(want, room * WIDEST_SHARE) for want in wanted]
    least = [min(low, want) for low, want in zip(least, wanted, strict=True)]
    if sum(wanted) <= room:
        spare = (room - sum(wanted)) / len(wanted)
        return tuple(want + spare for want in wanted)
    if sum(least) >= room:
        return tuple(low * room / sum(least) for low in least)
    slack = (room - sum(least)) / (sum(wanted) - sum(least))
    return tuple(low + (want - low) * slack for low, want in zip(least, wanted, strict=True))
