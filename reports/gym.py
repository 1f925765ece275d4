"""The programme for the wall, and the class list for the clipboard."""

from collections.abc import Callable
from dataclasses import replace

from reportlab.lib.units import mm

from reports import theme
from reports.blocks.base import Block, stack_height
from reports.blocks.entry import BoxGrid
from reports.blocks.frames import Barred, Boxed, PageBreak, SideBySide, Together
from reports.blocks.lists import ItemList
from reports.blocks.prose import Prose, unbroken, words
from reports.blocks.tables import Cell, Column, DataTable, TableLook
from reports.document import LARGE_PAGE, REPORT_PAGE, Document
from reports.gym_content import ClassListContent, ClassPerson, WallContent
from reports.letterhead import ClinicRule, logo_over
from reports.page import PageSetter
from reports.theme import Paper, TextStyle

# From the largest to the smallest: a wall is read from two steps away.
WALL_BODIES = tuple(
    TextStyle(size=size, leading=round(size * part, 1))
    for size, part in (
        (24, 1.39),
        (22, 1.39),
        (20, 1.39),
        (18, 1.39),
        (18, 1.25),
        (16, 1.25),
        (14, 1.25),
    )
)
WALL_SHARES = (0.45, 0.19, 0.14, 0.22)
WRITTEN = TextStyle(size=10.5, leading=13)
BOX_HEIGHT = 7 * mm
LABEL_SHARE = 0.55


def render_wall(content: WallContent, paper: Paper) -> bytes:
    """The programme at a glance as PDF/UA-1: its levels on one page, when to stop on another.

    The same content gives the same bytes.

    Raises:
        MissingGlyph: only inside `typefaces.missing_glyphs_as_errors()`.
    """
    document = Document(
        content, paper, LARGE_PAGE, left=[content.foot], right=[content.version_code]
    )
    return document.finish(
        [
            *_fitting(document.setter, lambda body: _levels(content, body)),
            PageBreak(),
            *_fitting(document.setter, lambda body: _stop(content, body)),
        ]
    )


def render_class_list(content: ClassListContent, paper: Paper) -> bytes:
    """The list for the clipboard as PDF/UA-1; nobody's rows are parted from the name.

    Raises:
        MissingGlyph: only inside `typefaces.missing_glyphs_as_errors()`.
    """
    document = Document(
        content,
        paper,
        replace(REPORT_PAGE, rule=1),
        left=[content.foot],
        right=[content.page_label],
    )
    return document.finish(_class(content))


def _fitting(setter: PageSetter, build: Callable[[TextStyle], list[Block]]) -> list[Block]:
    """One page, in the largest text that fits it."""
    for body in WALL_BODIES:
        blocks = build(body)
        if stack_height(blocks, setter.width) <= setter.height:
            break
    return blocks


def _levels(content: WallContent, body: TextStyle) -> list[Block]:
    look = TableLook(
        style=body,
        head=TextStyle(size=14, leading=17, strong=True),
        padding_x=6,
        padding_y=(body.leading - body.size) * 0.9,
    )
    name, *values = content.columns
    columns = [Column(head=name), *(Column(head=head, numeric=True) for head in values)]
    rows = [
        [Cell(text=level.name), *(Cell(text=value) for value in level.values)]
        for level in content.levels
    ]
    return [
        *logo_over(content.clinic),
        Prose(words(content.clinic.name), theme.HANDOUT_FOOT),
        Prose(words(content.title), theme.HANDOUT_TITLE, role="H1", space_before=1 * mm),
        ClinicRule(content.clinic, space_before=3 * mm),
        DataTable(columns, rows, look=look, shares=WALL_SHARES, space_before=3 * mm),
    ]


def _stop(content: WallContent, body: TextStyle) -> list[Block]:
    signs = ItemList(
        [words(item) for item in content.stop.items],
        body,
        numbered=True,
        indent=0.62 * body.size * mm,
        gap=(body.leading - body.size) / 2,
        space_before=4 * mm,
    )
    heading = Prose(words(content.stop.heading), theme.HANDOUT_TITLE, role="H2")
    return [Barred([heading, signs], bar=5 * mm), *_telephones(content, gap=4 * mm)]


def _telephones(content: WallContent, *, gap: float) -> list[Block]:
    labels, clinic = content.labels, content.clinic
    numbers = [
        [
            Prose(words(label), theme.HANDOUT_FOOT),
            Prose(words(unbroken(number)), theme.HANDOUT_PHONE),
        ]
        for label, number in (
            (labels.emergency, clinic.emergency_number),
            (labels.clinic, clinic.telephone),
        )
        if number
    ]
    if not numbers:
        return []
    return [Boxed([SideBySide(numbers)], padding=3 * mm, space_before=gap + 2 * mm)]


def _class(content: ClassListContent) -> list[Block]:
    blocks: list[Block] = [
        *logo_over(content.clinic),
        Prose(words(content.clinic.name), theme.REPORT_LETTERHEAD),
        Prose(words(content.title), theme.REPORT_TITLE, role="H1", space_before=2 * mm),
        Prose(words(content.intro), theme.REPORT_BODY),
        ClinicRule(content.clinic, line=1.5, space_before=2 * mm),
    ]
    blocks += [_person(person, content) for person in content.people]
    if content.left_out:
        heading = words(content.left_out_heading)
        items = [words(said) for said in content.left_out]
        blocks += [
            Prose(heading, theme.REPORT_HEADING, role="H2", space_before=5 * mm),
            ItemList(items, theme.REPORT_BODY, space_before=1 * mm),
        ]
    return blocks


def _person(person: ClassPerson, content: ClassListContent) -> Block:
    blocks: list[Block] = [
        Prose(words(person.name), theme.REPORT_HEADING, role="H2"),
        Prose(words(person.details), theme.REPORT_BODY),
    ]
    if person.care:
        care = Prose(words(person.care, strong=True), theme.REPORT_BODY)
        blocks.append(Barred([care], space_before=1 * mm))
    blocks.append(
        BoxGrid(
            content.exercise_heading,
            content.columns,
            person.exercises,
            style=WRITTEN,
            box_height=BOX_HEIGHT,
            label_share=LABEL_SHARE,
            space_before=1.5 * mm,
        )
    )
    return Together(blocks, space_before=5 * mm)
