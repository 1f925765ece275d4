"""What a clinic chose about the error of an instrument: its own, or one that grows."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from clinic.domain.comparison import MDC95_PER_SEM
from clinic.domain.instruments import Instrument
from clinic.domain.thresholds import Mdc
from clinic.domain.units import stored

OWN_PROFILE: Final = "own"
"""The MDC profile of a clinic that found the error in its own patients."""

FEWEST_PEOPLE: Final = 30
"""Stable people to be retested for a SEM of one's own. Source: instruments.md 6.2 [?]."""

LONGEST_APART: Final = "within 2 weeks"
"""When they are to be retested. Source: instruments.md 6.2 [?]."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnSem:
    """A standard error of measurement that a clinic entered, in the instrument's unit.

    Raises:
        ValueError: it is not above 0, or rests on fewer people than the reference asks for.
    """

    value: Decimal
    people: int
    source: str
    entered_on: date

    def __post_init__(self) -> None:
        if self.value <= 0 or self.people < FEWEST_PEOPLE:
            raise ValueError(f"a SEM is above 0, from {FEWEST_PEOPLE} people or more")

    @property
    def mdc95(self) -> Decimal:
        """The detectable change that follows: 2.772 SEM, with the two decimals it is printed in.

        Source: instruments.md 6.1, 4 [K82].
        """
        return stored(self.value * MDC95_PER_SEM)


def for_clinic(
    instrument: Instrument, *, own: OwnSem | None = None, in_percent: bool = False
) -> Instrument:
    """The instrument with the clinic's own error among its profiles, or one that may grow.

    `in_percent` changes nothing where no percentage is published.
    """
    percent = instrument.mdc_percent if in_percent else None
    if own is None and percent is None:
        return instrument
    rows = tuple(replace(row, in_percent=percent) for row in instrument.mdc)
    if own is not None:
        rows = (*(row for row in rows if row.profile != OWN_PROFILE), _own_row(own))
    return replace(instrument, mdc=rows)


def _own_row(own: OwnSem) -> Mdc:
    """The local error as one more profile; it is the clinic's own, so it never grows."""
    return Mdc(
        profile=OWN_PROFILE,
        value=own.mdc95,
        level_percent=95,
        population=f"this clinic’s own SEM from {own.people} people",
        source=f"[local] {own.source}",
        sem=own.value,
        local=True,
    )
