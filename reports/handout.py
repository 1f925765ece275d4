"""The large-print handout: read at arm's length, on the door of a refrigerator."""

from reportlab.lib.units import mm

from reports import theme
from reports.blocks.base import Block
from reports.blocks.frames import PageBreak, Together
from reports.blocks.prose import Prose, parted, unbroken, words
from reports.content import HandoutContent
from reports.exercise_card import heading_gap, small_gap
from reports.exercise_cards import card_pages
from reports.handout_asides import Waiting
from reports.handout_sheet import pages_of, sheet_pages
from reports.page import PageSetter, RunningFoot
from reports.tagging.canvas import TaggedCanvas
from reports.theme import HandoutLook, Paper

# Pages of text may come this much nearer to the foot; a card, which has a bar, keeps its distance.
LENT_BY_THE_FOOT = 3 * mm


def render_handout(content: HandoutContent, paper: Paper) -> bytes:
    """The handout as PDF/UA-1: the plan, when to stop, how to begin, then a card an exercise.

    The first sheet (both its sides) says what the plan is, when to stop and how to call for help.
    The text is as large as was chosen; a card that a page would cut is set smaller, never below
    18 pt unless 14 pt was chosen. The same content gives the same bytes.

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
    waiting = Waiting(content.asides, theme.tightest(looks[0], content.text_size))
    blocks = [
        *sheet_pages(setter, content, looks, waiting),
        *card_pages(for_cards, content.cards, looks, waiting),
        *_last_pages(setter, waiting, content, looks[0]),
    ]
    setter.set(blocks)
    return canvas.finish(foot.paint)


def _last_pages(
    setter: PageSetter, waiting: Waiting, content: HandoutContent, look: HandoutLook
) -> list[Block]:
    """What found no place before, then the questions: the first ones, and more in their room."""
    rest = waiting.rest(all_of_them=bool(content.questions))
    if not content.questions:
        return [PageBreak(), *rest] if rest else []
    body = look.bodies[0]
    above = heading_gap(body)
    heading = Prose(words(content.questions_heading), look.heading, role="H2")
    asked: list[Block] = [*rest]
    for number, question in enumerate(content.questions):
        answered: list[Block] = [
            Prose(words(question.lead, strong=True), body, space_before=above * 0.8),
            Prose(words(question.rest), body, space_before=small_gap(body) / 2),
        ]
        begun = Together(answered if number else [heading, *answered], space_before=above * 0.8)
        more = [*asked, begun]
        pages = pages_of(setter, asked, is_whole=True)
        if number >= content.least_questions and pages_of(setter, more, is_whole=True) > pages:
            break
        asked = more
    return [PageBreak(), *asked]


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
