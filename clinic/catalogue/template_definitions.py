"""Ready-made programmes: `clinic/catalogue/templates/*.toml` as domain values."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from clinic.catalogue.amounts import range_of
from clinic.catalogue.loading import (
    DefinitionRefused,
    RawDefinition,
    UnknownDefinition,
    load_folder,
)
from clinic.domain.dose import DoseField
from clinic.domain.exercises import Mark
from clinic.domain.plan import Where
from clinic.domain.templates import Block, BlockItem, TemplateDefinition


def get_template(code: str, version: int | None = None) -> TemplateDefinition:
    """The template with this code, in its latest version unless one is named.

    Raises:
        UnknownDefinition: there is no such template or version.
    """
    versions = _versions().get(code, {})
    wanted = max(versions, default=0) if version is None else version
    if wanted not in versions:
        raise UnknownDefinition(f"no template {code}, version {version or 'any'}")
    return versions[wanted]


def list_templates() -> tuple[TemplateDefinition, ...]:
    """The latest version of every template, by the level it starts at."""
    latest = (get_template(code) for code in _versions())
    return tuple(sorted(latest, key=lambda found: (found.start_level, found.code)))


@cache
def _versions() -> Mapping[str, Mapping[int, TemplateDefinition]]:
    found: dict[str, dict[int, TemplateDefinition]] = {}
    for raw in load_folder("templates"):
        found.setdefault(raw.code, {})[raw.version] = build_template(raw)
    return found


def build_template(raw: RawDefinition) -> TemplateDefinition:
    """The domain value of one definition file.

    Raises:
        DefinitionRefused: a key is missing, or a value is not one that the domain knows.
    """
    body = raw.body
    try:
        return TemplateDefinition(
            code=raw.code,
            version=raw.version,
            name=body["name"],
            who=body["who"],
            weeks=body["weeks"],
            track=body["track"],
            start_level=body["start_level"],
            expected_end_level=body["expected_end_level"],
            per_week=body["per_week"],
            clinic_days=range_of(body["clinic_days"]),
            home_days=range_of(body["home_days"]),
            sources=tuple(body["sources"]),
            mark=Mark(body["mark"]),
            blocks=tuple(_block(given) for given in body["blocks"]),
        )
    except (LookupError, ValueError, TypeError) as problem:
        raise DefinitionRefused(f"{raw.code}.v{raw.version}.toml: {problem}") from problem


def _block(given: Mapping[str, Any]) -> Block:
    first, last = given["weeks"]
    return Block(
        weeks=(first, last),
        level=given["level"],
        backward_min=range_of(given["backward_min"]),
        items=tuple(_item(found) for found in given["items"]),
    )


def _item(given: Mapping[str, Any]) -> BlockItem:
    return BlockItem(
        exercise=given["exercise"],
        where=Where(given["where"]),
        amounts={field: Decimal(str(given[field])) for field in DoseField if field in given},
    )
