"""A text object that says which language a piece of it is in, and what its glyphs say."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reportlab.lib.colors import Color

from reports.tagging.operators import fill_code

if TYPE_CHECKING:
    from reports.tagging.canvas import TaggedCanvas

BYTE_ORDER_MARK = "\ufeff"


class TaggedText:
    """Text in one colour: pieces set in a font and a size, each at its own place.

    A page has hundreds of pieces, so their operators are written here and not by ReportLab, which
    takes ten times as long for the same marks.
    """

    def __init__(self, canvas: "TaggedCanvas", colour: Color) -> None:
        self._canvas = canvas
        self._code = ["BT", fill_code(colour)]
        self._set_in: tuple[str, float] | None = None

    def put(self, text: str, font: str, size: float, x: float, y: float) -> None:
        """Adds a piece with its start on the baseline at `x`, `y`, in pt."""
        code = self._code
        code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        for subset, letters in self._canvas.encoded(text, font):
            if self._set_in != (subset, size):
                code.append(f"{subset} {size:g} Tf")
                self._set_in = (subset, size)
            code.append(f"({letters}) Tj")

    def show(self) -> None:
        """Draws it, where the canvas is now."""
        self._canvas.write(*self._code, "ET")

    def is_written_in(self, language: str) -> bool:
        """Whether this is the language of the document, whatever its country or script."""
        return self._canvas.language.partition("-")[0] == language

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
