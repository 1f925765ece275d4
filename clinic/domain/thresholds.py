"""What gives a score its meaning: bands, lines, norms and the error of measurement."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from clinic.domain.people import Sex

DEFAULT_PROFILE: Final = "default"


class UnknownProfile(ValueError):
    """The instrument has no threshold or MDC profile of this name."""


class Direction(StrEnum):
    """Which way along the scale is better for the patient."""

    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, kw_only=True, slots=True)
class Band:
    """A stretch of the scale with a meaning. At most one of `below` and `up_to` ends it."""

    code: str
    words: str
    range_words: str
    below: Decimal | None = None
    up_to: Decimal | None = None
    at_risk: bool = False

    def reaches(self, value: Decimal) -> bool:
        """Whether a value has not passed the upper end of this band."""
        if self.below is not None:
            return value < self.below
        return self.up_to is None or value <= self.up_to

    @property
    def is_open(self) -> bool:
        """Whether no value passes this band."""
        return self.below is None and self.up_to is None


@dataclass(frozen=True, kw_only=True, slots=True)
class ThresholdProfile:
    """Bands from the lowest value up, and the people they were found in."""

    code: str
    words: str
    bands: tuple[Band, ...]
    worst_to_best: tuple[str, ...]
    population: str
    source: str
    caveat: str = ""

    def band(self, code: str) -> Band:
        """The band with this code.

        Raises:
            LookupError: the profile has no such band.
        """
        for band in self.bands:
            if band.code == code:
                return band
        raise LookupError(f"profile {self.code} has no band {code}")


@dataclass(frozen=True, kw_only=True, slots=True)
class CutOff:
    """The line that a chart draws; `inclusive` says whether the line itself is at risk."""

    value: Decimal
    at_risk_side: Direction
    inclusive: bool
    words: str
    at_risk_words: str
    better_words: str
    source: str
    profile: str = ""

    def is_at_risk(self, value: Decimal) -> bool:
        """Whether a value lies on the risk side of the line."""
        if value == self.value:
            return self.inclusive
        return (value > self.value) == (self.at_risk_side is Direction.HIGHER)


@dataclass(frozen=True, kw_only=True, slots=True)
class Flag:
    """A separate line with its own meaning. Raised above `above` or up to `up_to`."""

    code: str
    words: str
    source: str
    of_speed: bool = False
    above: Decimal | None = None
    up_to: Decimal | None = None
    below: Decimal | None = None
    when_unable: bool | None = None

    def is_raised(self, value: Decimal) -> bool:
        """Whether a value lies on the flagged side."""
        if self.above is not None:
            return value > self.above
        if self.below is not None:
            return value < self.below
        return self.up_to is not None and value <= self.up_to


@dataclass(frozen=True, kw_only=True, slots=True)
class NormRow:
    """One cell of a norm table: ages inclusive; `sex` None holds for everybody."""

    age_from: int
    age_to: int
    value: Decimal
    sex: Sex | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NormTable:
    """What people of an age (and sex) do, and on which side of it one is worse."""

    worse_side: Direction
    worse_code: str
    worse_words: str
    better_code: str
    better_words: str
    rows: tuple[NormRow, ...]
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Mdc:
    """Minimal detectable change of one person, in a population. Level None was not stated."""

    profile: str
    value: Decimal
    population: str
    source: str
    level_percent: int | None = None
    sem: Decimal | None = None
    provisional: bool = False
    earlier_from: Decimal = Decimal(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mcid:
    """Minimal clinically important difference; important only in a similar population."""

    value: Decimal
    population: str
    source: str
    similar_population: bool
