"""The results of one instrument over an episode: baseline, latest, what changed between them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from clinic.domain.banding import INCOMPLETE
from clinic.domain.comparison import (
    COMPARED_TO_CONFIRM,
    JOINT_BASELINE_DAYS,
    Change,
    Protocol,
    Reading,
    Verdict,
    compare,
    differing_conditions,
    is_confirmed,
    joint_baseline,
    mdc_for,
    sem_of,
)
from clinic.domain.crossings import Crossing, Priority, crossing, priority
from clinic.domain.instruments import Instrument
from clinic.domain.pressures import NEGATIVE, POSITIVE
from clinic.domain.responses import CANNOT_DO, NOT_TRIED, Status
from clinic.domain.trends import Trend, trend
from clinic.domain.units import stored

UNJUDGED: Final = frozenset({Verdict.NOT_COMPARABLE, Verdict.INSUFFICIENT_DATA})


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """One result as it stands: the reading, its conditions, its band on that day.

    `second_baseline` was said of it when it was recorded. `mean_of` holds the days of the two
    results whose mean this is: only a joint baseline has them.
    """

    on: date
    reading: Reading
    protocol: Protocol
    band: str | None
    profile: str
    norm_value: Decimal | None = None
    amended: bool = False
    second_baseline: bool = False
    mean_of: tuple[date, ...] = ()
    answered: tuple[int, int] | None = None

    @property
    def has_value(self) -> bool:
        """Whether the test was completed and gave a number."""
        return self.reading.status is Status.COMPLETED and self.reading.value is not None

    @property
    def is_unfinished(self) -> bool:
        """Whether a form was begun that says nothing yet: no number, and no band without one."""
        said = self.reading.value is not None or self.band not in {None, INCOMPLETE}
        return self.reading.status is Status.COMPLETED and not said

    @property
    def says_something(self) -> bool:
        """Whether the test was tried and, where it was carried out, came to a result."""
        return self.reading.status not in NOT_TRIED and not self.is_unfinished


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """A result against an earlier one. `differs` names the conditions that forbid a verdict."""

    earlier: Result
    later: Result
    change: Change
    differs: tuple[str, ...]
    crossing: Crossing
    age_band_changed: bool

    @property
    def priority(self) -> Priority:
        """How far up this belongs; 1 is read first. A pressure that newly drops is an alarm."""
        if self.earlier.band == NEGATIVE and self.later.band == POSITIVE:
            return Priority.ALARM
        crossed = Crossing.NONE if self.age_band_changed else self.crossing
        return priority(self.change.verdict, crossed)

    @property
    def is_judged(self) -> bool:
        """Whether the two could be held against each other at all."""
        return self.change.verdict not in UNJUDGED


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Series:
    """All results of one instrument in an episode, in order, and what they say.

    Two readings of the same results are two series: none is compared with another by its content.

    `baseline` is the first result with a number, fixed for the programme; with a second baseline
    at most 14 days later it is the mean of the two. `latest` is the last that says something: no
    refusal, no unfinished form. Both comparisons are None where there is nothing earlier.
    """

    instrument: Instrument
    results: tuple[Result, ...]
    baseline: Result | None
    latest: Result | None
    since_baseline: Comparison | None
    since_previous: Comparison | None
    confirmed: bool
    trend: Trend

    @property
    def foremost(self) -> Comparison | None:
        """What is told first: the higher priority, then what has a verdict, then the baseline.

        Source: instruments.md 6.1, 9 (also show change since previous) and 6.4 (priority).
        """
        both = [one for one in (self.since_baseline, self.since_previous) if one is not None]
        return min(both, key=lambda one: (one.priority, not one.is_judged), default=None)

    @property
    def second(self) -> Comparison | None:
        """The other of the two; None where both hold the same results against each other."""
        baseline, previous = self.since_baseline, self.since_previous
        if baseline is None or previous is None or baseline.earlier is previous.earlier:
            return None
        return previous if self.foremost is baseline else baseline


def series_of(
    instrument: Instrument, results: Sequence[Result], *, mdc_profile: str | None = None
) -> Series:
    """Read a series.

    Args:
        instrument: the definition, latest version.
        results: those that stand (not the ones that were amended), in any order of days; results
            of one day in the order in which they were taken.
        mdc_profile: the MDC profile of the clinic; None takes the default.

    Raises:
        UnknownProfile: the instrument has no MDC profile of this name.

    Source: instruments.md 6.1, 6.3 and 6.4.
    """
    ordered = sorted(results, key=lambda result: result.on)
    tried = [result for result in ordered if result.says_something]
    baseline, after = _baseline(instrument, tried)
    latest = tried[-1] if tried else None
    # What was between counts for the trend and the picture; the verdict rests on the last ones.
    changes = [
        compare_results(instrument, baseline, later, mdc_profile=mdc_profile)
        for later in after[-COMPARED_TO_CONFIRM:]
        if baseline is not None
    ]
    previous = (
        compare_results(instrument, tried[-2], tried[-1], mdc_profile=mdc_profile)
        if len(tried) > 1
        else None
    )
    return Series(
        instrument=instrument,
        results=tuple(ordered),
        baseline=baseline,
        latest=latest,
        since_baseline=changes[-1] if changes else None,
        since_previous=previous,
        confirmed=is_confirmed([comparison.change for comparison in changes]),
        trend=_trend(instrument, tried, baseline, mdc_profile=mdc_profile),
    )


def compare_results(
    instrument: Instrument, earlier: Result, later: Result, *, mdc_profile: str | None = None
) -> Comparison:
    """Compare two results with regard to their conditions, and their bands.

    Where those forbid a verdict, no line was crossed either. Source: instruments.md 0.1.

    Raises:
        UnknownProfile: the instrument has no MDC profile of this name.
    """
    differs = differing_conditions(instrument, earlier.protocol, later.protocol)
    change = compare(
        instrument,
        earlier.reading,
        later.reading,
        same_protocol=not differs,
        mdc_profile=mdc_profile,
        from_mean_of_two=bool(earlier.mean_of),
    )
    crossed = Crossing.NONE
    if earlier.profile == later.profile and change.verdict is not Verdict.NOT_COMPARABLE:
        crossed = crossing(instrument, earlier.band, later.band, detectable=change.detectable)
    return Comparison(
        earlier=earlier,
        later=later,
        change=change,
        differs=differs,
        crossing=crossed,
        age_band_changed=crossed is not Crossing.NONE and _only_aged(instrument, earlier, later),
    )


def is_comparable(series: Series, result: Result) -> bool:
    """Whether a result may be joined with the baseline in a chart or a trend."""
    return series.baseline is None or _same_conditions(series.instrument, series.baseline, result)


def may_be_second_baseline(series: Series, on: date) -> bool:
    """Whether a result of this day may still make the baseline, with the first as the only other.

    Source: instruments.md 6.1, 9.
    """
    first = series.baseline
    return (
        first is not None
        and series.latest is first
        and 0 <= (on - first.on).days <= JOINT_BASELINE_DAYS
    )


def _baseline(
    instrument: Instrument, tried: Sequence[Result]
) -> tuple[Result | None, Sequence[Result]]:
    """The baseline, and the results after it."""
    first = next((result for result in tried if result.has_value), None)
    if first is None:
        return None, ()
    after = tried[tried.index(first) + 1 :]
    for place, second in enumerate(after):
        if second.second_baseline and second.has_value:
            joint = _joint(instrument, first, second)
            return (first, after) if joint is None else (joint, after[place + 1 :])
    return first, after


def _joint(instrument: Instrument, first: Result, second: Result) -> Result | None:
    """The mean of two baselines as one result; None where the two may not be averaged.

    Its band is that of both. Where they differ it has none: no line is said to be crossed from it.
    """
    one, other = first.reading.value, second.reading.value
    differs = differing_conditions(instrument, first.protocol, second.protocol)
    if one is None or other is None or differs:
        return None
    found = joint_baseline(instrument, (first.on, one), (second.on, other))
    if found is None:
        return None
    same_band = first.band == second.band and first.profile == second.profile
    return replace(
        first,
        reading=replace(first.reading, value=stored(found[0])),
        band=first.band if same_band else None,
        mean_of=(first.on, second.on),
    )


def _same_conditions(instrument: Instrument, baseline: Result, result: Result) -> bool:
    # Results read together share what they have in common, so that most need no looking.
    return result.protocol is baseline.protocol or not differing_conditions(
        instrument, baseline.protocol, result.protocol
    )


def _only_aged(instrument: Instrument, earlier: Result, later: Result) -> bool:
    """Whether a band moved only because the norm row did.

    Source: instruments.md 6.4: a crossing caused only by a birthday is labelled so.
    """
    norm, before, value = instrument.norm, earlier.norm_value, later.reading.value
    if norm is None or before is None or value is None or before == later.norm_value:
        return False
    worse = norm.is_worse(value, before)
    return (norm.worse_code if worse else norm.better_code) == earlier.band


def _trend(
    instrument: Instrument,
    tried: Sequence[Result],
    baseline: Result | None,
    *,
    mdc_profile: str | None,
) -> Trend:
    comparable = [
        result
        for result in tried
        if baseline is not None
        and result.reading.status not in CANNOT_DO
        and _same_conditions(instrument, baseline, result)
    ]
    first = baseline.reading.value if baseline is not None else None
    return trend(
        [(result.on, result.reading.value) for result in comparable],
        direction=instrument.direction,
        sem=sem_of(mdc_for(instrument, first, profile=mdc_profile)),
    )
