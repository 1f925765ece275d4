"""The command line: `stepback`. Everything that is done to an instance without a browser."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import click

from clinic.cli.sentences import SpokenGroup

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Commands(SpokenGroup):
    places: ClassVar[Mapping[str, str]] = {
        "serve": "clinic.cli.serving:serve",
        "demo": "clinic.cli.demo:demo",
        "migrate": "clinic.cli.keeping:migrate",
        "backup": "clinic.cli.keeping:backup",
        "add-clinician": "clinic.cli.people:add_clinician",
        "verify-audit": "clinic.cli.trail:verify_audit",
        "documents": "clinic.cli.gym_papers:documents",
        "score": "clinic.cli.vectors:score",
        "place": "clinic.cli.vectors:place",
        "propose": "clinic.cli.vectors:propose",
    }


@click.group(cls=Commands, context_settings=CONTEXT)
@click.version_option(package_name="stepback", message="stepback %(version)s")
@click.option(
    "--instance",
    envvar="STEPBACK_INSTANCE",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder with database, key and settings.  [env: STEPBACK_INSTANCE; default: instance/]",
)
@click.pass_context
def main(context: click.Context, instance: Path | None) -> None:
    """The fall-prevention programme manager of a physiotherapy clinic.

    \b
    To look at it:             stepback demo, then stepback --instance instance/demo serve
    To run it for a clinic:    stepback migrate, then stepback serve
    Every day:                 stepback backup FILE
    """
    os.umask(0o077)  # whatever is made here, others on the machine cannot read
    context.obj = instance
