"""Binds documents of this package into one file, as they come: none of them is held in memory.

A bound file is PDF/UA-1 like its parts, and PDF/A-2 where each of them is. Their pages, fonts and
structure are copied as they are; numbers are moved up, and the trees of pages and of structure get
a common root.
"""

import hashlib
import re
from array import array
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import BinaryIO, Final
from xml.sax.saxutils import escape

from reports.bound_parts import NotOurs, Part, is_plain_stream, read_part, renumbered
from reports.tagging.archiving import Imprint, archival_packet
from reports.tagging.writing import XMP

HEADER: Final = b"%PDF-1.7\n%\x93\x8c\x8b\x9e\n"
STRUCT_PARENTS: Final = re.compile(rb"/StructParents (\d+)")
PARENT_TREE_KEY: Final = re.compile(rb"(\d+)( \d+ 0 R)")
MEDIA_BOX: Final = re.compile(rb"/MediaBox (\[[^\]]*\])")
OUTPUT_INTENTS: Final = re.compile(rb"/OutputIntents \[.*?\]", re.DOTALL)
CLAIMS_PDF_A: Final = b"<pdfaid:part>2</pdfaid:part>"
PROGRAM: Final = "Stepback"
LANGUAGE: Final = re.compile(rb"/Lang (\([^)]*\))")


