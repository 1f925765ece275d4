from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ContentStream

from clinic.catalogue.handout_definitions import get_handout
from clinic.documents.diary_content import DiaryFacts, diary_content
from clinic.documents.home_sheet_content import HomeSheetFacts, home_sheet_content
from clinic.locales import LANGUAGES
from reports.blocks.entry import CodePattern
from reports.diary import render_diary
from reports.form import render_form
from reports.sheet_content import FormChoice, FormLine, FormPart
from reports.theme import Paper
from tests.reports.pdf_reading import (
    alternatives_of,
    page_texts,
    parent_tree_faults,
    pdfua_failures,
    roles_of,
    scopes_of,
    text_of,
    told,
    words_of,
)
from tests.reports.samples import CLINIC

PAPERS = list(Paper)
CODE = "K7M-4QXB"
LONG_NAME = "Anastasia Wilhelmina " * 9 + "of Westport"
ISSUED_ON = date(2026, 3, 20)


def make_diary(language="en", **changes):
    facts = DiaryFacts(
        definition=get_handout(),
        clinic=changes.pop("clinic", CLINIC),
        patient_name=changes.pop("patient_name", "Edith Marlowe"),
        record_number="HL-1042",
        language=language,
        code=CODE,
        starts_on=date(2026, 3, 23),
        weeks=4,
        issued_on=ISSUED_ON,
    )
    return replace(diary_content(facts), **changes)


def make_home_sheet(language="en", **changes):
    facts = HomeSheetFacts(
        definition=get_handout(),
        clinic=changes.pop("clinic", CLINIC),
        patient_name=changes.pop("patient_name", "Edith Marlowe"),
        record_number="HL-1042",
        language=language,
        issued_on=ISSUED_ON,
    )
    return replace(home_sheet_content(facts), **changes)


def diary(language="en", paper=Paper.A4, **changes):
    return render_diary(make_diary(language, **changes), paper)


def home_sheet(language="en", paper=Paper.A4, **changes):
    return render_form(make_home_sheet(language, **changes), paper)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("render", [diary, home_sheet])
def test_a_sheet_is_pdf_ua_on_both_sides_of_one_paper(render, paper, language, tmp_path):
    document = render(language, paper)
    assert pdfua_failures(document, tmp_path) == []
    assert parent_tree_faults(document) == []
    assert len(page_texts(document)) == 2


@pytest.mark.parametrize("render", [diary, home_sheet])
def test_the_same_sheet_has_the_same_bytes(render):
    assert render() == render()


@pytest.mark.parametrize("render", [diary, home_sheet])
def test_a_name_of_200_letters_and_markup_do_no_harm(render, tmp_path):
    document = render(patient_name=LONG_NAME, clinic=replace(CLINIC, name="<b>&amp;</b> Clinic"))
    assert pdfua_failures(document, tmp_path) == []
    assert "Wilhelmina" in text_of(document)


def test_four_weeks_stand_on_the_diary_with_their_days():
    front, back = page_texts(diary())
    assert "23–29 March 2026" in front
    assert "30 March – 5 April 2026" in front
    assert "6–12 April 2026" in back
    assert "13–19 April 2026" in back


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "23–29 March 2026"),
        ("es", "23–29 de marzo de 2026"),
        ("fr", "23–29 mars 2026"),
        ("de", "23.–29. März 2026"),
        ("zh-Hans", "2026 年 3 月 23 日至 29 日"),
    ],
)
def test_a_week_is_written_as_its_language_writes_it(language, written):
    assert make_diary(language).weeks[0].heading == written


def test_each_day_has_a_box_for_each_question_under_its_head():
    roles = roles_of(diary())
    assert roles.count("Table") == 4
    assert roles.count("TD") == 4 * 4 * 7
    assert scopes_of(diary()).count("/Row") == 4 * 4
    assert scopes_of(diary()).count("/Column") == 4 * 8


