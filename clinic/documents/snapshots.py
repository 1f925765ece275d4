"""The whole content of a document as JSON, and back: what was issued can be made again."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

Content = TypeVar("Content")

UNIONS: Final = (Union, UnionType)


class UnreadableSnapshot(ValueError):
    """A stored content does not have the shape that its document needs."""


def to_json(content: object) -> Any:  # noqa: ANN401 - JSON
    """A content value as JSON: days in ISO form, enums by their value, tuples as lists."""
    if is_dataclass(content):
        return {field.name: to_json(getattr(content, field.name)) for field in fields(content)}
    if isinstance(content, Enum):
        return content.value
    if isinstance(content, date):
        return content.isoformat()
    if isinstance(content, tuple):
        return [to_json(part) for part in content]
    if isinstance(content, Mapping):
        return {key: to_json(value) for key, value in content.items()}
    return content


def from_json(kind: type[Content], kept: Any) -> Content:  # noqa: ANN401 - JSON
    """The content value that was stored.

    Raises:
        UnreadableSnapshot: a name is missing, or a value is not of its type.
    """
    try:
        made: Content = _read(kind, kept)
    except (KeyError, TypeError, ValueError) as problem:
        raise UnreadableSnapshot(f"not the content of a {kind.__name__}: {problem}") from problem
    return made


def fingerprint(content: object) -> str:
    """The SHA-256 of a content in its one written form."""
    written = json.dumps(to_json(content), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()


def _read(kind: Any, kept: Any) -> Any:  # noqa: ANN401 - by the type that is asked for
    if get_origin(kind) is not None or get_args(kind):
        return _read_by_parts(kind, kept)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        # A part that was added later has its default; what is needed and missing is an error.
        return kind(**{name: _read(hints[name], kept[name]) for name in hints if name in kept})
    if issubclass(kind, tuple):
        values = zip(_hints(kind).values(), kept, strict=True)
        return kind(*(_read(hint, value) for hint, value in values))
    return _read_value(kind, kept)


def _read_by_parts(kind: Any, kept: Any) -> Any:  # noqa: ANN401 - JSON
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Mapping:
        return {key: _read(parts[1], value) for key, value in kept.items()}
    if origin in UNIONS:
        [inner] = [part for part in parts if part is not NoneType]
        return None if kept is None else _read(inner, kept)
    return _read_tuple(parts, kept)


def _read_value(kind: Any, kept: Any) -> Any:  # noqa: ANN401 - JSON
    if issubclass(kind, Enum):
        return kind(kept)
    if kind is date:
        return date.fromisoformat(kept)
    if kind is float:
        return float(kept)
    if not isinstance(kept, kind):
        raise TypeError(f"{kept!r} is no {kind.__name__}")
    return kept


def _read_tuple(parts: tuple[Any, ...], kept: Any) -> tuple[Any, ...]:  # noqa: ANN401 - JSON
    if len(parts) == 2 and parts[1] is Ellipsis:  # noqa: PLR2004 - tuple[kind, ...]
        return tuple(_read(parts[0], part) for part in kept)
    return tuple(_read(part, value) for part, value in zip(parts, kept, strict=True))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
