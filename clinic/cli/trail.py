"""`stepback verify-audit`: was anything in the trail changed?"""

import click

from clinic.audit.verification import verify_trail
from clinic.cli.clinics import clinic_option, enter, list_clinics
from clinic.cli.instance import application
from clinic.cli.sentences import refuse
from clinic.db import enter_clinic


@click.command()
@clinic_option
@click.pass_context
def verify_audit(context: click.Context, clinic_name: str | None) -> None:
    """Read the audit trail of each clinic from the first event to the last.

    One changed byte, a removed or added event, another order: the first event that does not fit
    is named, and the exit code is 1. Keep the last hash somewhere else, on paper for instance: it
    proves later that nothing before it was changed and that the end was not cut off.
    """
    broken = 0
    with application(context.obj):
        for clinic in [enter(clinic_name)] if clinic_name else list_clinics():
            enter_clinic(clinic.id)
            verdict = verify_trail()
            if verdict.whole:
                click.echo(f"{clinic.name}: {verdict.events} events, all as they were written.")
                click.echo(f"  last hash {verdict.last_hash}")
            else:
                broken += 1
                click.echo(f"{clinic.name}: broken at event {verdict.broken_at}: {verdict.reason}.")
        if not clinic_name and not list_clinics():
            refuse("There is no clinic in this instance, so there is no trail to read.")
    context.exit(1 if broken else 0)
