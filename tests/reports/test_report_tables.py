"""The tables behind a report: what they leave out is said at their head, numbers keep units."""

import pytest

from reports.blocks.prose import with_units
from reports.content import FactTable
from reports.progress_report import render_progress_report
from reports.theme import Paper
from tests.reports.pdf_reading import page_texts
from tests.reports.samples import make_report

NOTE = "The latest of many decisions."


def table_of(count):
    return FactTable(
        heading="Decisions",
        columns=("Date", "Decision"),
        rows=tuple((f"{number} May", f"Decision {number} ends") for number in range(count)),
        when_empty="None.",
        note=NOTE,
    )


@pytest.mark.parametrize("count", range(1, 60, 3))
def test_no_page_holds_only_what_a_table_leaves_out(count):
    report = make_report(charts=(), notes=(), tables=(table_of(count),))
    *_, last = page_texts(render_progress_report(report, Paper.LETTER))
    assert f"Decision {count - 1} ends" in last
    before, _, after = "\n".join(page_texts(render_progress_report(report, Paper.A4))).partition(
        NOTE
    )
    assert "Decision 0 ends" not in before
    assert "Decision 0 ends" in after


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("tandem held 10 s", "tandem held 10\u00a0s"),
        ("20 % less, 3 m in 4.50 s", "20\u00a0% less, 3\u00a0m in 4.50\u00a0s"),
        ("level 3 stands, 5 men, 12 months", "level 3 stands, 5 men, 12 months"),
    ],
)
def test_a_number_stays_on_the_line_of_its_unit(said, kept):
    assert with_units(said) == kept
