"""The progress report: one page a doctor reads in a minute, then everything it rests on."""

from collections.abc import Sequence
from dataclasses import replace

from reportlab.lib.units import mm

from clinic.plotting import Frame, TrendChart, trend_geometry
from reports import theme
from reports.blocks.base import Block, stack_height
from reports.blocks.frames import Barred, PageBreak, SideBySide, Together
from reports.blocks.prose import Prose, lead_and_rest, with_units, words
from reports.blocks.tables import Cell, Column, DataTable, TableLook
from reports.charts import ChartFigure
from reports.content import FactTable, MeasureRow, Paragraphs, ProgressReportContent
from reports.document import REPORT_PAGE, Document
from reports.letterhead import letterhead
from reports.page import PageSetter
from reports.theme import Paper

CHARTS_ON_FIRST_PAGE = 3
CHARTS_A_ROW = 2
CHART_GAP = 5 * mm
CHARTS_GAP = 4 * mm
CHART_HEIGHTS = (150, 124, 108)  # on the first page: the first that fits it
NUMBER_COLUMNS = (2, 3, 4, 5)
HEADING_AND_NOTE = (10, 11)
MEASURE_TABLE = TableLook(style=theme.REPORT_MEASURE, padding_x=3)


def render_progress_report(content: ProgressReportContent, paper: Paper) -> bytes:
    """The report as PDF/UA-1: page one for the reader in a hurry, tables and charts behind.

    The same content gives the same bytes.

    Raises:
        MissingGlyph: only inside `typefaces.missing_glyphs_as_errors()`.
    """
    document = Document(
        content,
        paper,
        REPORT_PAGE,
        name=content.patient_name,
        left=[f"{content.patient_name} · record {content.record_number}", content.provenance],
        right=[content.page_label],
        is_archival=True,
    )
    blocks = [*_fitting(content, document.setter), PageBreak(), *_evidence(content)]
    return document.finish(blocks)


def _fitting(content: ProgressReportContent, setter: PageSetter) -> list[Block]:
    """The page for the reader; where words are many, its charts are lower, or on the next page."""
    above, below = _over_the_charts(content), _under_the_charts(content)
    note = _charts_note(content)
    # Room for the charts alone; only what fits is drawn out, which costs more than to measure it.
    room = setter.height - stack_height([*above, *below], setter.width) - CHARTS_GAP
    room -= theme.REPORT_CELL_HEAD.leading + 1 + note.space_before + note.height(setter.width)
    height = next((height for height in CHART_HEIGHTS if height <= room), None)
    charts = _small_charts(content, height) if height else []
    return [*above, *charts, *below]


def _over_the_charts(content: ProgressReportContent) -> list[Block]:
    return [
        *_letterhead(content),
        Prose(words(content.title), theme.REPORT_TITLE, role="H1", space_before=4 * mm),
        Prose(words(content.identity), theme.REPORT_SOFT, space_before=0.5 * mm),
        *_replaces(content),
        Barred(
            [Prose(lead_and_rest(content.summary.lead, content.summary.rest), theme.REPORT_LEAD)],
            space_before=4 * mm,
        ),
        *_wished_and_said(content),
        *_measures(content),
    ]


def _under_the_charts(content: ProgressReportContent) -> list[Block]:
    return [
        SideBySide(
            [_paragraphs(content.training), _paragraphs(content.next_step)], space_before=4 * mm
        ),
        *_closing(content),
    ]


def _replaces(content: ProgressReportContent) -> list[Block]:
    said = content.replaces
    if not said.lead:
        return []
    return [Prose(lead_and_rest(said.lead, said.rest), theme.REPORT_BODY, space_before=2 * mm)]


def _wished_and_said(content: ProgressReportContent) -> list[Block]:
    """The patient's words beside the clinician's, over what was measured."""
    columns = [_paragraphs(part) for part in (content.goals, content.said) if part.texts]
    return [SideBySide(columns, space_before=3 * mm)] if columns else []


def _letterhead(content: ProgressReportContent) -> list[Block]:
    right: list[Block] = [_at_right(content.issued_on_label)]
    if content.addressee:
        right.append(_at_right(content.addressee))
    return letterhead(content.clinic, right)


def _at_right(wording: str) -> Block:
    return Prose(words(wording), theme.REPORT_CELL, to_the_right=True)


def _measures(content: ProgressReportContent) -> list[Block]:
    heading = _heading(content.measures_heading)
    if not content.measures:
        return [heading, Prose(words(content.no_measures), theme.REPORT_BODY)]
    heads = (
        "Test", "Better", content.baseline_heading, content.now_heading,
        "Change", "Error", "Did it really change?", "Fall-risk line",
    )  # fmt: skip
    columns = [
        Column(head=head, numeric=index in NUMBER_COLUMNS) for index, head in enumerate(heads)
    ]
    rows = [_measure_cells(row) for row in content.measures]
    table = DataTable(columns, rows, look=MEASURE_TABLE)
    note = Prose(words(content.measures_note), theme.REPORT_NOTE, space_before=1.5 * mm)
    return [heading, table, note]


