"""The report that a patient takes home: large, whole, whatever was typed."""

from dataclasses import replace

import pytest

from reports.content import (
    Clinic,
    KeyFigure,
    PatientReportContent,
    PlainMeasure,
    Statement,
    Topic,
)
from reports.patient_report import render_patient_report
from reports.theme import Paper
from tests.reports.pdf_reading import (
    page_texts,
    parent_tree_faults,
    pdfua_failures,
    structure_of,
    text_of,
    words_of,
)
from tests.reports.samples import CLINIC, NOW

MEASURE = PlainMeasure(
    name="Timed Up and Go",
    what="How fast you stand up, walk, turn and sit down.",
    figures=(
        KeyFigure(number="16.80", unit="seconds", note="Before, 9 Feb"),
        KeyFigure(number="12.46", unit="seconds", note="Now, 14 May"),
    ),
    meaning="This is better. The change is larger than chance. Here, less is better.",
)
REPORT = PatientReportContent(
    language="en",
    title="How you are doing",
    clinic=CLINIC,
    patient_name="Mrs Edith Marlowe",
    record_number="HL-0367",
    issued_on=NOW,
    cover_lines=("Record number HL-0367", "14 May 2026"),
    replaces=Statement(lead=""),
    goals=Topic(heading="What you want to do", items=("Walk to the shop.",)),
    said=Topic(heading="What we see"),
    measures_heading="What we measured",
    measures=(MEASURE,) * 3,
    measures_note="A good test does not mean that you cannot fall.",
    training=Topic(heading="What you did", items=("You trained 16 times.", "No fall.")),
    next_step=Topic(heading="What comes next", items=("Open floor.",)),
    question=Topic(heading="We ask you"),
    call=Statement(lead="Questions? Call us:", rest="01632 960 144"),
    signatory=Statement(lead="Ana Ribeiro,", rest="MSc"),
    provenance="Content 0123456789ab",
)
HOSTILE = "<b>&amp; </para> <img src='/etc/passwd'/> ☃ Łucja עברית 王小明"


def report(paper=Paper.A4, **changes):
    return render_patient_report(replace(REPORT, **changes), paper)


@pytest.mark.parametrize("paper", list(Paper))
def test_it_is_pdf_ua_and_its_parent_tree_agrees(paper, tmp_path):
    document = report(paper)
    assert pdfua_failures(document, tmp_path) == []
    assert parent_tree_faults(document) == []


def test_the_same_content_gives_the_same_bytes():
    assert report() == report()


@pytest.mark.parametrize("paper", list(Paper))
def test_no_measure_is_divided_by_a_page(paper):
    measures = [replace(MEASURE, name=f"Test {number}") for number in range(9)]
    texts = page_texts(report(paper, measures=tuple(measures)))
    for number in range(9):
        (page,) = [text for text in texts if f"Test {number}" in text]
        after = page.partition(f"Test {number}")[2]
        assert "The change is larger than chance." in " ".join(after.split())


def test_headings_go_down_one_step_at_a_time():
    roles = str(structure_of(report()))
    assert roles.index("H1") < roles.index("H2") < roles.index("H3")


def test_what_was_typed_is_printed_as_it_was_typed(tmp_path):
    document = report(
        patient_name=HOSTILE, goals=Topic(heading=HOSTILE, items=(HOSTILE,)),
        measures=(replace(MEASURE, name=HOSTILE, meaning=HOSTILE),),
    )  # fmt: skip
    assert "</para>" in text_of(document)
    assert "/etc/passwd" in words_of(document)
    assert pdfua_failures(document, tmp_path) == []


def test_a_long_name_and_twenty_thousand_letters_still_make_a_document():
    long = "Anastasia Wilhelmina " * 10
    said = Topic(heading="What we see", items=("She walks further. " * 1050,))
    texts = page_texts(report(patient_name=long, said=said))
    assert sum(text.count("She") for text in texts) == 1050
    assert all(f"Page {number} of {len(texts)}" in text for number, text in enumerate(texts, 1))


def test_without_telephone_measures_and_goals_it_is_one_page():
    empty = Topic(heading="")
    document = report(
        clinic=Clinic(name="Harbour Lane"), goals=empty, measures=(),
        call=Statement(lead=""), measures_note="Nothing has been measured yet.",
    )  # fmt: skip
    assert len(page_texts(document)) == 1
