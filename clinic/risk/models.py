from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from clinic.db import ClinicOwned, Word, of_clinic, to
from clinic.domain.risk import FallRisk


class FallsHistory(ClinicOwned):
    """Three key questions, and the falls of the last 12 months with their severity."""

    __tablename__ = "falls_history"
    __table_args__ = (
        of_clinic(),
        to("episode"),
        to("clinician", "by_id"),
        sa.Index("ix_falls_history_episode", "clinic_id", "episode_id"),
    )

    episode_id: Mapped[UUID]
    taken_on: Mapped[date]
    fell_12m: Mapped[bool | None]
    unsteady: Mapped[bool | None]
    worried: Mapped[bool | None]
    falls_count_12m: Mapped[int | None]
    injury_needing_medical_care: Mapped[bool | None]
    on_floor_1h_or_unable_to_rise: Mapped[bool | None]
    loss_of_consciousness_or_suspected_syncope: Mapped[bool | None]
    frailty: Mapped[bool | None]
    note: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by_id: Mapped[UUID]


class RiskStratum(ClinicOwned):
    """The stratum as it was recorded on a day, with the inputs it rests on."""

    __tablename__ = "risk_stratum"
    __table_args__ = (
        of_clinic(),
        to("episode"),
        to("falls_history"),
        to("clinician", "by_id"),
        sa.Index("ix_risk_stratum_episode", "clinic_id", "episode_id"),
    )

    episode_id: Mapped[UUID]
    falls_history_id: Mapped[UUID]
    risk: Mapped[FallRisk] = mapped_column(Word(FallRisk))
    inputs: Mapped[dict[str, Any]]  # as handed to the rule; decimals as text
    reasons: Mapped[list[Any]]
    missing: Mapped[list[Any]]
    at: Mapped[datetime]
    by_id: Mapped[UUID]
