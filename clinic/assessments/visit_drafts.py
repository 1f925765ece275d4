"""A visit survives that the tablet is closed: what was typed and not saved, and where one was.

A draft holds for its clinician, its patient and its day. It is no record: nothing is audited.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from clinic.assessments.models import VisitDraft
from clinic.db import db
from clinic.web.access import Actor
from clinic.web.records import IDS, Question

NOT_TYPED: Final = frozenset({"csrf_token", "record_id", "status", "skip"})
"""Fields of the form's own machinery, and the buttons that were not pressed."""

LARGEST: Final = 20_000
"""Characters in one form; no test needs a tenth of it."""

Typed = tuple[tuple[str, str], ...]

_DRAFTS: Final = Question(
    sa.select(VisitDraft)
    .where(VisitDraft.patient_id.in_(IDS), VisitDraft.day == sa.bindparam("day"))
    .order_by(VisitDraft.kept_at.desc())
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a visit stands: its name in addresses, and the test in hand."""

    patient_id: UUID
    visit: str
    instrument_code: str


class DraftTooLong(ValueError):
    """More was sent than any form of a test has."""


def find_draft(patient_id: UUID, *, by: Actor, today: date) -> VisitDraft | None:
    """The open visit of a clinician with a patient; yesterday's is over."""
    drafts = list_drafts(patient_id, today=today)
    return next((draft for draft in drafts if draft.by_id == by.clinician_id), None)


def list_drafts(patient_id: UUID, *, today: date) -> list[VisitDraft]:
    """The open visits of all with a patient, the one kept last first."""
    return _DRAFTS.records([patient_id], day=today)


def typed_before(draft: VisitDraft | None, instrument_code: str) -> Typed:
    """What was typed for a test and not saved; nothing where nothing was."""
    pairs = draft.typed.get(instrument_code, []) if draft is not None else []
    return tuple((str(name), str(value)) for name, value in pairs)


def keep(
    place: Place, fields: Iterable[tuple[str, str]], *, by: Actor, today: date, at: datetime
) -> VisitDraft:
    """Keeps what is typed for the test in hand, in place of what was kept for it before.

    Raises:
        DraftTooLong: it is longer than a form of ours can be.
    """
    pairs = [[name, value] for name, value in fields if name not in NOT_TYPED]
    if sum(len(name) + len(value) for name, value in pairs) > LARGEST:
        raise DraftTooLong
    draft = _put(place, by=by, today=today, at=at)
    draft.typed = draft.typed | {place.instrument_code: pairs}
    db.session.flush()
    return draft


def move_on(saved: Place, following: str | None, *, by: Actor, today: date, at: datetime) -> None:
    """A test was saved or skipped: what was typed for it is done with, and the visit goes on.

    `following` is the next test; None where none is left, and then the draft ends unless
    something is typed for another test.
    """
    draft = find_draft(saved.patient_id, by=by, today=today)
    rest = _without(draft.typed if draft is not None else {}, saved.instrument_code)
    if following is None and not rest:
        discard(saved.patient_id, by=by)
        return
    code = following or next(iter(rest))
    place = Place(patient_id=saved.patient_id, visit=saved.visit, instrument_code=code)
    _put(place, by=by, today=today, at=at).typed = rest
    db.session.flush()


def discard(patient_id: UUID, *, by: Actor) -> None:
    """Ends the open visit of a clinician with a patient; what was saved stays."""
    draft = draft_of(patient_id, by=by)
    if draft is not None:
        db.session.delete(draft)
        db.session.flush()


def _put(place: Place, *, by: Actor, today: date, at: datetime) -> VisitDraft:
    """The one draft of this clinician and patient, at this place; those of other days go."""
    _clear_away(today)
    draft = draft_of(place.patient_id, by=by)
    if draft is None:
        draft = VisitDraft(
            patient_id=place.patient_id,
            by_id=by.clinician_id,
            day=today,
            visit=place.visit,
            instrument_code=place.instrument_code,
            typed={},
            kept_at=at,
        )
        db.session.add(draft)
    draft.visit, draft.instrument_code, draft.kept_at = place.visit, place.instrument_code, at
    return draft


def _clear_away(today: date) -> None:
    """The drafts of earlier days, of the whole clinic: whoever keeps one tidies up."""
    for old in db.session.scalars(sa.select(VisitDraft).where(VisitDraft.day < today)):
        db.session.delete(old)
    db.session.flush()


def draft_of(patient_id: UUID, *, by: Actor) -> VisitDraft | None:
    """The draft of a clinician and a patient, of whatever day."""
    return db.session.scalar(
        sa.select(VisitDraft).where(
            VisitDraft.patient_id == patient_id, VisitDraft.by_id == by.clinician_id
        )
    )


def _without(typed: Mapping[str, object], code: str) -> dict[str, object]:
    return {name: pairs for name, pairs in typed.items() if name != code}
