from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from clinic.db import ClinicOwned, Word, of_clinic, to
from clinic.domain.progression_decisions import StepDecision


class ProgressionDecision(ClinicOwned):
    """What was proposed, if anything, and what the clinician decided and why."""

    __tablename__ = "progression_decision"
    __table_args__ = (
        of_clinic(),
        to("episode"),
        to("routine"),
        to("clinician", "by_id"),
        sa.Index("ix_progression_decision_episode", "clinic_id", "episode_id"),
    )

    episode_id: Mapped[UUID]
    routine_id: Mapped[UUID | None] = mapped_column(default=None)
    decided_on: Mapped[date]
    level: Mapped[int]  # at the time of the decision
    decision: Mapped[StepDecision] = mapped_column(Word(StepDecision))
    new_level: Mapped[int | None] = mapped_column(default=None)
    reason: Mapped[str]
    proposal: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON, default=None)
    at: Mapped[datetime]
    by_id: Mapped[UUID]