def test_the_code_stands_on_both_sides_and_its_pattern_says_it():
    document = diary()
    assert all(f"Sheet code: {CODE}" in text for text in page_texts(document))
    assert alternatives_of(document) == [f"Sheet code: {CODE}"] * 2


def test_the_pattern_holds_the_code_and_nothing_else():
    pattern = CodePattern(CODE, told="Sheet code", side=80)
    plain = CodePattern(f"https://stepback.example/diary?code={CODE}", told="Sheet code", side=80)
    # Eight signs of the QR code's own alphabet fit its smallest size; an address does not.
    assert len(pattern._matrix) == 21
    assert len(plain._matrix) > 21


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_boxes_are_at_least_12_mm_for_a_shaky_hand(language, paper):
    page = PdfReader(BytesIO(diary(language, paper))).pages[0]
    boxes = boxes_of(page)
    large = [box for box in boxes if box[2] > 40 and box[3] > 30]
    assert len(large) == 2 * 4 * 7
    assert min(min(box[2], box[3]) for box in large) >= 12 / 25.4 * 72 - 0.1


def boxes_of(page):
    return [
        tuple(map(float, operands))
        for operands, operator in ContentStream(page.get_contents(), page.pdf).operations
        if operator == b"re"
    ]


def test_the_diary_says_what_to_do_after_a_fall_and_whom_to_call():
    for text in page_texts(diary()):
        assert "If you fall, stop and call" in text
        assert "01632 960 144" in text


def test_a_clinic_without_a_telephone_has_a_diary_all_the_same(tmp_path):
    document = diary(clinic=replace(CLINIC, telephone=""))
    assert pdfua_failures(document, tmp_path) == []


def test_signatures_of_the_home_sheet_stand_with_what_is_signed():
    front, back = page_texts(home_sheet("fr", Paper.LETTER))
    assert "Ma signature" not in front
    for said in ("Je fais ces exercices", "Ma signature", "Vérifié le"):
        assert said in back


def test_the_home_sheet_asks_where_and_who_stands_where():
    said = words_of(home_sheet())
    for asked in ("Where at home", "What to move away", "Who stands where", "Helper’s signature"):
        assert asked.replace(" ", "") in said


def test_an_answer_stands_in_the_place_of_the_lines_and_a_tick_is_told(tmp_path):
    part = FormPart(
        heading="Answers",
        questions=(
            FormLine(
                text="Fell?", choices=(FormChoice(text="Yes", ticked=True), FormChoice(text="No"))
            ),
            FormLine(text="Why", lines=2, answer="Dizzy when rising"),
        ),
    )
    document = home_sheet(parts=(part,), signatures=(), is_large=False)
    assert pdfua_failures(document, tmp_path) == []
    assert "Dizzy when rising" in text_of(document)
    assert alternatives_of(document) == ["[x]", "[ ]"]


def test_a_form_of_300_questions_goes_on_over_pages(tmp_path):
    questions = tuple(FormLine(text=f"Question {n}", lines=1) for n in range(300))
    document = home_sheet(parts=(FormPart(heading="Many", questions=questions),), signatures=())
    assert pdfua_failures(document, tmp_path) == []
    assert "Question 299" in text_of(document)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_diary_explains_the_numbers_and_the_words_it_asks_for(language, paper):
    handout = get_handout()
    first, second = (
        "".join(text.split()) for text in (told_of(page) for page in sides(diary(language, paper)))
    )
    for number, anchor in handout.texts("effort_anchors", language).items():
        assert "".join(f"{number}{anchor}".split()) in first
    for word in ("wobble", "fall"):
        assert "".join(handout.text("words", word, language).split()) in second


def sides(document):
    return PdfReader(BytesIO(document)).pages


def told_of(page):
    alone = PdfWriter()
    alone.add_page(page)
    file = BytesIO()
    alone.write(file)
    return told(file.getvalue())
