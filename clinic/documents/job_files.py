"""Where the pages of a print job are while they wait: in the instance, for its account alone."""

import shutil
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final
from uuid import UUID

from flask import current_app

from clinic.documents.jobs import Binding
from reports.binding import Binder

FOLDER: Final = "prints"
BEGINNING_OF_ZIP: Final = (1980, 1, 1, 0, 0, 0)  # the same parts give the same bytes

Part = tuple[str, bytes]  # a neutral file name, and the document


def part_file(job_id: UUID, position: int) -> Path:
    """Where one patient's document waits to be bound."""
    return _folder(job_id) / f"{position:04d}.pdf"


def result_file(job_id: UUID, binding: Binding) -> Path:
    """Where the finished file is."""
    return _folder(job_id) / f"result.{binding}"


def keep_part(job_id: UUID, position: int, pdf: bytes) -> None:
    """Keeps a document until the others are made."""
    _folder(job_id).mkdir(mode=0o700, parents=True, exist_ok=True)
    part_file(job_id, position).write_bytes(pdf)


def bind(job_id: UUID, binding: Binding, parts: Iterable[Part], *, title: str, on: date) -> int:
    """Writes the finished file, part by part, and puts it in its place. Its size in bytes."""
    finished = result_file(job_id, binding)
    unfinished = finished.with_suffix(".unfinished")
    finished.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if binding is Binding.ZIP:
        _write_zip(unfinished, parts)
    else:
        _write_pdf(unfinished, parts, title=title, on=on)
    unfinished.replace(finished)
    return finished.stat().st_size


def forget_parts(job_id: UUID) -> None:
    """Deletes what was bound."""
    for part in _parts(job_id):
        part.unlink(missing_ok=True)


def forget(job_id: UUID) -> None:
    """Deletes everything of a job."""
    shutil.rmtree(_folder(job_id), ignore_errors=True)


def _write_pdf(file: Path, parts: Iterable[Part], *, title: str, on: date) -> None:
    with file.open("wb") as opened:
        binder = Binder(opened, title=title, language="en", issued_on=on)
        for _, pdf in parts:
            binder.add(pdf)
        binder.finish()


def _write_zip(file: Path, parts: Iterable[Part]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as opened:
        for name, pdf in parts:
            opened.writestr(zipfile.ZipInfo(name, BEGINNING_OF_ZIP), pdf)


def _parts(job_id: UUID) -> Iterator[Path]:
    yield from _folder(job_id).glob("[0-9]*.pdf")


def _folder(job_id: UUID) -> Path:
    instance: Path = current_app.config["SETTINGS"].instance
    return instance / FOLDER / str(job_id)
