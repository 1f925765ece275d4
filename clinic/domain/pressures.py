"""Orthostatic blood pressure: drops from lying or sitting to standing, and what they say.

Source: instruments.md 5.3.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from clinic.domain.instruments import Instrument
from clinic.domain.possible import ImpossibleResponses
from clinic.domain.responses import Responses
from clinic.domain.scoring_trials import chosen

POSITIVE: Final = "positive"
NEGATIVE: Final = "negative"

POSITIVE_DROPS: Final[Mapping[str, tuple[Decimal, Decimal]]] = {
    "lying": (Decimal(20), Decimal(10)),  # systolic or diastolic, mmHg [V68, V68b]
    "sitting": (Decimal(15), Decimal(7)),  # [V69]
}
LOW_STANDING: Final = Decimal(90)
"""A standing systolic pressure under it is flagged by itself, mmHg [V68]."""

SUPINE_HYPERTENSION: Final = Decimal(140)
NOTED_DROPS: Final = (Decimal(20), Decimal(29))
"""From a high pressure lying, 30 mmHg is suggested; systolic drops under it get a note [V68c]."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """One blood pressure in mmHg."""

    systolic: Decimal
    diastolic: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Orthostatic:
    """What the readings say. The drops are the largest over the standing readings taken."""

    systolic_drop: Decimal
    diastolic_drop: Decimal
    positive: bool | None
    standing_below_90: bool
    supine_hypertension_note: bool
    complete: bool


def orthostatic(instrument: Instrument, responses: Responses) -> Orthostatic | None:
    """The drops and their meaning.

    Returns:
        None when the baseline or both standing readings are missing.

    Raises:
        ImpossibleResponses: a reading lacks one of its two pressures.
    """
    baseline, *standing = (
        _reading(responses, code) for code in ("baseline", "stand_1min", "stand_3min")
    )
    taken = [reading for reading in standing if reading is not None]
    if baseline is None or not taken:
        return None
    start = chosen(instrument, responses, "start_position")
    systolic = max(baseline.systolic - reading.systolic for reading in taken)
    diastolic = max(baseline.diastolic - reading.diastolic for reading in taken)
    least_systolic, least_diastolic = POSITIVE_DROPS[start]
    complete = len(taken) == len(standing)
    dropped = systolic >= least_systolic or diastolic >= least_diastolic
    noted = NOTED_DROPS[0] <= systolic <= NOTED_DROPS[1]
    return Orthostatic(
        systolic_drop=systolic,
        diastolic_drop=diastolic,
        positive=dropped if dropped or complete else None,
        standing_below_90=any(reading.systolic < LOW_STANDING for reading in taken),
        supine_hypertension_note=(
            start == "lying" and baseline.systolic >= SUPINE_HYPERTENSION and noted
        ),
        complete=complete,
    )


def orthostatic_band(instrument: Instrument, responses: Responses) -> str | None:
    """Positive or negative; None where the readings allow no conclusion."""
    found = orthostatic(instrument, responses)
    if found is None or found.positive is None:
        return None
    return POSITIVE if found.positive else NEGATIVE


def _reading(responses: Responses, code: str) -> Reading | None:
    systolic, diastolic = (*responses.of(code), None, None)[:2]
    if systolic is None and diastolic is None:
        return None
    if systolic is None or diastolic is None:
        raise ImpossibleResponses("a reading has a systolic and a diastolic pressure")
    return Reading(systolic=systolic, diastolic=diastolic)
