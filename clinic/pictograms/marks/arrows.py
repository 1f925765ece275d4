"""Arrows: the way a person goes, the way a part moves, a turn."""

import math
from dataclasses import dataclass

from clinic.pictograms.marks.base import Mark, PictureDose, Shapes
from clinic.pictograms.props.floor_things import PathEight
from clinic.pictograms.shapes import (
    Path,
    Point,
    Tone,
    arc,
    filled,
    haloed,
    lined,
    placed,
    polygon,
    polyline,
    smooth,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Travel(Mark):
    """The heavy arrow: the person goes this way."""

    start: tuple[float, ...]
    end: tuple[float, ...]

    def draw(self, dose: PictureDose) -> Shapes:  # noqa: ARG002 - an arrow has no dose
        (x0, y0), (x1, y1) = self.start, self.end
        length = math.hypot(x1 - x0, y1 - y0)
        neck = length - 1.2
        arrow = polygon(
            (0, -0.25), (neck, -0.25), (neck, -0.66), (length, 0),
            (neck, 0.66), (neck, 0.25), (0, 0.25),
        )  # fmt: skip
        degrees = math.degrees(math.atan2(y1 - y0, x1 - x0))
        return (haloed(Tone.INK, placed(arrow, (x0, y0), degrees=degrees), halo=0.12),)


@dataclass(frozen=True, kw_only=True, slots=True)
class Move(Mark):
    """The light arrow: a part of the body moves this way, or both ways."""

    points: tuple[tuple[float, ...], ...]
    both: bool = False

    def draw(self, dose: PictureDose) -> Shapes:  # noqa: ARG002 - the same for any dose
        points = [(x, y) for x, y in self.points]
        line = list(points)
        heads = [arrow_head(points[-2], points[-1], 0.66, 0.62)]
        line[-1] = _short_of(points[-2], points[-1], 0.4)
        if self.both:
            heads.append(arrow_head(points[1], points[0], 0.66, 0.62))
            line[0] = _short_of(points[1], points[0], 0.4)
        path = smooth(line, closed=False)
        return (
            lined(Tone.PAPER, 0.38, path),
            haloed(Tone.INK, *heads),
            lined(Tone.INK, 0.19, path),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn(Mark):
    """An arc with a head: turn round. Angles in degrees, counterclockwise from the right."""

    at: tuple[float, ...]
    rx: float
    ry: float
    from_deg: float
    to_deg: float
    both: bool = False

    def draw(self, dose: PictureDose) -> Shapes:  # noqa: ARG002 - the same for any dose
        return turn_arrow(
            (self.at[0], self.at[1]),
            (self.rx, self.ry),
            (self.from_deg, self.to_deg),
            both=self.both,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class PathArrow(Mark):
    """The way along a figure of eight, from one of its angles to another."""

    x: float
    y: float
    rx: float
    ry: float
    from_deg: float
    to_deg: float

    def draw(self, dose: PictureDose) -> Shapes:  # noqa: ARG002 - the same for any dose
        eight = PathEight(x=self.x, y=self.y, rx=self.rx, ry=self.ry)
        steps = 8
        each = (self.to_deg - self.from_deg) / steps
        points = [eight.point(self.from_deg + each * n) for n in range(steps + 1)]
        head = arrow_head(points[-2], points[-1], 0.85, 0.8)
        points[-1] = _short_of(points[-2], points[-1], 0.4)
        path = smooth(points, closed=False)
        return (
            lined(Tone.PAPER, 0.42, path),
            haloed(Tone.INK, head),
            lined(Tone.INK, 0.24, path),
        )


def turn_arrow(
    at: Point,
    radii: Point,
    degrees: tuple[float, float],
    *,
    both: bool = False,
    width: float = 0.2,
    head: float = 0.7,
) -> Shapes:
    """An arc from one angle to another with a head at its end, or at both."""
    (rx, ry), (start, end) = radii, degrees
    way = 1 if end > start else -1
    inset = math.degrees(0.46 * head / max(rx, ry)) * way

    def on(angle: float) -> Point:
        return at[0] + rx * math.cos(math.radians(angle)), at[1] + ry * math.sin(
            math.radians(angle)
        )

    heads = [arrow_head(on(end - inset * 1.6), on(end), head, head * 0.94)]
    if both:
        heads.append(arrow_head(on(start + inset * 1.6), on(start), head, head * 0.94))
    line = arc(at, rx, ry, start=start + (inset if both else 0), end=end - inset)
    return (
        lined(Tone.PAPER, width + 0.18, line),
        haloed(Tone.INK, *heads),
        lined(Tone.INK, width, line),
    )


def arrow_head(before: Point, tip: Point, length: float, width: float) -> Path:
    """A triangle at the tip, pointing away from the point before."""
    degrees = math.degrees(math.atan2(tip[1] - before[1], tip[0] - before[0]))
    return placed(
        polygon((0, 0), (-length, width / 2), (-length, -width / 2)), tip, degrees=degrees
    )


def thin_arrow(start: Point, end: Point, *, width: float = 0.14) -> Shapes:
    """A small arrow inside a lens."""
    head = arrow_head(start, end, 0.46, 0.46)
    return (
        lined(Tone.INK, width, polyline(start, _short_of(start, end, 0.3))),
        filled(Tone.INK, head),
    )


def _short_of(before: Point, tip: Point, by: float) -> Point:
    length = math.hypot(tip[0] - before[0], tip[1] - before[1])
    part = max(length - by, 0.0) / length
    return before[0] + (tip[0] - before[0]) * part, before[1] + (tip[1] - before[1]) * part
