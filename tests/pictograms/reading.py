"""Reads a picture back: skeletons, ground, and what lies inside what."""

from itertools import pairwise

from clinic.pictograms.drawing import grip_finder
from clinic.pictograms.facing_figure import draw_facing_figure
from clinic.pictograms.joints import find_joints
from clinic.pictograms.poses import FacingPose, Ground, SidePose
from clinic.pictograms.shapes import mapped
from clinic.pictograms.side_figure import draw_side_figure, foot_outline


def side_poses(picture):
    return [pose for pose in picture.poses if isinstance(pose, SidePose)]


def joints_of(picture, pose):
    return find_joints(pose, grip_finder(picture.props))


def figure_of(picture, pose):
    if isinstance(pose, FacingPose):
        return draw_facing_figure(pose)
    return draw_side_figure(pose, joints_of(picture, pose))


def legs_of(pose, joints):
    return ((pose.near_leg, joints.near_leg), (pose.far_leg, joints.far_leg))


def arms_of(pose, joints):
    return ((pose.near_arm, joints.near_arm), (pose.far_arm, joints.far_arm))


def foot_in_picture(pose, leg_joints):
    return flat(mapped(foot_outline(leg_joints), pose.to_picture))


def contact_of(pose, leg, leg_joints):
    """Where a foot carries: its ball, its heel, or under its ankle."""
    ahead = {Ground.TOES: 0.52, Ground.HEEL: -0.28}.get(leg.on, 0.0)
    x, _ = place_in_picture(pose, (leg.x + ahead, 0.0))
    return x


def place_in_picture(pose, point):
    by = pose.to_picture
    return by.xx * point[0] + by.dx, by.yy * point[1] + by.dy


def ground_at(picture, pose, x):
    lines = [line for prop in picture.props for line in prop.ground()]
    heights = [
        line.height_at(x) for line in lines if min(line.x0, line.x1) <= x <= max(line.x0, line.x1)
    ]
    return max(heights, default=pose.base)


def flat(path, steps=4):
    """The path as straight pieces."""
    points = [path.points[0]]
    for point in path.points[1:]:
        if len(point) == 2:
            points.append(point)
            continue
        (x0, y0), (x1, y1, x2, y2, x3, y3) = points[-1], point
        for n in range(1, steps + 1):
            t = n / steps
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            points.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return points


def is_inside(point, polygon):
    x, y = point
    inside = False
    for (x0, y0), (x1, y1) in pairwise([*polygon, polygon[0]]):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
            inside = not inside
    return inside


def outlines_of(shapes):
    return [flat(path) for shape in shapes if shape.fill for path in shape.paths]
