"""Writes the structure tree, the parent tree and the metadata into the PDF."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple, TypeAlias
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFString,
)

from reports.tagging.structure import Element

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


class Written(pdfdoc.PDFObject):
    """An object whose bytes are ready: a report has hundreds that need no second thought."""

    __RefOnly__ = 1

    def __init__(self, content: bytes) -> None:
        self.content = content

    def format(self, document: ReportLabObject) -> bytes:  # noqa: ARG002 - ReportLab's call
        """The bytes as they are."""
        return self.content


def add_written(document: ReportLabObject, content: bytes) -> int:
    """Adds an object to the document under its next number, which is returned."""
    number: int = document.objectcounter + 1
    document.objectcounter = number
    name = f"R{number}"
    document.idToObjectNumberAndVersion[name] = (number, 0)
    document.numberToId[number] = name
    document.idToObject[name] = Written(content)
    return number


def packed_stream(packed: bytes, *, entries: str = "") -> bytes:
    """A stream whose bytes are compressed already.

    Args:
        packed: the bytes.
        entries: what its dictionary says besides length and filter.
    """
    head = f"<<{entries}/Filter/FlateDecode/Length {len(packed)}>>\nstream\n".encode()
    return head + packed + b"\nendstream\n"


class PackedForm(NamedTuple):
    """A drawing that may be shown on many pages: its box in its own units, its packed operators."""

    box: tuple[float, float, float, float]
    packed: bytes

    def add_to(self, document: ReportLabObject, name: str) -> None:
        """Adds it to a document under ReportLab's name for it."""
        box = " ".join(f"{edge:g}" for edge in self.box)
        entries = f"/Type/XObject/Subtype/Form/BBox[{box}]/Resources<</ProcSet[/PDF]>>"
        written = Written(packed_stream(self.packed, entries=entries))
        document.Reference(written, document.getXObjectName(name))


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
    tree = PDFDictionary({"Type": PDFName("StructTreeRoot")})
    tree_number = _number_of(document, tree)
    page_numbers = [_number_of(document, page) for page in pages]
    elements = list(root.all_below())
    # An element names its parent and its kids, so all are numbered before the first is written.
    for number, element in enumerate(elements, document.objectcounter + 1):
        element.number = number
    for element in elements:
        add_written(document, _element(element, tree_number, page_numbers, document))
    numbers: list[Any] = []
    for index, listed in enumerate(content):
        kids = " ".join(f"{element.number} 0 R" for element in listed)
        numbers += [index, _Reference(add_written(document, f"[{kids}]".encode()))]
    tree.dict.update(
        K=_Reference(root.number),
        ParentTree=document.Reference(PDFDictionary({"Nums": PDFArray(numbers)})),
        ParentTreeNextKey=len(content),
    )
    document.Catalog.StructTreeRoot = tree
    document.Catalog.MarkInfo = PDFDictionary({"Marked": pdfdoc.PDFtrue})


def write_metadata(document: ReportLabObject, title: str) -> None:
    """The XMP packet that names the title and claims PDF/UA-1."""
    packet = XMP.format(title=escape(title)).encode()
    document.Catalog.Metadata = pdfdoc.XMP(creator=lambda _document: packet)


class _Reference(pdfdoc.PDFObject):
    """A reference to an object whose number is known."""

    def __init__(self, number: int) -> None:
        self.number = number

    def format(self, document: ReportLabObject) -> bytes:  # noqa: ARG002 - ReportLab's call
        return b"%d 0 R" % self.number


def _number_of(document: ReportLabObject, thing: pdfdoc.PDFObject) -> int:
    reference = document.Reference(thing)
    number: int = document.idToObjectNumberAndVersion[reference.name][0]
    return number


def _element(element: Element, tree: int, pages: Sequence[int], document: ReportLabObject) -> bytes:
    """An element's dictionary; its bytes are joined by hand, since a report has hundreds."""
    parent = element.parent.number if element.parent else tree
    home, kids = 0, []
    for kid in element.kids:
        if isinstance(kid, Element):
            kids.append(f"{kid.number} 0 R")
            continue
        home = home or kid.page
        if kid.page == home:
            kids.append(str(kid.mcid))
        else:
            kids.append(f"<</Type/MCR/Pg {pages[kid.page - 1]} 0 R/MCID {kid.mcid}>>")
    page = f"/Pg {pages[home - 1]} 0 R" if home else ""
    written = (
        f"<</Type/StructElem/S/{element.role}/P {parent} 0 R{page}/K[{' '.join(kids)}]".encode()
    )
    if element.alt:
        written += b"/Alt " + PDFString(element.alt).format(document)
    if element.scope:
        written += b"/A<</O/Table/Scope/%b>>" % element.scope.encode()
    if element.box:
        edges = b" ".join(b"%.1f" % edge for edge in element.box)
        written += b"/A<</O/Layout/Placement/Block/BBox[%b]>>" % edges
    return written + b">>"
