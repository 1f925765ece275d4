"""What every prop can do; a prop draws in up to four layers."""

from dataclasses import dataclass
from typing import NamedTuple

from clinic.pictograms.shapes import Shape

Shapes = tuple[Shape, ...]

FLOOR_LINE = 0.12
EDGE = 0.06
WORKTOP_HEIGHT = 4.05
RAIL_HEIGHT = 4.1


class GripLine(NamedTuple):
    """A straight line on which hands may lie."""

    x0: float
    y0: float
    x1: float
    y1: float

    def height_at(self, x: float) -> float:
        """How high it is above a place.

        Raises:
            ValueError: the line does not reach there.
        """
        left, right = sorted((self.x0, self.x1))
        if not left <= x <= right:
            raise ValueError(
                f"the prop does not reach {x:.2f}: it runs from {left:.2f} to {right:.2f}"
            )
        return self.y0 + (self.y1 - self.y0) * (x - self.x0) / (self.x1 - self.x0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Prop:
    """Something beside, under or in the hands of a figure."""

    def behind(self) -> Shapes:
        """What stands behind every figure."""
        return ()

    def before_body(self) -> Shapes:
        """What is in front of a body, but behind its near arm."""
        return ()

    def in_front(self) -> Shapes:
        """What is in front of everybody."""
        return ()

    def grips(self) -> dict[str, GripLine]:
        """The lines hands may hold, by the name the definitions use."""
        return {}

    def ground(self) -> tuple[GripLine, ...]:
        """The surfaces feet may stand on."""
        return ()
