"""The ladders: `clinic/catalogue/ladders/*.toml` as domain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from clinic.catalogue.amounts import criteria, range_of
from clinic.catalogue.loading import (
    DefinitionRefused,
    RawDefinition,
    UnknownDefinition,
    load_folder,
)
from clinic.domain.exercises import HomeRule
from clinic.domain.ladder import (
    EntryCriteria,
    Ladder,
    LevelDefinition,
    PlacementCap,
    PlacementFlag,
    PlacementReason,
)

BACKWARD_WALKING: Final = "backward_walking"


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacementExample:
    """A worked example of placement: an input as in the golden cases, and its answer."""

    ladder_code: str
    ladder_version: int
    title: str
    source: str
    vector_input: Mapping[str, Any]
    expected: Mapping[str, Any]


def get_ladder(code: str = BACKWARD_WALKING, version: int | None = None) -> Ladder:
    """The ladder with this code, in its latest version unless one is named.

    Raises:
        UnknownDefinition: there is no such ladder or version.
    """
    versions = _versions().get(code, {})
    wanted = max(versions, default=0) if version is None else version
    if wanted not in versions:
        raise UnknownDefinition(f"no ladder {code}, version {version or 'any'}")
    return versions[wanted]


def list_ladders() -> tuple[Ladder, ...]:
    """The latest version of every ladder, in order of code."""
    return tuple(get_ladder(code) for code in sorted(_versions()))


@cache
def list_placement_examples() -> tuple[PlacementExample, ...]:
    """The worked examples of all ladders, in order of code and version."""
    return tuple(
        PlacementExample(
            ladder_code=raw.code,
            ladder_version=raw.version,
            title=given["title"],
            source=given["source"],
            vector_input={"assessment": given["assessment"], "flags": given["flags"]},
            expected=given["expected"],
        )
        for raw in load_folder("ladders")
        for given in raw.body["examples"]
    )


@cache
def _versions() -> Mapping[str, Mapping[int, Ladder]]:
    found: dict[str, dict[int, Ladder]] = {}
    for raw in load_folder("ladders"):
        found.setdefault(raw.code, {})[raw.version] = build_ladder(raw)
    return found


def build_ladder(raw: RawDefinition) -> Ladder:
    """The domain value of one definition file.

    Raises:
        DefinitionRefused: a key is missing, or a value is not one that the domain knows.
    """
    try:
        return Ladder(
            code=raw.code,
            version=raw.version,
            levels=tuple(_level(given) for given in raw.body["levels"]),
            placement_caps=tuple(
                PlacementCap(
                    flag=PlacementFlag(given["flag"]),
                    reason=PlacementReason(given["reason"]),
                    max_level=given["max_level"],
                )
                for given in raw.body["placement_caps"]
            ),
        )
    except (LookupError, ValueError, TypeError) as problem:
        raise DefinitionRefused(f"{raw.code}.v{raw.version}.toml: {problem}") from problem


def _level(given: Mapping[str, Any]) -> LevelDefinition:
    entry = given["entry"]
    return LevelDefinition(
        number=given["number"],
        code=given["code"],
        names=given["names"],
        goal=given["goal"],
        entry=EntryCriteria(
            required_tests=tuple(entry["required_tests"]),
            min_measured=entry["min_measured"],
            criteria=criteria(entry["criteria"]),
        ),
        minutes=range_of(given["minutes"]),
        sets_text=given["sets_text"],
        rest_s=given["rest_s"],
        days_per_week=range_of(given["days_per_week"]),
        effort=range_of(given["effort"]),
        assist_expected=given["assist_expected"],
        assist_to_advance=given["assist_to_advance"],
        losses_of_balance_max=given["losses_of_balance_max"],
        min_sessions=given["min_sessions"],
        min_days=given["min_days"],
        assessment_max_age_days=given["assessment_max_age_days"],
        reassess_days=given["reassess_days"],
        exercises=tuple(given["exercises"]),
        progress_order=tuple(given["progress_order"]),
        home=HomeRule(given["home"]),
    )
