from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from clinic.db import ClinicOwned, Word, of_clinic, to
from clinic.documents.requests import Audience, Occasion


class IssuedDocument(ClinicOwned):
    """A document handed over: what it was made from, and the hash of its bytes.

    A report that was amended stays: the newer one names it in `replaces_id`.
    """

    __tablename__ = "issued_document"
    __table_args__ = (
        of_clinic(),
        to("episode"),
        to("clinician", "by_id"),
        to("issued_document", "replaces_id"),
        sa.UniqueConstraint("clinic_id", "replaces_id"),  # a report is replaced once
        sa.Index("ix_issued_document_episode", "clinic_id", "episode_id"),
    )

    episode_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(sa.String(30))  # printing.Kind
    recipient: Mapped[str] = mapped_column(default="")
    paper: Mapped[str] = mapped_column(sa.String(10))
    language: Mapped[str] = mapped_column(sa.String(12), default="en")
    content: Mapped[dict[str, Any]]  # the whole content, so that it can be made again
    sha256: Mapped[str] = mapped_column(sa.String(64))
    program_version: Mapped[str] = mapped_column(sa.String(20))
    issued_at: Mapped[datetime]
    by_id: Mapped[UUID]
    # What a clinician typed for a report, so that an amendment starts from it.
    request: Mapped[dict[str, Any]] = mapped_column(default_factory=dict, server_default="{}")
    replaces_id: Mapped[UUID | None] = mapped_column(default=None)
    replaced_because: Mapped[str] = mapped_column(default="", server_default="")


class ReportDraft(ClinicOwned):
    """A report that is being written. Signing makes a document of it; the draft ends."""

    __tablename__ = "report_draft"
    __table_args__ = (
        of_clinic(),
        to("episode"),
        to("clinician", "by_id"),
        to("issued_document", "replaces_id"),
        sa.Index("ix_report_draft_episode", "clinic_id", "episode_id"),
    )

    episode_id: Mapped[UUID]
    audience: Mapped[Audience] = mapped_column(Word(Audience))
    paper: Mapped[str] = mapped_column(sa.String(10))
    opened_at: Mapped[datetime]
    by_id: Mapped[UUID]  # who saved it last
    recipient: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")
    next_step: Mapped[str] = mapped_column(default="")
    question: Mapped[str] = mapped_column(default="")
    replaces_id: Mapped[UUID | None] = mapped_column(default=None)
    replaced_because: Mapped[str] = mapped_column(default="")
    occasion: Mapped[Occasion] = mapped_column(
        Word(Occasion), default=Occasion.PROGRESS, server_default=Occasion.PROGRESS.value
    )
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own protocol


class PrintJob(ClinicOwned):
    """One document for many patients, made beside the requests.

    Who works on it holds its lease: until `leased_until` nobody else does, and after it anybody
    may go on where it stopped.
    """

    __tablename__ = "print_job"
    __table_args__ = (
        of_clinic(),
        to("clinician", "by_id"),
        sa.Index("ix_print_job_by", "clinic_id", "by_id", "requested_at"),
        sa.Index("ix_print_job_waiting", "clinic_id", "finished_at"),
    )

    by_id: Mapped[UUID]
    account_id: Mapped[int]
    address: Mapped[str] = mapped_column(default="")
    requested_at: Mapped[datetime]
    order: Mapped[dict[str, Any]]  # orders.Order
    binding: Mapped[str] = mapped_column(sa.String(10))  # jobs.Binding
    item_count: Mapped[int]
    leased_by: Mapped[str | None] = mapped_column(sa.String(80), default=None)
    leased_until: Mapped[datetime | None] = mapped_column(default=None)
    cancelled_at: Mapped[datetime | None] = mapped_column(default=None)
    finished_at: Mapped[datetime | None] = mapped_column(default=None)
    failure: Mapped[str] = mapped_column(default="")
    result_bytes: Mapped[int] = mapped_column(default=0)
    kept_until: Mapped[datetime | None] = mapped_column(default=None)
    removed_at: Mapped[datetime | None] = mapped_column(default=None)


class PrintJobItem(ClinicOwned):
    """One patient's part of a print job: what became of it."""

    __tablename__ = "print_job_item"
    __table_args__ = (
        of_clinic(),
        to("print_job", "job_id"),
        to("patient"),
        to("episode"),
        to("issued_document", "document_id"),
        sa.UniqueConstraint("clinic_id", "job_id", "position"),
    )

    job_id: Mapped[UUID]
    position: Mapped[int]
    patient_id: Mapped[UUID]
    episode_id: Mapped[UUID]
    done_at: Mapped[datetime | None] = mapped_column(default=None)
    document_id: Mapped[UUID | None] = mapped_column(default=None)
    failure: Mapped[str] = mapped_column(default="")
