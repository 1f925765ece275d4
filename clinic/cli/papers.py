"""`stepback documents`: the same PDF as the page makes, into a file."""

from dataclasses import replace
from pathlib import Path

import click

from clinic import clock
from clinic.accounts.models import Clinician
from clinic.accounts.queries import find_account, find_place, get_clinician
from clinic.accounts.sessions import actor_of
from clinic.cli.clinics import clinic_option, enter
from clinic.cli.instance import application
from clinic.cli.sentences import refuse
from clinic.db import db, writing
from clinic.documents.actions import Printed, issue_handout, issue_progress_report
from clinic.documents.gathering import CannotBeIssued
from clinic.documents.requests import ReportRequest
from clinic.episodes.models import Episode
from clinic.episodes.queries import find_open_episode, latest_episode
from clinic.ids import new_id
from clinic.organisation.models import Clinic
from clinic.patients.models import Patient
from clinic.patients.queries import find_patient_by_record_number
from clinic.web.access import Actor


@click.group()
def documents() -> None:
    """Print a patient's document into a file: the same bytes as the page gives.

    It counts as issued: it stands in the list of documents with its hash, and in the audit trail
    as printed from the command line.
    """


patient_option = click.option("--patient", "record_number", required=True, metavar="RECORD")
out_option = click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File to write."
)
paper_option = click.option(
    "--paper", type=click.Choice(["a4", "letter"]), help="The clinic's own when not given."
)
signed_by_option = click.option(
    "--signed-by", metavar="E-MAIL", help="Who issues it; else who answers for the episode."
)


@documents.command()
@clinic_option
@patient_option
@out_option
@paper_option
@signed_by_option
@click.pass_context
def handout(
    context: click.Context,
    /,
    clinic_name: str | None,
    record_number: str,
    out: Path,
    **options: str | None,
) -> None:
    """The large-print handout of the routine in force.

    It is refused while nothing is prescribed or training rests, with the reason.
    """
    with application(context.obj), writing():
        clinic, patient = _patient(clinic_name, record_number)
        episode = find_open_episode(patient)
        if episode is None:
            refuse(f"{record_number} has no open episode, so there is nothing to train.")
        by = _signer(clinic, episode, options["signed_by"])
        try:
            printed = issue_handout(
                episode,
                paper=options["paper"] or clinic.paper,
                record_id=new_id(),
                by=by,
                at=clock.now(),
                today=clock.today(clinic.time_zone),
            )
        except CannotBeIssued as why:
            refuse(str(why))
        _write(out, printed)
        db.session.commit()


@documents.command()
@clinic_option
@patient_option
@out_option
@paper_option
@signed_by_option
@click.option("--recipient", help="Whom it is for; the referrer when not given.")
@click.option("--next-step", default="", help="What comes next, in a sentence.")
@click.option("--question", default="", help="What the reader is asked.")
@click.pass_context
def progress_report(
    context: click.Context,
    /,
    clinic_name: str | None,
    record_number: str,
    out: Path,
    **options: str | None,
) -> None:
    """The progress report of the open episode, or of the last one."""
    with application(context.obj), writing():
        clinic, patient = _patient(clinic_name, record_number)
        episode = latest_episode(patient)
        if episode is None:
            refuse(f"{record_number} was never enrolled, so there is nothing to report.")
        recipient = options["recipient"]
        request = ReportRequest(
            recipient=patient.referrer if recipient is None else recipient,
            next_step=options["next_step"] or "",
            question=options["question"] or "",
        )
        by = _signer(clinic, episode, options["signed_by"])
        try:
            printed = issue_progress_report(
                episode,
                request,
                paper=options["paper"] or clinic.paper,
                record_id=new_id(),
                by=by,
                at=clock.now(),
                today=clock.today(clinic.time_zone),
            )
        except CannotBeIssued as why:
            refuse(str(why))
        _write(out, printed)
        db.session.commit()


def _patient(clinic_name: str | None, record_number: str) -> tuple[Clinic, Patient]:
    clinic = enter(clinic_name)
    patient = find_patient_by_record_number(record_number)
    if patient is None:
        refuse(f"{clinic.name} has no patient with the record number {record_number}.")
    return clinic, patient


def _signer(clinic: Clinic, episode: Episode, email: str | None) -> Actor:
    place = _place_of(clinic, email) if email else get_clinician(episode.responsible_id)
    return replace(actor_of(place, clinic), address="command line")


def _place_of(clinic: Clinic, email: str) -> Clinician:
    account = find_account(email)
    place = find_place(account.id) if account else None
    if place is None:
        refuse(f"{email} has no place in {clinic.name}.")
    return place


def _write(out: Path, printed: Printed) -> None:
    if not out.parent.is_dir():
        refuse(f"There is no folder {out.parent}.")
    out.write_bytes(printed.pdf)
    click.echo(f"{out}: {len(printed.pdf) / 1000:.0f} kB, sha-256 {printed.record.sha256}")
