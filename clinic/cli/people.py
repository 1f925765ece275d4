"""`stepback add-clinician`: a person in a clinic, the first one of a clinic, or the way back in."""

from datetime import datetime

import click

from clinic import clock
from clinic.accounts import queries
from clinic.accounts.actions import (
    PlaceDetails,
    PlaceTaken,
    give_place,
    make_account,
    make_link,
    reopen_place,
    turn_off_second_factor,
)
from clinic.accounts.links import VALID_FOR
from clinic.accounts.models import Account, Clinician
from clinic.cli.clinics import clinic_option, enter, find_clinic
from clinic.cli.instance import application, settings_of
from clinic.cli.sentences import refuse
from clinic.config import Settings
from clinic.db import db, writing
from clinic.organisation.actions import ClinicDetails, found_clinic
from clinic.web.access import Role

HOURS = int(VALID_FOR.total_seconds() // 3600)


@click.command()
@clinic_option
@click.option("--new-clinic", is_flag=True, help="Make the clinic named by --clinic first.")
@click.option("--name", required=True, help="As it stands under what they sign: “Ana Ribeiro”.")
@click.option("--email", required=True, help="What they sign in with.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.CLINICIAN.value,
    show_default=True,
)
@click.option("--treats", is_flag=True, help="An administrator who treats as well.")
@click.option("--credentials", default="", help="Behind the name on documents: “MSc, MCSP”.")
@click.option("--registration-number", default="")
@click.option(
    "--without-second-factor",
    is_flag=True,
    help="Turn off the second factor of an account whose telephone and codes are lost.",
)
@click.pass_context
def add_clinician(
    context: click.Context,
    /,
    clinic_name: str | None,
    name: str,
    email: str,
    role: str,
    **options: str | bool,
) -> None:
    """Give a person a place in a clinic, and print the link with which they choose a password.

    The link works once and for a day. For somebody who has a place already it is a new link, and
    a place that had ended begins again: this is also the way back in when the only administrator
    has lost the password. All of it is written to the audit trail as done from the command line.

    \b
    The first administrator of a new clinic:
      stepback add-clinician --clinic "Harbour Lane" --new-clinic --role administrator
          --name "Dan Okoro" --email dan@example.org
    """
    at = clock.now()
    with application(context.obj), writing():
        _enter(clinic_name, at=at, new=bool(options["new_clinic"]))
        details = PlaceDetails(
            name=name,
            role=Role(role),
            treats=bool(options["treats"]),
            credentials=str(options["credentials"]),
            registration_number=str(options["registration_number"]),
        )
        account = queries.find_account(email) or make_account(email)
        place = _place(account, details, at=at)
        if options["without_second_factor"]:
            turn_off_second_factor(account, place, by=None, at=at)
        token = make_link(place, by=None, at=at)
        db.session.commit()
    link = f"{_address(settings_of(context.obj))}/welcome/{token}"
    click.echo(f"{name} ({role}) chooses a password here, once, within {HOURS} hours:\n  {link}")


def _enter(clinic_name: str | None, *, at: datetime, new: bool) -> None:
    if not new:
        enter(clinic_name)
        return
    if not clinic_name:
        refuse("Name the new clinic with --clinic.")
    if find_clinic(clinic_name) is not None:
        refuse(f"There is a clinic “{clinic_name}” already; leave --new-clinic out.")
    found_clinic(ClinicDetails(name=clinic_name), by=None, at=at)


def _place(account: Account, details: PlaceDetails, *, at: datetime) -> Clinician:
    try:
        return give_place(account, details, by=None, at=at, invited=True)
    except PlaceTaken as taken:
        place = queries.get_clinician(taken.clinician_id)
        if place.active_until is not None:
            reopen_place(place, by=None, at=at)
        return place


def _address(settings: Settings) -> str:
    if settings.host_names:
        return f"{'https' if settings.https else 'http'}://{settings.host_names[0]}"
    return f"http://{settings.address}:{settings.port}"
