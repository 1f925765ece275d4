"""A canvas that knows what it draws."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

import reports.tagging.reportlab_fixes  # noqa: F401 - for its effect
from reports import typefaces
from reports.tagging.archiving import Imprint, write_archival
from reports.tagging.fonts import encoded
from reports.tagging.structure import Element, MarkedContent, Tag
from reports.tagging.writing import (
    PackedForm,
    ReportLabObject,
    TaggedPage,
    write_metadata,
    write_structure,
)

PDF_VERSION = (1, 7)
PROGRAM = "Stepback"
FootPainter = Callable[["TaggedCanvas", int, int], None]


class UntaggedDrawing(RuntimeError):
    """Something would be drawn that is neither in the structure nor an artifact."""


class TaggedCanvas(Canvas):
    """ReportLab's canvas with a structure tree.

    Everything is drawn inside `marked(...)` (it is read) or `artifact(...)` (it is decoration or
    repeats on each page). `finish` writes the running lines last, when the number of pages is
    known, then the tree, and gives the bytes.
    """

    # What ReportLab's canvas keeps for itself and this one has to reach.
    _code: list[str]
    _doc: ReportLabObject
    _preamble: str

    def __init__(
        self,
        size: tuple[float, float],
        *,
        title: str,
        language: str,
        issued_on: date,
        author: str = "",
        is_archival: bool = False,
    ) -> None:
        if not title:
            raise ValueError("a document is called by its title: it needs one")
        self._buffer = BytesIO()
        self._pages: list[TaggedPage] = []
        self._content: list[list[Element]] = []
        self._page_content: list[Element] = []
        self._root = Element("Document")
        self._open_elements = [self._root]
        self._is_marking = False
        self._forms: dict[PackedForm, str] = {}
        self.language = language
        super().__init__(
            self._buffer,
            pagesize=size,
            pdfVersion=PDF_VERSION,
            invariant=1,
            pageCompression=1,
            lang=language,
            initialFontName=typefaces.font_name(),  # type: ignore[arg-type]
        )
        self._is_archival = is_archival
        self._imprint = Imprint(
            title=title, author=author, program=PROGRAM, language=language, issued_on=issued_on
        )
        self._describe(title, author, issued_on)

    def _describe(self, title: str, author: str, issued_on: date) -> None:
        self.setTitle(title)
        self.setAuthor(author)
        self.setCreator(PROGRAM)
        self.setProducer(PROGRAM)
        self.setViewerPreference("DisplayDocTitle", "true")
        # The day of issue, not the moment of making: the same content gives the same bytes.
        stamp = f"D:{issued_on:%Y%m%d}000000Z"
        self._doc.setDateFormatter(lambda *_moment: stamp)

    @property
    def root(self) -> Element:
        """The Document element."""
        return self._root

    @property
    def page_count(self) -> int:
        """Pages finished so far."""
        return len(self._pages)

    @contextmanager
    def inside(self, tag: Tag | Element) -> Iterator[Element]:
        """What is drawn inside belongs to this element (a list, a table, a row)."""
        here = self._open_elements[-1]
        element = tag.under(here) if isinstance(tag, Tag) else tag
        self._open_elements.append(element)
        try:
            yield element
        finally:
            self._open_elements.pop()

    def element(self, role: str, *, alt: str = "", scope: str = "") -> Element:
        """A new element at the present place of the structure."""
        return Element(role, parent=self._open_elements[-1], alt=alt, scope=scope)

    @contextmanager
    def marked(self, tag: Tag | Element) -> Iterator[None]:
        """What is drawn inside is the content of this element."""
        element = tag.under(self._open_elements[-1]) if isinstance(tag, Tag) else tag
        self._begin_marking()
        mcid = len(self._page_content)
        self._page_content.append(element)
        element.kids.append(MarkedContent(self.page_count + 1, mcid))
        self._code.append(f"/{element.role} <</MCID {mcid}>> BDC")
        yield
        self._end_marking()

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Iterator[None]:
        """What is drawn inside is not read: lines, boxes, running head and foot."""
        self._begin_marking()
        self._code.append(f"/Artifact <</Type/{kind}>> BDC")
        yield
        self._end_marking()

    def write(self, *operators: str) -> None:
        """Draws with operators that are written already."""
        self._code.extend(operators)

    def show_form(self, form: PackedForm) -> None:
        """Shows a drawing that is written already, in its own units; the document keeps it once."""
        name = self._forms.get(form)
        if name is None:
            name = self._forms[form] = f"Drawing{len(self._forms) + 1}"
            form.add_to(self._doc, name)
        self.doForm(name)

    def encoded(self, text: str, font: str) -> list[tuple[str, str]]:
        """The text as this document shows it: names of font subsets, with the letters of each."""
        return encoded(text, font, self._doc)

    def _begin_marking(self) -> None:
        if self._is_marking:
            raise UntaggedDrawing("marked content does not nest")
        self._is_marking = True

    def _end_marking(self) -> None:
        self._code.append("EMC")
        self._is_marking = False

    def _setAnnotations(self, page: ReportLabObject) -> None:  # noqa: N802 - ReportLab's hook for a page
        super()._setAnnotations(page)  # type: ignore[misc]
        page.__class__ = TaggedPage
        page.StructParents = len(self._pages)
        page.Tabs = pdfdoc.PDFName("S")
        self._pages.append(page)
        self._content.append(self._page_content)
        self._page_content = []

    def finish(self, paint_foot: FootPainter) -> bytes:
        """Writes the running lines of each page, then the tree; the canvas is used up.

        Args:
            paint_foot: draws the running lines of one page, given its number and their count.
        """
        for index, page in enumerate(self._pages):
            self._code.clear()
            self.init_graphics_state()
            with self.artifact("Pagination"):
                paint_foot(self, index + 1, len(self._pages))
            page.stream += "\n".join(["q", self._preamble, *self._code, "Q", ""])
        self._code.clear()
        write_structure(self._doc, self._root, self._pages, self._content)
        if self._is_archival:
            write_archival(self._doc, self._imprint)
        else:
            write_metadata(self._doc, self._imprint.title)
        self._doc.SaveToFile(self._buffer, self)
        return self._buffer.getvalue()
