"""`stepback documents wall` and `class-list`: paper for the gym, not for one patient."""

from pathlib import Path
from typing import Final

import click

from clinic import clock
from clinic.cli.batches import signer_of
from clinic.cli.clinics import clinic_option, enter
from clinic.cli.instance import application
from clinic.cli.papers import documents
from clinic.cli.sentences import refuse
from clinic.db import db, writing
from clinic.documents.gym_actions import (
    MOST_IN_A_CLASS,
    class_list_pdf,
    note_class_list,
    wall_pdf,
)
from clinic.documents.printing import PAPERS
from clinic.documents.words import LANGUAGE_WORDS
from clinic.episodes.models import Episode
from clinic.episodes.queries import find_open_episode
from clinic.organisation.models import Clinic
from clinic.patients.models import Patient
from clinic.patients.queries import find_patient_by_record_number

Chosen = list[tuple[Episode, Patient]]

out_option: Final = click.option(
    "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE"
)
paper_option: Final = click.option(
    "--paper", type=click.Choice(list(PAPERS)), help="The clinic's own when not given."
)


@documents.command()
@clinic_option
@out_option
@paper_option
@click.option("--language", type=click.Choice(list(LANGUAGE_WORDS)), default="en")
@click.pass_obj
def wall(
    instance: Path | None,
    /,
    clinic_name: str | None,
    out: Path,
    *,
    paper: str | None,
    language: str,
) -> None:
    """The programme for the wall: every level, and when to stop. It names nobody."""
    with application(instance):
        clinic = enter(clinic_name)
        on = clock.today(clinic.time_zone)
        _write(out, wall_pdf(language, PAPERS[paper or clinic.paper], on=on))


@documents.command()
@clinic_option
@out_option
@paper_option
@click.option(
    "--patient",
    "record_numbers",
    metavar="RECORD",
    multiple=True,
    required=True,
    help="One who trains in the class, by the record number; say it again for each.",
)
@click.option(
    "--signed-by", metavar="E-MAIL", help="Who prints it; else who answers for the first episode."
)
@click.pass_obj
def class_list(
    instance: Path | None,
    /,
    clinic_name: str | None,
    out: Path,
    *,
    paper: str | None,
    record_numbers: tuple[str, ...],
    signed_by: str | None,
) -> None:
    """The class list for the clipboard: who trains with what, and who may not, and why.

    Each person on it is noted in the audit trail.
    """
    with application(instance), writing():
        clinic = enter(clinic_name)
        chosen = _chosen(clinic, record_numbers)
        by = signer_of(clinic, chosen[0][0], signed_by)
        on = clock.today(clinic.time_zone)
        pdf = class_list_pdf(chosen, PAPERS[paper or clinic.paper], on=on)
        note_class_list(chosen, by=by, at=clock.now())
        _write(out, pdf)
        db.session.commit()


def _chosen(clinic: Clinic, record_numbers: tuple[str, ...]) -> Chosen:
    wanted = list(dict.fromkeys(record_numbers))
    if len(wanted) > MOST_IN_A_CLASS:
        refuse(f"A class list holds {MOST_IN_A_CLASS} people. Name fewer.")
    return [_with_episode(clinic, number) for number in wanted]


def _with_episode(clinic: Clinic, record_number: str) -> tuple[Episode, Patient]:
    patient = find_patient_by_record_number(record_number)
    if patient is None:
        refuse(f"{clinic.name} has no patient with the record number {record_number}.")
    episode = find_open_episode(patient)
    if episode is None:
        refuse(f"{record_number} has no open episode, so there is nothing to train.")
    return episode, patient


def _write(out: Path, pdf: bytes) -> None:
    if not out.parent.is_dir():
        refuse(f"There is no folder {out.parent}.")
    out.write_bytes(pdf)
    click.echo(f"{out}: {len(pdf) / 1000:.0f} kB.")
