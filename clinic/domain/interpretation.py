"""What a score means: its band, its separate flags, and where it stands among people alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from clinic.domain.banding import (
    BANDING_METHODS,
    NO_NORM,
    Judged,
    flags_raised,
    is_capped,
    norm_position,
)
from clinic.domain.details import NO_DETAILS, Details, details
from clinic.domain.instruments import Instrument
from clinic.domain.people import Sex
from clinic.domain.responses import CANNOT_DO, Aid, Responses, Status
from clinic.domain.scoring import Score, answered, score, status_of
from clinic.domain.thresholds import NormTable, ThresholdProfile
from clinic.domain.units import speed_m_per_s, stored

__all__ = ("BANDING_METHODS", "NO_NORM", "Interpretation", "Person", "interpret", "norm_for")


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """The person measured, as far as norms need it: completed years and sex for norms."""

    age_years: int | None = None
    sex: Sex = Sex.UNKNOWN


@dataclass(frozen=True, kw_only=True, slots=True)
class Interpretation:
    """A result with its meaning on the day it was taken.

    `speed_m_per_s` is not rounded. `norm_value` is the cell of the norm table, given whatever the
    status; `norm` is the position against it. `flags` hold None where there is no number. `level`
    is the band of the second scale; `details` hold parts, sides and notes of a completed test.
    """

    score: Score | None
    status: Status
    band: str | None
    profile: str
    flags: Mapping[str, bool | None]
    norm: str | None
    norm_value: Decimal | None
    speed_m_per_s: Decimal | None
    outside_validated_conditions: bool
    items_answered: int
    items_of: int
    level: str | None = None
    details: Details = field(default_factory=lambda: NO_DETAILS)

    @property
    def complete(self) -> bool:
        """Whether the test was completed and gave a number."""
        return self.status is Status.COMPLETED and self.score is not None

    @property
    def percent_of_norm(self) -> Decimal | None:
        """The score before rounding, in percent of the norm, whole."""
        if self.score is None or not self.norm_value:
            return None
        return stored(self.score.banded / self.norm_value * 100, 0)


def interpret(
    instrument: Instrument,
    responses: Responses,
    *,
    person: Person,
    profile: str | None = None,
) -> Interpretation:
    """Score one use of an instrument and say what the score means.

    Args:
        instrument: the definition in the version that was used.
        responses: what was recorded.
        person: age on the day of the test, and sex for norms.
        profile: the threshold profile; None takes the instrument's default.

    Raises:
        ImpossibleResponses: the numbers cannot come from this instrument.
        UnknownProfile: the instrument has no such threshold profile.

    Source: instruments.md 0.1, 11.2 and the sections of the instruments.
    """
    thresholds = instrument.profile(profile)
    result = score(instrument, responses)
    value = result.banded if result is not None else None
    speed = _speed(instrument, value)
    norm_value = norm_for(instrument.norm, person, under=instrument.under(responses.conditions))
    done, of = answered(instrument, responses)
    status = status_of(instrument, responses)
    completed = status is Status.COMPLETED
    capped = is_capped(instrument, responses, value)
    level = instrument.levels.level(value).code if instrument.levels and value is not None else None
    return Interpretation(
        score=result,
        status=status,
        band=_band(instrument, thresholds, responses, status=status, at=(value, norm_value)),
        profile=thresholds.code,
        flags=flags_raised(instrument, value, speed, unable=status in CANNOT_DO),
        norm=None if capped else norm_position(instrument.norm, value, norm_value),
        norm_value=norm_value,
        speed_m_per_s=speed,
        outside_validated_conditions=(
            instrument.validated_without_aid and responses.aid is not Aid.NONE
        ),
        items_answered=done if completed else 0,
        items_of=of,
        level=level,
        details=details(instrument, responses) if completed else NO_DETAILS,
    )


def norm_for(
    table: NormTable | None, person: Person, *, under: frozenset[str] = frozenset()
) -> Decimal | None:
    """The cell of a norm table for a person. Outside the table there is none; never a guess.

    Args:
        table: the norms of an instrument.
        person: age and sex.
        under: the conditions of the test, as `Instrument.under` gives them.
    """
    if table is None:
        return None
    for row in table.rows:
        if row.covers(person.age_years, person.sex) and under.issuperset(row.when):
            return row.value
    return None


def _band(
    instrument: Instrument,
    thresholds: ThresholdProfile,
    responses: Responses,
    *,
    status: Status,
    at: tuple[Decimal | None, Decimal | None],
) -> str | None:
    value, norm_value = at
    if value is None and status in CANNOT_DO:
        return instrument.band_when_unable
    if value is None and status is not Status.COMPLETED:
        return None
    judged = Judged(thresholds=thresholds, value=value, norm_value=norm_value, responses=responses)
    return BANDING_METHODS[instrument.banding](instrument, judged)


def _speed(instrument: Instrument, value: Decimal | None) -> Decimal | None:
    if value is None:
        return None
    if instrument.course_m is not None:
        return speed_m_per_s(instrument.course_m, value)
    return value if instrument.rounds_score else None
