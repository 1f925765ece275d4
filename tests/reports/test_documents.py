from dataclasses import replace
from datetime import date

import pytest

from reports.blocks.symbols import Symbol
from reports.content import Clinic, FactTable, KeyFigure, Paragraphs, Statement, Topic
from reports.handout import render_handout
from reports.progress_report import render_progress_report
from reports.theme import Paper
from tests.reports.pdf_reading import (
    alternatives_of,
    page_texts,
    parent_tree_faults,
    pdfua_failures,
    roles_of,
    scopes_of,
    sizes_of,
    structure_of,
    text_of,
    words_of,
)
from tests.reports.samples import (
    make_card,
    make_chart,
    make_handout,
    make_report,
    many_points,
)

PAPERS = list(Paper)
LONG_NAME = "Anastasia Wilhelmina " * 9 + "of Westport"


def handout(paper=Paper.A4, **changes):
    return render_handout(make_handout(**changes), paper)


def report(paper=Paper.A4, **changes):
    return render_progress_report(make_report(**changes), paper)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("render", [handout, report])
def test_a_document_is_pdf_ua_and_its_parent_tree_agrees(render, paper, tmp_path):
    document = render(paper)
    assert pdfua_failures(document, tmp_path) == []
    assert parent_tree_faults(document) == []


@pytest.mark.parametrize("render", [handout, report])
def test_the_same_content_gives_the_same_bytes(render):
    assert render() == render()


@pytest.mark.parametrize("render", [handout, report])
def test_another_content_gives_other_bytes(render):
    assert render() != render(issued_on=date(2026, 6, 1))


@pytest.mark.parametrize("paper", PAPERS)
def test_the_first_sheet_of_a_handout_is_plan_and_stop_page(paper):
    cover, stop, *others = page_texts(handout(paper))
    assert "Your level: 4" in cover
    assert "01632 960 144" in cover
    assert "Stop at once if" in stop
    assert "Call the clinic the same day" in stop
    assert not any("You want to stop" in text for text in others)


@pytest.mark.parametrize("paper", PAPERS)
def test_no_card_is_divided_by_a_page(paper):
    texts = page_texts(handout(paper))
    for number in range(1, 6):
        (page,) = [text for text in texts if f"Exercise {number} of 5" in text]
        assert "Stop, breathe, then walk forward to the start." in page
        assert "Rounds" in page


@pytest.mark.parametrize("paper", PAPERS)
def test_two_short_cards_share_a_page_at_14_pt(paper):
    texts = page_texts(handout(paper, text_size=14))
    assert "Exercise 1 of 5" in texts[3]
    assert "Exercise 2 of 5" in texts[3]
    assert len(texts) == 6
    assert len(page_texts(handout(paper))) == 8


@pytest.mark.parametrize("chosen", [14, 18, 22])
def test_the_text_is_as_large_as_was_chosen(chosen):
    document = handout(text_size=chosen, cards=(make_card(steps=("Look ahead. Stand tall.",)),))
    assert sizes_of(document, "Look ahead. Stand tall.") == {chosen}


def test_what_a_page_would_cut_is_set_smaller_but_never_below_18_pt():
    steps = ("Hold on with one hand. Put one foot in front of the other, heel to toe.",) * 6
    document = handout(text_size=22, cards=(make_card(steps=steps),))
    assert sum("Exercise 1 of 5" in text for text in page_texts(document)) == 1
    assert sizes_of(document, "Hold on with one hand.") == {18}
    assert min(sizes_of(document, "")) == 14


def test_no_word_of_a_number_s_note_is_cut():
    figures = (
        KeyFigure(number="3", unit="", note="Durchgänge"),
        KeyFigure(number="8", unit="", note="Wiederholungen je Durchgang"),
        KeyFigure(number="20", unit="", note="Minuten insgesamt"),
    )
    lines = text_of(handout(cards=(make_card(figures=figures),))).splitlines()
    for word in ("Durchgänge", "Wiederholungen", "insgesamt"):
        assert any(word in line for line in lines)


def test_questions_fill_a_last_page_and_no_more():
    asked = tuple(Statement(lead=f"Question {n}?", rest="An answer. " * 12) for n in range(30))
    *_, last = page_texts(handout(questions=asked, questions_heading="Questions and answers"))
    assert last.startswith("Questions and answers")
    assert "Question 0?" in last
    assert len(page_texts(handout(questions=asked, questions_heading="Questions"))) == 9


def test_every_page_of_a_handout_carries_numbers_and_its_place():
    texts = page_texts(handout())
    for index, text in enumerate(texts, start=1):
        assert f"Page {index} of {len(texts)}" in text
        assert "Clinic 01632 960 144 · Emergency 112" in text
        assert "Handout 1.2" in text


def test_a_handout_without_cards_is_one_sheet():
    assert len(page_texts(handout(cards=()))) == 2


