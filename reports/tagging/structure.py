"""The structure tree: what a document is made of, in reading order."""

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

ROLES: Final = frozenset(
    {
        "Document", "Sect", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody",
        "Table", "THead", "TBody", "TR", "TH", "TD", "Figure", "Caption", "Div",
    }
)  # fmt: skip


class MarkedContent(NamedTuple):
    """A numbered piece of a page's drawing."""

    page: int
    mcid: int


class Box(NamedTuple):
    """Where a figure stands on its page, in pt from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float


class Element:
    """One node: a paragraph, a cell, a figure; holds nodes or pieces of drawing, in order."""

    __slots__ = ("alt", "box", "kids", "number", "parent", "role", "scope")

    def __init__(
        self,
        role: str,
        *,
        parent: "Element | None" = None,
        alt: str = "",
        scope: str = "",
    ) -> None:
        if role not in ROLES:
            raise ValueError(f"{role!r} is no structure role of ours")
        if role == "Figure" and not alt:
            raise ValueError("a figure is told in words to who cannot see it: it needs its alt")
        self.role = role
        self.parent = parent
        self.alt = alt
        self.scope = scope
        self.box: Box | None = None
        self.number = 0  # of its object in the file, once that is written
        self.kids: list[Element | MarkedContent] = []
        if parent is not None:
            parent.kids.append(self)

    def all_below(self) -> "Iterator[Element]":
        """The element itself and all elements under it, in the order of reading."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.all_below()

    def prune(self) -> None:
        """Takes out nodes that in the end hold nothing."""
        for kid in self.kids:
            if isinstance(kid, Element):
                kid.prune()
        self.kids = [kid for kid in self.kids if not isinstance(kid, Element) or kid.kids]


class Tag:
    """The element a block will have, made where it is first drawn.

    A block that is split over two pages hands its tag to both halves, so that a paragraph stays
    one paragraph.
    """

    __slots__ = ("element", "role")

    def __init__(self, role: str) -> None:
        self.role = role
        self.element: Element | None = None

    def under(self, parent: Element) -> Element:
        """The element, made under this parent unless it exists already."""
        if self.element is None:
            self.element = Element(self.role, parent=parent)
        return self.element
