"""Links that are handed over once: their token is stored nowhere, only its hash."""

import hashlib
import secrets
from datetime import timedelta
from typing import Final

VALID_FOR: Final = timedelta(hours=24)


def new_token() -> str:
    """256 bits, in letters that survive being read out or typed."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What is stored of it."""
    return hashlib.sha256(token.encode()).hexdigest()
