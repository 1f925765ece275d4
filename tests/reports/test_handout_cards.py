"""The cards of a handout: what stands beside the picture keeps its width, the picture the rest."""

import re
from dataclasses import replace

import pytest
from reportlab.lib.units import mm

from clinic.catalogue.pictogram_definitions import picture_of
from reports import theme
from reports.blocks.base import Place
from reports.blocks.figures import FigureRow
from reports.content import KeyFigure
from reports.handout import render_handout
from reports.tagging.canvas import TaggedCanvas
from reports.theme import Paper
from tests.reports.pdf_reading import page_texts, text_of
from tests.reports.samples import NOW, make_card, make_handout


@pytest.mark.parametrize("room", range(120, 330, 7))
def test_no_word_of_a_note_is_cut_where_the_row_is_as_wide_as_it_asks_for(room):
    figures = (
        KeyFigure(number="4", unit="", note="Wiederholungen je Durchgang"),
        KeyFigure(number="3,5", unit="", note="Minuten insgesamt"),
    )
    row = FigureRow(figures, theme.HANDOUT_BODY)
    if room < row.least_width():
        return
    canvas = TaggedCanvas(Paper.A4.size, title="Row", language="de", issued_on=NOW)
    row.draw(canvas, Place(60, 700, room))
    canvas.showPage()
    lines = text_of(canvas.finish(lambda *_: None)).splitlines()
    for word in ("Wiederholungen", "Durchgang", "Minuten", "insgesamt"):
        assert any(word in line for line in lines)


@pytest.mark.parametrize("paper", list(Paper))
def test_the_picture_grows_into_the_room_under_its_card_and_cuts_none(paper):
    drawing = picture_of("heel-raise-supported")
    card = make_card(picture=drawing, picture_says="A person at a worktop.")
    steps = tuple("Look ahead. Stand tall. Breathe. Then stand still." for _ in range(6))
    heights = []
    for fuller in (replace(card, facts=(), steps=("Stand tall.",)), replace(card, steps=steps)):
        document = render_handout(make_handout(cards=(fuller,)), paper)
        assert document == render_handout(make_handout(cards=(fuller,)), paper)
        assert sum("Exercise 1 of 5" in text for text in page_texts(document)) == 1
        assert len(page_texts(document)) == 4
        heights.append(height_of_the_figure(document))
    roomy, full = heights
    assert roomy > 90 * mm > full > 44 * mm


def height_of_the_figure(document):
    ((lower, upper),) = re.findall(rb"Block/BBox\[\S+ (\S+) \S+ (\S+)\]", document)
    return float(upper) - float(lower)
