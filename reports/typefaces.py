"""Sets text into lines: how wide a word is, where a line breaks, where each piece of it stands."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics

from reports import bidi, faces, scripts
from reports.faces import MissingGlyph, missing_glyphs_as_errors
from reports.measuring import Span, fitting_letters, width_of, word_width
from reports.shaping import Glyphs, shape

__all__ = ["MissingGlyph", "Span", "missing_glyphs_as_errors"]

ORPHAN = 2  # a letter and its full stop
MOST_LETTERS = 400  # on a line; more of them would be too small to see


class Run(NamedTuple):
    """A piece of a line in one font, from `x` on.

    `glyphs` draw a text whose letters join or turn round; without them the letters are drawn.
    """

    font: str
    text: str
    x: float
    language: str = ""
    glyphs: tuple[Glyphs, ...] = ()


class Line(NamedTuple):
    """One line of set text and its width in pt; its runs are in the order of reading."""

    runs: tuple[Run, ...]
    width: float
    from_right: bool = False


class _Piece(NamedTuple):
    """A part of a line in one font, one weight and one direction."""

    text: str
    font: str
    level: int
    language: str = ""


def font_name(*, strong: bool = False) -> str:
    """The first font's name as ReportLab knows it; made known when first asked for."""
    return faces.first_face(strong=strong).name


def width(spans: Iterable[Span], size: float) -> float:
    """Width of a text on one line, in pt."""
    return width_of([Span(faces.printable(span.text), span.strong) for span in spans]) * size


def break_lines(spans: Iterable[Span], size: float, room: float) -> tuple[Line, ...]:
    """Sets text into lines no wider than the room; a word too long is cut between letters.

    Args:
        spans: the text, in pieces of one weight; a line feed begins a new line.
        size: in pt.
        room: width of the column, in pt.

    Raises:
        MissingGlyph: a character cannot be printed, inside `missing_glyphs_as_errors()`.
    """
    return _broken(tuple(spans), size, room, faces.is_strict())


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
        for piece, ends_with in _words(faces.printable(span.text)):
            if piece:
                word.append(span._replace(text=piece))
            if ends_with is None:
                continue
            setter.add(word)
            word = []
            if ends_with == "\n":
                setter.new_line()
            elif ends_with:
                setter.space(span)
    setter.add(word)
    return setter.finish()


class _LineSetter:
    """Collects words into lines."""

    def __init__(self, size: float, room: float) -> None:
        self._size = size
        self._room = room / size
        self._paragraphs: list[list[list[Span]]] = [[]]
        self._line: list[Span] = []
        self._used = 0.0
        self._pending_space = 0.0
        self._space = Span(" ")

    def add(self, word: list[Span]) -> None:
        """Adds a word, which may change its weight inside ("**Stop**, then")."""
        if not word:
            return
        wide = width_of(word)
        if self._line and self._used + self._pending_space + wide > self._room:
            self._wrap()
        if self._pending_space:
            self._line.append(self._space)
            self._used += self._pending_space
            self._pending_space = 0.0
        if wide > self._room:
            word = self._cut(word)
            wide = width_of(word)
        self._line.extend(word)
        self._used += wide

    def space(self, inside: Span) -> None:
        if self._line:
            self._pending_space = word_width(" ", inside.strong)
            self._space = inside._replace(text=" ")

    def new_line(self) -> None:
        self._close()
        self._paragraphs.append([])

    def finish(self) -> tuple[Line, ...]:
        if self._line or not self._paragraphs[-1]:
            self._close()
        paragraphs = map(_without_orphan, self._paragraphs)
        return tuple(line for lines in paragraphs for line in _set_paragraph(lines, self._size))

    def _cut(self, word: list[Span]) -> list[Span]:
        """Closes lines with what fits of an endless word, and returns the rest."""
        text, strong = "".join(piece.text for piece in word), word[0].strong
        part = word[0]._replace
        while len(text) > MOST_LETTERS or word_width(text, strong) > self._room:
            fits = fitting_letters(text[:MOST_LETTERS], self._room, strong=strong)
            self._line.append(part(text=text[:fits]))
            self._close()
            text = text[fits:]
        return [part(text=text)]

    def _wrap(self) -> None:
        # The space stays at the line's end: without it a reading voice joins two words.
        if self._pending_space:
            self._line.append(self._space)
        self._close()

    def _close(self) -> None:
        self._paragraphs[-1].append(self._line)
        self._line, self._used, self._pending_space = [], 0.0, 0.0


def _without_orphan(lines: list[list[Span]]) -> list[list[Span]]:
    """The lines of a paragraph; a Chinese letter left alone on the last gets company."""
    last = "".join(span.text for span in lines[-1]) if lines else ""
    if len(lines) == 1 or len(last) > ORPHAN or not scripts.EAST_ASIAN.search(last):
        return lines
    *above, before = lines[-2]
    # Each piece of a line is a part before which a line may begin.
    if not above or not scripts.EAST_ASIAN.search(before.text):
        return lines
    return [*lines[:-2], above, [before, *lines[-1]]]


