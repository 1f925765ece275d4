"""Puts the documents of a print job together, part by part, and says that it is finished."""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Final
from uuid import UUID

from clinic import clock
from clinic.db import db, writing
from clinic.documents import job_files, job_queries
from clinic.documents.jobs import KEPT, QUIET, Binding
from clinic.documents.models import IssuedDocument, PrintJob
from clinic.documents.orders import Order
from clinic.documents.printing import Kind, print_stored, sha256_of
from clinic.documents.snapshots import from_json
from clinic.documents.words import FILE_WORDS, KINDS_WORDS
from clinic.organisation.queries import get_clinic

RENEW_S: Final = QUIET.total_seconds() / 3

Held = Callable[[], PrintJob | None]
"""Renews the lease, inside `writing()`; None when it is lost."""


class _Lost(Exception):
    """The job was cancelled, or went to somebody else, while the file was being written."""


def bind(job_id: UUID, held: Held) -> None:
    """Writes the file of a job whose documents are all made.

    Only the lease's holder says that it is finished: a file that two write is the same file.
    """
    clinic = get_clinic()
    job = db.session.get_one(PrintJob, (clinic.id, job_id))
    kind, binding = from_json(Order, job.order).kind, Binding(job.binding)
    on = clock.day_of(job.requested_at, clinic.time_zone)
    made = job_queries.list_made(job_id)
    db.session.rollback()
    size = 0
    if made:
        parts = _parts(job_id, made, held)
        try:
            size = job_files.bind(job_id, binding, parts, title=KINDS_WORDS[kind], on=on)
        except _Lost:
            return
    with writing():
        finished = held()
        if finished is None:
            return
        now = clock.now()
        finished.finished_at, finished.kept_until, finished.result_bytes = now, now + KEPT, size
        db.session.commit()
    job_files.forget_parts(job_id)


def _parts(job_id: UUID, made: Sequence[job_queries.Made], held: Held) -> Iterator[job_files.Part]:
    renewed = time.monotonic()
    for one in made:
        if time.monotonic() - renewed > RENEW_S:
            _renew(held)
            renewed = time.monotonic()
        name = f"{one.position:04d}-{FILE_WORDS[one.kind]}-{one.sha256[:12]}.pdf"
        yield name, _part(job_id, one)


def _renew(held: Held) -> None:
    with writing():
        if held() is None:
            raise _Lost
        db.session.commit()


def _part(job_id: UUID, one: job_queries.Made) -> bytes:
    """The document as it waits; after a crash, or on another machine, it is made again."""
    file = job_files.part_file(job_id, one.position)
    pdf = file.read_bytes() if file.exists() else b""
    if sha256_of(pdf) == one.sha256:
        return pdf
    document = db.session.get_one(IssuedDocument, (get_clinic().id, one.document_id))
    pdf = print_stored(Kind(document.kind), document.content, document.paper)
    db.session.rollback()
    return pdf
