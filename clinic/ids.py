"""Keys of new records."""

import secrets
import time
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

LAST_MS: Final = 253_402_300_799_000  # the last second of the year 9999


def new_id() -> UUID:
    """A UUIDv7: the first 48 bits are the time, so that keys made later sort later (RFC 9562)."""
    unix_ms = time.time_ns() // 1_000_000
    number = (unix_ms << 80) | secrets.randbits(80)
    number = (number & ~(0xF << 76)) | (0x7 << 76)
    return UUID(int=(number & ~(0x3 << 62)) | (0x2 << 62))


def made_at(key: UUID) -> datetime:
    """When a key of ours was made, to the second; of a key of another kind, some moment."""
    return datetime.fromtimestamp(min(key.int >> 80, LAST_MS) // 1000, tz=UTC)
