from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from clinic.db import Base, ClinicOwned, of_clinic, to
from clinic.ids import new_id


class Clinic(Base):
    """The practice. It owns every clinical row."""

    __tablename__ = "clinic"

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    name: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    telephone: Mapped[str] = mapped_column(default="")
    emergency_number: Mapped[str] = mapped_column(default="112")
    time_zone: Mapped[str] = mapped_column(default="Europe/London")
    language: Mapped[str] = mapped_column(default="en")
    paper: Mapped[str] = mapped_column(default="a4")
    idle_limit_min: Mapped[int] = mapped_column(default=15)
    # instrument code -> {"threshold": profile, "mdc": profile}; missing means the default
    profiles: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own protocol


class ClinicPicture(ClinicOwned):
    """A picture of the clinic's own. What was ever shown by an exercise or a letterhead stays."""

    __tablename__ = "clinic_picture"
    __table_args__ = (of_clinic(), sa.UniqueConstraint("clinic_id", "sha256"))

    content: Mapped[bytes]
    media_type: Mapped[str] = mapped_column(sa.String(20))
    width: Mapped[int]
    height: Mapped[int]
    sha256: Mapped[str] = mapped_column(sa.String(64))


class Letterhead(ClinicOwned):
    """How the clinic's paper looks from a moment on: the latest row holds."""

    __tablename__ = "letterhead"
    __table_args__ = (
        of_clinic(),
        to("clinic_picture", "logo_id"),
        to("clinician", "by_id"),
        sa.Index("ix_letterhead_at", "clinic_id", "at"),
    )

    at: Mapped[datetime]
    by_id: Mapped[UUID]
    logo_id: Mapped[UUID | None] = mapped_column(default=None)
    logo_says: Mapped[str] = mapped_column(default="")
    colour: Mapped[str] = mapped_column(sa.String(7), default="")  # "#1a5e3a"; empty: black
