"""The cards of a handout: one exercise each, none cut by a page, two on a page where they fit."""

from collections.abc import Sequence
from itertools import groupby, product
from math import ceil
from typing import NamedTuple

from reportlab.lib.units import mm

from reports import theme
from reports.blocks.base import Block
from reports.blocks.frames import PageBreak
from reports.content import ExerciseCard
from reports.exercise_card import PAIR_GAP, CardArranger, Shape, widest_picture
from reports.handout_asides import Waiting
from reports.page import PageSetter
from reports.theme import HandoutLook, TextStyle

# On the fullest cards, with the last, a person is as large as in the reference's pictures at 4 cm.
SHAPES = (
    Shape(64 * mm, beside=False, dense=False),
    Shape(52 * mm, beside=False, dense=False),
    Shape(52 * mm, beside=True, dense=False),
    Shape(44 * mm, beside=True, dense=False),
    Shape(44 * mm, beside=True, dense=True),
    Shape(35 * mm, beside=True, dense=True),
)
# Where room is left under a card, its picture grows by these steps, up to this height.
GROWTH = 2 * mm
TALLEST = 96 * mm
SPACIOUS = tuple(shape for shape in SHAPES if not shape.dense)
# Where something else stands under a card.
ROOMY = Shape(44 * mm, beside=True, dense=True)
# Two cards on a page are arranged alike.
PAIR_SHAPES = (
    Shape(44 * mm, beside=True, dense=True, half=True),
    Shape(35 * mm, beside=True, dense=True, half=True),
)
# Where no other will do: a single card's steps stand beside its picture too.
ANY_SHAPES = (*SHAPES, PAIR_SHAPES[-1])


class _Setting(NamedTuple):
    """One way in which all cards of a handout may be set."""

    look: HandoutLook
    body: TextStyle
    shapes: tuple[Shape, ...]


class _Set(NamedTuple):
    """A card as it is arranged before its picture grows."""

    shape: Shape
    block: Block


def card_pages(
    setter: PageSetter,
    cards: Sequence[ExerciseCard],
    looks: Sequence[HandoutLook],
    waiting: Waiting,
) -> list[Block]:
    """The cards, each page begun by a break; all in one size of text.

    That is the largest in which each card fits a page. Where the largest of all was chosen, each
    card is as large as it can be, whatever the others are. Only a card that fits no page in any
    arrangement is divided. Where a page has room, one that is waiting for it stands there, before
    a picture grows into it.
    """
    arrangers = [CardArranger(card) for card in cards]
    if looks[0].bodies[0].size == max(theme.HANDOUT_SIZES):
        by_itself = [_setting_for_all(setter, [card], looks) for card in arrangers]
        placed = [(setting, single) for setting, (single,) in by_itself]
    else:
        for_all, singles = _setting_for_all(setter, arrangers, looks)
        placed = [(for_all, single) for single in singles]
    blocks: list[Block] = []
    first = 0
    while first < len(cards):
        setting, single = placed[first]
        left = len(cards) - first
        if page := _pair(setter, arrangers[first : first + 2], setting):
            room = setter.height - PAIR_GAP - sum(it.height(setter.width) for it in page)
            added = waiting.taken(setter.width, room, pages_left=ceil(left / len(page)))
            blocks += [PageBreak(), *page, *added]
            first += len(page)
        else:
            page = _page(setter, arrangers[first], setting, single, waiting, left)
            blocks += [PageBreak(), *page]
            first += 1
    return blocks


def _page(
    setter: PageSetter,
    card: CardArranger,
    setting: _Setting,
    single: _Set,
    waiting: Waiting,
    pages_left: int,
) -> list[Block]:
    """One card, and under it what was waiting for room."""
    body = theme.tightest(setting.look, setting.body.size)
    tight = _Set(ROOMY, card.block(setting.look, body, ROOMY))
    under = setter.height - tight.block.height(setter.width)
    added = waiting.taken(setter.width, under, pages_left=pages_left)
    room = setter.height - sum(it.space_before + it.height(setter.width) for it in added)
    if added and single.block.height(setter.width) > room:
        setting, single = setting._replace(body=body), tight
    return [_grown(card, setting, single, width=setter.width, room=room), *added]


def _setting_for_all(
    setter: PageSetter, cards: Sequence[CardArranger], looks: Sequence[HandoutLook]
) -> tuple[_Setting, list[_Set]]:
    """The largest text that all cards fit in, and the cards set so.

    Facts on lines of their own go before airy lines.
    """
    for look in looks:
        for _, bodies in groupby(look.bodies, key=lambda body: body.size):
            for shapes, body in product((SPACIOUS, SHAPES, ANY_SHAPES), list(bodies)):
                setting = _Setting(look, body, shapes)
                singles = _singles(setter, cards, setting)
                if len(singles) == len(cards):
                    return setting, singles
    return setting, [_single(setter, card, setting) for card in cards]


def _singles(setter: PageSetter, cards: Sequence[CardArranger], setting: _Setting) -> list[_Set]:
    """The cards set so, up to the first that does not fit a page."""
    singles: list[_Set] = []
    for card in cards:
        single = _single(setter, card, setting)
        if not _fits(setter, [single.block]):
            break
        singles.append(single)
    return singles


def _pair(setter: PageSetter, cards: Sequence[CardArranger], setting: _Setting) -> list[Block]:
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
    cards: Sequence[CardArranger], setting: _Setting, body: TextStyle, shape: Shape
) -> list[Block]:
    return [card.block(setting.look, body, shape) for card in cards]


def _single(setter: PageSetter, card: CardArranger, setting: _Setting) -> _Set:
    """The card with the largest picture that keeps it on a page, else in the densest shape."""
    for shape in setting.shapes:
        block = card.block(setting.look, setting.body, shape)
        if _fits(setter, [block]):
            break
    return _Set(shape, block)


def _grown(
    card: CardArranger, setting: _Setting, single: _Set, *, width: float, room: float
) -> Block:
    """The card with its picture as large as the room for the whole card lets it be."""
    shape = single.shape
    picture = card.card.picture
    if picture is None:
        return single.block
    widest = widest_picture(card.card, setting.look, setting.body, shape)
    spare = room - single.block.height(width)
    tall = min(shape.tall + spare, TALLEST, widest * picture.height / picture.width)
    while tall > shape.tall:
        block = card.block(setting.look, setting.body, shape._replace(tall=tall))
        if block.height(width) <= room:
            return block
        tall -= GROWTH
    return single.block


def _fits(setter: PageSetter, blocks: Sequence[Block]) -> bool:
    height = sum(block.height(setter.width) for block in blocks)
    return height + PAIR_GAP * (len(blocks) - 1) <= setter.height
