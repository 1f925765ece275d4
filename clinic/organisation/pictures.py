"""Pictures of the clinic's own, each kept once under the name of its bytes.

One that a document or an exercise ever showed stays. One that was only tried out is removed when
the form that it was sent with must be long gone.
"""

from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from clinic.audit.actions import record_event
from clinic.db import db
from clinic.domain.pictures import MediaType, Picture
from clinic.ids import made_at
from clinic.organisation.models import ClinicPicture, Letterhead
from clinic.web.access import Actor
from clinic.web.records import get_record

KEPT_WHEN_UNUSED: Final = timedelta(days=7)


def keep_picture(picture: Picture, *, by: Actor, at: datetime) -> ClinicPicture:
    """The row of a picture: the one that is there when the clinic kept the same bytes before."""
    known = _row(picture.sha256)
    if known is not None:
        return known
    row = ClinicPicture(
        content=picture.content,
        media_type=picture.media_type.value,
        width=picture.width,
        height=picture.height,
        sha256=picture.sha256,
    )
    db.session.add(row)
    told = {"sha256": picture.sha256, "bytes": len(picture.content)}
    record_event("picture.kept", row, by=by, at=at, new=told)
    return row


def remove_unused(shown: AbstractSet[str], *, by: Actor, at: datetime) -> int:
    """Removes pictures that nothing shows, a week after they were sent; how many.

    Args:
        shown: the names of those that a feature above this one shows, in any version.
        by: who sends a picture now.
        at: the moment.
    """
    logos = sa.select(Letterhead.logo_id).where(Letterhead.logo_id.is_not(None))
    found = sa.select(ClinicPicture.id, ClinicPicture.sha256).where(ClinicPicture.id.not_in(logos))
    count = 0
    for picture_id, sha256 in db.session.execute(found).all():
        if sha256 in shown or made_at(picture_id) > at - KEPT_WHEN_UNUSED:
            continue
        row = get_record(ClinicPicture, picture_id)
        told = {"sha256": sha256, "bytes": len(row.content)}
        record_event("picture.removed", row, by=by, at=at, old=told, new={})
        db.session.delete(row)
        count += 1
    db.session.flush()
    return count


def find_picture(sha256: str) -> Picture | None:
    """A picture that this clinic kept, by the name of its bytes."""
    row = _row(sha256)
    if row is None:
        return None
    return Picture(
        content=row.content,
        media_type=MediaType(row.media_type),
        width=row.width,
        height=row.height,
        sha256=row.sha256,
    )


def picture_size(sha256: str) -> tuple[int, int] | None:
    """Width and height of a picture that this clinic kept, without its bytes."""
    found = db.session.execute(
        sa.select(ClinicPicture.width, ClinicPicture.height).where(ClinicPicture.sha256 == sha256)
    ).first()
    return None if found is None else (found[0], found[1])


def _row(sha256: str) -> ClinicPicture | None:
    wanted = sa.select(ClinicPicture).where(ClinicPicture.sha256 == sha256)
    return db.session.scalars(wanted).first()
