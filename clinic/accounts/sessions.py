"""Who is signed in: a row on the server, named by a token in the cookie."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from flask import Flask, g, has_request_context, request, session

from clinic import clock
from clinic.accounts.models import Account, Clinician, SignInSession, Stage
from clinic.accounts.queries import LONGEST_SESSION
from clinic.db import db, enter_clinic
from clinic.organisation.models import Clinic
from clinic.web.access import Actor, Role
from clinic.web.beside import Note, beside

COOKIE_KEY: Final = "token"
PENDING_FOR: Final = timedelta(minutes=10)
KEPT_FOR: Final = timedelta(days=90)  # then nobody asks any more; the trail has the sign-in
NOTED_EVERY: Final = timedelta(minutes=1)
AGENT_LENGTH: Final = 300

_SESSION: Final = (  # of a token, with the account and its place; put together once
    sa.select(SignInSession, Account, Clinician, Clinic)
    .join(Account, Account.id == SignInSession.account_id)
    .outerjoin(
        Clinician,
        sa.and_(
            Clinician.account_id == SignInSession.account_id,
            Clinician.clinic_id == SignInSession.clinic_id,
        ),
    )
    .outerjoin(Clinic, Clinic.id == Clinician.clinic_id)
    .where(
        SignInSession.token_hash == sa.bindparam("token_hash"),
        SignInSession.stage == sa.bindparam("stage"),
    )
)


def open_session(
    account_id: int, clinic_id: UUID | None, *, at: datetime, stage: Stage = Stage.OPEN
) -> str:
    """Starts a session and returns its token, which is stored nowhere."""
    token = secrets.token_urlsafe(32)
    db.session.execute(
        sa.delete(SignInSession).where(
            SignInSession.account_id == account_id, SignInSession.started_at < at - KEPT_FOR
        )
    )
    db.session.add(
        SignInSession(
            token_hash=_hash(token),
            account_id=account_id,
            clinic_id=clinic_id,
            stage=stage,
            started_at=at,
            seen_at=at,
            address=_address(),
            agent=_agent(),
        )
    )
    db.session.flush()
    return token


def remember(token: str) -> None:
    """Puts the token into this browser's cookie, and nothing of what was there before."""
    session.clear()
    g.pop("csrf_token", None)  # made for the cookie before
    session[COOKIE_KEY] = token


def forget() -> None:
    """Takes the token out of this browser's cookie."""
    session.clear()
    g.pop("csrf_token", None)


def load_actor() -> None:
    """Sets `g.actor` from the cookie's token, or None; enters the clinic.

    `g.typed_by` is the account whose session has run out: what it typed is kept for it.
    """
    g.actor = None
    g.typed_by = None
    if request.endpoint == "static":
        return
    found = _find(Stage.OPEN)
    if found is None or found.clinician is None or found.clinic is None:
        return
    signed_in, now = found.session, clock.now()
    if _is_over(signed_in, found.clinic, now) or not _holds(found.account, found.clinician, now):
        g.typed_by = signed_in.account_id
        return
    g.actor = actor_of(found.clinician, found.clinic, session_id=signed_in.id)
    g.found = found  # held, so that clinic and person are found again without asking anew
    g.idle_limit_s = found.clinic.idle_limit_min * 60
    enter_clinic(found.clinic.id)
    if now - signed_in.seen_at >= NOTED_EVERY:
        _note_seen(signed_in.id, found.clinic.id, now)


def find_pending(stage: Stage) -> SignInSession | None:
    """A sign-in that has come as far as this stage, ten minutes ago at most."""
    found = _find(stage)
    if found is None or found.session.ended_at is not None or not found.account.active:
        return None
    return found.session if clock.now() - found.session.started_at < PENDING_FOR else None


def actor_of(clinician: Clinician, clinic: Clinic, *, session_id: UUID | None = None) -> Actor:
    """The facts about who acts: an administrator who also treats is a clinician too."""
    roles = {clinician.role}
    if clinician.role is Role.ADMINISTRATOR and clinician.treats:
        roles.add(Role.CLINICIAN)
    return Actor(
        account_id=clinician.account_id,
        clinician_id=clinician.id,
        clinic_id=clinic.id,
        name=clinician.name,
        roles=frozenset(roles),
        time_zone=clinic.time_zone,
        language=clinic.language,
        clinic_name=clinic.name,
        address=_address(),
        session_id=session_id,
    )


def init_app(app: Flask) -> None:
    """Every request begins by asking who acts."""
    app.before_request(load_actor)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Found:
    session: SignInSession
    account: Account
    clinician: Clinician | None
    clinic: Clinic | None


def _find(stage: Stage) -> _Found | None:
    token = session.get(COOKIE_KEY)
    if not isinstance(token, str):
        return None
    row = db.session.execute(_SESSION, {"token_hash": _hash(token), "stage": stage}).first()
    if row is None:
        return None
    return _Found(session=row[0], account=row[1], clinician=row[2], clinic=row[3])


def _is_over(signed_in: SignInSession, clinic: Clinic, now: datetime) -> bool:
    """Ended, 12 hours old, or not used for as long as the clinic allows."""
    idle = timedelta(minutes=clinic.idle_limit_min)
    return (
        signed_in.ended_at is not None
        or now - signed_in.started_at >= LONGEST_SESSION
        or now - signed_in.seen_at >= idle
    )


def _holds(account: Account, place: Clinician, now: datetime) -> bool:
    """Whether the account may sign in, and its place in the clinic is taken and has not ended."""
    ended = place.active_until is not None and place.active_until <= now
    return account.active and not place.invited and not ended


def _note_seen(session_id: UUID, clinic_id: UUID, now: datetime) -> None:
    """Beside the request: a page view does not wait for the disk."""
    seen = sa.update(SignInSession).where(
        SignInSession.id == session_id, SignInSession.seen_at < now
    )
    beside().put(Note(clinic_id, seen.values(seen_at=now)))


def _address() -> str:
    return (request.remote_addr or "") if has_request_context() else ""


def _agent() -> str:
    return str(request.user_agent)[:AGENT_LENGTH] if has_request_context() else ""


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
