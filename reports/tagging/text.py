"""A text object that says which language a piece of it is in, and what its glyphs say."""

from collections.abc import Iterator
from contextlib import contextmanager

from reportlab.pdfgen.textobject import PDFTextObject

from reports.tagging.writing import ReportLabObject

BYTE_ORDER_MARK = "\ufeff"


class TaggedText(PDFTextObject):
    """ReportLab's text object, with spans for voices and for who copies the text."""

    _code: list[str]
    _canvas: ReportLabObject

    def is_written_in(self, language: str) -> bool:
        """Whether this is the language of the document, whatever its country or script."""
        document: str = self._canvas.language
        return document.partition("-")[0] == language

    @contextmanager
    def span(self, *, language: str = "", says: str = "") -> Iterator[None]:
        """What is drawn inside is in this language; `says` is told in place of its glyphs."""
        properties = f"/Lang({language})" if language else ""
        if says:
            written = (BYTE_ORDER_MARK + says).encode("utf-16-be").hex().upper()
            properties += f"/ActualText<{written}>"
        self._code.append(f"/Span<<{properties}>>BDC")
        yield
        self._code.append("EMC")
