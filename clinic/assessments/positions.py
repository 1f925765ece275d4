"""Where a result lies: its band, the side of its line or of its norm, in finished words."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from clinic import phrasing
from clinic.domain.banding import NO_NORM
from clinic.domain.comparison import Verdict
from clinic.domain.crossings import UNABLE_SUFFIX
from clinic.domain.instruments import Instrument
from clinic.domain.series import Comparison, Result, Series
from clinic.domain.thresholds import CutOff, Direction, ThresholdProfile

NO_RISK_CAVEAT: Final = "that does not mean no risk"
BEFORE_ROUNDING: Final = "before rounding"
TWO_SIDES: Final = 2


def position(series: Series) -> str:
    """Where the latest result lies, and whether it was there at the baseline and before."""
    if series.latest is None:
        return ""
    compared = [one for one in (series.since_baseline, series.since_previous) if one is not None]
    return position_sentence(series.instrument, series.latest, earlier=comparable(compared))


def comparable(comparisons: Sequence[Comparison]) -> list[Result]:
    """The earlier results that may be spoken of together with the later one."""
    return [one.earlier for one in comparisons if one.change.verdict is not Verdict.NOT_COMPARABLE]


def position_sentence(
    instrument: Instrument, result: Result, *, earlier: Sequence[Result] = ()
) -> str:
    """A sentence such as "Still at risk: 12.00 s or more." Better is never "no risk".

    Args:
        instrument: the definition.
        result: the result in question.
        earlier: the baseline and the result before, in this order, as far as there are.
    """
    words = position_words(instrument, result)
    at_risk = is_at_risk(instrument, result)
    if not words or at_risk is None:
        return f"{phrasing.capitalised(words)}." if words else ""
    known = [one for one in earlier if is_at_risk(instrument, one) is not None]
    sentence = f"{_since_then(instrument, result, known)}{words}"
    if not at_risk:
        sentence = f"{sentence}; {NO_RISK_CAVEAT}"
    return f"{phrasing.capitalised(sentence)}."


def is_at_risk(instrument: Instrument, result: Result) -> bool | None:
    """Whether a result lies on the risk side of the instrument's line; None where none holds.

    Where the score was rounded after it was banded, its band knows and its number does not.

    Source: instruments.md 0.1, Precision: speeds are banded on the unrounded quotient.
    """
    line, value = line_for(instrument, result), result.reading.value
    if result.has_value and line is not None and value is not None and not instrument.rounds_score:
        return line.is_at_risk(value)
    return phrasing.is_at_risk(instrument.profile(result.profile), result.band)


def line_for(instrument: Instrument, result: Result) -> CutOff | None:
    """The line that a result is held against; none where the result has no band."""
    return instrument.cut_off(result.profile) if result.band is not None else None


def position_words(instrument: Instrument, result: Result) -> str:
    """The band of a result, or its side of the line or norm: "high risk: 16 or less"."""
    line, value = line_for(instrument, result), result.reading.value
    if result.has_value and line is not None and value is not None:
        if _has_a_band_of_its_own(instrument, result, line):
            return phrasing.band(instrument.profile(result.profile), result.band)
        return _side_of(instrument, result, line, value)
    if result.band == NO_NORM:
        return "no published norm for this age or sex"
    norm = instrument.norm
    if norm is not None and result.norm_value is not None and result.band == norm.worse_code:
        limit = norm.worse_range.format(_limit(instrument, result.norm_value))
        return f"{norm.worse_words}: {limit}"
    if norm is not None and result.norm_value is not None and result.band == norm.better_code:
        limit = norm.better_range.format(_limit(instrument, result.norm_value))
        return f"{norm.better_words}: {limit}"
    return phrasing.band(instrument.profile(result.profile), result.band)


def _side_of(instrument: Instrument, result: Result, line: CutOff, value: Decimal) -> str:
    at_risk = bool(is_at_risk(instrument, result))
    words = line.at_risk_words if at_risk else line.better_words
    # 0.8016 m/s is written as 0.80, and is not 0.80 or less.
    hidden = instrument.rounds_score and line.is_at_risk(value) is not at_risk
    return f"{words} {BEFORE_ROUNDING}" if hidden else words


def _has_a_band_of_its_own(instrument: Instrument, result: Result, line: CutOff) -> bool:
    """Whether the band says more than the side of the line, and nothing else than it.

    Berg's line of 45 lies inside its band of 41 to 56, which says nothing of the line.
    """
    profile = instrument.profile(result.profile)
    if len(profile.bands) <= TWO_SIDES:
        return False
    return phrasing.is_at_risk(profile, result.band) is True or not _divides_a_band(
        instrument, profile, line
    )


def _divides_a_band(instrument: Instrument, profile: ThresholdProfile, line: CutOff) -> bool:
    """Whether a line runs through a band, and not between two."""
    step = Decimal(1).scaleb(-instrument.decimals)
    up = (line.at_risk_side is Direction.LOWER) == line.inclusive
    beside = line.value + (step if up else -step)
    first, second = (
        next(band.code for band in profile.bands if band.reaches(value))
        for value in (line.value, beside)
    )
    return first == second


def _since_then(instrument: Instrument, result: Result, earlier: Sequence[Result]) -> str:
    """Still where it was, back where it was at the baseline ("again"), or somewhere else now."""
    if not earlier:
        return ""
    was_there = [_is_there(instrument, result, one) for one in earlier]
    if all(was_there):
        return "Still "
    return "Again " if was_there[0] else "Now "


def _is_there(instrument: Instrument, result: Result, earlier: Result) -> bool:
    """Whether an earlier result lay in the same place: the same band, else the same side."""
    if is_at_risk(instrument, result) is not is_at_risk(instrument, earlier):
        return False
    line = line_for(instrument, result)
    if result.profile != earlier.profile or (
        line is not None and not _has_a_band_of_its_own(instrument, result, line)
    ):
        return True
    return _base(instrument, result) == _base(instrument, earlier)


def _base(instrument: Instrument, result: Result) -> str:
    """The band; unable counts in the band that it is made of. Source: instruments.md 6.4."""
    band = result.band or ""
    order = instrument.profile(result.profile).worst_to_best
    return band if band in order else band.removesuffix(UNABLE_SUFFIX)


def _limit(instrument: Instrument, value: Decimal) -> str:
    return phrasing.number(value, instrument.decimals)
