from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from clinic.db import Base
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
