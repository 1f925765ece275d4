"""Limits of vital signs in words: the general ones, and a person's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from clinic import phrasing
from clinic.catalogue.progression_definitions import get_progression_table
from clinic.domain.dose import plain_number
from clinic.domain.own_limits import HIGHEST_EFFORT, LOOSEST, limits_with
from clinic.domain.progression_facts import OwnLimits
from clinic.domain.progression_table import VitalLimits
from clinic.precautions.models import PersonalLimits

SENTENCES: Final[Mapping[str, str]] = {
    "systolic_from_mmhg": "systolic {} or more",
    "systolic_below_mmhg": "systolic under {}",
    "diastolic_from_mmhg": "diastolic {} or more",
    "heart_rate_above_per_min": "pulse above {}",
    "heart_rate_below_per_min": "pulse below {}",
    "oxygen_below_percent": "oxygen under {} %",
}
# The questions before a session that name a limit. Source: programme reference 4b.
ASKED_IN: Final[Mapping[str, tuple[str, ...]]] = {
    "PS07": ("systolic_from_mmhg", "systolic_below_mmhg", "diastolic_from_mmhg"),
    "PS08": ("heart_rate_above_per_min", "heart_rate_below_per_min"),
    "PS09": ("oxygen_below_percent",),
}
ASKED_ABOUT: Final[Mapping[str, str]] = {
    "PS07": "Resting blood pressure",
    "PS08": "Resting heart rate",
    "PS09": "Oxygen level at rest",
}
STOPS_FROM: Final[Mapping[str, str]] = {
    "systolic_from_mmhg": "CS06",
    "diastolic_from_mmhg": "CS06",
    "heart_rate_above_per_min": "CS03",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class LimitLine:
    """One limit as it holds for a person."""

    name: str
    words: str
    general: str
    is_own: bool


def limit_lines(own: OwnLimits) -> tuple[LimitLine, ...]:
    """Every limit of vital signs, and whether it is the person's own."""
    general = get_progression_table().vital_limits
    held = limits_with(general, own)
    return tuple(
        LimitLine(
            name=name,
            words=phrasing.capitalised(_words(name, getattr(held, name))),
            general=phrasing.capitalised(_words(name, getattr(general, name))),
            is_own=name in own.vitals,
        )
        for name in SENTENCES
    )


def limits_sentence(own: OwnLimits) -> str:
    """All limits that hold: "No training at rest with systolic 180 or more, …"."""
    held = limits_with(get_progression_table().vital_limits, own)
    told = [_marked(name, held, own) for name in SENTENCES]
    return f"No training with, at rest: {', '.join(told)}."


def own_words(own: OwnLimits) -> str:
    """The person's own only, such as "pulse above 110, effort to 4"; empty without any."""
    told = [_words(name, own.vitals[name]) for name in SENTENCES if name in own.vitals]
    if own.effort_max is not None:
        told.append(f"effort to {plain_number(own.effort_max)}")
    return ", ".join(told)


def asked_with(item_id: str, own: OwnLimits) -> str:
    """The question before a session as it is asked of a person with own limits; else empty."""
    names = ASKED_IN.get(item_id, ())
    if not any(name in own.vitals for name in names):
        return ""
    held = limits_with(get_progression_table().vital_limits, own)
    told = " or ".join(_words(name, getattr(held, name)) for name in names)
    return f"{ASKED_ABOUT[item_id]} outside this person’s own limits: {told}?"


def agreed_words(row: PersonalLimits) -> str:
    """Such as "Agreed with Dr Whitlow on 3 March 2026: treated atrial fibrillation"."""
    return f"Agreed with {row.agreed_with} on {phrasing.long_date(row.agreed_on)}: {row.reason}"


def limit_hint(name: str) -> str:
    """The general limit, and how loose it may become."""
    if name == "effort_max":
        return f"The level’s maximum holds. From 1 to {HIGHEST_EFFORT}"
    general = _words(name, getattr(get_progression_table().vital_limits, name))
    if name not in LOOSEST:
        return f"General: {general}"
    return f"General: {general}. At most {plain_number(LOOSEST[name])} ({STOPS_FROM[name]})"


def _words(name: str, value: Decimal) -> str:
    return SENTENCES[name].format(plain_number(value))


def _marked(name: str, held: VitalLimits, own: OwnLimits) -> str:
    words = _words(name, getattr(held, name))
    return f"{words} (own limit)" if name in own.vitals else words
