from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from clinic.db import ClinicOwned, of_clinic, to


class IssuedDocument(ClinicOwned):
    """A document handed over: what it was made from, and the hash of its bytes."""

    __tablename__ = "issued_document"
    __table_args__ = (
        of_clinic(),
        to("episode"),
        to("clinician", "by_id"),
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
