"""Where a result lies: its band, its separate flags, its norm. A definition names its method."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from clinic.domain.instruments import Instrument
from clinic.domain.key_questions import KeyQuestions, key_questions_band
from clinic.domain.possible import values_of
from clinic.domain.pressures import orthostatic_band
from clinic.domain.responses import Responses
from clinic.domain.scoring_items import AT_RISK_POINTS, points_so_far
from clinic.domain.scoring_trials import cap_of
from clinic.domain.thresholds import NormTable, ThresholdProfile

NO_NORM: Final = "no_norm"
INCOMPLETE: Final = "incomplete"


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """What a band is made of: the profile, the number, the cell of the norm, the answers."""

    thresholds: ThresholdProfile
    value: Decimal | None
    norm_value: Decimal | None
    responses: Responses


def by_lines(instrument: Instrument, judged: Judged) -> str | None:
    """The first band, from the lowest value up, whose upper end the value has not passed.

    Without the conditions that the profile names there is no band.
    """
    value, thresholds = judged.value, judged.thresholds
    if value is None or not instrument.under(judged.responses.conditions).issuperset(
        thresholds.when
    ):
        return None
    return next(band.code for band in thresholds.bands if band.reaches(value))


def by_norm(instrument: Instrument, judged: Judged) -> str | None:
    """The band is the position in the norm table itself; outside the table `no_norm`."""
    if judged.value is None:
        return None
    return norm_position(instrument.norm, judged.value, judged.norm_value) or NO_NORM


def by_line_then_norm(instrument: Instrument, judged: Judged) -> str | None:
    """The first band by its fixed line; past it, the side of the norm; without one, the last band.

    Source: instruments.md 4.2: Mini-BESTest, 16 for all [V52c], above it the cut by age [V52b].
    """
    value, bands = judged.value, judged.thresholds.bands
    if value is None:
        return None
    if bands[0].reaches(value):
        return bands[0].code
    return norm_position(instrument.norm, value, judged.norm_value) or bands[-1].code


def by_answers(instrument: Instrument, judged: Judged) -> str | None:
    """Any yes is at risk. Source: instruments.md 5.4 [V31c]."""
    fell, unsteady, worried = (
        None if answer is None else answer == 1
        for answer in values_of(instrument.groups[0], judged.responses)
    )
    questions = KeyQuestions(fell=fell, unsteady=unsteady, worried=worried)
    return key_questions_band(questions).value


def by_points_or_fall(instrument: Instrument, judged: Judged) -> str | None:
    """At risk by points or by a fall, also when unfinished. Source: instruments.md 5.4 [V80]."""
    answers = values_of(instrument.groups[0], judged.responses)
    if points_so_far(instrument, judged.responses) >= AT_RISK_POINTS or answers[0]:
        return "at_risk"
    return INCOMPLETE if None in answers else "not_at_risk"


def by_pressure(instrument: Instrument, judged: Judged) -> str | None:
    """Positive or negative by the drops. Source: instruments.md 5.3."""
    return orthostatic_band(instrument, judged.responses)


def norm_position(
    table: NormTable | None, value: Decimal | None, norm_value: Decimal | None
) -> str | None:
    """On which side of the cell of a norm table a value lies."""
    if table is None or value is None or norm_value is None:
        return None
    return table.worse_code if table.is_worse(value, norm_value) else table.better_code


def is_capped(instrument: Instrument, responses: Responses, value: Decimal | None) -> bool:
    """Whether a test was stopped at another cap than the one its norms were taken with.

    Source: instruments.md 3.2.
    """
    cap = cap_of(instrument, responses)
    return cap is not None and cap != instrument.maximum and value == cap


def flags_raised(
    instrument: Instrument, value: Decimal | None, speed: Decimal | None, *, unable: bool
) -> dict[str, bool | None]:
    """The separate lines of an instrument; None where there is no number."""
    raised: dict[str, bool | None] = {}
    for flag in instrument.flags:
        quantity = speed if flag.of_speed else value
        if quantity is not None:
            raised[flag.code] = flag.is_raised(quantity)
        else:
            raised[flag.code] = flag.when_unable if unable else None
    return raised


Banding = Callable[[Instrument, Judged], str | None]

BANDING_METHODS: Final[Mapping[str, Banding]] = {
    "by_lines": by_lines,
    "by_norm": by_norm,
    "by_line_then_norm": by_line_then_norm,
    "by_answers": by_answers,
    "by_points_or_fall": by_points_or_fall,
    "by_pressure": by_pressure,
}
