from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from clinic.db import ClinicOwned, of_clinic, to


class OwnExercise(ClinicOwned):
    """One version of an exercise that the clinic wrote; routines and documents refer to it."""

    __tablename__ = "own_exercise"
    __table_args__ = (
        of_clinic(),
        to("clinician", "by_id"),
        sa.UniqueConstraint("clinic_id", "code", "version"),
    )

    code: Mapped[str] = mapped_column(sa.String(60))
    version: Mapped[int]
    definition: Mapped[dict[str, Any]]  # the body of a definition file, decimals as text
    at: Mapped[datetime]
    by_id: Mapped[UUID]


class ExerciseOffer(ClinicOwned):
    """From here on, this clinic offers an exercise for prescribing, or does not; the last counts.

    Of an exercise of its own it is retired, of a shipped one hidden: routines keep it.
    """

    __tablename__ = "exercise_offer"
    __table_args__ = (
        of_clinic(),
        to("clinician", "by_id"),
        sa.Index("ix_exercise_offer_code", "clinic_id", "code"),
    )

    code: Mapped[str] = mapped_column(sa.String(60))
    offered: Mapped[bool]
    reason: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[UUID]
