"""A colleague goes on with a visit that another began and left: what was typed goes over to her.

Nothing is lost on either side: who began it is told when something is sent from a page that was
opened before, and may save it all the same.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from clinic.assessments.models import VisitDraft, VisitTakeover
from clinic.assessments.visit_drafts import draft_of, list_drafts
from clinic.audit.actions import record_event
from clinic.db import db
from clinic.web.access import Actor


class HasAnotherVisit(ValueError):
    """Who would take a visit over has typed something of her own for this person today."""


def drafts_of_others(patient_id: UUID, *, by: Actor, today: date) -> Sequence[VisitDraft]:
    """The open visits of colleagues with a patient, the one kept last first."""
    drafts = list_drafts(patient_id, today=today)
    return [draft for draft in drafts if draft.by_id != by.clinician_id]


def take_over(
    patient_id: UUID, draft_id: UUID, *, by: Actor, today: date, at: datetime
) -> VisitTakeover | None:
    """Makes a colleague's open visit one's own; asked again, the same takeover is the answer.

    None when the visit is over: saved, ended, or of another day.

    Raises:
        HasAnotherVisit: what was typed of one's own would have to give way.
    """
    draft = db.session.scalar(
        sa.select(VisitDraft)
        .where(
            VisitDraft.id == draft_id, VisitDraft.patient_id == patient_id, VisitDraft.day == today
        )
        .with_for_update()
    )
    if draft is None or draft.by_id == by.clinician_id:
        return db.session.scalar(
            sa.select(VisitTakeover).where(
                VisitTakeover.draft_id == draft_id, VisitTakeover.patient_id == patient_id
            )
        )
    own = draft_of(patient_id, by=by)
    if own is not None and own.day == today and own.typed:
        raise HasAnotherVisit
    takeover = VisitTakeover(
        patient_id=patient_id,
        draft_id=draft.id,
        from_id=draft.by_id,
        by_id=by.clinician_id,
        visit=draft.visit,
        instrument_code=draft.instrument_code,
        at=at,
    )
    db.session.add(takeover)
    record_event("visit.taken_over", takeover, by=by, at=at, patient_id=patient_id)
    _hand_over(draft, own, by=by)
    return takeover


def taken_from(patient_id: UUID, *, by: Actor, since: datetime) -> VisitTakeover | None:
    """The last time that a colleague took over a visit of this clinician, since a moment."""
    return db.session.scalar(
        sa.select(VisitTakeover)
        .where(
            VisitTakeover.patient_id == patient_id,
            VisitTakeover.from_id == by.clinician_id,
            VisitTakeover.at >= since,
        )
        .order_by(VisitTakeover.at.desc())
        .limit(1)
    )


def _hand_over(draft: VisitDraft, own: VisitDraft | None, *, by: Actor) -> None:
    """A new row, not another owner of the same one: who writes to it meanwhile finds it gone."""
    handed = VisitDraft(
        patient_id=draft.patient_id,
        by_id=by.clinician_id,
        day=draft.day,
        visit=draft.visit,
        instrument_code=draft.instrument_code,
        typed=draft.typed,
        kept_at=draft.kept_at,
    )
    for ended in filter(None, (draft, own)):
        db.session.delete(ended)
    db.session.flush()
    db.session.add(handed)
    db.session.flush()
