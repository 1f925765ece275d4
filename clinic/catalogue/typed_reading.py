"""Turns tables of a definition file into domain values, by the types of the value's fields."""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from clinic.catalogue.loading import DefinitionRefused
from clinic.domain.units import as_decimal

Value = TypeVar("Value")

NULL = "null"
"""How a worked example writes "not done": TOML has no null."""


def read_value(kind: type[Value], table: Mapping[str, Any], *, where: str) -> Value:
    """A value of a dataclass from a table whose keys are the names of its fields.

    Args:
        kind: the dataclass; its fields may be texts, whole numbers, yes/no, days, decimals, enums,
            other dataclasses, tuples of these, or plain mappings.
        table: the table as read from TOML.
        where: what is being read, for the message.

    Raises:
        DefinitionRefused: a key is missing, unknown, or holds something of another type.
    """
    hints = get_type_hints(kind)
    unknown = set(table) - set(hints)
    if unknown:
        raise DefinitionRefused(f"{where}: unknown key {', '.join(sorted(unknown))}")
    values = {}
    for field in fields(kind):  # type: ignore[arg-type]  # a dataclass
        if field.name in table:
            at = f"{where}, {field.name}"
            values[field.name] = _convert(hints[field.name], table[field.name], at)
        elif field.default is MISSING:
            raise DefinitionRefused(f"{where}: `{field.name}` is missing")
    return kind(**values)


def _convert(kind: Any, given: object, where: str) -> object:  # noqa: ANN401 - a type, or a union
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        (kind,) = (member for member in get_args(kind) if member is not types.NoneType)
        return _convert(kind, given, where)
    if origin is tuple and isinstance(given, list):
        member = get_args(kind)[0]
        return tuple(_convert(member, one, f"{where} {n}") for n, one in enumerate(given, start=1))
    if origin is dict and isinstance(given, dict):
        return with_nulls(given)
    if is_dataclass(kind) and isinstance(given, dict) and isinstance(kind, type):
        return read_value(kind, given, where=where)
    return _convert_plain(kind, given, where)


def _convert_plain(kind: Any, given: object, where: str) -> object:  # noqa: ANN401 - TOML
    try:
        if kind is Decimal:
            return as_decimal(given)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return kind(given)
    except ValueError as reason:
        raise DefinitionRefused(f"{where}: {reason}") from reason
    if kind is float and type(given) is int:
        return float(given)
    if type(given) is not kind:
        raise DefinitionRefused(f"{where}: {given!r} is of the wrong type")
    return given


def with_nulls(given: Any) -> Any:  # noqa: ANN401 - whatever TOML holds
    """The same with None where a worked example writes "null", at any depth."""
    if isinstance(given, dict):
        return {key: with_nulls(value) for key, value in given.items()}
    if isinstance(given, list):
        return [with_nulls(value) for value in given]
    return None if given == NULL else given
