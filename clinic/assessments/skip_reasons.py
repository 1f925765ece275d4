"""Why a test is left out of a visit: one tap each, or said in the note."""

from collections.abc import Mapping
from typing import Final

OTHER_REASON: Final = "other"

SKIPPED_BECAUSE: Final[Mapping[str, str]] = {
    "no_time": "No time",
    "tired": "Tired",
    "pain": "Pain",
    "no_equipment": "No equipment",
    "not_needed": "Not needed today",
}
