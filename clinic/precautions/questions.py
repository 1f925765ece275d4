"""The questions of a checklist as rows of a page, each with what opens under it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from clinic import phrasing
from clinic.domain.checklists import (
    ChecklistDefinition,
    ChecklistItem,
    DoctorsStep,
    ItemId,
    ItemType,
)
from clinic.domain.progression_facts import OwnLimits
from clinic.precautions.clearance_words import effect_words
from clinic.precautions.limit_words import asked_with
from clinic.precautions.own_limits import GENERAL

SECTIONS: Final[Mapping[ItemType, tuple[str, str]]] = {
    ItemType.ABSOLUTE_STOP: ("Stop: no training at all", "stop"),
    ItemType.MEDICAL_CLEARANCE: ("Needs medical clearance", "clearance"),
    ItemType.CAUTION: ("Caution: train with an action", "caution"),
}

CONSEQUENCES: Final[Mapping[ItemType, str]] = {
    ItemType.ABSOLUTE_STOP: "Stop: no training",
    ItemType.MEDICAL_CLEARANCE: "A doctor must agree first",
    ItemType.CAUTION: "Tick when in place:",
}

MARKS: Final[Mapping[str, str]] = {
    "V": "verified against its source",
    "K": "established, to be checked before clinical release",
    "?": "design judgement",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One question, and what opens under it.

    Attributes:
        own_question: it with this person's own limits, in place of the general ones; or empty.
    """

    item: ChecklistItem
    field: str
    tick: str
    kind: str
    consequence: str
    effects: str
    source: str
    patient_words: str
    still_cleared: str
    own_question: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """The questions of one type."""

    title: str
    key: str
    rows: tuple[Row, ...]


def present_sections(
    definition: ChecklistDefinition,
    *,
    language: str = "en",
    still_cleared: Mapping[ItemId, DoctorsStep] | None = None,
    own: OwnLimits = GENERAL,
) -> tuple[Section, ...]:
    """The questions by type, the most serious first; `language` is what the patient speaks."""
    cleared = still_cleared or {}
    return tuple(
        Section(
            title=title,
            key=kind,
            rows=tuple(
                _row(definition, item, language=language, cleared=cleared.get(item.id), own=own)
                for item in definition.items_of_type(item_type)
            ),
        )
        for item_type, (title, kind) in SECTIONS.items()
        if definition.items_of_type(item_type)
    )


def source_words(definition: ChecklistDefinition, item: ChecklistItem) -> str:
    """Where an item comes from, and how well that was checked."""
    citations = "; ".join(definition.references[key].citation for key in item.evidence)
    return f"Source: {citations}. Mark {item.mark}: {MARKS.get(item.mark, 'see the reference')}."


def _row(
    definition: ChecklistDefinition,
    item: ChecklistItem,
    *,
    language: str,
    cleared: DoctorsStep | None,
    own: OwnLimits,
) -> Row:
    return Row(
        item=item,
        field=item.id,
        tick=f"{item.id}_ticked",
        kind=SECTIONS[item.type][1],
        consequence=CONSEQUENCES[item.type],
        effects=effect_words(item.effects),
        source=source_words(definition, item),
        patient_words=item.patient_question.get(language, item.patient_question.get("en", "")),
        still_cleared=_still_cleared(cleared),
        own_question=asked_with(item.id, own),
    )


def _still_cleared(cleared: DoctorsStep | None) -> str:
    if cleared is None:
        return ""
    return f"The clearance of {phrasing.long_date(cleared.on)} by {cleared.doctor} still holds"
