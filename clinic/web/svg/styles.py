"""How shapes are painted: presentation attributes, class rules and style attributes, as one.

Source: SVG 1.1, chapters 6 and 11. What would be drawn otherwise than it is meant is refused.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from PIL import ImageColor

from clinic.web.svg.shapes import Colour, SvgRefused

BLACK: Final = Colour(0, 0, 0)
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE: Final = re.compile(r"([^{}]*)\{([^{}]*)\}")
_CLASS: Final = re.compile(r"\.([A-Za-z_][\w-]*)")
_NUMBER: Final = re.compile(
    r"([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(px|%)?", re.ASCII | re.IGNORECASE
)
MOST_RULES: Final = 500

PAINTS: Final = frozenset({
    "fill", "stroke", "stroke-width", "fill-rule", "stroke-linecap", "stroke-linejoin",
    "fill-opacity", "stroke-opacity", "opacity", "color", "display", "visibility",
})  # fmt: skip
# What changes the look and is not drawn here: only its usual value is taken.
_USUAL_ONLY: Final[Mapping[str, frozenset[str]]] = {
    "stroke-dasharray": frozenset({"none", "0"}),
    "mask": frozenset({"none"}),
    "clip-path": frozenset({"none"}),
    "filter": frozenset({"none"}),
    "marker": frozenset({"none"}),
    "marker-start": frozenset({"none"}),
    "marker-mid": frozenset({"none"}),
    "marker-end": frozenset({"none"}),
    "mix-blend-mode": frozenset({"normal"}),
    "paint-order": frozenset({"normal", "fill", "fill stroke", "fill stroke markers"}),
    "vector-effect": frozenset({"none"}),
    "transform-origin": frozenset({"0 0", "0px 0px"}),
}
_WORDS: Final[Mapping[str, str]] = {
    "stroke-dasharray": "dashed lines",
    "mask": "a mask",
    "clip-path": "a clipped part",
    "filter": "a filter, such as a shadow",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Style:
    """The paint that holds for an element; what is inside it inherits it."""

    fill: Colour | None = BLACK
    stroke: Colour | None = None
    colour: Colour = BLACK
    fill_opacity: float = 1
    stroke_opacity: float = 1
    opacity: float = 1  # of the element itself
    stroke_width: float = 1
    even_odd: bool = False
    cap: str = "butt"
    join: str = "miter"
    visible: bool = True
    displayed: bool = True


@dataclass(slots=True)
class Rules:
    """What a drawing's style sheets say of each class, in order."""

    by_class: dict[str, dict[str, str]] = field(default_factory=dict)

    def read(self, sheet: str) -> None:
        """Adds a sheet.

        Raises:
            SvgRefused: it has more than rules for classes.
        """
        rest = _COMMENT.sub("", sheet)
        if "@" in rest or "\\" in rest or len(_RULE.findall(rest)) > MOST_RULES:
            raise SvgRefused("This SVG drawing has a style sheet that is not simple.")
        for selectors, body in _RULE.findall(rest):
            for selector in selectors.split(","):
                named = _CLASS.fullmatch(selector.strip())
                if named is None:
                    raise SvgRefused("This SVG drawing has a style sheet that is not simple.")
                self.by_class.setdefault(named[1], {}).update(declarations(body))
        if _RULE.sub("", rest).strip():
            raise SvgRefused("This SVG drawing has a style sheet that is not simple.")

    def declared(self, attributes: Mapping[str, str]) -> dict[str, str]:
        """What holds for an element: its attributes, over that its classes, over that its style."""
        named = attributes.get("class", "").split()
        known = (*PAINTS, *_USUAL_ONLY)
        told = {name: attributes[name].strip() for name in known if name in attributes}
        for name, rule in self.by_class.items():
            if name in named:
                told |= rule
        return told | declarations(attributes.get("style", ""))


def declarations(text: str) -> dict[str, str]:
    """The properties of a style attribute or a rule."""
    found = {}
    for one in _COMMENT.sub("", text).split(";"):
        name, colon, value = one.partition(":")
        if colon:
            found[name.strip().lower()] = value.replace("!important", "").strip()
    if "transform" in found:
        raise SvgRefused("This SVG drawing moves its parts by styles.")
    return found


def styled(parent: Style, told: Mapping[str, str]) -> Style:
    """The style of an element in a parent.

    Raises:
        SvgRefused: it is painted in a way that is not taken.
    """
    for name, usual in _USUAL_ONLY.items():
        if told.get(name, "none").lower() not in usual | {"none", "inherit"}:
            raise SvgRefused(f"This SVG drawing has {_WORDS.get(name, 'lines of a special kind')}.")
    colour = _colour(told["color"], parent.colour) if "color" in told else parent.colour
    changes: dict[str, Any] = {"colour": colour or BLACK, "opacity": 1.0}
    for name, value in told.items():
        if value.lower() == "inherit":
            continue
        if name in {"fill", "stroke"}:
            changes[name] = _colour(value, changes["colour"])
        elif name in _READ:
            field_name, read = _READ[name]
            changes[field_name] = read(value.lower())
    return replace(parent, **changes)


def with_opacity(colour: Colour | None, opacity: float) -> Colour | None:
    """The colour, seen through as far as the opacity says."""
    return colour._replace(alpha=round(colour.alpha * opacity)) if colour else None


def _colour(text: str, current: Colour) -> Colour | None:
    low = text.lower()
    if low in {"none", "transparent"}:
        return None
    if low == "currentcolor":
        return current
    if "url(" in low:
        raise SvgRefused("This SVG drawing has colours that run into each other.")
    try:
        parts = ImageColor.getrgb(low)
    except ValueError:
        raise SvgRefused("This SVG drawing has a colour that cannot be read.") from None
    return Colour(*(min(part, 255) for part in parts))


def _part(text: str) -> float:
    return min(max(_number(text), 0.0), 1.0)


def _width(text: str) -> float:
    return max(_number(text, percent=False), 0.0)


def _number(text: str, *, percent: bool = True) -> float:
    found = _NUMBER.fullmatch(text)
    if found is None or (found[2] == "%" and not percent):
        raise SvgRefused("This SVG drawing has numbers that cannot be read.")
    return float(found[1]) / (100 if found[2] == "%" else 1)


_READ: Final[Mapping[str, tuple[str, Callable[[str], Any]]]] = {
    "fill-opacity": ("fill_opacity", _part),
    "stroke-opacity": ("stroke_opacity", _part),
    "opacity": ("opacity", _part),
    "stroke-width": ("stroke_width", _width),
    "fill-rule": ("even_odd", "evenodd".__eq__),
    "stroke-linecap": ("cap", str),
    "stroke-linejoin": ("join", str),
    "visibility": ("visible", "visible".__eq__),
    "display": ("displayed", "none".__ne__),
}
