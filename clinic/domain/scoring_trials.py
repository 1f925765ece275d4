"""Scores made of trials: means, best trials, counts and speeds."""

from decimal import Decimal
from typing import Final

from clinic.domain.instruments import Instrument
from clinic.domain.possible import ImpossibleResponses, require_on_scale, trials_of
from clinic.domain.responses import Responses
from clinic.domain.thresholds import Direction
from clinic.domain.units import mean, speed_m_per_s, stored

DISTANCE: Final = "distance_m"


def mean_of_trials(instrument: Instrument, responses: Responses) -> Decimal | None:
    """Mean of the trials that were done, each as stored, itself rounded half-up to two places."""
    trials = trials_of(instrument.groups[0], responses)
    return stored(mean(trials)) if trials else None


def best_of_trials(instrument: Instrument, responses: Responses) -> Decimal | None:
    """The best trial of all groups that make the score, by the direction of the instrument.

    Raises:
        ImpossibleResponses: a trial lies over the cap of the test.

    Source: instruments.md 3.2 (better leg), 3.4 (best of two [K]), 5.6 (maximum of all [V76]).
    """
    best = max if instrument.direction is Direction.HIGHER else min
    trials = [trial for group in instrument.scored_groups for trial in trials_of(group, responses)]
    cap = cap_of(instrument, responses)
    if cap is not None and any(trial > cap for trial in trials):
        raise ImpossibleResponses(f"no trial is over the cap of {cap} s")
    return best(trials, default=None)


def cap_of(instrument: Instrument, responses: Responses) -> Decimal | None:
    """The time at which the test was stopped; None for a test without a cap."""
    if not instrument.cap_condition:
        return None
    return Decimal(chosen(instrument, responses, instrument.cap_condition))


def count_without_arms(instrument: Instrument, responses: Responses) -> Decimal | None:
    """The whole count; 0 when the arms were used, whatever the count.

    Source: CDC STEADI 30-second chair stand sheet [V31].
    """
    group = instrument.groups[0]
    counted = next(iter(responses.of(group.code)), None)
    require_on_scale(group, 0, counted)
    return Decimal(0) if "arms_used" in responses.flags else counted


def time_used(instrument: Instrument, responses: Responses) -> Decimal | None:
    """The time that counts for a speed: the fastest trial or the mean, as the distance has it.

    Source: instruments.md 2.4: 4 m faster of two [V79], 10 m mean of two [K].
    """
    trials = trials_of(instrument.groups[0], responses)
    if not trials:
        return None
    fastest_counts = not instrument.under(responses.conditions).isdisjoint(
        instrument.fastest_counts_when
    )
    return min(trials) if fastest_counts else stored(mean(trials))


def speed_over_distance(instrument: Instrument, responses: Responses) -> Decimal | None:
    """Distance over the time that counts, in m/s, not rounded: bands lie on the quotient."""
    time_s = time_used(instrument, responses)
    if time_s is None:
        return None
    return speed_m_per_s(Decimal(chosen(instrument, responses, DISTANCE)), time_s)


def chosen(instrument: Instrument, responses: Responses, code: str) -> str:
    """What a condition of the test was, the usual where it was not named.

    Raises:
        LookupError: the instrument has no such condition.
    """
    for condition in instrument.conditions:
        if condition.code == code:
            return responses.conditions.get(code, condition.usual)
    raise LookupError(f"{instrument.code} has no condition {code}")
