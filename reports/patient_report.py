"""The progress report for the patient: large print, plain words, one measure a box."""

from reportlab.lib.units import mm

from reports import theme
from reports.blocks.base import Block
from reports.blocks.figures import KeyFigureBlock
from reports.blocks.frames import Barred, Boxed, SideBySide, Together
from reports.blocks.lists import ItemList
from reports.blocks.prose import Prose, lead_and_rest, words
from reports.content import PatientReportContent, PlainMeasure, Topic
from reports.document import LARGE_PAGE, Document
from reports.letterhead import ClinicRule, logo_over
from reports.theme import Paper

BODY = theme.HANDOUT_BODY
GAP = 6 * mm


def render_patient_report(content: PatientReportContent, paper: Paper) -> bytes:
    """The report as PDF/UA-1, at 18 pt; no measure is divided by a page.

    The same content gives the same bytes.

    Raises:
        MissingGlyph: only inside `typefaces.missing_glyphs_as_errors()`.
    """
    document = Document(
        content,
        paper,
        LARGE_PAGE,
        title=f"{content.title}, {content.patient_name}",
        name=content.patient_name,
        left=[f"{content.patient_name} · record {content.record_number}", content.provenance],
        right=[content.page_label],
    )
    return document.finish(_blocks(content))


def _blocks(content: PatientReportContent) -> list[Block]:
    return [
        *_head(content),
        *_topic(content.goals),
        *_topic(content.said),
        Prose(words(content.measures_heading), theme.HANDOUT_HEADING, role="H2", space_before=GAP),
        *(_measure(measure) for measure in content.measures),
        Barred([Prose(words(content.measures_note), BODY)], space_before=GAP),
        *_topic(content.training),
        *_topic(content.next_step),
        *_topic(content.question),
        _signature(content),
    ]


def _head(content: PatientReportContent) -> list[Block]:
    head: list[Block] = [
        *logo_over(content.clinic),
        Prose(words(content.clinic.name, strong=True), BODY),
        ClinicRule(content.clinic, space_before=2 * mm),
        Prose(words(content.title), theme.HANDOUT_TITLE, role="H1", space_before=4 * mm),
        Prose(words(content.patient_name, strong=True), BODY, space_before=1 * mm),
        SideBySide(
            [[Prose(words(line), BODY) for line in content.cover_lines], _telephone(content)],
            space_before=1 * mm,
        ),
    ]
    if content.replaces.lead:
        said = lead_and_rest(content.replaces.lead, content.replaces.rest)
        head.append(Prose(said, BODY, space_before=3 * mm))
    return head


def _topic(topic: Topic) -> list[Block]:
    if not topic.items:
        return []
    heading = Prose(words(topic.heading), theme.HANDOUT_HEADING, role="H2", space_before=GAP)
    if len(topic.items) == 1:
        return [heading, Prose(words(topic.items[0]), BODY)]
    return [heading, ItemList([words(item) for item in topic.items], BODY, gap=1.5 * mm)]


def _measure(measure: PlainMeasure) -> Block:
    figures: list[list[Block]] = [[KeyFigureBlock(figure, BODY)] for figure in measure.figures]
    return Together(
        [
            Boxed(
                [
                    Prose(words(measure.name), theme.HANDOUT_HEADING, role="H3"),
                    *([Prose(words(measure.what), BODY)] if measure.what else []),
                    SideBySide(figures, space_before=3 * mm),
                    Prose(words(measure.meaning, strong=True), BODY, space_before=3 * mm),
                ],
                line=1.5,
            )
        ],
        space_before=4 * mm,
    )


def _telephone(content: PatientReportContent) -> list[Block]:
    if not content.call.lead:
        return []
    return [
        Prose(words(content.call.lead), BODY),
        Prose(words(content.call.rest), theme.HANDOUT_PHONE),
    ]


def _signature(content: PatientReportContent) -> Block:
    signed = lead_and_rest(content.signatory.lead, content.signatory.rest)
    return Prose(signed, BODY, space_before=GAP)
