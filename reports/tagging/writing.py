"""Writes the structure tree, the parent tree and the metadata into the PDF."""

from collections.abc import Sequence
from typing import Any, Final, TypeAlias
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFString,
)

from reports.tagging.structure import Element, MarkedContent

# ReportLab's documents, pages and references: its stubs leave out what this layer reaches for.
ReportLabObject: TypeAlias = Any

XMP: Final = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


class TaggedPage(pdfdoc.PDFPage):
    """A page that may say where its marked content is listed, and its tabbing order."""

    __NoDefault__ = [  # noqa: RUF012 - ReportLab reads it as an attribute
        *pdfdoc.PDFPage.__NoDefault__,
        "StructParents",
        "Tabs",
    ]


class StructureElement(pdfdoc.PDFObject):
    """One element as PDF writes it; bytes are joined by hand, since a report has a thousand."""

    __RefOnly__ = 1

    def __init__(
        self, element: Element, parent: ReportLabObject, pages: Sequence[ReportLabObject]
    ) -> None:
        self.element = element
        self.parent = parent
        self.pages = pages
        self.kids: list[ReportLabObject] = []

    def format(self, document: ReportLabObject) -> bytes:
        """The element's dictionary."""
        element = self.element
        home = _first_page(element)
        parts = [
            b"<</Type/StructElem/S/%b/P %b" % (element.role.encode(), self.parent.format(document))
        ]
        if home is not None:
            parts.append(b"/Pg " + self.pages[home - 1].format(document))
        parts.append(b"/K[%b]" % b" ".join(self._kids(document, home)))
        if element.alt:
            parts.append(b"/Alt " + _written(element.alt, document))
        if element.scope:
            parts.append(b"/A<</O/Table/Scope/%b>>" % element.scope.encode())
        if element.box:
            edges = b" ".join(b"%.1f" % edge for edge in element.box)
            parts.append(b"/A<</O/Layout/Placement/Block/BBox[%b]>>" % edges)
        return b"".join(parts) + b">>"

    def _kids(self, document: ReportLabObject, home: int | None) -> list[bytes]:
        written = []
        below = iter(self.kids)
        for kid in self.element.kids:
            if isinstance(kid, Element):
                written.append(next(below).format(document))
            elif kid.page == home:
                written.append(b"%d" % kid.mcid)
            else:
                page = self.pages[kid.page - 1].format(document)
                written.append(b"<</Type/MCR/Pg %b/MCID %d>>" % (page, kid.mcid))
        return written


def write_structure(
    document: ReportLabObject,
    root: Element,
    pages: Sequence[TaggedPage],
    content: Sequence[Sequence[Element]],
) -> None:
    """Hangs the whole tree into the document's catalogue.

    Args:
        document: ReportLab's document, with all pages added.
        root: the Document element.
        pages: the pages in order.
        content: for each page, the element of each marked piece, in the order of their numbers.
    """
    root.prune()
    page_references = [document.Reference(page) for page in pages]
    tree = PDFDictionary({"Type": PDFName("StructTreeRoot")})
    tree_reference = document.Reference(tree)
    references: dict[int, ReportLabObject] = {}
    top = _add(document, root, tree_reference, page_references, references)
    numbers: list[Any] = []
    for index, elements in enumerate(content):
        listed = PDFArray([references[id(element)] for element in elements])
        numbers += [index, document.Reference(listed)]
    tree.dict.update(
        K=top,
        ParentTree=document.Reference(PDFDictionary({"Nums": PDFArray(numbers)})),
        ParentTreeNextKey=len(content),
    )
    document.Catalog.StructTreeRoot = tree
    document.Catalog.MarkInfo = PDFDictionary({"Marked": pdfdoc.PDFtrue})


def write_metadata(document: ReportLabObject, title: str) -> None:
    """The XMP packet that names the title and claims PDF/UA-1."""
    packet = XMP.format(title=escape(title)).encode()
    document.Catalog.Metadata = pdfdoc.XMP(creator=lambda _document: packet)


def _add(
    document: ReportLabObject,
    element: Element,
    parent: ReportLabObject,
    pages: Sequence[ReportLabObject],
    references: dict[int, ReportLabObject],
) -> ReportLabObject:
    written = StructureElement(element, parent, pages)
    reference: ReportLabObject = document.Reference(written)
    references[id(element)] = reference
    written.kids = [
        _add(document, kid, reference, pages, references)
        for kid in element.kids
        if isinstance(kid, Element)
    ]
    return reference


def _first_page(element: Element) -> int | None:
    return next((kid.page for kid in element.kids if isinstance(kid, MarkedContent)), None)


def _written(words: str, document: ReportLabObject) -> bytes:
    written: bytes = PDFString(words).format(document)
    return written
