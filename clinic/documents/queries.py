from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import orm
from werkzeug.exceptions import NotFound

from clinic.db import db
from clinic.documents.models import IssuedDocument, ReportDraft
from clinic.documents.printing import Kind
from clinic.episodes.models import Episode
from clinic.episodes.queries import list_episodes
from clinic.patients.models import Patient
from clinic.web.records import IDS, Question, find_record, get_record

# Without the content, which is a hundred times longer than all that a list tells of a document.
_LISTED: Final = Question(
    sa.select(IssuedDocument)
    .where(IssuedDocument.episode_id.in_(IDS))
    .order_by(IssuedDocument.issued_at.desc(), IssuedDocument.id.desc())
    .options(orm.defer(IssuedDocument.content))
)


def list_for(episode: Episode, *, limit: int | None = None) -> list[IssuedDocument]:
    """The documents issued in an episode, the latest first."""
    found = _LISTED.records([episode.id])
    return found if limit is None else found[:limit]


def list_for_patient(patient: Patient) -> list[IssuedDocument]:
    """The documents of all episodes of a patient, the latest first."""
    return _LISTED.records([episode.id for episode in list_episodes(patient)])


def get_document(patient: Patient, document_id: UUID) -> IssuedDocument:
    """A document of this patient, or a 404."""
    document = find_record(IssuedDocument, document_id)
    if document is None or document.episode_id not in {e.id for e in list_episodes(patient)}:
        raise NotFound
    return document


def find_latest(episode: Episode, kind: Kind) -> IssuedDocument | None:
    """The document of a kind that was issued last in an episode."""
    return db.session.scalars(
        _latest_first()
        .where(IssuedDocument.episode_id == episode.id, IssuedDocument.kind == kind)
        .limit(1)
    ).first()


def get_issued(document_id: UUID) -> IssuedDocument:
    """A document of the clinic, or a 404."""
    return get_record(IssuedDocument, document_id)


def find_replacement(document: IssuedDocument) -> IssuedDocument | None:
    """The report that took the place of this one."""
    return db.session.scalars(
        sa.select(IssuedDocument).where(IssuedDocument.replaces_id == document.id)
    ).first()


def list_related(document: IssuedDocument) -> list[IssuedDocument]:
    """The report that this one replaced, and the one that replaced it, if there are any."""
    return list(
        db.session.scalars(
            sa.select(IssuedDocument).where(
                sa.or_(
                    IssuedDocument.id == document.replaces_id,
                    IssuedDocument.replaces_id == document.id,
                )
            )
        )
    )


def episode_of(document: IssuedDocument, patient: Patient) -> Episode:
    """The episode a document was issued in."""
    [episode] = [one for one in list_episodes(patient) if one.id == document.episode_id]
    return episode


def list_drafts(patient: Patient) -> list[ReportDraft]:
    """The reports that are being written about a patient, the latest first."""
    episode_ids = [episode.id for episode in list_episodes(patient)]
    return list(
        db.session.scalars(
            sa.select(ReportDraft)
            .where(ReportDraft.episode_id.in_(episode_ids))
            .order_by(ReportDraft.opened_at.desc(), ReportDraft.id.desc())
        )
    )


def get_draft(patient: Patient, draft_id: UUID) -> tuple[ReportDraft, Episode]:
    """A draft about this patient with its episode, or a 404."""
    found = find_draft(patient, draft_id)
    if found is None:
        raise NotFound
    return found


def find_draft(patient: Patient, draft_id: UUID) -> tuple[ReportDraft, Episode] | None:
    """The same; None when there is no such draft, or no more."""
    draft = find_record(ReportDraft, draft_id)
    for episode in list_episodes(patient) if draft else ():
        if draft and episode.id == draft.episode_id:
            return draft, episode
    return None


def _latest_first() -> sa.Select[IssuedDocument]:
    return sa.select(IssuedDocument).order_by(
        IssuedDocument.issued_at.desc(), IssuedDocument.id.desc()
    )
