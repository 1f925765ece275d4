"""What one result means, in finished words: as it is typed, and after it was saved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from clinic import phrasing
from clinic.assessments.change_notes import day_or_days, end_of_scale, lines_words
from clinic.assessments.charts import cut_off
from clinic.assessments.positions import (
    comparable,
    is_at_risk,
    line_for,
    position_sentence,
    position_words,
)
from clinic.assessments.result_words import result_words
from clinic.assessments.track import NARROW_PX, WIDE_PX, track
from clinic.assessments.verdicts import VerdictBlock, verdict_block
from clinic.domain.comparison import (
    Change,
    Protocol,
    Reading,
    is_confirmed,
    mdc_for,
    of_mean_of_two,
    scale_end,
)
from clinic.domain.instruments import Instrument
from clinic.domain.interpretation import Interpretation
from clinic.domain.responses import Responses
from clinic.domain.series import Comparison, Result, Series, compare_results
from clinic.domain.thresholds import Mdc
from clinic.plotting import ChartGeometry
from clinic.web.tags import Tag


@dataclass(frozen=True, kw_only=True, slots=True)
class Since:
    """A comparison with its own heading: "Since the baseline, 9 Feb: 16.80 s"."""

    heading: str
    verdict: VerdictBlock


@dataclass(frozen=True, kw_only=True, slots=True)
class Meaning:
    """A result in finished words, in the order value, change, error, verdict, line.

    `judged_by` names the profiles behind the lines and the error.
    """

    value: str
    headline: str
    side: Tag | None
    position: str
    since: tuple[Since, ...]
    remarks: tuple[str, ...]
    caveat: str
    judged_by: str
    sources: tuple[str, ...]
    tracks: tuple[ChartGeometry, ...]


def result_as_typed(
    instrument: Instrument, entry_day: date, responses: Responses, meaning: Interpretation
) -> Result:
    """A result that was not saved yet, to be compared like one that was."""
    return Result(
        on=entry_day,
        reading=Reading(
            status=meaning.status,
            value=meaning.score.value if meaning.score is not None else None,
        ),
        protocol=Protocol(
            instrument_version=instrument.version,
            aid=responses.aid,
            conditions=responses.conditions,
        ),
        band=meaning.band,
        profile=meaning.profile,
        norm_value=meaning.norm_value,
    )


def present_meaning(
    instrument: Instrument,
    result: Result,
    before: Series,
    *,
    remarks: Sequence[str],
    mdc_profile: str | None,
    today: date,
) -> Meaning:
    """What a result means beside those before it.

    Args:
        instrument: the definition in the version that was used.
        result: the result in question.
        before: the series as it was before this result.
        remarks: further sentences, from `remarks_of`.
        mdc_profile: the MDC profile of the clinic; None takes the default.
        today: for the words of days.

    Raises:
        UnknownProfile: the instrument has no MDC profile of this name.
    """
    earlier = [found for found in (before.baseline, before.latest) if found is not None]
    if before.latest is before.baseline:
        earlier = earlier[:1]
    comparisons = [
        compare_results(instrument, found, result, mdc_profile=mdc_profile)
        for found in earlier
        if not instrument.gives_band_only and not result.is_unfinished
    ]
    first = (earlier or [result])[0]
    mdc = mdc_for(instrument, first.reading.value, profile=mdc_profile)
    if result.is_unfinished:
        mdc = None  # nothing was measured that an error could be told of
    if mdc is not None and first.mean_of:
        mdc = of_mean_of_two(mdc)
    confirmed = is_confirmed(_since_baseline(before, comparisons))
    # What is worse is read first; where the two are equal, the change since the baseline.
    in_order = sorted(comparisons, key=lambda one: (one.priority, not one.is_judged))
    return Meaning(
        value=(words := result_words(instrument, result)),
        headline=words if earlier else f"First result: {words}",
        side=_side(instrument, result),
        position=position_sentence(
            instrument, result, earlier=comparable(comparisons) if comparisons else earlier
        ),
        since=tuple(
            Since(
                heading=_since(instrument, comparison, before, today=today),
                verdict=verdict_block(
                    instrument,
                    comparison,
                    today=today,
                    since=_earlier_name(comparison, before, today=today),
                    confirmed=confirmed and comparison.earlier is before.baseline,
                ),
            )
            for comparison in in_order
        ),
        remarks=(*remarks, *_first_at_an_end(instrument, result, has_earlier=bool(comparisons))),
        judged_by=judged_by(instrument, result, None if comparisons else mdc),
        caveat=instrument.profile(result.profile).caveat,
        sources=_sources(instrument, result, [one.change.mdc for one in in_order] or [mdc]),
        tracks=tuple(_tracks(result, before, mdc, today=today)),
    )


def judged_by(instrument: Instrument, result: Result, mdc: Mdc | None) -> str:
    """The profiles behind a result: "Lines: Community, original lines. Error: MDC95 1.69 s, …".

    `mdc` is told where no verdict tells it: beside a first result.
    """
    said = [lines_words(instrument, result)]
    if mdc is not None:
        said.append(f"Error: {phrasing.error_words(instrument, mdc)}.")
    return " ".join(filter(None, said))


def _since_baseline(before: Series, comparisons: Sequence[Comparison]) -> list[Change]:
    """The changes from the baseline that decide on "confirmed": the one before, and this one."""
    this = [one.change for one in comparisons if one.earlier is before.baseline]
    previous = before.since_baseline
    return [*([previous.change] if previous is not None else []), *this]


def _first_at_an_end(instrument: Instrument, result: Result, *, has_earlier: bool) -> Iterator[str]:
    """A first result at an end of its scale; later ones say it beside their verdict."""
    reached = scale_end(instrument, result.reading)
    if reached is not None and not has_earlier and not instrument.gives_band_only:
        yield end_of_scale(instrument, reached)


def _since(instrument: Instrument, comparison: Comparison, before: Series, *, today: date) -> str:
    earlier = comparison.earlier
    day = day_or_days(earlier, today=today)
    if not earlier.mean_of and earlier.on == comparison.later.on:
        day = phrasing.day_before(earlier.on, later=earlier.on, today=today)
    name = f"the baseline, {day}" if earlier is before.baseline else day
    return f"Since {name}: {result_words(instrument, earlier)}"


def _earlier_name(comparison: Comparison, before: Series, *, today: date) -> str:
    earlier = comparison.earlier
    if earlier is before.baseline:
        return "the baseline"
    return phrasing.day_before(earlier.on, later=comparison.later.on, today=today)


def _side(instrument: Instrument, result: Result) -> Tag | None:
    at_risk = is_at_risk(instrument, result)
    words = phrasing.band(instrument.profile(result.profile), result.band)
    if not words:
        return None
    if instrument.rounds_score or _is_banded_by_norm(instrument, result):
        words = position_words(instrument, result)
    if at_risk is None:
        return Tag(text=phrasing.capitalised(words), tone="due", icon="unknown")
    line, in_band = line_for(instrument, result), instrument.profile(result.profile)
    if at_risk and line is not None and phrasing.is_at_risk(in_band, result.band) is False:
        words = line.at_risk_words  # Berg: at risk to 45, inside a band that is not
    icon = "caution" if at_risk else "information"
    return Tag(text=phrasing.capitalised(words), tone="refused" if at_risk else "due", icon=icon)


def _is_banded_by_norm(instrument: Instrument, result: Result) -> bool:
    """Whether the band is a side of the norm, whose number the words of the band do not know."""
    norm = instrument.norm
    sides = {norm.worse_code, norm.better_code} if norm is not None else set()
    return result.norm_value is not None and result.band in sides


def _tracks(
    result: Result, before: Series, mdc: Mdc | None, *, today: date
) -> Iterator[ChartGeometry]:
    """The same track for a wide and for a narrow page."""
    if result.reading.value is None or not result.has_value:
        return
    for width in (WIDE_PX, NARROW_PX):
        yield track(
            before,
            result.reading.value,
            mdc=mdc.value if mdc is not None else None,
            line=cut_off(before.instrument, result),
            last_words=phrasing.day(before.latest.on, today=today) if before.latest else "",
            width=width,
        )


def _sources(
    instrument: Instrument, result: Result, errors: Sequence[Mdc | None]
) -> tuple[str, ...]:
    """Where the line comes from, and each error that a verdict rests on."""
    profile = instrument.profile(result.profile)
    line = line_for(instrument, result)
    found = [f"Line: {profile.words}. {profile.population}. {(line or profile).source}"]
    found += [
        f"Error: {phrasing.error_words(instrument, mdc)}. {mdc.source}"
        for mdc in errors
        if mdc is not None
    ]
    return tuple(dict.fromkeys(found))
