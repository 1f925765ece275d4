from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from clinic.db import ClinicOwned, of_clinic, to


class Placement(ClinicOwned):
    """Where a patient starts on the ladder: what the rule said, and what the clinician decided."""

    __tablename__ = "placement"
    __table_args__ = (
        of_clinic(),
        to("episode"),
        to("clinician", "by_id"),
        sa.Index("ix_placement_episode", "clinic_id", "episode_id"),
    )

    episode_id: Mapped[UUID]
    placed_on: Mapped[date]
    inputs: Mapped[dict[str, Any]]  # tests and flags
    proposed_level: Mapped[int]  # 0 is "not ready"
    reason_id: Mapped[str] = mapped_column(sa.String(60))
    level: Mapped[int]  # decided
    decision_reason: Mapped[str] = mapped_column(default="")  # owed when they differ
    ladder_version: Mapped[int]
    at: Mapped[datetime]
    by_id: Mapped[UUID]


class Routine(ClinicOwned):
    """What is prescribed together, in versions; a new one supersedes the one before."""

    __tablename__ = "routine"
    __table_args__ = (
        of_clinic(),
        to("episode"),
        to("clinician", "by_id"),
        sa.UniqueConstraint("clinic_id", "episode_id", "number"),
    )

    episode_id: Mapped[UUID]
    number: Mapped[int]  # 1, 2, 3 … in the episode
    level: Mapped[int]
    level_start: Mapped[date]
    template_code: Mapped[str | None] = mapped_column(sa.String(40))
    template_version: Mapped[int | None]
    backward_min: Mapped[Decimal | None]  # practice minutes a training
    frequency_per_week: Mapped[int]
    setting: Mapped[str] = mapped_column(sa.String(20))  # home | clinic | home_and_clinic
    conditions: Mapped[list[Any]]  # from the clearance, in words
    clearance: Mapped[dict[str, Any]]  # the clearance it rests on, as it was
    acknowledged_warnings: Mapped[list[Any]] = mapped_column(default_factory=list)
    note: Mapped[str] = mapped_column(default="")
    prescribed_on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[UUID]


class RoutineItem(ClinicOwned):
    """One exercise with its dose."""

    __tablename__ = "routine_item"
    __table_args__ = (
        of_clinic(),
        to("routine"),
        sa.UniqueConstraint("clinic_id", "routine_id", "position"),
    )

    routine_id: Mapped[UUID]
    position: Mapped[int]
    exercise_code: Mapped[str] = mapped_column(sa.String(60))
    exercise_version: Mapped[int]
    dose: Mapped[dict[str, Any]]  # the domain's Dose, decimals as text
    where: Mapped[str] = mapped_column(sa.String(20), default="both")  # home | clinic | both
    note: Mapped[str] = mapped_column(default="")


class RoutineStop(ClinicOwned):
    """A withdrawal or a pause of the routine, and a pause's end: each a row with its reason."""

    __tablename__ = "routine_stop"
    __table_args__ = (
        of_clinic(),
        to("routine"),
        to("clinician", "by_id"),
        sa.Index("ix_routine_stop_routine", "clinic_id", "routine_id"),
    )

    routine_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(sa.String(20))  # withdrawal | pause | resumption
    on: Mapped[date]
    reason: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[UUID]
