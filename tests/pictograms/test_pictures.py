"""Every picture as shipped: whole, in its box, on its feet, and saying what the library says."""

import math

import pytest

from clinic.catalogue.exercise_definitions import list_exercises
from clinic.catalogue.pictogram_definitions import list_pictures, picture_of
from clinic.domain.exercises import Category, Supervision, Support
from clinic.locales import LANGUAGES
from clinic.pictograms import PictureDose, Tone, body, draw_picture
from clinic.pictograms.joints import REACH_TOLERANCE
from clinic.pictograms.marks.arrows import Travel
from clinic.pictograms.marks.signs import Hold, Repeat
from clinic.pictograms.poses import FacingPose, Grip, Side, Style
from clinic.pictograms.props.kitchen import Fridge, Wall, WorktopEnd
from clinic.pictograms.props.machines import Harness
from tests.pictograms.reading import (
    arms_of,
    contact_of,
    figure_of,
    flat,
    foot_in_picture,
    ground_at,
    is_inside,
    joints_of,
    legs_of,
    outlines_of,
    place_in_picture,
    side_poses,
)

EXERCISES = {exercise.code: exercise for exercise in list_exercises()}
PICTURES = {picture.code: picture for picture in list_pictures()}
DOSE = PictureDose(hold_s=30, repetitions=12)
FORWARD = {"aqua-forward-warm", "fig8-forward", "tandem-walk-forward"}
# Sitting, the hands help only if they are needed; with eyes closed they rest, seen from the front.
HANDS_NOT_SHOWN = {"sit-to-stand", "stand-eyes-closed"}
# Where the two helpers stand on stairs is the clinic's to say.
HELP_NOT_SHOWN = {"stairs-backward-up"}

each = pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)


def patients_of(picture):
    return [pose for pose in picture.poses if pose.is_patient]


def test_every_exercise_has_a_picture_and_every_picture_an_exercise():
    assert set(PICTURES) == set(EXERCISES)
    assert len(PICTURES) == 43


@each
def test_it_says_what_it_shows_in_every_language(picture):
    drawing = picture_of(picture.code)
    for language in LANGUAGES:
        sentence = drawing.says_in(language)
        assert sentence.endswith((".", "。"))
        assert not any(letter.isdigit() and letter != "8" for letter in sentence)
    assert len({drawing.says_in(language) for language in LANGUAGES}) == len(LANGUAGES)


@each
@pytest.mark.parametrize("dose", [PictureDose(), DOSE], ids=["library", "prescribed"])
def test_all_of_it_lies_in_its_box(picture, dose):
    drawing = draw_picture(picture, dose)
    for shape in drawing.shapes:
        half = shape.width / 2 if shape.line in {Tone.INK, Tone.MID, Tone.LIGHT} else 0
        for path in shape.paths:
            for x, y in path.ends():
                assert math.isfinite(x), shape
                assert math.isfinite(y), shape
                assert half <= x <= drawing.width - half, (shape.look, x, y)
                assert half <= y <= drawing.height - half, (shape.look, x, y)


@each
def test_it_is_of_four_tones_and_no_line_is_too_thin_for_paper(picture):
    for shape in draw_picture(picture).shapes:
        assert shape.fill or shape.line
        assert shape.line is None or shape.width >= 6


@each
def test_it_has_two_to_four_figures(picture):
    assert 2 <= len(picture.poses) <= 4


@each
def test_feet_stand_on_the_ground_and_none_goes_through_it(picture):
    for pose in side_poses(picture):
        joints = joints_of(picture, pose)
        for leg, found in legs_of(pose, joints):
            foot = foot_in_picture(pose, found)
            if not leg.is_planted:
                assert all(y >= ground_at(picture, pose, x) - 0.03 for x, y in foot), pose.name
                continue
            x = contact_of(pose, leg, found)
            nearest = min(y - ground_at(picture, pose, px) for px, y in foot)
            assert abs(nearest) <= 0.035, (pose.name, nearest)
            lowest_near = min(y for px, y in foot if abs(px - x) < 0.4)
            assert abs(lowest_near - ground_at(picture, pose, x)) <= 0.06, pose.name


@each
def test_bones_are_as_long_in_every_pose(picture):
    for pose in side_poses(picture):
        joints = joints_of(picture, pose)
        for _, leg in legs_of(pose, joints):
            assert math.dist(joints.hip, leg.knee) == pytest.approx(body.THIGH, abs=0.01)
            assert math.dist(leg.knee, leg.ankle) == pytest.approx(body.SHIN, abs=0.01)
        for _, arm in arms_of(pose, joints):
            assert math.dist(joints.shoulder, arm.elbow) == pytest.approx(body.UPPER_ARM, abs=0.01)
            assert math.dist(arm.elbow, arm.wrist) == pytest.approx(body.FOREARM, abs=0.01)
    assert REACH_TOLERANCE < 1.001


