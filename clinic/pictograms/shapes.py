"""Outlines in head units, y up: straight and curved paths, and how a figure's parts are painted."""

import math
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

Point = tuple[float, float]

# Two cubic curves a half circle: the usual constant for a quarter of a circle.
QUARTER: Final = 0.5522847
# How many numbers a straight step to the next point has; a curve has six.
A_POINT: Final = 2


class Tone(StrEnum):
    """The four tones a picture is made of; black and white is complete."""

    INK = "ink"
    MID = "mid"
    LIGHT = "light"
    PAPER = "paper"


class Path(NamedTuple):
    """One outline: its start, then a line (two numbers) or a cubic curve (six) to each point."""

    points: tuple[tuple[float, ...], ...]
    closed: bool

    def ends(self) -> list[Point]:
        """The points it goes through, without the handles of its curves."""
        return [(point[-2], point[-1]) for point in self.points]


class Shape(NamedTuple):
    """Paths painted together: first the line round them all, then the fill over its inner half.

    So a line round several parts is the outline of their union, and only its outer half is seen.
    """

    paths: tuple[Path, ...]
    fill: Tone | None = None
    line: Tone | None = None
    width: float = 0.0
    dash: tuple[float, ...] = ()


def polyline(*points: Point) -> Path:
    """An open path of straight lines."""
    return Path(points, closed=False)


def polygon(*points: Point) -> Path:
    """A closed path of straight lines."""
    return Path(tuple(_counterclockwise(points)), closed=True)


def box(left: float, bottom: float, right: float, top: float) -> Path:
    """An upright rectangle."""
    return polygon((left, bottom), (right, bottom), (right, top), (left, top))


def smooth(points: Sequence[Point], *, closed: bool = True) -> Path:
    """A Catmull-Rom curve through the points."""
    given = _counterclockwise(points) if closed else list(points)
    around = [given[-1], *given, given[0], given[1]] if closed else [given[0], *given, given[-1]]
    segments: list[tuple[float, ...]] = [given[0]]
    for before, start, end, after in zip(around, around[1:], around[2:], around[3:], strict=False):
        segments.append((*_sixth(start, before, end), *_sixth(end, after, start), *end))
    return Path(tuple(segments), closed=closed)


def _sixth(at: Point, one: Point, other: Point) -> Point:
    """A handle at one point, along the line between its neighbours."""
    return at[0] + (other[0] - one[0]) / 6, at[1] + (other[1] - one[1]) / 6


def ellipse(centre: Point, rx: float, ry: float) -> Path:
    """A closed ellipse."""
    (x, y), kx, ky = centre, rx * QUARTER, ry * QUARTER
    return Path(
        (
            (x + rx, y),
            (x + rx, y + ky, x + kx, y + ry, x, y + ry),
            (x - kx, y + ry, x - rx, y + ky, x - rx, y),
            (x - rx, y - ky, x - kx, y - ry, x, y - ry),
            (x + kx, y - ry, x + rx, y - ky, x + rx, y),
        ),
        closed=True,
    )


def circle(centre: Point, radius: float) -> Path:
    """A closed circle."""
    return ellipse(centre, radius, radius)


def arc(centre: Point, rx: float, ry: float, *, start: float, end: float) -> Path:
    """An open arc between two angles in degrees, counterclockwise from the right."""
    steps = max(1, math.ceil(abs(end - start) / 60))
    each = math.radians((end - start) / steps)
    handle = 4 / 3 * math.tan(each / 4)
    angle = math.radians(start)
    points: list[tuple[float, ...]] = [_on(centre, rx, ry, angle)]
    for _ in range(steps):
        (x0, y0), (x1, y1) = _on(centre, rx, ry, angle), _on(centre, rx, ry, angle + each)
        points.append(
            (
                x0 - handle * rx * math.sin(angle),
                y0 + handle * ry * math.cos(angle),
                x1 + handle * rx * math.sin(angle + each),
                y1 - handle * ry * math.cos(angle + each),
                x1,
                y1,
            )
        )
        angle += each
    return Path(tuple(points), closed=False)


def _on(centre: Point, rx: float, ry: float, angle: float) -> Point:
    return centre[0] + rx * math.cos(angle), centre[1] + ry * math.sin(angle)


