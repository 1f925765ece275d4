"""What `stepback serve` prints while the instance is empty."""

import base64
from typing import Final

from clinic.config import Settings
from clinic.web.seals import derived_key

TOKEN_LENGTH: Final = 32  # letters and digits of 5 bits: 160 bits


def set_up_token(settings: Settings) -> str:
    """The token that lets the first visitor in from afar; the same in every process."""
    return base64.b32encode(derived_key(settings.secret_key, "set-up"))[:TOKEN_LENGTH].decode()