def test_a_handout_manages_without_telephones_and_topics():
    empty = Topic(heading="")
    document = handout(
        clinic=Clinic(name="Harbour Lane"),
        important=empty, why=empty, stop=empty, call=empty,
        before_start=empty, safe_place=empty, afterwards=empty,
        plan_figures=(KeyFigure(number="3", unit="days in each and every week " * 4),),
        cards=(make_card(figures=(), facts=(), stop=empty),),
    )  # fmt: skip
    assert "Harbour Lane" in text_of(document)


def test_a_card_longer_than_a_page_still_prints_every_step():
    steps = tuple(f"Step number {number} with some more words to it." for number in range(60))
    words = words_of(handout(cards=(make_card(steps=steps),)))
    assert all("".join(step.split()) in words for step in steps)


@pytest.mark.parametrize("paper", PAPERS)
def test_the_page_for_the_doctor_is_one_page(paper):
    first, second, *_ = page_texts(report(paper))
    for part in ("Progress report: Mrs Edith Marlowe", "Did it really change?", "We ask you:",
                 "Ana Ribeiro", "What happens next"):  # fmt: skip
        assert part in first
    assert "Course of each measure" in second


@pytest.mark.parametrize("paper", PAPERS)
def test_an_ordinary_report_has_three_pages_at_most(paper):
    assert len(page_texts(report(paper))) <= 3


def test_a_measure_is_told_with_change_error_verdict_and_line():
    first = page_texts(report())[0]
    assert "less 16.80 12.46 −4.34 3.00 Real improvement at risk (from 12.00)" in first


def test_each_chart_is_a_figure_with_its_whole_sentence():
    told = alternatives_of(report())
    assert len(told) == 7
    assert told[0].startswith("Timed Up and Go in seconds, lower is better. 16.80 on 9 Feb")


def test_a_table_that_goes_on_keeps_one_element_and_reads_its_header_once():
    rows = tuple((f"{number} May", "home", "100 %", "4") for number in range(120))
    table = FactTable(
        heading="Session logs", columns=("Date", "Where", "Done", "Effort"), rows=rows,
        when_empty="No session has been logged.",
    )  # fmt: skip
    document = report(tables=(table,), charts=(), measures=())
    assert roles_of(document).count("Table") == 1
    assert scopes_of(document).count("/Column") == 4
    assert scopes_of(document).count("/Row") == 120
    assert sum("Where Done Effort" in text for text in page_texts(document)) > 1


def test_lists_have_items_with_label_and_body():
    document = handout(cards=())
    lists = [node for node in structure_of(document)[1] if node[0] == "L"]
    assert lists
    for _, items in lists:
        assert {role for role, _ in items} == {"LI"}
        assert all([role for role, _ in parts] == ["Lbl", "LBody"] for _, parts in items)


def test_a_report_without_assessments_says_so():
    document = report(measures=(), charts=(), tables=(
        FactTable(heading="Session logs", columns=("Date",), rows=(),
                  when_empty="No session has been logged."),
    ))  # fmt: skip
    text = text_of(document)
    assert "Nothing has been measured yet." in text
    assert "No session has been logged." in text


def test_a_report_of_sixty_assessments_keeps_its_first_page(tmp_path):
    document = report(charts=(make_chart(points=many_points(60)),) * 5)
    assert "We ask you:" in page_texts(document)[0]
    assert pdfua_failures(document, tmp_path) == []


@pytest.mark.parametrize(
    "name",
    [
        "Łucja Wiśniewska-Gżegżółka",
        "Nguyễn Thị Ánh",
        "Ελένη Παπαδοπούλου",
        "Наталья Щербакова",
        "Søren Ångström-Müller",
        "Çağla Şahin İğdır",
        "Zsófia Dvořáková",
    ],
)
def test_names_print_in_latin_greek_and_cyrillic(name, tmp_path):
    for document in (
        handout(patient_name=name),
        report(patient_name=name, title=f"Progress report: {name}"),
    ):
        assert "".join(name.split()) in words_of(document)
        assert pdfua_failures(document, tmp_path) == []


def test_a_name_written_in_two_pieces_is_composed():
    decomposed = "Zso\u0301fia"
    assert "Zsófia" in text_of(handout(patient_name=decomposed))


def test_a_name_of_two_hundred_letters_prints_whole(tmp_path):
    documents = (
        handout(patient_name=LONG_NAME, foot=LONG_NAME),
        report(title=LONG_NAME, patient_name=LONG_NAME, signatory=Statement(lead=LONG_NAME)),
    )
    for document in documents:
        assert "".join(LONG_NAME.split()) in words_of(document)
        assert pdfua_failures(document, tmp_path) == []


@pytest.mark.parametrize("name", [LONG_NAME, f"{'A' * 100} {'W' * 100}", "बि" * 100])
def test_a_long_name_in_the_foot_is_shortened_and_never_the_number_or_the_day(name):
    foot = f"{name} · HL-0367 · 28 April 2026"
    for text in page_texts(handout(patient_name=name, foot=foot)):
        assert "… · HL-0367 · 28 April 2026" in " ".join(text[-300:].split())
    for text in page_texts(report(patient_name=name, record_number="HL-0367")):
        assert " · record HL-0367" in " ".join(text[-300:].split())


