"""What a painter is given: simple marks with their role, in painting order, y downwards."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from markupsafe import Markup

from clinic.plotting.svg import listed, painted

Anchor = Literal["start", "middle", "end"]

# Marks are named tuples, not dataclasses: a page draws hundreds, and these are made three times
# faster.


class RectMark(NamedTuple):
    """A filled box: error band, level, pause."""

    role: str
    x: float
    y: float
    width: float
    height: float
    title: str = ""
    kind: Literal["rect"] = "rect"


class LineMark(NamedTuple):
    """A straight line: axis, tick, cut-off, baseline, rule."""

    role: str
    x1: float
    y1: float
    x2: float
    y2: float
    kind: Literal["line"] = "line"


class CurveMark(NamedTuple):
    """The line through comparable results."""

    role: str
    points: tuple[tuple[float, float], ...]
    kind: Literal["curve"] = "curve"


class DotMark(NamedTuple):
    """One result, or the ring round an amended one."""

    role: str
    x: float
    y: float
    radius: float
    title: str = ""
    kind: Literal["dot"] = "dot"


class CrossMark(NamedTuple):
    """A test the patient was not able to do, at the worst edge."""

    role: str
    x: float
    y: float
    arm: float
    title: str = ""
    kind: Literal["cross"] = "cross"


class TriangleMark(NamedTuple):
    """A fall (filled) or near fall; x and y are its tip."""

    role: str
    x: float
    y: float
    half: float
    height: float
    title: str = ""
    kind: Literal["triangle"] = "triangle"


class ArrowMark(NamedTuple):
    """The arrow that points to better: from tail to head."""

    role: str
    x: float
    y_tail: float
    y_head: float
    wing: float
    kind: Literal["arrow"] = "arrow"


class TextMark(NamedTuple):
    """A short label; x and y are the anchor on the text's baseline."""

    role: str
    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    kind: Literal["text"] = "text"


Mark = RectMark | LineMark | CurveMark | DotMark | CrossMark | TriangleMark | ArrowMark | TextMark


class ChartRow(NamedTuple):
    """One line of the table beside the picture."""

    day: str
    value: str
    remark: str


@dataclass(frozen=True, kw_only=True)
class ChartGeometry:
    """A finished drawing: marks for the painter, a sentence and a table for everybody."""

    title: str
    width: float
    height: float
    text_size: float
    sentence: str
    value_heading: str
    marks: tuple[Mark, ...]
    rows: tuple[ChartRow, ...]

    @cached_property
    def painted(self) -> Markup:
        """The marks as SVG, to stand inside an element of this width and height."""
        return painted(self.marks)

    @cached_property
    def listed(self) -> Markup:
        """The rows as those of a table, to stand inside its body."""
        return listed(self.rows)

    def of_role(self, role: str) -> tuple[Mark, ...]:
        """The marks of one role, in painting order."""
        return tuple(mark for mark in self.marks if mark.role == role)
