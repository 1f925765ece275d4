"""Two places where ReportLab's output is refused by PDF/UA and PDF/A readers, put right.

Imported for its effect by `reports.tagging.canvas`, once, before any font is written.
"""

from collections.abc import Sequence
from typing import Final

from reportlab.pdfbase import pdfdoc, ttfonts

ENTRIES_PER_BLOCK: Final = 100
BYTE_ORDER_MARKS: Final = frozenset({0xFEFF, 0xFFFE})
STREAM_END: Final = b"endstream\n"
# What a private letter means, which stands for a glyph that joined letters are printed with.
means: Final[dict[int, str]] = {}

_CMAP_HEAD: Final = """\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<< /Registry (Adobe)
/Ordering (UCS)
/Supplement 0
>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange"""
_CMAP_FOOT: Final = """\
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def to_unicode_map(fontname: str, subset: Sequence[int]) -> str:  # noqa: ARG001 - ReportLab's call
    """The map from codes to letters that copying and reading aloud need.

    ReportLab's own maps code 0 to U+0000, writes letters beyond U+FFFF with five hexadecimal
    digits, and puts more than 100 entries in a block; each is an error in PDF/UA.
    """
    mapped = [
        (code, letter)
        for code, letter in enumerate(subset)
        if letter >= ord(" ") and letter not in BYTE_ORDER_MARKS
    ]
    lines = [_CMAP_HEAD]
    for start in range(0, len(mapped), ENTRIES_PER_BLOCK):
        block = mapped[start : start + ENTRIES_PER_BLOCK]
        lines.append(f"{len(block)} beginbfchar")
        lines.extend(
            f"<{code:02X}> <{means.get(letter, chr(letter)).encode('utf-16-be').hex().upper()}>"
            for code, letter in block
        )
        lines.append("endbfchar")
    lines.append(_CMAP_FOOT)
    return "\n".join(lines)


def _stream_with_line_end(self: pdfdoc.PDFStream, document: pdfdoc.PDFDocument) -> bytes:
    """A stream whose end stands on a line of its own, as PDF/A asks."""
    written: bytes = _format_stream(self, document)
    if written.endswith(STREAM_END):
        return written[: -len(STREAM_END)] + b"\n" + STREAM_END
    return written


_format_stream = pdfdoc.PDFStream.format
pdfdoc.PDFStream.format = _stream_with_line_end  # type: ignore[method-assign]
ttfonts.makeToUnicodeCMap = to_unicode_map
