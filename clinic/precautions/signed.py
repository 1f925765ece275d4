"""A signed checklist as a page: what it says today, what decided, what to do, and what was done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from clinic import phrasing
from clinic.domain.checklists import ClearanceStep, CompletedChecklist, ItemId, ItemType
from clinic.domain.clearance import Clearance, Decision, may_be_overridden
from clinic.domain.findings import ChecklistFindings, Finding, FindingState
from clinic.precautions.clearance_words import (
    effect_words,
    finding_tag,
    reason_action,
    reason_words,
)
from clinic.precautions.models import Checklist, MedicalClearance, Override
from clinic.precautions.presenters import (
    EXPLANATIONS,
    HEADLINES,
    ResultLine,
    answers_in_words,
    checklist_title,
    status_tag,
)
from clinic.precautions.questions import source_words
from clinic.web.tags import Tag, Tone

STEP_SENTENCES: Final[Mapping[ClearanceStep, str]] = {
    ClearanceStep.ASKED: "Asked {doctor} on {on}",
    ClearanceStep.RECEIVED: "Cleared by {doctor} on {on}",
    ClearanceStep.REFUSED: "Not cleared by {doctor} on {on}",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What a doctor was asked or answered."""

    words: str
    note: str
    noted_by: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundRow:
    """One finding with what stands under it."""

    item_id: ItemId
    label: str
    question: str
    action: str
    effects: str
    source: str
    tag: Tag
    steps: tuple[Step, ...]
    asks_doctor: bool
    is_awaited: bool
    lacks_action: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class SignedOverride:
    """An override as it was signed."""

    words: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SignedChecklist:
    """Everything the page of a signed checklist shows."""

    title: str
    headline: str
    tone: Tone
    icon: str
    explanation: str
    reasons: tuple[ResultLine, ...]
    waits_for: FoundRow | None
    to_put_in_place: FoundRow | None
    facts: tuple[tuple[str, str], ...]
    findings: tuple[FoundRow, ...]
    overrides: tuple[SignedOverride, ...]
    answers: tuple[tuple[str, str], ...]
    note: str
    may_be_overridden: bool
    granted: bool


def present_signed(
    checklist: Checklist,
    completed: CompletedChecklist,
    findings: ChecklistFindings,
    clearance: Clearance,
    *,
    steps: Sequence[MedicalClearance],
    overrides: Sequence[Override],
    names: Mapping[UUID, str],
) -> SignedChecklist:
    """The page of one signed checklist as it stands on the day of the findings."""
    headline, tone, icon = HEADLINES[findings.status]
    explanation = EXPLANATIONS[findings.status]
    if clearance.decision is Decision.GRANTED_BY_OVERRIDE and clearance.valid_until:
        headline, tone, icon = "May train, by override", "caution", "caution"
        explanation = (
            f"It counts to {phrasing.long_date(clearance.valid_until)}. What it went past:"
        )
    found = tuple(_found(findings, one, steps, names) for one in findings.findings)
    return SignedChecklist(
        title=checklist_title(completed.definition),
        headline=headline,
        tone=tone,
        icon=icon,
        explanation=explanation,
        reasons=_reasons(findings),
        facts=_facts(checklist, findings, names),
        waits_for=next((one for one in found if one.is_awaited), None),
        to_put_in_place=next((one for one in found if one.lacks_action), None),
        findings=found,
        overrides=tuple(_override(row) for row in overrides),
        answers=answers_in_words(completed),
        note=checklist.note,
        may_be_overridden=may_be_overridden(findings) and not clearance.granted,
        granted=clearance.granted,
    )


def _reasons(findings: ChecklistFindings) -> tuple[ResultLine, ...]:
    tag = status_tag(findings.status)
    return tuple(
        ResultLine(
            tag=Tag(text=reason_words(reason), tone=tag.tone, icon=tag.icon),
            words="" if reason.item else reason_action(reason),
        )
        for reason in findings.deciding_reasons
    )


def _facts(
    checklist: Checklist, findings: ChecklistFindings, names: Mapping[UUID, str]
) -> tuple[tuple[str, str], ...]:
    return (
        ("Signed by", names[checklist.signed_by_id]),
        ("Answered on", phrasing.long_date(checklist.completed_on)),
        ("Result that day", status_tag(checklist.result).text),
        ("Valid to", phrasing.long_date(findings.valid_until) if findings.valid_until else ""),
        ("High risk that day", "yes, so it holds shorter" if checklist.high_risk else "no"),
        ("Definition", f"{findings.definition.name}, version {checklist.definition_version}"),
    )


def _found(
    findings: ChecklistFindings,
    found: Finding,
    steps: Sequence[MedicalClearance],
    names: Mapping[UUID, str],
) -> FoundRow:
    item = found.item
    return FoundRow(
        item_id=item.id,
        label=item.label,
        question=item.question,
        action=item.mitigation,
        effects=effect_words(item.effects),
        source=source_words(findings.definition, item),
        tag=finding_tag(found),
        steps=tuple(_step(step, names) for step in steps if step.item_id == item.id),
        asks_doctor=item.type is ItemType.MEDICAL_CLEARANCE,
        is_awaited=found.state is FindingState.AWAITS_CLEARANCE,
        lacks_action=found.state is FindingState.UNMITIGATED,
    )


def _step(step: MedicalClearance, names: Mapping[UUID, str]) -> Step:
    on = phrasing.long_date(step.on)
    return Step(
        words=STEP_SENTENCES[step.step].format(doctor=step.doctor, on=on),
        note=step.note,
        noted_by=names[step.by_id],
    )


def _override(row: Override) -> SignedOverride:
    return SignedOverride(
        words=(
            f"{row.by_name}, {phrasing.long_date(row.given_on)}, "
            f"to {phrasing.long_date(row.expires_on)}"
        ),
        reason=row.reason,
    )
