"""The typefaces of paper: which font can print a word, how wide it is, where a line breaks."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

# In the order they are asked. Atkinson is the easiest to read; DejaVu knows nearly every letter.
FAMILIES: Final = (
    ("Atkinson", "AtkinsonHyperlegible-Regular.ttf", "AtkinsonHyperlegible-Bold.ttf"),
    ("DejaVu", "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
)
PLACEHOLDER: Final = "\ufffd"

_missing_glyphs_are_errors: ContextVar[bool] = ContextVar("missing_glyphs", default=False)


class MissingGlyph(ValueError):
    """No typeface of ours can print this character."""


class Span(NamedTuple):
    """A piece of text in one weight."""

    text: str
    strong: bool = False


class Run(NamedTuple):
    """A piece of a line in one font, from `x` on."""

    font: str
    text: str
    x: float


class Line(NamedTuple):
    """One line of set text and its width in pt."""

    runs: tuple[Run, ...]
    width: float


class _Face(NamedTuple):
    name: str
    letters: frozenset[str]


@contextmanager
def missing_glyphs_as_errors() -> Iterator[None]:
    """Inside, an unprintable character raises `MissingGlyph`; else a placeholder is printed."""
    token = _missing_glyphs_are_errors.set(True)
    try:
        yield
    finally:
        _missing_glyphs_are_errors.reset(token)


def font_name(*, strong: bool = False) -> str:
    """The first font's name as ReportLab knows it; made known when first asked for."""
    return _face(0, strong=strong).name


def width(spans: Iterable[Span], size: float) -> float:
    """Width of a text on one line, in pt."""
    return _width(spans) * size


def break_lines(spans: Iterable[Span], size: float, room: float) -> tuple[Line, ...]:
    """Sets text into lines no wider than the room; a word too long is cut between letters.

    Args:
        spans: the text, in pieces of one weight; a line feed begins a new line.
        size: in pt.
        room: width of the column, in pt.

    Raises:
        MissingGlyph: a character cannot be printed, inside `missing_glyphs_as_errors()`.
    """
    return _broken(tuple(spans), size, room, _missing_glyphs_are_errors.get())


# Most of what is printed are the same words of the catalogue, in the same few columns.
@lru_cache(maxsize=2048)
def _broken(
    spans: tuple[Span, ...],
    size: float,
    room: float,
    _is_strict: bool,  # noqa: FBT001 - a cache key
) -> tuple[Line, ...]:
    setter = _LineSetter(size, room)
    word: list[Span] = []
    for span in spans:
        for piece, ends_with in _words(span.text):
            if piece:
                word.append(Span(piece, span.strong))
            if not ends_with:
                continue
            setter.add(word)
            word = []
            if ends_with == "\n":
                setter.new_line()
            else:
                setter.space(strong=span.strong)
    setter.add(word)
    return setter.finish()


def runs_of(text: str, *, strong: bool) -> Iterator[tuple[str, str]]:
    """The text in pieces, each with the font that prints it."""
    first = _face(0, strong=strong)
    if first.letters.issuperset(text):
        yield first.name, text
        return
    font, piece = "", ""
    for index, word in enumerate(text.split(" ")):
        # A space is set in the font of the word before it.
        piece += " " if index else ""
        for word_font, part in _printable(word, strong):
            if word_font != font and piece:
                yield font or word_font, piece
                piece = ""
            font, piece = word_font, piece + part
    if piece:
        yield font or first.name, piece


