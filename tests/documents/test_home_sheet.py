"""The home set-up sheet: one sheet of paper, and a list that is read at a glance."""

from datetime import date

import pytest

from clinic.catalogue.handout_definitions import get_handout
from clinic.documents.home_sheet_content import HomeSheetFacts, home_sheet_content
from reports.content import Clinic
from reports.form import render_form
from reports.theme import Paper
from tests.reports.pdf_reading import page_texts, pdfua_failures


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("language", ["en", "es", "fr", "de", "zh-Hans"])
def test_what_is_checked_before_each_session_stands_on_one_side(language, paper, tmp_path):
    content = home_sheet_content(
        HomeSheetFacts(
            definition=get_handout(),
            clinic=Clinic(name="Harbour Lane Physiotherapy", telephone="01632 960 144"),
            patient_name="Edith Marlowe",
            record_number="HL-0367",
            language=language,
            issued_on=date(2026, 4, 28),
        )
    )
    document = render_form(content, paper)
    first, second = ["".join(text.split()) for text in page_texts(document)]
    [checked] = [part for part in content.parts if len(part.questions) == 6]
    items = [choice.text for question in checked.questions for choice in question.choices]
    assert all("".join(item.split()) in second for item in (checked.heading, *items))
    assert "".join(content.parts[0].questions[-1].text.split()) in first
    assert "".join(content.signatures[-1].text.split()) in second
    assert pdfua_failures(document, tmp_path) == []
