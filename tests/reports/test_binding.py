"""Many documents in one file."""

import tracemalloc
from datetime import date
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader

from reports.binding import Binder, NotOurs
from reports.handout import render_handout
from reports.progress_report import render_progress_report
from reports.theme import Paper
from tests.reports.pdf_reading import (
    page_texts,
    parent_tree_faults,
    pdfa_failures,
    pdfua_failures,
)
from tests.reports.samples import make_handout, make_report

HOSTILE = "Ed (7 0 R) \\ <0A> 12 0 R) endobj stream"


def bound(*parts, **values):
    file = BytesIO()
    binder = Binder(
        file,
        **{"title": "Progress reports", "language": "en", "issued_on": date(2026, 3, 20)} | values,
    )
    for part in parts:
        binder.add(part)
    binder.finish()
    return file.getvalue()


@pytest.fixture(scope="module")
def parts():
    return [
        render_progress_report(make_report(), Paper.A4),
        render_handout(make_handout(language="de"), Paper.LETTER),
        render_progress_report(make_report(patient_name=HOSTILE, title=HOSTILE), Paper.A4),
    ]


def drawn(document):
    opened = pdfium.PdfDocument(document)
    pictures = [page.render(scale=0.5).to_pil().tobytes() for page in opened]
    opened.close()
    return pictures


def test_a_bound_file_is_pdf_ua_and_its_parent_tree_agrees(parts, tmp_path):
    document = bound(*parts)
    assert pdfua_failures(document, tmp_path) == []
    assert parent_tree_faults(document) == []


def test_a_whole_of_reports_for_the_archive_is_for_the_archive_too(parts, tmp_path):
    document = bound(parts[0], parts[2], title="Reports & <others>")
    assert pdfa_failures(document, tmp_path) == []
    assert pdfua_failures(document, tmp_path) == []
    assert b"<pdfaid:part>2</pdfaid:part>" in document


def test_colours_whose_meaning_is_kept_once_are_those_of_one_profile(parts):
    (intent,) = PdfReader(BytesIO(bound(parts[0], parts[2]))).trailer["/Root"]["/OutputIntents"]
    assert intent["/DestOutputProfile"].get_object().get_data()[36:40] == b"acsp"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_whole_with_one_part_not_for_the_archive_does_not_claim_to_be(parts, order, tmp_path):
    document = bound(*(parts[place] for place in order))
    assert b"pdfaid" not in document
    assert b"/OutputIntents" not in document
    assert pdfua_failures(document, tmp_path) == []


def test_every_page_looks_as_it_did_alone_and_stands_in_order(parts):
    alone = [picture for part in parts for picture in drawn(part)]
    together = drawn(bound(*parts, on_new_sheets=False))
    assert together == alone


def test_nobody_is_printed_on_the_back_of_somebody_elses_page(parts):
    together = page_texts(bound(*parts))
    at = 0
    for part in parts:
        assert at % 2 == 0
        texts = page_texts(part)
        assert together[at : at + len(texts)] == texts
        at += len(texts)
        if at % 2:
            assert together[at] == ""
            at += 1
    assert len(together) == at


def test_texts_that_look_like_references_stay_what_they_are(parts):
    document = bound(*parts)
    assert any(HOSTILE in " ".join(text.split()) for text in page_texts(document))


def test_each_part_keeps_its_language(parts):
    root = PdfReader(BytesIO(bound(*parts))).trailer["/Root"]
    documents = [one.get_object() for one in root["/StructTreeRoot"]["/K"]]
    assert [one["/S"] for one in documents] == ["/Document"] * 3
    assert [one["/Lang"] for one in documents][1] == "de"


def test_the_title_of_the_whole_names_nobody(parts):
    information = PdfReader(BytesIO(bound(*parts))).metadata
    assert information.title == "Progress reports"
    assert information.author is None


def test_the_same_parts_give_the_same_bytes(parts):
    assert bound(*parts) == bound(*parts)


def test_fonts_that_are_the_same_are_kept_once(parts):
    assert len(bound(*[parts[0]] * 5)) < 3 * len(parts[0])


def test_what_is_not_ours_is_refused():
    for foreign in (b"", b"%PDF-1.7\n%%EOF", b"<html>"):
        with pytest.raises(NotOurs):
            bound(foreign)


def test_memory_does_not_grow_with_the_parts(parts, tmp_path):
    with (tmp_path / "many.pdf").open("wb") as file:
        binder = Binder(file, title="Many", language="en", issued_on=date(2026, 3, 20))
        binder.add(parts[0])
        tracemalloc.start()
        for _ in range(50):
            binder.add(parts[0])
        kept, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        binder.finish()
    assert kept < 400_000
    assert file.closed
