"""What a handout explains beside its exercises, in the room that its pages have left."""

from collections.abc import Sequence
from math import ceil

from reportlab.lib.units import mm

from reports.blocks.base import Block
from reports.blocks.frames import Boxed
from reports.blocks.prose import FULL_WIDTH, Prose, lead_and_rest, words
from reports.content import Aside
from reports.exercise_card import small_gap
from reports.theme import TextStyle
from reports.typefaces import Span

PADDING, SIDES = 2 * mm, 3.5 * mm
SPACE_BEFORE = 4 * mm


def aside_block(aside: Aside, body: TextStyle) -> Block:
    """The aside in a thin frame, so that it is no step of the exercise above it."""
    if aside.in_a_row:
        blocks: list[Block] = [Prose(scale(aside), body)]
    else:
        said = [lead_and_rest(line.lead, line.rest, line.language) for line in aside.lines]
        if aside.heading:
            said[0] = (*words(f"{aside.heading} ", strong=True), *said[0])
        gap = small_gap(body) / 2
        blocks = [Prose(spans, body, space_before=gap) for spans in said]
    return Boxed(blocks, line=1, padding=PADDING, sides=SIDES, space_before=SPACE_BEFORE)


def aside_in_a_row(aside: Aside) -> tuple[Span, ...]:
    """All of it in one paragraph."""
    if aside.in_a_row:
        return scale(aside)
    spans: list[Span] = []
    for line in aside.lines:
        space = "" if not spans or spans[-1].text.endswith(FULL_WIDTH) else " "
        first, *rest = lead_and_rest(line.lead, line.rest, line.language)
        spans += [first._replace(text=f"{space}{first.text}"), *rest]
    return tuple(spans)


def scale(aside: Aside) -> tuple[Span, ...]:
    """Numbers with their words after one another; a number stays with its first word."""
    spans = [*words(f"{aside.heading} ", strong=True)]
    for line in aside.lines:
        spans += words("\u00a0· ") if line is not aside.lines[0] else ()
        spans += [*words(f"{line.lead}\u00a0", strong=True), *words(line.rest)]
    return tuple(spans)


class Waiting:
    """Asides that have no place yet."""

    def __init__(self, asides: Sequence[Aside], body: TextStyle) -> None:
        self._waiting = [(aside, aside_block(aside, body)) for aside in asides]

    def taken(self, width: float, room: float, *, pages_left: int = 1) -> list[Block]:
        """The next ones that fit a room, no more of them than the pages after it need not hold.

        Args:
            width: of the room, in pt.
            room: its height, in pt.
            pages_left: how many pages have room for them, this one too.
        """
        most = ceil(len(self._waiting) / pages_left)
        placed: list[Block] = []
        for aside, block in tuple(self._waiting):
            needed = block.space_before + block.height(width)
            if len(placed) < most and needed <= room:
                room -= needed
                placed.append(block)
                self._waiting.remove((aside, block))
        return placed

    def needed(self) -> list[Block]:
        """Those that no handout goes without, and that have no place yet."""
        return [block for aside, block in self._waiting if aside.needed]

    def place(self, blocks: Sequence[Block]) -> None:
        """Takes these for placed."""
        self._waiting = [pair for pair in self._waiting if pair[1] not in blocks]

    def rest(self, *, all_of_them: bool) -> list[Block]:
        """Those that found no place: what is needed, or all."""
        rest = [block for aside, block in self._waiting if aside.needed or all_of_them]
        self._waiting.clear()
        return rest
