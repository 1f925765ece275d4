"""Doses as they are kept in a record: decimals as text, what is not dosed left out."""

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any, Final

from clinic.domain.dose import Dose

WHOLE: Final = frozenset({"sets", "reps", "hold_s", "rest_s"})
WORDS: Final = frozenset({"load"})


def dose_to_json(dose: Dose) -> dict[str, Any]:
    """The amounts a dose states, by name."""
    kept = {name: getattr(dose, name) for name in _NAMES}
    return {
        name: str(value) if isinstance(value, Decimal) else value
        for name, value in kept.items()
        if value is not None
    }


def dose_from_json(kept: Mapping[str, Any]) -> Dose:
    """The dose as it was prescribed, exact to the digit."""
    return Dose(**{name: _value(name, kept[name]) for name in _NAMES if name in kept})


def _value(name: str, value: Any) -> Any:  # noqa: ANN401 - JSON
    return value if name in WHOLE | WORDS else Decimal(value)


_NAMES: Final = tuple(field.name for field in fields(Dose))
