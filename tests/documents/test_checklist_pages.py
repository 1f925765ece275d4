"""Checklists on paper: nobody signs a page on which no question stands."""

from datetime import date

import pytest

from clinic.catalogue.checklist_definitions import list_checklists
from clinic.documents.checklist_content import ChecklistFacts, checklist_content
from reports.content import Clinic
from reports.form import render_form
from reports.theme import Paper
from tests.reports.pdf_reading import page_texts


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("definition", list_checklists(), ids=lambda found: found.code)
def test_the_signature_stands_on_a_page_with_questions(definition, paper):
    facts = ChecklistFacts(
        definition=definition,
        clinic=Clinic(name="Harbour Lane Physiotherapy", telephone="01632 960 144"),
        patient_name="Edith Marlowe",
        record_number="HL-0361",
        birth_date=date(1934, 4, 29),
        issued_on=date(2026, 4, 28),
    )
    *_, last = page_texts(render_form(checklist_content(facts), paper))
    assert "Signature" in last
    assert "Yes" in last
