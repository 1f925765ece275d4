"""Where every joint of a figure seen from the side comes to lie: the skeleton of a pose.

All points are in the pose's own measure: heads forward of its place and above its ground.
"""

import math
from collections.abc import Callable
from typing import Final, NamedTuple

from clinic.pictograms import body
from clinic.pictograms.poses import Arm, Grip, Ground, Leg, SidePose
from clinic.pictograms.shapes import Point, towards, turned

GripFinder = Callable[[str, float], Point]

# The wrist, seen from where the hand touches.
WRIST_FROM_GRIP: Final[dict[Grip, Point]] = {
    Grip.FIST: (-0.10, 0.04),
    Grip.FLAT: (-0.35, 0.15),
    Grip.TIPS: (-0.22, 0.34),
    Grip.OPEN: (-0.20, 0.12),
}
NECK_FORWARD: Final = 12.0
# Getting up one keeps looking ahead: the head follows the trunk by a third.
HEAD_FOLLOWS: Final = 0.33
REACH_TOLERANCE: Final = 1.0005


class OutOfReach(ValueError):
    """A hand or foot is put where the limb does not reach: the picture must be changed."""


class LegJoints(NamedTuple):
    """Knee and ankle, the foot's turn about the ankle, and the ball if the toes stay flat."""

    knee: Point
    ankle: Point
    foot_turn: float
    flat_ball: Point | None


class ArmJoints(NamedTuple):
    """Elbow, wrist, and where the fingers end."""

    elbow: Point
    wrist: Point
    tip: Point
    is_fist: bool


class Joints(NamedTuple):
    """The skeleton of one pose."""

    hip: Point
    near_leg: LegJoints
    far_leg: LegJoints
    shoulder: Point
    near_arm: ArmJoints
    far_arm: ArmJoints
    neck_root: Point
    neck_top: Point
    head: Point
    head_turn: float
    lean: float


def find_joints(pose: SidePose, grip_at: GripFinder) -> Joints:
    """The skeleton of a pose.

    Args:
        pose: what the definition says.
        grip_at: gives the point of a prop's grip line above a place of the picture.

    Raises:
        OutOfReach: a limb is too short for the place its definition gives it.
    """
    hip = (pose.hips_x, _hip_height(pose) if pose.hips_y is None else pose.hips_y)
    shoulder = towards(180 - pose.lean, body.TRUNK - body.SHOULDER_BELOW, start=hip)
    neck_root = towards(180 - pose.lean, body.TRUNK + body.NECK_ROOT, start=hip)
    neck_lean = pose.lean * 0.6 + NECK_FORWARD
    neck_top = towards(180 - neck_lean, body.NECK, start=neck_root)
    head_turn = -(pose.lean * HEAD_FOLLOWS + pose.nod)
    return Joints(
        hip=hip,
        near_leg=_leg(pose, pose.near_leg, hip),
        far_leg=_leg(pose, pose.far_leg, hip),
        shoulder=shoulder,
        near_arm=_arm(pose, pose.near_arm, shoulder, grip_at),
        far_arm=_arm(pose, pose.far_arm, shoulder, grip_at),
        neck_root=neck_root,
        neck_top=neck_top,
        head=towards(180 + head_turn, body.HEAD_ABOVE, start=neck_top),
        head_turn=head_turn,
        lean=pose.lean,
    )


def _hip_height(pose: SidePose) -> float:
    """As tall as the legs on the ground allow, so that one is nearly straight."""
    reach = (body.THIGH + body.SHIN) * body.STRAIGHTEST
    heights = []
    for leg in (pose.near_leg, pose.far_leg):
        if leg.is_planted:
            (x, y), _, _ = _planted_foot(leg)
            across = x - pose.hips_x
            if abs(across) >= reach:
                raise OutOfReach(f"{pose.name}: a foot is {across:.2f} heads from the hip")
            heights.append(y + math.sqrt(reach**2 - across**2))
    if not heights:
        raise OutOfReach(f"{pose.name}: neither foot is on the ground, and no height is given")
    return min(heights)


def _planted_foot(leg: Leg) -> tuple[Point, float, Point | None]:
    """Ankle, turn of the foot, and the ball about which the heel is raised."""
    flat = (leg.x, leg.y + body.ANKLE)
    if leg.on is Ground.TOES:
        ball = (flat[0] + body.BALL[0], flat[1] + body.BALL[1])
        return turned(flat, -leg.lift, ball), -leg.lift, ball
    if leg.on is Ground.HEEL:
        heel = (flat[0] + body.HEEL[0], flat[1] + body.HEEL[1])
        return turned(flat, leg.lift, heel), leg.lift, None
    if leg.on is Ground.AIR:
        return flat, leg.pitch, None
    return turned(flat, leg.slope, (leg.x, leg.y)), leg.slope, None


def _leg(pose: SidePose, leg: Leg, hip: Point) -> LegJoints:
    if leg.hip is not None:
        knee = towards(leg.hip, body.THIGH, start=hip)
        shin = leg.hip - leg.knee
        ankle = towards(shin, body.SHIN, start=knee)
        return LegJoints(knee, ankle, shin + leg.ankle, None)
    ankle, foot_turn, ball = _planted_foot(leg)
    knee = _bend(hip, ankle, (body.THIGH, body.SHIN), 1, pose.name)
    return LegJoints(knee, ankle, foot_turn, ball)


def _arm(pose: SidePose, arm: Arm, shoulder: Point, grip_at: GripFinder) -> ArmJoints:
    if arm.hold or arm.hand:
        touch = pose.from_picture(grip_at(arm.hold, arm.hold_x)) if arm.hold else _pair(arm.hand)
        away = WRIST_FROM_GRIP[arm.grip]
        wrist = (touch[0] + away[0], touch[1] + away[1])
        elbow = _bend(shoulder, wrist, (body.UPPER_ARM, body.FOREARM), -1, pose.name)
        return ArmJoints(elbow, wrist, touch, arm.grip is Grip.FIST)
    upper = arm.shoulder - pose.lean
    elbow = towards(upper, body.UPPER_ARM, start=shoulder)
    wrist = towards(upper + arm.elbow, body.FOREARM, start=elbow)
    tip = towards(upper + arm.elbow + 12, body.FINGERS, start=wrist)
    return ArmJoints(elbow, wrist, tip, is_fist=False)


def _pair(numbers: tuple[float, ...]) -> Point:
    x, y = numbers
    return x, y


def _bend(root: Point, end: Point, lengths: tuple[float, float], side: int, name: str) -> Point:
    """The joint between two bones: knees bend forward (1), elbows back and down (-1)."""
    upper, lower = lengths
    dx, dy = end[0] - root[0], end[1] - root[1]
    distance = math.hypot(dx, dy)
    if distance > (upper + lower) * REACH_TOLERANCE or distance < abs(upper - lower):
        raise OutOfReach(f"{name}: {distance:.2f} heads for a limb of {upper + lower:.2f}")
    along = min((upper**2 - lower**2 + distance**2) / (2 * distance), upper)
    off = math.sqrt(max(upper**2 - along**2, 0.0)) * side
    ux, uy = dx / distance, dy / distance
    return root[0] + ux * along - uy * off, root[1] + uy * along + ux * off
