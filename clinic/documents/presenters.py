from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from clinic.catalogue.checklist_definitions import list_checklists
from clinic.clock import day_of
from clinic.documents.models import IssuedDocument
from clinic.documents.words import FILE_WORDS, KIND_WORDS, PAPER_WORDS
from clinic.phrasing import capitalised, day, long_date
from clinic.precautions.clearance_words import CHECKLIST_NAMES
from clinic.precautions.models import Checklist
from clinic.precautions.presenters import checklist_title

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


def checklist_choices(signed: Mapping[str, Checklist]) -> dict[str, str]:
    """What may be printed: every checklist empty, then the signed ones by id, the latest first."""
    empty = {
        definition.code: f"{checklist_title(definition)}, empty" for definition in list_checklists()
    }
    return empty | {
        key: f"{capitalised(CHECKLIST_NAMES[one.definition_code])}, signed "
        f"{long_date(one.completed_on)}"
        for key, one in signed.items()
    }
