from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from clinic.clock import day_of
from clinic.documents.models import IssuedDocument
from clinic.documents.words import FILE_WORDS, KIND_WORDS, PAPER_WORDS
from clinic.phrasing import capitalised, day, long_date

HASH_SHOWN: Final = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentRow:
    """One issued document in words."""

    document_id: UUID
    title: str
    recipient: str
    when: str
    by: str
    paper: str
    mark: str
    sha256: str


def document_rows(
    documents: Sequence[IssuedDocument], names: Mapping[UUID, str], *, today: date, zone: str
) -> tuple[DocumentRow, ...]:
    """Documents in the order given; `names` are the clinicians by id."""
    return tuple(
        DocumentRow(
            document_id=document.id,
            title=KIND_WORDS[document.kind],
            recipient=document.recipient,
            when=capitalised(day(day_of(document.issued_at, zone), today=today)),
            by=names.get(document.by_id, "a former colleague"),
            paper=PAPER_WORDS[document.paper],
            mark=document.sha256[:HASH_SHOWN],
            sha256=document.sha256,
        )
        for document in documents
    )


def file_name(document: IssuedDocument) -> str:
    """A name for the file that says nothing about the person."""
    return f"{FILE_WORDS[document.kind]}-{document.sha256[:HASH_SHOWN]}.pdf"


def first_weeks(today: date) -> tuple[tuple[date, str], ...]:
    """The Mondays with which a diary may start: of this week and of the next one."""
    monday = today - timedelta(days=today.weekday())
    following = monday + timedelta(days=7)
    return (
        (monday, f"This week, from Monday {long_date(monday)}"),
        (following, f"Next week, from Monday {long_date(following)}"),
    )
