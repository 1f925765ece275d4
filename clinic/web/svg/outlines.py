"""Outlines: the data of a path, and the basic shapes as paths.

Source: SVG 1.1, sections 8.3 and 9; arcs by its implementation notes F.6.
"""

import re
from collections.abc import Callable, Iterator
from math import atan2, ceil, cos, pi, sin, sqrt, tan
from typing import Final

from clinic.web.svg.shapes import Segment, SvgRefused, checked

_NUMBER: Final = re.compile(r"[\s,]*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)", re.ASCII)
_FLAG: Final = re.compile(r"[\s,]*([01])", re.ASCII)
_COMMAND: Final = re.compile(r"[\s,]*([MmZzLlHhVvCcSsQqTtAa])", re.ASCII)
_REST: Final = re.compile(r"[\s,]*\Z", re.ASCII)
_TAKES: Final = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_ARC_FLAGS: Final = (3, 4)
_CIRCLE: Final = 0.5522847498  # how far a curve's handles reach that draws a quarter circle
MOST_SEGMENTS: Final = 10_000


def path_outline(data: str) -> tuple[Segment, ...]:
    """The outline that a path's data describes.

    Raises:
        SvgRefused: it cannot be read to its end, or is longer than any logo.
    """
    pen = _Pen()
    for command, numbers in _commands(data):
        pen.draw(command, numbers)
        if len(pen.drawn) > MOST_SEGMENTS:
            raise SvgRefused("This SVG drawing is too fine: a line in it has too many points.")
    return tuple(pen.drawn)


def rectangle(
    x: float, y: float, *, width: float, height: float, rx: float, ry: float
) -> tuple[Segment, ...]:
    """A rectangle, its corners round by the radii."""
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    right, low = x + width, y + height
    if not rx or not ry:
        return polygon((x, y, right, y, right, low, x, low))
    kx, ky = rx * (1 - _CIRCLE), ry * (1 - _CIRCLE)
    return (
        Segment("M", (x + rx, y)),
        Segment("L", (right - rx, y)),
        Segment("C", (right - kx, y, right, y + ky, right, y + ry)),
        Segment("L", (right, low - ry)),
        Segment("C", (right, low - ky, right - kx, low, right - rx, low)),
        Segment("L", (x + rx, low)),
        Segment("C", (x + kx, low, x, low - ky, x, low - ry)),
        Segment("L", (x, y + ry)),
        Segment("C", (x, y + ky, x + kx, y, x + rx, y)),
        Segment("Z"),
    )


def ellipse(x: float, y: float, rx: float, ry: float) -> tuple[Segment, ...]:
    """An ellipse around a point."""
    return rectangle(x - rx, y - ry, width=2 * rx, height=2 * ry, rx=rx, ry=ry)


def polygon(numbers: tuple[float, ...], *, closed: bool = True) -> tuple[Segment, ...]:
    """Lines from point to point; an odd number at the end is left out."""
    pairs = list(zip(numbers[::2], numbers[1::2], strict=False))
    lines = [Segment("L" if index else "M", pair) for index, pair in enumerate(pairs)]
    return (*lines, Segment("Z")) if lines and closed else tuple(lines)


def numbers_in(text: str) -> tuple[float, ...]:
    """All numbers of a list.

    Raises:
        SvgRefused: something else stands in it.
    """
    found: list[float] = []
    at = 0
    while not _REST.match(text, at):
        number = _NUMBER.match(text, at)
        if number is None or len(found) > 2 * MOST_SEGMENTS:
            raise SvgRefused("This SVG drawing has numbers that cannot be read.")
        found.append(checked(float(number[1])))
        at = number.end()
    return tuple(found)