def capsule(start: Point, start_radius: float, end: Point, end_radius: float) -> Path:
    """A limb: two circles and their outer tangents."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy)
    if length <= abs(start_radius - end_radius):
        return circle(start, start_radius) if start_radius > end_radius else circle(end, end_radius)
    along = math.degrees(math.atan2(dy, dx))
    # Where the tangents leave the circles: a right angle if both are equally thick.
    away = math.degrees(math.acos((start_radius - end_radius) / length))
    tip = arc(end, end_radius, end_radius, start=along - away, end=along + away)
    root = arc(start, start_radius, start_radius, start=along + away, end=along + 360 - away)
    return Path((*tip.points, *root.points), closed=True)


def turned(point: Point, degrees: float, about: Point = (0.0, 0.0)) -> Point:
    """A point turned counterclockwise."""
    angle = math.radians(degrees)
    x, y = point[0] - about[0], point[1] - about[1]
    cos, sin = math.cos(angle), math.sin(angle)
    return about[0] + x * cos - y * sin, about[1] + x * sin + y * cos


def towards(degrees: float, length: float, *, start: Point = (0.0, 0.0)) -> Point:
    """The point this far from the start; 0 degrees is straight down, 90 forward, 180 up."""
    angle = math.radians(degrees)
    return start[0] + length * math.sin(angle), start[1] - length * math.cos(angle)


class Affine(NamedTuple):
    """A change of place: (x, y) goes to x·(xx, xy) + y·(yx, yy) + (dx, dy)."""

    xx: float = 1.0
    xy: float = 0.0
    yx: float = 0.0
    yy: float = 1.0
    dx: float = 0.0
    dy: float = 0.0


def shift(dx: float, dy: float) -> Affine:
    """A plain move."""
    return Affine(dx=dx, dy=dy)


def put(at: Point, *, degrees: float = 0.0, scale: float = 1.0) -> Affine:
    """What is drawn round the origin is scaled, turned counterclockwise, and put at a place."""
    angle = math.radians(degrees)
    cos, sin = math.cos(angle) * scale, math.sin(angle) * scale
    return Affine(cos, sin, -sin, cos, at[0], at[1])


def mapped(path: Path, by: Affine) -> Path:
    """The path with all its points and handles moved."""
    xx, xy, yx, yy, dx, dy = by
    points: list[tuple[float, ...]] = []
    for point in path.points:
        if len(point) == A_POINT:
            x, y = point
            points.append((x * xx + y * yx + dx, x * xy + y * yy + dy))
        else:
            x0, y0, x1, y1, x, y = point
            points.append(
                (
                    x0 * xx + y0 * yx + dx,
                    x0 * xy + y0 * yy + dy,
                    x1 * xx + y1 * yx + dx,
                    x1 * xy + y1 * yy + dy,
                    x * xx + y * yx + dx,
                    x * xy + y * yy + dy,
                )
            )
    return Path(tuple(points), path.closed)


def placed(path: Path, at: Point, *, degrees: float = 0.0, scale: float = 1.0) -> Path:
    """A path drawn round the origin, scaled, turned, and put at a place."""
    return mapped(path, put(at, degrees=degrees, scale=scale))


def moved(shape: Shape, by: Affine) -> Shape:
    """The shape with all its paths moved."""
    return shape._replace(paths=tuple(mapped(path, by) for path in shape.paths))


def filled(tone: Tone, *paths: Path) -> Shape:
    """A plain surface."""
    return Shape(paths, fill=tone)


def lined(tone: Tone, width: float, *paths: Path, dash: tuple[float, ...] = ()) -> Shape:
    """Lines of one width, with round ends."""
    return Shape(paths, line=tone, width=width, dash=dash)


def outlined(fill: Tone, width: float, *paths: Path, line: Tone = Tone.INK) -> Shape:
    """A surface whose outline is seen this wide outside it."""
    return Shape(paths, fill=fill, line=line, width=2 * width)


def haloed(fill: Tone, *paths: Path, halo: float = 0.095) -> Shape:
    """A surface with paper kept free round it, so that what lies behind ends before it."""
    return Shape(paths, fill=fill, line=Tone.PAPER, width=2 * halo)


def _counterclockwise(points: Iterable[Point]) -> list[Point]:
    given = list(points)
    around = zip(given, [*given[1:], given[0]], strict=True)
    area = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in around)
    return given if area >= 0 else given[::-1]
