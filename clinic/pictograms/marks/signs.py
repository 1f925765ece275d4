"""Signs: how long, how often, the other leg, look there, say aloud, on the beat."""

from dataclasses import dataclass

from clinic.pictograms import body
from clinic.pictograms.marks.arrows import turn_arrow
from clinic.pictograms.marks.base import Mark, PictureDose, Shapes
from clinic.pictograms.numerals import written, written_width
from clinic.pictograms.shapes import (
    Path,
    Point,
    Tone,
    arc,
    box,
    circle,
    filled,
    haloed,
    lined,
    outlined,
    placed,
    polygon,
    polyline,
    smooth,
)

WRITING = 0.9
PEN = 0.17


@dataclass(frozen=True, kw_only=True, slots=True)
class Hold(Mark):
    """A stopwatch, with the prescribed seconds if there are any: keep still so long."""

    at: tuple[float, ...]

    def draw(self, dose: PictureDose) -> Shapes:
        x, y = self.at
        watch: Shapes = (
            filled(Tone.INK, box(x - 0.14, y + 0.62, x + 0.14, y + 0.86)),
            lined(Tone.INK, 0.16, polyline((x - 0.24, y + 0.92), (x + 0.24, y + 0.92))),
            lined(Tone.INK, 0.16, polyline((x + 0.5, y + 0.52), (x + 0.64, y + 0.66))),
            outlined(Tone.PAPER, 0.12, circle((x, y), 0.58)),
            filled(Tone.INK, polygon((x, y), (x, y + 0.46), (x + 0.33, y + 0.33), (x + 0.46, y))),
        )
        if dose.hold_s is None:
            return watch
        return (*watch, *_writing(f"{dose.hold_s} s", (x + 1.0, y - WRITING / 2)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Repeat(Mark):
    """A round arrow with the prescribed count: do it so often. Nothing without a count."""

    at: tuple[float, ...]

    def draw(self, dose: PictureDose) -> Shapes:
        x, y = self.at
        if dose.repetitions is None:
            return ()
        arrow = turn_arrow((x, y), (0.52, 0.52), (170, -130))
        return (*arrow, *_writing(f"{dose.repetitions} ×", (x + 1.0, y - WRITING / 2)))


def _writing(text: str, at: Point) -> Shapes:
    paths = written(text, at, WRITING)
    return (lined(Tone.INK, PEN, *paths),)


@dataclass(frozen=True, kw_only=True, slots=True)
class Swap(Mark):
    """One foot, then the other."""

    at: tuple[float, ...]

    def draw(self, dose: PictureDose) -> Shapes:  # noqa: ARG002 - the legs have no dose
        x, y = self.at
        right = smooth(body.SOLE)
        left = smooth([(px, -py) for px, py in body.SOLE])
        return (
            outlined(Tone.INK, 0.08, placed(left, (x - 0.42, y), degrees=90, scale=0.95)),
            outlined(Tone.PAPER, 0.08, placed(right, (x + 0.42, y), degrees=90, scale=0.95)),
            *turn_arrow((x, y + 0.62), (0.72, 0.62), (178, 2), both=True, width=0.13, head=0.46),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Look(Mark):
    """Look at one spot: dots from the eyes to a target."""

    start: tuple[float, ...]
    end: tuple[float, ...]

    def draw(self, dose: PictureDose) -> Shapes:  # noqa: ARG002 - the same for any dose
        (x0, y0), (x1, y1) = self.start, self.end
        way = 1 if x1 > x0 else -1
        sight = polyline((x0, y0), (x1 - 0.55 * way, y1))
        return (
            lined(Tone.INK, 0.1, sight, dash=(0.16, 0.26)),
            outlined(Tone.PAPER, 0.13, circle((x1, y1), 0.24)),
            filled(Tone.INK, circle((x1, y1), 0.13)),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Speech(Mark):
    """A bubble beside the mouth with numbers that are said aloud, or a call."""

    at: tuple[float, ...]
    to: tuple[float, ...]
    text: str
    size: float = 0.62

    def draw(self, dose: PictureDose) -> Shapes:  # noqa: ARG002 - the same for any dose
        (x, y), (tx, ty) = self.at, self.to
        wide, high = written_width(self.text, self.size) / 2 + 0.42, self.size / 2 + 0.36
        bubble = _rounded(x - wide, y - high, x + wide, y + high, min(high, 0.55))
        edge = x - wide if tx < x else x + wide
        tail = polygon((edge, y - 0.25), (edge, y + 0.25), (tx, ty))
        words = written(self.text, (x - wide + 0.42, y - self.size / 2), self.size)
        return (
            haloed(Tone.PAPER, bubble, tail, halo=0.2),
            outlined(Tone.PAPER, 0.1, bubble, tail),
            lined(Tone.INK, self.size * 0.2, *words),
        )


def _rounded(left: float, bottom: float, right: float, top: float, radius: float) -> Path:
    corners = (
        arc((right - radius, top - radius), radius, radius, start=0, end=90),
        arc((left + radius, top - radius), radius, radius, start=90, end=180),
        arc((left + radius, bottom + radius), radius, radius, start=180, end=270),
        arc((right - radius, bottom + radius), radius, radius, start=270, end=360),
    )
    return Path(tuple(point for corner in corners for point in corner.points), closed=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cord(Mark):
    """The safety cord from the clothes to the console."""

    points: tuple[tuple[float, ...], ...]

    def draw(self, dose: PictureDose) -> Shapes:  # noqa: ARG002 - the same for any dose
        points = [(x, y) for x, y in self.points]
        cord = smooth(points, closed=False)
        return (
            lined(Tone.PAPER, 0.24, cord),
            lined(Tone.INK, 0.09, cord),
            outlined(Tone.PAPER, 0.09, circle(points[0], 0.13)),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Metronome(Mark):
    """A metronome that beats."""

    at: tuple[float, ...]

    def draw(self, dose: PictureDose) -> Shapes:  # noqa: ARG002 - the same for any dose
        x, y = self.at
        case = polygon(
            (x - 0.85, y - 1.0), (x + 0.85, y - 1.0), (x + 0.32, y + 1.05), (x - 0.32, y + 1.05)
        )
        waves = (
            arc((x, y + 0.7), radius, radius, start=middle - 24, end=middle + 24)
            for radius in (1.15, 1.6)
            for middle in (15, 165)
        )
        return (
            outlined(Tone.PAPER, 0.12, case),
            filled(Tone.INK, box(x - 0.78, y - 1.0, x + 0.78, y - 0.55)),
            lined(Tone.INK, 0.14, polyline((x, y - 0.55), (x + 0.5, y + 1.25))),
            filled(Tone.INK, circle((x + 0.3, y + 0.55), 0.2)),
            lined(Tone.INK, 0.12, *waves),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Quick(Mark):
    """Three short lines left behind by something fast, to the right of their place."""

    at: tuple[float, ...]
    length: float = 0.8

    def draw(self, dose: PictureDose) -> Shapes:  # noqa: ARG002 - the same for any dose
        x, y = self.at
        lines = (
            polyline((x + dx, y + dy), (x + dx + self.length, y + dy))
            for dx, dy in ((0.0, 0.32), (0.2, 0.0), (0.0, -0.32))
        )
        return (lined(Tone.INK, 0.12, *lines),)
