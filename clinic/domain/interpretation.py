"""What a score means: its band, its separate flags, and where it stands among people alike."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from clinic.domain.instruments import Instrument
from clinic.domain.people import Sex
from clinic.domain.responses import CANNOT_DO, Aid, Responses, Status, effective_status
from clinic.domain.scoring import Score, answered, score
from clinic.domain.thresholds import Direction, NormTable, ThresholdProfile
from clinic.domain.units import speed_m_per_s

NO_NORM: Final = "no_norm"


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """The person measured, as far as norms need it: completed years and sex for norms."""

    age_years: int | None = None
    sex: Sex = Sex.UNKNOWN


@dataclass(frozen=True, kw_only=True, slots=True)
class Interpretation:
    """A result with its meaning on the day it was taken.

    `speed_m_per_s` is not rounded. `norm_value` is the cell of the norm table, given whatever the
    status; `norm` is the position against it. `flags` hold None where there is no number.
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

    @property
    def complete(self) -> bool:
        """Whether the test was completed and gave a number."""
        return self.status is Status.COMPLETED and self.score is not None


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
    value = result.value if result is not None else None
    speed = _speed(instrument, value)
    norm_value = norm_for(instrument.norm, person)
    done, of = answered(instrument, responses)
    status = effective_status(responses)
    return Interpretation(
        score=result,
        status=status,
        band=_band(instrument, thresholds, value, status=status, norm_value=norm_value),
        profile=thresholds.code,
        flags=_flags(instrument, value, speed, unable=status in CANNOT_DO),
        norm=_norm_position(instrument.norm, value, norm_value),
        norm_value=norm_value,
        speed_m_per_s=speed,
        outside_validated_conditions=(
            instrument.validated_without_aid and responses.aid is not Aid.NONE
        ),
        items_answered=done if status is Status.COMPLETED else 0,
        items_of=of,
    )


def norm_for(table: NormTable | None, person: Person) -> Decimal | None:
    """The cell of a norm table for a person. Outside the table there is none; never a guess."""
    if table is None or person.age_years is None:
        return None
    for row in table.rows:
        covers_sex = row.sex is None or row.sex is person.sex
        if covers_sex and row.age_from <= person.age_years <= row.age_to:
            return row.value
    return None


def _band(
    instrument: Instrument,
    thresholds: ThresholdProfile,
    value: Decimal | None,
    *,
    status: Status,
    norm_value: Decimal | None,
) -> str | None:
    if value is not None:
        return BANDING_METHODS[instrument.banding](instrument, thresholds, value, norm_value)
    return instrument.band_when_unable if status in CANNOT_DO else None


def by_lines(
    _instrument: Instrument,
    thresholds: ThresholdProfile,
    value: Decimal,
    _norm_value: Decimal | None,
) -> str:
    """The first band, from the lowest value up, whose upper end the value has not passed."""
    return next(band.code for band in thresholds.bands if band.reaches(value))


def by_norm(
    instrument: Instrument,
    _thresholds: ThresholdProfile,
    value: Decimal,
    norm_value: Decimal | None,
) -> str:
    """The band is the position in the norm table itself; outside the table `no_norm`."""
    return _norm_position(instrument.norm, value, norm_value) or NO_NORM


def _norm_position(
    table: NormTable | None, value: Decimal | None, norm_value: Decimal | None
) -> str | None:
    if table is None or value is None or norm_value is None:
        return None
    higher_is_worse = table.worse_side is Direction.HIGHER
    worse = value > norm_value if higher_is_worse else value < norm_value
    return table.worse_code if worse else table.better_code


def _speed(instrument: Instrument, value: Decimal | None) -> Decimal | None:
    if instrument.course_m is None or value is None:
        return None
    return speed_m_per_s(instrument.course_m, value)


def _flags(
    instrument: Instrument, value: Decimal | None, speed: Decimal | None, *, unable: bool
) -> dict[str, bool | None]:
    raised: dict[str, bool | None] = {}
    for flag in instrument.flags:
        quantity = speed if flag.of_speed else value
        if quantity is not None:
            raised[flag.code] = flag.is_raised(quantity)
        else:
            raised[flag.code] = flag.when_unable if unable else None
    return raised


Banding = Callable[[Instrument, ThresholdProfile, Decimal, Decimal | None], str]

BANDING_METHODS: Final[Mapping[str, Banding]] = {"by_lines": by_lines, "by_norm": by_norm}
