"""Passwords: what is refused, and the slow work of hashing, done while nobody waits for us."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from werkzeug.exceptions import ServiceUnavailable

from clinic.accounts.machinery import SHORTEST_PASSWORD, common_passwords, machinery
from clinic.accounts.models import Account

LONGEST: Final = 1024
AT_ONCE: Final = 2  # hashes at a time: each takes 64 MiB and a quarter of a second
PATIENCE_S: Final = 10
FEWEST_DIFFERENT: Final = 4  # characters
RUNS: Final = "1234567890" * 10 + "abcdefghijklmnopqrstuvwxyz" * 3
# Of a passphrase that nobody knows, with the parameters in use: an unknown e-mail costs the same.
NOBODYS: Final = (
    "$argon2id$v=19$m=65536,t=3,p=4$HQG9OBPf4Zb95NrX7w2/5Q$"
    "IuSLa2TcWPtNGnzIVj+covcIgnFsgGXyHYrTogcrbHg"
)

_turns = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """Whether a password was right; `renewed` is its hash by today's parameters, if they differ."""

    right: bool
    renewed: str | None = None


def password_problems(password: str, *, known: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Why a new password is refused, in sentences; empty when it is not.

    `known` are texts that anybody could guess for this person: e-mail, name, clinic.
    """
    if len(password) < SHORTEST_PASSWORD:
        return (f"Choose at least {SHORTEST_PASSWORD} characters. Several words are easy to keep.",)
    if len(password) > LONGEST:
        return (f"Choose at most {LONGEST} characters.",)
    if _is_common(password):
        return ("This password is among those that are tried first. Choose another.",)
    if any(_same(password, text) for text in known if text):
        return ("This is your name, your e-mail or the clinic's name. Choose another.",)
    return ()


def hash_password(password: str) -> str:
    """The argon2id hash of a password, about a quarter of a second of work."""
    library = machinery()
    with _turn():
        hashed: str = library.pwd_context.hash(library.password_util.normalize(password))
    return hashed


def matches(account: Account | None, password: str) -> Match:
    """Whether this is the account's password. Nobody's takes as long as somebody's."""
    library = machinery()
    stored = account.password if account is not None and account.password else NOBODYS
    with _turn():
        right = library.pwd_context.verify(library.password_util.normalize(password), stored)
    if not right or account is None or not account.password:
        return Match(right=False)
    old = library.pwd_context.needs_update(stored)
    return Match(right=True, renewed=hash_password(password) if old else None)


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=PATIENCE_S):
        raise ServiceUnavailable(retry_after=PATIENCE_S)
    try:
        yield
    finally:
        _turns.release()


def _is_common(password: str) -> bool:
    """Common as it stands, said twice or more, or with digits and signs at its ends."""
    folded = password.casefold()
    bare = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", folded)
    candidates = {folded, bare, _unit_of(folded), _unit_of(bare)}
    if len(set(folded)) < FEWEST_DIFFERENT or folded in RUNS or folded[::-1] in RUNS:
        return True
    return bool(candidates & common_passwords())


def _unit_of(text: str) -> str:
    """What is said over and over: of "abcabcabc", "abc"."""
    at = (text + text).find(text, 1)
    return text[:at] if text else text


def _same(password: str, text: str) -> bool:
    plain = re.compile(r"[\W_]+")
    return plain.sub("", password.casefold()) == plain.sub("", text.casefold())
