"""Treadmill, harness and pool."""

from dataclasses import dataclass

from clinic.pictograms.poses import Side
from clinic.pictograms.props.base import EDGE, GripLine, Prop, Shapes
from clinic.pictograms.shapes import (
    Path,
    Point,
    Shape,
    Tone,
    box,
    circle,
    filled,
    lined,
    outlined,
    placed,
    polygon,
    polyline,
    smooth,
    turned,
)

DECK = 0.38
TREADMILL_RAIL = 4.05
CONSOLE = 5.75


@dataclass(frozen=True, kw_only=True, slots=True)
class Treadmill(Prop):
    """A treadmill; the belt runs to the right, so who faces right walks backward on it.

    `top` is the height of the level belt. `slope` in degrees raises the left end, about `x1`.
    """

    x0: float
    x1: float
    top: float = 0.45
    slope: float = 0.0
    console: Side = Side.RIGHT
    rail_to: float
    name: str = "tread"

    def _at(self, point: Point) -> Point:
        return turned(point, -self.slope, (self.x1, self.top))

    def _path(self, path: Path) -> Path:
        x, y = turned((0.0, 0.0), -self.slope, (self.x1, self.top))
        return placed(path, (x, y), degrees=-self.slope)

    def _front(self) -> float:
        return self.x1 - 0.3 if self.console is Side.RIGHT else self.x0 + 0.3

    def behind(self) -> Shapes:
        low, high, middle = self.top - DECK, self.top - EDGE, self.top - DECK / 2 - EDGE / 2
        ends = (self.x0 + DECK / 2, self.x1 - DECK / 2)
        deck = polygon((ends[0], low), (ends[1], low), (ends[1], high), (ends[0], high))
        rollers = tuple(self._path(circle((x, middle), (high - low) / 2)) for x in ends)
        count = int((ends[1] - ends[0] - 0.8) / 0.75)
        step = (ends[1] - ends[0] - 0.8) / count
        chevrons = (
            polyline((x, middle + 0.1), (x + 0.14, middle), (x, middle - 0.1))
            for x in (ends[0] + 0.4 + step * (n + 0.5) for n in range(count))
        )
        far = self.grips()[f"{self.name}_far"]
        front = self._front()
        post = self._path(polyline((front, self.top - 0.1), (front, self.top + CONSOLE - 0.4)))
        return (
            *self._feet(),
            lined(Tone.MID, 0.2, polyline((far.x0, far.y0), (far.x1, far.y1))),
            lined(Tone.INK, 0.3, post),
            outlined(Tone.PAPER, 0.09, self._path(deck), *rollers),
            lined(Tone.INK, 0.085, *map(self._path, chevrons)),
            filled(Tone.INK, *(self._path(circle((x, middle), 0.09)) for x in ends)),
            *self._console(),
        )

    def _feet(self) -> Shapes:
        left, right = self._at((self.x0 + 0.7, self.top - DECK)), (self.x1 - 0.7, self.top - DECK)
        feet = [box(x - 0.22, 0.0, x + 0.22, y) for x, y in (left, right)]
        feet_shape = filled(Tone.INK, *feet)
        if not self.slope:
            return (feet_shape,)
        corner = self._at((self.x0 + 0.1, self.top - DECK))
        wedge = polygon((corner[0], 0.0), (self.x1 - 0.9, 0.0), (self.x1 - 0.9, right[1]), corner)
        return (filled(Tone.LIGHT, wedge), feet_shape)

    def _console(self) -> Shapes:
        x, y = self._front(), self.top + CONSOLE
        away = 1 if self.console is Side.RIGHT else -1
        corners = [(-0.66, 0.42), (0.38, -0.14), (0.5, 0.12), (-0.54, 0.7)]
        panel = [(x + away * dx, y - dy) for dx, dy in corners]
        return (outlined(Tone.PAPER, 0.1, self._path(polygon(*panel))),)

    def before_body(self) -> Shapes:
        near = self.grips()[f"{self.name}_near"]
        rail = polyline((near.x0, near.y0), (near.x1, near.y1))
        return (lined(Tone.PAPER, 0.42, rail), lined(Tone.INK, 0.22, rail))

    def grips(self) -> dict[str, GripLine]:
        y = self.top + TREADMILL_RAIL
        front = self._front()
        near = (*self._at((self.rail_to, y)), *self._at((front, y)))
        far = (*self._at((self.rail_to, y + 0.34)), *self._at((front, y + 0.34)))
        return {f"{self.name}_near": GripLine(*near), f"{self.name}_far": GripLine(*far)}

    def ground(self) -> tuple[GripLine, ...]:
        return (GripLine(*self._at((self.x0, self.top)), self.x1, self.top),)


@dataclass(frozen=True, kw_only=True, slots=True)
class Harness(Prop):
    """A beam overhead and the strap that holds a person at the back of the shoulder."""

    x: float
    y: float
    half: float = 1.6
    top: float = 8.6

    def behind(self) -> Shapes:
        beam = polyline((self.x - self.half, self.top), (self.x + self.half, self.top))
        return (
            lined(Tone.INK, 0.3, beam),
            lined(Tone.INK, 0.12, polyline((self.x, self.top), (self.x, self.y))),
            outlined(Tone.PAPER, 0.09, circle((self.x, self.top - 0.36), 0.17)),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Pool(Prop):
    """Water to a height behind the person, its surface before the person, a wall to the right."""

    x0: float
    x1: float
    y: float
    rail: float = 0.0
    rail_from: float = 0.0

    def behind(self) -> Shapes:
        water = filled(Tone.LIGHT, box(self.x0, 0.0, self.x1, self.y))
        ripples = lined(Tone.PAPER, 0.11, *(self._ripple(n) for n in range(5)))
        deck = polyline(
            (self.x1 + 0.06, 0.0), (self.x1 + 0.06, self.y + 0.62), (self.x1 + 0.9, self.y + 0.62)
        )
        wall = lined(Tone.INK, 0.16, deck)
        if not self.rail:
            return (water, ripples, wall)
        start = self.rail_from or self.x0 + 0.2
        bar = polyline((start, self.rail), (self.x1, self.rail))
        return (water, ripples, wall, lined(Tone.INK, 0.2, bar))

    def _ripple(self, number: int) -> Path:
        # Spread over the water by two steps that do not divide it evenly.
        x = self.x0 + 0.8 + (number * 3.7) % (self.x1 - self.x0 - 2.6)
        y = 0.7 + (number * 1.45) % (self.y - 1.3)
        return smooth([(x + n * 0.4, y + 0.1 * (-1) ** n) for n in range(4)], closed=False)

    def in_front(self) -> Shapes:
        floor = polyline((self.x0, -EDGE), (self.x1 + 0.06, -EDGE))
        return (
            *(self._surface()),
            lined(Tone.INK, 0.12, floor),
        )

    def _surface(self) -> tuple[Shape, ...]:
        waves = round((self.x1 - self.x0) / 1.15)
        step = (self.x1 - self.x0) / (2 * waves)
        points = [(self.x0 + n * step, self.y + 0.13 * (-1) ** n) for n in range(2 * waves + 1)]
        wave = smooth(points, closed=False)
        return (lined(Tone.PAPER, 0.5, wave), lined(Tone.INK, 0.15, wave))

    def grips(self) -> dict[str, GripLine]:
        if not self.rail:
            return {}
        y = self.rail + 0.06
        return {"rail": GripLine(self.x0, y, self.x1, y)}

    def ground(self) -> tuple[GripLine, ...]:
        return (GripLine(self.x0, 0.0, self.x1, 0.0),)
