"""Did it really change? Two results of one instrument, against its error of measurement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from clinic.domain.instruments import Instrument
from clinic.domain.responses import CANNOT_DO, NO_CONDITIONS, NOT_TRIED, Aid, Status
from clinic.domain.thresholds import DEFAULT_PROFILE, Direction, Mcid, Mdc, UnknownProfile
from clinic.domain.units import stored

Z_95: Final = Decimal("1.96")
"""Two-sided 95 % point of the normal distribution; MDC95 = 1.96 sqrt(2) SEM [K82]."""

MDC95_PER_SEM: Final = Decimal("2.772")
"""1.96 x sqrt(2), as printed in instruments.md 6.1 [K82]."""

JOINT_BASELINE_DAYS: Final = 14
"""Two baselines this many days apart or closer are averaged. Source: instruments.md 6.1, 9."""

COMPARED_TO_CONFIRM: Final = 2
"""Consecutive assessments beyond the MDC that confirm a change. Source: instruments.md 6.1, 10."""


class Verdict(StrEnum):
    """What a pair of results shows. Not detectable is not "unchanged"."""

    REAL_IMPROVEMENT = "real_improvement"
    REAL_DECLINE = "real_decline"
    POSSIBLE_IMPROVEMENT = "possible_improvement"
    POSSIBLE_DECLINE = "possible_decline"
    NO_DETECTABLE_CHANGE = "no_detectable_change"
    INDETERMINATE = "indeterminate"
    UNCHANGED = "unchanged"
    NOT_COMPARABLE = "not_comparable"
    BECAME_ABLE = "became_able"
    BECAME_UNABLE = "became_unable"
    STILL_UNABLE = "still_unable"
    INSUFFICIENT_DATA = "insufficient_data"


class ScaleEnd(StrEnum):
    """An end of a scale: past it a change cannot show."""

    CEILING = "ceiling"
    FLOOR = "floor"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """How a test ended and its stored value, if it gave one."""

    status: Status
    value: Decimal | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Protocol:
    """The conditions under which a result was taken, as far as they decide on comparing."""

    instrument_version: int
    aid: Aid
    conditions: Mapping[str, str] = field(default_factory=lambda: NO_CONDITIONS)


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A pair of results compared. `delta` is later minus earlier, in the instrument's unit."""

    verdict: Verdict
    delta: Decimal | None = None
    mdc: Mdc | None = None
    mcid: Mcid | None = None
    detectable: bool | None = None
    meaningful: bool | None = None
    ceiling_limited: bool | None = None


def compare(
    instrument: Instrument,
    earlier: Reading,
    later: Reading,
    *,
    same_protocol: bool = True,
    mdc_profile: str | None = None,
    from_mean_of_two: bool = False,
) -> Change:
    """Compare two results of one person; `from_mean_of_two` where the earlier is a joint baseline.

    Raises:
        UnknownProfile: the instrument has no MDC profile of this name. Never silently the default.

    Source: instruments.md 6.1.
    """
    mdc = mdc_for(instrument, earlier.value, profile=mdc_profile)
    if mdc is not None and from_mean_of_two:
        mdc = of_mean_of_two(mdc)
    verdict = _verdict_by_status(earlier, later)
    if verdict is not None or earlier.value is None or later.value is None:
        return Change(verdict=verdict or Verdict.INSUFFICIENT_DATA)
    delta = later.value - earlier.value
    if not same_protocol:
        return Change(verdict=Verdict.NOT_COMPARABLE, delta=delta)
    detectable = abs(delta) >= mdc.value if mdc is not None else None
    mcid = instrument.mcid
    meaningful = abs(delta) >= mcid.value if mcid is not None else None
    return Change(
        verdict=_verdict_by_size(instrument, delta, detectable=detectable, meaningful=meaningful),
        delta=delta,
        mdc=mdc,
        mcid=mcid,
        detectable=detectable,
        meaningful=meaningful,
        ceiling_limited=_ceiling_limited(instrument, earlier.value, mdc),
    )


def mdc_for(
    instrument: Instrument, earlier: Decimal | None, *, profile: str | None = None
) -> Mdc | None:
    """The error of measurement under a profile; where it depends on the score, the earlier decides.

    Returns:
        None when the instrument has no published MDC for the default profile.

    Raises:
        UnknownProfile: the instrument has no MDC profile of this name.
    """
    chosen = profile or DEFAULT_PROFILE
    rows = [row for row in instrument.mdc if row.profile == chosen]
    if not rows and chosen != DEFAULT_PROFILE:
        raise UnknownProfile(f"{instrument.code} has no MDC profile {chosen}")
    reached = [row for row in rows if earlier is not None and row.earlier_from <= earlier]
    found = max(reached, key=lambda row: row.earlier_from, default=None)
    return None if found is None or earlier is None else _grown(found, earlier)


def of_mean_of_two(mdc: Mdc) -> Mdc:
    """The MDC95 of a change from the mean of two baselines, in the same population.

    The error of the difference is SEM x sqrt(1 + 1/2), so the MDC95 is 1.96 times that.

    Source: instruments.md 6.1, 9 [K82]; two decimals, as it is printed, are a house rule [?].
    """
    sem = sem_of(mdc) or mdc.value / MDC95_PER_SEM
    return replace(mdc, value=stored(Z_95 * sem * Decimal("1.5").sqrt()), level_percent=95, sem=sem)


def sem_of(mdc: Mdc | None) -> Decimal | None:
    """Standard error of measurement: as published, else MDC95 / 2.772 [K82]."""
    if mdc is None:
        return None
    return mdc.sem if mdc.sem is not None else mdc.value / MDC95_PER_SEM


