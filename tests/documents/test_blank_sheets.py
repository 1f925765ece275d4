"""Test sheets for the clipboard, of nobody yet: one page each, reached from the library."""

import pytest
import time_machine

from clinic.catalogue.instrument_definitions import get_instrument, list_recordable
from clinic.documents.models import IssuedDocument
from clinic.documents.points_tables import points_table
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


def test_the_sheet_of_the_battery_has_the_points_of_each_part(sheet):
    """Source: instruments.md 2.5, cut-points [V59, V60; balance K58]."""
    said = words_of(sheet("sppb").data)
    rows = (
        "4 All three held 10 s under 4.82 under 3.62 11.19 or less",
        "3 Tandem 3.00 to 9.99 s 4.82 to 6.20 3.62 to 4.65 11.20 to 13.69",
        "2 Tandem under 3.00 s, or unable 6.21 to 8.70 4.66 to 6.52 13.70 to 16.69",
        "1 Semi-tandem under 10 s, or unable over 8.70 over 6.52 16.70 to 60.00",
        "0 Side by side under 10 s, or unable unable unable over 60.00, or unable",
    )
    for heading in ("Walk of 4 m (s)", "Walk of 3 m (s)", "Chair (s)"):
        assert heading.replace(" ", "") in said
    for row in rows:
        assert all(word in said for word in row.split())
    table = points_table(get_instrument("sppb"))
    assert [" ".join(row) for row in table.rows] == list(rows)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_sheet_with_a_table_is_accessible(sheet, tmp_path, paper):
    assert pdfua_failures(sheet("sppb", paper=paper).data, tmp_path) == []


@pytest.mark.parametrize("instrument", list_recordable(), ids=lambda found: found.code)
def test_only_the_battery_is_scored_by_a_table(instrument):
    assert (points_table(instrument) is not None) == (instrument.code == "sppb")


def test_the_library_says_which_tests_have_a_sheet(client):
    assert "what is computed from others has none" in client.get("/instruments").text
