"""Reads definition files and refuses any that does not say what it is and where it comes from."""

import tomllib
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any, Final

REQUIRED_TEXTS: Final = ("code", "status", "purpose", "misuse", "source", "licence")


class DefinitionRefused(ValueError):
    """A definition file is incomplete, or says something other than its file name."""


class UnknownDefinition(LookupError):
    """No definition has this code and version."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RawDefinition:
    """One definition as read from its file, with the head checked and the body still untyped."""

    code: str
    version: int
    status: str
    purpose: str
    misuse: str
    source: str
    licence: str
    reviewed_on: date
    body: dict[str, Any]


def load_folder(kind: str) -> tuple[RawDefinition, ...]:
    """All definitions of one kind, in order of code and version.

    Args:
        kind: the folder's name under `clinic/catalogue`, such as "instruments".

    Raises:
        DefinitionRefused: a file lacks a required key, or its name is not `code.vN.toml`.
    """
    folder = files("clinic.catalogue").joinpath(kind)
    definitions = [
        _checked(entry.name, tomllib.loads(entry.read_text(encoding="utf-8")))
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    ]
    return tuple(sorted(definitions, key=lambda found: (found.code, found.version)))


def _checked(file_name: str, content: dict[str, Any]) -> RawDefinition:
    head = {name: content.pop(name, None) for name in (*REQUIRED_TEXTS, "version", "reviewed_on")}
    for name in REQUIRED_TEXTS:
        if not isinstance(head[name], str) or not head[name].strip():
            raise DefinitionRefused(f"{file_name}: `{name}` is missing or empty")
    if not isinstance(head["version"], int) or head["version"] < 1:
        raise DefinitionRefused(f"{file_name}: `version` must be a whole number from 1")
    if not isinstance(head["reviewed_on"], date):
        raise DefinitionRefused(f"{file_name}: `reviewed_on` must be a date")
    if file_name != f"{head['code']}.v{head['version']}.toml":
        raise DefinitionRefused(f"{file_name}: the name should be code.vN.toml of its content")
    return RawDefinition(**head, body=content)
