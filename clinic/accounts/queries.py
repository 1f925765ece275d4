from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from werkzeug.exceptions import NotFound

from clinic.accounts.models import Account, Clinician, PasswordLink, SignInSession, Stage
from clinic.db import db, entered_clinic
from clinic.organisation.models import Clinic
from clinic.web.access import Role

LONGEST_SESSION: Final = timedelta(hours=12)


def find_account(email: str) -> Account | None:
    """By e-mail, however it is capitalised."""
    return db.session.scalar(sa.select(Account).where(Account.email == email.strip().lower()))


def get_account(account_id: int) -> Account:
    return db.session.get_one(Account, account_id, populate_existing=True)


def lock_account(account_id: int) -> Account:
    """The account, which nobody else changes until the transaction ends."""
    return db.session.get_one(Account, account_id, with_for_update=True, populate_existing=True)


def list_places(account_id: int, *, at: datetime) -> list[tuple[Clinician, Clinic]]:
    """Where this account may work now, by the clinic's name."""
    rows = db.session.execute(
        sa.select(Clinician, Clinic)
        .join(Clinic, Clinic.id == Clinician.clinic_id)
        .where(Clinician.account_id == account_id, Clinician.invited.is_(False), _holds(at))
        .order_by(Clinic.name, Clinic.id)
    )
    return [(clinician, clinic) for clinician, clinic in rows]


def works_elsewhere(account_id: int) -> bool:
    """Whether the account has, or had, a place in a clinic other than the one entered."""
    return bool(
        db.session.scalar(
            sa.select(
                sa.exists().where(
                    Clinician.account_id == account_id,
                    Clinician.clinic_id != entered_clinic(),
                    Clinician.invited.is_(False),
                )
            )
        )
    )


def find_clinician(clinician_id: UUID) -> Clinician | None:
    return db.session.get(Clinician, (entered_clinic(), clinician_id))


def get_clinician(clinician_id: UUID) -> Clinician:
    """Somebody of the clinic that was entered, or a 404."""
    found = find_clinician(clinician_id)
    if found is None:
        raise NotFound
    return found


def find_place(account_id: int) -> Clinician | None:
    """The account's place in the clinic that was entered, ended or not."""
    return db.session.scalar(
        sa.select(Clinician).where(
            Clinician.clinic_id == entered_clinic(), Clinician.account_id == account_id
        )
    )


def list_clinicians() -> list[tuple[Clinician, Account]]:
    """Everybody of the clinic that was entered, by name; also those whose place has ended."""
    rows = db.session.execute(
        sa.select(Clinician, Account)
        .join(Account, Account.id == Clinician.account_id)
        .where(Clinician.clinic_id == entered_clinic())
        .order_by(sa.func.lower(Clinician.name), Clinician.id)
    )
    return [(clinician, account) for clinician, account in rows]


def list_who_treats(*, at: datetime) -> list[Clinician]:
    """Who may answer for an episode now: clinicians, and administrators who treat; by name."""
    treats = sa.or_(
        Clinician.role == Role.CLINICIAN,
        sa.and_(Clinician.role == Role.ADMINISTRATOR, Clinician.treats.is_(True)),
    )
    return list(
        db.session.scalars(
            sa.select(Clinician)
            .where(
                Clinician.clinic_id == entered_clinic(),
                treats,
                Clinician.invited.is_(False),
                _holds(at),
            )
            .order_by(sa.func.lower(Clinician.name), Clinician.id)
        )
    )


def clinician_names() -> dict[UUID, str]:
    """Names of everybody who works or worked in the clinic that was entered."""
    rows = db.session.execute(
        sa.select(Clinician.id, Clinician.name)
        .where(Clinician.clinic_id == entered_clinic())
        .order_by(sa.func.lower(Clinician.name))
    )
    return {one.id: one.name for one in rows}


def count_administrators(*, at: datetime) -> int:
    return (
        db.session.scalar(
            sa.select(sa.func.count())
            .select_from(Clinician)
            .where(
                Clinician.clinic_id == entered_clinic(),
                Clinician.role == Role.ADMINISTRATOR,
                Clinician.invited.is_(False),
                _holds(at),
            )
        )
        or 0
    )


def list_sessions(
    account_id: int, *, at: datetime, clinic_id: UUID | None = None
) -> list[SignInSession]:
    """Sessions that are alive, the last used first; only one clinic's when it is named."""
    rows = db.session.execute(
        sa.select(SignInSession, Clinic)
        .join(Clinic, Clinic.id == SignInSession.clinic_id)
        .where(
            SignInSession.account_id == account_id,
            SignInSession.ended_at.is_(None),
            SignInSession.stage == Stage.OPEN,
            SignInSession.started_at > at - LONGEST_SESSION,
        )
        .order_by(SignInSession.seen_at.desc())
    )
    return [
        session
        for session, clinic in rows
        if clinic_id in {None, clinic.id}
        and at - session.seen_at < timedelta(minutes=clinic.idle_limit_min)
    ]


def find_session(session_id: UUID) -> SignInSession | None:
    return db.session.get(SignInSession, session_id)


def find_link(token_hash: str, *, at: datetime) -> PasswordLink | None:
    """A link that was not used and has not run out."""
    return db.session.scalar(
        sa.select(PasswordLink)
        .where(
            PasswordLink.token_hash == token_hash,
            PasswordLink.used_at.is_(None),
            PasswordLink.expires_at > at,
        )
        .with_for_update()
    )


def instance_is_empty() -> bool:
    return db.session.scalar(sa.select(Clinic.id).limit(1)) is None


def _holds(at: datetime) -> sa.ColumnElement[bool]:
    return sa.or_(Clinician.active_until.is_(None), Clinician.active_until > at)
