"""One document for one patient, or for each of them: who issues it, and where it is written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import click
import sqlalchemy as sa

from clinic import clock
from clinic.accounts.models import Clinician
from clinic.accounts.queries import find_account, find_place, get_clinician
from clinic.accounts.sessions import actor_of
from clinic.cli.clinics import enter
from clinic.cli.instance import application
from clinic.cli.sentences import refuse
from clinic.db import db, writing
from clinic.documents.actions import Printed, issue
from clinic.documents.gathering import CannotBeIssued
from clinic.documents.orders import Order
from clinic.documents.presenters import file_name
from clinic.documents.printing import Kind
from clinic.episodes.models import Episode
from clinic.ids import new_id
from clinic.organisation.models import Clinic
from clinic.patients.models import Patient
from clinic.patients.queries import find_patient_by_record_number, get_patient
from clinic.web.access import Actor


class Nothing(Exception):
    """There is nothing to print for this patient; says why, without the name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What was asked for beside the document itself."""

    clinic: Clinic
    paper: str
    language: str
    signer: str | None
    today: date

    def order(self, kind: Kind, **chosen: Any) -> Order:  # noqa: ANN401 - an order's own parts
        """An order with what every document has."""
        return Order(kind=kind, paper=self.paper, language=self.language, **chosen)


Wanted = tuple[Order, Episode]
Want = Callable[[Patient, Wish], Wanted]


def print_wished(instance: Path | None, options: dict[str, Any], want: Want) -> None:
    """Prints for whom was named, or for everybody, and says what became of it."""
    record_numbers, is_for_all, out = (
        options["record_numbers"],
        options["is_for_all"],
        options["out"],
    )
    if bool(record_numbers) == is_for_all:
        refuse("Say either --patient RECORD for each one, or --all for everybody.")
    with application(instance):
        if is_for_all:
            _print_many(options, want, out, _everybody)
        elif len(set(record_numbers)) > 1:
            _print_many(options, want, out, lambda: _named(options, record_numbers))
        else:
            _print_one(options, want, out, record_numbers[0])


def _print_one(options: dict[str, Any], want: Want, out: Path, record_number: str) -> None:
    with writing():
        wish = _wish(options)
        patient = _patient(wish.clinic, record_number)
        if out.is_dir():
            refuse(f"{out} is a folder; name a file for the one document.")
        try:
            printed = _issue(patient, wish, want)
        except CannotBeIssued as why:
            refuse(str(why))
        except Nothing as why:
            refuse(f"{record_number} {why}")
        _write(out, printed)
        db.session.commit()


def _print_many(
    options: dict[str, Any], want: Want, folder: Path, list_ids: Callable[[], list[UUID]]
) -> None:
    """Each patient in a transaction of its own: what is printed is kept, whatever comes after."""
    if folder.exists() and not folder.is_dir():
        refuse(f"{folder} is a file; for several patients name a folder.")
    with writing():
        _wish(options)
        patient_ids = list_ids()
        db.session.rollback()
    folder.mkdir(parents=True, exist_ok=True)
    count = sum(_print_next(options, want, folder, patient_id) for patient_id in patient_ids)
    left_out = len(patient_ids) - count
    click.echo(f"{folder}: {count} printed, {left_out} left out.")


def _everybody() -> list[UUID]:
    return list(db.session.scalars(sa.select(Patient.id).order_by(Patient.id)))


def _named(options: dict[str, Any], record_numbers: Sequence[str]) -> list[UUID]:
    clinic = _wish(options).clinic
    return [_patient(clinic, number).id for number in dict.fromkeys(record_numbers)]


def _patient(clinic: Clinic, record_number: str) -> Patient:
    patient = find_patient_by_record_number(record_number)
    if patient is None:
        refuse(f"{clinic.name} has no patient with the record number {record_number}.")
    return patient


def _issue(patient: Patient, wish: Wish, want: Want) -> Printed:
    order, episode = want(patient, wish)
    return issue(
        order,
        episode,
        record_id=new_id(),
        by=signer_of(wish.clinic, episode, wish.signer),
        at=clock.now(),
        today=wish.today,
    )


def _print_next(options: dict[str, Any], want: Want, folder: Path, patient_id: UUID) -> bool:
    with writing():
        wish = _wish(options)
        patient = get_patient(patient_id)
        try:
            printed = _issue(patient, wish, want)
            _write(folder / file_name(printed.record), printed, quiet=True)
            db.session.commit()
        except (CannotBeIssued, Nothing) as why:
            click.echo(f"{patient.record_number} is left out: {why}", err=True)
            return False
        finally:
            # Whatever was refused leaves no trace, and a thousand patients need no more memory.
            db.session.rollback()
            db.session.expunge_all()
    return True


def _wish(options: dict[str, Any]) -> Wish:
    clinic = enter(options["clinic_name"])
    return Wish(
        clinic=clinic,
        paper=options["paper"] or clinic.paper,
        language=options["language"] or "",
        signer=options["signed_by"],
        today=clock.today(clinic.time_zone),
    )


def signer_of(clinic: Clinic, episode: Episode, email: str | None) -> Actor:
    """Who issues a document: whose e-mail is said, else who answers for the episode."""
    place = _place_of(clinic, email) if email else get_clinician(episode.responsible_id)
    return replace(actor_of(place, clinic), address="command line")


def _place_of(clinic: Clinic, email: str) -> Clinician:
    account = find_account(email)
    place = find_place(account.id) if account else None
    if place is None:
        refuse(f"{email} has no place in {clinic.name}.")
    return place


def _write(out: Path, printed: Printed, *, quiet: bool = False) -> None:
    if not out.parent.is_dir():
        refuse(f"There is no folder {out.parent}.")
    out.write_bytes(printed.pdf)
    if not quiet:
        click.echo(f"{out}: {len(printed.pdf) / 1000:.0f} kB, sha-256 {printed.record.sha256}")
