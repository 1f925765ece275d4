"""The fonts of paper: which of them prints a letter, and what stands for one that none prints."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from itertools import groupby
from typing import Final, NamedTuple

from anyascii import anyascii
from reportlab.pdfbase import pdfmetrics

from reports import scripts
from reports.tagging.fonts import PrintedFont

log = logging.getLogger(__name__)


class Family(NamedTuple):
    """A regular and a bold font, asked for words with one of these letters; None: for any word."""

    name: str
    regular: str
    bold: str
    letters: re.Pattern[str] | None = None


# In the order they are asked. Atkinson is the easiest to read; DejaVu knows most other letters.
FAMILIES: Final = (
    Family("Atkinson", "AtkinsonHyperlegible-Regular.ttf", "AtkinsonHyperlegible-Bold.ttf"),
    Family("Arabic", "NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf", scripts.ARABIC),
    Family("Hebrew", "NotoSansHebrew-Regular.ttf", "NotoSansHebrew-Bold.ttf", scripts.HEBREW),
    Family(
        "Devanagari",
        "NotoSansDevanagari-Regular.ttf",
        "NotoSansDevanagari-Bold.ttf",
        scripts.DEVANAGARI,
    ),
    Family("DejaVu", "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    Family("Chinese", "NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", scripts.EAST_ASIAN),
    # Rare Chinese letters and Korean, in one weight.
    Family("Rare", "DroidSansFallback.ttf", "DroidSansFallback.ttf", scripts.EAST_ASIAN),
)
# Latin signs inside an East Asian word; other signs there are as wide as its letters.
LONGEST_SOUND: Final = 60  # letters; longer than any name or word
MOST_NAMED: Final = 20  # letters that a warning names
LATIN_INSIDE: Final = re.compile("[\u0021-\u007e\u00a0-\u00b6\u00b8-\u024f\u2013\u2212]")

_missing_glyphs_are_errors: ContextVar[bool] = ContextVar("missing_glyphs", default=False)


class MissingGlyph(ValueError):
    """No typeface of ours can print this character."""


class Face(NamedTuple):
    """One font as ReportLab knows it, and the letters it has."""

    name: str
    letters: frozenset[str]


@contextmanager
def missing_glyphs_as_errors() -> Iterator[None]:
    """Inside, an unprintable character raises `MissingGlyph`; else its name is printed."""
    token = _missing_glyphs_are_errors.set(True)
    try:
        yield
    finally:
        _missing_glyphs_are_errors.reset(token)


def is_strict() -> bool:
    """Whether a missing glyph is an error here."""
    return _missing_glyphs_are_errors.get()


def first_face(*, strong: bool) -> Face:
    """The face of nearly all text, asked before anything else is looked at."""
    return _face(0, strong)


def font_bytes(name: str) -> bytes:
    """The file of a font, by the name ReportLab knows it under."""
    family, _, weight = name.partition("-")
    [found] = [known for known in FAMILIES if known.name == family]
    return _file(found.bold if weight else found.regular)


def printable(text: str) -> str:
    """The text with what no typeface prints replaced by its sound in square brackets.

    Raises:
        MissingGlyph: there is such a character, inside `missing_glyphs_as_errors()`.
    """
    if first_face(strong=False).letters.issuperset(text):
        return text
    missing = [letter for letter in dict.fromkeys(text) if not _has_glyph(letter)]
    if not missing:
        return text
    points = " ".join(f"U+{ord(letter):04X}" for letter in missing[:MOST_NAMED])
    if is_strict():
        raise MissingGlyph(f"no typeface prints {points}")
    _warn_of(points)
    pieces = groupby(text, key=_has_glyph)
    return "".join(
        "".join(letters) if has_glyph else _named("".join(letters)) for has_glyph, letters in pieces
    )


def by_font(word: str, *, strong: bool) -> tuple[tuple[str, str], ...]:
    """A printable word without spaces, in pieces with the font of each: one font if one can."""
    return _by_font(word, strong)


@lru_cache(maxsize=8192)
def _by_font(word: str, strong: bool) -> tuple[tuple[str, str], ...]:  # noqa: FBT001 - a cache key
    letters = set(word) - set(scripts.JOINERS)
    if scripts.EAST_ASIAN.search(word):
        return tuple(_east_asian(word, strong=strong))
    for face in _faces_for(word, strong=strong):
        if letters <= face.letters:
            return ((face.name, word),)
    return tuple(_joined((_face_of(letter, strong=strong), letter) for letter in word))


def _east_asian(word: str, *, strong: bool) -> Iterator[tuple[str, str]]:
    """Latin letters and figures as everywhere else, the others in one font that has them all."""
    latin = first_face(strong=strong)
    foreign = {
        letter for letter in word if not (LATIN_INSIDE.match(letter) and letter in latin.letters)
    }
    own = next(
        (face for face in _faces_for(word, strong=strong)[2:] if foreign <= face.letters), None
    )
    return _joined(
        (
            latin.name
            if letter not in foreign
            else own.name
            if own
            else _face_of(letter, strong=strong),
            letter,
        )
        for letter in word
    )


def _joined(letters: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    font, piece = "", ""
    for found, letter in letters:
        if found != font and piece and letter not in scripts.JOINERS:
            yield font, piece
            piece = ""
        font, piece = (found if not piece else font), piece + letter
    if piece:
        yield font, piece


def _face_of(letter: str, *, strong: bool) -> str:
    for face in _faces_for(letter, strong=strong):
        if letter in face.letters:
            return face.name
    return first_face(strong=strong).name


@cache
def _has_glyph(letter: str) -> bool:
    if letter in scripts.JOINERS or letter == "\n":
        return True
    # A letter that only the regular weight has would be missing from a heading.
    return all(
        any(letter in face.letters for face in _faces_for(letter, strong=strong))
        for strong in (False, True)
    )


def _named(missing: str) -> str:
    if len(missing) > LONGEST_SOUND:
        return f"[{len(missing)} signs that cannot be printed]"
    points = " ".join(f"U+{ord(letter):04X}" for letter in dict.fromkeys(missing))
    return f"[{anyascii(missing).strip() or points}]"


@lru_cache(maxsize=256)
def _warn_of(points: str) -> None:
    """Says it once: a name that is printed each week need not fill the log."""
    log.warning("no typeface prints %s; its sound is printed in square brackets", points)


def _faces_for(word: str, *, strong: bool) -> list[Face]:
    return [
        _face(index, strong)
        for index, family in enumerate(FAMILIES)
        if family.letters is None or family.letters.search(word)
    ]


def _file(name: str) -> bytes:
    return files("reports").joinpath("fonts", name).read_bytes()


@cache
def _face(index: int, strong: bool) -> Face:  # noqa: FBT001 - a cache key, not an option
    family = FAMILIES[index]
    if strong and family.bold == family.regular:
        return _face(index, False)  # noqa: FBT003 - one font under one name
    name = f"{family.name}-Bold" if strong else family.name
    font = PrintedFont(name, BytesIO(_file(family.bold if strong else family.regular)))
    pdfmetrics.registerFont(font)
    return Face(name, frozenset(map(chr, font.face.charToGlyph)) - {"\n"})