@each
def test_knees_and_elbows_bend_the_way_they_can(picture):
    for pose in side_poses(picture):
        joints = joints_of(picture, pose)
        for _, leg in legs_of(pose, joints):
            assert _cross(joints.hip, leg.knee, leg.ankle) <= 1e-6, pose.name
        for _, arm in arms_of(pose, joints):
            assert _cross(joints.shoulder, arm.elbow, arm.wrist) >= -1e-6, pose.name


def _cross(root, joint, end):
    """Above 0 where the limb turns counterclockwise: a knee must not, an elbow must."""
    ux, uy = joint[0] - root[0], joint[1] - root[1]
    vx, vy = end[0] - joint[0], end[1] - joint[1]
    return ux * vy - uy * vx


@each
def test_limbs_do_not_go_through_furniture(picture):
    solids = [_solid(prop) for prop in picture.props if isinstance(prop, (WorktopEnd, Fridge))]
    walls = [prop for prop in picture.props if isinstance(prop, Wall)]
    for pose in picture.poses:
        figure = figure_of(picture, pose)
        points = [p for outline in outlines_of((*figure.body, *figure.near_arm)) for p in outline]
        for left, bottom, right, top in solids:
            assert not any(left < x < right and bottom < y < top for x, y in points), pose.name
        for wall in walls:
            assert all(abs(x - wall.x) > 0.1 for x, _ in points), pose.name


def _solid(prop):
    if isinstance(prop, WorktopEnd):
        return prop.x + 0.4, 0.4, prop.x + prop.w, 3.7
    return prop.x + 0.1, 0.4, prop.x + 2.7, 7.0


@each
def test_hands_arrive_where_they_hold(picture):
    for pose in side_poses(picture):
        joints = joints_of(picture, pose)
        for arm, found in arms_of(pose, joints):
            if arm.is_holding:
                x, y = place_in_picture(pose, found.tip)
                line = next(p.grips()[arm.hold] for p in picture.props if arm.hold in p.grips())
                assert abs(y - line.height_at(x)) < 0.01, pose.name


@each
def test_the_support_in_the_picture_is_the_support_in_the_library(picture):
    if picture.code in HANDS_NOT_SHOWN:
        return
    support = EXERCISES[picture.code].support
    for pose in patients_of(picture):
        if isinstance(pose, FacingPose):
            continue
        holds = [arm for arm in (pose.near_arm, pose.far_arm) if arm.is_holding]
        if support is Support.TWO_HANDS:
            assert len(holds) == 2, pose.name
        if support is Support.ONE_HAND:
            assert len(holds) == 1, pose.name
    last = patients_of(picture)[-1]
    if support is Support.FINGERTIP:
        grips = {arm.grip for arm in (last.near_arm, last.far_arm) if arm.is_holding}
        assert grips == {Grip.TIPS}


@each
def test_who_needs_a_hand_on_them_has_a_helper_or_a_harness(picture):
    needs = EXERCISES[picture.code].supervision is Supervision.THERAPIST_CONTACT
    helped = any(pose.style is Style.OUTLINE for pose in picture.poses)
    helped |= any(isinstance(prop, Harness) for prop in picture.props)
    assert helped or not needs or picture.code in HELP_NOT_SHOWN


@each
def test_the_heavy_arrow_leads_away_from_the_face_when_the_exercise_goes_backward(picture):
    arrows = [mark for mark in picture.marks if isinstance(mark, Travel)]
    facing = [pose for pose in patients_of(picture) if not isinstance(pose, FacingPose)]
    if picture.code == "side-step-worktop":
        return
    for arrow in arrows:
        nearest = min(facing, key=lambda pose: abs(pose.at - arrow.start[0]))
        face = 1 if nearest.face is Side.RIGHT else -1
        way = 1 if arrow.end[0] > arrow.start[0] else -1
        goes_forward = picture.code in FORWARD or nearest.name == "forward"
        assert way == (face if goes_forward else -face), nearest.name
        assert (arrow.start[0] - nearest.at) * way > 0.4


@each
def test_a_backward_walk_has_an_arrow_or_steps_that_show_it(picture):
    exercise = EXERCISES[picture.code]
    if exercise.category is Category.BACKWARD and picture.code not in {
        "bw-incline-treadmill",
        "step-back-return-bars",
        "weight-shift-supported",
    }:
        kinds = {type(mark).__name__ for mark in picture.marks}
        assert kinds & {"Travel", "Prints"}


@each
def test_arrows_and_numbers_do_not_touch_anybody(picture):
    figures = [figure_of(picture, pose) for pose in picture.poses]
    outlines = [o for f in figures for o in outlines_of((*f.body, *f.near_arm))]
    for mark in picture.marks:
        if isinstance(mark, (Travel, Hold, Repeat)):
            for shape in mark.draw(DOSE):
                for path in shape.paths:
                    for point in flat(path):
                        assert not any(is_inside(point, outline) for outline in outlines), mark


@each
def test_the_same_picture_gives_the_same_shapes(picture):
    assert draw_picture(picture, DOSE) == draw_picture(picture, DOSE)
