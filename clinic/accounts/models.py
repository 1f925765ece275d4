from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask_security import UserMixin
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column

from clinic.db import Base, ClinicKeyed, Plain, Word, of_clinic
from clinic.ids import new_id
from clinic.web.access import Role


class Account(Plain, UserMixin):
    """Who signs in: e-mail, password, second factor. Not owned by a clinic.

    The columns that Flask-Security reads, without its role tables: what somebody may do is
    a matter of their place in a clinic (`Clinician`).
    """

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(255), unique=True)
    password: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(sa.String(64), unique=True)
    tf_primary_method: Mapped[str | None] = mapped_column(sa.String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(sa.Text())
    # Flask-Security takes a used code out of the list itself: a plain JSON column would not notice.
    mf_recovery_codes: Mapped[list[Any] | None] = mapped_column(MutableList.as_mutable(sa.JSON()))
    totp_last_counter: Mapped[int | None] = mapped_column(sa.BigInteger)


class Clinician(ClinicKeyed):
    """An account's place in one clinic. It may end; what was signed keeps its name."""

    __tablename__ = "clinician"
    __table_args__ = (of_clinic(), sa.UniqueConstraint("clinic_id", "account_id"))

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    name: Mapped[str]
    credentials: Mapped[str] = mapped_column(default="")
    registration_number: Mapped[str] = mapped_column(default="")
    role: Mapped[Role] = mapped_column(Word(Role))
    # An administrator who also treats has a clinician's rights as well.
    treats: Mapped[bool] = mapped_column(default=False)
    # Offered, not yet taken: whose account it is says so by the link that was handed over.
    invited: Mapped[bool] = mapped_column(default=False)
    active_until: Mapped[datetime | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own protocol


class Stage(StrEnum):
    """How far a sign-in has come. Only `OPEN` is signed in."""

    CODE = "code"  # the password was right; the second factor is asked for
    CLINIC = "clinic"  # the account has several places; which one is asked
    OPEN = "open"


class SignInSession(Base):
    """One signed-in browser. The cookie holds a token; only its hash is here."""

    __tablename__ = "sign_in_session"

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    clinic_id: Mapped[UUID | None] = mapped_column(default=None)
    stage: Mapped[Stage] = mapped_column(Word(Stage), default=Stage.OPEN)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    address: Mapped[str] = mapped_column(default="")
    agent: Mapped[str] = mapped_column(default="")


class SignInAttempt(Base):
    """A sign-in that failed, or is being tried; counted by account and by address."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (sa.Index("ix_sign_in_attempt_key_at", "key", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    key: Mapped[str] = mapped_column(sa.String(80))  # a keyed hash of e-mail or address
    at: Mapped[datetime]


class PasswordLink(Base):
    """A link by which somebody takes a place or chooses a password, once. Only its hash is here."""

    __tablename__ = "password_link"

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    clinic_id: Mapped[UUID] = mapped_column(sa.ForeignKey("clinic.id"))
    # Else who uses it shows with the account's own password that it is theirs.
    renews_password: Mapped[bool] = mapped_column(default=False)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)
