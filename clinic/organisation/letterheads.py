"""How the clinic's paper looks: the letterhead that holds, and its logo."""

from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from clinic.audit.actions import record_event
from clinic.db import db
from clinic.domain.colours import LEAST_CONTRAST, contrast_with_white
from clinic.domain.pictures import MediaType, Picture
from clinic.organisation.models import ClinicPicture, Letterhead
from clinic.web.access import Actor
from clinic.web.records import find_record


class TooPale(ValueError):
    """A colour that cannot be read on white paper."""


_NEWEST: Final = sa.select(Letterhead).order_by(Letterhead.at.desc(), Letterhead.id.desc()).limit(1)


def current_letterhead() -> Letterhead | None:
    """The letterhead of the clinic that was entered; None until one is set."""
    return db.session.scalars(_NEWEST).first()


def logo_of(paper: Letterhead | None) -> ClinicPicture | None:
    """The picture of a letterhead, if it has one."""
    if paper is None or paper.logo_id is None:
        return None
    return find_record(ClinicPicture, paper.logo_id)


def get_picture(sha256: str) -> ClinicPicture:
    """A picture by its hash: documents name it so."""
    return db.session.scalars(sa.select(ClinicPicture).where(ClinicPicture.sha256 == sha256)).one()


def shown(row: ClinicPicture) -> Picture:
    """A stored picture as the value that is answered to a browser."""
    return Picture(
        content=row.content,
        media_type=MediaType(row.media_type),
        width=row.width,
        height=row.height,
        sha256=row.sha256,
    )


def set_letterhead(
    picture: Picture | None,
    *,
    keeps_logo: bool,
    logo_says: str,
    colour: str,
    record_id: UUID,
    by: Actor,
    at: datetime,
) -> Letterhead:
    """The letterhead from now on; what was issued before keeps the one it had.

    Args:
        picture: a new logo; None keeps the present one, or leaves it out from now on.
        keeps_logo: whether the present logo stays when no new one is given.
        logo_says: what the logo shows, for who cannot see it.
        colour: "#1a5e3a", or empty for ink.
        record_id: of the new row.
        by: an administrator.
        at: the moment.

    Raises:
        TooPale: the colour does not stand out from white paper.
    """
    if colour and contrast_with_white(colour) < LEAST_CONTRAST:
        raise TooPale(f"{colour} cannot be read on white paper")
    before = current_letterhead()
    logo_id = _keep(picture) if picture else before.logo_id if before and keeps_logo else None
    paper = Letterhead(
        id=record_id,
        at=at,
        by_id=by.clinician_id,
        logo_id=logo_id,
        logo_says=logo_says if logo_id else "",
        colour=colour,
    )
    db.session.add(paper)
    record_event(
        "letterhead.set", paper, by=by, at=at, old=_told(before) if before else {}, new=_told(paper)
    )
    return paper


def _keep(picture: Picture) -> UUID:
    """Stores a picture once, however often it is uploaded."""
    kept = db.session.scalars(
        sa.select(ClinicPicture).where(ClinicPicture.sha256 == picture.sha256)
    ).first()
    if kept is None:
        kept = ClinicPicture(
            content=picture.content,
            media_type=picture.media_type.value,
            width=picture.width,
            height=picture.height,
            sha256=picture.sha256,
        )
        db.session.add(kept)
        db.session.flush()
    return kept.id


def _told(paper: Letterhead) -> dict[str, str | None]:
    return {
        "logo_id": str(paper.logo_id) if paper.logo_id else None,
        "logo_says": paper.logo_says,
        "colour": paper.colour,
    }
