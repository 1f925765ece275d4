"""Who is measured."""

from enum import StrEnum


class Sex(StrEnum):
    """Sex as the norm tables use it. `UNKNOWN` shows the score without a sex-specific norm."""

    FEMALE = "F"
    MALE = "M"
    UNKNOWN = "unknown"
