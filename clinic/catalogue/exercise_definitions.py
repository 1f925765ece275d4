"""The exercise library: `clinic/catalogue/exercises/*.toml` as domain values."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from clinic.catalogue.amounts import criteria, range_of
from clinic.catalogue.loading import (
    DefinitionRefused,
    RawDefinition,
    UnknownDefinition,
    load_folder,
)
from clinic.domain.dose import DoseField, DoseLimits
from clinic.domain.exercises import (
    Category,
    Citation,
    Equipment,
    ExerciseDefinition,
    HomeRule,
    Mark,
    Photo,
    Supervision,
    Support,
)


def get_exercise(code: str, version: int | None = None) -> ExerciseDefinition:
    """The exercise with this code, in its latest version unless one is named.

    Raises:
        UnknownDefinition: there is no such exercise or version.
    """
    versions = _versions().get(code, {})
    wanted = max(versions, default=0) if version is None else version
    if wanted not in versions:
        raise UnknownDefinition(f"no exercise {code}, version {version or 'any'}")
    return versions[wanted]


@cache
def list_exercises() -> tuple[ExerciseDefinition, ...]:
    """The latest version of every exercise, by level and then by English name."""
    latest = (get_exercise(code) for code in _versions())
    return tuple(sorted(latest, key=lambda found: (found.level, found.name())))


@cache
def _versions() -> Mapping[str, Mapping[int, ExerciseDefinition]]:
    found: dict[str, dict[int, ExerciseDefinition]] = {}
    for raw in load_folder("exercises"):
        found.setdefault(raw.code, {})[raw.version] = build_exercise(raw)
    return found


def build_exercise(raw: RawDefinition) -> ExerciseDefinition:
    """The domain value of one definition file.

    Raises:
        DefinitionRefused: a key is missing, or a value is not one that the domain knows.
    """
    body = raw.body
    try:
        _check_references(body)
        return ExerciseDefinition(
            code=raw.code,
            version=raw.version,
            level=body["level"],
            max_level=body["max_level"],
            names=body["names"],
            category=Category(body["category"]),
            tracks=tuple(body["tracks"]),
            counts_as_backward_minutes=body["counts_as_backward_minutes"],
            patient_steps={key: tuple(steps) for key, steps in body["patient_steps"].items()},
            clinician_note=body["clinician_note"],
            home=HomeRule(body["home"]),
            supervision=Supervision(body["supervision"]),
            support=Support(body["support"]),
            equipment=tuple(Equipment(word) for word in body["equipment"]),
            limits=_limits(body["dose"]),
            prerequisites=criteria(body["prerequisites"]),
            precautions=tuple(body["precautions"]),
            blocked_by=tuple(body["blocked_by"]),
            caution_if=tuple(body["caution_if"]),
            benefits=tuple(body["benefits"]),
            cautions=tuple(body["cautions"]),
            sources=tuple(body["sources"]),
            mark=Mark(body["mark"]),
            named_in_seed=body["named_in_seed"],
            eyes_closed=body["eyes_closed"],
            outdoors=body["outdoors"],
            drawing=body.get("drawing", ""),
            photo=Photo(**body["photo"]) if body.get("photo") else None,
            citations=tuple(_citation(body["references"][key]) for key in body["sources"]),
        )
    except (LookupError, ValueError, TypeError) as problem:
        raise DefinitionRefused(f"{raw.code}.v{raw.version}.toml: {problem}") from problem


def _check_references(body: Mapping[str, Any]) -> None:
    unsourced = set(body["sources"]) - set(body["references"])
    if unsourced:
        raise ValueError(f"no reference for {', '.join(sorted(unsourced))}")


def _citation(reference: Mapping[str, str]) -> Citation:
    return Citation(text=reference["citation"], mark=Mark(reference["mark"]))


def _limits(dose: Mapping[str, Any]) -> DoseLimits:
    return DoseLimits(
        effort=range_of(dose["effort"]),
        days_per_week=range_of(dose["days_per_week"]),
        rest_s=dose["rest_s"],
        load=dose.get("load"),
        **{field.value: range_of(dose[field]) for field in DoseField if field in dose},
    )
