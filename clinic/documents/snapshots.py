"""The whole content of a document as JSON, and back: what was issued can be made again."""

import base64
import hashlib
import json
import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache, lru_cache, partial
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

from clinic.pictograms import Drawing

Content = TypeVar("Content")

UNIONS: Final = (Union, UnionType)

Step = Callable[[Any], Any]

# A picture of an exercise is thousands of numbers, and the same in each handout that shows it.
REMEMBERED: Final = frozenset({Drawing})
MOST_REMEMBERED: Final = 256
WITHOUT_REFERENCES: Final = 2  # the form of marshal in which equal values are equal bytes


class UnreadableSnapshot(ValueError):
    """A stored content does not have the shape that its document needs."""


def to_json(content: object) -> Any:  # noqa: ANN401 - JSON
    """A content value as JSON: days in ISO form, enums by their value, tuples as lists,
    bytes in base64.
    """
    kind: type = type(content)
    return _writer(kind)(content)


def from_json(kind: type[Content], kept: Any) -> Content:  # noqa: ANN401 - JSON
    """The content value that was stored.

    Raises:
        UnreadableSnapshot: a name is missing, or a value is not of its type.
    """
    asked: Any = kind
    try:
        made: Content = _reader(asked)(kept)
    except (KeyError, TypeError, ValueError) as problem:
        raise UnreadableSnapshot(f"not the content of a {kind.__name__}: {problem}") from problem
    return made


def fingerprint(content: object) -> str:
    """The SHA-256 of a content in its one written form."""
    written = json.dumps(to_json(content), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()


# A handout holds ten thousand numbers of its pictures: how each type is written and read is
# found out once, and not again for every value.


@cache
def _writer(kind: type) -> Step:
    if is_dataclass(kind):
        # What its hash finds again (the bytes of a logo) is not kept in each document.
        names = tuple(field.name for field in fields(kind) if field.metadata.get("stored", True))
        return lambda content: {name: to_json(getattr(content, name)) for name in names}
    if issubclass(kind, Enum):
        return lambda content: content.value
    if issubclass(kind, date):
        return lambda content: content.isoformat()
    if issubclass(kind, bytes):
        return lambda content: base64.b64encode(content).decode()
    if issubclass(kind, tuple):
        return lambda content: [to_json(part) for part in content]
    if issubclass(kind, Mapping):
        return lambda content: {key: to_json(value) for key, value in content.items()}
    return _as_it_is


def _as_it_is(content: Any) -> Any:  # noqa: ANN401 - JSON
    return content


@cache
def _reader(kind: Any) -> Step:  # noqa: ANN401 - a type, or one with its parts
    if get_origin(kind) is not None or get_args(kind):
        return _reader_by_parts(kind)
    made: Any = kind
    if is_dataclass(kind):
        # A part that was added later has its default; what is needed and missing is an error.
        return lambda kept: made(
            **{name: read(kept[name]) for name, read in _parts(made).items() if name in kept}
        )
    if issubclass(kind, tuple):
        read = partial(_read_tuple, made)
        return _remembered(read) if kind in REMEMBERED else read
    if kind is date:
        return date.fromisoformat
    if kind is bytes:
        return partial(base64.b64decode, validate=True)
    return made if kind is float or issubclass(kind, Enum) else _reader_of_value(kind)


def _read_tuple(kind: Any, kept: Any) -> Any:  # noqa: ANN401 - JSON
    return kind(*_each(_parts(kind).values(), kept))


def _remembered(read: Step) -> Step:
    """A reader that gives the value it made before where it reads the same JSON again."""

    @lru_cache(maxsize=MOST_REMEMBERED)
    def read_written(written: bytes) -> Any:  # noqa: ANN401 - JSON
        return read(marshal.loads(written))  # noqa: S302 - bytes that the line below made

    return lambda kept: read_written(marshal.dumps(kept, WITHOUT_REFERENCES))


def _reader_by_parts(kind: Any) -> Step:  # noqa: ANN401 - a type with its parts
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Mapping:
        of_value = _reader(parts[1])
        return lambda kept: {key: of_value(value) for key, value in kept.items()}
    if origin in UNIONS:
        kinds = [part for part in parts if part is not NoneType]
        inner = _reader(kinds[0]) if len(kinds) == 1 else _reader_of_one(kinds)
        return lambda kept: None if kept is None else inner(kept)
    if len(parts) == 2 and parts[1] is Ellipsis:  # noqa: PLR2004 - tuple[kind, ...]
        of_part = _reader(parts[0])
        return lambda kept: tuple(map(of_part, kept))
    readers = [_reader(part) for part in parts]
    return lambda kept: tuple(_each(readers, kept))


def _reader_of_one(kinds: Sequence[Any]) -> Step:
    """Of several kinds, by the form it was kept in: a tuple as a list, a dataclass by its names."""

    def read(kept: Any) -> Any:  # noqa: ANN401 - JSON
        for kind in kinds:
            if isinstance(kept, list) is not is_dataclass(kind):
                return _reader(kind)(kept)
        raise ValueError("kept in no form that is known")

    return read


def _reader_of_value(kind: type) -> Step:
    def read(kept: Any) -> Any:  # noqa: ANN401 - JSON
        if not isinstance(kept, kind):
            raise TypeError(f"{kept!r} is no {kind.__name__}")
        return kept

    return read


def _each(readers: Iterable[Step], kept: Any) -> Iterator[Any]:  # noqa: ANN401 - JSON
    return (read(value) for read, value in zip(readers, kept, strict=True))


@cache
def _parts(kind: type) -> dict[str, Step]:
    return {name: _reader(hint) for name, hint in get_type_hints(kind).items()}
