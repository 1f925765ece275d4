from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from clinic.db import ClinicOwned, Word, of_clinic, to
from clinic.domain.checklists import ClearanceStep, ItemType
from clinic.domain.findings import ChecklistStatus


class Checklist(ClinicOwned):
    """A checklist answered and signed. Its result is stored as it was that day."""

    __tablename__ = "checklist"
    __table_args__ = (
        of_clinic(),
        to("episode"),
        to("clinician", "signed_by_id"),
        sa.Index("ix_checklist_episode", "clinic_id", "episode_id", "definition_code"),
    )

    episode_id: Mapped[UUID]
    definition_code: Mapped[str] = mapped_column(sa.String(40))
    definition_version: Mapped[int]
    completed_on: Mapped[date]
    answers: Mapped[dict[str, Any]]  # item id -> "yes" | "no"; left out: not answered
    high_risk: Mapped[bool] = mapped_column(default=False)
    result: Mapped[ChecklistStatus] = mapped_column(Word(ChecklistStatus))  # on the day
    note: Mapped[str] = mapped_column(default="")
    signed_at: Mapped[datetime]
    signed_by_id: Mapped[UUID]


class Finding(ClinicOwned):
    """One triggered item of a checklist."""

    __tablename__ = "finding"
    __table_args__ = (
        of_clinic(),
        to("checklist"),
        sa.UniqueConstraint("clinic_id", "checklist_id", "item_id"),
    )

    checklist_id: Mapped[UUID]
    item_id: Mapped[str] = mapped_column(sa.String(20))
    kind: Mapped[ItemType] = mapped_column(Word(ItemType))
    mitigation_acknowledged: Mapped[bool] = mapped_column(default=False)


class MedicalClearance(ClinicOwned):
    """A doctor was asked about an item of a checklist, and what came back. Each step is a row."""

    __tablename__ = "medical_clearance"
    __table_args__ = (
        of_clinic(),
        to("checklist"),
        to("clinician", "by_id"),
        sa.Index("ix_medical_clearance_checklist", "clinic_id", "checklist_id"),
    )

    checklist_id: Mapped[UUID]
    item_id: Mapped[str] = mapped_column(sa.String(20))
    step: Mapped[ClearanceStep] = mapped_column(Word(ClearanceStep))
    on: Mapped[date]
    doctor: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by_id: Mapped[UUID]


class Override(ClinicOwned):
    """A clinician goes past a refusal: named, reasoned, expiring, shown wherever the patient is."""

    __tablename__ = "override"
    __table_args__ = (
        of_clinic(),
        to("checklist"),
        to("clinician", "by_id"),
        sa.Index("ix_override_checklist", "clinic_id", "checklist_id"),
    )

    checklist_id: Mapped[UUID]
    covers: Mapped[list[Any]]  # [[kind of reason, item id or null], …] as they stood that day
    reason: Mapped[str]
    given_on: Mapped[date]
    expires_on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[UUID]
    by_name: Mapped[str]


class PersonalLimits(ClinicOwned):
    """Vital signs and effort at which this person stops, in place of the general limits.

    Each row says all of them anew; the newest counts, and one that names none ends them.
    """

    __tablename__ = "personal_limits"
    __table_args__ = (
        of_clinic(),
        to("episode"),
        to("clinician", "by_id"),
        sa.Index("ix_personal_limits_episode", "clinic_id", "episode_id"),
    )

    episode_id: Mapped[UUID]
    limits: Mapped[dict[str, Any]]  # name of a general limit -> its value as text
    effort_max: Mapped[int | None] = mapped_column(default=None)
    reason: Mapped[str]
    agreed_with: Mapped[str]  # the doctor or team
    agreed_on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[UUID]


class SameDayCheck(ClinicOwned):
    """The items of a checklist that are asked again on the day of training, as answered."""

    __tablename__ = "same_day_check"
    __table_args__ = (
        of_clinic(),
        to("episode"),
        to("clinician", "by_id"),
        sa.Index("ix_same_day_check_episode", "clinic_id", "episode_id", "checked_on"),
    )

    episode_id: Mapped[UUID]
    definition_code: Mapped[str] = mapped_column(sa.String(40))
    definition_version: Mapped[int]
    checked_on: Mapped[date]
    answers: Mapped[dict[str, Any]]  # item id -> "yes" | "no"
    actions: Mapped[list[Any]]  # items whose action was put in place
    safe: Mapped[bool]
    at: Mapped[datetime]
    by_id: Mapped[UUID]
