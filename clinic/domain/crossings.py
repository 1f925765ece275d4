"""Has a result moved over a line, and what deserves to be read first."""

from enum import IntEnum, StrEnum
from typing import Final

from clinic.domain.banding import INCOMPLETE, NO_NORM
from clinic.domain.comparison import Verdict
from clinic.domain.instruments import Instrument

UNABLE_SUFFIX: Final = "_unable"
NO_BANDS: Final = frozenset({None, NO_NORM, INCOMPLETE})


class UnknownBand(ValueError):
    """The instrument has no such band, or the two bands belong to different profiles."""


class Crossing(StrEnum):
    """How a result moved against the bands, and whether the move is more than error."""

    NONE = "none"
    LOWER = "crossed_to_lower_risk"
    LOWER_WITHIN_ERROR = "crossed_to_lower_risk_within_error"
    LOWER_ERROR_UNKNOWN = "crossed_to_lower_risk_error_unknown"
    HIGHER = "crossed_to_higher_risk"
    HIGHER_WITHIN_ERROR = "crossed_to_higher_risk_within_error_retest"
    HIGHER_ERROR_UNKNOWN = "crossed_to_higher_risk_error_unknown_retest"


class Priority(IntEnum):
    """Order on screen and paper, 1 first. Source: instruments.md 6.4."""

    ALARM = 1
    DECLINE = 2
    POSSIBLE_DECLINE = 3
    OTHER = 4


TO_LOWER: Final = {
    True: Crossing.LOWER,
    False: Crossing.LOWER_WITHIN_ERROR,
    None: Crossing.LOWER_ERROR_UNKNOWN,
}
TO_HIGHER: Final = {
    True: Crossing.HIGHER,
    False: Crossing.HIGHER_WITHIN_ERROR,
    None: Crossing.HIGHER_ERROR_UNKNOWN,
}


def crossing(
    instrument: Instrument,
    earlier_band: str | None,
    later_band: str | None,
    *,
    detectable: bool | None,
) -> Crossing:
    """How two bands of one person compare.

    Raises:
        UnknownBand: no threshold profile of the instrument has both bands.

    Source: instruments.md 6.4.
    """
    if earlier_band in NO_BANDS or later_band in NO_BANDS:
        return Crossing.NONE
    before, after = _ranks(instrument, str(earlier_band), str(later_band))
    if before == after:
        return Crossing.NONE
    return TO_LOWER[detectable] if after > before else TO_HIGHER[detectable]


def priority(verdict: Verdict, crossed: Crossing) -> Priority:
    """How far up a change belongs; falls and blood pressure are ranked by their own features.

    Source: instruments.md 6.4, Priority.
    """
    if verdict is Verdict.BECAME_UNABLE:
        return Priority.ALARM
    if verdict is Verdict.REAL_DECLINE or crossed in TO_HIGHER.values():
        return Priority.DECLINE
    return Priority.POSSIBLE_DECLINE if verdict is Verdict.POSSIBLE_DECLINE else Priority.OTHER


def _ranks(instrument: Instrument, earlier_band: str, later_band: str) -> tuple[int, int]:
    for profile in instrument.profiles:
        order = profile.worst_to_best
        before, after = _base(earlier_band, order), _base(later_band, order)
        if before in order and after in order:
            return order.index(before), order.index(after)
    raise UnknownBand(
        f"{instrument.code} has no threshold profile with {earlier_band} and {later_band}"
    )


def _base(band: str, order: tuple[str, ...]) -> str:
    return band if band in order else band.removesuffix(UNABLE_SUFFIX)
