"""Where a label can stand without covering a result, a line or another label."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from clinic.plotting.marks import Anchor, TextMark

# Widths in parts of the text size, for Atkinson Hyperlegible; good enough to keep distance.
_LETTERS_OF_WIDTH: Final = {
    0.28: "'`,.:;|ijl! ",
    0.34: '"()[]{}ftr',
    0.42: "-/\\1_*Ivy",
    0.50: "ckszx",
    0.54: "2?7FJLaehnu",
    0.60: "bdgopq3569<>^~+=$EPSTVYZ",
    0.64: "048ABKRX",
    0.68: "#&CDHNUw",
    0.76: "@GOQ",
    0.84: "MWm",
    0.92: "%",
}
_WIDTHS: Final = {
    letter: width for width, letters in _LETTERS_OF_WIDTH.items() for letter in letters
}
OTHER_EM: Final = 0.6
BOLD: Final = 1.09
ASCENT_EM: Final = 0.74
DESCENT_EM: Final = 0.2
CLEARANCE: Final = 1.0
SPACE_EM: Final = 0.28
# How bad it is to cross a thin line, beside the line through the results.
THIN: Final = 0.15


class Box(NamedTuple):
    """A place taken, or asked for."""

    left: float
    top: float
    right: float
    bottom: float


class Spot(NamedTuple):
    """A place where a label may stand: its anchor on the text's baseline."""

    x: float
    y: float
    anchor: Anchor = "start"


@lru_cache(maxsize=2048)  # the same few words and values are placed in chart after chart
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide a label will be, in the unit of its size."""
    ems = sum(_WIDTHS.get(letter, OTHER_EM) for letter in text)
    return ems * size * (BOLD if bold else 1)


class LabelPlacer:
    """Places labels one after the other, the most important first."""

    def __init__(self, *, size: float, limits: Box) -> None:
        self._size = size
        self._limits = limits
        self._boxes: list[Box] = []
        self._segments: list[tuple[float, float, float, float]] = []
        self._thin: list[tuple[float, float, float, float]] = []

    def keep_clear(self, box: Box) -> None:
        self._boxes.append(box)

    def keep_line_clear(self, points: Sequence[tuple[float, float]], *, thin: bool = False) -> None:
        """Keeps labels off a line; where there is no other room, a thin one is crossed first."""
        kept = self._thin if thin else self._segments
        kept.extend((*first, *second) for first, second in pairwise(points))

    def place(
        self, role: str, text: str, spots: Iterable[Spot], *, bold: bool = False, must: bool = False
    ) -> TextMark | None:
        """The label at the first free spot; at the least covered one if it `must` be shown."""
        width = text_width(text, self._size, bold=bold)
        best: tuple[float, Spot, Box] | None = None
        for spot in spots:
            box = self._box(spot, width)
            cost = self._cost(box, most=float("inf") if best is None else best[0])
            if best is None or cost < best[0]:
                best = (cost, spot, box)
            if cost == 0:
                break
        if best is None or (best[0] > 0 and not must):
            return None
        # Two labels in a row are told apart by the space of a word.
        space = self._size * SPACE_EM
        left, top, right, bottom = best[2]
        self._boxes.append(Box(left - space, top, right + space, bottom))
        return TextMark(role, round(best[1].x, 1), round(best[1].y, 1), text, best[1].anchor)

    def _box(self, spot: Spot, width: float) -> Box:
        left = spot.x - {"start": 0.0, "middle": width / 2, "end": width}[spot.anchor]
        top, bottom = spot.y - self._size * ASCENT_EM, spot.y + self._size * DESCENT_EM
        return Box(left, top, left + width, bottom)

    def _cost(self, box: Box, *, most: float) -> float:
        """How much a label would cover; counting ends at `most`, because another spot is better."""
        limits = self._limits
        outside = max(limits.left - box.left, 0) + max(box.right - limits.right, 0)
        outside += max(limits.top - box.top, 0) + max(box.bottom - limits.bottom, 0)
        # Leaving the drawing is worse than any overlap: the words would be cut.
        cost = outside * 100
        if cost > most:
            return cost
        left, top, right, bottom = box
        left, right = left - CLEARANCE, right + CLEARANCE
        top, bottom = top - CLEARANCE, bottom + CLEARANCE
        for taken in self._boxes:
            if taken[0] < right and left < taken[2] and taken[1] < bottom and top < taken[3]:
                cost += _overlap(box, taken)
        cost += sum(_run_through(box, segment) * THIN for segment in self._thin)
        for segment in self._segments:
            x1, _, x2, _ = segment
            if (x1 <= box.right and x2 >= box.left) or (x2 <= box.right and x1 >= box.left):
                cost += _run_through(box, segment)
            if cost > most:
                break
        return cost


def _overlap(box: Box, taken: Box) -> float:
    left, top, right, bottom = taken
    wide = min(box.right, right) - max(box.left, left) + CLEARANCE
    return wide * (min(box.bottom, bottom) - max(box.top, top) + CLEARANCE)


def _run_through(box: Box, segment: tuple[float, float, float, float]) -> float:
    """How far a line runs through a box, seen along the time axis, times a penalty."""
    x1, y1, x2, y2 = segment
    if (y1 < box.top - CLEARANCE and y2 < box.top - CLEARANCE) or (
        y1 > box.bottom + CLEARANCE and y2 > box.bottom + CLEARANCE
    ):
        return 0.0
    left, right = max(min(x1, x2), box.left), min(max(x1, x2), box.right)
    if left > right:
        return 0.0
    slope = (y2 - y1) / (x2 - x1) if x2 != x1 else 0.0
    ends = (y1, y2) if x2 == x1 else (y1 + (left - x1) * slope, y1 + (right - x1) * slope)
    if max(ends) < box.top - CLEARANCE or min(ends) > box.bottom + CLEARANCE:
        return 0.0
    return (right - left + 1) * 4
