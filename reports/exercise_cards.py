"""The cards of a handout: one exercise each, none cut by a page, two on a page where they fit."""

from collections.abc import Sequence
from itertools import groupby, product
from typing import NamedTuple

from reportlab.lib.units import mm

from clinic.domain.pictures import Picture
from clinic.pictograms import Drawing
from reports import typefaces
from reports.blocks.base import Block
from reports.blocks.figures import FigureRow
from reports.blocks.frames import Barred, Boxed, PageBreak, Rule, SideBySide, Together
from reports.blocks.lists import ItemList
from reports.blocks.prose import Prose, lead_and_rest, running, words
from reports.content import ExerciseCard, Statement, Topic
from reports.page import PageSetter
from reports.pictograms import PictogramFigure
from reports.theme import HandoutLook, TextStyle

PAIR_GAP = 4 * mm
BESIDE_GAP = 5 * mm
LEAST_WIDTH = 165 * mm
# Room for a label before its item, in mm a pt of text.
NUMBER_INDENT = 0.62
BULLET_INDENT = 0.39
LEAST_LEFT = 64 * mm


class Shape(NamedTuple):
    """How a card is arranged: its picture's height, whether the numbers stand beside it.

    A `dense` card tells its facts after one another instead of each on a line of its own; on a
    `half` card the steps stand beside the picture, for two cards on a page.
    """

    tall: float
    beside: bool
    dense: bool
    half: bool = False


# On the fullest cards, with the last, a person is as large as in the reference's pictures at 4 cm.
SHAPES = (
    Shape(64 * mm, beside=False, dense=False),
    Shape(52 * mm, beside=False, dense=False),
    Shape(52 * mm, beside=True, dense=False),
    Shape(44 * mm, beside=True, dense=False),
    Shape(44 * mm, beside=True, dense=True),
    Shape(35 * mm, beside=True, dense=True),
)
SPACIOUS = tuple(shape for shape in SHAPES if not shape.dense)
# Two cards on a page are arranged alike.
PAIR_SHAPES = (
    Shape(44 * mm, beside=True, dense=True, half=True),
    Shape(35 * mm, beside=True, dense=True, half=True),
)


class _Setting(NamedTuple):
    """One way in which all cards of a handout may be set."""

    look: HandoutLook
    body: TextStyle
    shapes: tuple[Shape, ...]


def card_pages(
    setter: PageSetter, cards: Sequence[ExerciseCard], looks: Sequence[HandoutLook]
) -> list[Block]:
    """The cards, each page begun by a break; all in one size of text.

    That is the largest in which each card fits a page. Only a card that fits no page in any
    arrangement is divided.
    """
    setting, singles = _setting_for_all(setter, cards, looks)
    blocks: list[Block] = []
    first = 0
    while first < len(cards):
        page = _pair(setter, cards[first : first + 2], setting) or [singles[first]]
        blocks += [PageBreak(), *page]
        first += len(page)
    return blocks


def _setting_for_all(
    setter: PageSetter, cards: Sequence[ExerciseCard], looks: Sequence[HandoutLook]
) -> tuple[_Setting, list[Block]]:
    """The largest text that all cards fit in, and the cards set so.

    Facts on lines of their own go before airy lines.
    """
    for look in looks:
        for _, bodies in groupby(look.bodies, key=lambda body: body.size):
            for shapes, body in product((SPACIOUS, SHAPES), list(bodies)):
                setting = _Setting(look, body, shapes)
                singles = _singles(setter, cards, setting)
                if len(singles) == len(cards):
                    return setting, singles
    return setting, [_single(setter, card, setting) for card in cards]


def _singles(setter: PageSetter, cards: Sequence[ExerciseCard], setting: _Setting) -> list[Block]:
    """The cards set so, up to the first that does not fit a page."""
    singles: list[Block] = []
    for card in cards:
        block = _single(setter, card, setting)
        if not _fits(setter, [block]):
            break
        singles.append(block)
    return singles


def _pair(setter: PageSetter, cards: Sequence[ExerciseCard], setting: _Setting) -> list[Block]:
    """Two cards of one page, or none where they do not fit."""
    tightest = _cards_of(cards, setting, setting.look.bodies[-1], PAIR_SHAPES[-1])
    if len(cards) == 1 or not _fits(setter, tightest):
        return []
    bodies = [body for body in setting.look.bodies if body.size == setting.body.size]
    for body, shape in product(bodies, PAIR_SHAPES):
        blocks = _cards_of(cards, setting, body, shape)
        if _fits(setter, blocks):
            return blocks
    return []


def _cards_of(
    cards: Sequence[ExerciseCard], setting: _Setting, body: TextStyle, shape: Shape
) -> list[Block]:
    return [_card(card, setting.look, body, shape) for card in cards]


def _single(setter: PageSetter, card: ExerciseCard, setting: _Setting) -> Block:
    """The card with the largest picture that keeps it on a page, else in the densest shape."""
    for shape in setting.shapes:
        block = _card(card, setting.look, setting.body, shape)
        if _fits(setter, [block]):
            break
    return block


def _fits(setter: PageSetter, blocks: Sequence[Block]) -> bool:
    height = sum(block.height(setter.width) for block in blocks)
    return height + PAIR_GAP * (len(blocks) - 1) <= setter.height


