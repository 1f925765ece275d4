"""Pictures of the clinic's own, each kept once under the name of its bytes, and never removed."""

from datetime import datetime

import sqlalchemy as sa

from clinic.audit.actions import record_event
from clinic.db import db
from clinic.domain.pictures import MediaType, Picture
from clinic.organisation.models import ClinicPicture
from clinic.web.access import Actor


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
