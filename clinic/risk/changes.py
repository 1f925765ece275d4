"""What made a stratum another: the inputs of two recorded strata, held side by side."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from clinic import phrasing
from clinic.domain.units import stored

INPUT_WORDS: Final[Mapping[str, str]] = {
    "fell": "Fallen in the past year",
    "falls_count_12m": "Falls in 12 months",
    "injury_needing_medical_care": "Medical care after a fall",
    "on_floor_1h_or_unable_to_rise": "Long time on the floor",
    "loss_of_consciousness_or_suspected_syncope": "Blackout or faint",
    "unsteady": "Unsteady",
    "worried": "Worried",
    "frailty": "Frail",
    "tug_s": "Timed Up and Go",
    "gait_speed_m_per_s": "Gait speed",
    "gait_unable": "Unable to do the walking test",
    "tug_threshold_s": "The clinic’s line, a Timed Up and Go slow over",
}
UNITS: Final = {"tug_s": "s", "gait_speed_m_per_s": "m/s", "tug_threshold_s": "s"}


def changed_inputs(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """Each input that is another now: "Timed Up and Go 16.30 s, before 12.90 s".

    Args:
        before: the inputs kept beside the earlier stratum.
        after: those kept beside the later one.
    """
    old, new = _flat(before), _flat(after)
    for name, label in INPUT_WORDS.items():
        was, now = old.get(name), new.get(name)
        if was != now:
            yield f"{label} {_said(name, now)}, before {_said(name, was)}"


def _flat(inputs: Mapping[str, Any]) -> dict[str, Any]:
    plain = {name: value for name, value in inputs.items() if not isinstance(value, Mapping)}
    return plain | dict(inputs["questions"]) | dict(inputs["severity"])


def _said(name: str, value: Any) -> str:  # noqa: ANN401 - an answer, a count or a measure
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name not in UNITS:
        return str(value)
    return f"{phrasing.number(stored(Decimal(str(value))), 2)} {UNITS[name]}"
