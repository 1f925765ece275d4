"""The large-print handout: read at arm's length, on the door of a refrigerator."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import product

from reportlab.lib.units import mm

from clinic.pictograms import Drawing
from reports import theme, typefaces
from reports.blocks.base import Block, stack_height
from reports.blocks.figures import KeyFigureBlock
from reports.blocks.frames import Barred, Boxed, PageBreak, Rule, SideBySide, Together
from reports.blocks.lists import ItemList
from reports.blocks.prose import Prose, lead_and_rest, words
from reports.content import ExerciseCard, HandoutContent, KeyFigure, Statement, Topic
from reports.page import PageSetter, RunningFoot
from reports.pictograms import PictogramFigure
from reports.tagging.canvas import TaggedCanvas
from reports.theme import Paper, TextStyle

GAP = 6 * mm
PHONE_PADDING = 3.5 * mm
LEAST_BOX = 50 * mm
# The box with the telephones may take this part of the cover's width, no more.
WIDEST_TELEPHONES = 0.6
# The cover and the stop page do not grow: they are looked at together, in one size.
STEADY_BODIES = theme.HANDOUT_BODIES[2:]
# How a picture may stand on its card: how tall, and whether the numbers stand beside it.
# On the fullest cards, with the last, a person is as large as in the reference's pictures at 4 cm.
PICTURES = ((64 * mm, False), (52 * mm, False), (52 * mm, True), (44 * mm, True), (35 * mm, True))
BESIDE_GAP = 5 * mm
LEAST_WIDTH = 165 * mm


def render_handout(content: HandoutContent, paper: Paper) -> bytes:
    """The handout as PDF/UA-1: the plan, when to stop, how to begin, then a card an exercise.

    The first sheet (both its sides) is complete in itself: plan, stop signs, whom to call. Every
    page is set as large as it fits, at least 18 pt. No card is divided by a page unless it is
    longer than one. The same content gives the same bytes.

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
    foot = _foot(content, paper)
    setter = PageSetter(canvas, paper.size, theme.HANDOUT_MARGINS, foot.height)
    blocks, why_is_told = _cover_page(setter, content)
    blocks += [PageBreak()]
    blocks += _fitting(setter, STEADY_BODIES, partial(_stop_and_call, content))
    if content.cards or not why_is_told:
        ready = partial(_getting_ready, content, tell_why=not why_is_told)
        blocks += [PageBreak(), *_fitting(setter, theme.HANDOUT_BODIES, ready)]
    blocks += _cards(setter, content.cards)
    setter.set(blocks)
    return canvas.finish(foot.paint)


def _cover_page(setter: PageSetter, content: HandoutContent) -> tuple[list[Block], bool]:
    """The cover on one page, and whether there was room to say why on it."""
    for tell_why in (True, False):
        build = partial(_cover, content, width=setter.width, tell_why=tell_why)
        blocks = _fitting(setter, STEADY_BODIES, build)
        if stack_height(blocks, setter.width) <= setter.height:
            return blocks, tell_why
    return blocks, False


def _cards(setter: PageSetter, cards: Sequence[ExerciseCard]) -> list[Block]:
    """All cards in one size of text: the largest in which each fits a page, else the smallest."""
    for pictures, body in product((PICTURES[:-1], PICTURES), theme.HANDOUT_BODIES):
        blocks = [_fitting_card(setter, card, body, pictures=pictures) for card in cards]
        if all(block.height(setter.width) <= setter.height for block in blocks):
            break
    return blocks


def _fitting_card(
    setter: PageSetter,
    card: ExerciseCard,
    body: TextStyle,
    *,
    pictures: Sequence[tuple[float, bool]],
) -> Block:
    """The card with the largest picture that keeps it on a page, else with the smallest."""
    for tall, beside in pictures:
        block = _card(card, body, tall=tall, beside=beside)
        if card.picture is None or block.height(setter.width) <= setter.height:
            break
    return block