def test_a_name_that_fits_three_lines_of_the_foot_stands_there_whole():
    name = "María del Carmen Fernández-Villaverde y Gutiérrez de la Concha"
    document = handout(patient_name=name, foot=f"{name} · HL-0367 · 28 April 2026")
    assert all(name in " ".join(text[-300:].split()) for text in page_texts(document))


def test_a_word_without_end_is_cut_between_letters_and_loses_none():
    endless = "x" * 250
    assert endless in words_of(handout(patient_name=endless))


def test_a_note_of_twenty_thousand_characters_prints_whole(tmp_path):
    note = " ".join(f"word{number}" for number in range(2400))
    document = report(notes=(Paragraphs(heading="Notes", texts=(note,)),))
    assert "".join(note.split()) in words_of_body(document)
    assert pdfua_failures(document, tmp_path) == []
    assert parent_tree_faults(document) == []


def words_of_body(document):
    """The text without the running foot of each page."""
    bodies = [text.split("Edith Marlowe · record")[0] for text in page_texts(document)]
    return "".join("".join(bodies).split())


def test_a_cell_higher_than_a_page_goes_on_in_the_next(tmp_path):
    reason = " ".join(f"reason{number}" for number in range(1500))
    table = FactTable(
        heading="Decisions", columns=("Date", "Reason"), rows=(("14 May", reason), ("15 May", "-")),
        when_empty="No decision has been taken.",
    )  # fmt: skip
    document = report(tables=(table,))
    words = words_of(document)
    assert all(f"reason{number}" in words for number in range(1500))
    assert pdfua_failures(document, tmp_path) == []


def test_a_list_item_longer_than_a_page_goes_on_in_the_next(tmp_path):
    item = " ".join(f"warning{number}" for number in range(500))
    important = replace(make_handout().important, items=(item, "short"))
    document = handout(important=important)
    words = words_of(document)
    assert all(f"warning{number}" in words for number in range(500))
    assert pdfua_failures(document, tmp_path) == []


def test_every_verdict_has_a_sign_of_its_own(tmp_path):
    rows = tuple(
        replace(make_report().measures[0], symbol=symbol, verdict=symbol.value) for symbol in Symbol
    )
    document = report(measures=rows)
    assert all(symbol.value in text_of(document) for symbol in Symbol)
    assert pdfua_failures(document, tmp_path) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"summary": Statement(lead="Long.", rest="summary " * 3000)},
        {"training": Paragraphs(heading="Training", texts=("training " * 3000,))},
        {"title": "title " * 1500},
        {"question": Statement(lead="We ask:", rest="question " * 3000)},
        {"patient_name": "name " * 1500},
    ],
)
def test_a_part_longer_than_a_page_goes_on_and_stays_compliant(changes, tmp_path):
    document = report(**changes)
    assert pdfua_failures(document, tmp_path) == []
    assert parent_tree_faults(document) == []
    word = next(iter(changes))
    if word != "patient_name":
        assert words_of(document).count(word) >= 1500


def test_a_badge_longer_than_a_page_loses_its_box_and_no_word():
    badge = "badge " * 1000
    assert words_of(handout(cards=(make_card(badge=badge),))).count("badge") == 1000


def test_without_question_and_signature_the_report_ends_earlier():
    nobody = Statement(lead="")
    assert "We ask you" not in text_of(report(question=nobody, signatory=nobody))


def test_a_letterhead_without_address_is_only_the_name():
    text = page_texts(report(clinic=Clinic(name="Harbour Lane"), addressee=""))[0]
    assert " ".join(text.split()).startswith("Harbour Lane 14 May 2026 Progress")


def test_many_charts_fill_their_rows(tmp_path):
    document = report(charts=(make_chart(),) * 5)
    assert len(alternatives_of(document)) == 8
    assert pdfua_failures(document, tmp_path) == []


@pytest.mark.parametrize("number", ["01632 960 144", "020 7946 0018", "+44 20 7946 0018"])
@pytest.mark.parametrize("paper", PAPERS)
def test_a_telephone_number_stays_on_one_line(number, paper):
    clinic = Clinic(name="Harbour Lane", telephone=number, emergency_number="999")
    assert number in page_texts(handout(paper, clinic=clinic))[0].splitlines()


def test_a_number_too_long_for_its_box_breaks_between_its_groups():
    number = "+49 (0) 30 1234 5678 9012 extension 4711"
    clinic = Clinic(name="Harbour Lane", telephone=number)
    lines = [line.strip() for line in page_texts(handout(clinic=clinic))[0].splitlines()]
    groups = number.split(" ")
    assert any(line and set(line.split(" ")) < set(groups) for line in lines)
    assert number in " ".join(lines)
