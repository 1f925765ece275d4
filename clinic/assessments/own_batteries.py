"""Batteries that a clinic puts together: made, changed, retired. No result points at them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from clinic.assessments.models import OwnBattery
from clinic.audit.actions import record_event
from clinic.db import db
from clinic.web.access import Actor
from clinic.web.records import find_record
from clinic.web.transactions import ChangedMeanwhile

MOST_TESTS: Final = 24


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What a battery is called, and its tests by code in the order in which they are done."""

    name: str
    instruments: tuple[str, ...]


def list_in_use() -> list[OwnBattery]:
    """Those that are offered, by name."""
    found = db.session.scalars(sa.select(OwnBattery).where(OwnBattery.retired_at.is_(None)))
    return sorted(found, key=lambda one: (one.name.casefold(), one.id))


def list_retired() -> list[OwnBattery]:
    """Those that are offered no more, the last one first."""
    return list(
        db.session.scalars(
            sa.select(OwnBattery)
            .where(OwnBattery.retired_at.is_not(None))
            .order_by(OwnBattery.retired_at.desc(), OwnBattery.id)
        )
    )


def find_own_battery(code: str) -> OwnBattery | None:
    """The battery that addresses name so; also a retired one, so that a visit can be ended."""
    try:
        battery_id = UUID(code)
    except ValueError:
        return None
    return find_record(OwnBattery, battery_id)


def is_name_taken(name: str, *, besides: UUID | None = None) -> bool:
    """Whether a battery in use has this name, whatever its capitals."""
    return any(one.name.casefold() == name.casefold() for one in list_in_use() if one.id != besides)


def make_battery(plan: Plan, *, record_id: UUID, by: Actor, at: datetime) -> OwnBattery:
    """A new battery of the clinic's own."""
    battery = OwnBattery(
        id=record_id,
        name=plan.name,
        instruments=list(plan.instruments),
        by_id=by.clinician_id,
        at=at,
    )
    db.session.add(battery)
    record_event("battery.made", battery, by=by, at=at, new=_told(battery))
    return battery


def change_battery(
    battery: OwnBattery, plan: Plan, *, version: int, by: Actor, at: datetime
) -> None:
    """Another name, other tests or another order.

    Raises:
        ChangedMeanwhile: somebody else changed it after the form was opened.
    """
    _require(battery, version)
    old = _told(battery)
    battery.name, battery.instruments = plan.name, list(plan.instruments)
    if _told(battery) != old:
        record_event("battery.changed", battery, by=by, at=at, old=old, new=_told(battery))


def retire_battery(battery: OwnBattery, *, by: Actor, at: datetime) -> None:
    """Offers a battery no more. Twice changes nothing."""
    if battery.retired_at is not None:
        return
    battery.retired_at = at
    record_event("battery.retired", battery, by=by, at=at, new=_told(battery))


def restore_battery(battery: OwnBattery, *, by: Actor, at: datetime) -> None:
    """Offers a retired battery again. Twice changes nothing."""
    if battery.retired_at is None:
        return
    battery.retired_at = None
    record_event("battery.restored", battery, by=by, at=at, new=_told(battery))


def _require(battery: OwnBattery, version: int) -> None:
    if battery.version != version:
        raise ChangedMeanwhile


def _told(battery: OwnBattery) -> dict[str, str | Sequence[str]]:
    return {"name": battery.name, "instruments": list(battery.instruments)}