class _LineSetter:
    """Collects words into lines."""

    def __init__(self, size: float, room: float) -> None:
        self._size = size
        self._room = room / size
        self._lines: list[Line] = []
        self._line: list[Span] = []
        self._used = 0.0
        self._pending_space = 0.0
        self._space_is_strong = False

    def add(self, word: list[Span]) -> None:
        """Adds a word, which may change its weight inside ("**Stop**, then")."""
        if not word:
            return
        wide = _width(word)
        if self._line and self._used + self._pending_space + wide > self._room:
            self._wrap()
        if self._pending_space:
            self._line.append(Span(" ", self._space_is_strong))
            self._used += self._pending_space
            self._pending_space = 0.0
        if wide > self._room:
            word = self._cut(word)
            wide = _width(word)
        self._line.extend(word)
        self._used += wide

    def space(self, *, strong: bool) -> None:
        if self._line:
            self._pending_space = _word_width(" ", strong)
            self._space_is_strong = strong

    def new_line(self) -> None:
        self._close()

    def finish(self) -> tuple[Line, ...]:
        if self._line or not self._lines:
            self._close()
        return tuple(self._lines)

    def _cut(self, word: list[Span]) -> list[Span]:
        """Closes lines with what fits of an endless word, and returns the rest."""
        text, strong = "".join(piece.text for piece in word), word[0].strong
        while _word_width(text, strong) > self._room:
            fits = 1
            while fits < len(text) and _word_width(text[: fits + 1], strong) <= self._room:
                fits += 1
            self._line.append(Span(text[:fits], strong))
            self._close()
            text = text[fits:]
        return [Span(text, strong)]

    def _wrap(self) -> None:
        # The space stays at the line's end: without it a reading voice joins two words.
        self._line.append(Span(" ", self._space_is_strong))
        self._close()

    def _close(self) -> None:
        runs: list[Run] = []
        x = 0.0
        for strong, spans in groupby(self._line, key=attrgetter("strong")):
            text = "".join(span.text for span in spans)
            for font, piece in runs_of(text, strong=strong):
                runs.append(Run(font, piece, x))
                x += pdfmetrics.stringWidth(piece, font, self._size)
        self._lines.append(Line(tuple(runs), x))
        self._line, self._used, self._pending_space = [], 0.0, 0.0


def _width(spans: Iterable[Span]) -> float:
    """Width at 1 pt."""
    return sum(_word_width(span.text, span.strong) for span in spans)


def _words(text: str) -> Iterator[tuple[str, str]]:
    """Words with the breaking space that ends each; no-break spaces belong to the word."""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        words = line.split(" ")
        for word in words[:-1]:
            yield word, " "
        yield words[-1], "\n" if index < len(lines) - 1 else ""


@lru_cache(maxsize=8192)
def _word_width(word: str, strong: bool) -> float:  # noqa: FBT001 - a cache key, not an option
    """Width at 1 pt."""
    return sum(pdfmetrics.stringWidth(piece, font, 1) for font, piece in _printable(word, strong))


def _printable(word: str, strong: bool) -> tuple[tuple[str, str], ...]:  # noqa: FBT001
    """A word in one font where one has all its letters, else letter by letter."""
    letters = set(word)
    for index in range(len(FAMILIES)):
        face = _face(index, strong=strong)
        if letters <= face.letters:
            return ((face.name, word),)
    return tuple(_printable_letter(letter, strong) for letter in word)


def _printable_letter(letter: str, strong: bool) -> tuple[str, str]:  # noqa: FBT001
    for index in range(len(FAMILIES)):
        face = _face(index, strong=strong)
        if letter in face.letters:
            return face.name, letter
    if _missing_glyphs_are_errors.get():
        raise MissingGlyph(f"no typeface prints U+{ord(letter):04X} {letter!r}")
    return _face(len(FAMILIES) - 1, strong=strong).name, PLACEHOLDER


@cache
def _face(index: int, *, strong: bool) -> _Face:
    family, regular, bold = FAMILIES[index]
    name = f"{family}-Bold" if strong else family
    content = files("reports").joinpath("fonts", bold if strong else regular).read_bytes()
    font = TTFont(name, BytesIO(content))
    pdfmetrics.registerFont(font)
    return _Face(name, frozenset(map(chr, font.face.charToGlyph)) - {"\n"})
