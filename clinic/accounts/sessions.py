"""Who is signed in: a row on the server, named by a token in the cookie."""

import hashlib
import secrets
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from flask import Flask, g, has_request_context, request, session

from clinic import clock
from clinic.accounts.models import Clinician, SignInSession
from clinic.db import db, enter_clinic
from clinic.organisation.models import Clinic
from clinic.web.access import Actor, Role

COOKIE_KEY = "token"


def open_session(account_id: int, clinic_id: UUID | None, *, at: datetime) -> str:
    """Starts a session and returns its token, which is stored nowhere."""
    token = secrets.token_urlsafe(32)
    db.session.add(
        SignInSession(
            token_hash=_hash(token),
            account_id=account_id,
            clinic_id=clinic_id,
            started_at=at,
            seen_at=at,
            address=_address(),
        )
    )
    db.session.flush()
    return token


def load_actor() -> None:
    """Sets `g.actor` from the cookie's token, or None; enters the clinic."""
    g.actor = None
    token = session.get(COOKIE_KEY)
    if not token:
        return
    found = db.session.execute(
        sa.select(SignInSession, Clinician, Clinic)
        .join(
            Clinician,
            sa.and_(
                Clinician.account_id == SignInSession.account_id,
                Clinician.clinic_id == SignInSession.clinic_id,
            ),
        )
        .join(Clinic, Clinic.id == Clinician.clinic_id)
        .where(SignInSession.token_hash == _hash(token), SignInSession.ended_at.is_(None))
    ).first()
    if found is None:
        return
    signed_in, clinician, clinic = found
    if clinician.active_until is not None and clinician.active_until <= clock.now():
        return
    g.actor = actor_of(clinician, clinic, session_id=signed_in.id)
    enter_clinic(clinic.id)


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
        clinic_name=clinic.name,
        address=_address(),
        session_id=session_id,
    )


def init_app(app: Flask) -> None:
    """Every request begins by asking who acts."""
    app.before_request(load_actor)


def _address() -> str:
    return (request.remote_addr or "") if has_request_context() else ""


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
