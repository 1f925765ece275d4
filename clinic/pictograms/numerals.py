"""Figures drawn with a pen: the same on screen and paper, without any typeface."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from clinic.pictograms.shapes import Path, Point, placed, polyline, smooth


class _Glyph(NamedTuple):
    width: float
    strokes: tuple[Path, ...]


def _six(*, upside_down: bool) -> Path:
    points = [
        (0.50, 0.93), (0.32, 1.0), (0.12, 0.84), (0.03, 0.5), (0.05, 0.2), (0.28, 0.0),
        (0.53, 0.1), (0.57, 0.36), (0.36, 0.57), (0.12, 0.47), (0.03, 0.28),
    ]  # fmt: skip
    return smooth([(0.6 - x, 1 - y) if upside_down else (x, y) for x, y in points], closed=False)


_GLYPHS: Final[Mapping[str, _Glyph]] = {
    "0": _Glyph(
        0.6,
        (
            smooth(
                [
                    (0.3, 1),
                    (0.53, 0.8),
                    (0.58, 0.5),
                    (0.53, 0.2),
                    (0.3, 0),
                    (0.07, 0.2),
                    (0.02, 0.5),
                    (0.07, 0.8),
                ]
            ),
        ),
    ),
    "1": _Glyph(0.5, (polyline((0.06, 0.78), (0.32, 1), (0.32, 0)),)),
    "2": _Glyph(
        0.6,
        (
            smooth(
                [
                    (0.03, 0.76),
                    (0.1, 0.92),
                    (0.3, 1),
                    (0.5, 0.92),
                    (0.56, 0.72),
                    (0.44, 0.48),
                    (0.04, 0.0),
                ],
                closed=False,
            ),
            polyline((0.04, 0), (0.58, 0)),
        ),
    ),
    "3": _Glyph(
        0.6,
        (
            smooth(
                [(0.05, 0.88), (0.28, 1), (0.52, 0.88), (0.48, 0.64), (0.24, 0.54)], closed=False
            ),
            smooth(
                [(0.24, 0.54), (0.5, 0.46), (0.57, 0.24), (0.42, 0.03), (0.2, 0), (0.02, 0.12)],
                closed=False,
            ),
        ),
    ),
    "4": _Glyph(0.62, (polyline((0.44, 0), (0.44, 1), (0, 0.3), (0.6, 0.3)),)),
    "5": _Glyph(
        0.6,
        (
            polyline((0.54, 1), (0.12, 1), (0.07, 0.55)),
            smooth(
                [
                    (0.07, 0.55),
                    (0.3, 0.64),
                    (0.53, 0.52),
                    (0.57, 0.3),
                    (0.47, 0.08),
                    (0.25, 0),
                    (0.02, 0.1),
                ],
                closed=False,
            ),
        ),
    ),
    "6": _Glyph(0.6, (_six(upside_down=False),)),
    "7": _Glyph(0.6, (polyline((0.02, 1), (0.57, 1), (0.22, 0)),)),
    "8": _Glyph(
        0.6,
        (
            smooth([(0.3, 1), (0.51, 0.9), (0.51, 0.66), (0.3, 0.55), (0.09, 0.66), (0.09, 0.9)]),
            smooth([(0.3, 0.55), (0.55, 0.42), (0.55, 0.12), (0.3, 0), (0.05, 0.12), (0.05, 0.42)]),
        ),
    ),
    "9": _Glyph(0.6, (_six(upside_down=True),)),
    "s": _Glyph(
        0.46,
        (
            smooth(
                [
                    (0.42, 0.58),
                    (0.22, 0.66),
                    (0.05, 0.54),
                    (0.14, 0.39),
                    (0.34, 0.29),
                    (0.43, 0.13),
                    (0.22, 0),
                    (0.02, 0.08),
                ],
                closed=False,
            ),
        ),
    ),
    "×": _Glyph(0.5, (polyline((0.02, 0.1), (0.48, 0.58)), polyline((0.02, 0.58), (0.48, 0.1)))),
    "!": _Glyph(0.2, (polyline((0.1, 1), (0.1, 0.36)), polyline((0.1, 0.02), (0.1, 0)))),
    "…": _Glyph(
        0.8,
        (
            polyline((0.1, 0.04), (0.1, 0.02)),
            polyline((0.4, 0.04), (0.4, 0.02)),
            polyline((0.7, 0.04), (0.7, 0.02)),
        ),
    ),
    " ": _Glyph(0.2, ()),
}
APART: Final = 0.24
"""Between two figures, in parts of their height; the pen takes its share of it."""


def written(text: str, at: Point, size: float) -> tuple[Path, ...]:
    """The pen strokes of a number, its lower left at a place and as high as `size`.

    Raises:
        ValueError: the text holds anything but figures, `s`, `×` and `!`.
    """
    x, y = at
    paths: list[Path] = []
    for letter in text:
        glyph = _find(letter)
        paths.extend(placed(path, (x, y), scale=size) for path in glyph.strokes)
        x += (glyph.width + APART) * size
    return tuple(paths)


def written_width(text: str, size: float) -> float:
    """How wide a number is when it is `size` high."""
    return (sum(_find(letter).width + APART for letter in text) - APART) * size


def _find(letter: str) -> _Glyph:
    if letter not in _GLYPHS:
        raise ValueError(f"a picture writes numbers only, not {letter!r}")
    return _GLYPHS[letter]
