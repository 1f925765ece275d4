"""The decision tables: `clinic/catalogue/progression/*.toml` as domain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from clinic.catalogue.loading import (
    DefinitionRefused,
    RawDefinition,
    UnknownDefinition,
    load_folder,
)
from clinic.catalogue.typed_reading import read_value, with_nulls
from clinic.domain.progression import ALL_MET, BELOW_LEVEL_1, PREDICATES
from clinic.domain.progression_facts import RestPosition
from clinic.domain.progression_table import (
    DropLimit,
    ProgressionParameters,
    ProgressionTable,
    RuleDefinition,
    SessionStop,
    VitalLimits,
)

BACKWARD_WALKING: Final = "backward_walking"


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgressionExample:
    """A worked example: an input as in the golden cases, and its answer."""

    table_code: str
    table_version: int
    title: str
    source: str
    vector_input: Mapping[str, Any]
    expected: Mapping[str, Any]


def get_progression_table(
    code: str = BACKWARD_WALKING, version: int | None = None
) -> ProgressionTable:
    """The decision table with this code, in its latest version unless one is named.

    Raises:
        UnknownDefinition: there is no such table or version.
    """
    versions = _versions().get(code, {})
    wanted = max(versions, default=0) if version is None else version
    if wanted not in versions:
        raise UnknownDefinition(f"no decision table {code}, version {version or 'any'}")
    return versions[wanted]


@cache
def list_progression_examples() -> tuple[ProgressionExample, ...]:
    """The worked examples of all tables, in order of code and version."""
    return tuple(
        ProgressionExample(
            table_code=raw.code,
            table_version=raw.version,
            title=given["title"],
            source=given["source"],
            vector_input=with_nulls(given["input"]),
            expected=with_nulls(given["expected"]),
        )
        for raw in load_folder("progression")
        for given in raw.body["examples"]
    )


@cache
def _versions() -> Mapping[str, Mapping[int, ProgressionTable]]:
    found: dict[str, dict[int, ProgressionTable]] = {}
    for raw in load_folder("progression"):
        found.setdefault(raw.code, {})[raw.version] = build_progression_table(raw)
    return found


def build_progression_table(raw: RawDefinition) -> ProgressionTable:
    """The domain value of one definition file.

    Raises:
        DefinitionRefused: a key is missing, a value is not one that the domain knows, or the rules
            are not those that have a predicate.
    """
    name = f"{raw.code}.v{raw.version}.toml"
    try:
        drops = dict(raw.body["drop_limits"])
        unknown_position = RestPosition(drops.pop("unknown_position"))
        table = ProgressionTable(
            code=raw.code,
            version=raw.version,
            rules=tuple(
                read_value(RuleDefinition, given, where=f"{name}, rule {number}")
                for number, given in enumerate(raw.body["rules"], start=1)
            ),
            parameters=read_value(
                ProgressionParameters, raw.body["parameters"], where=f"{name}, parameters"
            ),
            vital_limits=read_value(
                VitalLimits, raw.body["vital_limits"], where=f"{name}, vital_limits"
            ),
            drop_limits={
                position: read_value(DropLimit, drops[position], where=f"{name}, {position}")
                for position in RestPosition
            },
            unknown_position=unknown_position,
            references=raw.body["references"],
            session_stops=tuple(
                read_value(SessionStop, given, where=f"{name}, session stop {number}")
                for number, given in enumerate(raw.body.get("session_stops", ()), start=1)
            ),
        )
    except (LookupError, ValueError, TypeError) as problem:
        raise DefinitionRefused(f"{name}: {problem}") from problem
    if {rule.id for rule in table.rules} != {*PREDICATES, BELOW_LEVEL_1, ALL_MET}:
        raise DefinitionRefused(f"{name}: the rules are not those that have a predicate")
    return table
