"""What is said beside a verdict: whether it matters, the end of a scale, both numbers, the days."""

from datetime import date
from typing import Final

from clinic import phrasing
from clinic.assessments.result_words import outcome_words
from clinic.catalogue.instrument_definitions import get_instrument
from clinic.domain.comparison import Change, ScaleEnd, Verdict, scale_end
from clinic.domain.instruments import Instrument
from clinic.domain.responses import Status
from clinic.domain.series import Comparison, Result, Series
from clinic.domain.units import stored

REAL: Final = frozenset({Verdict.REAL_IMPROVEMENT, Verdict.REAL_DECLINE})
POSSIBLE: Final = frozenset({Verdict.POSSIBLE_IMPROVEMENT, Verdict.POSSIBLE_DECLINE})
LIMITS: Final = {
    ScaleEnd.CEILING: "At the best end of the scale: a further gain cannot show.",
    ScaleEnd.FLOOR: "At the worst end of the scale: a further loss cannot show.",
}


def importance(instrument: Instrument, change: Change) -> str:
    """Whether a change matters: by an MCID of a similar population, or that it is not known.

    Source: instruments.md 6.1: important needs an MCID from a similar population.
    """
    mcid, verdict = change.mcid, change.verdict
    if verdict in REAL and mcid is None:
        return "No difference that matters is published: size of benefit unknown."
    if mcid is None or change.delta is None:
        return ""
    smallest = f"{phrasing.quantity(instrument, mcid.value)}, {mcid.population}"
    if verdict in POSSIBLE:
        return f"The smallest difference that matters is {smallest}."
    if verdict is Verdict.INDETERMINATE and change.meaningful:
        return (
            f"It reaches the difference that matters ({smallest}); without a known error that "
            "does not show a real change."
        )
    if verdict not in REAL:
        return ""
    if not mcid.similar_population:
        return (
            f"The difference that matters is known from other people only ({smallest}): size of "
            "benefit unknown."
        )
    if change.meaningful:
        return f"It reaches the difference that matters ({smallest}): real and important."
    return f"It is under the difference that matters ({smallest}): real, importance unproven."


def limits(instrument: Instrument, comparison: Comparison) -> str:
    """That the top of the scale hid a gain, or that an end of it is reached; and what to use."""
    change, later = comparison.change, comparison.later
    reached = scale_end(instrument, later.reading)
    if reached is not None:
        return end_of_scale(instrument, reached)
    if change.ceiling_limited and change.verdict not in REAL:
        return _with_instead(
            instrument, "Near the top of the scale a gain cannot show.", ScaleEnd.CEILING
        )
    return ""


def end_of_scale(instrument: Instrument, reached: ScaleEnd) -> str:
    """What an end of a scale hides, and the harder or easier instrument to use in its place."""
    return _with_instead(instrument, LIMITS[reached], reached)


def both_numbers(instrument: Instrument, comparison: Comparison, *, before: str, now: str) -> str:
    """Two results that are not compared: both numbers, their difference, and no verdict."""
    delta = comparison.change.delta
    if delta is None:
        return ""
    size = phrasing.quantity(instrument, stored(abs(delta), instrument.decimals))
    return f"Now {now}, before {before}, difference {size}: no verdict."


def lines_words(instrument: Instrument, result: Result) -> str:
    """Whose lines a result was held against, where a clinic may choose: its threshold profile."""
    if len(instrument.profiles) == 1 or not result.profile:
        return ""
    return f"Lines: {instrument.profile(result.profile).words}."


def day_or_days(result: Result, *, today: date) -> str:
    """The day of a result; of a joint baseline both: "mean of 9 Feb and 16 Feb"."""
    days = [phrasing.day(one, today=today) for one in result.mean_of or (result.on,)]
    if len(set(days)) == 1:
        return f"mean of two, {days[0]}" if result.mean_of else days[0]
    return f"mean of {phrasing.joined(days)}"


def _with_instead(instrument: Instrument, words: str, reached: ScaleEnd) -> str:
    use = instrument.harder if reached is ScaleEnd.CEILING else instrument.easier
    if use is None:
        return words
    name = get_instrument(use.instrument).name
    harder = "harder" if reached is ScaleEnd.CEILING else "easier"
    return f"{words} {name} is {harder} and may still show one."


def stands_since(series: Series) -> Result | None:
    """What came after the latest result and says nothing: a refusal, or an unfinished form."""
    offered = [one for one in series.results if one.reading.status is not Status.NOT_DONE]
    if not offered or offered[-1] is series.latest:
        return None
    last = offered[-1]
    return last if last.reading.status is Status.REFUSED or last.is_unfinished else None


def what_stands(series: Series, *, today: date) -> str:
    """That the test was refused or left unfinished after the latest result; empty where neither.

    Neither has a number or a band. Source: instruments.md 0.1; that what was measured before
    stands, however old, is a house rule [?].
    """
    last = stands_since(series)
    if last is None or (last.is_unfinished and series.latest is None):
        return ""  # where nothing else stands, the form itself is what is shown
    words, _, answered = phrasing.capitalised(outcome_words(last)).partition(": ")
    said = f"{words} {phrasing.day(last.on, today=today)}"
    said = f"{said}, {answered}" if answered else said
    if series.latest is None:
        return f"{said}."
    stands = phrasing.day_before(series.latest.on, later=last.on, today=today)
    return f"{said}: the result of {stands.removeprefix('on ')} stands."
