"""A figure seen from the front or back, as shapes in painting order."""

import math

from clinic.pictograms import body
from clinic.pictograms.heads import facing_head, halo_of, head_from_behind
from clinic.pictograms.poses import FacingLeg, FacingPose, Style, View
from clinic.pictograms.shapes import (
    Path,
    Point,
    Shape,
    Tone,
    capsule,
    circle,
    filled,
    haloed,
    mapped,
    moved,
    shift,
    smooth,
)
from clinic.pictograms.side_figure import GHOST_DASH, GHOST_LINE, Figure

ELBOW_PART = 0.7
ELBOW_OUT = 0.2


def draw_facing_figure(pose: FacingPose) -> Figure:
    """The shapes of a figure, in the picture's measure; the hands belong to the near arm."""
    hip_y = _hip_height(pose)
    legs = (*_leg(-1, pose.left_leg, hip_y), *_leg(1, pose.right_leg, hip_y))
    trunk = mapped(smooth(body.TRUNK_FACING), shift(0.0, hip_y))
    neck = capsule((0, hip_y + 2.2), 0.24, (0, hip_y + 2.7), 0.22)
    arms = (*_arm(-1, pose.left_hand, hip_y), *_arm(1, pose.right_hand, hip_y))
    outline, head = _head(pose, hip_y)

    def placed(*paths: Path) -> tuple[Path, ...]:
        return tuple(mapped(path, shift(pose.at, pose.base)) for path in paths)

    if pose.style is Style.GHOST:
        whole = placed(*legs, trunk, neck, *arms, *outline)
        pale = Shape(whole, Tone.LIGHT, Tone.MID, GHOST_LINE, GHOST_DASH)
        return Figure((haloed(Tone.PAPER, *whole, halo=0.17), pale), ())
    trunk_and_legs = haloed(Tone.INK, *placed(*legs, trunk, neck))
    head_shapes = (
        halo_of(placed(*outline)),
        filled(Tone.INK, *placed(neck)),
        *(shape._replace(paths=placed(*shape.paths)) for shape in head),
    )
    limbs = haloed(Tone.INK, *placed(*arms))
    if pose.view is View.BACK:
        return Figure((limbs, trunk_and_legs, *head_shapes), ())
    return Figure((trunk_and_legs, *head_shapes), (limbs,))


def _hip_height(pose: FacingPose) -> float:
    reach = (body.THIGH + body.SHIN) * body.STRAIGHTEST
    standing = [leg for leg in (pose.left_leg, pose.right_leg) if leg.y == 0]
    return min(
        body.ANKLE + math.sqrt(reach**2 - (abs(leg.x) - body.HIPS_APART) ** 2) for leg in standing
    )


def _leg(side: int, leg: FacingLeg, hip_y: float) -> tuple[Path, ...]:
    hip = (side * body.HIPS_APART, hip_y)
    ankle = (leg.x, leg.y + body.ANKLE)
    # A lifted leg bends toward us: seen from here its knee stays on the line.
    part = body.THIGH / (body.THIGH + body.SHIN)
    knee = (hip[0] + (ankle[0] - hip[0]) * part, hip[1] + (ankle[1] - hip[1]) * part)
    foot = mapped(smooth(body.FOOT_FACING), shift(leg.x, leg.y))
    return (
        capsule(hip, 0.42, knee, 0.30),
        capsule(knee, 0.30, ankle, 0.20),
        foot,
    )


def _arm(side: int, hand: tuple[float, ...], hip_y: float) -> tuple[Path, ...]:
    shoulder = (side * (body.SHOULDERS_APART - 0.06), hip_y + body.SHOULDERS_UP - 0.06)
    if not hand:
        elbow = (shoulder[0] + side * 0.26, shoulder[1] - body.UPPER_ARM)
        wrist = (elbow[0] + side * 0.02, elbow[1] - body.FOREARM)
        tip = (wrist[0], wrist[1] - body.FINGERS)
        return _limb(shoulder, elbow, wrist, tip)
    x, y = hand
    wrist = (x, y + 0.22)
    elbow = _elbow(side, shoulder, wrist)
    return _limb(shoulder, elbow, wrist, (x, y))


def _limb(shoulder: Point, elbow: Point, wrist: Point, tip: Point) -> tuple[Path, ...]:
    return (
        capsule(shoulder, body.SHOULDER_R, elbow, body.ELBOW_R),
        capsule(elbow, body.ELBOW_R, wrist, body.WRIST_R),
        capsule(wrist, body.WRIST_R, tip, body.WRIST_R),
        circle(tip, 0.17),
    )


def _elbow(side: int, shoulder: Point, wrist: Point) -> Point:
    """Elbows hang: far down the arm and a little outward, as an arm that points away shows them."""
    x = shoulder[0] + (wrist[0] - shoulder[0]) * ELBOW_PART + side * ELBOW_OUT
    return x, shoulder[1] + (wrist[1] - shoulder[1]) * ELBOW_PART


def _head(pose: FacingPose, hip_y: float) -> tuple[tuple[Path, ...], tuple[Shape, ...]]:
    hair = Tone.MID if pose.style is not Style.OUTLINE else Tone.INK
    if pose.view is View.BACK:
        outline, shapes = head_from_behind(hair)
    else:
        outline, shapes = facing_head(hair, eyes_closed=pose.eyes_closed)

    up = shift(0.0, hip_y + body.HEAD_UP)
    return tuple(mapped(path, up) for path in outline), tuple(moved(one, up) for one in shapes)
