"""The sheet of trends: the words and numbers of the page, on paper with tags."""

import re

import pytest

from clinic.db import db, enter_clinic
from clinic.documents.models import IssuedDocument
from clinic.documents.printing import Kind, print_stored
from clinic.ids import new_id
from reports import typefaces
from tests.assessments.conftest import edith, measured
from tests.assessments.records import FEBRUARY, text
from tests.assessments.test_measure_settings import choose, manager
from tests.domain.instrument_cases import BERG
from tests.factories import make_clinician, signed_in
from tests.reports.pdf_reading import parent_tree_faults, pdfua_failures, text_of
from tests.trends.conftest import _on_20_march, trends
from tests.trends.test_trends_page import BETWEEN, improved

__all__ = ("_on_20_march", "choose", "edith", "improved", "manager", "measured", "trends")

SHEET = "documents/trends"


@pytest.fixture
def print_trends(client, edith):
    """Orders the sheet: `print_trends(since="2026-03-01")` gives the answer."""

    def order(query="", **chosen):
        form = {"record_id": str(new_id()), "paper": "a4", **chosen}
        return client.post(f"/patients/{edith[0]}/{SHEET}{query}", data=form)

    return order


@pytest.fixture
def printed(client, print_trends):
    """The PDF of an order."""

    def pdf(**chosen):
        answer = print_trends(**chosen)
        assert answer.status_code == 302
        with typefaces.missing_glyphs_as_errors():
            return client.get(answer.location)

    return pdf


def said_on(pdf):
    return " ".join(text_of(pdf.data).split())


def test_the_sheet_says_what_the_page_says(trends, printed, improved, measured):
    measured(BERG, *[3] * 14, on=FEBRUARY)
    page, sheet = text(trends()), said_on(printed())
    for words in (
        "1 of 1 measure improved by more than measurement error.",
        "Real improvement, −4.34 s.",
        "MDC95 3.00 s, older adults at high risk of falls",
        "too few results for a trend",
    ):
        assert words.lower() in page.lower()
        assert words.lower() in sheet.lower()


def test_every_result_is_on_the_sheet_with_its_whole_date(printed, improved):
    sheet = said_on(printed())
    for line in ("9 Feb 2026 16.80", "2 Mar 2026 15.10", "20 Mar 2026 12.46"):
        assert line in sheet
    assert "today" not in sheet


def test_the_days_asked_for_are_those_printed(printed, improved):
    sheet = said_on(printed(since="2026-03-01", until="2026-03-10"))
    assert "2 Mar 2026 15.10" in sheet
    assert "9 Feb 2026 16.80" not in sheet
    assert "12.46" not in sheet
    assert "1 measure, 1 result, 1 Mar 2026 to 10 Mar 2026." in sheet


def test_the_page_hands_over_its_days(client, edith, trends, improved):
    link = re.search(rf'href="([^"]*{SHEET}[^"]*)"', trends(since="2026-03-01").text)[1]
    assert 'value="2026-03-01"' in client.get(link.replace("&amp;", "&")).text


def test_a_day_that_cannot_be_is_refused_and_nothing_is_issued(app, ana, print_trends, improved):
    answer = print_trends(since="2026-03-10", until="2026-03-01")
    assert answer.status_code == 422
    assert "before the first" in answer.text
    with app.app_context():
        enter_clinic(ana.clinic_id)
        assert db.session.scalars(db.select(IssuedDocument)).all() == []


def test_without_results_the_sheet_says_so(printed):
    assert "Nothing was measured on these days." in said_on(printed())


def test_the_file_names_nobody(printed, improved):
    head = printed().headers["Content-Disposition"]
    assert re.fullmatch(r'inline; filename="trends-[0-9a-f]{12}\.pdf"', head)


def test_another_profile_changes_the_next_sheet_and_not_the_one_that_was_issued(
    client, print_trends, printed, improved, choose
):
    issued = print_trends().location
    before = client.get(issued)
    assert "MDC95 3.00 s, older adults at high risk" in said_on(before)
    assert choose("tug", mdc="frail").status_code == 302
    assert client.get(issued).data == before.data
    assert "MDC90 4.00 s, frail African-American adults" in said_on(printed())


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_sheet_is_tagged_and_can_be_made_again_to_the_byte(
    app, ana, printed, improved, measured, tmp_path, paper
):
    measured(BERG, *[3] * 14, on=BETWEEN)
    pdf = printed(paper=paper).data
    assert pdfua_failures(pdf, tmp_path) == []
    assert parent_tree_faults(pdf) == []
    with app.app_context():
        enter_clinic(ana.clinic_id)
        [kept] = db.session.scalars(db.select(IssuedDocument)).all()
        assert print_stored(Kind(kept.kind), kept.content, kept.paper) == pdf


def test_a_reader_may_download_numbers_but_issues_nothing(app, ana, edith):
    rose = make_clinician(app, name="Rose Reader", role="reader", clinic=ana.clinic_id)
    browser = signed_in(app, rose)
    assert browser.get(f"/patients/{edith[0]}/trends.csv").status_code == 200
    assert browser.get(f"/patients/{edith[0]}/{SHEET}").status_code == 403
