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
    """Bands from the lowest value up, and the people they were found in.

    `when` names conditions ("eyes:open") without which the bands do not hold.
    """

    code: str
    words: str
    bands: tuple[Band, ...]
    worst_to_best: tuple[str, ...]
    population: str
    source: str
    caveat: str = ""
    when: tuple[str, ...] = ()

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
    """One cell of a norm table: ages inclusive, open where None; `sex` None holds for everybody.

    `when` names conditions ("eyes:open") under which alone the cell holds.
    """

    value: Decimal
    age_from: int | None = None
    age_to: int | None = None
    sex: Sex | None = None
    when: tuple[str, ...] = ()

    def covers(self, age_years: int | None, sex: Sex) -> bool:
        """Whether this age and sex are in the cell; without an age only where none counts."""
        if self.sex is not None and self.sex is not sex:
            return False
        if self.age_from is None and self.age_to is None:
            return True
        if age_years is None:
            return False
        oldest = self.age_to if self.age_to is not None else age_years
        return (self.age_from or 0) <= age_years <= oldest


@dataclass(frozen=True, kw_only=True, slots=True)
class NormTable:
    """What people of an age (and sex) do, and on which side of it one is worse.

    `inclusive`: the value of the table itself is on the worse side. `worse_range`, `better_range`
    and `line_words` are sentences with the place of the number as `{}`.
    """

    worse_side: Direction
    worse_code: str
    worse_words: str
    better_code: str
    better_words: str
    rows: tuple[NormRow, ...]
    source: str
    inclusive: bool = False
    worse_range: str = "fewer than {}"
    better_range: str = "{} or more"
    line_words: str = "below average under {}"

    def is_worse(self, value: Decimal, norm_value: Decimal) -> bool:
        """Whether a value lies on the worse side of a cell of the table."""
        if value == norm_value:
            return self.inclusive
        return (value > norm_value) == (self.worse_side is Direction.HIGHER)


@dataclass(frozen=True, kw_only=True, slots=True)
class LevelScale:
    """A second reading of the score, with bands of its own from the lowest value up."""

    words: str
    bands: tuple[Band, ...]
    source: str

    def level(self, value: Decimal) -> Band:
        """The band in which a value lies."""
        return next(band for band in self.bands if band.reaches(value))


@dataclass(frozen=True, kw_only=True, slots=True)
class MdcPercent:
    """A detectable change that grows with the score: percent of the earlier one."""

    percent: Decimal
    level_percent: int
    population: str
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Mdc:
    """Minimal detectable change of one person, in a population. Level None was not stated.

    `in_percent` is set where a clinic chose that it may grow with the score; `local` where the
    clinic found the error in its own patients.
    """

    profile: str
    value: Decimal
    population: str
    source: str
    level_percent: int | None = None
    sem: Decimal | None = None
    provisional: bool = False
    earlier_from: Decimal = Decimal(0)
    in_percent: MdcPercent | None = None
    local: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Instead:
    """The instrument to use where another one has reached an end of its scale."""

    instrument: str
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Mcid:
    """Minimal clinically important difference; important only in a similar population."""

    value: Decimal
    population: str
    source: str
    similar_population: bool
