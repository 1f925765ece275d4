"""Scores made of stances held: the four stages, and the Short Physical Performance Battery.

Source: instruments.md 2.5 and 3.1.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from clinic.domain.instruments import Instrument
from clinic.domain.possible import ImpossibleResponses, positive, trials_of
from clinic.domain.responses import Responses
from clinic.domain.scoring_trials import chosen
from clinic.domain.units import stored

FULL_HOLD_S: Final = Decimal(10)
"""A stage counts when it is held 10 s. Source: CDC STEADI 4-stage sheet [V31b]."""

SHORT_TANDEM_S: Final = Decimal(3)
"""SPPB: a tandem stance under 3 s is worth no more than the semi-tandem before it [K58]."""

WALK_POINTS: Final[Mapping[str, Sequence[tuple[Decimal, int]]]] = {
    "4": ((Decimal("4.81"), 4), (Decimal("6.20"), 3), (Decimal("8.70"), 2)),
    "3": ((Decimal("3.61"), 4), (Decimal("4.65"), 3), (Decimal("6.52"), 2)),
}
"""SPPB walk: points up to a stored time in s, over 4 m [V59] and 3 m [V60]; slower is 1 point."""

CHAIR_POINTS: Final[Sequence[tuple[Decimal, int]]] = (
    (Decimal("11.19"), 4),
    (Decimal("13.69"), 3),
    (Decimal("16.69"), 2),
    (Decimal("60.00"), 1),
)
"""SPPB chair stands: points up to a stored time in s [V59]; over 60 s is 0 points."""

COULD_NOT: Final = "_unable"
"""Ends the code of a check that says that a part could not be done: it scores 0."""


def stages_held(instrument: Instrument, responses: Responses) -> Decimal | None:
    """Stages held for the full time, counted up to the first that was not.

    Source: CDC STEADI 4-stage balance sheet [V31b].
    """
    group = instrument.groups[0]
    holds = responses.of(group.code)
    if all(hold is None for hold in holds):
        return None
    if len(holds) != len(group.items):
        raise ImpossibleResponses(f"there are {len(group.items)} stages, not {len(holds)}")
    completed = 0
    for hold in holds:
        if not _is_full(hold):
            break
        completed += 1
    return Decimal(completed)


def sum_of_parts(instrument: Instrument, responses: Responses) -> Decimal | None:
    """Balance, walk and chair of the SPPB together; None as long as a part was not done."""
    parts = performance_parts(instrument, responses).values()
    present = [part for part in parts if part is not None]
    return sum(present, Decimal(0)) if len(present) == len(parts) else None


def performance_parts(instrument: Instrument, responses: Responses) -> Mapping[str, Decimal | None]:
    """The points of the SPPB by part, 0 to 4 each; None for a part that was not done.

    Source: instruments.md 2.5: cut-points [V59, V60], balance [K58].
    """
    return {
        "balance": _balance_points(instrument, responses),
        "gait": _timed_points(
            instrument,
            responses,
            "walk_time_s",
            _points_of_distance(chosen(instrument, responses, "walk_distance_m")),
            slowest=1,
        ),
        "chair": _timed_points(instrument, responses, "chair_time_s", CHAIR_POINTS, slowest=0),
    }


def _points_of_distance(distance_m: str) -> Sequence[tuple[Decimal, int]]:
    return WALK_POINTS[distance_m]


def _balance_points(instrument: Instrument, responses: Responses) -> Decimal | None:
    holds = tuple(responses.of("stances"))
    if all(hold is None for hold in holds):
        return Decimal(0) if f"balance{COULD_NOT}" in responses.flags else None
    positive((hold for hold in holds if hold is not None), or_zero=True)
    if len(holds) != len(instrument.group("stances").items):
        raise ImpossibleResponses(f"there are three stances, not {len(holds)}")
    side_by_side, semi_tandem, tandem = holds
    if not _is_full(side_by_side):
        return Decimal(0)
    if not _is_full(semi_tandem):
        return Decimal(1)
    if tandem is None or stored(tandem) < SHORT_TANDEM_S:
        return Decimal(2)
    return Decimal(4 if _is_full(tandem) else 3)


def _timed_points(
    instrument: Instrument,
    responses: Responses,
    part: str,
    points: Sequence[tuple[Decimal, int]],
    *,
    slowest: int,
) -> Decimal | None:
    trials = trials_of(instrument.group(part), responses)
    if not trials:
        return Decimal(0) if f"{part}{COULD_NOT}" in responses.flags else None
    fastest = min(trials)
    return Decimal(next((worth for up_to, worth in points if fastest <= up_to), slowest))


def _is_full(hold: Decimal | None) -> bool:
    return hold is not None and stored(hold) >= FULL_HOLD_S
