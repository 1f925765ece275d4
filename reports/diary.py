"""The diary: two weeks a side, boxes for a shaky hand, the code that finds the sheet again."""

from itertools import product

from reportlab.lib.units import mm

from reports import theme
from reports.blocks.base import Block, stack_height
from reports.blocks.entry import BoxGrid, CodePattern
from reports.blocks.frames import Boxed, PageBreak, SideBySide
from reports.blocks.prose import Prose, running, words
from reports.document import LARGE_PAGE, Document, in_bold
from reports.handout_asides import aside_in_a_row
from reports.letterhead import logo_over
from reports.page import PageSetter
from reports.sheet_content import DiaryContent, DiaryWeek
from reports.theme import Paper, TextStyle

WEEKS_A_SIDE = 2
LOGO_TALL = 10 * mm
CODE_SIDE = 27 * mm
# The boxes are as high as the side allows, and no side is divided.
BOX_HEIGHTS = tuple(height * mm for height in (17, 16, 15, 14, 13, 12))
LABEL_STYLES = (
    TextStyle(size=16, leading=18, strong=True),
    TextStyle(size=14, leading=16, strong=True),
)
GAP = 4 * mm
# Where the words of a language need more room, all stands closer and is said in 16 pt.
TIGHT_GAP = 2 * mm
TIGHT_BODY = TextStyle(size=16, leading=20)
SPACINGS = (
    (theme.HANDOUT_BODY, GAP),
    (TIGHT_BODY, TIGHT_GAP),
    (TextStyle(size=16, leading=19), 1.2 * mm),
    # A clinic's logo takes the room of a line; nothing that is read at home is under 14 pt.
    (TextStyle(size=14, leading=16.5), 0.8 * mm),
)
EXPLAINED = TextStyle(size=14, leading=16.5)
FALL_SHARES = (1.3, 1)


def render_diary(content: DiaryContent, paper: Paper) -> bytes:
    """The diary as PDF/UA-1, two weeks a side. The same content gives the same bytes.

    Raises:
        MissingGlyph: only inside `typefaces.missing_glyphs_as_errors()`.
    """
    document = Document(
        content,
        paper,
        LARGE_PAGE,
        title=f"{content.title}, {content.code}",
        name=content.patient_name,
        left=[*in_bold(content.numbers), content.foot],
        right=[content.labels.page],
    )
    blocks: list[Block] = []
    for first in range(0, len(content.weeks), WEEKS_A_SIDE):
        weeks = content.weeks[first : first + WEEKS_A_SIDE]
        blocks += [PageBreak(), *_side(document.setter, content, weeks)]
    return document.finish(blocks)


def _side(setter: PageSetter, content: DiaryContent, weeks: tuple[DiaryWeek, ...]) -> list[Block]:
    """One side, with the highest boxes that fit it."""
    is_first = weeks[0] is content.weeks[0]
    for (body, gap), style, box_height in product(SPACINGS, LABEL_STYLES, BOX_HEIGHTS):
        airy = theme.airy(body, content.language)
        blocks = [
            _head(content, airy, setter.width, is_first=is_first),
            *_explained(content, gap=gap, is_first=is_first),
            *_weeks(content, weeks, style, box_height, gap=gap),
            _fall_box(content, airy, gap=gap),
        ]
        if stack_height(blocks, setter.width) <= setter.height:
            return blocks
    return blocks


def _head(content: DiaryContent, body: TextStyle, width: float, *, is_first: bool) -> Block:
    told = running((content.code_label, content.code))
    said = content.how_to_fill if is_first else content.bring
    left: list[Block] = [
        *(logo_over(content.clinic, tall=LOGO_TALL) if is_first else ()),
        Prose(words(content.title), theme.HANDOUT_TITLE, role="H1" if is_first else "P"),
        Prose(words(said), body, space_before=2 * mm),
        Prose(words(told, strong=True), body, space_before=2 * mm),
    ]
    pattern = CodePattern(content.code, told=told, side=CODE_SIDE)
    shares = (width - GAP - CODE_SIDE, CODE_SIDE)
    return SideBySide([left, [pattern]], shares=shares, gap=GAP)


def _explained(content: DiaryContent, *, gap: float, is_first: bool) -> list[Block]:
    """The numbers for effort on the first side, the words for what is counted on the others."""
    shown = content.asides[:1] if is_first else content.asides[1:]
    style = theme.airy(EXPLAINED, content.language)
    return [Prose(aside_in_a_row(aside), style, space_before=gap) for aside in shown]


def _weeks(
    content: DiaryContent,
    weeks: tuple[DiaryWeek, ...],
    style: TextStyle,
    box_height: float,
    *,
    gap: float,
) -> list[Block]:
    blocks: list[Block] = []
    for week in weeks:
        heading = words(week.heading)
        blocks.append(Prose(heading, theme.HANDOUT_HEADING, role="H2", space_before=gap))
        blocks.append(
            BoxGrid(
                content.date_heading,
                week.days,
                content.questions,
                style=style,
                box_height=box_height,
            )
        )
    return blocks


def _fall_box(content: DiaryContent, body: TextStyle, *, gap: float) -> Block:
    said: list[Block] = [Prose(words(content.if_you_fall, strong=True), body)]
    number = content.clinic.telephone.replace(" ", "\u00a0")
    if not number:
        return Boxed(said, padding=3 * mm, space_before=gap)
    telephone: list[Block] = [
        Prose(words(content.labels.clinic), theme.HANDOUT_FOOT),
        Prose(words(number), theme.HANDOUT_PHONE),
    ]
    columns = SideBySide([said, telephone], shares=FALL_SHARES, gap=GAP)
    return Boxed([columns], padding=3 * mm, space_before=gap)