class Binder:
    """Writes one PDF of many into a file that is open for writing.

    Args:
        file: at its beginning.
        title: of the whole; say nothing about a person in it.
        language: of the whole; each part keeps its own.
        issued_on: stands as the day of making, so that the same parts give the same bytes.
        on_new_sheets: a part with an odd number of pages is followed by an empty one, so that
            nobody's page is printed on the back of somebody else's.
    """

    def __init__(
        self,
        file: BinaryIO,
        *,
        title: str,
        language: str,
        issued_on: date,
        on_new_sheets: bool = True,
    ) -> None:
        self._file = file
        self._title = title
        self._language = language
        self._issued_on = issued_on
        self._on_new_sheets = on_new_sheets
        self._at = 0
        self._offsets = array("Q", [0])
        self._hash = hashlib.sha256()
        self._known: dict[bytes, int] = {}
        self._page_trees: list[tuple[int, int]] = []  # object, pages
        self._documents: list[int] = []
        self._parent_trees: list[int] = []
        self._pages = 0  # with an entry in the parent tree
        # What the colours mean, by the first part; nothing once a part is not for the archive.
        self._intents: bytes | None = None
        self._put(HEADER)
        self._root_pages, self._root_structure = self._number(), self._number()

    def add(self, document: bytes) -> None:
        """Adds one document, its pages after those that are there.

        Raises:
            NotOurs: the bytes were not written by this package.
        """
        part = read_part(document)
        pages = part.named(b"Pages")
        structure = part.named(b"StructTreeRoot")
        left_out = {part.root, structure, part.named(b"Metadata")}
        left_out |= {part.named(name) for name in (b"MarkInfo", b"ViewerPreferences")}
        top = part.reference(part.objects[structure], b"K")
        parent_tree = part.reference(part.objects[structure], b"ParentTree")
        numbers = self._numbers(part, left_out)
        numbers[structure] = self._root_structure
        self._documents.append(numbers[top])
        self._parent_trees.append(numbers[parent_tree])
        self._look_at_claims(part, numbers)
        changes: dict[int, Callable[[bytes], bytes]] = {
            pages: partial(self._page_tree, part, pages, numbers[pages]),
            top: partial(_in_its_language, LANGUAGE.search(part.objects[part.root])),
            parent_tree: self._parent_tree,
        }
        for number, place in enumerate(numbers):
            if place > 0 and number not in left_out:
                body = renumbered(part.objects[number], numbers)
                self._write(place, changes.get(number, self._page)(body))
        self._pages += part.objects[pages].count(b" 0 R")

    def finish(self) -> None:
        """Writes the common roots and the table of offsets; the file is complete then."""
        self._write(
            self._root_pages,
            b"<< /Type /Pages /Count %d /Kids [ %b ] >>\n"
            % (
                sum(count for _, count in self._page_trees),
                _references(number for number, _ in self._page_trees),
            ),
        )
        tree = self._new(b"<< /Kids [ %b ] >>\n" % _references(self._parent_trees))
        self._write(
            self._root_structure,
            b"<< /Type /StructTreeRoot /K [ %b ] /ParentTree %d 0 R /ParentTreeNextKey %d >>\n"
            % (_references(self._documents), tree, self._pages),
        )
        packet = self._packet()
        metadata = self._new(
            b"<< /Length %d /Subtype /XML /Type /Metadata >>\nstream\n%b\nendstream\n"
            % (len(packet), packet)
        )
        catalog = self._new(
            b"<< /Type /Catalog /Pages %d 0 R /StructTreeRoot %d 0 R /Metadata %d 0 R"
            b" /MarkInfo << /Marked true >> /ViewerPreferences << /DisplayDocTitle true >>"
            b" /Lang (%b) %b >>\n"
            % (
                *(self._root_pages, self._root_structure, metadata),
                *(self._language.encode(), self._intents or b""),
            )
        )
        stamp = f"(D:{self._issued_on:%Y%m%d}000000Z)".encode()
        information = self._new(
            b"<< /Title %b /Creator (Stepback) /Producer (Stepback)"
            b" /CreationDate %b /ModDate %b >>\n" % (_text(self._title), stamp, stamp)
        )
        self._trailer(catalog, information)

    def _look_at_claims(self, part: Part, numbers: list[int]) -> None:
        """A whole is for the archive while each part is; its colours mean what the first's do."""
        found = OUTPUT_INTENTS.search(part.objects[part.root])
        if found is None or CLAIMS_PDF_A not in part.objects[part.named(b"Metadata")]:
            self._intents = b""
        elif self._intents is None:
            self._intents = renumbered(found[0], numbers)

    def _packet(self) -> bytes:
        """The metadata, with what the whole may claim."""
        if not self._intents:
            return XMP.format(title=escape(self._title)).encode()
        imprint = Imprint(
            title=self._title,
            author="",
            program=PROGRAM,
            language=self._language,
            issued_on=self._issued_on,
        )
        return archival_packet(imprint)

    def _numbers(self, part: Part, left_out: set[int]) -> list[int]:
        """The number of each object in the whole; minus its number when it is there already."""
        numbers = [0] * len(part.objects)
        for number in range(1, len(part.objects)):
            if number in left_out:
                continue
            body = part.objects[number]
            if not is_plain_stream(body):
                numbers[number] = self._number()
                continue
            mark = hashlib.sha256(body).digest()
            known = self._known.get(mark)
            if known is None:
                self._known[mark] = numbers[number] = self._number()
            else:
                numbers[number] = -known
        return numbers

    def _page_tree(self, part: Part, pages: int, place: int, body: bytes) -> bytes:
        """A part's pages as a branch of the whole, with an empty page where one is due."""
        count = body.count(b" 0 R")
        parent = b"<< /Parent %d 0 R " % self._root_pages
        is_odd = self._on_new_sheets and count % 2
        self._page_trees.append((place, count + int(is_odd)))
        body = body.replace(b"<<", parent, 1)
        if not is_odd:
            return body
        box = MEDIA_BOX.search(part.objects[part.reference(part.objects[pages], rb"Kids \[")])
        if box is None:
            raise NotOurs("a page without a size")
        blank = self._new(
            b"<< /Type /Page /Parent %d 0 R /MediaBox %b /Resources << >> /Tabs /S >>\n"
            % (place, box[1])
        )
        body = re.sub(rb"/Count \d+", b"/Count %d" % (count + 1), body)
        return body.replace(b" ]", b" %d 0 R ]" % blank, 1)

    def _page(self, body: bytes) -> bytes:
        """Any other object; only a page says where its pieces are listed."""
        return STRUCT_PARENTS.sub(self._moved_up, body) if b"/Type /Page\n" in body else body

    def _parent_tree(self, body: bytes) -> bytes:
        """A part's leaf of the parent tree: its keys follow those before it."""
        keys = [int(found[1]) + self._pages for found in PARENT_TREE_KEY.finditer(body)]
        moved = PARENT_TREE_KEY.sub(lambda f: b"%d%b" % (int(f[1]) + self._pages, f[2]), body)
        limits = b"<< /Limits [ %d %d ] " % (min(keys), max(keys))
        return moved.replace(b"<<", limits, 1)

    def _moved_up(self, found: re.Match[bytes]) -> bytes:
        return b"/StructParents %d" % (int(found[1]) + self._pages)

    def _number(self) -> int:
        self._offsets.append(0)
        return len(self._offsets) - 1

    def _new(self, body: bytes) -> int:
        number = self._number()
        self._write(number, body)
        return number

    def _write(self, number: int, body: bytes) -> None:
        self._offsets[number] = self._at
        self._put(b"%d 0 obj\n%bendobj\n" % (number, body))

    def _put(self, written: bytes) -> None:
        self._file.write(written)
        self._hash.update(written)
        self._at += len(written)

    def _trailer(self, catalog: int, information: int) -> None:
        start, count = self._at, len(self._offsets)
        mark = self._hash.hexdigest()[:32].encode()
        self._put(b"xref\n0 %d\n0000000000 65535 f \n" % count)
        for number in range(1, count):
            self._put(b"%010d 00000 n \n" % self._offsets[number])
        self._put(
            b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /ID [<%b><%b>] >>\n"
            b"startxref\n%d\n%%%%EOF\n" % (count, catalog, information, mark, mark, start)
        )


def _in_its_language(said: re.Match[bytes] | None, body: bytes) -> bytes:
    """A part's Document element, which says the language that its catalogue said."""
    return body.rstrip()[:-2] + b"/Lang " + said[1] + b">>\n" if said else body


def _references(numbers: Iterable[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)


def _text(words: str) -> bytes:
    """A text in PDF's own spelling."""
    return b"<" + (b"\xfe\xff" + words.encode("utf-16-be")).hex().upper().encode() + b">"
