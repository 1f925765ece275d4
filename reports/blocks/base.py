"""What every block can do, and how blocks stand under one another."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import NamedTuple

from reportlab.lib.colors import Color

from reports import theme
from reports.shaping import Glyphs
from reports.tagging.canvas import TaggedCanvas
from reports.tagging.text import TaggedText
from reports.theme import TextStyle
from reports.typefaces import Line, Run

# Where the letters sit in their line: the part of the size that is above the baseline.
ASCENT = 0.78


class Place(NamedTuple):
    """Upper left corner and width of the room a block gets, in pt from the page's lower left."""

    x: float
    top: float
    width: float


class Block(ABC):
    """A piece of a page."""

    space_before: float = 0
    keep_with_next: bool = False

    @abstractmethod
    def height(self, width: float) -> float:
        """Height it needs when it is this wide."""

    @abstractmethod
    def draw(self, canvas: TaggedCanvas, place: Place) -> None:
        """Draws itself downwards from the place's top."""

    def split(self, width: float, room: float) -> "tuple[Block, Block] | None":
        """Two blocks, the first no higher than the room; None if it may not be divided there."""
        del width, room
        return None

    def force_split(self, width: float, room: float) -> "tuple[Block, Block] | None":
        """Like `split`, for a block that does not even fit an empty page: divides anything."""
        return self.split(width, room)

    def least_height(self, width: float) -> float:
        """Height of the smallest part that may stand at the foot of a page."""
        return self.height(width)

    def parts(self) -> "Sequence[Block]":
        """The blocks inside, to be set one by one where the whole is higher than a page."""
        return ()


def stack_height(blocks: Sequence[Block], width: float) -> float:
    """Height of blocks under one another."""
    return sum(
        block.height(width) + (block.space_before if index else 0)
        for index, block in enumerate(blocks)
    )


def draw_stack(canvas: TaggedCanvas, blocks: Sequence[Block], place: Place) -> None:
    """Draws blocks under one another."""
    top = place.top
    for index, block in enumerate(blocks):
        top -= block.space_before if index else 0
        block.draw(canvas, Place(place.x, top, place.width))
        top -= block.height(place.width)


def ink(style: TextStyle) -> Color:
    """The colour a style is printed in."""
    return theme.SOFT_INK if style.soft else theme.INK


def baseline(top: float, style: TextStyle) -> float:
    """Where the first line's letters stand."""
    return top - (style.leading - style.size) / 2 - style.size * ASCENT


def put_line(text: TaggedText, line: Line, at: tuple[float, float], size: float) -> None:
    """Adds one set line to a text object, its start on the baseline at `at`."""
    x, y = at
    for run in line.runs:
        if run.language and not text.is_written_in(run.language):
            with text.span(language=run.language):
                _put_run(text, run, at, size)
        elif run.glyphs:
            _put_run(text, run, at, size)
        else:
            text.put(run.text, run.font, size, x + run.x, y)


def _put_run(text: TaggedText, run: Run, at: tuple[float, float], size: float) -> None:
    """A run of another language, or one whose letters join or turn round."""
    left, y = at[0] + run.x, at[1]
    for glyphs in run.glyphs or (Glyphs(run.text, 0, 0),):
        place = left + glyphs.x * size, y + glyphs.y * size
        if glyphs.says:
            with text.span(says=glyphs.says):
                text.put(glyphs.text, run.font, size, *place)
        else:
            text.put(glyphs.text, run.font, size, *place)