def _set_paragraph(lines: Sequence[list[Span]], size: float) -> Iterator[Line]:
    text = "".join(span.text for line in lines for span in line)
    if not scripts.SHAPED.search(text):
        yield from (_set_line(_plain_pieces(line), size) for line in lines)
        return
    # Directions are those of the whole paragraph: a line's end does not change them.
    base, levels = _directions([span for line in lines for span in line])
    start = 0
    for line in lines:
        end = start + sum(len(span.text) for span in line)
        yield _set_line(_turned_pieces(line, levels[start:end], base), size, base=base)
        start = end


def _directions(spans: Sequence[Span]) -> tuple[int, tuple[int, ...]]:
    """The direction of a paragraph, and the level of each of its letters.

    A line in which something stands apart is a document's own: all their languages run from left
    to right.
    """
    stretches = [
        (apart, "".join(span.text for span in found))
        for apart, found in groupby(spans, key=attrgetter("apart"))
    ]
    text = "".join(said for _, said in stretches)
    base = 0 if any(apart for apart, _ in stretches) else bidi.base_level(text)
    return base, bidi.levels_of_stretches(stretches, base)


def _set_line(pieces: Iterable[_Piece], size: float, *, base: int = 0) -> Line:
    made = [(piece, *_drawn(piece, size)) for piece in pieces]
    x = 0.0
    starts: dict[int, float] = {}
    order = bidi.in_visual_order(range(len(made)), [piece.level for piece, _, _ in made])
    for index in order:
        starts[index] = x
        x += made[index][2]
    runs = [
        Run(
            piece.font,
            piece.text,
            starts[index],
            scripts.language_of(piece.text) or piece.language,
            glyphs,
        )
        for index, (piece, glyphs, _) in enumerate(made)
    ]
    return Line(tuple(runs), x, bool(base))


def _drawn(piece: _Piece, size: float) -> tuple[tuple[Glyphs, ...], float]:
    """The glyphs of a piece whose letters do not simply follow one another, and its width."""
    if piece.level % 2 or scripts.SHAPED.search(piece.text):
        shaped = shape(piece.text, piece.font, bool(piece.level % 2))
        return shaped.glyphs, shaped.width * size
    return (), pdfmetrics.stringWidth(piece.text, piece.font, size)


def _plain_pieces(line: Sequence[Span]) -> Iterator[_Piece]:
    for (strong, language), spans in groupby(line, key=attrgetter("strong", "language")):
        text = "".join(span.text for span in spans)
        for font, piece in _runs_of(text, strong=strong):
            yield _Piece(piece, font, 0, language)


def _turned_pieces(line: Sequence[Span], levels: Sequence[int], base: int) -> Iterator[_Piece]:
    """The pieces of a line with their levels; its last space has the paragraph's (rule L1)."""
    text = "".join(span.text for span in line)
    kept = len(text.rstrip(" "))
    levels = [*levels[:kept], *(base for _ in text[kept:])]
    fonts = [
        font
        for strong, spans in groupby(line, key=attrgetter("strong"))
        for font, piece in _runs_of("".join(span.text for span in spans), strong=strong)
        for _ in piece
    ]
    for (font, level), letters in groupby(
        zip(fonts, levels, text, strict=True), key=lambda found: (found[0], found[1])
    ):
        yield _Piece("".join(letter for _, _, letter in letters), font, level)


def _runs_of(text: str, *, strong: bool) -> Iterator[tuple[str, str]]:
    """The text in pieces, each with the font that prints it."""
    first = faces.first_face(strong=strong)
    if first.letters.issuperset(text):
        yield first.name, text
        return
    font, piece = "", ""
    for index, word in enumerate(text.split(" ")):
        # A space is set in the font of the word before it.
        piece += " " if index else ""
        for word_font, part in faces.by_font(word, strong=strong) if word else ():
            if word_font != font and piece:
                yield font or word_font, piece
                piece = ""
            font, piece = word_font, piece + part
    if piece:
        yield font or first.name, piece


def _words(text: str) -> Iterator[tuple[str, str | None]]:
    """Words with what ends each: a space, a line feed, "" where a line may end, None at the end.

    No-break spaces belong to the word.
    """
    divides = bool(scripts.EAST_ASIAN.search(text))
    if divides:
        text = scripts.number_kept_with_unit(text)
    lines = text.split("\n")
    for index, line in enumerate(lines):
        words = line.split(" ")
        for at, word in enumerate(words):
            parts = [*scripts.breakable_parts(word)] if divides and word else [word]
            yield from ((part, "") for part in parts[:-1])
            if at < len(words) - 1:
                yield parts[-1], " "
            else:
                yield parts[-1], "\n" if index < len(lines) - 1 else None
