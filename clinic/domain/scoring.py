"""From what was recorded to a score. A definition names its method; this is the table of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from clinic.domain.instruments import Instrument
from clinic.domain.possible import ImpossibleResponses
from clinic.domain.responses import Responses, Status, effective_status
from clinic.domain.scoring_items import (
    band_only,
    mean_of_answered,
    points_of_yes,
    single_number,
    sum_in_proportion,
    sum_of_items,
    with_implied_marks,
)
from clinic.domain.scoring_stances import FULL_HOLD_S, stages_held, sum_of_parts
from clinic.domain.scoring_trials import (
    best_of_trials,
    count_without_arms,
    mean_of_trials,
    speed_over_distance,
)
from clinic.domain.units import stored

__all__ = (
    "FULL_HOLD_S",
    "SCORING_METHODS",
    "ImpossibleResponses",
    "Score",
    "answered",
    "score",
    "status_of",
    "with_implied_marks",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """A result with its unit and the instrument that made it.

    `exact` is the number before it was rounded, where bands lie on that; else None.
    """

    value: Decimal
    unit: str
    instrument_code: str
    instrument_version: int
    exact: Decimal | None = None

    @property
    def banded(self) -> Decimal:
        """The number that bands, levels and norms are held against."""
        return self.value if self.exact is None else self.exact


def status_of(instrument: Instrument, responses: Responses) -> Status:
    """How the test counts: help of a person or a voided conduct makes it unable."""
    voiding = {check.code for check in instrument.checks if check.voids}
    return effective_status(responses, voiding=voiding)


def score(instrument: Instrument, responses: Responses) -> Score | None:
    """The score of one use of an instrument, in the instrument's unit.

    Returns:
        None when there is no number: unable, unsafe, refused, not done, or incomplete.

    Raises:
        ImpossibleResponses: numbers are missing from the record or lie off the scale.

    Source: instruments.md 0.1 and 11.2.
    """
    status = status_of(instrument, responses)
    value: Decimal | None = None
    if status is Status.COMPLETED:
        value = SCORING_METHODS[instrument.scoring](instrument, responses)
    elif status is Status.UNABLE:
        value = instrument.score_when_unable
    if value is None:
        return None
    return Score(
        value=stored(value, instrument.decimals) if instrument.rounds_score else value,
        unit=instrument.unit,
        instrument_code=instrument.code,
        instrument_version=instrument.version,
        exact=value if instrument.rounds_score else None,
    )


def answered(instrument: Instrument, responses: Responses) -> tuple[int, int]:
    """How many items have a value, and how many there are; the two sides of an item are one."""
    done = items = 0
    for group in instrument.scored_groups:
        values = with_implied_marks(instrument, responses.of(group.code))
        missing = {place for place, value in enumerate(values) if value is None}
        missing.update(range(len(values), len(group.items)))
        done += sum(missing.isdisjoint(places) for places in group.questions)
        items += len(group.questions)
    return done, items


Method = Callable[[Instrument, Responses], Decimal | None]

SCORING_METHODS: Final[Mapping[str, Method]] = {
    "mean_of_trials": mean_of_trials,
    "best_of_trials": best_of_trials,
    "speed_over_distance": speed_over_distance,
    "count_without_arms": count_without_arms,
    "stages_held": stages_held,
    "sum_of_parts": sum_of_parts,
    "sum_of_items": sum_of_items,
    "mean_of_answered": mean_of_answered,
    "sum_in_proportion": sum_in_proportion,
    "points_of_yes": points_of_yes,
    "single_number": single_number,
    "band_only": band_only,
}
