"""A person's own limits of vital signs and effort, in place of the general ones.

Each replaces one general limit, tighter or looser; the others stay. None may be looser than what
stops everybody on the clinical screen.

Source: Stepback programme, section 3.4, `limits` ("patient's own limits override"); section 6:
treated atrial fibrillation or COPD needs own limits recorded.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from clinic.domain.progression_facts import OwnLimits
from clinic.domain.progression_table import VitalLimits

# Looser is an absolute stop of the clinical screen, which nobody sets aside: CS06, systolic 180 or
# more or diastolic 100 or more at rest [V] heiw; CS03, resting heart rate above 120 [V] heiw,
# heartonline.
LOOSEST: Final[Mapping[str, Decimal]] = {
    "systolic_from_mmhg": Decimal(180),
    "diastolic_from_mmhg": Decimal(100),
    "heart_rate_above_per_min": Decimal(120),
}

# Effort above 6 stops anybody. Source: Stepback programme, section 3.5, X09 [?].
HIGHEST_EFFORT: Final = 6

LIMIT_NAMES: Final = tuple(field.name for field in fields(VitalLimits))
PAIRS: Final = (
    ("systolic_below_mmhg", "systolic_from_mmhg"),
    ("heart_rate_below_per_min", "heart_rate_above_per_min"),
)


class LimitProblem(StrEnum):
    """Why a limit cannot be set."""

    TOO_LOOSE = "too_loose"
    CROSSED = "crossed"


class LimitsRefused(ValueError):
    """A limit is looser than what stops everybody, or lies beyond its counterpart."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """Why a person has limits of her own, and which doctor or team agreed on which day."""

    reason: str
    agreed_with: str
    agreed_on: date

    def __post_init__(self) -> None:
        if not self.reason.strip() or not self.agreed_with.strip():
            raise LimitsRefused("own limits name a reason and who agreed")


def limits_with(general: VitalLimits, own: OwnLimits) -> VitalLimits:
    """The limits that hold for a person."""
    return replace(general, **own.vitals) if own.vitals else general


def limit_problems(own: OwnLimits, general: VitalLimits) -> Mapping[str, LimitProblem]:
    """What speaks against these limits, by the name of the limit; empty when they may be set.

    Args:
        own: the limits that would replace general ones.
        general: the limits of the table.
    """
    found = {
        name: LimitProblem.TOO_LOOSE
        for name, value in own.vitals.items()
        if name in LOOSEST and value > LOOSEST[name]
    }
    if own.effort_max is not None and own.effort_max > HIGHEST_EFFORT:
        found["effort_max"] = LimitProblem.TOO_LOOSE
    limits = limits_with(general, own)
    for low, high in PAIRS:
        if getattr(limits, low) >= getattr(limits, high):
            found.setdefault(low if low in own.vitals else high, LimitProblem.CROSSED)
    return found
