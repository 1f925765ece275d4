"""The instruments: `clinic/catalogue/instruments/*.toml` as domain values."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from types import MappingProxyType
from typing import Any, Final, Protocol

from clinic.catalogue.loading import (
    DefinitionRefused,
    RawDefinition,
    UnknownDefinition,
    load_folder,
)
from clinic.catalogue.typed_reading import read_value
from clinic.domain.banding import BANDING_METHODS, NO_NORM
from clinic.domain.details import DETAIL_METHODS
from clinic.domain.entry_rules import ENTRY_RULES
from clinic.domain.instruments import Instrument
from clinic.domain.items import Limits
from clinic.domain.scoring import SCORING_METHODS
from clinic.domain.thresholds import ThresholdProfile

MARKED: Final = re.compile(r"\[(\?|K|[VK]\d+[a-h]?)\]")
LIMITS: Final = frozenset(field.name for field in fields(Limits))


def get_instrument(code: str, version: int | None = None) -> Instrument:
    """The instrument with this code, in its latest version unless one is named.

    Raises:
        UnknownDefinition: there is no such instrument or version.
    """
    versions = _versions().get(code, {})
    wanted = max(versions, default=0) if version is None else version
    if wanted not in versions:
        raise UnknownDefinition(f"no instrument {code}, version {version or 'any'}")
    return versions[wanted]


@cache
def list_instruments() -> tuple[Instrument, ...]:
    """The latest version of every instrument, in the order of the library."""
    latest = [get_instrument(code) for code in _versions()]
    return tuple(sorted(latest, key=lambda found: (found.order, found.code)))


@cache
def list_recordable() -> tuple[Instrument, ...]:
    """Those of them that are recorded on a form, not computed from other records."""
    return tuple(found for found in list_instruments() if not found.computed_by)


@cache
def instruments_by_code() -> Mapping[str, Instrument]:
    """The latest version of every instrument, by code."""
    return MappingProxyType({found.code: found for found in list_instruments()})


@cache
def _versions() -> Mapping[str, Mapping[int, Instrument]]:
    by_code: dict[str, dict[int, Instrument]] = {}
    for raw in load_folder("instruments"):
        by_code.setdefault(raw.code, {})[raw.version] = build_instrument(raw)
    return by_code


def build_instrument(raw: RawDefinition) -> Instrument:
    """The domain value of one definition file.

    Raises:
        DefinitionRefused: a key is missing or unknown, a method has no function, bands and their
            order disagree, a source bears no mark, or there is no worked example.
    """
    where = f"{raw.code}.v{raw.version}"
    head = {
        name: getattr(raw, name)
        for name in (field.name for field in fields(RawDefinition))
        if name != "body"
    }
    body = dict(raw.body)
    body["groups"] = [_with_limits(group) for group in body.get("groups", [])]
    instrument = read_value(Instrument, head | body, where=where)
    for fault in _faults(instrument):
        raise DefinitionRefused(f"{where}: {fault}")
    return instrument


def _with_limits(group: Mapping[str, Any]) -> dict[str, Any]:
    """In the file limits stand among the keys of their group; an item may have its own."""
    limits, rest = _parted(group)
    items = []
    for item in rest.get("items", ()):
        own, other = _parted(item)
        items.append(other | {"limits": limits | own} if own else other)
    return rest | {"limits": limits, "items": items}


def _parted(table: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    limits = {key: value for key, value in table.items() if key in LIMITS}
    return limits, {key: value for key, value in table.items() if key not in LIMITS}


def _faults(instrument: Instrument) -> Iterator[str]:
    yield from _unknown_methods(instrument)
    if not instrument.profiles or not (instrument.groups or instrument.computed_by):
        yield "an instrument has a group of items and a threshold profile"
    if not instrument.examples:
        yield "a worked example is missing"
    for profile in instrument.profiles:
        yield from _profile_faults(profile)
    for source in _sources(instrument):
        if MARKED.match(source) is None:
            yield f"the source {source!r} bears no mark [V…], [K…] or [?]"


def _unknown_methods(instrument: Instrument) -> Iterator[str]:
    if instrument.scoring not in SCORING_METHODS:
        yield f"no scoring method {instrument.scoring}"
    if instrument.banding not in BANDING_METHODS:
        yield f"no banding method {instrument.banding}"
    if instrument.details and instrument.details not in DETAIL_METHODS:
        yield f"no method for details {instrument.details}"
    for rule in instrument.entry_rules:
        if rule not in ENTRY_RULES:
            yield f"no entry rule {rule}"


def _profile_faults(profile: ThresholdProfile) -> Iterator[str]:
    codes = {band.code for band in profile.bands} - {NO_NORM}
    if codes != set(profile.worst_to_best):
        yield f"profile {profile.code}: bands and their order disagree"
    if not profile.bands[-1].is_open:
        yield f"profile {profile.code}: the last band has no upper end"


class _Sourced(Protocol):
    @property
    def source(self) -> str: ...


def _sources(instrument: Instrument) -> Iterator[str]:
    yield instrument.source
    yield instrument.minutes_source
    yield instrument.trial_rule_source
    claims: tuple[_Sourced, ...] = (
        *instrument.profiles,
        *instrument.cut_offs,
        *instrument.flags,
        *instrument.mdc,
        *instrument.facts,
        *instrument.loinc,
        *instrument.implied,
        *(
            claim
            for claim in (
                instrument.norm,
                instrument.mcid,
                instrument.mdc_percent,
                instrument.levels,
                instrument.harder,
                instrument.easier,
            )
            if claim
        ),
    )
    yield from (claim.source for claim in claims)
    yield from (example.citation for example in instrument.examples)