def _commands(data: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    at, command = 0, ""
    while not _REST.match(data, at):
        found = _COMMAND.match(data, at)
        if found:
            command, at = found[1], found.end()
        elif command in {"", "Z", "z"}:
            raise SvgRefused("This SVG drawing has a path that cannot be read.")
        numbers: list[float] = []
        for index in range(_TAKES[command.upper()]):
            pattern = _FLAG if command in "Aa" and index in _ARC_FLAGS else _NUMBER
            number = pattern.match(data, at)
            if number is None:
                raise SvgRefused("This SVG drawing has a path that cannot be read.")
            numbers.append(checked(float(number[1])))
            at = number.end()
        yield command, tuple(numbers)
        # More points after a move are lines.
        command = {"M": "L", "m": "l"}.get(command, command)


class _Pen:
    """Where the pen is, where the outline began, and the last handle for a smooth curve."""

    def __init__(self) -> None:
        self.drawn: list[Segment] = []
        self._x = self._y = 0.0
        self._start = (0.0, 0.0)
        self._cubic: tuple[float, float] | None = None
        self._quadratic: tuple[float, float] | None = None

    def draw(self, command: str, numbers: tuple[float, ...]) -> None:
        kind = command.upper()
        if kind != "M" and not self.drawn:
            raise SvgRefused("This SVG drawing has a path that cannot be read.")
        cubic, quadratic, self._cubic, self._quadratic = self._cubic, self._quadratic, None, None
        if kind in "ST":
            kind, handle = ("C", cubic) if kind == "S" else ("Q", quadratic)
            numbers = self._absolute(kind, numbers) if command.islower() else numbers
            numbers = (*self._mirrored(handle), *numbers)
        elif command.islower():
            numbers = self._absolute(kind, numbers)
        ways: dict[str, Callable[[tuple[float, ...]], None]] = {
            "M": self._move, "H": self._across, "V": self._down, "C": self._curve,
            "Q": self._bend, "A": self._arc, "Z": self._close,
        }  # fmt: skip
        ways.get(kind, self._line)(numbers)

    def _move(self, point: tuple[float, ...]) -> None:
        self._go("M", point)
        self._start = (self._x, self._y)

    def _line(self, point: tuple[float, ...]) -> None:
        self._go("L", point)

    def _across(self, x: tuple[float, ...]) -> None:
        self._go("L", (*x, self._y))

    def _down(self, y: tuple[float, ...]) -> None:
        self._go("L", (self._x, *y))

    def _close(self, _: tuple[float, ...]) -> None:
        self.drawn.append(Segment("Z"))
        self._x, self._y = self._start

    def _absolute(self, kind: str, numbers: tuple[float, ...]) -> tuple[float, ...]:
        if kind == "V":
            return (numbers[0] + self._y,)
        if kind == "A":
            return (*numbers[:5], numbers[5] + self._x, numbers[6] + self._y)
        here = (self._x, self._y)
        return tuple(number + here[index % 2] for index, number in enumerate(numbers))

    def _go(self, kind: str, points: tuple[float, ...]) -> None:
        # After an outline was closed, the next one begins where it did.
        if kind != "M" and self.drawn and self.drawn[-1].kind == "Z":
            self.drawn.append(Segment("M", (self._x, self._y)))
        self.drawn.append(Segment(kind, points))
        self._x, self._y = points[-2:]

    def _curve(self, points: tuple[float, ...]) -> None:
        self._go("C", points)
        self._cubic = (points[2], points[3])

    def _bend(self, points: tuple[float, ...]) -> None:
        """A curve with one handle, told with two."""
        hx, hy, x, y = points
        first = (self._x + (hx - self._x) * 2 / 3, self._y + (hy - self._y) * 2 / 3)
        self._go("C", (*first, x + (hx - x) * 2 / 3, y + (hy - y) * 2 / 3, x, y))
        self._quadratic = (hx, hy)

    def _mirrored(self, handle: tuple[float, float] | None) -> tuple[float, float]:
        if handle is None:
            return self._x, self._y
        return 2 * self._x - handle[0], 2 * self._y - handle[1]

    def _arc(self, numbers: tuple[float, ...]) -> None:
        rx, ry, angle, large, sweep, x, y = numbers
        here = (self._x, self._y)
        if (x, y) == here:
            return
        if not rx or not ry:
            self._go("L", (x, y))
            return
        radii = (abs(rx), abs(ry))
        for points in _arc_curves(here, radii, angle * pi / 180, bool(large), bool(sweep), (x, y)):
            self._go("C", points)


def _arc_curves(
    begun: tuple[float, float],
    radii: tuple[float, float],
    turn: float,
    large: bool,  # noqa: FBT001 - the arc's own flag
    sweep: bool,  # noqa: FBT001 - the arc's own flag
    ended: tuple[float, float],
) -> Iterator[tuple[float, ...]]:
    """An arc as curves of a quarter turn at most."""
    (x1, y1), (x2, y2), (rx, ry) = begun, ended, radii
    c, s = cos(turn), sin(turn)
    hx, hy = (x1 - x2) / 2, (y1 - y2) / 2
    px, py = c * hx + s * hy, c * hy - s * hx
    too_small = (px / rx) ** 2 + (py / ry) ** 2
    if too_small > 1:
        rx, ry = rx * sqrt(too_small), ry * sqrt(too_small)
    under = (rx * py) ** 2 + (ry * px) ** 2
    if not under:
        return
    part = sqrt(max((rx * ry) ** 2 - under, 0) / under) * (-1 if large == sweep else 1)
    qx, qy = part * rx * py / ry, -part * ry * px / rx
    mx, my = c * qx - s * qy + (x1 + x2) / 2, s * qx + c * qy + (y1 + y2) / 2
    first = atan2((py - qy) / ry, (px - qx) / rx)
    swept = atan2((-py - qy) / ry, (-px - qx) / rx) - first
    if sweep and swept < 0:
        swept += 2 * pi
    elif not sweep and swept > 0:
        swept -= 2 * pi
    count = max(ceil(abs(swept) / (pi / 2) - 1e-9), 1)
    step = swept / count
    reach = 4 / 3 * tan(step / 4)

    def at(x: float, y: float) -> tuple[float, float]:
        return mx + c * rx * x - s * ry * y, my + s * rx * x + c * ry * y

    for index in range(count):
        a, b = first + index * step, first + (index + 1) * step
        yield (
            *at(cos(a) - reach * sin(a), sin(a) + reach * cos(a)),
            *at(cos(b) + reach * sin(b), sin(b) - reach * cos(b)),
            *(ended if index == count - 1 else at(cos(b), sin(b))),
        )
