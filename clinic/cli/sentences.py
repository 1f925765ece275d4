"""What the command line says when it cannot: a sentence and exit code 2, never a traceback."""

import importlib
from collections.abc import Mapping
from typing import ClassVar, NoReturn

import click
from sqlalchemy.exc import OperationalError

from clinic.catalogue.loading import DefinitionRefused
from clinic.config import SettingsRefused
from clinic.schema import SchemaRefused


class Sentence(click.ClickException):
    """Why it cannot be done, and what to do."""

    exit_code = 2


def refuse(sentence: str) -> NoReturn:
    raise Sentence(sentence)


class SpokenGroup(click.Group):
    """Imports a command when it is asked for, and speaks its refusals in sentences."""

    places: ClassVar[Mapping[str, str]]  # command -> "module:attribute"

    def list_commands(self, _context: click.Context) -> list[str]:
        return list(self.places)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name not in self.places:
            return None
        module, _, attribute = self.places[name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except (SettingsRefused, SchemaRefused, DefinitionRefused) as refusal:
            raise Sentence(str(refusal)) from refusal
        except OperationalError as trouble:
            raise Sentence(_about_the_database(str(trouble.orig))) from trouble
        except PermissionError as trouble:
            raise Sentence(f"{trouble.filename} may not be read or written here.") from trouble


def _about_the_database(reason: str) -> str:
    if "no such table" in reason or "does not exist" in reason:
        return "The database has no tables yet. Run `stepback migrate` first."
    if "locked" in reason:
        return "Somebody else is writing to the database. Try again in a moment."
    return f"The database does not answer: {reason.splitlines()[0]}"
