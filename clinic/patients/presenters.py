from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final
from uuid import UUID

from clinic.domain.ages import completed_years
from clinic.domain.names import full_name, similar
from clinic.domain.people import LANGUAGES, PatientDetails, Sex
from clinic.patients.models import Patient
from clinic.phrasing import age, capitalised, joined, long_date

LABELS = {
    "given_name": "Given name",
    "family_name": "Family name",
    "birth_date": "Birth date",
    "record_number": "Record number",
    "sex": "Sex for norms",
    "language": "Language",
    "telephone": "Telephone",
    "email": "E-mail",
    "address": "Address",
    "emergency_contact_name": "Emergency contact",
    "emergency_contact_relation": "Emergency contact's relation",
    "emergency_contact_telephone": "Emergency contact's telephone",
    "referrer": "Referred by",
    "sight_hearing_aid_notes": "Spectacles, hearing, walking aid",
}
SEX_WORDS: Final[Mapping[Sex, str]] = {
    Sex.FEMALE: "F",
    Sex.MALE: "M",
    Sex.UNKNOWN: "sex not stated",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownPerson:
    """Somebody who is registered already, to be told apart from whom is being typed."""

    patient_id: UUID
    name: str
    identity: str
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """One field in which two people's texts differ; an empty text says so."""

    label: str
    saved: str
    typed: str


def name(patient: Patient) -> str:
    return full_name(patient.given_name, patient.family_name)


def identity(patient: Patient, *, today: date) -> str:
    """Such as "79 years, born 3 August 1946 · F · record HL-0367"."""
    years = age(completed_years(patient.birth_date, today))
    born = long_date(patient.birth_date)
    return f"{years}, born {born} · {SEX_WORDS[patient.sex]} · record {patient.record_number}"


def known_people(
    duplicates: list[Patient], details: PatientDetails, *, today: date
) -> list[KnownPerson]:
    return [
        KnownPerson(
            patient_id=patient.id,
            name=name(patient),
            identity=identity(patient, today=today),
            why=_why_known(patient, details),
        )
        for patient in duplicates
    ]


def differences(saved: PatientDetails, typed: PatientDetails) -> list[Difference]:
    """What somebody else saved beside what was typed meanwhile."""
    theirs, yours = asdict(saved), asdict(typed)
    return [
        Difference(label=label, saved=_shown(theirs, field), typed=_shown(yours, field))
        for field, label in LABELS.items()
        if theirs[field] != yours[field]
    ]


def _why_known(patient: Patient, details: PatientDetails) -> str:
    names = (details.given_name, details.family_name)
    reasons = {
        "the same record number": (
            patient.record_number.casefold() == details.record_number.casefold()
        ),
        "the same birth date": patient.birth_date == details.birth_date,
        "a similar name": similar(names, (patient.given_name, patient.family_name)),
    }
    return f"{capitalised(joined([reason for reason, holds in reasons.items() if holds]))}."


def _shown(values: Mapping[str, object], field: str) -> str:
    match values[field]:
        case date() as day:
            return long_date(day)
        case Sex() as sex:
            return SEX_WORDS[sex]
        case str() as code if field == "language":
            return LANGUAGES.get(code, code)
        case text:
            return str(text) or "empty"