def _fitting(
    setter: PageSetter, bodies: Sequence[TextStyle], build: Callable[[TextStyle], list[Block]]
) -> list[Block]:
    """The blocks in the largest text that keeps them on one page, else in the smallest."""
    for body in bodies:
        blocks = build(body)
        if stack_height(blocks, setter.width) <= setter.height:
            return blocks
    return blocks


def _gap(body: TextStyle) -> float:
    """Room above a heading; a page with tight lines has tight gaps too."""
    return 2.2 * (body.leading - body.size) + 1 * mm


def _small_gap(body: TextStyle) -> float:
    return body.leading - body.size


def _cover(
    content: HandoutContent, body: TextStyle, *, width: float, tell_why: bool
) -> list[Block]:
    box, box_width = _telephones(content, most=width * WIDEST_TELEPHONES)
    name_block: list[Block] = [
        Prose(words(content.clinic.name), theme.HANDOUT_FOOT),
        Prose(words(content.title), theme.HANDOUT_TITLE, role="H1", space_before=2 * mm),
        Prose(words(content.patient_name, strong=True), body, space_before=3 * mm),
        *(Prose(words(line), theme.HANDOUT_FOOT) for line in content.cover_lines),
    ]
    return [
        SideBySide([name_block, [box]], shares=(width - GAP - box_width, box_width), gap=GAP),
        Rule(space_before=GAP),
        Prose(words(content.plan_heading), theme.HANDOUT_HEADING, role="H2", space_before=4 * mm),
        Prose(words(content.plan_name), body),
        _figures(content.plan_figures, body, space_before=3 * mm),
        Rule(space_before=4 * mm),
        *_topic(content.important, body),
        *(_sentences(content.why, body) if tell_why else ()),
    ]


def _telephones(content: HandoutContent, *, most: float) -> tuple[Block, float]:
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
        whole = words(_unbroken(number), strong=True)
        width = typefaces.width(whole, theme.HANDOUT_PHONE.size)
        # A number too long for the box breaks between its groups, not between figures.
        shown = whole if width <= most - 2 * PHONE_PADDING else words(number)
        widest = max(widest, width)
        blocks.append(Prose(words(label), theme.HANDOUT_FOOT, space_before=2 * mm if blocks else 0))
        blocks.append(Prose(shown, theme.HANDOUT_PHONE))
    box = Boxed(blocks or [Prose(words(clinic.name), theme.HANDOUT_BODY)], padding=PHONE_PADDING)
    return box, min(max(widest + 2 * PHONE_PADDING + 1, LEAST_BOX), most)


def _unbroken(number: str) -> str:
    """A telephone number stays on one line."""
    return number.replace(" ", "\u00a0")


def _figures(figures: Sequence[KeyFigure], body: TextStyle, *, space_before: float = 0) -> Block:
    blocks = [KeyFigureBlock(figure, body) for figure in figures]
    columns: list[Sequence[Block]] = [[block] for block in blocks]
    shares = [block.wanted_width() for block in blocks]
    return SideBySide(columns, shares=shares, gap=6 * mm, space_before=space_before)


def _topic(topic: Topic, body: TextStyle, *, numbered: bool = False) -> list[Block]:
    if not topic.items and not topic.after:
        return []
    blocks: list[Block] = []
    if topic.heading:
        heading = words(topic.heading)
        blocks.append(Prose(heading, theme.HANDOUT_HEADING, role="H2", space_before=_gap(body)))
    if topic.items:
        blocks.append(_list(topic.items, body, numbered=numbered, space_before=_small_gap(body)))
    blocks.extend(_statement(said, body) for said in topic.after)
    return blocks


def _list(items: Sequence[str], body: TextStyle, *, numbered: bool, space_before: float) -> Block:
    return ItemList(
        [words(item) for item in items],
        body,
        numbered=numbered,
        indent=11 * mm if numbered else 7 * mm,
        gap=(body.leading - body.size) / 2,
        space_before=space_before,
    )


