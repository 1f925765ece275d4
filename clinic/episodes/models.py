from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from clinic.db import ClinicOwned, Word, of_clinic, to
from clinic.domain.episodes import DischargeOutcome, DischargeReason


class Episode(ClinicOwned):
    """Care from enrolment to discharge. A `Discharge` row closes it."""

    __tablename__ = "episode"
    __table_args__ = (
        of_clinic(),
        to("patient"),
        to("clinician", "responsible_id"),
        to("clinician", "enrolled_by_id"),
        sa.Index("ix_episode_patient", "clinic_id", "patient_id"),
    )

    patient_id: Mapped[UUID]
    enrolled_on: Mapped[date]
    enrolled_at: Mapped[datetime]
    enrolled_by_id: Mapped[UUID]
    responsible_id: Mapped[UUID]
    reason: Mapped[str] = mapped_column(default="")
    goals: Mapped[str] = mapped_column(default="")  # in the patient's words
    consent_given_on: Mapped[date | None] = mapped_column(default=None)
    consent_note: Mapped[str] = mapped_column(default="")


class Discharge(ClinicOwned):
    """Closes one episode; the record stays readable."""

    __tablename__ = "discharge"
    __table_args__ = (
        of_clinic(),
        to("episode"),
        to("clinician", "by_id"),
        sa.UniqueConstraint("clinic_id", "episode_id"),
    )

    episode_id: Mapped[UUID]
    discharged_on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[UUID]
    reason: Mapped[DischargeReason] = mapped_column(Word(DischargeReason))
    outcome: Mapped[DischargeOutcome] = mapped_column(Word(DischargeOutcome))
    note: Mapped[str] = mapped_column(default="")
