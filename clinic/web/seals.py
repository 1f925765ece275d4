"""Text that passes through a browser and comes back unread and unchanged, for a while."""

import base64
from datetime import datetime
from functools import cache
from typing import Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

KEY_BYTES: Final = 32


def seal(purpose: str, text: str, *, at: datetime) -> str:
    """Encrypted and signed for one purpose; what was sealed for another does not open."""
    return _box(purpose).encrypt_at_time(text.encode(), int(at.timestamp())).decode()


def unseal(purpose: str, sealed: str, *, at: datetime, within_s: int) -> str | None:
    """What was sealed at most that many seconds ago; None when it is old, foreign or changed."""
    try:
        opened = _box(purpose).decrypt_at_time(
            sealed.encode(errors="replace"), ttl=within_s, current_time=int(at.timestamp())
        )
    except InvalidToken:
        return None
    return opened.decode()


def derived_key(secret_key: str, purpose: str) -> bytes:
    """A key of its own for each purpose, out of the one secret (HKDF, RFC 5869)."""
    return HKDF(
        algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"stepback {purpose}".encode()
    ).derive(secret_key.encode())


def _box(purpose: str) -> MultiFernet:
    settings = current_app.config["SETTINGS"]
    return _box_of((settings.secret_key, *settings.older_secret_keys), purpose)


@cache
def _box_of(secret_keys: tuple[str, ...], purpose: str) -> MultiFernet:
    """The newest key seals; the older ones still open."""
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(derived_key(key, purpose))) for key in secret_keys]
    )
