"""The two painters: the same shapes on screen and paper, and a sentence for who cannot see them."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zlib import decompress

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pypdf import PdfReader

from clinic.catalogue.pictogram_definitions import list_pictures, picture_of
from clinic.pictograms import Tone
from reports.handout import render_handout
from reports.pictograms import PictogramFigure, paint
from reports.tagging.canvas import TaggedCanvas
from reports.theme import Paper
from tests.reports.pdf_reading import alternatives_of, pdfua_failures, roles_of, text_of
from tests.reports.samples import make_card, make_handout

ROOT = Path(__file__).parents[2]
CODES = [picture.code for picture in list_pictures()]


def svg_of(code, label, **changes):
    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates"), autoescape=True, undefined=StrictUndefined
    )
    macros = environment.get_template("_macros/pictogram.html").module
    return str(macros.pictogram(picture_of(code), label, **changes))


def make_canvas():
    return TaggedCanvas(
        Paper.A4.size, title="A sheet", language="en-GB", issued_on=date(2026, 5, 14)
    )


@pytest.mark.parametrize("code", CODES)
def test_the_screen_paints_every_shape_of_the_drawing(code):
    drawing = picture_of(code)
    svg = ElementTree.fromstring(svg_of(code, drawing.says_in("en")))  # noqa: S314 - our own
    paths = svg.findall("path")
    assert [path.get("d") for path in paths] == [shape.data for shape in drawing.shapes]
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == drawing.says_in("en")


@pytest.mark.parametrize("code", CODES)
def test_paper_paints_the_shapes_of_the_screen_item_for_item(code):
    drawing, canvas = picture_of(code), make_canvas()
    canvas._code.clear()
    with canvas.artifact():
        paint(canvas, drawing)
    [form] = canvas._forms
    operators = decompress(form.packed).split()
    assert operators.count(b"S") == sum(shape.line is not None for shape in drawing.shapes)
    assert operators.count(b"f") == sum(shape.fill is not None for shape in drawing.shapes)


def test_a_picture_shown_twice_is_in_the_document_once(tmp_path):
    picture = picture_of("sit-to-stand")
    cards = [make_card(n, picture=picture, picture_says="A chair.") for n in (1, 2)]
    document = render_handout(make_handout(cards=tuple(cards)), Paper.A4)
    assert document.count(b"/Subtype/Form") == 1
    assert roles_of(document).count("Figure") == 2
    assert pdfua_failures(document, tmp_path) == []


def test_a_label_is_escaped_and_nothing_is_styled_inline():
    svg = svg_of("bw-worktop", 'Walk <backward> & "on"')
    assert "&lt;backward&gt; &amp; &#34;on&#34;" in svg
    assert "style=" not in svg
    assert 'class="pictogram"' in svg
    assert 'class="pictogram pictogram--large"' in svg_of("bw-worktop", "Walk", large=True)


def test_every_tone_has_its_colour_on_the_screen():
    css = (ROOT / "clinic/static/css/components/pictogram.css").read_text()
    for tone in Tone:
        assert f".fill-{tone} " in css
        assert f".line-{tone} " in css
    assert set(re.findall(r"(?:fill|line)-\w+", svg_of("bw-head-turns", "Turn"))) <= set(
        re.findall(r"(?:fill|line)-\w+", css)
    )


def test_a_card_of_the_handout_shows_its_picture_with_its_sentence():
    picture = picture_of("single-leg-stand", hold_s=10)
    card = make_card(picture=picture, picture_says=picture.says_in("de"))
    document = render_handout(make_handout(cards=(card,)), Paper.A4)
    assert roles_of(document).count("Figure") == 1
    assert alternatives_of(document) == [picture.says_in("de")]
    assert render_handout(make_handout(cards=(card,)), Paper.A4) == document


def test_a_card_without_a_picture_is_printed_without_one():
    document = render_handout(make_handout(cards=(make_card(),)), Paper.LETTER)
    assert "Figure" not in roles_of(document)
    assert "Touch it with your fingertips only." in text_of(document)


def test_a_handout_with_pictures_can_be_read_by_voice(tmp_path):
    drawings = [picture_of(code) for code in ("bw-worktop", "stand-eyes-closed")]
    cards = [
        make_card(n, picture=one, picture_says=one.says_in("en"))
        for n, one in enumerate(drawings, 1)
    ]
    document = render_handout(make_handout(cards=tuple(cards)), Paper.A4)
    assert pdfua_failures(document, tmp_path) == []


def test_a_picture_is_as_tall_as_asked_or_as_the_line_is_wide():
    drawing = picture_of("sit-to-stand")
    assert PictogramFigure(drawing, "x", tall=100).height(500) == pytest.approx(100)
    narrow = PictogramFigure(drawing, "x", tall=100).height(90)
    assert narrow == pytest.approx(90 * drawing.height / drawing.width)


def test_an_ordinary_card_stays_on_one_page_with_a_picture_that_can_be_named():
    picture = picture_of("bw-fingertip-rail")
    card = make_card(picture=picture, picture_says=picture.says_in("en"))
    for paper in Paper:
        without = PdfReader(BytesIO(render_handout(make_handout(cards=(make_card(),)), paper)))
        document = PdfReader(BytesIO(render_handout(make_handout(cards=(card,)), paper)))
        assert len(document.pages) == len(without.pages)


def test_a_card_without_numbers_has_its_picture_above_the_steps():
    picture = picture_of("bw-fingertip-rail")
    card = make_card(picture=picture, picture_says=picture.says_in("en"), figures=())
    document = render_handout(make_handout(cards=(card,)), Paper.A4)
    assert alternatives_of(document) == [picture.says_in("en")]
