"""A figure seen from the side, as shapes in painting order."""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from clinic.pictograms import body
from clinic.pictograms.heads import facing_head, side_head
from clinic.pictograms.joints import ArmJoints, Joints, LegJoints
from clinic.pictograms.poses import Belt, Look, SidePose, Style
from clinic.pictograms.shapes import (
    Path,
    Point,
    Shape,
    Tone,
    capsule,
    circle,
    filled,
    haloed,
    lined,
    mapped,
    outlined,
    placed,
    polygon,
    polyline,
    smooth,
    turned,
)

OUTLINE: Final = 0.085
GHOST_LINE: Final = 0.16
GHOST_DASH: Final = (0.2, 0.17)
BELT_LINE: Final = 0.06


class Figure(NamedTuple):
    """The body without its near arm, and the near arm, which may come before a rail."""

    body: tuple[Shape, ...]
    near_arm: tuple[Shape, ...]


def draw_side_figure(pose: SidePose, joints: Joints) -> Figure:
    """The shapes of a figure, in the picture's measure."""
    if pose.style is Style.GHOST:
        return _ghost(pose, joints)
    if pose.style is Style.OUTLINE:
        return _helper(pose, joints)
    return _patient(pose, joints)


def foot_outline(leg: LegJoints) -> Path:
    """The foot in the pose's own measure; its toe box stays flat when the heel is raised."""
    points: list[Point] = []
    for x, y in body.FOOT:
        if leg.flat_ball is not None and x > body.BALL[0]:
            points.append((leg.flat_ball[0] + x - body.BALL[0], leg.flat_ball[1] + y + body.ANKLE))
        else:
            dx, dy = turned((x, y), leg.foot_turn)
            points.append((leg.ankle[0] + dx, leg.ankle[1] + dy))
    return smooth(points)


def _patient(pose: SidePose, joints: Joints) -> Figure:
    far_arm_tone = Tone.INK if pose.far_arm.is_holding else Tone.MID
    head = _head(pose, joints)
    shapes = (
        haloed(far_arm_tone, *_placed(pose, _arm(joints.shoulder, joints.far_arm))),
        haloed(Tone.MID, *_placed(pose, _leg(joints.hip, joints.far_leg))),
        haloed(Tone.PAPER, *head.outline, halo=0.18),
        haloed(Tone.INK, *_placed(pose, _trunk_and_near_leg(joints))),
        *head.shapes,
        *_belt(pose, joints),
        *_vest(pose, joints),
    )
    near = haloed(Tone.INK, *_placed(pose, _arm(joints.shoulder, joints.near_arm)))
    return Figure(shapes, (near, *_cup(pose, joints)))


def _helper(pose: SidePose, joints: Joints) -> Figure:
    head = _head(pose, joints)
    halo = _placed(pose, (*_trunk_and_near_leg(joints), *_leg(joints.hip, joints.far_leg)))
    shapes = (
        haloed(Tone.PAPER, *halo, *head.outline, halo=OUTLINE + 0.09),
        outlined(Tone.LIGHT, OUTLINE, *_placed(pose, _arm(joints.shoulder, joints.far_arm))),
        outlined(Tone.LIGHT, OUTLINE, *_placed(pose, _leg(joints.hip, joints.far_leg))),
        outlined(Tone.PAPER, OUTLINE, *_placed(pose, _trunk_and_near_leg(joints))),
        *head.shapes,
    )
    arm = _placed(pose, _arm(joints.shoulder, joints.near_arm))
    return Figure(shapes, (outlined(Tone.PAPER, OUTLINE, *arm),))


def _ghost(pose: SidePose, joints: Joints) -> Figure:
    parts = (
        *_trunk_and_near_leg(joints),
        *_leg(joints.hip, joints.far_leg),
        *_arm(joints.shoulder, joints.near_arm),
        *_arm(joints.shoulder, joints.far_arm),
    )
    paths = (*_placed(pose, parts), *_head(pose, joints).outline)
    whole = Shape(paths, Tone.LIGHT, Tone.MID, GHOST_LINE, GHOST_DASH)
    return Figure((haloed(Tone.PAPER, *paths, halo=0.17), whole), ())


def _placed(pose: SidePose, paths: Sequence[Path]) -> tuple[Path, ...]:
    return tuple(mapped(path, pose.to_picture) for path in paths)


def _leg(hip: Point, leg: LegJoints) -> tuple[Path, ...]:
    return (
        capsule(hip, body.HIP_R, leg.knee, body.KNEE_R),
        capsule(leg.knee, body.KNEE_R, leg.ankle, body.ANKLE_R),
        foot_outline(leg),
    )


