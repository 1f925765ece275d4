"""How the audit trail, which stands below, names patients."""

from collections.abc import Collection
from uuid import UUID

from clinic.patients import queries
from clinic.patients.presenters import name


def names_of(patient_ids: Collection[UUID]) -> dict[UUID, str]:
    """Name and record number of each."""
    return {
        patient.id: f"{name(patient)} ({patient.record_number})"
        for patient in queries.list_patients(patient_ids)
    }


def find(text: str) -> list[UUID]:
    """Who is meant by a name, a birth date or a record number."""
    return [patient.id for patient in queries.search(text)]
