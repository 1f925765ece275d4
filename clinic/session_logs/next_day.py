"""Pain on the day after a training: asked when the person is seen or called, with one tap."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from wtforms import RadioField
from wtforms.validators import InputRequired

from clinic.audit.actions import record_event
from clinic.db import db
from clinic.domain.session_logs import MOST_ON_SCALE, LogStatus
from clinic.episodes.actions import require_open
from clinic.episodes.models import Episode
from clinic.session_logs.actions import AlreadyAmended
from clinic.session_logs.models import SessionLog, SessionLogItem
from clinic.session_logs.queries import find_amendment, list_items
from clinic.web.access import Actor
from clinic.web.fields import options
from clinic.web.forms import Form

TOLD_NEXT_DAY: Final = "Pain of the next day was told."
"""The reason of such an amendment; it changes nothing that a clinician may have judged before."""

NEW = frozenset({"clinic_id", "id", "pain_next_day", "at", "by_id", "supersedes_id"})


class NextDayForm(Form):
    """Pain on the day after, 0 to 10."""

    pain = RadioField(
        "Pain the day after",
        choices=options({str(one): str(one) for one in range(MOST_ON_SCALE + 1)}),
        coerce=int,
        validators=[InputRequired("Choose the pain, 0 to 10")],
    )


def is_owed(log: SessionLog, *, today: date) -> bool:
    """Whether pain of the next day may be told: a training, that day has come, nobody told yet."""
    trained = log.status is not LogStatus.MISSED
    return trained and log.pain_next_day is None and log.trained_on < today


def tell_pain_next_day(
    log: SessionLog,
    episode: Episode,
    pain: int,
    *,
    by: Actor,
    at: datetime,
    record_id: UUID,
) -> SessionLog:
    """Writes the log anew with the pain of the next day; everything else stays as it was told.

    Raises AlreadyAmended, and EpisodeClosed.
    """
    require_open(episode)
    if find_amendment(log) is not None:
        raise AlreadyAmended
    same = {
        column.key: getattr(log, column.key)
        for column in SessionLog.__mapper__.column_attrs
        if column.key not in NEW | {"amendment_reason"}
    }
    told = SessionLog(
        **same,
        pain_next_day=pain,
        supersedes_id=log.id,
        amendment_reason=TOLD_NEXT_DAY,
        at=at,
        by_id=by.clinician_id,
    )
    told.id = record_id
    db.session.add(told)
    db.session.flush()
    db.session.add_all(
        SessionLogItem(
            session_log_id=told.id,
            routine_item_id=item.routine_item_id,
            done=item.done,
            amount=item.amount,
            note=item.note,
        )
        for item in list_items(log)
    )
    record_event("session_log.amended", told, by=by, at=at, patient_id=episode.patient_id)
    return told