def _card(card: ExerciseCard, look: HandoutLook, body: TextStyle, shape: Shape) -> Block:
    blocks: list[Block] = [
        Rule(line=1),
        *_head(card, look, shape),
        _badge(card, body, shape),
    ]
    indent = (0.45 if shape.dense else NUMBER_INDENT) * body.size * mm
    steps = small_list(card.steps, body, numbered=True, indent=indent, space_before=3 * mm)
    gap = (3 if shape.half else 6) * mm
    figures = FigureRow(card.figures, body, number=look.number, gap=gap) if card.figures else None
    if card.picture and shape.half:
        blocks.append(_steps_beside(card.picture, card, figures, steps, tall=shape.tall))
    elif card.picture and figures and shape.beside:
        blocks += [_picture_beside(card.picture, card, figures, shape.tall), steps]
    else:
        if card.picture:
            blocks.append(_picture(card.picture, card, shape.tall, space_before=4 * mm))
        blocks.append(steps)
        if figures:
            blocks.append(Boxed([figures], padding=4 * mm, space_before=5 * mm))
    blocks += _facts(card.facts, body, shape)
    blocks += _stop(card.stop, body, shape)
    return Together(blocks, space_before=PAIR_GAP)


def _head(card: ExerciseCard, look: HandoutLook, shape: Shape) -> list[Block]:
    """Number and name, under one another; on a dense card side by side."""
    name = Prose(words(card.name), look.card_title, role="H2")
    if not shape.dense:
        return [Prose(words(card.count_line), look.foot, space_before=2 * mm), name]
    count = Prose(words(card.count_line), look.foot, to_the_right=True)
    wide = typefaces.width(words(card.count_line), look.foot.size) + 1
    shares = (LEAST_WIDTH - BESIDE_GAP - wide, wide)
    return [SideBySide([[name], [count]], shares=shares, gap=BESIDE_GAP, space_before=1 * mm)]


def _badge(card: ExerciseCard, body: TextStyle, shape: Shape) -> Block:
    padding = (1 if shape.dense else 2.5) * mm
    badge = Prose(words(card.badge, strong=True), body)
    return Boxed([badge], line=2, padding=padding, sides=2.5 * mm, space_before=padding)


def _picture_beside(
    picture: Drawing | Picture, card: ExerciseCard, figures: Block, tall: float
) -> Block:
    wide = picture.width * tall / picture.height
    return SideBySide(
        [[_picture(picture, card, tall)], [Boxed([figures], padding=3 * mm)]],
        shares=(wide, LEAST_WIDTH - BESIDE_GAP - wide),
        gap=BESIDE_GAP,
        space_before=3 * mm,
    )


def _steps_beside(
    picture: Drawing | Picture,
    card: ExerciseCard,
    figures: Block | None,
    steps: Block,
    *,
    tall: float,
) -> Block:
    left: list[Block] = [_picture(picture, card, tall)]
    if figures:
        left.append(Boxed([figures], padding=2 * mm, space_before=2 * mm))
    wide = max(picture.width * tall / picture.height, LEAST_LEFT)
    return SideBySide(
        [left, [steps]],
        shares=(wide, LEAST_WIDTH - BESIDE_GAP - wide),
        gap=BESIDE_GAP,
        space_before=3 * mm,
    )


def _picture(
    picture: Drawing | Picture, card: ExerciseCard, tall: float, *, space_before: float = 0
) -> Block:
    return PictogramFigure(picture, card.picture_says, tall=tall, space_before=space_before)


def _facts(facts: Sequence[Statement], body: TextStyle, shape: Shape) -> list[Block]:
    if not shape.dense or not facts:
        return [
            Prose(lead_and_rest(fact.lead, fact.rest), body, space_before=small_gap(body))
            for fact in facts
        ]
    spans = list(lead_and_rest(facts[0].lead, facts[0].rest))
    for fact in facts[1:]:
        # A middle dot parts the facts: they are no sentences.
        spans += [*words("\u00a0· "), *lead_and_rest(fact.lead, fact.rest)]
    return [Prose(spans, body, space_before=small_gap(body) * 1.5)]


def _stop(stop: Topic, body: TextStyle, shape: Shape) -> list[Block]:
    if not stop.items:
        return []
    if shape.dense:
        said = lead_and_rest(stop.heading, running(stop.items))
        return [Barred([Prose(said, body)], bar=4 * mm, space_before=3 * mm)]
    signs: list[Block] = [
        Prose(words(stop.heading, strong=True), body),
        *(Prose(words(sign), body) for sign in stop.items),
    ]
    return [Barred(signs, bar=4 * mm, space_before=4 * mm)]


def heading_gap(body: TextStyle) -> float:
    """Room above a heading; a page with tight lines has tight gaps too."""
    return 2.2 * (body.leading - body.size) + 1 * mm


def small_gap(body: TextStyle) -> float:
    """Room between two short texts; tight lines have tight gaps too."""
    return body.leading - body.size


def small_list(
    items: Sequence[str],
    body: TextStyle,
    *,
    numbered: bool,
    space_before: float,
    indent: float = 0,
) -> Block:
    """A list of short sentences, numbered or with bullets."""
    return ItemList(
        [words(item) for item in items],
        body,
        numbered=numbered,
        indent=indent or (NUMBER_INDENT if numbered else BULLET_INDENT) * body.size * mm,
        gap=(body.leading - body.size) / 2,
        space_before=space_before,
    )
