"""What a picture is not allowed to say: each refusal names the file and the fault."""

from datetime import date

import pytest

from clinic.catalogue.loading import DefinitionRefused, RawDefinition, UnknownDefinition
from clinic.catalogue.pictogram_definitions import (
    build_picture,
    get_picture,
    picture_of,
)
from clinic.locales import LANGUAGES
from clinic.pictograms import PictureDose, draw_picture
from clinic.pictograms.joints import OutOfReach
from clinic.pictograms.numerals import written, written_width
from clinic.pictograms.shapes import capsule

SAYS = dict.fromkeys(LANGUAGES, "A person stands.")
POSE = {"name": "now", "at": 4}


def build(**body):
    given = {"width": 8, "says": SAYS, "pose": [POSE], **body}
    return build_picture(
        RawDefinition(
            code="standing",
            version=1,
            status="draft",
            purpose="p",
            misuse="m",
            source="s",
            licence="l",
            reviewed_on=date(2026, 1, 1),
            body={key: value for key, value in given.items() if value is not None},
        )
    )


def test_a_person_who_only_stands_is_a_picture():
    assert draw_picture(build()).width == 800


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({"prop": [{"kind": "sofa"}]}, "unknown kind 'sofa'"),
        ({"mark": [{"kind": "travel", "start": [1, 2]}]}, "`end` is missing"),
        ({"prop": [{"kind": "chair", "x": 1, "legs": 3}]}, "unknown key legs"),
        ({"pose": [{**POSE, "lean": "much"}]}, "wrong type"),
        ({"pose": [{**POSE, "near_leg": {"on": "ice"}}]}, "ice"),
        ({"says": {**SAYS, "de": " "}}, "says nothing in de"),
        ({"colour": "red"}, "unknown key colour"),
    ],
)
def test_what_pictures_do_not_know_is_refused_with_its_place(body, fault):
    with pytest.raises(DefinitionRefused, match=r"standing\.v1\.toml") as refusal:
        build(**body)
    assert fault in str(refusal.value)


@pytest.mark.parametrize("missing", ["width", "pose"])
def test_a_picture_without_size_or_figure_is_refused(missing):
    with pytest.raises(DefinitionRefused, match=missing):
        build(**{missing: None})


@pytest.mark.parametrize(
    "pose",
    [
        {"near_leg": {"x": 5}},
        {"near_arm": {"hand": [6, 3]}},
        {"near_leg": {"hip": 20}, "far_leg": {"hip": 20}},
    ],
)
def test_a_limb_is_never_stretched(pose):
    with pytest.raises(OutOfReach, match="now"):
        draw_picture(build(pose=[{**POSE, **pose}]))


@pytest.mark.parametrize(
    ("arm", "fault"),
    [
        ({"hold": "rail", "hold_x": 5}, "nothing called 'rail'"),
        ({"hold": "worktop", "hold_x": 2}, "does not reach 2.00"),
    ],
)
def test_a_hand_holds_only_what_is_there(arm, fault):
    worktop = {"kind": "worktop_end", "x": 5, "w": 2}
    with pytest.raises(ValueError, match=fault):
        draw_picture(build(prop=[worktop], pose=[{**POSE, "near_arm": arm}]))


def test_a_picture_writes_numbers_only():
    with pytest.raises(ValueError, match="'a'"):
        written("10 a", (0, 0), 1)
    assert written_width("10 s", 1) < written_width("100 s", 1)


def test_the_prescribed_numbers_replace_none():
    hold = {"kind": "hold", "at": [1, 7]}
    repeat = {"kind": "repeat", "at": [1, 5]}
    picture = build(mark=[hold, repeat])
    library = draw_picture(picture)
    prescribed = draw_picture(picture, PictureDose(hold_s=10, repetitions=5))
    assert len(prescribed.shapes) > len(library.shapes)
    assert draw_picture(picture, PictureDose(hold_s=20)) != draw_picture(
        picture, PictureDose(hold_s=10)
    )


def test_an_unknown_picture_is_none_to_who_shows_it_and_an_error_to_who_needs_it():
    assert picture_of("a-clinics-own-exercise") is None
    with pytest.raises(UnknownDefinition):
        get_picture("a-clinics-own-exercise")
    with pytest.raises(UnknownDefinition):
        get_picture("bw-worktop", 99)


def test_a_language_that_is_not_told_falls_back_to_english():
    assert picture_of("bw-worktop").says_in("it") == picture_of("bw-worktop").says_in("en")


@pytest.mark.parametrize("radii", [(0.5, 0.1), (0.1, 0.5)])
def test_a_limb_shorter_than_it_is_thick_is_a_circle(radii):
    assert len(capsule((0, 0), radii[0], (0.1, 0), radii[1]).points) == 5
