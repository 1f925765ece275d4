"""Simple SVG drawings become points; whatever is more than shapes is refused in a sentence."""

import io
import re

import pytest
from PIL import Image

from clinic.domain.pictures import MediaType
from clinic.web.pictures import PictureRefused, read_picture
from clinic.web.svg.outlines import path_outline
from clinic.web.svg.painting import painted
from clinic.web.svg.reading import read_svg

NAMESPACE = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
SQUARE = '<rect width="50" height="50" fill="#1a5e3a"/>'
GREEN, WHITE, BLACK, RED = (26, 94, 58), (255, 255, 255), (0, 0, 0), (255, 0, 0)
LAUGHS = "".join(
    f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' if level else '<!ENTITY l0 "lol">'
    for level in range(10)
)


def svg(body=SQUARE, *, box='viewBox="0 0 100 100"', before=""):
    return f"{before}<svg {NAMESPACE} {box}>{body}</svg>".encode()


def seen(raw, *points):
    """The colours at points of the drawing, which is a hundred wide."""
    picture = painted(read_svg(raw), longest_side=200)
    return [picture.getpixel((x * 2, y * 2)) for x, y in points]


def test_a_drawing_is_kept_as_points_and_nothing_of_the_file_stays():
    picture = read_picture(svg(f"<title>secret words</title>{SQUARE}"))
    assert (picture.media_type, picture.width, picture.height) == (MediaType.PNG, 1200, 1200)
    assert picture.content.startswith(b"\x89PNG")
    assert b"secret" not in picture.content
    assert b"svg" not in picture.content.lower()
    opened = Image.open(io.BytesIO(picture.content)).convert("RGB")
    assert opened.getpixel((300, 300)) == GREEN
    assert opened.getpixel((900, 900)) == WHITE
    assert read_picture(svg(f"<title>secret words</title>{SQUARE}")) == picture


@pytest.mark.parametrize(
    "body",
    [
        SQUARE,
        '<path d="M0 0h50v50h-50z" fill="#1a5e3a"/>',
        '<path d="M50,50L0 50 0,0L50 0Z" style="fill:#1a5e3a;font-family:x"/>',
        '<polygon points="0,0 50,0 50,50 0,50" fill="rgb(26,94,58)"/>',
        '<g fill="#1a5e3a" transform="translate(-50 0)"><rect x="50" width="50" height="50"/></g>',
        '<g color="#1a5e3a"><path d="M0 0H5V5H0z" transform="scale(10)" fill="currentColor"/></g>',
        '<style>.a,.b{fill:#1a5e3a}</style><rect class="b" width="50" height="50"/>',
        '<path d="M25 0V50" stroke="#1a5e3a" stroke-width="50"/>',
        '<line y1="25" x2="50" y2="25" stroke="#1a5e3a" stroke-width="50"/>',
        '<rect width="50" height="50" fill="red"/><rect width="50" height="50" fill="#1a5e3a"/>',
        f'{SQUARE}<rect width="50" height="50" fill="red" display="none"/>',
    ],
)
def test_shapes_are_painted_as_they_are_meant(body):
    at = [(2, 2), (25, 25), (48, 48), (52, 52), (25, 60)]
    assert seen(svg(body), *at) == [GREEN, GREEN, GREEN, WHITE, WHITE]


def test_curves_and_arcs_go_where_they_are_meant():
    circle = '<path d="M10 50a40 40 0 1 1 80 0A40 40 0 0110 50z"/>'
    assert seen(svg(circle), (50, 12), (50, 88), (15, 15), (85, 85)) == [BLACK] * 2 + [WHITE] * 2
    assert seen(svg('<circle cx="50" cy="50" r="40"/>'), (50, 12), (15, 15)) == [BLACK, WHITE]
    wave = '<path d="M0 50Q25 0 50 50T100 50V100H0z"/>'
    assert seen(svg(wave), (25, 30), (75, 60), (75, 80)) == [BLACK, WHITE, BLACK]
    smooth = path_outline("M0 0C0 10 10 20 20 20s20 0 20 10")
    assert smooth[2].points[:2] == (30, 20)


def test_a_hole_is_a_hole():
    ring = "M0 0H60V60H0zM20 20H40V40H20z"
    assert seen(svg(f'<path d="{ring}"/>'), (30, 30)) == [BLACK]
    assert seen(svg(f'<path fill-rule="evenodd" d="{ring}"/>'), (30, 30)) == [WHITE]


