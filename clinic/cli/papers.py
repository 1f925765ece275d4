"""`stepback documents`: the same PDFs as the pages make, for one patient or for all, into files."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import click

from clinic.catalogue.checklist_definitions import list_checklists
from clinic.cli.batches import Nothing, Wanted, Wish, print_wished
from clinic.cli.clinics import clinic_option
from clinic.documents.orders import REPORT_KINDS
from clinic.documents.printing import Kind
from clinic.documents.requests import Audience, Occasion, ReportRequest
from clinic.documents.words import LANGUAGE_WORDS, SIZE_WORDS
from clinic.episodes.models import Episode
from clinic.episodes.queries import find_open_episode, latest_episode
from clinic.patients.models import Patient
from clinic.precautions import queries as precautions
from clinic.precautions.models import Checklist
from clinic.trends.window import Window

A_WEEK: Final = timedelta(days=7)


@click.group()
def documents() -> None:
    """Print documents into files: the same bytes as the pages give.

    For several patients, or with --all, each one's is a file of its own in the folder, under a name
    that says nothing about the person; who is left out is said, with the reason. Each counts as
    issued: it stands in the list of documents with its hash, and in the audit trail as printed from
    the command line.
    """


def printing(command: Callable[..., None]) -> click.Command:
    """A command with the options that every document has."""
    options = (
        clinic_option,
        click.option(
            "--patient",
            "record_numbers",
            metavar="RECORD",
            multiple=True,
            help="One patient by the record number; may be said again for others.",
        ),
        click.option("--all", "is_for_all", is_flag=True, help="Every patient it can be made for."),
        click.option(
            "--out",
            required=True,
            type=click.Path(path_type=Path),
            metavar="FILE-OR-FOLDER",
            help="File to write; for several patients, and with --all, a folder.",
        ),
        click.option(
            "--paper", type=click.Choice(["a4", "letter"]), help="The clinic's own when not given."
        ),
        click.option(
            "--language",
            type=click.Choice(list(LANGUAGE_WORDS)),
            help="Of what the patient reads; the patient's own when not given.",
        ),
        click.option(
            "--signed-by",
            metavar="E-MAIL",
            help="Who issues it; else who answers for the episode.",
        ),
        click.pass_obj,
    )
    decorated: Any = command
    for option in reversed(options):
        decorated = option(decorated)
    made: click.Command = documents.command()(decorated)
    return made


@printing
@click.option(
    "--size",
    type=click.Choice(list(SIZE_WORDS)),
    default="18",
    show_default=True,
    help="Of the text, in point.",
)
@click.option("--questions", is_flag=True, help="Add a page of questions and answers.")
def handout(
    instance: Path | None,
    /,
    size: str,
    questions: bool,  # noqa: FBT001 - click's option
    **options: Any,  # noqa: ANN401 - click's options
) -> None:
    """The large-print handout of the routine in force.

    It is refused while nothing is prescribed or training rests, with the reason.
    """

    def wanted(patient: Patient, wish: Wish) -> Wanted:
        order = wish.order(Kind.HANDOUT, text_size=int(size), with_questions=questions)
        return order, _open_episode(patient)

    print_wished(instance, options, wanted)


@printing
@click.option(
    "--week",
    type=click.Choice(["this", "next"]),
    default="this",
    show_default=True,
    help="The week with which it begins.",
)
def diary(instance: Path | None, /, week: str, **options: Any) -> None:  # noqa: ANN401 - as click hands them
    """A diary of four weeks; its code finds the sheet again when it is typed in."""

    def wanted(patient: Patient, wish: Wish) -> Wanted:
        monday = _monday(wish.today) + (A_WEEK if week == "next" else timedelta())
        return wish.order(Kind.DIARY, starts_on=monday), _open_episode(patient)

    print_wished(instance, options, wanted)


@printing
def home_set_up(instance: Path | None, /, **options: Any) -> None:  # noqa: ANN401 - as click hands them
    """The home set-up sheet, to be filled in together and signed."""

    def wanted(patient: Patient, wish: Wish) -> Wanted:
        return wish.order(Kind.HOME_SHEET), _open_episode(patient)

    print_wished(instance, options, wanted)


@printing
@click.option("--recipient", help="Whom it is for; the doctor's goes to the referrer otherwise.")
@click.option("--next-step", default="", help="What comes next, in a sentence.")
@click.option("--question", default="", help="What the reader is asked.")
@click.option(
    "--for",
    "audience",
    type=click.Choice([audience.value for audience in Audience]),
    default=Audience.DOCTOR.value,
    show_default=True,
    help="Who reads it.",
)
def progress_report(
    instance: Path | None,
    /,
    audience: str,
    recipient: str | None,
    next_step: str,
    question: str,
    **options: Any,  # noqa: ANN401 - as click hands them
) -> None:
    """The progress report of the open episode, or of the last one.

    It is in English, whoever reads it.
    """

    def wanted(patient: Patient, wish: Wish) -> Wanted:
        usual = patient.referrer if audience == Audience.DOCTOR.value else ""
        request = ReportRequest(
            audience=Audience(audience),
            recipient=usual if recipient is None else recipient,
            next_step=next_step,
            question=question,
        )
        return wish.order(REPORT_KINDS[request.audience], request=request), _any_episode(patient)

    print_wished(instance, options, wanted)


@printing
@click.option("--recipient", help="Whom it is for; the referrer when not given.")
@click.option("--advice", default="", help="What is advised from now on, in a sentence.")
def discharge_summary(
    instance: Path | None,
    /,
    recipient: str | None,
    advice: str,
    **options: Any,  # noqa: ANN401 - as click hands them
) -> None:
    """The discharge summary of the last episode, once it is closed."""

    def wanted(patient: Patient, wish: Wish) -> Wanted:
        request = ReportRequest(
            occasion=Occasion.DISCHARGE,
            recipient=patient.referrer if recipient is None else recipient,
            next_step=advice,
        )
        return wish.order(Kind.DISCHARGE_SUMMARY, request=request), _any_episode(patient)

    print_wished(instance, options, wanted)


@printing
@click.option(
    "--definition",
    required=True,
    type=click.Choice([definition.code for definition in list_checklists()]),
    help="Which checklist.",
)
@click.option("--signed", "is_signed", is_flag=True, help="As it was last signed; else empty.")
def checklist(
    instance: Path | None,
    /,
    definition: str,
    is_signed: bool,  # noqa: FBT001 - click's flag
    **options: Any,  # noqa: ANN401 - as click hands them
) -> None:
    """A checklist, empty or as it was last signed."""

    def wanted(patient: Patient, wish: Wish) -> Wanted:
        episode = _any_episode(patient)
        if not is_signed:
            return wish.order(Kind.CHECKLIST, definition=definition), episode
        signed = _last_signed(episode, definition)
        return wish.order(Kind.CHECKLIST, checklist_id=signed.id), episode

    print_wished(instance, options, wanted)


@printing
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="First day that is shown.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Last day that counts.")
def trends(
    instance: Path | None,
    /,
    since: datetime | None,
    until: datetime | None,
    **options: Any,  # noqa: ANN401 - as click hands them
) -> None:
    """Every measure of the last episode with its chart, its verdict and all its results."""
    window = Window(since=since and since.date(), until=until and until.date())

    def wanted(patient: Patient, wish: Wish) -> Wanted:
        return wish.order(Kind.TRENDS, window=window), _any_episode(patient)

    print_wished(instance, options, wanted)


def _open_episode(patient: Patient) -> Episode:
    episode = find_open_episode(patient)
    if episode is None:
        raise Nothing("has no open episode, so there is nothing to train.")
    return episode


def _any_episode(patient: Patient) -> Episode:
    episode = latest_episode(patient)
    if episode is None:
        raise Nothing("was never enrolled, so there is nothing to report.")
    return episode


def _last_signed(episode: Episode, code: str) -> Checklist:
    signed = precautions.list_checklists(episode, code)
    if not signed:
        raise Nothing("has no such checklist signed.")
    return max(signed, key=lambda one: one.signed_at)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
