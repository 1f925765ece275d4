"""What was recorded when an instrument was used: how it ended, with which aid, and the numbers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Status(StrEnum):
    """How a test ended. Only a completed one carries a number."""

    COMPLETED = "completed"
    UNABLE = "unable"
    UNSAFE = "not_attempted_unsafe"
    REFUSED = "refused"
    NOT_DONE = "not_done"


class Aid(StrEnum):
    """What the person walked or stood with. `PERSON` is physical help."""

    NONE = "none"
    SINGLE_STICK = "single_stick"
    TWO_STICKS = "two_sticks"
    CRUTCHES = "crutches"
    ROLLATOR = "rollator"
    FRAME = "frame"
    PERSON = "person"


CANNOT_DO: Final = frozenset({Status.UNABLE, Status.UNSAFE})
NOT_TRIED: Final = frozenset({Status.REFUSED, Status.NOT_DONE})

Numbers = tuple[Decimal | None, ...]
NOTHING: Final[Mapping[str, Numbers]] = MappingProxyType({})
NO_CONDITIONS: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True, slots=True)
class Responses:
    """One use of an instrument, as recorded.

    `numbers` holds one tuple for each group of items, by the group's code, in the order of its
    items; None is an item that was not done. `practice` holds practice trials: kept, never scored.
    `conditions` are the conditions of the definition, such as pace or start.
    """

    status: Status = Status.COMPLETED
    aid: Aid = Aid.NONE
    numbers: Mapping[str, Numbers] = field(default_factory=lambda: NOTHING)
    practice: Numbers = ()
    flags: frozenset[str] = frozenset()
    conditions: Mapping[str, str] = field(default_factory=lambda: NO_CONDITIONS)

    def of(self, group_code: str) -> Numbers:
        """The numbers of a group; none when the group was left out."""
        return self.numbers.get(group_code, ())


def effective_status(responses: Responses, *, voiding: Collection[str] = frozenset()) -> Status:
    """How the test counts: physical help of a person voids a test that was carried out.

    Args:
        responses: what was recorded.
        voiding: codes of the checks on the conduct that void the test, such as arms used.

    Source: instruments.md 0.1, aid `person` (house rule [?]); 2.3, arms used.
    """
    voided = responses.aid is Aid.PERSON or not responses.flags.isdisjoint(voiding)
    return Status.UNABLE if voided and responses.status is Status.COMPLETED else responses.status
