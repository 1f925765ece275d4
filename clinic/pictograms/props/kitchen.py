"""What stands in a home: floor, wall, worktop, chair, refrigerator."""

from dataclasses import dataclass

from clinic.pictograms.poses import Side
from clinic.pictograms.props.base import (
    EDGE,
    FLOOR_LINE,
    WORKTOP_HEIGHT,
    GripLine,
    Prop,
    Shapes,
)
from clinic.pictograms.shapes import (
    Path,
    Tone,
    arc,
    box,
    filled,
    haloed,
    lined,
    outlined,
    polygon,
    polyline,
)

SLAB = 0.3
PLINTH = 0.36
SEAT = 2.1
CHAIR_BACK = 4.15


@dataclass(frozen=True, kw_only=True, slots=True)
class Floor(Prop):
    """The line everybody stands on: its upper edge is the floor."""

    x0: float
    x1: float

    def in_front(self) -> Shapes:
        y = -FLOOR_LINE / 2
        return (lined(Tone.INK, FLOOR_LINE, polyline((self.x0, y), (self.x1, y))),)

    def ground(self) -> tuple[GripLine, ...]:
        return (GripLine(self.x0, 0.0, self.x1, 0.0),)


@dataclass(frozen=True, kw_only=True, slots=True)
class Wall(Prop):
    """A wall seen from its edge, hatched on the side away from the room."""

    x: float
    hatch: Side

    def behind(self) -> Shapes:
        away = -0.4 if self.hatch is Side.LEFT else 0.4
        hatches = (
            polyline((self.x, y), (self.x + away, y - 0.4))
            for y in (0.5 + n * 0.7 for n in range(11))
        )
        return (
            lined(Tone.INK, 0.07, *hatches),
            lined(Tone.INK, 0.14, polyline((self.x, 0.0), (self.x, 7.6))),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class WorktopEnd(Prop):
    """A worktop that the person faces, seen from its end."""

    x: float
    w: float
    name: str = "worktop"

    def behind(self) -> Shapes:
        left, right = self.x + 0.35, self.x + self.w - 0.1
        top = WORKTOP_HEIGHT - SLAB
        return (
            *_tap(self.x + self.w - 0.75),
            outlined(Tone.LIGHT, EDGE, box(left, PLINTH, right, top)),
            filled(Tone.INK, box(left + 0.15, 0.0, right, PLINTH)),
            lined(Tone.INK, 0.09, polyline((left, top - 0.95), (right, top - 0.95))),
            lined(Tone.INK, 0.14, polyline((left + 0.75, top - 0.45), (left + 1.65, top - 0.45))),
            outlined(Tone.PAPER, EDGE, box(self.x, top, self.x + self.w, WORKTOP_HEIGHT - EDGE)),
        )

    def grips(self) -> dict[str, GripLine]:
        return {
            self.name: GripLine(self.x, WORKTOP_HEIGHT, self.x + self.w, WORKTOP_HEIGHT),
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class WorktopRun(Prop):
    """A worktop along which the person walks; it stands behind the person."""

    x0: float
    x1: float
    tap: float

    def behind(self) -> Shapes:
        top = WORKTOP_HEIGHT - SLAB
        inner = self.x1 - self.x0 - 0.2
        doors = max(1, round(inner / 2.6))
        edges = [self.x0 + 0.1 + inner * n / doors for n in range(1, doors)]
        handles = [self.x0 + 0.1 + inner * (n + 0.5) / doors for n in range(doors)]
        return (
            *_tap(self.tap),
            filled(Tone.LIGHT, box(self.x0 + 0.1, 0.0, self.x1 - 0.1, top)),
            lined(Tone.PAPER, 0.1, *(polyline((x, 0.3), (x, top)) for x in edges)),
            lined(Tone.PAPER, 0.12, *(polyline((x - 0.35, 3.3), (x + 0.35, 3.3)) for x in handles)),
            outlined(Tone.PAPER, EDGE, box(self.x0, top, self.x1, WORKTOP_HEIGHT - EDGE)),
        )

    def grips(self) -> dict[str, GripLine]:
        return {"worktop": GripLine(self.x0, WORKTOP_HEIGHT, self.x1, WORKTOP_HEIGHT)}


def _tap(x: float) -> Shapes:
    y = WORKTOP_HEIGHT
    spout = arc((x - 0.3, y + 0.75), 0.3, 0.3, start=0, end=175)
    return (
        lined(Tone.INK, 0.17, polyline((x, y), (x, y + 0.75)), spout),
        lined(Tone.INK, 0.17, polyline((x - 0.6, y + 0.74), (x - 0.6, y + 0.6))),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Chair(Prop):
    """A firm chair from the side; `x` is the outer edge of its back, the seat is to the right."""

    x: float
    name: str = "chair"

    def behind(self) -> Shapes:
        x = self.x
        frame = (
            polyline((x, CHAIR_BACK - 0.11), (x + 0.14, SEAT), (x + 0.06, 0.11)),
            polyline((x + 1.95, SEAT - 0.1), (x + 2.04, 0.11)),
        )
        return (
            lined(Tone.PAPER, 0.4, *frame),
            lined(Tone.INK, 0.22, *frame),
            outlined(Tone.MID, EDGE, box(x + 0.02, SEAT - 0.24, x + 2.1, SEAT - EDGE)),
        )

    def grips(self) -> dict[str, GripLine]:
        return {
            self.name: GripLine(self.x - 0.3, CHAIR_BACK + 0.08, self.x + 0.3, CHAIR_BACK + 0.08)
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class ChairBefore(Prop):
    """A chair between us and a person seen from the front: its seat is toward us."""

    at: float

    def before_body(self) -> Shapes:
        x = self.at
        posts = (
            polyline((x - 0.85, CHAIR_BACK - 0.1), (x - 0.85, 0.11)),
            polyline((x + 0.85, CHAIR_BACK - 0.1), (x + 0.85, 0.11)),
        )
        seat = polygon((x - 0.85, 2.0), (x + 0.85, 2.0), (x + 1.05, 1.55), (x - 1.05, 1.55))
        return (
            lined(Tone.PAPER, 0.42, *posts),
            lined(Tone.INK, 0.22, *posts),
            haloed(Tone.PAPER, box(x - 0.85, 3.55, x + 0.85, CHAIR_BACK - EDGE), halo=0.16),
            outlined(Tone.MID, EDGE, box(x - 0.85, 3.55, x + 0.85, CHAIR_BACK - EDGE)),
            haloed(Tone.PAPER, box(x - 0.85, 2.75, x + 0.85, 2.95), halo=0.16),
            outlined(Tone.MID, EDGE, box(x - 0.85, 2.75, x + 0.85, 2.95)),
            haloed(Tone.PAPER, seat, halo=0.16),
            outlined(Tone.MID, EDGE, seat, box(x - 1.05, 1.35, x + 1.05, 1.55)),
            lined(
                Tone.INK,
                0.22,
                polyline((x - 0.98, 1.3), (x - 0.98, -0.3)),
                polyline((x + 0.98, 1.3), (x + 0.98, -0.3)),
            ),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Corner(Prop):
    """The corner of a room behind somebody: two walls, and the floor in front of them."""

    x: float
    half: float

    def behind(self) -> Shapes:
        back = 1.0
        left = polygon(
            (self.x, back), (self.x, 7.9), (self.x - self.half, 7.9), (self.x - self.half, 0.0)
        )
        edges = (
            polyline((self.x, 7.9), (self.x, back)),
            polyline((self.x - self.half, 0.0), (self.x, back), (self.x + self.half, 0.0)),
            polyline((self.x - self.half, 7.9), (self.x + self.half, 7.9)),
        )
        return (
            filled(Tone.LIGHT, left),
            lined(Tone.INK, 0.1, *edges),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Fridge(Prop):
    """A refrigerator with its door to the left and its handle at hand height."""

    x: float
    name: str = "fridge"

    def behind(self) -> Shapes:
        left, right = self.x, self.x + 2.7
        body = box(left, 0.3, right, 7.0)
        feet: tuple[Path, ...] = (
            box(left + 0.25, 0.0, left + 0.65, 0.3),
            box(right - 0.65, 0.0, right - 0.25, 0.3),
        )
        return (
            filled(Tone.INK, *feet),
            outlined(Tone.LIGHT, EDGE, body),
            outlined(Tone.PAPER, EDGE, box(left, 0.3, left + 0.42, 4.95)),
            outlined(Tone.PAPER, EDGE, box(left, 5.1, left + 0.42, 7.0)),
            lined(Tone.INK, 0.1, polyline((left, 5.02), (right, 5.02))),
            lined(
                Tone.INK,
                0.16,
                polyline((left, 4.75), (left - 0.3, 4.65), (left - 0.3, 3.6), (left, 3.5)),
            ),
            lined(
                Tone.INK,
                0.16,
                polyline((left, 6.3), (left - 0.3, 6.2), (left - 0.3, 5.6), (left, 5.5)),
            ),
        )

    def grips(self) -> dict[str, GripLine]:
        return {self.name: GripLine(self.x - 0.6, 4.15, self.x, 4.15)}
