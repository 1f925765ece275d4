"""What stands in the strip under the floor: footprints and the numbers of the poses."""

from dataclasses import dataclass

from clinic.pictograms import body
from clinic.pictograms.marks.base import Mark, PictureDose, Shapes
from clinic.pictograms.numerals import written, written_width
from clinic.pictograms.poses import Side
from clinic.pictograms.shapes import (
    Path,
    Tone,
    circle,
    filled,
    haloed,
    lined,
    outlined,
    placed,
    smooth,
)

SOLE_SCALE = 1.15
SOLE_MIDDLE = 0.22
UPPER_ROW = -0.62
ROWS_APART = 0.62
PRINT_LINE = 0.085


@dataclass(frozen=True, kw_only=True, slots=True)
class Prints(Mark):
    """The path from above: places of the ankles; outlined earlier, solid now.

    The left foot's row is the upper one for who faces right. `in_line` puts both feet on one line.
    """

    left: tuple[float, ...] = ()
    right: tuple[float, ...] = ()
    now_left: tuple[float, ...] = ()
    now_right: tuple[float, ...] = ()
    face: Side = Side.RIGHT
    in_line: bool = False

    def draw(self, dose: PictureDose) -> Shapes:  # noqa: ARG002 - a footprint has no dose
        earlier = [
            *(self._print(x, is_left=True) for x in self.left),
            *(self._print(x, is_left=False) for x in self.right),
        ]
        now = [
            *(self._print(x, is_left=True) for x in self.now_left),
            *(self._print(x, is_left=False) for x in self.now_right),
        ]
        shapes: Shapes = ()
        if earlier:
            shapes += (outlined(Tone.PAPER, PRINT_LINE, *earlier),)
        # One by one: heel to toe, two soles must not run together.
        shapes += tuple(haloed(Tone.INK, sole, halo=PRINT_LINE / 2) for sole in now)
        return shapes

    def _print(self, x: float, *, is_left: bool) -> Path:
        ahead = 1 if self.face is Side.RIGHT else -1
        row = 0.5 if self.in_line else float(is_left == (self.face is Side.LEFT))
        y = UPPER_ROW - row * ROWS_APART
        # A right foot toward the right has its big toe above; its mirror image is a left one.
        big_toe = -1 if is_left else 1
        points = [(px * ahead, py * big_toe * ahead) for px, py in body.SOLE]
        return placed(smooth(points), (x + SOLE_MIDDLE * ahead, y), scale=SOLE_SCALE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Soles(Mark):
    """Two feet seen from above with the toes up: earlier or now."""

    x: float
    apart: float
    now: bool = False
    left_y: float = 0.0
    right_y: float = 0.0

    def draw(self, dose: PictureDose) -> Shapes:  # noqa: ARG002 - the same for any dose
        pair = []
        for side, raised in ((-1, self.left_y), (1, self.right_y)):
            points = [(x, -y) if side < 0 else (x, y) for x, y in body.SOLE]
            at = (self.x + side * self.apart / 2, -0.95 + raised)
            pair.append(placed(smooth(points), at, degrees=90, scale=1.05))
        return (outlined(Tone.INK if self.now else Tone.PAPER, PRINT_LINE, *pair),)


@dataclass(frozen=True, kw_only=True, slots=True)
class Number(Mark):
    """The place of a pose in the order of doing."""

    x: float
    n: int

    def draw(self, dose: PictureDose) -> Shapes:  # noqa: ARG002 - the same for any dose
        size, text = 0.62, str(self.n)
        left = self.x - written_width(text, size) / 2
        return (
            filled(Tone.INK, circle((self.x, -1.0), 0.56)),
            lined(Tone.PAPER, 0.15, *written(text, (left, -1.0 - size / 2), size)),
        )
