from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from clinic.accounts import links, queries, second_factor
from clinic.accounts.models import Account, Clinician, PasswordLink, SignInSession, Stage
from clinic.accounts.sessions import open_session
from clinic.audit.actions import record_event
from clinic.db import OutsideClinic, db, entered_clinic
from clinic.ids import new_id
from clinic.web.access import Actor, Role
from clinic.web.transactions import ChangedMeanwhile

LINK_VALID_FOR = links.VALID_FOR


class LastAdministrator(RuntimeError):
    """Somebody has to be able to let people in."""


class PlaceTaken(RuntimeError):
    """The account has a place in this clinic already."""

    def __init__(self, clinician: Clinician) -> None:
        super().__init__()
        self.clinician_id = clinician.id


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceDetails:
    """What a place says about somebody."""

    name: str
    role: Role
    treats: bool = False
    credentials: str = ""
    registration_number: str = ""

    def as_columns(self) -> dict[str, object]:
        return {
            "name": self.name,
            "role": self.role,
            "treats": self.treats and self.role is Role.ADMINISTRATOR,
            "credentials": self.credentials,
            "registration_number": self.registration_number,
        }


# --- accounts and places --------------------------------------------------------------------


def make_account(email: str, *, password_hash: str = "") -> Account:
    """An account that has no place yet; without a password nobody can sign in to it."""
    account = Account(
        email=email.strip().lower(),
        password=password_hash,
        active=True,
        fs_uniquifier=new_id().hex,
    )
    db.session.add(account)
    db.session.flush()
    return account


def give_place(
    account: Account,
    details: PlaceDetails,
    *,
    by: Actor | None,
    at: datetime,
    invited: bool = False,
    record_id: UUID | None = None,
) -> Clinician:
    """A place in the clinic that was entered. Invited: it begins when the link is used."""
    earlier = queries.find_place(account.id)
    if earlier is not None:
        raise PlaceTaken(earlier)
    clinic_id = entered_clinic()
    if clinic_id is None:
        raise OutsideClinic("A place is in a clinic, and none was entered.")
    clinician = Clinician(
        clinic_id=clinic_id,
        id=record_id or new_id(),
        account_id=account.id,
        invited=invited,
        **details.as_columns(),  # type: ignore[arg-type]  # the columns of the same names
    )
    db.session.add(clinician)
    new = {**details.as_columns(), "email": account.email}
    record_event("clinician.added", clinician, by=by, at=at, new=new)
    return clinician


def change_place(
    clinician: Clinician, details: PlaceDetails, *, version: int, by: Actor | None, at: datetime
) -> None:
    """Another name or role. A changed role ends the person's sessions here."""
    if clinician.version != version:
        raise ChangedMeanwhile
    columns = details.as_columns()
    old = {name: getattr(clinician, name) for name in columns}
    if old == columns:
        return
    if _administers(clinician) and details.role is not Role.ADMINISTRATOR:
        _refuse_last_administrator(at)
    for name, value in columns.items():
        setattr(clinician, name, value)
    changed = {name for name in columns if old[name] != columns[name]}
    if changed & {"role", "treats"}:
        end_sessions_of(clinician, at=at)
    record_event("clinician.changed", clinician, by=by, at=at, old=old, new=columns)


def end_place(clinician: Clinician, *, by: Actor | None, at: datetime) -> None:
    """Nobody signs in to it any more; what was signed keeps the name."""
    if clinician.active_until is not None:
        return
    if _administers(clinician):
        _refuse_last_administrator(at)
    clinician.active_until = at
    end_sessions_of(clinician, at=at)
    void_links(clinician.account_id, clinician.clinic_id)
    record_event("clinician.deactivated", clinician, by=by, at=at, new={"active_until": at})


def reopen_place(clinician: Clinician, *, by: Actor | None, at: datetime) -> None:
    """The place begins again, with the role that it had."""
    old = {"active_until": clinician.active_until}
    clinician.active_until = None
    record_event(
        "clinician.reactivated", clinician, by=by, at=at, old=old, new={"active_until": None}
    )


def _administers(clinician: Clinician) -> bool:
    return clinician.role is Role.ADMINISTRATOR and not clinician.invited


def _refuse_last_administrator(at: datetime) -> None:
    if queries.count_administrators(at=at) <= 1:
        raise LastAdministrator


# --- links that are used once -----------------------------------------------------------------


def make_link(clinician: Clinician, *, by: Actor | None, at: datetime) -> str:
    """A link for taking a place that was offered, else for a new password; earlier ones are void.

    Returns its token, which is shown once and stored nowhere.
    """
    void_links(clinician.account_id, clinician.clinic_id)
    token = links.new_token()
    db.session.add(
        PasswordLink(
            token_hash=links.hash_of(token),
            account_id=clinician.account_id,
            clinic_id=clinician.clinic_id,
            renews_password=not clinician.invited,
            expires_at=at + links.VALID_FOR,
        )
    )
    record_event("account.link_made", clinician, by=by, at=at, new={})
    return token


