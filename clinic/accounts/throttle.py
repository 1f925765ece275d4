"""Guessing is slowed down, by account and by address, and nobody is locked out for good.

A try is written down before the password is looked at, so that many at once count as many; when it
was right it is struck out again. A browser in which this account has signed in before has a count
of its own: a stranger's tries do not keep its owner out (OWASP's device cookies).
"""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from flask import current_app
from werkzeug.exceptions import TooManyRequests

from clinic.accounts.models import SignInAttempt
from clinic.db import db
from clinic.ids import new_id
from clinic.web.seals import derived_key
from clinic.web.transactions import storing

TRIES: Final = 10
WITHIN: Final = timedelta(minutes=5)
KEPT_FOR: Final = timedelta(days=1)


def counted(kind: str, value: str) -> str:
    """The name under which tries are counted: a keyed hash, so that the table names nobody."""
    secret = derived_key(current_app.config["SETTINGS"].secret_key, "throttle")
    return hmac.new(secret, f"{kind} {value}".encode(), hashlib.sha256).hexdigest()


def take_a_try(keys: Sequence[str], *, at: datetime) -> list[UUID]:
    """Counts a try under each of the keys; hand the answer to `strike_out` when it was right.

    Raises:
        TooManyRequests: there were ten within five minutes under one of them.
    """
    with storing():
        _one_at_a_time()
        wait = max(_wait(key, at=at) for key in keys)
        if wait > 0:
            raise TooManyRequests(retry_after=wait)
        tries = [SignInAttempt(id=new_id(), key=key, at=at) for key in keys]
        db.session.add_all(tries)
        db.session.execute(sa.delete(SignInAttempt).where(SignInAttempt.at < at - KEPT_FOR))
        return [one.id for one in tries]


def strike_out(tries: Sequence[UUID]) -> None:
    """The try was no guess. Inside a writing transaction."""
    db.session.execute(sa.delete(SignInAttempt).where(SignInAttempt.id.in_(tries)))


def _wait(key: str, *, at: datetime) -> int:
    """Seconds until the next try; 0 when it may be made now."""
    recent = db.session.scalars(
        sa.select(SignInAttempt.at)
        .where(SignInAttempt.key == key, SignInAttempt.at > at - WITHIN)
        .order_by(SignInAttempt.at.desc())
        .limit(TRIES)
    ).all()
    if len(recent) < TRIES:
        return 0
    return int((recent[-1] + WITHIN - at).total_seconds()) + 1


def _one_at_a_time() -> None:
    """SQLite's write lock does this by itself; on PostgreSQL a lock of this name does."""
    if db.session.connection().dialect.name == "postgresql":
        db.session.execute(sa.text("SELECT pg_advisory_xact_lock(hashtext('sign_in_attempt'))"))
