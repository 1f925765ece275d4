"""Pages: blocks are set one after the other, and every page carries its running lines."""

from bisect import bisect_right
from collections.abc import Sequence

from reports import typefaces
from reports.blocks.base import Block, Place, baseline, ink, put_line
from reports.blocks.frames import PageBreak
from reports.blocks.prose import words
from reports.measuring import whole_letters
from reports.tagging.canvas import TaggedCanvas
from reports.tagging.text import TaggedText
from reports.theme import INK, Margins, TextStyle
from reports.typefaces import Line, Span

MOST_FOOT_LINES = 6
# A name may be 200 letters long; it is shortened, never the number and the day after it.
MOST_NAMED_LINES = 3
SHORTENED = "…"


class DoesNotFit(ValueError):
    """A block is higher than a page and cannot be divided."""


class PageSetter:
    """Sets blocks on pages: nothing is cut, headings stay with what they head."""

    def __init__(
        self, canvas: TaggedCanvas, size: tuple[float, float], margins: Margins, foot_height: float
    ) -> None:
        self._canvas = canvas
        self._x = margins.left
        self._top = size[1] - margins.top
        self._bottom = margins.bottom + foot_height
        self._width = size[0] - margins.left - margins.right
        self._y = self._top

    @property
    def width(self) -> float:
        """Width of the text, in pt."""
        return self._width

    @property
    def height(self) -> float:
        """Height of an empty page's text, in pt."""
        return self._top - self._bottom

    def set(self, blocks: Sequence[Block]) -> None:
        """Sets all blocks and closes the last page."""
        waiting = list(reversed(blocks))
        while waiting:
            block = waiting.pop()
            if isinstance(block, PageBreak):
                self._next_page()
                continue
            before = block.space_before if self._y < self._top else 0
            room = self._y - before - self._bottom
            if block.height(self._width) + self._kept_with(block, waiting) <= room:
                self._draw(block, before)
            elif not block.keep_with_next and (halves := block.split(self._width, room)):
                self._draw(halves[0], before)
                waiting.append(halves[1])
                self._next_page()
            elif self._y < self._top:
                waiting.append(block)
                self._next_page()
            else:
                waiting.extend(reversed(self._divided(block, room, before)))
        if self._y < self._top or not self._canvas.page_count:
            self._canvas.showPage()

    def _kept_with(self, block: Block, waiting: Sequence[Block]) -> float:
        """Height that has to follow a heading on its page."""
        if not block.keep_with_next or not waiting:
            return 0
        following = waiting[-1]
        least = following.least_height(self._width) + following.space_before
        return least + self._kept_with(following, waiting[:-1])

    def _divided(self, block: Block, room: float, before: float) -> Sequence[Block]:
        """What remains of a block that does not fit an empty page."""
        if block.parts():
            return block.parts()
        if block.height(self._width) <= room:
            self._draw(block, before)
            return ()
        halves = block.force_split(self._width, room)
        if halves is None:
            raise DoesNotFit(f"{type(block).__name__} is higher than a page")
        self._draw(halves[0], before)
        self._next_page()
        return (halves[1],)

    def _draw(self, block: Block, before: float) -> None:
        self._y -= before
        block.draw(self._canvas, Place(self._x, self._y, self._width))
        self._y -= block.height(self._width)

    def _next_page(self) -> None:
        if self._y < self._top:
            self._canvas.showPage()
            self._y = self._top


class RunningFoot:
    """A rule and two columns of lines at the foot of each page; `{p}` and `{n}` are filled in."""

    def __init__(
        self,
        size: tuple[float, float],
        margins: Margins,
        style: TextStyle,
        *,
        left: Sequence[tuple[Span, ...]],
        right: Sequence[str],
        rule: float,
    ) -> None:
        self._right_edge = size[0] - margins.right
        self._x = margins.left
        self._bottom = margins.bottom
        self._style = style
        self._right = tuple(right)
        self._rule = rule
        self._right_width = max(
            typefaces.width(words(_filled(line, 99, 99)), style.size) for line in right
        )
        room = self._right_edge - self._x - self._right_width - style.size
        self._left = _foot_lines(left, style.size, room)

    @property
    def height(self) -> float:
        """Height of the foot above the lower margin, with the room over its rule."""
        lines = max(len(self._left), len(self._right))
        return lines * self._style.leading + self._style.size * 1.2

    def paint(self, canvas: TaggedCanvas, page: int, pages: int) -> None:
        """Draws the foot of one page."""
        top = self._bottom + max(len(self._left), len(self._right)) * self._style.leading
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(self._rule)
        canvas.line(self._x, top + 3, self._right_edge, top + 3)
        text = TaggedText(canvas, ink(self._style))
        y = baseline(top, self._style)
        for index, line in enumerate(self._left):
            at = (self._x, y - index * self._style.leading)
            put_line(text, line, at, self._style.size)
        for index, wording in enumerate(self._right):
            spans = words(_filled(wording, page, pages))
            line = typefaces.break_lines(spans, self._style.size, self._right_width * 2)[0]
            at = (self._right_edge - line.width, y - index * self._style.leading)
            put_line(text, line, at, self._style.size)
        text.show()


def _foot_lines(left: Sequence[tuple[Span, ...]], size: float, room: float) -> list[Line]:
    """The lines at the left: whose page it is stands there whole but for a name without end.

    Of the rest, what would push the text off the page is left out.
    """
    broken = [
        _named_lines(spans, size, room)
        if spans[0].apart
        else typefaces.break_lines(spans, size, room)
        for spans in left
    ]
    spare = MOST_FOOT_LINES - sum(
        len(lines) for spans, lines in zip(left, broken, strict=True) if spans[0].apart
    )
    kept: list[Line] = []
    for spans, lines in zip(left, broken, strict=True):
        shown = lines if spans[0].apart else lines[: max(spare, 0)]
        spare -= 0 if spans[0].apart else len(shown)
        kept += shown
    return kept


def _named_lines(spans: tuple[Span, ...], size: float, room: float) -> tuple[Line, ...]:
    """The line with its name whole, else with as much of it as leaves room for what follows."""

    def lines_with(letters: int) -> tuple[Line, ...]:
        shown = spans[0].text[:letters].rstrip() + SHORTENED
        return typefaces.break_lines((spans[0]._replace(text=shown), *spans[1:]), size, room)

    whole = typefaces.break_lines(spans, size, room)
    if len(whole) <= MOST_NAMED_LINES:
        return whole
    letters = range(len(spans[0].text))
    fits = bisect_right(letters, MOST_NAMED_LINES, key=lambda shown: len(lines_with(shown)))
    return lines_with(whole_letters(spans[0].text, max(fits - 1, 0)))


def _filled(wording: str, page: int, pages: int) -> str:
    return wording.replace("{p}", str(page)).replace("{n}", str(pages))
