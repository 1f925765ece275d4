"""What a drawing is made of once it was read: outlines with their paint, and nothing else."""

from dataclasses import dataclass
from math import cos, isfinite, radians, sin, tan
from typing import Final, NamedTuple

LARGEST_NUMBER: Final = 1e7


class SvgRefused(ValueError):
    """A drawing that is not taken. The message is a sentence that says what is in the way."""


class Segment(NamedTuple):
    """A piece of an outline: M or L to a point, C a curve with two handles, Z back to the start."""

    kind: str
    points: tuple[float, ...] = ()


class Colour(NamedTuple):
    """Red, green, blue and how opaque it is, each from 0 to 255."""

    red: int
    green: int
    blue: int
    alpha: int = 255


class Matrix(NamedTuple):
    """An affine map: x' = ax + cy + e, y' = bx + dy + f."""

    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    e: float = 0
    f: float = 0

    def times(self, inner: "Matrix") -> "Matrix":
        """First the inner map, then this one."""
        return Matrix(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            self.a * inner.e + self.c * inner.f + self.e,
            self.b * inner.e + self.d * inner.f + self.f,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """An outline with its paint, in the coordinates of `matrix`.

    Attributes:
        even_odd: whether holes are told by counting lines, not by their direction.
        cap, join: of the stroke, as SVG names them.
    """

    outline: tuple[Segment, ...]
    matrix: Matrix
    fill: Colour | None
    stroke: Colour | None
    stroke_width: float = 1
    even_odd: bool = False
    cap: str = "butt"
    join: str = "miter"


@dataclass(frozen=True, kw_only=True, slots=True)
class SvgDrawing:
    """Shapes, the first at the bottom, seen through a window: left, top, width and height."""

    window: tuple[float, float, float, float]
    shapes: tuple[Shape, ...]


def coats(drawing: SvgDrawing) -> float:
    """How often the whole window would be painted over, if each shape filled its bounds.

    What it takes to paint a drawing grows with it.
    """
    left, top, width, height = drawing.window
    total = 0.0
    for shape in drawing.shapes:
        points = [point for segment in shape.outline for point in _corners(segment)]
        m = shape.matrix
        reach = shape.stroke_width * max(map(abs, m[:4])) if shape.stroke else 0.0
        xs = [m.a * x + m.c * y + m.e for x, y in points]
        ys = [m.b * x + m.d * y + m.f for x, y in points]
        across = min(max(xs) + reach, left + width) - max(min(xs) - reach, left)
        down = min(max(ys) + reach, top + height) - max(min(ys) - reach, top)
        total += max(across, 0) / width * max(down, 0) / height
    return total


def _corners(segment: Segment) -> list[tuple[float, float]]:
    return list(zip(segment.points[::2], segment.points[1::2], strict=True))


def checked(number: float) -> float:
    """A number of a drawing.

    Raises:
        SvgRefused: it is larger than any drawing needs.
    """
    if not isfinite(number) or abs(number) > LARGEST_NUMBER:
        raise SvgRefused("This SVG drawing has a number that no drawing needs.")
    return number


def moved(kind: str, numbers: tuple[float, ...]) -> Matrix | None:
    """The matrix of one SVG transform function; None when it is none.

    Source: SVG 1.1, section 7.6.
    """
    match kind, numbers:
        case "matrix", (a, b, c, d, e, f):
            return Matrix(a, b, c, d, e, f)
        case "translate", (x, *rest) if len(rest) < 2:  # noqa: PLR2004 - x, or x and y
            return Matrix(e=x, f=rest[0] if rest else 0)
        case "scale", (x, *rest) if len(rest) < 2:  # noqa: PLR2004 - x, or x and y
            return Matrix(a=x, d=rest[0] if rest else x)
        case "rotate", (angle,):
            turn = radians(angle)
            return Matrix(cos(turn), sin(turn), -sin(turn), cos(turn))
        case "rotate", (angle, x, y):
            turned = moved("rotate", (angle,)) or Matrix()
            return Matrix(e=x, f=y).times(turned).times(Matrix(e=-x, f=-y))
        case "skewX", (angle,):
            return Matrix(c=tan(radians(angle)))
        case "skewY", (angle,):
            return Matrix(b=tan(radians(angle)))
        case _:
            return None
