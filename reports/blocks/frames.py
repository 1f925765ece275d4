"""Arrangement: side by side, in a box, beside a bar, kept together."""

from abc import abstractmethod
from collections.abc import Sequence

from reportlab.lib.units import mm

from reports import theme
from reports.blocks.base import Block, Place, draw_stack, stack_height
from reports.tagging.canvas import TaggedCanvas


class Holder(Block):
    """A block of blocks: its height at a width is looked for once, since it never changes."""

    def __init__(self, *, space_before: float) -> None:
        self._heights: dict[float, float] = {}
        self.space_before = space_before

    def height(self, width: float) -> float:
        if width not in self._heights:
            self._heights[width] = self._measured(width)
        return self._heights[width]

    @abstractmethod
    def _measured(self, width: float) -> float:
        """Height at this width."""


class Together(Holder):
    """Blocks that stay on one page, whatever page that is."""

    def __init__(self, blocks: Sequence[Block], *, space_before: float = 0) -> None:
        super().__init__(space_before=space_before)
        self._blocks = tuple(blocks)

    def _measured(self, width: float) -> float:
        return stack_height(self._blocks, width)

    def draw(self, canvas: TaggedCanvas, place: Place) -> None:
        draw_stack(canvas, self._blocks, place)

    def parts(self) -> Sequence[Block]:
        return self._blocks


class Boxed(Holder):
    """Blocks in a frame with round corners; `sides` is the padding at left and right."""

    def __init__(
        self,
        blocks: Sequence[Block],
        *,
        line: float = 2.5,
        padding: float = 4 * mm,
        sides: float = 0,
        space_before: float = 0,
    ) -> None:
        super().__init__(space_before=space_before)
        self._blocks = tuple(blocks)
        self._line = line
        self._padding = padding
        self._sides = sides or padding

    def _measured(self, width: float) -> float:
        return stack_height(self._blocks, width - 2 * self._sides) + 2 * self._padding

    def draw(self, canvas: TaggedCanvas, place: Place) -> None:
        height = self.height(place.width)
        with canvas.artifact():
            canvas.setStrokeColor(theme.INK)
            canvas.setLineWidth(self._line)
            canvas.roundRect(
                place.x + self._line / 2,
                place.top - height + self._line / 2,
                place.width - self._line,
                height - self._line,
                3 * mm,
            )
        inner = Place(
            place.x + self._sides, place.top - self._padding, place.width - 2 * self._sides
        )
        draw_stack(canvas, self._blocks, inner)

    def parts(self) -> Sequence[Block]:
        return self._blocks


class Barred(Holder):
    """Blocks beside a thick black bar: what matters most."""

    def __init__(
        self,
        blocks: Sequence[Block],
        *,
        bar: float = 2 * mm,
        gap: float = 4 * mm,
        space_before: float = 0,
    ) -> None:
        super().__init__(space_before=space_before)
        self._blocks = tuple(blocks)
        self._bar = bar
        self._indent = bar + gap

    def _measured(self, width: float) -> float:
        return stack_height(self._blocks, width - self._indent)

    def draw(self, canvas: TaggedCanvas, place: Place) -> None:
        height = self.height(place.width)
        with canvas.artifact():
            canvas.setFillColor(theme.INK)
            canvas.rect(place.x, place.top - height, self._bar, height, stroke=0, fill=1)
        inner = Place(place.x + self._indent, place.top, place.width - self._indent)
        draw_stack(canvas, self._blocks, inner)

    def parts(self) -> Sequence[Block]:
        return self._blocks


class SideBySide(Holder):
    """Columns, read one after the other, each with its share of the width."""

    def __init__(
        self,
        columns: Sequence[Sequence[Block]],
        *,
        shares: Sequence[float] = (),
        gap: float = 8 * mm,
        space_before: float = 0,
    ) -> None:
        super().__init__(space_before=space_before)
        self._columns = tuple(tuple(column) for column in columns)
        self._shares = tuple(shares) or (1.0,) * len(self._columns)
        self._gap = gap

    def _measured(self, width: float) -> float:
        widths = self._widths(width)
        return max(
            stack_height(column, wide) for column, wide in zip(self._columns, widths, strict=True)
        )

    def draw(self, canvas: TaggedCanvas, place: Place) -> None:
        x = place.x
        for column, wide in zip(self._columns, self._widths(place.width), strict=True):
            draw_stack(canvas, column, Place(x, place.top, wide))
            x += wide + self._gap

    def parts(self) -> Sequence[Block]:
        return tuple(block for column in self._columns for block in column)

    def _widths(self, width: float) -> tuple[float, ...]:
        room = width - self._gap * (len(self._columns) - 1)
        total = sum(self._shares)
        return tuple(room * share / total for share in self._shares)


class Rule(Block):
    """A line across the page."""

    def __init__(self, *, line: float = 2.5, space_before: float = 0) -> None:
        self._line = line
        self.space_before = space_before

    def height(self, width: float) -> float:
        del width
        return self._line

    def draw(self, canvas: TaggedCanvas, place: Place) -> None:
        with canvas.artifact():
            canvas.setStrokeColor(theme.INK)
            canvas.setLineWidth(self._line)
            y = place.top - self._line / 2
            canvas.line(place.x, y, place.x + place.width, y)


class PageBreak(Block):
    """What follows begins on a new page."""

    def height(self, width: float) -> float:
        del width
        return 0

    def draw(self, canvas: TaggedCanvas, place: Place) -> None:
        del canvas, place