def is_better(instrument: Instrument, delta: Decimal) -> bool:
    """Whether a difference later minus earlier goes the way that is better for the patient."""
    return delta > 0 if instrument.direction is Direction.HIGHER else delta < 0


def differing_conditions(
    instrument: Instrument, earlier: Protocol, later: Protocol
) -> tuple[str, ...]:
    """Codes of what differs and forbids a comparison; empty when two results may be compared.

    Source: instruments.md 0.1, Comparability (house rule [?]).
    """
    found = []
    if earlier.instrument_version != later.instrument_version:
        found.append("version")
    if earlier.aid is not later.aid:
        found.append("aid")
    for condition in instrument.conditions:
        before = earlier.conditions.get(condition.code, condition.usual)
        after = later.conditions.get(condition.code, condition.usual)
        if condition.blocks_comparison and before != after:
            found.append(condition.code)
    return tuple(found)


def is_confirmed(changes_from_baseline: Sequence[Change]) -> bool:
    """Whether the last two assessments are both beyond the MDC from baseline, in one direction.

    Args:
        changes_from_baseline: the change from the baseline of each later assessment, in order.

    Source: instruments.md 6.1, 10: one detectable change alone is a false alarm in 5 %.
    """
    last = [change.verdict for change in changes_from_baseline[-COMPARED_TO_CONFIRM:]]
    return len(last) == COMPARED_TO_CONFIRM and last[0] == last[1] and last[0] in REAL


def joint_baseline(
    instrument: Instrument,
    first: tuple[date, Decimal],
    second: tuple[date, Decimal],
    *,
    mdc_profile: str | None = None,
) -> tuple[Decimal, Decimal | None] | None:
    """Mean of two baselines at most 14 days apart, and the MDC95 of a change from that mean.

    The error of the difference is SEM x sqrt(1 + 1/2), so the MDC95 is 1.96 times that.

    Returns:
        The mean and the MDC95 (None without a SEM), or None when they lie too far apart.

    Source: instruments.md 6.1, 9 [K82].
    """
    if abs((second[0] - first[0]).days) > JOINT_BASELINE_DAYS:
        return None
    middle = (first[1] + second[1]) / 2
    sem = sem_of(mdc_for(instrument, middle, profile=mdc_profile))
    return middle, None if sem is None else Z_95 * sem * Decimal("1.5").sqrt()


def scale_end(instrument: Instrument, reading: Reading) -> ScaleEnd | None:
    """The end of its scale that a result lies at; unable is the bottom, a floor.

    Returns:
        None away from both ends, and where the test was not tried or has no number.

    Source: instruments.md 6.1, 8 for the top; the bottom is its mirror, a house rule [?].
    """
    if reading.status in CANNOT_DO:
        return ScaleEnd.FLOOR
    if reading.status is not Status.COMPLETED or reading.value is None:
        return None
    # A time or distance has no end: what may be typed at most is no end of a scale.
    if instrument.minimum is None or instrument.maximum is None:
        return None
    ends = (instrument.minimum, instrument.maximum)
    worst, best = ends if instrument.direction is Direction.HIGHER else ends[::-1]
    if reading.value == best:
        return ScaleEnd.CEILING
    return ScaleEnd.FLOOR if reading.value == worst else None


REAL: Final = frozenset({Verdict.REAL_IMPROVEMENT, Verdict.REAL_DECLINE})


def _grown(mdc: Mdc, earlier: Decimal) -> Mdc:
    """The larger of the absolute MDC and the percentage of the earlier score.

    Source: instruments.md 6.1, 7 [?]; two decimals, as it is printed, are a house rule [?].
    """
    if mdc.in_percent is None:
        return mdc
    percent = mdc.in_percent
    grown = stored(percent.percent * earlier / 100)
    if grown <= mdc.value:
        return mdc
    return replace(
        mdc,
        value=grown,
        level_percent=percent.level_percent,
        sem=None,
        population=percent.population,
        source=percent.source,
    )


def _verdict_by_status(earlier: Reading, later: Reading) -> Verdict | None:
    for reading in (earlier, later):
        without_number = reading.status is Status.COMPLETED and reading.value is None
        if reading.status in NOT_TRIED or without_number:
            return Verdict.INSUFFICIENT_DATA
    could_not, cannot = earlier.status in CANNOT_DO, later.status in CANNOT_DO
    if could_not and cannot:
        return Verdict.STILL_UNABLE
    if cannot:
        return Verdict.BECAME_UNABLE
    return Verdict.BECAME_ABLE if could_not else None


def _verdict_by_size(
    instrument: Instrument, delta: Decimal, *, detectable: bool | None, meaningful: bool | None
) -> Verdict:
    better = is_better(instrument, delta)
    if detectable is None:
        return Verdict.UNCHANGED if delta == 0 else Verdict.INDETERMINATE
    if detectable:
        return Verdict.REAL_IMPROVEMENT if better else Verdict.REAL_DECLINE
    if meaningful:
        return Verdict.POSSIBLE_IMPROVEMENT if better else Verdict.POSSIBLE_DECLINE
    return Verdict.NO_DETECTABLE_CHANGE


def _ceiling_limited(instrument: Instrument, earlier: Decimal, mdc: Mdc | None) -> bool | None:
    if mdc is None:
        return None
    ceiling = instrument.maximum if instrument.has_ceiling else None
    return ceiling is not None and earlier + mdc.value > ceiling
