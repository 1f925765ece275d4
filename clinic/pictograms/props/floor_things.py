"""What lies or stands on the floor, and what is pulled: mats, cones, lines, a band, a sled."""

import math
from dataclasses import dataclass

from clinic.pictograms.props.base import EDGE, GripLine, Prop, Shapes
from clinic.pictograms.shapes import (
    Path,
    Point,
    Tone,
    box,
    circle,
    filled,
    haloed,
    lined,
    outlined,
    polygon,
    polyline,
    smooth,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mat(Prop):
    """A soft mat or strip of foam, dotted."""

    x0: float
    x1: float
    h: float

    def behind(self) -> Shapes:
        count = max(2, int((self.x1 - self.x0) / 0.42))
        step = (self.x1 - self.x0) / count
        dots = (
            circle((self.x0 + step * (n + 0.5), self.h * (0.32 if n % 2 else 0.62)), 0.05)
            for n in range(count)
        )
        return (
            outlined(Tone.LIGHT, EDGE, box(self.x0, 0.0, self.x1, self.h - EDGE)),
            filled(Tone.INK, *dots),
        )

    def ground(self) -> tuple[GripLine, ...]:
        return (GripLine(self.x0, self.h, self.x1, self.h),)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cone(Prop):
    """A soft cone with two bands."""

    x: float
    y: float = 0.0
    h: float = 1.35
    is_near: bool = False

    def behind(self) -> Shapes:
        return () if self.is_near else self._drawn()

    def in_front(self) -> Shapes:
        return self._drawn() if self.is_near else ()

    def _drawn(self) -> Shapes:
        half, h = 0.42 * self.h / 1.35, self.h

        def band(low: float, high: float) -> Path:
            wide, slim = half * (1 - low / h * 0.8), half * (1 - high / h * 0.8)
            x, y = self.x, self.y
            return polygon(
                (x - wide, y + low), (x + wide, y + low), (x + slim, y + high), (x - slim, y + high)
            )

        foot = box(self.x - half - 0.14, self.y, self.x + half + 0.14, self.y + 0.13)
        return (
            haloed(Tone.PAPER, band(0.1, h), halo=0.16),
            outlined(Tone.PAPER, EDGE, band(0.1, h), foot),
            filled(Tone.INK, foot, band(h * 0.26, h * 0.48), band(h * 0.68, h)),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class PathEight(Prop):
    """A figure of eight on the floor, seen from a low place, dashed."""

    x: float
    y: float
    rx: float
    ry: float

    def point(self, degrees: float) -> Point:
        """A point of the eight: 0 is its middle, 90 the right end."""
        angle = math.radians(degrees)
        return self.x + self.rx * math.sin(angle), self.y + self.ry * math.sin(2 * angle)

    def behind(self) -> Shapes:
        path = smooth([self.point(n * 12) for n in range(31)], closed=False)
        return (lined(Tone.MID, 0.15, path, dash=(0.3, 0.3)),)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tape(Prop):
    """Lines taped across the way, seen from the side: thick ends on the floor."""

    at: tuple[float, ...]

    def in_front(self) -> Shapes:
        ends = (box(x - 0.34, -0.12, x + 0.34, 0.1) for x in self.at)
        return (outlined(Tone.MID, EDGE, *ends),)


@dataclass(frozen=True, kw_only=True, slots=True)
class Band(Prop):
    """An elastic band from a ring on a rail to the waist."""

    start: tuple[float, ...]
    end: tuple[float, ...]
    slack: float = 0.0

    def before_body(self) -> Shapes:
        (x0, y0), (x1, y1) = self.start, self.end
        middle = ((x0 + x1) / 2, (y0 + y1) / 2 - self.slack)
        ribbon = smooth([(x0, y0), middle, (x1, y1)], closed=False)
        count = max(3, int(math.hypot(x1 - x0, y1 - y0) / 0.32))
        ticks = []
        for n in range(1, count):
            part = n / count
            sag = 4 * part * (1 - part) * self.slack
            x, y = x0 + (x1 - x0) * part, y0 + (y1 - y0) * part - sag
            ticks.append(polyline((x - 0.06, y - 0.1), (x + 0.06, y + 0.1)))
        return (
            lined(Tone.PAPER, 0.52, ribbon),
            lined(Tone.INK, 0.34, ribbon),
            lined(Tone.PAPER, 0.2, ribbon),
            lined(Tone.INK, 0.07, *ticks),
            outlined(Tone.PAPER, 0.1, circle((x0, y0), 0.2)),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Sled(Prop):
    """A sled on the floor with a small load, and its rope to the hands at `rope`."""

    x: float
    rope: tuple[float, ...]

    def behind(self) -> Shapes:
        x = self.x
        runner = smooth(
            [(x - 0.35, 0.75), (x - 0.3, 0.3), (x + 0.1, 0.07), (x + 1.2, 0.07), (x + 2.6, 0.07)],
            closed=False,
        )
        struts = (polyline((x + at, 0.1), (x + at, 0.6)) for at in (0.55, 2.15))
        bag = smooth(
            [
                (x + 0.5, 0.75),
                (x + 0.45, 1.3),
                (x + 0.9, 1.6),
                (x + 1.4, 1.5),
                (x + 1.9, 1.62),
                (x + 2.3, 1.25),
                (x + 2.25, 0.75),
            ]
        )
        return (
            outlined(Tone.LIGHT, EDGE, bag),
            outlined(Tone.PAPER, EDGE, box(x, 0.58, x + 2.6, 0.8)),
            lined(Tone.INK, 0.16, runner, *struts),
        )

    def before_body(self) -> Shapes:
        x1, y1 = self.rope
        rope = polyline((self.x, 0.7), (x1, y1))
        return (lined(Tone.PAPER, 0.3, rope), lined(Tone.INK, 0.12, rope))

    def grips(self) -> dict[str, GripLine]:
        x1, y1 = self.rope
        return {"rope": GripLine(x1 - 0.4, y1, x1 + 0.4, y1)}
