"""Keys of new records."""

import secrets
import time
from uuid import UUID


def new_id() -> UUID:
    """A UUIDv7: the first 48 bits are the time, so that keys made later sort later (RFC 9562)."""
    unix_ms = time.time_ns() // 1_000_000
    number = (unix_ms << 80) | secrets.randbits(80)
    number = (number & ~(0xF << 76)) | (0x7 << 76)
    return UUID(int=(number & ~(0x3 << 62)) | (0x2 << 62))
