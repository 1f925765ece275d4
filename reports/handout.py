"""The large-print handout: read at arm's length, on the door of a refrigerator."""

from reportlab.lib.units import mm

from reports import theme
from reports.blocks.base import Block, stack_height
from reports.blocks.frames import PageBreak, Together
from reports.blocks.prose import Prose, parted, unbroken, words
from reports.content import HandoutContent
from reports.exercise_card import heading_gap, small_gap
from reports.exercise_cards import card_pages
from reports.handout_sheet import sheet_pages
from reports.page import PageSetter, RunningFoot
from reports.tagging.canvas import TaggedCanvas
from reports.theme import HandoutLook, Paper

# Pages of text may come this much nearer to the foot; a card, which has a bar, keeps its distance.
LENT_BY_THE_FOOT = 3 * mm


def render_handout(content: HandoutContent, paper: Paper) -> bytes:
    """The handout as PDF/UA-1: the plan, when to stop, how to begin, then a card an exercise.

    The first sheet (both its sides) says what the plan is, when to stop and how to call for help.
    The text is as large as was chosen; what a page would cut is set smaller, never below 18 pt
    unless 14 pt was chosen. The same content gives the same bytes.

    Raises:
        MissingGlyph: only inside `typefaces.missing_glyphs_as_errors()`.
    """
    canvas = TaggedCanvas(
        paper.size,
        title=theme.text(f"{content.title}, {content.patient_name}"),
        language=content.language,
        issued_on=content.issued_on,
        author=theme.text(content.clinic.name),
    )
    looks = theme.handout_looks(content.text_size, content.language)
    foot = _foot(content, paper, looks[0])
    for_cards = PageSetter(canvas, paper.size, theme.HANDOUT_MARGINS, foot.height)
    room = foot.height - LENT_BY_THE_FOOT
    setter = PageSetter(canvas, paper.size, theme.HANDOUT_MARGINS, room)
    blocks = [
        *sheet_pages(setter, content, looks),
        *card_pages(for_cards, content.cards, looks),
        *_questions(setter, content, looks[0]),
    ]
    setter.set(blocks)
    return canvas.finish(foot.paint)


def _questions(setter: PageSetter, content: HandoutContent, look: HandoutLook) -> list[Block]:
    """A page with as many answers as it holds, the first of them first."""
    if not content.questions:
        return []
    body = look.bodies[0]
    blocks: list[Block] = [Prose(words(content.questions_heading), look.heading, role="H2")]
    for asked in content.questions:
        answered: list[Block] = [
            Prose(words(asked.lead, strong=True), body),
            Prose(words(asked.rest), body, space_before=small_gap(body) / 2),
        ]
        more = [*blocks, Together(answered, space_before=heading_gap(body) * 0.8)]
        if stack_height(more, setter.width) > setter.height:
            break
        blocks = more
    return [PageBreak(), *blocks]


def _foot(content: HandoutContent, paper: Paper, look: HandoutLook) -> RunningFoot:
    labels, clinic = content.labels, content.clinic
    numbers = " · ".join(
        f"{label} {unbroken(number)}"
        for label, number in (
            (labels.clinic, clinic.telephone),
            (labels.emergency, clinic.emergency_number),
        )
        if number
    )
    return RunningFoot(
        paper.size,
        theme.HANDOUT_MARGINS,
        look.foot,
        left=[words(numbers, strong=True), parted(content.foot, content.patient_name)],
        right=[labels.page, content.version_code],
        rule=1.5,
    )