def test_what_shines_through_shows_the_paper():
    [mixed] = seen(svg('<rect width="100" height="100" fill="red" opacity=".5"/>'), (50, 50))
    assert mixed[0] == 255
    assert 120 <= mixed[1] <= 135


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("<script>alert(1)</script>" + SQUARE, "a program"),
        ("<defs><script>alert(1)</script></defs>" + SQUARE, "a program"),
        ('<rect width="9" height="9" onload="alert(1)"/>', "a program"),
        ("<foreignObject><p/></foreignObject>", "a web page"),
        ('<image xlink:href="https://example.org/x.png"/>', "refers to something outside"),
        ('<image width="5" height="5"/>', "a picture inside"),
        ('<a xlink:href="javascript:alert(1)"><rect/></a>', "refers to something outside"),
        ('<use href="#a"/>', "refers to something outside"),
        ("<text>Clinic</text>", "letters as text, not as outlines"),
        (
            '<rect width="9" height="9" style="fill:url(http://example.org/#a)"/>',
            "colours that run",
        ),
        ('<rect width="9" height="9" filter="url(#shadow)"/>', "a filter"),
        ('<style>@import "https://example.org/x.css";</style>' + SQUARE, "style sheet"),
        ("<style>rect{fill:red}</style>" + SQUARE, "style sheet"),
        ('<animate attributeName="x"/>', "a part of the kind “animate”"),
        ('<path d="M0 0L1 1 nonsense"/>', "a path that cannot be read"),
        ('<path d="M0 0L1e99 1"/>', "a number that no drawing needs"),
        ("<g>" * 50 + "</g>" * 50, "too many parts"),
        (SQUARE * 2001, "too many parts"),
        (SQUARE * 400, "too many parts over one another"),
        (f'<path d="M0 0{"L1 1 " * 10_001}"/>', "too many points"),
        (f"<desc>{'x' * 600_000}</desc>{SQUARE}", "more than 512 kB"),
        ("", "nothing in it that is drawn"),
        ('<rect width="9" height="9" fill="white"/>', "cannot be seen on white paper"),
        ("<rect", "damaged or cut off"),
        ("<svg><rect/></svg>", "another one inside"),
    ],
)
def test_what_is_more_than_shapes_is_refused_and_the_sentence_says_what_to_do(body, says):
    with pytest.raises(PictureRefused, match=re.escape(says)) as refusal:
        read_picture(svg(body))
    assert str(refusal.value).endswith("Save it as PNG or JPEG, then choose that file.")


@pytest.mark.parametrize(
    "before",
    [
        f"<!DOCTYPE svg [{LAUGHS}]>",
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE svg [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]>',
        '<?xml-stylesheet href="https://example.org/x.css"?>',
    ],
)
def test_no_entity_is_resolved_and_no_address_asked(before):
    with pytest.raises(PictureRefused, match=r"entities|style sheet of its own"):
        read_picture(svg("<desc>&l9;&x;</desc>" + SQUARE, before=before))


def test_the_public_document_type_is_a_name_and_is_not_fetched():
    public = (
        '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
        '"http://127.0.0.1:9/svg11.dtd">'
    )
    assert seen(svg(before=public), (25, 25)) == [GREEN]
    with pytest.raises(PictureRefused, match="damaged"):
        read_picture(svg("<desc>&unknown;</desc>"))


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"<html><body><svg></svg></body></html>", "not an SVG drawing"),
        (b"<svg><rect width='9' height='9'/></svg>", "not an SVG drawing"),
        (svg(box=""), "how large it is"),
        (svg(box='viewBox="0 0 1000 3"'), "too long and thin"),
        (svg(box='width="100%" height="100%"'), "lengths that cannot be read"),
    ],
)
def test_a_page_or_a_drawing_without_a_size_is_refused(raw, says):
    with pytest.raises(PictureRefused, match=says):
        read_picture(raw)


def test_a_drawing_that_says_it_is_forty_million_points_is_made_as_small_as_any():
    raw = svg('<rect width="8000" height="5000"/>', box='viewBox="0 0 8000 5000"')
    picture = read_picture(raw, longest_side=480)
    assert (picture.width, picture.height) == (480, 300)


def test_words_of_other_programs_in_the_file_are_left_out():
    body = '<other:view xmlns:other="http://example.org/s"><x onload="y"/></other:view>'
    assert seen(svg(body + SQUARE), (25, 25)) == [GREEN]


def test_red_stays_red_whatever_is_said_of_it():
    for red in ("red", "#f00", "#ff0000", "rgb(255, 0, 0)", "rgb(100%,0%,0%)"):
        assert seen(svg(f'<rect width="50" height="50" fill="{red}"/>'), (25, 25)) == [RED]
