"""The tag layer, and that its tests can fail: each control breaks one thing and is caught."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from reports import theme
from reports.blocks.base import Block, Place
from reports.blocks.lists import ItemList
from reports.blocks.prose import Prose, words
from reports.blocks.tables import Cell, Column, DataTable, shared_widths
from reports.handout import render_handout
from reports.page import DoesNotFit, PageSetter
from reports.tagging.canvas import TaggedCanvas, UntaggedDrawing
from reports.tagging.reportlab_fixes import to_unicode_map
from reports.tagging.structure import Element
from reports.theme import Paper
from tests.reports.pdf_reading import parent_tree_faults, pdfua_failures, structure_of
from tests.reports.samples import make_handout

MARGINS = theme.REPORT_MARGINS


def make_canvas(**changes):
    facts = {"title": "A title", "language": "en-GB", "issued_on": date(2026, 5, 14), **changes}
    return TaggedCanvas(Paper.A4.size, **facts)


def no_foot(canvas, page, pages):
    canvas.line(10, 10, 20, 10)


def made_of(*blocks, **changes):
    canvas = make_canvas(**changes)
    PageSetter(canvas, Paper.A4.size, MARGINS, 20).set(blocks)
    return canvas.finish(no_foot)


def prose(wording="Some words.", role="P"):
    return Prose(words(wording), theme.REPORT_BODY, role=role)


def table():
    return DataTable(
        [Column(head="Test"), Column(head="Value")], [[Cell(text="TUG"), Cell(text="12.46")]]
    )


def test_a_plain_page_is_compliant(tmp_path):
    document = made_of(prose("Title", "H1"), prose(), table())
    assert pdfua_failures(document, tmp_path) == []
    assert parent_tree_faults(document) == []


def test_the_structure_is_the_reading_order():
    document = made_of(prose("Title", "H1"), prose(), table())
    rows = [("TR", [("TH", []), ("TH", [])]), ("TR", [("TH", []), ("TD", [])])]
    assert structure_of(document) == ("Document", [("H1", []), ("P", []), ("Table", rows)])


def test_a_document_without_a_title_is_refused():
    with pytest.raises(ValueError, match="title"):
        make_canvas(title="")


def test_a_missing_language_is_caught(tmp_path):
    assert pdfua_failures(made_of(prose(), language=""), tmp_path)


def test_a_skipped_heading_is_caught(tmp_path):
    assert pdfua_failures(made_of(prose("Title", "H1"), prose("Deep", "H3")), tmp_path)


def test_a_figure_without_its_words_is_refused():
    with pytest.raises(ValueError, match="alt"):
        Element("Figure")


def test_a_figure_whose_words_are_lost_is_caught(tmp_path):
    class Mute(Block):
        def height(self, width):
            return 20

        def draw(self, canvas, place):
            figure = canvas.element("Figure", alt="said")
            figure.alt = ""
            with canvas.marked(figure):
                canvas.rect(place.x, place.top - 20, 20, 20)

    assert pdfua_failures(made_of(prose(), Mute()), tmp_path)


def test_a_header_cell_without_scope_is_caught(tmp_path):
    class Unscoped(Block):
        def height(self, width):
            return 20

        def draw(self, canvas, place):
            with canvas.inside(canvas.element("Table")), canvas.inside(canvas.element("TR")):
                for role in ("TH", "TD"):
                    with canvas.marked(canvas.element(role)):
                        canvas.rect(place.x, place.top - 20, 20, 20)

    assert pdfua_failures(made_of(Unscoped()), tmp_path)


def test_a_font_that_is_not_embedded_is_caught(tmp_path):
    class Foreign(Block):
        def height(self, width):
            return 20

        def draw(self, canvas, place):
            with canvas.marked(canvas.element("P")):
                canvas.setFont("Helvetica", 10)
                canvas.drawString(place.x, place.top - 15, "Foreign")

    assert pdfua_failures(made_of(Foreign()), tmp_path)


def test_drawing_outside_the_structure_is_caught(tmp_path):
    class Untagged(Block):
        def height(self, width):
            return 20

        def draw(self, canvas, place):
            canvas.rect(place.x, place.top - 20, 20, 20)

    assert pdfua_failures(made_of(prose(), Untagged()), tmp_path)


def test_a_wrong_parent_tree_is_caught_by_our_own_round_trip(tmp_path):
    canvas = make_canvas()
    PageSetter(canvas, Paper.A4.size, MARGINS, 20).set([prose("First"), prose("Second")])
    canvas._content[0].reverse()
    assert parent_tree_faults(canvas.finish(no_foot))


def test_a_wrong_page_number_in_the_tree_is_caught_by_our_own_round_trip():
    canvas = make_canvas()
    PageSetter(canvas, Paper.A4.size, MARGINS, 20).set([prose()])
    canvas._pages[0].StructParents = 7
    assert parent_tree_faults(canvas.finish(no_foot))


def test_marked_content_does_not_nest():
    canvas = make_canvas()
    with pytest.raises(UntaggedDrawing), canvas.artifact(), canvas.artifact():
        pass


def test_an_unknown_role_is_refused():
    with pytest.raises(ValueError, match="no structure role"):
        Element("Blink")


def test_a_row_with_too_few_cells_is_refused():
    with pytest.raises(ValueError, match="a cell for each column"):
        DataTable([Column(head="A"), Column(head="B")], [[Cell(text="only one")]])


def test_a_divided_paragraph_stays_one_paragraph():
    document = made_of(prose("Title", "H1"), prose("words and words " * 900))
    assert len(PdfReader(BytesIO(document)).pages) > 1
    assert structure_of(document)[1] == [("H1", []), ("P", [])]
    assert parent_tree_faults(document) == []


def test_a_heading_is_not_left_alone_at_the_foot_of_a_page():
    canvas = make_canvas()
    setter = PageSetter(canvas, Paper.A4.size, MARGINS, 20)
    filler = prose("filler " * 2000)
    lines = int(setter.height // theme.REPORT_BODY.leading)
    filler._lines = filler._set(setter.width)[: lines - 2]
    setter.set([filler, prose("Heading", "H2"), prose("what it heads " * 60)])
    assert canvas.page_count == 2
    heading, body = canvas.root.kids[1:]
    assert heading.kids[0].page == body.kids[0].page == 2


def test_a_block_that_can_neither_fit_nor_divide_is_refused():
    class Tall(Block):
        def height(self, width):
            return 5000

        def draw(self, canvas, place):
            raise AssertionError("not drawn")

    with pytest.raises(DoesNotFit, match="Tall"):
        made_of(Tall())


def test_the_day_of_issue_is_the_day_the_file_says():
    information = PdfReader(BytesIO(render_handout(make_handout(), Paper.A4))).metadata
    assert information["/CreationDate"].startswith("D:20260428")
    assert information.title == "Walking backward safely, Mrs Edith Marlowe"


def test_the_map_to_letters_has_no_null_and_short_blocks():
    written = to_unicode_map("F", [0, *range(32, 200), 0x1F600])
    assert "<00>" not in written.split("endcodespacerange")[1]
    assert "100 beginbfchar" in written
    assert "<D83DDE00>" in written


@pytest.mark.parametrize("room", [100, 300, 1000])
def test_columns_fill_their_table(room):
    assert sum(shared_widths([30, 20, 60], [200, 40, 300], room)) == pytest.approx(room)


def test_a_place_names_its_corner():
    assert Place(10, 700, 400).top == 700


def test_a_paragraph_without_words_leaves_no_trace():
    assert structure_of(made_of(prose("Title", "H1"), prose("")))[1] == [("H1", [])]


def test_an_empty_list_leaves_no_trace():
    assert structure_of(made_of(prose("Title", "H1"), ItemList((), theme.REPORT_BODY)))[1] == [
        ("H1", [])
    ]


def test_a_list_is_divided_between_its_items():
    items = [words(f"item number {number}") for number in range(200)]
    document = made_of(prose("Title", "H1"), ItemList(items, theme.REPORT_BODY))
    assert len(PdfReader(BytesIO(document)).pages) > 1
    assert structure_of(document)[1][1] == ("L", [("LI", [("Lbl", []), ("LBody", [])])] * 200)
