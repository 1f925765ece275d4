"""How wide a text is before it is set: its words, and how much of a word fits a line."""

from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics

from reports import faces, scripts
from reports.shaping import shaped_width


class Span(NamedTuple):
    """A piece of text in one weight.

    One that stands `apart`, such as a name, has a direction of its own and gives none to what
    stands around it. Source: Unicode Standard Annex 9, isolates. `language` is said where it
    is not the document's.
    """

    text: str
    strong: bool = False
    apart: bool = False
    language: str = ""


def width_of(spans: Iterable[Span]) -> float:
    """Width at 1 pt."""
    return sum(word_width(span.text, span.strong) for span in spans)


@lru_cache(maxsize=8192)
def word_width(word: str, strong: bool) -> float:  # noqa: FBT001 - a cache key, not an option
    """Width at 1 pt."""
    if faces.first_face(strong=strong).letters.issuperset(word):
        return float(pdfmetrics.stringWidth(word, faces.first_face(strong=strong).name, 1))
    pieces = faces.by_font(word, strong=strong)
    if not scripts.SHAPED.search(word):
        return sum(pdfmetrics.stringWidth(piece, font, 1) for font, piece in pieces)
    rtl = bool(scripts.RIGHT_TO_LEFT.search(word))
    return sum(shaped_width(piece, font, rtl) for font, piece in pieces)


def fitting_letters(text: str, room: float, *, strong: bool) -> int:
    """How many letters of a text fit a room at 1 pt: at least one, and each with its marks."""
    fits = bisect_right(range(len(text)), room, 1, key=lambda end: word_width(text[:end], strong))
    fits = max(fits - 1, 1)
    return whole_letters(text, fits) or fits


def whole_letters(text: str, end: int) -> int:
    """Where a text may end at or before a place, so that no letter loses its marks."""
    while 0 < end < len(text) and scripts.MARK.match(text[end]):
        end -= 1
    return end
