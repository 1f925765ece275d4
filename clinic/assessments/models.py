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
    # Said when it was recorded: with the first result it makes the baseline, as their mean.
    second_baseline: Mapped[bool] = mapped_column(default=False, server_default=sa.false())


class VisitDraft(ClinicOwned):
    """Where one clinician is in a visit of one patient, and what is typed and not saved yet.

    No part of the record: it holds for its day alone, and is written over and deleted.
    """

    __tablename__ = "visit_draft"
    __table_args__ = (
        of_clinic(),
        to("patient"),
        to("clinician", "by_id"),
        sa.UniqueConstraint("clinic_id", "patient_id", "by_id"),
    )

    patient_id: Mapped[UUID]
    by_id: Mapped[UUID]
    day: Mapped[date]
    visit: Mapped[str] = mapped_column(sa.String(400))  # as addresses name it
    instrument_code: Mapped[str] = mapped_column(sa.String(40))  # the test in hand
    typed: Mapped[dict[str, Any]]  # instrument code -> pairs of field and text, as sent
    kept_at: Mapped[datetime]


class VisitTakeover(ClinicOwned):
    """A colleague went on with a visit that another began: the draft is hers from then on."""

    __tablename__ = "visit_takeover"
    __table_args__ = (
        of_clinic(),
        to("patient"),
        to("clinician", "from_id"),
        to("clinician", "by_id"),
        sa.UniqueConstraint("clinic_id", "draft_id"),
        sa.Index("ix_visit_takeover_from", "clinic_id", "patient_id", "from_id"),
    )

    patient_id: Mapped[UUID]
    draft_id: Mapped[UUID]  # of the draft as it was; it is gone
    from_id: Mapped[UUID]
    by_id: Mapped[UUID]
    visit: Mapped[str] = mapped_column(sa.String(400))
    instrument_code: Mapped[str] = mapped_column(sa.String(40))
    at: Mapped[datetime]


class OwnBattery(ClinicOwned):
    """A battery that a clinic put together. It may change: results do not point at it."""

    __tablename__ = "own_battery"
    __table_args__ = (of_clinic(), to("clinician", "by_id"))

    name: Mapped[str] = mapped_column(sa.String(60))
    instruments: Mapped[list[Any]]  # codes, in the order in which they are done
    by_id: Mapped[UUID]
    at: Mapped[datetime]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own protocol
