"""A test result held against a border."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, StrEnum
from operator import ge, le, lt
from typing import Final


class Unable(Enum):
    """A test that was tried and could not be done, or was not safe to try."""

    UNABLE = "unable"


UNABLE: Final = Unable.UNABLE

Measured = Decimal | Unable | None
"""A number, tried without success, or not measured."""

MeasuredTests = Mapping[str, Measured]
"""Latest result of each test by instrument code. A test that is not there was not measured."""


class Comparison(StrEnum):
    """How a result is held against a border."""

    AT_LEAST = ">="
    AT_MOST = "<="
    BELOW = "<"


_COMPARE: Final[Mapping[Comparison, Callable[[Decimal, Decimal], bool]]] = {
    Comparison.AT_LEAST: ge,
    Comparison.AT_MOST: le,
    Comparison.BELOW: lt,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Criterion:
    """What one test must show, in the unit of its instrument."""

    measure: str
    comparison: Comparison
    value: Decimal

    def passes(self, result: Decimal | Unable) -> bool:
        """Whether a result that was taken meets the border. Unable never does."""
        if isinstance(result, Unable):
            return False
        return _COMPARE[self.comparison](result, self.value)