def _measure_cells(row: MeasureRow) -> tuple[Cell, ...]:
    return (
        Cell(text=row.test),
        Cell(text=row.better),
        Cell(text=row.baseline),
        Cell(text=row.now, strong=True),
        Cell(text=row.change),
        Cell(text=row.error, soft=True),
        Cell(text=row.verdict, strong=row.is_certain, symbol=row.symbol),
        Cell(text=with_units(row.line)),
    )


def _small_charts(content: ProgressReportContent, height: float) -> list[Block]:
    charts = content.charts[:CHARTS_ON_FIRST_PAGE]
    if not charts:
        return []
    frame = Frame(width=168, height=height, text_size=8.5)
    row = _chart_row(charts, frame, gap=CHART_GAP, places=CHARTS_ON_FIRST_PAGE)
    return [Together([row, _charts_note(content)], space_before=CHARTS_GAP)]


def _charts_note(content: ProgressReportContent) -> Prose:
    return Prose(words(content.charts_note), theme.REPORT_NOTE, space_before=1 * mm)


def _chart_row(charts: Sequence[TrendChart], frame: Frame, *, gap: float, places: int) -> Block:
    columns: list[Sequence[Block]] = [
        [
            Prose(words(_chart_title(chart)), theme.REPORT_CELL_HEAD, role="H3"),
            ChartFigure(trend_geometry(replace(chart, frame=frame)), space_before=1),
        ]
        for chart in charts
    ]
    columns.extend([] for _ in range(places - len(columns)))
    return SideBySide(columns, gap=gap)


def _chart_title(chart: TrendChart) -> str:
    return f"{chart.title}, {chart.unit}" if chart.unit else chart.title


def _closing(content: ProgressReportContent) -> list[Block]:
    closing: list[Block] = []
    for statement in (content.question, content.signatory):
        if statement.lead:
            spans = lead_and_rest(statement.lead, statement.rest)
            closing.append(Prose(spans, theme.REPORT_BODY, space_before=4 * mm))
    return closing


def _evidence(content: ProgressReportContent) -> list[Block]:
    blocks: list[Block] = []
    if content.charts:
        blocks.append(_heading(content.charts_heading))
        blocks.extend(_large_charts(content.charts))
        blocks.append(_charts_note(content))
    for table in content.tables:
        blocks.extend(_fact_table(table))
    for notes in content.notes:
        blocks.extend(_paragraphs(notes, space_before=5 * mm))
    return blocks


def _large_charts(charts: Sequence[TrendChart]) -> list[Block]:
    frame = Frame(width=238, height=146, text_size=9)
    rows: list[Block] = []
    for start in range(0, len(charts), CHARTS_A_ROW):
        row = _chart_row(
            charts[start : start + CHARTS_A_ROW], frame, gap=CHART_GAP, places=CHARTS_A_ROW
        )
        row.space_before = 3 * mm
        rows.append(row)
    return rows


def _fact_table(facts: FactTable) -> list[Block]:
    heading = _heading(facts.heading)
    if not facts.rows:
        return [heading, Prose(words(facts.when_empty), theme.REPORT_BODY)]
    columns = [
        Column(head=head, numeric=index in facts.numeric)
        for index, head in enumerate(facts.columns)
    ]
    rows = [[Cell(text=with_units(text)) for text in row] for row in facts.rows]
    return [_noted(heading, facts), DataTable(columns, rows)]


def _noted(heading: Prose, facts: FactTable) -> Block:
    """The heading, with what the table leaves out beside it: never alone on a page after it."""
    if not facts.note:
        return heading
    note = Prose(words(facts.note), theme.REPORT_NOTE, to_the_right=True)
    before = heading.space_before
    beside = SideBySide([[heading], [note]], shares=HEADING_AND_NOTE, gap=0, space_before=before)
    beside.keep_with_next = True
    return beside


def _paragraphs(topic: Paragraphs, *, space_before: float = 0) -> list[Block]:
    heading = Prose(
        words(topic.heading), theme.REPORT_HEADING, role="H2", space_before=space_before
    )
    texts = [Prose(words(text), theme.REPORT_BODY, space_before=1 * mm) for text in topic.texts]
    return [heading, *texts]


def _heading(wording: str) -> Prose:
    return Prose(words(wording), theme.REPORT_HEADING, role="H2", space_before=4 * mm)