def _arm(shoulder: Point, arm: ArmJoints) -> tuple[Path, ...]:
    limb = (
        capsule(shoulder, body.SHOULDER_R, arm.elbow, body.ELBOW_R),
        capsule(arm.elbow, body.ELBOW_R, arm.wrist, body.WRIST_R),
    )
    if arm.is_fist:
        return (*limb, circle(arm.tip, body.FIST_R))
    return (*limb, capsule(arm.wrist, body.PALM_R, arm.tip, body.TIP_R))


def _trunk_and_near_leg(joints: Joints) -> tuple[Path, ...]:
    trunk = smooth([_on_trunk(joints, point) for point in body.TRUNK_OUTLINE])
    neck = capsule(joints.neck_root, body.NECK_R, joints.neck_top, body.NECK_R)
    return (*_leg(joints.hip, joints.near_leg), trunk, neck)


def _on_trunk(joints: Joints, point: Point) -> Point:
    """A point forward of the trunk's line and along it from the hip."""
    forward, along = point
    lean = math.radians(joints.lean)
    return (
        joints.hip[0] + forward * math.cos(lean) + along * math.sin(lean),
        joints.hip[1] - forward * math.sin(lean) + along * math.cos(lean),
    )


class _Head(NamedTuple):
    outline: tuple[Path, ...]
    shapes: tuple[Shape, ...]


def _head(pose: SidePose, joints: Joints) -> _Head:
    hair = Tone.INK if pose.style is Style.OUTLINE else Tone.MID
    if pose.look is Look.VIEWER:
        outline, shapes = facing_head(hair, eyes_closed=False)
        degrees = 0.0
    else:
        outline, shapes = side_head(hair, backward=pose.look is Look.BEHIND)
        degrees = joints.head_turn

    def move(path: Path) -> Path:
        return mapped(placed(path, joints.head, degrees=degrees), pose.to_picture)

    drawn = (shape._replace(paths=tuple(map(move, shape.paths))) for shape in shapes)
    return _Head(tuple(map(move, outline)), tuple(drawn))


def _belt(pose: SidePose, joints: Joints) -> tuple[Shape, ...]:
    if pose.belt is Belt.NONE:
        return ()

    def band(back: float, front: float, low: float, high: float) -> Path:
        corners = ((back, low), (front, low), (front, high), (back, high))
        return mapped(polygon(*(_on_trunk(joints, at) for at in corners)), pose.to_picture)

    low, high = body.BELT_LOW, body.BELT_HIGH
    strap = outlined(
        Tone.PAPER, BELT_LINE, band(body.BELT_BACK + 0.03, body.BELT_FRONT - 0.03, low, high)
    )
    if pose.belt is Belt.PLAIN:
        return (strap,)
    buckle = filled(Tone.INK, band(0.26, 0.42, low + 0.04, high - 0.04))
    handle = lined(
        Tone.INK,
        0.1,
        mapped(
            polyline(
                _on_trunk(joints, (-0.30, low + 0.155)), _on_trunk(joints, (0.08, low + 0.155))
            ),
            pose.to_picture,
        ),
    )
    return (strap, buckle, handle)


def _vest(pose: SidePose, joints: Joints) -> tuple[Shape, ...]:
    if not pose.vest:
        return ()
    lines = (
        ((-0.50, 1.45), (0.50, 1.45)),
        ((-0.22, 2.30), (-0.16, 1.45)),
        ((-0.48, 0.75), (0.54, 0.75)),
        ((-0.16, 1.45), (-0.10, 0.75)),
        ((-0.36, 0.72), (0.44, -0.12)),
    )
    paths = (
        mapped(polyline(_on_trunk(joints, one), _on_trunk(joints, other)), pose.to_picture)
        for one, other in lines
    )
    return (lined(Tone.PAPER, 0.15, *paths),)


def _cup(pose: SidePose, joints: Joints) -> tuple[Shape, ...]:
    if not pose.cup:
        return ()
    x, y = joints.near_arm.tip
    cup = polygon(
        (x - 0.12, y - 0.34), (x + 0.24, y - 0.34), (x + 0.34, y + 0.46), (x - 0.22, y + 0.46)
    )
    water = polygon(
        (x - 0.10, y - 0.26), (x + 0.22, y - 0.26), (x + 0.27, y + 0.1), (x - 0.15, y + 0.1)
    )
    finger = capsule((x - 0.34, y + 0.02), 0.15, (x + 0.06, y), 0.1)
    (cup, water, finger) = _placed(pose, (cup, water, finger))
    return (
        haloed(Tone.PAPER, cup, halo=0.17),
        outlined(Tone.PAPER, 0.08, cup),
        filled(Tone.MID, water),
        haloed(Tone.INK, finger, halo=0.06),
    )
