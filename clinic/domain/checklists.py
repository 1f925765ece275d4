"""What a precaution checklist asks, and what was answered.

A checklist is a versioned definition (`clinic/catalogue/checklists`); its items stop training, ask
for medical clearance, or ask for a mitigation. This module holds the values; `precautions` reads
them and `clearance` decides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NewType

ItemId = NewType("ItemId", str)


class ItemType(StrEnum):
    """What a triggered item means, the most serious first."""

    ABSOLUTE_STOP = "absolute_stop"
    MEDICAL_CLEARANCE = "medical_clearance"
    CAUTION = "caution"


class Answer(StrEnum):
    """The two answers an item takes; anything else is no answer."""

    YES = "yes"
    NO = "no"


class Effect(StrEnum):
    """What a triggered item does to placement and prescription, beyond its own mitigation.

    Source: programme reference 2.3 V12 (all but the caps) and 3.3 (the caps).
    """

    HIGH_RISK = "high_risk"
    CAP_LEVEL_3 = "cap_level_3"
    CAP_LEVEL_4 = "cap_level_4"
    NO_GAIT_BELT = "no_gait_belt"
    NEEDS_HARNESS = "needs_harness"
    CLINIC_ONLY = "clinic_only"
    SUPERVISED_ONLY = "supervised_only"
    NO_HELPER = "no_helper"


class ClearanceStep(StrEnum):
    """What happened with a doctor's clearance."""

    ASKED = "asked"
    RECEIVED = "received"
    REFUSED = "refused"


class UnknownItem(LookupError):
    """An answer is given to an item that the checklist does not have."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ChecklistItem:
    """One question of a checklist.

    Attributes:
        label: its name in lists and banners, such as "Blood thinner".
        mitigation: the action to tick when the item is a caution, else what to do about it.
        evidence: keys of the definition's references; `judgement` is a design judgement.
        mark: V verified, K established (check before clinical release), ? judgement.
        patient_question: the same question in the patient's words, by language, where it has one.
    """

    id: ItemId
    type: ItemType
    label: str
    question: str
    trigger_answer: Answer
    mitigation: str
    evidence: tuple[str, ...]
    mark: str
    effects: frozenset[Effect] = frozenset()
    patient_question: Mapping[str, str] = field(default_factory=dict)

    @property
    def safe_answer(self) -> Answer:
        """The answer that does not trigger the item."""
        return Answer.NO if self.trigger_answer is Answer.YES else Answer.YES


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """The source that an item's evidence points to."""

    citation: str
    mark: str


@dataclass(frozen=True, kw_only=True)
class ChecklistDefinition:
    """A checklist in one version.

    Attributes:
        validity_days: whole days after completion on which it still holds (0: the same day only).
        high_risk_validity_days: the shorter validity for a high-risk patient, or None.
        grace_days: days past its validity before it counts as not done at all.
        clearance_max_age_days: how old a medical clearance may be.
        invalidated_by: types of event after which it has to be answered again.
        same_day_items: items that must be answered again on the day of training.
    """

    code: str
    version: int
    name: str
    validity_days: int
    high_risk_validity_days: int | None
    validity_note: str
    grace_days: int
    clearance_max_age_days: int
    invalidated_by: frozenset[str]
    same_day_items: tuple[ItemId, ...]
    items: tuple[ChecklistItem, ...]
    references: Mapping[str, Reference]

    def __post_init__(self) -> None:
        if len(self._by_id) != len(self.items):
            raise ValueError(f"{self.code}: two items share an id")
        for item_id in self.same_day_items:
            self.item(item_id)
        unsourced = {key for item in self.items for key in item.evidence} - set(self.references)
        if unsourced:
            raise ValueError(f"{self.code}: no reference for {', '.join(sorted(unsourced))}")

    @cached_property
    def _by_id(self) -> Mapping[ItemId, ChecklistItem]:
        return {item.id: item for item in self.items}

    def item(self, item_id: ItemId) -> ChecklistItem:
        """The item with this id.

        Raises:
            UnknownItem: the checklist has no such item.
        """
        try:
            return self._by_id[item_id]
        except KeyError:
            raise UnknownItem(f"{self.code} v{self.version} has no item {item_id}") from None

    def items_of_type(self, item_type: ItemType) -> tuple[ChecklistItem, ...]:
        """The items of one type, in the order of the checklist."""
        return tuple(item for item in self.items if item.type is item_type)

    def validity_for(self, *, high_risk: bool) -> int:
        """Days the checklist holds: shorter for a high-risk patient where the list says so."""
        if high_risk and self.high_risk_validity_days is not None:
            return self.high_risk_validity_days
        return self.validity_days


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemAnswer:
    """What was answered to one item.

    Attributes:
        answer: None when nothing, or nothing usable, was answered.
        mitigation_ack: the mitigation of a triggered caution was ticked as in place.
        cleared_on: the day a doctor's clearance for the item was given, if it was.
    """

    answer: Answer | None = None
    mitigation_ack: bool = False
    cleared_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DoctorsStep:
    """A doctor was asked about an item, cleared it, or refused to."""

    item_id: ItemId
    step: ClearanceStep
    on: date
    doctor: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CompletedChecklist:
    """A checklist as it was answered and signed on one day.

    Raises:
        UnknownItem: an answer belongs to no item of the definition.
    """

    definition: ChecklistDefinition
    completed_on: date
    answers: Mapping[ItemId, ItemAnswer]

    def __post_init__(self) -> None:
        for item_id in self.answers:
            self.definition.item(item_id)

    def answer_to(self, item: ChecklistItem) -> ItemAnswer:
        """The answer to an item; an item left out was not answered."""
        return self.answers.get(item.id, ItemAnswer())

    def is_triggered(self, item: ChecklistItem) -> bool:
        """Whether the answer to an item is the one that triggers it."""
        return self.answer_to(item).answer is item.trigger_answer

    def with_doctors_steps(self, steps: Iterable[DoctorsStep]) -> "CompletedChecklist":
        """The checklist with the day of each doctor's clearance; the last step on an item counts.

        Args:
            steps: in the order in which they were written down. A clearance that was refused
                later, or asked for anew, is none.
        """
        last = {step.item_id: step for step in steps}
        cleared_on = {
            item_id: step.on
            for item_id, step in last.items()
            if step.step is ClearanceStep.RECEIVED
        }
        answers = {
            item_id: replace(answer, cleared_on=cleared_on.get(item_id))
            for item_id, answer in self.answers.items()
        }
        return replace(self, answers=answers)


@dataclass(frozen=True, kw_only=True, slots=True)
class InvalidatingEvent:
    """Something that happened after which a checklist may no longer hold, such as a fall."""

    type: str
    on: date


def all_safe(definition: ChecklistDefinition, *, on: date) -> CompletedChecklist:
    """The checklist with every item given its safe answer: "nothing has changed"."""
    return CompletedChecklist(
        definition=definition,
        completed_on=on,
        answers={item.id: ItemAnswer(answer=item.safe_answer) for item in definition.items},
    )
