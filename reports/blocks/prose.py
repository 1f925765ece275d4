"""Paragraphs and headings."""

import re
from collections.abc import Sequence

from reports import theme, typefaces
from reports.blocks.base import Block, Place, baseline, ink, put_line
from reports.tagging.canvas import TaggedCanvas
from reports.tagging.structure import Tag
from reports.tagging.text import TaggedText
from reports.theme import TextStyle
from reports.typefaces import Line, Span

LEAST_LINES = 2
DOT = " · "
UNIT_AFTER_NUMBER = re.compile(r"(?<=\d) (?=(?:s|m|cm|kg|m/s|km/h|min|bpm|mmHg|%)(?![\w/]))")
FULL_WIDTH = ("。", "：", "；", "！", "？", "，")


def words(raw: str, *, strong: bool = False) -> tuple[Span, ...]:
    """Text from outside as spans, through the one door."""
    return (Span(theme.text(raw), strong),)


def parted(line: str, name: str) -> tuple[Span, ...]:
    """A line of parts between middle dots that begins with a name.

    A name, number or day keeps the direction of its own letters, and turns no other part round.
    """
    if not name or not line.startswith(name):
        return words(line)
    spans = [Span(theme.text(name), apart=True)]
    for part in filter(None, line.removeprefix(name).split(DOT)):
        spans += [Span(DOT), Span(theme.text(part), apart=True)]
    return tuple(spans)


def lead_and_rest(lead: str, rest: str, language: str = "") -> tuple[Span, ...]:
    """A bold beginning and a plain rest, whose language is said where it is another."""
    if not lead:
        return (Span(theme.text(rest), language=language),)
    space = "" if lead.endswith(FULL_WIDTH) or not rest else " "
    said = Span(theme.text(f"{space}{rest}"), language=language)
    return (Span(theme.text(lead), strong=True), said)


def running(sentences: Sequence[str]) -> str:
    """Sentences after one another in one paragraph; a full-width stop brings its own space."""
    said = ""
    for sentence in sentences:
        said += sentence if not said or said.endswith(FULL_WIDTH) else f" {sentence}"
    return said


def unbroken(number: str) -> str:
    """A telephone number that stays on one line."""
    return number.replace(" ", "\u00a0")


def with_units(text: str) -> str:
    """The text with each number kept on the line of its unit."""
    return UNIT_AFTER_NUMBER.sub("\u00a0", text)


class Prose(Block):
    """A paragraph or heading: one structure element, left aligned, never hyphenated.

    Lines of a paragraph that runs from right to left begin at the right.
    """

    def __init__(
        self,
        spans: Sequence[Span],
        style: TextStyle,
        *,
        role: str = "P",
        space_before: float = 0,
        to_the_right: bool = False,
    ) -> None:
        self._spans = tuple(spans)
        if style.strong:
            self._spans = tuple(span._replace(strong=True) for span in spans)
        self._style = style
        self._tag = Tag(role)
        self._to_the_right = to_the_right
        self._lines: tuple[Line, ...] | None = None
        self._set_for = -1.0
        self.space_before = space_before
        self.keep_with_next = role.startswith("H")

    def height(self, width: float) -> float:
        return len(self._set(width)) * self._style.leading

    def least_height(self, width: float) -> float:
        return min(len(self._set(width)), LEAST_LINES) * self._style.leading

    def draw(self, canvas: TaggedCanvas, place: Place) -> None:
        lines = self._set(place.width)
        if not any(line.runs for line in lines):
            return
        y = baseline(place.top, self._style)
        with canvas.marked(self._tag):
            text = TaggedText(canvas, ink(self._style))
            for line in lines:
                to_the_right = self._to_the_right or (line.from_right and len(lines) > 1)
                x = place.x + place.width - line.width if to_the_right else place.x
                put_line(text, line, (x, y), self._style.size)
                y -= self._style.leading
            text.show()

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        lines = self._set(width)
        fits = int(room // self._style.leading)
        if fits < LEAST_LINES or fits >= len(lines):
            return None
        # No single last line alone on the next page.
        fits = min(fits, len(lines) - LEAST_LINES)
        if fits < 1:
            return None
        return self._part(lines[:fits], width), self._part(lines[fits:], width)

    def _set(self, width: float) -> tuple[Line, ...]:
        # A part of a divided paragraph keeps the lines it was given.
        if self._lines is None or (self._spans and self._set_for != width):
            self._lines = typefaces.break_lines(self._spans, self._style.size, width)
            self._set_for = width
        return self._lines

    def _part(self, lines: tuple[Line, ...], width: float) -> "Prose":
        part = Prose((), self._style, to_the_right=self._to_the_right)
        part._tag, part._lines, part._set_for = self._tag, lines, width
        return part
