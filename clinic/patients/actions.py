from dataclasses import asdict, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from clinic.audit.actions import record_event, record_new
from clinic.domain.names import fold, full_name
from clinic.domain.people import PatientDetails
from clinic.ids import new_id
from clinic.patients.models import Patient
from clinic.web.access import Actor
from clinic.web.transactions import ChangedMeanwhile

DETAILS = tuple(field.name for field in fields(PatientDetails))


def register(
    details: PatientDetails, *, by: Actor, at: datetime, record_id: UUID | None = None
) -> Patient:
    """A new patient of the clinic. Ask `queries.possible_duplicates` first."""
    patient = Patient(
        id=record_id or new_id(),
        folded_name=_folded(details),
        created_by_id=by.clinician_id,
        **asdict(details),
    )
    return record_new("patient.registered", patient, by=by, at=at, patient_id=patient.id)


def correct(
    patient: Patient, details: PatientDetails, *, version: int, by: Actor, at: datetime
) -> None:
    """Writes down the details anew; the old values stay in the audit trail.

    Raises ChangedMeanwhile when `version` is not the version that stands.
    """
    if patient.version != version:
        raise ChangedMeanwhile
    old, new = _changes(patient, details)
    if not new:
        return
    for name, value in new.items():
        setattr(patient, name, value)
    patient.folded_name = _folded(details)
    record_event(
        "patient.corrected", patient, by=by, at=at, patient_id=patient.id, old=old, new=new
    )


def details_of(patient: Patient) -> PatientDetails:
    return PatientDetails(**{name: getattr(patient, name) for name in DETAILS})


def _changes(patient: Patient, details: PatientDetails) -> tuple[dict[str, Any], dict[str, Any]]:
    standing, wanted = asdict(details_of(patient)), asdict(details)
    changed = [name for name in DETAILS if standing[name] != wanted[name]]
    return {name: standing[name] for name in changed}, {name: wanted[name] for name in changed}


def _folded(details: PatientDetails) -> str:
    return fold(full_name(details.given_name, details.family_name))
