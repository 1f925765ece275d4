"""The precaution checklists: `clinic/catalogue/checklists/*.toml` as domain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from clinic.catalogue.loading import (
    DefinitionRefused,
    RawDefinition,
    UnknownDefinition,
    load_folder,
)
from clinic.domain.checklists import (
    Answer,
    ChecklistDefinition,
    ChecklistItem,
    Effect,
    ItemId,
    ItemType,
    Reference,
)

CLINICAL_SCREEN = "clinical_screen"
PRE_SESSION = "pre_session"


@dataclass(frozen=True, kw_only=True, slots=True)
class ChecklistExample:
    """A worked example of a definition: an input as in the golden cases, and its status."""

    checklist_code: str
    checklist_version: int
    title: str
    source: str
    vector_input: Mapping[str, Any]
    expected_status: str


def get_checklist(code: str, version: int | None = None) -> ChecklistDefinition:
    """The checklist with this code, in its latest version unless one is named.

    Raises:
        UnknownDefinition: there is no such checklist or version.
    """
    versions = {d.version: d for d in list_all_versions() if d.code == code}
    wanted = max(versions, default=0) if version is None else version
    if wanted not in versions:
        raise UnknownDefinition(f"no checklist {code}, version {version or 'any'}")
    return versions[wanted]


def list_checklists() -> tuple[ChecklistDefinition, ...]:
    """The latest version of every checklist, in order of code."""
    return tuple(get_checklist(code) for code in sorted({d.code for d in list_all_versions()}))


@cache
def list_all_versions() -> tuple[ChecklistDefinition, ...]:
    """Every version of every checklist, in order of code and version.

    Raises:
        DefinitionRefused: a definition file does not make a checklist.
    """
    return tuple(build_checklist(raw) for raw in load_folder("checklists"))


@cache
def list_checklist_examples() -> tuple[ChecklistExample, ...]:
    """The worked examples of all checklists, in order of code and version.

    Raises:
        DefinitionRefused: a definition carries no example.
    """
    return tuple(example for raw in load_folder("checklists") for example in build_examples(raw))


def build_checklist(raw: RawDefinition) -> ChecklistDefinition:
    """The domain value of one definition file.

    Raises:
        DefinitionRefused: a key is missing, or a value is not one that the domain knows.
    """
    body = raw.body
    try:
        return ChecklistDefinition(
            code=raw.code,
            version=raw.version,
            name=body["name"],
            validity_days=body["validity_days"],
            high_risk_validity_days=body.get("high_risk_validity_days"),
            validity_note=body["validity_note"],
            grace_days=body["grace_days"],
            clearance_max_age_days=body["clearance_max_age_days"],
            invalidated_by=frozenset(body["invalidated_by"]),
            same_day_items=tuple(ItemId(item_id) for item_id in body["same_day_items"]),
            items=tuple(_item(given) for given in body["items"]),
            references={key: Reference(**given) for key, given in body["references"].items()},
        )
    except (LookupError, ValueError, TypeError) as problem:
        raise DefinitionRefused(f"{raw.code}.v{raw.version}.toml: {problem}") from problem


def build_examples(raw: RawDefinition) -> tuple[ChecklistExample, ...]:
    """The worked examples of one definition file, at least one.

    Raises:
        DefinitionRefused: there is none.
    """
    if not raw.body.get("examples"):
        raise DefinitionRefused(f"{raw.code}.v{raw.version}.toml: no worked example")
    return tuple(
        ChecklistExample(
            checklist_code=raw.code,
            checklist_version=raw.version,
            title=given["title"],
            source=given["source"],
            vector_input={
                "checklist": raw.code,
                "completed_on": given["completed_on"],
                "as_of": given["as_of"],
                "high_risk": given["high_risk"],
                "overrides": given.get("overrides", {}),
                "events": given.get("events", []),
            },
            expected_status=given["expected_status"],
        )
        for given in raw.body["examples"]
    )


def _item(given: Mapping[str, Any]) -> ChecklistItem:
    return ChecklistItem(
        id=ItemId(given["id"]),
        type=ItemType(given["type"]),
        label=given["label"],
        question=given["question"],
        trigger_answer=Answer(given["trigger_answer"]),
        mitigation=given["mitigation"],
        evidence=tuple(given["evidence"]),
        mark=given["mark"],
        effects=frozenset(Effect(effect) for effect in given.get("effects", ())),
        patient_question=given.get("patient_question", {}),
    )
