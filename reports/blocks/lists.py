"""Lists: each item one list item with its label, for eyes and for screen readers."""

from collections.abc import Sequence

from reportlab.lib.units import mm

from reports import typefaces
from reports.blocks.base import Block, Place, baseline, put_line, stack_height
from reports.blocks.prose import Prose
from reports.tagging.canvas import TaggedCanvas
from reports.tagging.structure import Tag
from reports.tagging.text import TaggedText
from reports.theme import INK, TextStyle
from reports.typefaces import Span

BULLET = "•"


class _Item(Block):
    """One item: its label at the left, its text beside it."""

    def __init__(
        self, label: str, body: Block, style: TextStyle, *, strong: bool, indent: float
    ) -> None:
        self._label = Span(label, strong)
        self._style = style
        self._body = body
        self._indent = indent
        self._tag = Tag("LI")

    def height(self, width: float) -> float:
        return self._body.height(width - self._indent)

    def draw(self, canvas: TaggedCanvas, place: Place) -> None:
        with canvas.inside(self._tag):
            if self._label.text:
                self._draw_label(canvas, place)
            inner = Place(place.x + self._indent, place.top, place.width - self._indent)
            self._body.draw(canvas, inner)

    def force_split(self, width: float, room: float) -> "tuple[_Item, _Item] | None":
        halves = self._body.split(width - self._indent, room)
        if halves is None:
            return None
        return self._half(self._label.text, halves[0]), self._half("", halves[1])

    def _half(self, label: str, body: Block) -> "_Item":
        half = _Item(label, body, self._style, strong=self._label.strong, indent=self._indent)
        half._tag = self._tag
        return half

    def _draw_label(self, canvas: TaggedCanvas, place: Place) -> None:
        label = typefaces.break_lines((self._label,), self._style.size, self._indent)[0]
        with canvas.marked(canvas.element("Lbl")):
            text = TaggedText(canvas, INK)
            put_line(text, label, (place.x, baseline(place.top, self._style)), self._style.size)
            text.show()


class ItemList(Block):
    """A list with bullets, or numbered in reading order."""

    def __init__(
        self,
        items: Sequence[Sequence[Span]],
        style: TextStyle,
        *,
        numbered: bool = False,
        first: int = 1,
        indent: float = 6 * mm,
        gap: float = 0,
        space_before: float = 0,
    ) -> None:
        self._items: Sequence[_Item] = [
            _Item(
                str(number) if numbered else BULLET,
                Prose(item, style, role="LBody"),
                style,
                strong=numbered,
                indent=indent,
            )
            for number, item in enumerate(items, start=first)
        ]
        for item in self._items[1:]:
            item.space_before = gap
        self._style = style
        self._tag = Tag("L")
        self.space_before = space_before

    def height(self, width: float) -> float:
        return stack_height(self._items, width)

    def least_height(self, width: float) -> float:
        return self._items[0].height(width) if self._items else 0

    def draw(self, canvas: TaggedCanvas, place: Place) -> None:
        if not self._items:
            return
        with canvas.inside(self._tag):
            top = place.top
            for index, item in enumerate(self._items):
                top -= item.space_before if index else 0
                item.draw(canvas, Place(place.x, top, place.width))
                top -= item.height(place.width)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        for count in range(len(self._items) - 1, 0, -1):
            if stack_height(self._items[:count], width) <= room:
                return self._part(self._items[:count]), self._part(self._items[count:])
        return None

    def force_split(self, width: float, room: float) -> tuple[Block, Block] | None:
        divided = self.split(width, room)
        if divided or not self._items:
            return divided
        halves = self._items[0].force_split(width, room)
        if halves is None:
            return None
        return self._part(halves[:1]), self._part([halves[1], *self._items[1:]])

    def _part(self, items: Sequence[_Item]) -> "ItemList":
        part = ItemList((), self._style)
        part._items, part._tag = items, self._tag
        return part
