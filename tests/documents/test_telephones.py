"""Whom to call stands on every page that lies at home, in the words of its language."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from clinic.catalogue.handout_definitions import get_handout
from clinic.documents.diary_content import DiaryFacts, diary_content
from clinic.documents.home_sheet_content import HomeSheetFacts, home_sheet_content
from clinic.documents.printing import sha256_of
from reports.content import Clinic, Logo
from reports.diary import render_diary
from reports.form import render_form
from reports.theme import Paper
from tests.reports.pdf_reading import page_texts, pdfua_failures

CLINIC = Clinic(
    name="Harbour Lane Physiotherapy", telephone="01632 960 144", emergency_number="999"
)
NUMBERS = {
    "en": "Clinic 01632 960 144 · Emergency 999",
    "es": "Clínica 01632 960 144 · Emergencias 999",
    "fr": "Cabinet 01632 960 144 · Urgences 999",
    "de": "Praxis 01632 960 144 · Notruf 999",
    "zh-Hans": "诊所 01632 960 144 · 急救电话 999",
}
LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff " * 5


def make_logo():
    file = BytesIO()
    Image.new("RGB", (600, 200), "navy").save(file, "PNG")
    content = file.getvalue()
    return Logo(sha256=sha256_of(content), width=600, height=200, says="Logo", content=content)


def diary(language, *, clinic=CLINIC, name="Edith Marlowe"):
    facts = DiaryFacts(
        definition=get_handout(), clinic=clinic, patient_name=name, record_number="HL-0367",
        language=language, code="ABC-DEFG", starts_on=date(2026, 3, 16), weeks=4,
        issued_on=date(2026, 3, 14),
    )  # fmt: skip
    return diary_content(facts)


def home_sheet(language, *, clinic=CLINIC, name="Edith Marlowe"):
    facts = HomeSheetFacts(
        definition=get_handout(), clinic=clinic, patient_name=name, record_number="HL-0367",
        language=language, issued_on=date(2026, 3, 14),
    )  # fmt: skip
    return home_sheet_content(facts)


def plain(text):
    return "".join(text.split())


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("name", ["Edith Marlowe", LONG_NAME])
@pytest.mark.parametrize("language", NUMBERS)
def test_both_numbers_stand_in_the_foot_of_each_side_of_the_diary(language, name, paper):
    pages = page_texts(render_diary(diary(language, name=name), paper))
    assert len(pages) == 2 or name == LONG_NAME
    assert all(plain(NUMBERS[language]) in plain(page) for page in pages)


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("name", ["Edith Marlowe", LONG_NAME])
@pytest.mark.parametrize("language", NUMBERS)
def test_both_numbers_stand_in_the_foot_of_each_side_of_the_home_sheet(language, name, paper):
    pages = page_texts(render_form(home_sheet(language, name=name), paper))
    assert len(pages) == 2 or name == LONG_NAME
    assert all(plain(NUMBERS[language]) in plain(page) for page in pages)


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("language", NUMBERS)
def test_a_logo_leaves_the_diary_on_two_sides(language, paper):
    with_logo = replace(CLINIC, logo=make_logo())
    assert len(page_texts(render_diary(diary(language, clinic=with_logo), paper))) == 2


@pytest.mark.parametrize("content", [diary, home_sheet])
def test_a_number_that_the_clinic_does_not_have_leaves_no_label(content):
    assert content("en", clinic=replace(CLINIC, telephone="")).numbers == "Emergency 999"
    assert content("en", clinic=replace(CLINIC, emergency_number="")).numbers == (
        "Clinic 01632\N{NO-BREAK SPACE}960\N{NO-BREAK SPACE}144"
    )
    assert content("en", clinic=Clinic(name="Harbour Lane")).numbers == ""


def test_a_sheet_with_its_numbers_keeps_to_the_standard(tmp_path):
    assert pdfua_failures(render_diary(diary("de"), Paper.A4), tmp_path) == []
