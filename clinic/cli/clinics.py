"""The clinic that a command is about."""

import click
import sqlalchemy as sa

from clinic.cli.sentences import refuse
from clinic.db import db, enter_clinic
from clinic.organisation.models import Clinic

clinic_option = click.option(
    "--clinic", "clinic_name", metavar="NAME", help="Which clinic; needed when there are several."
)


def list_clinics() -> list[Clinic]:
    """All clinics of the instance, by name."""
    return list(db.session.scalars(sa.select(Clinic).order_by(Clinic.name)))


def find_clinic(name: str | None) -> Clinic | None:
    """The clinic of this name, or the only one there is."""
    clinics = list_clinics()
    if name is None:
        return clinics[0] if len(clinics) == 1 else None
    wanted = [clinic for clinic in clinics if _same(clinic.name, name) or str(clinic.id) == name]
    return wanted[0] if len(wanted) == 1 else None


def enter(name: str | None) -> Clinic:
    """Enters the clinic of this name, or the only one; otherwise says which there are."""
    clinic = find_clinic(name)
    if clinic is None:
        refuse(_not_found(name))
    enter_clinic(clinic.id)
    return clinic


def _not_found(name: str | None) -> str:
    names = ", ".join(f"“{clinic.name}”" for clinic in list_clinics())
    if not names:
        return "There is no clinic yet. The first visit in the browser makes one, or add-clinician."
    if name is None:
        return f"Say which clinic with --clinic: {names}."
    return f"There is no clinic “{name}”. There are: {names}."


def _same(stored: str, typed: str) -> bool:
    return " ".join(stored.casefold().split()) == " ".join(typed.casefold().split())
