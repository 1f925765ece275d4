"""Pages as pictures, the same that the printer draws: made once for the bytes they show.

Kept in memory and nowhere else: what a page about a patient looks like is not left on a disk.
"""

from collections import OrderedDict
from collections.abc import Callable
from io import BytesIO
from typing import Any, Final

import pypdfium2 as pdfium

from clinic.web.pdfium_turns import one_at_a_time

WIDTH_PX: Final = 1100  # sharp on a tablet; a page takes about 100 kB
MOST_KEPT: Final = 96


class NoSuchPage(LookupError):
    """The document has fewer pages."""


class Previews:
    """Pictures by the hash of their document. PDFium works for one thread at a time."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._pages: OrderedDict[str, int] = OrderedDict()
        self._lock = one_at_a_time

    def page_count(self, sha256: str, pdf: Callable[[], bytes]) -> int:
        """How many pages the document of this hash has; `pdf` makes it when it is not known."""
        with self._lock:
            if sha256 not in self._pages:
                opened = pdfium.PdfDocument(pdf())
                self._pages[sha256] = len(opened)
                opened.close()
                _forget(self._pages)
            return self._pages[sha256]

    def picture(self, sha256: str, number: int, pdf: Callable[[], bytes]) -> bytes:
        """A page as PNG, counted from 1.

        Raises:
            NoSuchPage: the document ends before it.
        """
        with self._lock:
            kept = self._kept.get((sha256, number))
            if kept is None:
                kept = self._kept[sha256, number] = _drawn(pdf(), number)
                _forget(self._kept)
            self._kept.move_to_end((sha256, number))
            return kept


def _forget(kept: OrderedDict[Any, Any]) -> None:
    while len(kept) > MOST_KEPT:
        kept.popitem(last=False)


def _drawn(pdf: bytes, number: int) -> bytes:
    opened = pdfium.PdfDocument(pdf)
    try:
        if not 1 <= number <= len(opened):
            raise NoSuchPage
        page = opened[number - 1]
        image = page.render(scale=WIDTH_PX / page.get_width()).to_pil()
    finally:
        opened.close()
    written = BytesIO()
    image.convert("RGB").save(written, "PNG", compress_level=4)
    return written.getvalue()


previews: Final = Previews()
