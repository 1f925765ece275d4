"""What a page is drawn with, in the words of PDF; numbers in hundredths of a point.

Lines and dots are written here because a report has a thousand: ReportLab's canvas writes the same,
but asks about each number what it is.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from reportlab.lib.colors import Color

# Where the handles of a curve stand that is a quarter of a circle, as parts of the radius.
QUARTER: Final = 0.5523


@lru_cache(maxsize=64)
def fill_code(colour: Color) -> str:
    """Fills are in this colour from here on."""
    return f"{_parts(colour)} rg"


@lru_cache(maxsize=64)
def pen_code(colour: Color, width: float, dash: Sequence[float] = ()) -> str:
    """Lines are in this colour and width from here on, with dashes and gaps or without.

    Args:
        colour: of the line.
        width: in pt.
        dash: lengths of a dash and a gap, in pt; whole lines without.
    """
    dashes = " ".join(f"{length:g}" for length in dash)
    return f"{_parts(colour)} RG {width:g} w [{dashes}] 0 d"


def path(points: Iterable[tuple[float, float]]) -> str:
    """Straight lines from point to point."""
    (x, y), *others = points
    return " ".join([f"{x:.2f} {y:.2f} m", *(f"{x:.2f} {y:.2f} l" for x, y in others)])


def open_path(points: Iterable[tuple[float, float]]) -> str:
    """Straight lines from point to point, drawn."""
    return f"{path(points)} S"


@lru_cache(maxsize=64)
def circle(radius: float) -> str:
    """A circle round the origin, as four curves."""
    r, h = radius, radius * QUARTER
    curves = (
        (r, h, h, r, 0, r),
        (-h, r, -r, h, -r, 0),
        (-r, -h, -h, -r, 0, -r),
        (h, -r, r, -h, r, 0),
    )
    return " ".join(
        [f"{r:.2f} 0 m", *(" ".join(f"{at:.2f}" for at in curve) + " c" for curve in curves), "h"]
    )


def _parts(colour: Color) -> str:
    return f"{colour.red:.4g} {colour.green:.4g} {colour.blue:.4g}"