def use_link(
    link: PasswordLink, clinician: Clinician, *, password_hash: str | None, by: Actor, at: datetime
) -> None:
    """Takes the place; with a hash, that becomes the password and all sessions end."""
    link.used_at = at
    clinician.invited = False
    if password_hash is not None:
        set_password(queries.lock_account(link.account_id), password_hash, by=by, at=at)
    record_event("clinician.joined", clinician, by=by, at=at, new={"invited": False})


def void_links(account_id: int, clinic_id: UUID) -> None:
    """Takes the links away that nobody has used yet."""
    db.session.execute(
        sa.delete(PasswordLink).where(
            PasswordLink.account_id == account_id,
            PasswordLink.clinic_id == clinic_id,
            PasswordLink.used_at.is_(None),
        )
    )


# --- signing in and out -----------------------------------------------------------------------


def sign_in(clinician: Clinician, *, by: Actor, at: datetime) -> str:
    """Opens a session in the place's clinic, which was entered; returns its token."""
    token = open_session(clinician.account_id, clinician.clinic_id, at=at)
    record_event("account.signed_in", clinician, by=by, at=at, new={})
    return token


def note_sign_out(clinician: Clinician, *, by: Actor, at: datetime) -> None:
    record_event("account.signed_out", clinician, by=by, at=at, new={})


def wait_for(account: Account, stage: Stage, *, at: datetime) -> str:
    """A sign-in that needs one thing more; returns the token that stands for it."""
    return open_session(account.id, None, at=at, stage=stage)


def end_session(session: SignInSession, *, at: datetime) -> None:
    if session.ended_at is None:
        session.ended_at = at


def end_sessions(
    account_id: int,
    *,
    at: datetime,
    clinic_id: UUID | None = None,
    keep: Collection[UUID | None] = (),
) -> None:
    """Ends an account's sessions, in one clinic or everywhere, apart from those to keep."""
    for one in db.session.scalars(
        sa.select(SignInSession).where(
            SignInSession.account_id == account_id, SignInSession.ended_at.is_(None)
        )
    ):
        if one.id not in keep and clinic_id in {None, one.clinic_id}:
            one.ended_at = at
    db.session.flush()


def end_sessions_of(clinician: Clinician, *, at: datetime) -> None:
    """Those in the place's own clinic; other clinics' are not ours to end."""
    end_sessions(clinician.account_id, at=at, clinic_id=clinician.clinic_id)


def end_all_sessions_of(clinician: Clinician, *, by: Actor, at: datetime) -> None:
    end_sessions_of(clinician, at=at)
    record_event("account.sessions_ended", clinician, by=by, at=at, new={})


def end_own_sessions(*, by: Actor, at: datetime) -> None:
    """One's own, in every clinic, but for the one that is used."""
    end_sessions(by.account_id, at=at, keep=(by.session_id,))
    place = queries.get_clinician(by.clinician_id)
    record_event("account.sessions_ended", place, by=by, at=at, new={})


def note_session_ended(session: SignInSession, *, by: Actor, at: datetime) -> None:
    record_event("account.session_ended", session, by=by, at=at, new={})


# --- password and second factor -----------------------------------------------------------------


def set_password(
    account: Account,
    password_hash: str,
    *,
    by: Actor,
    at: datetime,
    keep: Collection[UUID | None] = (),
) -> None:
    """A new password ends all sessions but those to keep."""
    account.password = password_hash
    end_sessions(account.id, at=at, keep=keep)
    place = queries.get_clinician(by.clinician_id)
    record_event("account.password_changed", place, by=by, at=at, new={})


def turn_on_second_factor(account: Account, secret: str, *, by: Actor, at: datetime) -> list[str]:
    codes = second_factor.turn_on(account, secret)
    place = queries.get_clinician(by.clinician_id)
    record_event("account.second_factor_on", place, by=by, at=at, new={})
    return codes


def turn_off_second_factor(
    account: Account, place: Clinician, *, by: Actor | None, at: datetime
) -> None:
    second_factor.turn_off(account)
    record_event("account.second_factor_off", place, by=by, at=at, new={})


def renew_recovery_codes(account: Account, *, by: Actor, at: datetime) -> list[str]:
    codes = second_factor.new_recovery_codes(account)
    place = queries.get_clinician(by.clinician_id)
    record_event("account.recovery_codes_renewed", place, by=by, at=at, new={})
    return codes
