"""The sheet of trends: who got better at one glance, each measure's course, then every result."""

from dataclasses import replace

from reportlab.lib.units import mm

from clinic.plotting import Frame, trend_geometry
from reports import theme
from reports.blocks.base import Block
from reports.blocks.frames import Barred, SideBySide, Together
from reports.blocks.prose import Prose, words
from reports.blocks.tables import Cell, Column, DataTable, TableLook
from reports.charts import ChartFigure
from reports.content import FactTable
from reports.document import REPORT_PAGE, Document
from reports.letterhead import letterhead
from reports.theme import Paper
from reports.trends_content import TrendMeasure, TrendsContent

CHART = Frame(width=290, height=138, text_size=9)
FEW_ROWS = 20
CHART_SHARE = 1.55
GAP = 5 * mm
GLANCE = TableLook(style=theme.REPORT_MEASURE, padding_x=3)


def render_trends(content: TrendsContent, paper: Paper) -> bytes:
    """The sheet as PDF/UA-1; a measure's chart and words stay on one page.

    The same content gives the same bytes.

    Raises:
        MissingGlyph: only inside `typefaces.missing_glyphs_as_errors()`.
    """
    document = Document(
        content,
        paper,
        REPORT_PAGE,
        title=f"{content.title}, {content.patient_name}",
        name=content.patient_name,
        left=[f"{content.patient_name} · record {content.record_number}", content.provenance],
        right=[content.page_label],
    )
    return document.finish(_blocks(content))


def _blocks(content: TrendsContent) -> list[Block]:
    head = [*_letterhead(content), *_title(content)]
    if not content.measures:
        return [*head, Prose(words(content.when_empty), theme.REPORT_BODY, space_before=4 * mm)]
    return [
        *head,
        *_glance(content),
        _heading(content.charts_heading),
        _how_to_read(content),
        *(block for measure in content.measures for block in _course(measure)),
        *_table(content.happened, role="H2"),
        _heading(content.results_heading),
        *(block for one in content.measures for block in _results(one)),
    ]


def _how_to_read(content: TrendsContent) -> Block:
    """What the marks mean, over the first chart: no page begins with it after the last one."""
    note = Prose(words(content.charts_note), theme.REPORT_NOTE)
    note.keep_with_next = True
    return note


def _letterhead(content: TrendsContent) -> list[Block]:
    day = Prose(words(content.issued_on_label), theme.REPORT_CELL, to_the_right=True)
    return letterhead(content.clinic, [day])


def _title(content: TrendsContent) -> list[Block]:
    title = f"{content.title}: {content.patient_name}"
    blocks: list[Block] = [
        Prose(words(title), theme.REPORT_TITLE, role="H1", space_before=4 * mm),
        Prose(words(content.identity), theme.REPORT_SOFT, space_before=0.5 * mm),
        Prose(words(content.shown), theme.REPORT_SOFT, space_before=0.5 * mm),
    ]
    if content.summary:
        summary = Prose(words(content.summary, strong=True), theme.REPORT_LEAD)
        blocks.append(Barred([summary], space_before=4 * mm))
    return blocks


def _glance(content: TrendsContent) -> list[Block]:
    columns = [Column(head=head) for head in content.glance_columns]
    rows = [
        (
            Cell(text=measure.name),
            Cell(text=measure.baseline),
            Cell(text=measure.now, strong=True),
            Cell(text=measure.verdict, strong=measure.is_certain, symbol=measure.symbol),
            Cell(text=measure.line),
            Cell(text=measure.trend),
        )
        for measure in content.measures
    ]
    blocks: list[Block] = [_heading(content.glance_heading), DataTable(columns, rows, look=GLANCE)]
    if content.left_out:
        blocks.append(Prose(words(content.left_out), theme.REPORT_NOTE, space_before=1.5 * mm))
    return blocks


def _course(measure: TrendMeasure) -> list[Block]:
    """The chart with its words beside it; without a chart the words alone."""
    name = Prose(words(f"{measure.name}: {measure.now}"), theme.REPORT_HEADING, role="H3")
    said: list[Block] = [
        Prose(words(measure.verdict, strong=True), theme.REPORT_BODY),
        Prose(words(measure.in_full), theme.REPORT_CELL, space_before=1 * mm),
    ]
    if measure.trend:
        said.append(Prose(words(measure.trend), theme.REPORT_CELL, space_before=1 * mm))
    if measure.source:
        said.append(Prose(words(measure.source), theme.REPORT_NOTE, space_before=1 * mm))
    if measure.chart is None:
        return [Together([name, *said], space_before=4 * mm)]
    chart = ChartFigure(trend_geometry(replace(measure.chart, frame=CHART)))
    beside = SideBySide([[chart], said], shares=(CHART_SHARE, 1), gap=GAP, space_before=1 * mm)
    return [Together([name, beside], space_before=4 * mm)]


def _results(measure: TrendMeasure) -> list[Block]:
    """The results of a measure, on one page where they are few: no row stands alone on the next."""
    table = _table(measure.results, role="H3")
    if len(measure.results.rows) > FEW_ROWS:
        return table
    return [Together(table, space_before=table[0].space_before)]


def _table(facts: FactTable, *, role: str) -> list[Block]:
    heading = _heading(facts.heading, role=role)
    if not facts.rows:
        return [heading, Prose(words(facts.when_empty), theme.REPORT_BODY)]
    columns = [
        Column(head=head, numeric=index in facts.numeric)
        for index, head in enumerate(facts.columns)
    ]
    rows = [[Cell(text=text) for text in row] for row in facts.rows]
    blocks: list[Block] = [heading, DataTable(columns, rows)]
    if facts.note:
        blocks.append(Prose(words(facts.note), theme.REPORT_NOTE, space_before=1.5 * mm))
    return blocks


def _heading(wording: str, *, role: str = "H2") -> Prose:
    return Prose(words(wording), theme.REPORT_HEADING, role=role, space_before=4 * mm)
