from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from clinic.db import ClinicOwned, Word, of_clinic, to
from clinic.domain.plan import Where
from clinic.domain.routines import StopKind


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
    # Tests as used (code -> value as text, "unable" or null; the day each was taken) and flags.
    inputs: Mapped[dict[str, Any]]
    stand_supported_s: Mapped[Decimal | None]  # None: could not be done
    stand_supported_on: Mapped[date]
    proposed_level: Mapped[int]  # 0 is "not ready"
    reason_id: Mapped[str] = mapped_column(sa.String(60))
    level: Mapped[int]  # decided
    decision_reason: Mapped[str] = mapped_column(default="")  # owed when they differ
    ladder_code: Mapped[str] = mapped_column(sa.String(40))
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
    ladder_code: Mapped[str] = mapped_column(sa.String(40))
    ladder_version: Mapped[int]
    template_code: Mapped[str | None] = mapped_column(sa.String(40))
    template_version: Mapped[int | None]
    backward_min: Mapped[Decimal]  # practice minutes a training
    clinic_days: Mapped[int]  # days a week
    home_days: Mapped[int]
    frequency_per_week: Mapped[int]  # both together
    setting: Mapped[Where] = mapped_column(Word(Where))
    guards: Mapped[list[Any]]  # what replaces the walking belt or the one person
    helper_name: Mapped[str]
    helper_trained: Mapped[bool]  # taught and signed off in clinic
    conditions: Mapped[list[Any]]  # from the clearance: {"item", "label", "text"}
    clearance: Mapped[dict[str, Any]]  # the clearance it rests on, as it was
    acknowledged_warnings: Mapped[list[Any]]  # {"key": …, "message": …}
    note: Mapped[str]
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
    where: Mapped[Where] = mapped_column(Word(Where))
    days_per_week: Mapped[int]
    reason: Mapped[str]  # the clinician's, where a rule asked for one


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
    kind: Mapped[StopKind] = mapped_column(Word(StopKind))
    on: Mapped[date]
    reason: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[UUID]
