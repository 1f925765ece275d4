"""Reads the documents of this package apart, so that they can be bound.

Only PDFs that `TaggedCanvas` wrote are read: one section, a plain table of offsets, texts with
their brackets escaped.
"""

import re
from dataclasses import dataclass
from typing import Final

# A text in brackets, a text in hexadecimal, or a reference: only the last is touched.
REFERENCE: Final = re.compile(rb"\((?:[^\\()]|\\.)*\)|<[0-9A-Fa-f\s]+>|(\d+) 0 R\b", re.DOTALL)


class NotOurs(ValueError):
    """The bytes are no PDF of this package."""


@dataclass(frozen=True, slots=True)
class Part:
    """The objects of one document, by number; 0 is unused."""

    objects: list[bytes]
    root: int

    def named(self, kind: bytes) -> int:
        """The object that the catalogue names so."""
        return self.reference(self.objects[self.root], kind)

    def reference(self, body: bytes, name: bytes) -> int:
        """The number an entry refers to."""
        found = re.search(rb"/%b (\d+) 0 R" % name, body)
        if found is None:
            raise NotOurs(f"no {name.decode()} in a part")
        return int(found[1])


def read_part(document: bytes) -> Part:
    """The objects by the document's own table: a stream may hold any bytes, also `endobj`."""
    start = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", document)
    table = re.compile(rb"xref\s+0 (\d+)\s+").match(document, int(start[1])) if start else None
    root = re.search(rb"/Root (\d+) 0 R", document[int(start[1]) :]) if start else None
    if start is None or table is None or root is None:
        raise NotOurs("no table of offsets")
    count = int(table[1])
    entries = document[table.end() : table.end() + 20 * count]
    offsets = [int(entries[20 * number : 20 * number + 10]) for number in range(1, count)]
    ends = dict(zip(sorted(offsets), [*sorted(offsets)[1:], int(start[1])], strict=True))
    objects = [b"", *(_body(document[offset : ends[offset]]) for offset in offsets)]
    return Part(objects, int(root[1]))


def _body(written: bytes) -> bytes:
    start, end = written.find(b" obj") + 4, written.rfind(b"endobj")
    if end < start:
        raise NotOurs("an object without an end")
    return written[start:end].lstrip(b"\r\n")


def is_plain_stream(body: bytes) -> bool:
    """A stream whose dictionary names nothing else: a font, a picture, a page's drawing."""
    return body.rstrip().endswith(b"endstream") and b" 0 R" not in body[: body.find(b"stream")]


def renumbered(body: bytes, numbers: list[int]) -> bytes:
    """References moved to where the objects are in the whole; texts and streams are left."""
    cut = body.find(b"stream") if body.rstrip().endswith(b"endstream") else len(body)

    def moved(found: re.Match[bytes]) -> bytes:
        return found[0] if found[1] is None else b"%d 0 R" % abs(numbers[int(found[1])])

    return REFERENCE.sub(moved, body[:cut]) + body[cut:]
