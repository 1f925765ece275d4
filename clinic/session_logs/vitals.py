"""Vital signs of a training: as they are kept, and in words."""

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any, Final

from clinic import phrasing
from clinic.domain.progression_facts import RestPosition, Vitals

POSITIONS: Final[Mapping[RestPosition, str]] = {
    RestPosition.LYING: "Lying",
    RestPosition.SITTING: "Sitting",
}


def vitals_to_json(vitals: Vitals) -> dict[str, Any]:
    """What was measured, by name; decimals as text, what was not taken left out."""
    kept = {field.name: getattr(vitals, field.name) for field in fields(Vitals)}
    return {name: str(value) for name, value in kept.items() if value is not None}


def vitals_from_json(kept: Mapping[str, Any] | None) -> Vitals | None:
    """The vital signs as they were told; None when none were."""
    if not kept:
        return None
    read = {name: Decimal(value) for name, value in kept.items() if name != "dropped_from"}
    position = kept.get("dropped_from")
    return Vitals(**read, dropped_from=None if position is None else RestPosition(position))


def vitals_words(vitals: Vitals | None) -> str:
    """Such as "130/75 lying, falls 12/4 on standing, pulse 72, oxygen 97 %"; empty without any."""
    if vitals is None:
        return ""
    pressure = _pair(vitals.systolic_mmhg, vitals.diastolic_mmhg)
    if pressure and vitals.dropped_from:
        pressure = f"{pressure} {POSITIONS[vitals.dropped_from].lower()}"
    drop = _pair(vitals.systolic_drop_mmhg, vitals.diastolic_drop_mmhg)
    pulse, oxygen = vitals.heart_rate_per_min, vitals.oxygen_percent
    return ", ".join(
        filter(
            None,
            (
                pressure,
                f"falls {drop} on standing" if drop else "",
                f"pulse {phrasing.number(pulse)}" if pulse is not None else "",
                f"oxygen {phrasing.number(oxygen)} %" if oxygen is not None else "",
            ),
        )
    )


def _pair(systolic: Decimal | None, diastolic: Decimal | None) -> str:
    if systolic is None and diastolic is None:
        return ""
    told = [UNKNOWN if one is None else phrasing.number(one) for one in (systolic, diastolic)]
    return "/".join(told)


UNKNOWN: Final = "?"
