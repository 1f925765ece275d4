import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic.audit.models import AccessEntry, AuditEvent
from clinic.audit.trail import Seen

LONGEST = 300
PROGRAM = "The program"
CLINICIAN = "Clinician"
LOOKS_AT = {
    "caseload.patient": "the patient's page",
    "documents.show": "a document",
    "documents.look": "a document",
    "documents.page": "a page of a document",
    "reports.draft": "a draft of a report",
    "reports.draft_page": "a page of a draft",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Changed:
    """One value that an event changed, as it was and as it became."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True, slots=True)
class EventLine:
    number: int
    at: str
    who: str
    what: str
    about: str
    address: str
    changes: list[Changed]


@dataclass(frozen=True, kw_only=True, slots=True)
class LookLine:
    at: str
    who: str
    what: str
    patient: str
    address: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SeenLine:
    patient: str
    who: str
    looks: int
    first: str
    last: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Names:
    """Names by id; who is not known by name is told by the id."""

    clinicians: Mapping[UUID, str]
    patients: Mapping[UUID, str]
    time_zone: str

    def clinician(self, clinician_id: UUID | None) -> str:
        if clinician_id is None:
            return PROGRAM
        return self.clinicians.get(clinician_id, str(clinician_id))

    def patient(self, patient_id: UUID | None) -> str:
        if patient_id is None:
            return ""
        return self.patients.get(patient_id, str(patient_id))

    def about(self, event: AuditEvent) -> str:
        """The patient, or the colleague whose place it was."""
        if event.patient_id is None and event.record_kind == CLINICIAN and event.record_id:
            return self.clinicians.get(event.record_id, "")
        return self.patient(event.patient_id)

    def moment(self, at: datetime) -> str:
        local = at.astimezone(ZoneInfo(self.time_zone))
        return f"{local.day} {local:%b %Y, %H:%M:%S}"


def action_words(action: str) -> str:
    """The event "fall.recorded" is "Fall recorded"."""
    words = action.replace(".", " ").replace("_", " ")
    return words[:1].upper() + words[1:]


def event_lines(events: Iterable[AuditEvent], names: Names) -> list[EventLine]:
    return [
        EventLine(
            number=event.number,
            at=names.moment(event.at),
            who=names.clinician(event.clinician_id),
            what=action_words(event.action),
            about=names.about(event),
            address=event.address,
            changes=_changes(event.changes),
        )
        for event in events
    ]


def look_lines(looks: Iterable[AccessEntry], names: Names) -> list[LookLine]:
    return [
        LookLine(
            at=names.moment(look.at),
            who=names.clinician(look.clinician_id),
            what=_endpoint_words(look.endpoint),
            patient=names.patient(look.patient_id),
            address=look.address,
        )
        for look in looks
    ]


def seen_lines(found: Iterable[Seen], names: Names) -> list[SeenLine]:
    return [
        SeenLine(
            patient=names.patient(seen.patient_id),
            who=names.clinician(seen.clinician_id),
            looks=seen.looks,
            first=names.moment(seen.first),
            last=names.moment(seen.last),
        )
        for seen in found
    ]


def _endpoint_words(endpoint: str) -> str:
    if endpoint in LOOKS_AT:
        return LOOKS_AT[endpoint]
    feature, _, view = endpoint.partition(".")
    return f"{feature.replace('_', ' ')}: {view.replace('_', ' ')}"


def _changes(changes: Mapping[str, Any]) -> list[Changed]:
    old, new = changes.get("old", {}), changes.get("new", {})
    names = list(dict.fromkeys((*new, *old)))
    return [
        Changed(name=name.replace("_", " "), old=_text(old.get(name)), new=_text(new.get(name)))
        for name in names
        if name not in {"clinic_id", "version"} and old.get(name) != new.get(name)
    ]


def _text(value: object) -> str:
    if value is None or value == "":
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"
