from collections.abc import Collection
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from clinic.db import db
from clinic.domain.names import fold, similar
from clinic.domain.people import PatientDetails, dates_meant, next_record_number
from clinic.patients.models import Patient
from clinic.web.records import get_record

SEARCH_LIMIT = 50


def get_patient(patient_id: UUID) -> Patient:
    return get_record(Patient, patient_id)


def find_patient_by_record_number(record_number: str) -> Patient | None:
    """Without regard to capitals; the number as it is written wins."""
    found = db.session.scalars(sa.select(Patient).where(_numbered(record_number))).all()
    exact = [patient for patient in found if patient.record_number == record_number]
    return next(iter(exact or found), None)


def list_patients(patient_ids: Collection[UUID]) -> list[Patient]:
    """These patients, by family name."""
    return list(
        db.session.scalars(
            sa.select(Patient)
            .where(Patient.id.in_(patient_ids))
            .order_by(Patient.family_name, Patient.given_name, Patient.id)
        )
    )


def search(text: str, *, limit: int = SEARCH_LIMIT) -> list[Patient]:
    """Who is meant: by words of the name, birth date or record number; a record number first."""
    text = text.strip()
    if not text:
        return []
    matches = [_numbered(text), *_number_begins(text), *_named(text), *_born(dates_meant(text))]
    return list(
        db.session.scalars(
            sa.select(Patient)
            .where(sa.or_(*matches))
            .order_by(
                sa.case((_numbered(text), 0), else_=1),
                Patient.folded_name,
                Patient.birth_date,
                Patient.id,
            )
            .limit(limit)
        )
    )


def possible_duplicates(
    details: PatientDetails, *, apart_from: UUID | None = None
) -> list[Patient]:
    """Who may be the same person: the same record number, or the same birth date and a like name.

    The same record number comes first.
    """
    candidates = db.session.scalars(
        sa.select(Patient)
        .where(sa.or_(_numbered(details.record_number), Patient.birth_date == details.birth_date))
        .order_by(Patient.folded_name, Patient.id)
    )
    names = (details.given_name, details.family_name)
    found = [
        patient
        for patient in candidates
        if patient.id != apart_from
        and (
            same_number(patient, details.record_number)
            or similar(names, (patient.given_name, patient.family_name))
        )
    ]
    return sorted(found, key=lambda patient: not same_number(patient, details.record_number))


def same_number(patient: Patient, record_number: str) -> bool:
    return patient.record_number.casefold() == record_number.casefold()


def suggested_record_number(clinic_name: str) -> str:
    """The next free one in the manner of the patient registered last."""
    latest = db.session.scalar(sa.select(Patient.record_number).order_by(Patient.id.desc()))
    if latest is None:
        return next_record_number(None, (), clinic_name=clinic_name)
    prefix = latest.rstrip("0123456789")
    taken = db.session.scalars(
        sa.select(Patient.record_number).where(
            sa.func.lower(Patient.record_number).startswith(prefix.lower(), autoescape=True)
        )
    )
    return next_record_number(latest, set(taken), clinic_name=clinic_name)


def _numbered(record_number: str) -> sa.ColumnElement[bool]:
    return sa.or_(
        Patient.record_number == record_number,
        sa.func.lower(Patient.record_number) == record_number.lower(),
    )


def _number_begins(text: str) -> list[sa.ColumnElement[bool]]:
    return [sa.func.lower(Patient.record_number).startswith(text.lower(), autoescape=True)]


def _named(text: str) -> list[sa.ColumnElement[bool]]:
    """Every word typed begins a word of the name, in any order."""
    words = fold(text).split()
    if not words:
        return []
    return [
        sa.and_(
            *(
                sa.or_(
                    Patient.folded_name.startswith(word, autoescape=True),
                    Patient.folded_name.contains(f" {word}", autoescape=True),
                )
                for word in words
            )
        )
    ]


def _born(days: tuple[date, ...]) -> list[sa.ColumnElement[bool]]:
    return [Patient.birth_date.in_(days)] if days else []
