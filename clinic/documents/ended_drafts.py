"""What became of a draft that is no more: signed, or thrown away."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from clinic.audit.queries import find_last_event_of
from clinic.documents import queries
from clinic.documents.models import IssuedDocument
from clinic.patients.models import Patient

SIGNED: Final = "report_draft.signed"
DISCARDED: Final = "report_draft.discarded"


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftEnd:
    """How a draft ended; `document` is what was signed, None when it was thrown away."""

    document: IssuedDocument | None


def find_end(patient: Patient, draft_id: UUID) -> DraftEnd | None:
    """What the audit trail tells of a draft about this patient; None when there was none."""
    event = find_last_event_of(draft_id)
    if event is None or event.patient_id != patient.id:
        return None
    if event.action == SIGNED:
        document_id = UUID(event.changes["new"]["document"])
        return DraftEnd(document=queries.get_document(patient, document_id))
    return DraftEnd(document=None) if event.action == DISCARDED else None


def unsaved_texts(
    end: DraftEnd, typed: Mapping[str, str], labels: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """What somebody typed into the draft that the signed document does not say, with its label."""
    said = end.document.request if end.document else {}
    return tuple(
        (label, text)
        for name, label in labels.items()
        if (text := _lines(typed.get(name, ""))) and text != _lines(str(said.get(name, "")))
    )


def _lines(text: str) -> str:
    return "\n".join(text.split("\r\n")).strip()
