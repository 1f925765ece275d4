"""One try at a password, counted, with the slow work done outside of every transaction."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import request

from clinic.accounts import passwords, queries, throttle
from clinic.accounts.known_browsers import known_browser_of
from clinic.accounts.models import Account
from clinic.db import db
from clinic.web.transactions import storing

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """A password that was right: whose, and the tries to strike out when that is stored."""

    account_id: int
    tries: Sequence[UUID]
    renewed: str | None

    def settle(self, account: Account) -> None:
        """Inside the writing transaction that stores what the password was asked for."""
        throttle.strike_out(self.tries)
        if self.renewed is not None:
            account.password = self.renewed


def check_sign_in(email: str, password: str, *, at: datetime) -> Checked | None:
    """Whether somebody may go on signing in; as late, and the same, when there is no account.

    Raises:
        TooManyRequests: there were too many tries for this account or from this address.
    """
    email = email.strip().lower()
    account = queries.find_account(email)
    known = known_browser_of(account.id, at=at) if account is not None else None
    tries = throttle.take_a_try(
        [throttle.counted("browser", known) if known else _of_account(email), _of_address()], at=at
    )
    account = queries.find_account(email)
    places = queries.list_places(account.id, at=at) if account is not None else []
    match = passwords.matches(account, password)
    if account is None or not match.right or not account.active or not places:
        logger.warning(
            "sign-in refused for %s from %s",
            f"account {account.id}" if account is not None else "an unknown account",
            request.remote_addr,
        )
        return None
    return Checked(account_id=account.id, tries=tries, renewed=match.renewed)


def check_password(account_id: int, password: str, *, at: datetime) -> Checked | None:
    """Whether it is the password of an account that is known already: before something that weighs.

    Raises:
        TooManyRequests: there were too many tries for this account or from this address.
    """
    account = queries.get_account(account_id)
    tries = throttle.take_a_try([_of_account(account.email), _of_address()], at=at)
    account = queries.get_account(account_id)
    match = passwords.matches(account, password)
    if not match.right:
        logger.warning("password refused for account %s from %s", account_id, request.remote_addr)
        return None
    return Checked(account_id=account_id, tries=tries, renewed=match.renewed)


def take_a_try_at_code(account_id: int, *, at: datetime) -> list[UUID]:
    """Counts a try at the second factor."""
    db.session.rollback()
    return throttle.take_a_try([throttle.counted("code", str(account_id)), _of_address()], at=at)


def take_a_try_from_here(kind: str, *, at: datetime) -> list[UUID]:
    """Counts a try at something that has no account."""
    return throttle.take_a_try([throttle.counted(kind, request.remote_addr or "")], at=at)


def settle(tries: Sequence[UUID]) -> None:
    """Strikes the tries out, in a transaction of its own."""
    with storing():
        throttle.strike_out(tries)


def _of_account(email: str) -> str:
    return throttle.counted("account", email)


def _of_address() -> str:
    return throttle.counted("address", request.remote_addr or "")
