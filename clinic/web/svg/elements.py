"""An SVG file as a tree of elements, or refused.

The parser is told to know no entities and no document type of its own, and fetches nothing.
Source: OWASP XML External Entity Prevention Cheat Sheet.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NoReturn
from xml.parsers import expat

from clinic.web.svg.shapes import SvgRefused

SVG: Final = "http://www.w3.org/2000/svg"
LARGEST_BYTES: Final = 512 * 1024
MOST_ELEMENTS: Final = 2_000
DEEPEST: Final = 40


@dataclass(slots=True)
class Element:
    """One element of the SVG vocabulary; those of others are left out."""

    name: str
    attributes: Mapping[str, str]
    children: list["Element"] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


class _Tree:
    """Builds the elements while the parser reads; those of other vocabularies are left out."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self._open: list[Element] = []
        self._count = 0
        self._foreign = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MOST_ELEMENTS or len(self._open) + self._foreign >= DEEPEST:
            raise SvgRefused("This SVG drawing has too many parts.")
        space, _, local = name.rpartition(" ")
        if self._foreign or (space != SVG and self._open):
            self._foreign += 1
            return
        if not self._open and (space, local) != (SVG, "svg"):
            raise SvgRefused("This file is not an SVG drawing.")
        _refuse_attributes(attributes)
        element = Element(local, attributes)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def end(self, name: str) -> None:
        del name
        if self._foreign:
            self._foreign -= 1
        else:
            self._open.pop()

    def text(self, said: str) -> None:
        if not self._foreign and self._open:
            self._open[-1].text.append(said)


def _refuse_attributes(attributes: Mapping[str, str]) -> None:
    for name in attributes:
        local = name.rpartition(" ")[2].lower()
        if local.startswith("on"):
            raise SvgRefused("This SVG drawing has a program in it.")
        if local == "href":
            raise SvgRefused("This SVG drawing refers to something outside its shapes.")


def parsed(raw: bytes) -> Element:
    """The tree of a file.

    Raises:
        SvgRefused: it is damaged or too large, holds a program or an address, or declares anything.
    """
    if len(raw) > LARGEST_BYTES:
        raise SvgRefused(f"This SVG drawing has more than {LARGEST_BYTES // 1024} kB.")
    tree = _Tree()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.buffer_text = True
    parser.StartElementHandler = tree.start
    parser.EndElementHandler = tree.end
    parser.CharacterDataHandler = tree.text
    parser.StartDoctypeDeclHandler = _doctype
    parser.EntityDeclHandler = _refuse_entities
    parser.ExternalEntityRefHandler = _refuse_entities
    parser.ProcessingInstructionHandler = _refuse_instructions
    try:
        parser.Parse(raw, True)  # noqa: FBT003 - expat's own: this is all
    except expat.ExpatError:
        raise SvgRefused("This SVG drawing is damaged or cut off.") from None
    if tree.root is None:
        raise SvgRefused("This file is not an SVG drawing.")
    return tree.root


def _doctype(name: str, system: str | None, public: str | None, has_more: bool) -> None:  # noqa: FBT001 - expat's own
    """The public document type of SVG is only a name, and is never fetched."""
    del name, system, public
    if has_more:
        _refuse_entities()


def _refuse_entities(*_: object) -> NoReturn:
    raise SvgRefused("This SVG drawing declares entities, which can hold anything.")


def _refuse_instructions(*_: object) -> None:
    raise SvgRefused("This SVG drawing asks for a style sheet of its own.")


def walk(element: Element) -> Iterator[Element]:
    """An element and all that is inside it."""
    yield element
    for child in element.children:
        yield from walk(child)
