"""How a result moved against the bands, in finished words."""

from collections.abc import Mapping
from typing import Final

from clinic import phrasing
from clinic.assessments.positions import is_at_risk
from clinic.domain.comparison import Verdict
from clinic.domain.crossings import Crossing
from clinic.domain.instruments import Instrument
from clinic.domain.series import Comparison, Result

CROSSING_WORDS: Final[Mapping[Crossing, str]] = {
    Crossing.NONE: "",
    Crossing.LOWER: "Crossed to lower risk, by more than measurement error.",
    Crossing.LOWER_WITHIN_ERROR: "Crossed to lower risk, within measurement error.",
    Crossing.LOWER_ERROR_UNKNOWN: "Crossed to lower risk; the measurement error is not known.",
    Crossing.HIGHER: "Crossed to higher risk, by more than measurement error.",
    Crossing.HIGHER_WITHIN_ERROR: "Crossed to higher risk, within measurement error: test again.",
    Crossing.HIGHER_ERROR_UNKNOWN: (
        "Crossed to higher risk; the measurement error is not known: test again."
    ),
}
# Unable has no number: there is nothing to hold against an error, known or not.
BY_ABILITY: Final[Mapping[Verdict, str]] = {
    Verdict.BECAME_UNABLE: "Crossed to higher risk: unable counts as the highest.",
    Verdict.BECAME_ABLE: "Crossed to lower risk: unable before counted as the highest.",
}
# A better or worse band on the same side of the line: that itself was not crossed.
CROSSED, MOVED = "Crossed to ", "Moved to a band of "
AGE_BAND_CHANGED: Final = "The age band changed; the result did not cross a line by itself."
OTHER_PROFILE: Final = "The lines of then were of another profile, so none is said to be crossed."


def crossing_sentence(instrument: Instrument, comparison: Comparison) -> str:
    """That a line was crossed, or which bands were left and reached; empty where neither was.

    Source: instruments.md 6.4.
    """
    earlier, later = comparison.earlier, comparison.later
    if comparison.change.verdict is Verdict.NOT_COMPARABLE:
        return ""
    if earlier.profile != later.profile:
        return OTHER_PROFILE
    if comparison.age_band_changed:
        return AGE_BAND_CHANGED
    if comparison.crossing is Crossing.NONE:
        return ""
    words = BY_ABILITY.get(comparison.change.verdict, CROSSING_WORDS[comparison.crossing])
    if is_at_risk(instrument, earlier) is not is_at_risk(instrument, later):
        return words
    risk, _, rest = words.removeprefix(CROSSED).partition(" risk")
    bands = f"from {_band(instrument, earlier)} to {_band(instrument, later)}"
    return f"{MOVED}{risk} risk, {bands}{rest}"


def _band(instrument: Instrument, result: Result) -> str:
    words = phrasing.band(instrument.profile(result.profile), result.band)
    return words.partition(":")[0]
