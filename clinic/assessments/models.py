from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from clinic.db import ClinicOwned, Word, of_clinic, to
from clinic.domain.responses import Status


class Assessment(ClinicOwned):
    """One instrument on one date. Never changed: an amendment supersedes it, with a reason."""

    __tablename__ = "assessment"
    __table_args__ = (
        of_clinic(),
        to("episode"),
        to("clinician", "by_id"),
        to("assessment", "supersedes_id"),
        sa.UniqueConstraint("clinic_id", "supersedes_id"),
        sa.Index("ix_assessment_series", "clinic_id", "episode_id", "instrument_code"),
    )

    episode_id: Mapped[UUID]
    instrument_code: Mapped[str] = mapped_column(sa.String(40))
    instrument_version: Mapped[int]
    assessed_on: Mapped[date]
    status: Mapped[Status] = mapped_column(Word(Status))
    responses: Mapped[dict[str, Any]]  # trials, items, as typed (decimals as text)
    conditions: Mapped[dict[str, Any]]  # aid, pace, start, distance …
    score_value: Mapped[Decimal | None]
    score_unit: Mapped[str] = mapped_column(sa.String(20))
    band: Mapped[str | None] = mapped_column(sa.String(40))
    result: Mapped[dict[str, Any]]  # everything computed that day, with the profiles used
    note: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by_id: Mapped[UUID]
    supersedes_id: Mapped[UUID | None] = mapped_column(default=None)
    amendment_reason: Mapped[str] = mapped_column(default="")