def _sentences(topic: Topic, body: TextStyle) -> list[Block]:
    if not topic.items:
        return []
    return [
        Prose(words(topic.heading), theme.HANDOUT_HEADING, role="H2", space_before=_gap(body)),
        Prose(words(" ".join(topic.items)), body, space_before=_small_gap(body)),
    ]


def _stop_and_call(content: HandoutContent, body: TextStyle) -> list[Block]:
    return [*_topic(content.stop, body, numbered=True), *_topic(content.call, body)]


def _getting_ready(content: HandoutContent, body: TextStyle, *, tell_why: bool) -> list[Block]:
    topics = (content.before_start, content.safe_place)
    blocks = _sentences(content.why, body) if tell_why else []
    blocks += [block for topic in topics for block in _topic(topic, body)]
    if content.afterwards.items:
        blocks.append(Rule(line=1, space_before=_gap(body)))
        blocks.extend(
            Prose(words(said), body, space_before=_small_gap(body) * 1.5)
            for said in content.afterwards.items
        )
    return blocks


def _card(card: ExerciseCard, body: TextStyle, *, tall: float, beside: bool) -> Block:
    blocks: list[Block] = [
        Rule(line=1),
        Prose(words(card.count_line), theme.HANDOUT_FOOT, space_before=2 * mm),
        Prose(words(card.name), theme.HANDOUT_CARD_TITLE, role="H2"),
        Boxed(
            [Prose(words(card.badge, strong=True), body)],
            line=2,
            padding=2.5 * mm,
            space_before=3 * mm,
        ),
    ]
    steps = _list(card.steps, body, numbered=True, space_before=4 * mm)
    if card.picture and card.figures and beside:
        blocks += [_picture_beside_figures(card.picture, card, body, tall), steps]
    else:
        if card.picture:
            blocks.append(_picture(card.picture, card, tall, space_before=4 * mm))
        blocks.append(steps)
        if card.figures:
            blocks.append(_figures_box(card, body, space_before=5 * mm))
    blocks.extend(_statement(fact, body) for fact in card.facts)
    if card.stop.items:
        stops: list[Block] = [
            Prose(words(card.stop.heading, strong=True), body),
            *(Prose(words(sign), body) for sign in card.stop.items),
        ]
        blocks.append(Barred(stops, bar=4 * mm, space_before=4 * mm))
    return Together(blocks, space_before=GAP)


def _picture_beside_figures(
    picture: Drawing, card: ExerciseCard, body: TextStyle, tall: float
) -> Block:
    wide = picture.width * tall / picture.height
    return SideBySide(
        [[_picture(picture, card, tall)], [_figures_box(card, body)]],
        shares=(wide, LEAST_WIDTH - BESIDE_GAP - wide),
        gap=BESIDE_GAP,
        space_before=4 * mm,
    )


def _picture(
    picture: Drawing, card: ExerciseCard, tall: float, *, space_before: float = 0
) -> Block:
    return PictogramFigure(picture, card.picture_says, tall=tall, space_before=space_before)


def _figures_box(card: ExerciseCard, body: TextStyle, *, space_before: float = 0) -> Block:
    return Boxed([_figures(card.figures, body)], padding=4 * mm, space_before=space_before)


def _statement(said: Statement, body: TextStyle) -> Block:
    return Prose(lead_and_rest(said.lead, said.rest), body, space_before=_small_gap(body))


def _foot(content: HandoutContent, paper: Paper) -> RunningFoot:
    labels, clinic = content.labels, content.clinic
    numbers = " · ".join(
        f"{label} {_unbroken(number)}"
        for label, number in (
            (labels.clinic, clinic.telephone),
            (labels.emergency, clinic.emergency_number),
        )
        if number
    )
    return RunningFoot(
        paper.size,
        theme.HANDOUT_MARGINS,
        theme.HANDOUT_FOOT,
        left=[words(numbers, strong=True), words(content.foot)],
        right=[labels.page, content.version_code],
        rule=1.5,
    )
