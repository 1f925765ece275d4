"""What depends on letters or drawings alone is made once, and printed the same each time."""

import re
from datetime import date

import pytest

from reports.blocks.prose import Prose, words
from reports.page import PageSetter
from reports.tagging import fonts
from reports.tagging.canvas import TaggedCanvas
from reports.tagging.operators import circle, open_path, pen_code
from reports.theme import CUT_OFF, REPORT_BODY, REPORT_MARGINS, Paper
from tests.reports.pdf_reading import pdfua_failures, text_of


def printed(*texts):
    canvas = TaggedCanvas(Paper.A4.size, title="Note", language="en", issued_on=date(2026, 5, 14))
    setter = PageSetter(canvas, Paper.A4.size, REPORT_MARGINS, 0)
    setter.set([Prose(words(text), REPORT_BODY) for text in texts])
    return canvas.finish(lambda *_: None)


def test_two_documents_of_the_same_letters_share_their_cut_font():
    fonts._cut.cache_clear()
    first, second = printed("Steady on the worktop."), printed("Seven steps back, then rest.")
    assert fonts._cut.cache_info().misses == 1
    programs = [
        re.findall(rb"/Length1 \d+.*?stream\n(.*?)\nendstream", one, re.DOTALL)
        for one in (first, second)
    ]
    assert programs[0] == programs[1]
    assert text_of(second).strip() == "Seven steps back, then rest."


@pytest.mark.parametrize(
    "text",
    ["Brackets (as here) and a back\\slash", "Łucja Żółć, 2.5 m/s ≥ 1", "Ελένη и Ольга", "王小明"],
)
def test_letters_are_found_again_after_printing(text, tmp_path):
    document = printed(text, "and plain words (in brackets)")
    assert text in text_of(document)
    assert "and plain words (in brackets)" in text_of(document)
    assert pdfua_failures(document, tmp_path) == []


def test_a_letter_outside_ascii_between_plain_lines_keeps_its_place():
    assert printed("plain", "ü", "plain") == printed("plain", "ü", "plain")
    assert text_of(printed("plain", "ü", "plain")).split() == ["plain", "ü", "plain"]


def test_a_pen_says_colour_width_and_dashes():
    assert pen_code(CUT_OFF, 1.5, (4, 3)) == "0.549 0.07843 0.07843 RG 1.5 w [4 3] 0 d"
    assert pen_code(CUT_OFF, 1) == "0.549 0.07843 0.07843 RG 1 w [] 0 d"


def test_a_path_is_drawn_through_its_points_in_hundredths():
    assert open_path([(1, 2), (3.456, 4)]) == "1.00 2.00 m 3.46 4.00 l S"


def test_a_circle_goes_through_its_four_ends_and_is_closed():
    curves = re.findall(r"(\S+) (\S+) c\b", circle(10))
    ends = {(float(x), float(y)) for x, y in curves}
    assert ends == {(0, 10), (-10, 0), (0, -10), (10, 0)}
    assert circle(10).endswith("h")
