"""Test sheets for the clipboard, of nobody yet: one page each, reached from the library."""

import pytest
import time_machine

from clinic.catalogue.instrument_definitions import list_recordable
from clinic.documents.models import IssuedDocument
from tests.documents.test_sheet_pages import rows
from tests.reports.pdf_reading import alternatives_of, pdfua_failures, words_of
from tests.routines.cases import NOON

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def sheet(client):
    def asked(code, **more):
        return client.get(f"/instruments/{code}/test-sheet", query_string=more)

    return asked


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("instrument", list_recordable(), ids=lambda found: found.code)
def test_every_test_has_a_sheet_of_one_page(sheet, instrument, paper):
    said = words_of(sheet(instrument.code, paper=paper).data)
    assert "Page1of1" in said
    assert "Name" in said


def test_a_blank_sheet_has_boxes_to_tick_and_is_accessible(sheet, tmp_path):
    pdf = sheet("berg").data
    assert alternatives_of(pdf).count("[ ]") == 14 * 5
    assert pdfua_failures(pdf, tmp_path) == []


def test_each_side_is_said_once(sheet):
    said = words_of(sheet("minibest").data)
    assert said.count("One-legstance,left") == 1
    assert "left,left" not in said


def test_the_page_of_a_test_leads_to_its_sheet_unless_it_is_computed(client, sheet):
    assert b"/instruments/tug/test-sheet" in client.get("/instruments/tug").data
    assert b"test-sheet" not in client.get("/instruments/wfg").data
    assert sheet("wfg").status_code == sheet("crystal-ball").status_code == 404


def test_a_blank_sheet_names_nobody_and_is_not_kept(app, ana, sheet):
    answer = sheet("tug")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'inline; filename="test-sheet-tug.pdf"'
    assert rows(app, ana, IssuedDocument) == []


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("berg", ["Total, of 56"]),
        ("minibest", ["Anticipatory, of 6", "Gait, of 10", "Total, of 28"]),
        ("poma", ["Balance, of 16", "Gait, of 12", "Total, of 28"]),
        ("sppb", ["Balance, of 4", "Chair, of 4", "Total, of 12"]),
        ("fga", ["Total, of 30"]),
        ("stay_independent", ["Points, of 14"]),
        ("sfesi", ["Total (points)"]),
        ("tug", ["Mean of the trials (s)"]),
        ("grip", ["Best trial (kg)"]),
        ("gait", ["Speed (m/s)"]),
        ("obp", ["Largest drop, systolic (mmHg)"]),
    ],
)
def test_a_sheet_has_room_for_what_is_worked_out(sheet, code, lines):
    said = words_of(sheet(code).data)
    for line in lines:
        assert line.replace(" ", "") in said


@pytest.mark.parametrize("code", ["cst30", "sts5", "cfs", "three_key_questions"])
def test_a_sheet_of_one_number_asks_for_it_once(sheet, code):
    assert "Score" not in words_of(sheet(code).data)
