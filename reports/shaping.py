"""Letters that join, change or carry marks: which glyphs print them, and where each stands."""

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import count, groupby
from typing import Any, Final, NamedTuple

import uharfbuzz
from reportlab.pdfbase import pdfmetrics

from reports import faces
from reports.tagging.reportlab_fixes import means

# Only what the script needs to be right: no ornament that would change a name's look.
FEATURES: Final = {"kern": True, "liga": True, "dlig": False}
PRIVATE_LETTERS: Final = range(0xF0000, 0x10F000)
_numbers: Final = count(PRIVATE_LETTERS.start)
# What the second glyph of a syllable says, since the first says all of it.
NOTHING: Final = "\u200b"
ROUNDING_ERROR: Final = 1e-6  # of a font's unit


class Glyphs(NamedTuple):
    """Neighbouring glyphs, as letters of the font, drawn from one point; in parts of the size.

    `says` is what they print, where they are not one glyph after another what is read.
    """

    text: str
    x: float
    y: float
    says: str = ""


class Shaped(NamedTuple):
    """A piece of text as it is printed: its glyphs in the order of reading, its width at 1 pt."""

    glyphs: tuple[Glyphs, ...]
    width: float


class _Glyph(NamedTuple):
    number: int
    cluster: int
    x: float
    y: float
    advance: float


@lru_cache(maxsize=8192)
def shape(text: str, font: str, rtl: bool) -> Shaped:  # noqa: FBT001 - a cache key
    """Shapes a piece of one font and one direction.

    Args:
        text: in the order in which it is read.
        font: by the name ReportLab knows it under.
        rtl: whether it runs from right to left; brackets are then turned round.
    """
    glyphs, width = _placed(text, font, rtl=rtl)
    # Drawn in the order of reading, wherever they stand: so a voice needs no geometry.
    clusters = [list(found) for _, found in groupby(glyphs, key=lambda glyph: glyph.cluster)]
    clusters.sort(key=lambda cluster: cluster[0].cluster)
    ends = [cluster[0].cluster for cluster in clusters[1:]] + [len(text)]
    drawn: list[Glyphs] = []
    for cluster, end in zip(clusters, ends, strict=True):
        drawn.extend(_letters(cluster, text[cluster[0].cluster : end], font))
    return Shaped(tuple(drawn), width)


@lru_cache(maxsize=8192)
def shaped_width(text: str, font: str, rtl: bool) -> float:  # noqa: FBT001 - a cache key
    """The width at 1 pt that `shape` gives, where its glyphs are not wanted yet."""
    advances = (position.x_advance for position in _shaped(text, font, rtl=rtl).glyph_positions)
    return float(sum(advances) / _font(font).face.upem)


def _shaped(text: str, font: str, *, rtl: bool) -> Any:  # noqa: ANN401 - HarfBuzz has no types
    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    uharfbuzz.shape(_font(font), buffer, FEATURES)
    return buffer


def _placed(text: str, font: str, *, rtl: bool) -> tuple[list[_Glyph], float]:
    """The glyphs from left to right, in parts of the size."""
    buffer = _shaped(text, font, rtl=rtl)
    em = _font(font).face.upem
    placed: list[_Glyph] = []
    x = 0.0
    for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        placed.append(
            _Glyph(
                info.codepoint,
                info.cluster,
                (x + at.x_offset) / em,
                at.y_offset / em,
                _font(font).get_glyph_h_advance(info.codepoint) / em,
            )
        )
        x += at.x_advance
    return placed, x / em


def _letters(cluster: list[_Glyph], says: str, font: str) -> Iterator[Glyphs]:
    """What draws the letters of one cluster; glyphs that follow one another go together."""
    told = [says] + [NOTHING] * (len(cluster) - 1)
    is_whole = len(cluster) == 1
    text, start, follows = "", cluster[0], cluster[0].x
    for glyph, saying in zip(cluster, told, strict=True):
        letter = _as_letter(font, glyph.number, saying)
        if text and (glyph.y != start.y or abs(glyph.x - follows) > ROUNDING_ERROR):
            yield Glyphs(text, start.x, start.y, says)
            text, start, says = "", glyph, NOTHING
        text += letter
        follows = glyph.x + glyph.advance
    yield Glyphs(text, start.x, start.y, "" if is_whole else says)


@cache
def _font(name: str) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(faces.font_bytes(name)))


@cache
def _as_letter(font: str, glyph: int, says: str) -> str:
    """A private letter of ReportLab's font that prints this glyph.

    Its number is written nowhere: a file names glyphs by their place, and tells what they mean.
    """
    if says != NOTHING and len(means) >= len(PRIVATE_LETTERS):
        # More syllables than any clinic has names: the text beside the glyphs still tells them.
        return _as_letter(font, glyph, NOTHING)
    letter = next(_numbers)
    means[letter] = says
    known: Any = pdfmetrics.getFont(font)  # the stubs leave out its face
    known.face.charToGlyph[letter] = glyph
    em = _font(font).face.upem
    known.face.charWidths[letter] = _font(font).get_glyph_h_advance(glyph) * 1000 / em
    return chr(letter)
