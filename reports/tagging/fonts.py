"""Fonts that are put into many documents: each set of letters is cut and packed once."""

from functools import cached_property, lru_cache
from typing import Final, NamedTuple
from zlib import compress

from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import FF_NONSYMBOLIC, FF_SYMBOLIC, SUBSETN, TTFont

from reports.tagging.reportlab_fixes import to_unicode_map
from reports.tagging.writing import ReportLabObject, Written, add_written, packed_stream

FIRST_SUBSET: Final = 0
ASCII: Final = frozenset(range(ord(" "), 0x7F))
NEEDS_ESCAPE: Final = frozenset("()\\")
# A document in English has one set of letters in each weight; foreign names add a few more.
MOST_CUT: Final = 96


class _Cut(NamedTuple):
    """A font with only the letters of one subset, packed."""

    program: bytes
    length: int
    to_unicode: bytes
    widths: str


class PrintedFont(TTFont):
    """ReportLab's font; what depends on its letters alone is made once and kept.

    ReportLab cuts and packs the same letters again for each document, which is a third of the time
    of a short one.
    """

    # What ReportLab's font keeps for itself and this one has to reach.
    _asciiReadable: bool  # noqa: N815 - its name there

    def encoded(self, text: str, document: ReportLabObject) -> list[tuple[str, str]]:
        """The text as it is shown in a document: names of subsets, with the letters of each."""
        if text.isascii() and document in self.state and self._has_ascii:
            # Such letters keep their own codes in the first subset.
            letters = text if NEEDS_ESCAPE.isdisjoint(text) else escapePDF(text)
            return [(self.getSubsetInternalName(FIRST_SUBSET, document), letters)]
        return [
            (self.getSubsetInternalName(subset, document), escapePDF(letters))
            for subset, letters in self.splitString(text, document)
        ]

    @cached_property
    def _has_ascii(self) -> bool:
        return self._asciiReadable and self.face.charToGlyph.keys() >= ASCII

    def addObjects(self, doc: ReportLabObject) -> None:  # noqa: N802 - ReportLab's hook
        """Adds the font with the letters that the document uses."""
        state = self.state[doc]
        state.frozen = 1
        fonts = doc.idToObject["BasicFonts"].dict
        for number, subset in enumerate(state.subsets):
            name = self.getSubsetInternalName(number, doc)[1:]
            written = Written(self._written(number, subset, name, doc))
            doc.Reference(written, name)
            fonts[name] = written
        del self.state[doc]

    def _written(self, number: int, subset: list[int], name: str, doc: ReportLabObject) -> bytes:
        face = self.face
        base = f"{SUBSETN(number).decode()}+{face.name.decode()}{face.subfontNameX.decode()}"
        cut = _cut(self.fontName, tuple(subset))
        length = f"/Length1 {cut.length}"
        program = add_written(doc, packed_stream(cut.program, entries=length))
        to_unicode = add_written(doc, packed_stream(cut.to_unicode))
        flags = (face.flags & ~FF_NONSYMBOLIC) | FF_SYMBOLIC
        box = " ".join(f"{edge:g}" for edge in face.bbox)
        descriptor = add_written(
            doc,
            f"<</Type/FontDescriptor/FontName/{base}/Flags {flags}/FontBBox[{box}]"
            f"/Ascent {face.ascent:g}/Descent {face.descent:g}/CapHeight {face.capHeight:g}"
            f"/ItalicAngle {face.italicAngle:g}/StemV {face.stemV:g}"
            f"/MissingWidth {face.defaultWidth:g}/FontFile2 {program} 0 R>>".encode(),
        )
        return (
            f"<</Type/Font/Subtype/TrueType/Name/{name}/BaseFont/{base}/FirstChar 0"
            f"/LastChar {len(subset) - 1}/Widths[{cut.widths}]/FontDescriptor {descriptor} 0 R"
            f"/ToUnicode {to_unicode} 0 R>>".encode()
        )


def encoded(text: str, font_name: str, document: ReportLabObject) -> list[tuple[str, str]]:
    """The text as it is shown in a document, in one of our fonts."""
    return _font(font_name).encoded(text, document)


def _font(name: str) -> PrintedFont:
    font = pdfmetrics.getFont(name)
    if not isinstance(font, PrintedFont):
        raise TypeError(f"{name} is no font of ours")
    return font


@lru_cache(maxsize=MOST_CUT)
def _cut(font_name: str, subset: tuple[int, ...]) -> _Cut:
    face: ReportLabObject = _font(font_name).face
    program = face.makeSubset(subset)
    widths = " ".join(f"{face.getCharWidth(code):g}" for code in subset)
    to_unicode = to_unicode_map(font_name, subset).encode("ascii")
    return _Cut(compress(program), len(program), compress(to_unicode), widths)
