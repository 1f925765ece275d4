from dataclasses import asdict, dataclass, fields
from datetime import datetime

from clinic.audit.actions import record_event
from clinic.db import db, enter_clinic
from clinic.organisation.models import Clinic
from clinic.web.access import Actor
from clinic.web.transactions import ChangedMeanwhile


@dataclass(frozen=True, kw_only=True, slots=True)
class ClinicDetails:
    """What a clinic says about itself, and how it works."""

    name: str
    address: str = ""
    telephone: str = ""
    emergency_number: str = "112"
    time_zone: str = "Europe/London"
    language: str = "en"
    paper: str = "a4"
    idle_limit_min: int = 15


def details_of(clinic: Clinic) -> ClinicDetails:
    """The details as they stand."""
    return ClinicDetails(
        **{field.name: getattr(clinic, field.name) for field in fields(ClinicDetails)}
    )


def found_clinic(details: ClinicDetails, *, by: Actor | None, at: datetime) -> Clinic:
    """A new clinic, which is entered at once: what follows is written in it."""
    clinic = Clinic(**asdict(details))
    db.session.add(clinic)
    db.session.flush()
    enter_clinic(clinic.id)
    record_event("clinic.founded", clinic, by=by, at=at, new=asdict(details))
    return clinic


def change_clinic(
    clinic: Clinic, details: ClinicDetails, *, version: int, by: Actor, at: datetime
) -> None:
    """Other details; the second of two writers is refused."""
    if clinic.version != version:
        raise ChangedMeanwhile
    old, new = asdict(details_of(clinic)), asdict(details)
    if old == new:
        return
    for name, value in new.items():
        setattr(clinic, name, value)
    record_event("clinic.changed", clinic, by=by, at=at, old=old, new=new)
