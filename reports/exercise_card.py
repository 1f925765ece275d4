"""One card of a handout: an exercise with its picture, arranged as its shape says."""

from collections.abc import Sequence
from typing import NamedTuple

from reportlab.lib.units import mm

from clinic.domain.pictures import Picture
from clinic.pictograms import Drawing
from reports import typefaces
from reports.blocks.base import Block
from reports.blocks.figures import FigureRow
from reports.blocks.frames import Barred, Boxed, Rule, SideBySide, Together
from reports.blocks.lists import ItemList
from reports.blocks.prose import Prose, lead_and_rest, running, words
from reports.content import ExerciseCard, Statement, Topic
from reports.pictograms import PictogramFigure
from reports.theme import HandoutLook, TextStyle
from reports.typefaces import Span

PAIR_GAP = 4 * mm
BESIDE_GAP = 5 * mm
LEAST_WIDTH = 165 * mm
# Room for a label before its item, in mm a pt of text.
NUMBER_INDENT = 0.62
BULLET_INDENT = 0.39
LEAST_LEFT = 64 * mm
LEAST_STEPS = 80 * mm
BOX_PADDING = 3 * mm


class Shape(NamedTuple):
    """How a card is arranged: its picture's height, whether the numbers stand beside it.

    A `dense` card tells its facts after one another instead of each on a line of its own; on a
    `half` card the steps stand beside the picture, for two cards on a page.
    """

    tall: float
    beside: bool
    dense: bool
    half: bool = False


class _Shared(NamedTuple):
    """What arrangements that differ only in their picture have in common."""

    above: list[Block]
    steps: Block
    figures: Block | None
    below: list[Block]


class CardArranger:
    """Arranges one card in one shape after another; what they share is made and measured once.

    Only one of the arrangements may be drawn, since they hold the same blocks.
    """

    def __init__(self, card: ExerciseCard) -> None:
        self.card = card
        self._shared: dict[tuple[TextStyle, TextStyle, bool, bool], _Shared] = {}

    def block(self, look: HandoutLook, body: TextStyle, shape: Shape) -> Block:
        """The card, which stays on one page where it fits one."""
        card = self.card
        key = look.card_title, body, shape.dense, shape.half
        if key not in self._shared:
            self._shared[key] = _shared(card, look, body, shape)
        above, steps, figures, below = self._shared[key]
        blocks = [*above]
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
        return Together([*blocks, *below], space_before=PAIR_GAP)


def _shared(card: ExerciseCard, look: HandoutLook, body: TextStyle, shape: Shape) -> _Shared:
    indent = (0.45 if shape.dense else NUMBER_INDENT) * body.size * mm
    gap = (3 if shape.half else 6) * mm
    return _Shared(
        above=[Rule(line=1), *_head(card, look, shape), _badge(card, body, shape)],
        steps=small_list(card.steps, body, numbered=True, indent=indent, space_before=3 * mm),
        figures=(
            FigureRow(card.figures, body, number=look.number, gap=gap) if card.figures else None
        ),
        below=[*_facts(card.facts, body, shape), *_stop(card.stop, body, shape)],
    )


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
        [[_picture(picture, card, tall)], [Boxed([figures], padding=BOX_PADDING)]],
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
        return [Prose(_said(fact), body, space_before=small_gap(body)) for fact in facts]
    spans = list(_said(facts[0]))
    for fact in facts[1:]:
        # A middle dot parts the facts: they are no sentences.
        spans += [*words("\u00a0· "), *_said(fact)]
    return [Prose(spans, body, space_before=small_gap(body) * 1.5)]


def _said(fact: Statement) -> tuple[Span, ...]:
    return lead_and_rest(fact.lead, fact.rest, fact.language)


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


def widest_picture(card: ExerciseCard, look: HandoutLook, body: TextStyle, shape: Shape) -> float:
    """Width in pt to which the picture may grow: what stands beside it keeps its own."""
    beside = LEAST_WIDTH - BESIDE_GAP
    if shape.half:
        return beside - LEAST_STEPS
    if shape.beside and card.figures:
        figures = FigureRow(card.figures, body, number=look.number)
        return beside - 2 * BOX_PADDING - figures.least_width()
    return LEAST_WIDTH


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
    gap: float | None = None,
) -> Block:
    """A list of short sentences, numbered or with bullets; room and gaps as the text has them."""
    return ItemList(
        [words(item) for item in items],
        body,
        numbered=numbered,
        indent=indent or (NUMBER_INDENT if numbered else BULLET_INDENT) * body.size * mm,
        gap=small_gap(body) / 2 if gap is None else gap,
        space_before=space_before,
    )
