"""PDF/A-2 at level A: what the validator looks at, and what it does not."""

from datetime import date
from io import BytesIO
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader
from reportlab.pdfbase import pdfdoc

from reports.progress_report import render_progress_report
from reports.tagging import archiving
from reports.theme import Paper
from tests.reports.pdf_reading import pdfa_failures, pdfua_failures, told_pieces
from tests.reports.samples import make_report

WORLD = "Report <&> محمد कि נעמי 王小明"
NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}


def report(paper=Paper.A4, **changes):
    return render_progress_report(make_report(**changes), paper)


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("changes", [{}, {"title": WORLD, "patient_name": WORLD}, {"charts": ()}])
def test_a_report_is_pdf_a_2_and_pdf_ua_at_once(paper, changes, tmp_path):
    document = report(paper, **changes)
    assert pdfa_failures(document, tmp_path) == []
    assert pdfua_failures(document, tmp_path) == []


def test_a_report_without_the_meaning_of_its_colours_is_caught(monkeypatch, tmp_path):
    monkeypatch.setattr(archiving, "ArchivalCatalog", pdfdoc.PDFCatalog)
    assert pdfa_failures(report(), tmp_path)


def test_information_and_metadata_say_the_same():
    reader = PdfReader(BytesIO(report(title=WORLD, issued_on=date(2026, 5, 14))))
    written = reader.trailer["/Root"]["/Metadata"].get_object().get_data()
    packet = ElementTree.fromstring(written)  # noqa: S314 - our own

    def said(path):
        return packet.find(f".//{path}", NAMES).text

    told = reader.metadata
    assert said("dc:title/rdf:Alt/rdf:li") == told.title == WORLD
    assert said("dc:creator/rdf:Seq/rdf:li") == told.author
    assert said("pdf:Producer") == told["/Producer"]
    assert said("xmp:CreatorTool") == told["/Creator"]
    assert said("xmp:CreateDate") == "2026-05-14T00:00:00Z"
    assert told["/CreationDate"] == "D:20260514000000Z"


def test_the_metadata_can_be_read_without_unpacking():
    root = PdfReader(BytesIO(report())).trailer["/Root"]
    assert "/Filter" not in root["/Metadata"].get_object()
    assert root["/Metadata"].get_object()["/Subtype"] == "/XML"


def test_the_colours_are_those_of_one_embedded_profile():
    (intent,) = PdfReader(BytesIO(report())).trailer["/Root"]["/OutputIntents"]
    profile = intent.get_object()["/DestOutputProfile"].get_object()
    assert profile["/N"] == 3
    assert profile.get_data()[36:40] == b"acsp"
    assert profile.get_data()[16:20] == b"RGB "


def test_every_font_is_embedded_and_nothing_is_transparent_or_active():
    reader = PdfReader(BytesIO(report(title=WORLD)))
    for found in reader.pages:
        for font in found["/Resources"]["/Font"].values():
            assert "/FontFile2" in font["/FontDescriptor"]
        assert "/Annots" not in found
        assert "/Group" not in found
        states = found["/Resources"].get("/ExtGState", {})
        assert not any({"/CA", "/ca", "/SMask"} & set(state) for state in states.values())
    assert not {"/OpenAction", "/AA", "/Names"} & set(reader.trailer["/Root"])


def test_no_letter_is_told_by_a_private_number():
    for _, text in told_pieces(report(title=WORLD, patient_name=WORLD)):
        assert not any("\ue000" <= letter <= "\uf8ff" or letter >= "\U000f0000" for letter in text)


def test_an_archival_report_has_the_same_bytes_each_time():
    assert report(title=WORLD) == report(title=WORLD)
