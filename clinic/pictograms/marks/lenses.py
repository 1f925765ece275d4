"""A lens that shows a detail too small for the picture."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from clinic.pictograms import body
from clinic.pictograms.heads import facing_head
from clinic.pictograms.joints import LegJoints
from clinic.pictograms.marks.arrows import thin_arrow, turn_arrow
from clinic.pictograms.marks.base import Mark, PictureDose, Shapes
from clinic.pictograms.numerals import written
from clinic.pictograms.shapes import (
    Shape,
    Tone,
    box,
    capsule,
    circle,
    ellipse,
    filled,
    haloed,
    lined,
    moved,
    outlined,
    polygon,
    polyline,
    put,
    shift,
)
from clinic.pictograms.side_figure import foot_outline

# Details are drawn for a lens of this radius and scaled to the lens.
DRAWN_FOR: Final = 1.6


class Detail(StrEnum):
    """What a lens shows."""

    TIPS = "tips"
    TOES_FIRST = "toes_first"
    HEEL_UP = "heel_up"
    HEAD = "head"
    KNEE = "knee"
    EYES_CLOSED = "eyes_closed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Lens(Mark):
    """A ring with a detail, and a thin line to the place it shows."""

    at: tuple[float, ...]
    r: float
    show: Detail
    to: tuple[float, ...] = ()

    def draw(self, dose: PictureDose) -> Shapes:  # noqa: ARG002 - a detail has no dose
        x, y = self.at
        ring = circle((x, y), self.r)
        shapes: Shapes = ()
        if self.to:
            leader = polyline((x, y), (self.to[0], self.to[1]))
            shapes += (lined(Tone.PAPER, 0.26, leader), lined(Tone.INK, 0.09, leader))
        shapes += (haloed(Tone.PAPER, ring, halo=0.22), outlined(Tone.PAPER, 0.1, ring))
        scale = self.r / DRAWN_FOR
        detail = (_scaled(shape, (x, y), scale) for shape in DETAILS[self.show]())
        return (*shapes, *detail)


def _scaled(shape: Shape, at: tuple[float, float], scale: float) -> Shape:
    return moved(shape, put(at, scale=scale))._replace(width=shape.width * scale)


def _tips() -> Shapes:
    """Four fingertips on a rail; the palm does not touch it."""
    hand = (
        capsule((-1.15, 0.82), 0.3, (-0.5, 0.52), 0.26),
        capsule((-0.55, 0.52), 0.3, (0.02, 0.42), 0.32),
    )
    fingers = [
        ((0.0, 0.5), (0.28, 0.22), (0.22, -0.34)),
        ((-0.02, 0.45), (0.02, 0.1), (-0.06, -0.36)),
        ((-0.2, 0.4), (-0.26, 0.1), (-0.34, -0.36)),
        ((0.1, 0.55), (0.55, 0.3), (0.52, -0.32)),
    ]
    strokes = (lined(Tone.PAPER, 0.36, polyline(*points)) for points in reversed(fingers))
    inks = (lined(Tone.INK, 0.23, polyline(*points)) for points in reversed(fingers))
    drawn = [shape for pair in zip(strokes, inks, strict=True) for shape in pair]
    return (
        outlined(Tone.LIGHT, 0.09, box(-1.25, -0.95, 1.25, -0.5)),
        filled(Tone.INK, *hand),
        *drawn,
        filled(Tone.INK, *hand),
    )


def _foot(turn: float, ankle: tuple[float, float]) -> tuple[Shape, ...]:
    leg = LegJoints((0.0, 0.0), ankle, turn, (ankle[0] + 0.38, -0.62) if turn else None)
    shin = capsule((ankle[0] + 0.12, ankle[1] + 0.95), 0.26, ankle, body.ANKLE_R)
    return (haloed(Tone.INK, foot_outline(leg), shin),)


def _toes_first() -> Shapes:
    """A foot that comes down on its toes, then on its heel."""
    return (
        *_foot(-28, (-0.1, 0.02)),
        lined(Tone.INK, 0.11, polyline((-1.22, -0.68), (1.22, -0.68))),
        lined(Tone.INK, 0.13, *written("1", (0.52, -1.24), 0.42)),
        lined(Tone.INK, 0.13, *written("2", (-0.62, -1.24), 0.42)),
        *thin_arrow((-0.9, 0.55), (-0.9, -0.35)),
    )


def _heel_up() -> Shapes:
    """A foot whose heel leaves the floor."""
    return (
        *_foot(-34, (-0.05, 0.05)),
        lined(Tone.INK, 0.11, polyline((-1.22, -0.68), (1.22, -0.68))),
        *thin_arrow((-0.9, -0.45), (-0.9, 0.55)),
    )


def _head() -> Shapes:
    """A head from above that turns to both sides."""
    shoulders = ellipse((0.0, -0.35), 1.0, 0.36)
    nose = polygon((-0.17, 0.42), (0.17, 0.42), (0.0, 0.78))
    return (
        filled(Tone.MID, shoulders),
        outlined(Tone.PAPER, 0.09, ellipse((0.0, -0.02), 0.47, 0.55), nose),
        filled(Tone.MID, ellipse((0.0, -0.16), 0.42, 0.38)),
        *turn_arrow((0.0, -0.05), (1.08, 1.1), (150, 30), both=True, width=0.16),
    )


def _knee() -> Shapes:
    """A leg that stands on the floor and whose knee straightens gently: bent before, pale."""
    hip, knee, ankle = (-0.42, 1.0), (-0.4, 0.16), (-0.44, -0.72)
    bent_knee = (0.34, 0.24)
    before = (
        capsule(hip, 0.34, bent_knee, 0.27),
        capsule(bent_knee, 0.27, ankle, 0.19),
    )
    leg = (
        capsule(hip, 0.36, knee, 0.28),
        capsule(knee, 0.28, ankle, 0.2),
        capsule((-0.54, -0.84), 0.17, (0.1, -0.92), 0.1),
    )
    return (
        Shape(before, Tone.LIGHT, Tone.MID, 0.12, (0.16, 0.14)),
        haloed(Tone.INK, *leg),
        lined(Tone.INK, 0.1, polyline((-1.3, -1.06), (1.3, -1.06))),
        *thin_arrow((1.4, 0.22), (0.74, 0.22)),
    )


def _eyes_closed() -> Shapes:
    """A face with its eyes shut."""
    _, shapes = facing_head(Tone.MID, eyes_closed=True, scale=2.25)
    return tuple(moved(shape, shift(0.0, -0.05)) for shape in shapes)


DETAILS: Final[Mapping[Detail, Callable[[], Shapes]]] = {
    Detail.TIPS: _tips,
    Detail.TOES_FIRST: _toes_first,
    Detail.HEEL_UP: _heel_up,
    Detail.HEAD: _head,
    Detail.KNEE: _knee,
    Detail.EYES_CLOSED: _eyes_closed,
}
