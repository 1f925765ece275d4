from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from clinic.db import ClinicOwned, Word, of_clinic
from clinic.domain.people import Sex


class Patient(ClinicOwned):
    """A person in one clinic. Changed with a version number; old values stay in the audit trail."""

    __tablename__ = "patient"
    __table_args__ = (
        of_clinic(),
        sa.UniqueConstraint("clinic_id", "record_number"),
        sa.Index("ix_patient_birth_date", "clinic_id", "birth_date"),
        sa.Index("ix_patient_folded_name", "clinic_id", "folded_name"),
    )

    record_number: Mapped[str] = mapped_column(sa.String(40))
    given_name: Mapped[str]
    family_name: Mapped[str]
    folded_name: Mapped[str]  # "lucja nowak": ASCII, lower case, for searching
    birth_date: Mapped[date]
    sex: Mapped[Sex] = mapped_column(Word(Sex))  # for norms only
    language: Mapped[str] = mapped_column(sa.String(12), default="en")
    telephone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    emergency_contact_name: Mapped[str] = mapped_column(default="")
    emergency_contact_telephone: Mapped[str] = mapped_column(default="")
    emergency_contact_relation: Mapped[str] = mapped_column(default="")
    referrer: Mapped[str] = mapped_column(default="")
    sight_hearing_aid_notes: Mapped[str] = mapped_column(default="")
    created_by_id: Mapped[UUID | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own protocol
