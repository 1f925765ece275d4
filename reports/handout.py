"""The large-print handout: read at arm's length, on the door of a refrigerator."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import product
from math import ceil

from reportlab.lib.units import mm

from reports import theme, typefaces
from reports.blocks.base import Block, stack_height
from reports.blocks.figures import FigureRow
from reports.blocks.frames import Boxed, PageBreak, Rule, SideBySide, Together
from reports.blocks.prose import Prose, lead_and_rest, running, unbroken, words
from reports.content import HandoutContent, Statement, Topic
from reports.exercise_card import heading_gap, small_gap, small_list
from reports.exercise_cards import card_pages
from reports.letterhead import logo_over
from reports.page import PageSetter, RunningFoot
from reports.tagging.canvas import TaggedCanvas
from reports.theme import HandoutLook, Paper, TextStyle

GAP = 6 * mm
PHONE_PADDING = 3.5 * mm
LEAST_BOX = 50 * mm
# The box with the telephones may take this part of the cover's width, no more.
WIDEST_TELEPHONES = 0.6


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
    setter = PageSetter(canvas, paper.size, theme.HANDOUT_MARGINS, foot.height)
    setter.set(list(_pages(setter, content, looks)))
    return canvas.finish(foot.paint)


def _pages(
    setter: PageSetter, content: HandoutContent, looks: Sequence[HandoutLook]
) -> Iterator[Block]:
    cover, why_is_told = _cover_page(setter, content, looks)
    yield from cover
    yield PageBreak()
    stop_page, whom_is_told = _stop_page(setter, content, looks)
    yield from stop_page
    if content.cards or not (why_is_told and whom_is_told):
        ready = partial(
            _getting_ready, content, tell_whom=not whom_is_told, tell_why=not why_is_told
        )
        yield PageBreak()
        yield from _on_fewest_pages(setter, looks, ready)
    yield from card_pages(setter, content.cards, looks)
    if content.questions:
        yield PageBreak()
        yield from _questions(setter, content, looks[0])


def _cover_page(
    setter: PageSetter, content: HandoutContent, looks: Sequence[HandoutLook]
) -> tuple[list[Block], bool]:
    """The cover on one page, and whether there was room to say why on it."""
    for look, tell_why in product(looks, (True, False)):
        build = partial(_cover, content, width=setter.width, tell_why=tell_why)
        blocks = _fitting(setter, [look], build)
        if _fits(setter, blocks):
            return blocks, tell_why
    return blocks, False


def _stop_page(
    setter: PageSetter, content: HandoutContent, looks: Sequence[HandoutLook]
) -> tuple[list[Block], bool]:
    """The signs on one page, and whether there was room for whom to call under them."""
    alone = partial(_topic, content.stop, numbered=True)
    for look, whom_is_told in product(looks, (True, False)):
        build = partial(_stop_and_call, content) if whom_is_told else alone
        blocks = _fitting(setter, [look], build)
        if _fits(setter, blocks):
            return blocks, whom_is_told
    return blocks, False


def _fitting(
    setter: PageSetter,
    looks: Sequence[HandoutLook],
    build: Callable[[HandoutLook, TextStyle], list[Block]],
    *,
    is_whole: bool = True,
) -> list[Block]:
    """The blocks in the largest text that keeps them on one page, else on the fewest pages."""
    fewest: list[Block] = []
    for blocks in (build(look, body) for look in looks for body in look.bodies):
        if _fits(setter, blocks):
            return blocks
        pages = partial(_pages_of, setter, is_whole=is_whole)
        if not fewest or pages(blocks) < pages(fewest):
            fewest = blocks
    return fewest


def _on_fewest_pages(
    setter: PageSetter, looks: Sequence[HandoutLook], build: Callable[..., list[Block]]
) -> list[Block]:
    """Topics that stay whole, unless a page is saved by dividing one between its items."""
    whole = _fitting(setter, looks, partial(build, is_whole=True))
    flowing = _fitting(setter, looks, partial(build, is_whole=False), is_whole=False)
    is_saved = _pages_of(setter, flowing, is_whole=False) < _pages_of(setter, whole, is_whole=True)
    return flowing if is_saved else whole


def _pages_of(setter: PageSetter, blocks: Sequence[Block], *, is_whole: bool) -> int:
    """On how many pages the blocks stand, when they are not divided or when they may be."""
    if not is_whole:
        return ceil(stack_height(blocks, setter.width) / setter.height)
    pages, used = 1, 0.0
    for block in blocks:
        height = block.height(setter.width)
        before = block.space_before if used else 0
        if used and used + before + height > setter.height:
            pages, used, before = pages + 1, 0.0, 0
        used += before + height
    return pages


def _fits(setter: PageSetter, blocks: Sequence[Block]) -> bool:
    return stack_height(blocks, setter.width) <= setter.height


def _cover(
    content: HandoutContent, look: HandoutLook, body: TextStyle, *, width: float, tell_why: bool
) -> list[Block]:
    box, box_width = _telephones(content, look, most=width * WIDEST_TELEPHONES)
    name_block: list[Block] = [
        *logo_over(content.clinic),
        Prose(words(content.clinic.name), look.foot),
        Prose(words(content.title), look.title, role="H1", space_before=2 * mm),
        Prose(words(content.patient_name, strong=True), body, space_before=3 * mm),
    ]
    *details, last = content.cover_lines or ("",)
    return [
        SideBySide([name_block, [box]], shares=(width - GAP - box_width, box_width), gap=GAP),
        Prose(words("\u00a0· ".join(details)), look.foot, space_before=2 * mm),
        Prose(words(last), look.foot),
        Rule(space_before=heading_gap(body)),
        Prose(
            words(content.plan_heading),
            look.heading,
            role="H2",
            space_before=heading_gap(body) * 0.7,
        ),
        Prose(words(content.plan_name), body),
        FigureRow(
            content.plan_figures, body, number=look.number, space_before=heading_gap(body) * 0.6
        ),
        Rule(space_before=heading_gap(body) * 0.7),
        *_topic(content.important, look, body),
        *(_sentences(content.why, look, body) if tell_why else ()),
    ]


def _telephones(content: HandoutContent, look: HandoutLook, *, most: float) -> tuple[Block, float]:
    """The box with the two numbers, and its width: a number is never parted while it can fit."""
    labels, clinic = content.labels, content.clinic
    blocks: list[Block] = []
    widest = 0.0
    for label, number in (
        (labels.emergency, clinic.emergency_number),
        (labels.clinic, clinic.telephone),
    ):
        if not number:
            continue
        whole = words(unbroken(number), strong=True)
        width = typefaces.width(whole, look.phone.size)
        # A number too long for the box breaks between its groups, not between figures.
        shown = whole if width <= most - 2 * PHONE_PADDING else words(number)
        widest = max(widest, width)
        blocks.append(Prose(words(label), look.foot, space_before=2 * mm if blocks else 0))
        blocks.append(Prose(shown, look.phone))
    box = Boxed(blocks or [Prose(words(clinic.name), look.bodies[0])], padding=PHONE_PADDING)
    return box, min(max(widest + 2 * PHONE_PADDING + 1, LEAST_BOX), most)


def _topic(
    topic: Topic, look: HandoutLook, body: TextStyle, *, numbered: bool = False
) -> list[Block]:
    if not topic.items and not topic.after:
        return []
    blocks: list[Block] = []
    if topic.heading:
        heading = words(topic.heading)
        blocks.append(Prose(heading, look.heading, role="H2", space_before=heading_gap(body)))
    if topic.items:
        items = small_list(topic.items, body, numbered=numbered, space_before=small_gap(body))
        blocks.append(items)
    return [*blocks, *(_statement(said, body) for said in topic.after)]


def _sentences(topic: Topic, look: HandoutLook, body: TextStyle) -> list[Block]:
    if not topic.items:
        return []
    return [
        Prose(words(topic.heading), look.heading, role="H2", space_before=heading_gap(body)),
        Prose(words(running(topic.items)), body, space_before=small_gap(body)),
    ]


def _stop_and_call(content: HandoutContent, look: HandoutLook, body: TextStyle) -> list[Block]:
    return [
        *_topic(content.stop, look, body, numbered=True),
        *_topic(content.call, look, body),
    ]


def _getting_ready(
    content: HandoutContent,
    look: HandoutLook,
    body: TextStyle,
    *,
    tell_whom: bool,
    tell_why: bool,
    is_whole: bool,
) -> list[Block]:
    """What is read before the first exercise."""
    topics = [
        _topic(content.call, look, body) if tell_whom else [],
        _sentences(content.why, look, body) if tell_why else [],
        _topic(content.before_start, look, body),
        _topic(content.safe_place, look, body),
    ]
    said: list[Block] = [
        Prose(words(item), body, space_before=small_gap(body) * 1.5)
        for item in content.afterwards.items
    ]
    if said:
        topics.append([Rule(line=1, space_before=heading_gap(body)), *said])
    return [block for topic in topics for block in (_kept(topic) if is_whole else topic)]


def _kept(topic: Sequence[Block]) -> list[Block]:
    """A topic whose heading stays with what follows it, and whose sentences stay whole."""
    if not topic:
        return []
    begun = Together(topic[:2], space_before=topic[0].space_before)
    return [begun, *(Together([said], space_before=said.space_before) for said in topic[2:])]


def _questions(setter: PageSetter, content: HandoutContent, look: HandoutLook) -> list[Block]:
    """As many answers as one page holds, the first of them first."""
    body = look.bodies[0]
    blocks: list[Block] = [Prose(words(content.questions_heading), look.heading, role="H2")]
    for asked in content.questions:
        answered: list[Block] = [
            Prose(words(asked.lead, strong=True), body),
            Prose(words(asked.rest), body, space_before=small_gap(body) / 2),
        ]
        more = [*blocks, Together(answered, space_before=heading_gap(body) * 0.8)]
        if not _fits(setter, more):
            break
        blocks = more
    return blocks


def _statement(said: Statement, body: TextStyle) -> Block:
    return Prose(lead_and_rest(said.lead, said.rest), body, space_before=small_gap(body))


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
        left=[words(numbers, strong=True), words(content.foot)],
        right=[labels.page, content.version_code],
        rule=1.5,
    )
