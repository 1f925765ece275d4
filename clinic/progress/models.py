from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from clinic.db import ClinicOwned, Word, of_clinic, to
from clinic.domain.falls import ReviewOutcome
from clinic.domain.progression_decisions import ProposalAnswer, StepDecision


class ProgressionDecision(ClinicOwned):
    """What was proposed, and what the clinician decided and why."""

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
    new_minutes: Mapped[Decimal | None] = mapped_column(default=None)  # practice minutes decided
    reason: Mapped[str]  # may be empty where the proposal was accepted
    answer: Mapped[ProposalAnswer | None] = mapped_column(Word(ProposalAnswer), default=None)
    reason_id: Mapped[str | None] = mapped_column(sa.String(60), default=None)  # of the rule
    decline_reviewed: Mapped[bool] = mapped_column(default=False)
    # Rule, reasons, inputs and table version, as the proposal stood beside the decision.
    proposal: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON, default=None)
    at: Mapped[datetime]
    by_id: Mapped[UUID]


class StopReview(ClinicOwned):
    """A clinician's review of a stop: what became of it. It closes the records it judged."""

    __tablename__ = "stop_review"
    __table_args__ = (
        of_clinic(),
        to("episode"),
        to("routine"),
        to("clinician", "by_id"),
        sa.Index("ix_stop_review_episode", "clinic_id", "episode_id"),
    )

    episode_id: Mapped[UUID]
    routine_id: Mapped[UUID]
    reviewed_on: Mapped[date]
    level: Mapped[int]
    outcome: Mapped[ReviewOutcome] = mapped_column(Word(ReviewOutcome))
    note: Mapped[str]
    reason_id: Mapped[str] = mapped_column(sa.String(60))
    proposal: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    by_id: Mapped[UUID]


class LogClosure(ClinicOwned):
    """A session log that a clinician has judged: it counts for gap and adherence only.

    By the review of a stop, or by a step back that was rejected.
    """

    __tablename__ = "session_log_closure"
    __table_args__ = (
        of_clinic(),
        to("episode"),
        to("session_log"),
        to("stop_review"),
        to("progression_decision", "decision_id"),
        to("clinician", "by_id"),
        sa.UniqueConstraint("clinic_id", "session_log_id"),
        sa.Index("ix_session_log_closure_episode", "clinic_id", "episode_id"),
    )

    episode_id: Mapped[UUID]
    session_log_id: Mapped[UUID]
    stop_review_id: Mapped[UUID | None] = mapped_column(default=None)
    decision_id: Mapped[UUID | None] = mapped_column(default=None)
    at: Mapped[datetime]
    by_id: Mapped[UUID]


Answer = ProgressionDecision | StopReview
"""What a clinician signs about a proposal."""
