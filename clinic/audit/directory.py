"""Who and whom the audit trail is about. Features above this one say it; this one only asks."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Flask, current_app

from clinic.audit.queries import find_last_event_of


@dataclass(kw_only=True, slots=True)
class Directory:
    """Names by id, and ids by what somebody types. A feature that has them fills them in."""

    clinicians: Callable[[], Mapping[UUID, str]] = field(default=dict)
    patient_names: Callable[[Collection[UUID]], Mapping[UUID, str]] = field(default=lambda _ids: {})
    find_patients: Callable[[str], list[UUID]] = field(default=lambda _text: [])


def init_app(app: Flask) -> None:
    """Empty until the features above fill it."""
    app.extensions["audit_directory"] = Directory()


def directory() -> Directory:
    """This application's directory."""
    return directory_of(current_app.extensions)


def directory_of(extensions: Mapping[str, Any]) -> Directory:
    """The directory of an application that is being put together."""
    found: Directory = extensions["audit_directory"]
    return found


def who_changed(record_id: UUID, *, time_zone: str) -> str:
    """Who changed a record last, and at what time: "Bo Lindqvist, at 09:42,"; empty if unknown."""
    event = find_last_event_of(record_id)
    if event is None or event.clinician_id is None:
        return ""
    name = directory().clinicians().get(event.clinician_id, "")
    return f"{name}, at {event.at.astimezone(ZoneInfo(time_zone)):%H:%M}," if name else ""
