"""Reads an SVG file into shapes, by a list of what is taken; all else is refused or left out.

Source: SVG 1.1, chapters 5, 7, 9 and 11.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from clinic.web.svg.elements import Element, parsed, walk
from clinic.web.svg.outlines import (
    MOST_SEGMENTS,
    ellipse,
    numbers_in,
    path_outline,
    polygon,
    rectangle,
)
from clinic.web.svg.shapes import (
    Matrix,
    Segment,
    Shape,
    SvgDrawing,
    SvgRefused,
    checked,
    coats,
    moved,
)
from clinic.web.svg.styles import Rules, Style, styled, with_opacity

MOST_COATS: Final = 60  # some seconds to paint, at most
LONGEST_WAY: Final = 20  # one side may be so many times the other

GROUPS: Final = frozenset({"svg", "g"})
DRAWN: Final = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
# What draws nothing where it stands. What would use it is refused.
SILENT: Final = frozenset({"title", "desc", "metadata", "defs"})
REFUSED_WORDS: Final[Mapping[str, str]] = {
    "script": "a program",
    "foreignObject": "a web page",
    "image": "a picture inside",
    "a": "a link",
    "text": "letters as text, not as outlines",
    "use": "parts that are used twice",
}
# Source: CSS, absolute lengths in px.
UNITS: Final = {
    "": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4,
}  # fmt: skip
_LENGTH: Final = re.compile(
    r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(px|pt|pc|in|cm|mm)?\s*", re.ASCII
)
_TRANSFORM: Final = re.compile(r"[\s,]*([A-Za-z]+)\s*\(([^()]*)\)")


def read_svg(raw: bytes) -> SvgDrawing:
    """The drawing in a file.

    Raises:
        SvgRefused: it is no SVG drawing, or has more than simple shapes in plain colours. The
            message is a sentence that says what is in the way.
    """
    root = parsed(raw)
    rules = Rules()
    for element in walk(root):
        if element.name == "style":
            rules.read("".join(element.text))
    shapes = tuple(_shapes(root, Style(), Matrix(), rules))
    if sum(len(shape.outline) for shape in shapes) > MOST_SEGMENTS:
        raise SvgRefused("This SVG drawing is too fine for a logo.")
    if not shapes:
        raise SvgRefused("This SVG drawing has nothing in it that is drawn.")
    drawing = SvgDrawing(window=_window(root), shapes=shapes)
    if coats(drawing) > MOST_COATS:
        raise SvgRefused("This SVG drawing has too many parts over one another.")
    return drawing


def _shapes(element: Element, parent: Style, around: Matrix, rules: Rules) -> Iterator[Shape]:
    name, attributes = element.name, element.attributes
    if name == "style" or name in SILENT:
        _refuse_inside(element)
        return
    if name not in GROUPS | DRAWN:
        what = REFUSED_WORDS.get(name, f"a part of the kind “{name[:30]}”")
        raise SvgRefused(f"This SVG drawing has {what}.")
    style = styled(parent, rules.declared(attributes))
    if not style.displayed:
        return
    matrix = around.times(_transform(attributes.get("transform", "")))
    if name in GROUPS:
        yield from _shapes_inside(element, style, matrix, rules)
        return
    shape = _shape(_outline(name, attributes), matrix, style)
    if shape is not None:
        yield shape


def _shapes_inside(group: Element, style: Style, matrix: Matrix, rules: Rules) -> Iterator[Shape]:
    if style.opacity < 1:
        raise SvgRefused("This SVG drawing has a group that one can see through.")
    for child in group.children:
        if child.name == "svg":
            raise SvgRefused("This SVG drawing has another one inside.")
        yield from _shapes(child, style, matrix, rules)


def _refuse_inside(element: Element) -> None:
    """A program is refused wherever it stands, though nothing here would run it."""
    for inner in walk(element):
        if inner.name in {"script", "foreignObject"}:
            raise SvgRefused(f"This SVG drawing has {REFUSED_WORDS[inner.name]}.")


def _shape(outline: tuple[Segment, ...], matrix: Matrix, style: Style) -> Shape | None:
    fill = with_opacity(style.fill, style.fill_opacity * style.opacity)
    stroke = with_opacity(style.stroke, style.stroke_opacity * style.opacity)
    if not style.stroke_width:
        stroke = None
    if not style.visible or not outline or (fill is None and stroke is None):
        return None
    for number in matrix:
        checked(number)
    return Shape(
        outline=outline,
        matrix=matrix,
        fill=fill,
        stroke=stroke,
        stroke_width=style.stroke_width,
        even_odd=style.even_odd,
        cap=style.cap,
        join=style.join,
    )


def _outline(name: str, attributes: Mapping[str, str]) -> tuple[Segment, ...]:
    def at(key: str, default: str = "0") -> float:
        return _length(attributes.get(key, default))

    match name:
        case "path":
            return path_outline(attributes.get("d", ""))
        case "rect":
            rx = at("rx", attributes.get("ry", "0"))
            ry = at("ry", attributes.get("rx", "0"))
            width, height = at("width"), at("height")
            if width <= 0 or height <= 0:
                return ()
            return rectangle(at("x"), at("y"), width=width, height=height, rx=rx, ry=ry)
        case "circle":
            return ellipse(at("cx"), at("cy"), at("r"), at("r")) if at("r") > 0 else ()
        case "ellipse":
            rx, ry = at("rx"), at("ry")
            return ellipse(at("cx"), at("cy"), rx, ry) if rx > 0 and ry > 0 else ()
        case "line":
            return polygon((at("x1"), at("y1"), at("x2"), at("y2")), closed=False)
        case _:
            points = numbers_in(attributes.get("points", ""))
            return polygon(points, closed=name == "polygon")


def _transform(text: str) -> Matrix:
    matrix = Matrix()
    at = 0
    while text[at:].strip(" \t\r\n,"):
        found = _TRANSFORM.match(text, at)
        step = moved(found[1], numbers_in(found[2])) if found else None
        if found is None or step is None:
            raise SvgRefused("This SVG drawing has numbers that cannot be read.")
        matrix, at = matrix.times(step), found.end()
    return matrix


def _window(root: Element) -> tuple[float, float, float, float]:
    box = numbers_in(root.attributes.get("viewBox", ""))
    if not box:
        sides = (_length(root.attributes.get(side, "0")) for side in ("width", "height"))
        box = (0, 0, *sides)
    if len(box) != 4 or min(box[2:]) <= 0:  # noqa: PLR2004 - left, top, width, height
        raise SvgRefused("This SVG drawing does not say how large it is.")
    left, top, width, height = box
    if max(width, height) > LONGEST_WAY * min(width, height):
        raise SvgRefused("This SVG drawing is too long and thin for paper.")
    return left, top, width, height


def _length(text: str) -> float:
    found = _LENGTH.fullmatch(text)
    if found is None:
        raise SvgRefused("This SVG drawing has lengths that cannot be read.")
    return checked(float(found[1]) * UNITS[found[2] or ""])
