from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from clinic.db import ClinicOwned, Word, of_clinic, to
from clinic.domain.falls import Setting
from clinic.domain.session_logs import Assistance, LogStatus


class SessionLog(ClinicOwned):
    """What the patient did on a day. Never changed: an amendment supersedes it, with a reason."""

    __tablename__ = "session_log"
    __table_args__ = (
        of_clinic(),
        to("episode"),
        to("routine"),
        to("clinician", "by_id"),
        to("session_log", "supersedes_id"),
        sa.UniqueConstraint("clinic_id", "supersedes_id"),
        sa.Index("ix_session_log_episode", "clinic_id", "episode_id", "trained_on"),
    )

    episode_id: Mapped[UUID]
    routine_id: Mapped[UUID]
    level: Mapped[int]
    trained_on: Mapped[date]
    setting: Mapped[Setting] = mapped_column(Word(Setting))
    status: Mapped[LogStatus] = mapped_column(Word(LogStatus))
    completed_fraction: Mapped[Decimal | None] = mapped_column(default=None)
    backward_min: Mapped[Decimal | None] = mapped_column(default=None)
    effort: Mapped[int | None] = mapped_column(default=None)  # 0-10
    pain_before: Mapped[int | None] = mapped_column(default=None)
    pain_during: Mapped[int | None] = mapped_column(default=None)
    pain_next_day: Mapped[int | None] = mapped_column(default=None)
    symptoms: Mapped[list[Any]] = mapped_column(default_factory=list)  # codes
    losses_of_balance: Mapped[int | None] = mapped_column(default=None)
    near_falls: Mapped[int | None] = mapped_column(default=None)
    falls: Mapped[int | None] = mapped_column(default=None)
    assistance: Mapped[Assistance | None] = mapped_column(Word(Assistance), default=None)
    vitals: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON, default=None)
    checklist_id: Mapped[UUID | None] = mapped_column(default=None)  # before-session checklist
    missed_reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by_id: Mapped[UUID]
    supersedes_id: Mapped[UUID | None] = mapped_column(default=None)
    amendment_reason: Mapped[str] = mapped_column(default="")


class SessionLogItem(ClinicOwned):
    """How much of one prescribed exercise was done."""

    __tablename__ = "session_log_item"
    __table_args__ = (
        of_clinic(),
        to("session_log"),
        to("routine_item"),
        sa.UniqueConstraint("clinic_id", "session_log_id", "routine_item_id"),
    )

    session_log_id: Mapped[UUID]
    routine_item_id: Mapped[UUID]
    done: Mapped[LogStatus] = mapped_column(Word(LogStatus))
    amount: Mapped[Decimal]  # sets, walks or minutes that were done
    note: Mapped[str] = mapped_column(default="")


class DiarySheet(ClinicOwned):
    """A diary on paper: its code finds exactly this one, and it is entered once."""

    __tablename__ = "diary_sheet"
    __table_args__ = (
        of_clinic(),
        to("episode"),
        to("routine"),
        to("clinician", "by_id"),
        to("clinician", "entered_by_id"),
        sa.UniqueConstraint("clinic_id", "code"),
        sa.Index("ix_diary_sheet_episode", "clinic_id", "episode_id"),
    )

    episode_id: Mapped[UUID]
    routine_id: Mapped[UUID]  # in force when it was printed
    code: Mapped[str] = mapped_column(sa.String(12))
    starts_on: Mapped[date]  # a Monday
    weeks: Mapped[int]
    at: Mapped[datetime]
    by_id: Mapped[UUID]
    entered_at: Mapped[datetime | None] = mapped_column(default=None)
    entered_by_id: Mapped[UUID | None] = mapped_column(default=None)
