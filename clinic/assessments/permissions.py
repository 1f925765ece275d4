"""Instruments of which a part may be used only with the holder's permission."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from clinic.domain.instruments import Instrument
from clinic.domain.items import ItemGroup
from clinic.domain.responses import Responses

PERMISSION: Final = "permission"


@dataclass(frozen=True, kw_only=True, slots=True)
class Permission:
    """What a clinic recorded: the terms in its own words, since when, and who wrote it down."""

    terms: str
    on: date
    by_id: UUID


def permission_from(profiles: Mapping[str, Any], instrument_code: str) -> Permission | None:
    """The permission for an instrument, as the settings of the clinic keep it."""
    found = (profiles.get(instrument_code) or {}).get(PERMISSION)
    if not found:
        return None
    return Permission(
        terms=found["terms"], on=date.fromisoformat(found["on"]), by_id=UUID(found["by"])
    )


def permission_as_json(permission: Permission) -> dict[str, str]:
    """The permission as the settings of the clinic keep it."""
    return {
        "terms": permission.terms,
        "on": permission.on.isoformat(),
        "by": str(permission.by_id),
    }


def groups_to_fill(
    instrument: Instrument, *, permitted: bool, recorded: Responses | None = None
) -> tuple[ItemGroup, ...]:
    """The groups that a form shows; one without permission only where it was filled in before."""
    filled: Collection[str] = recorded.numbers if recorded is not None else ()
    return tuple(
        group
        for group in instrument.groups
        if permitted or not group.needs_permission or group.code in filled
    )
