from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from clinic import phrasing
from clinic.domain.checklists import (
    Answer,
    ChecklistDefinition,
    CompletedChecklist,
    ItemType,
)
from clinic.domain.findings import ChecklistFindings, ChecklistStatus, FindingState
from clinic.precautions.clearance_words import CHECKLIST_NAMES
from clinic.precautions.models import Checklist
from clinic.web.tags import Tag, Tone

HEADLINES: Final[Mapping[ChecklistStatus, tuple[str, Tone, str]]] = {
    ChecklistStatus.ABSOLUTE_STOP: ("No training", "refused", "stop"),
    ChecklistStatus.CLEARANCE_PENDING: ("Not before a doctor agrees", "caution", "clock"),
    ChecklistStatus.INCOMPLETE: ("Not complete yet", "due", "empty"),
    ChecklistStatus.CAUTION_UNMITIGATED: ("An action is missing", "caution", "caution"),
    ChecklistStatus.EXPIRED: ("Out of date", "due", "calendar"),
    ChecklistStatus.CLEAR_WITH_MITIGATION: ("May train, with conditions", "improved", "improved"),
    ChecklistStatus.CLEAR: ("May train", "improved", "improved"),
}

EXPLANATIONS: Final[Mapping[ChecklistStatus, str]] = {
    ChecklistStatus.ABSOLUTE_STOP: (
        "A stop is open. Training starts again only when it is resolved."
    ),
    ChecklistStatus.CLEARANCE_PENDING: (
        "A doctor’s clearance is open. Nothing can be prescribed until the answer is recorded."
    ),
    ChecklistStatus.INCOMPLETE: "Nothing can be prescribed until every question is answered anew.",
    ChecklistStatus.CAUTION_UNMITIGATED: (
        "Nothing can be prescribed before every action is in place and ticked."
    ),
    ChecklistStatus.EXPIRED: "Nothing new can be prescribed until it is answered again.",
    ChecklistStatus.CLEAR_WITH_MITIGATION: "No stop, no clearance open, every action ticked.",
    ChecklistStatus.CLEAR: "No stop, no clearance open, no caution found.",
}

TYPES: Final[tuple[tuple[ItemType, str, Tone, str], ...]] = (
    (ItemType.ABSOLUTE_STOP, "Stop", "refused", "stop"),
    (ItemType.MEDICAL_CLEARANCE, "Clearance", "caution", "clock"),
    (ItemType.CAUTION, "Caution", "caution", "caution"),
)

CLEAR: Final = frozenset({ChecklistStatus.CLEAR, ChecklistStatus.CLEAR_WITH_MITIGATION})

BUTTONS: Final[Mapping[ChecklistStatus, str]] = {
    ChecklistStatus.ABSOLUTE_STOP: "Sign the refusal",
    ChecklistStatus.CLEARANCE_PENDING: "Sign, wait for the doctor",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ResultLine:
    tag: Tag
    words: str
    target: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """What a checklist says, beside the questions or on its own page."""

    headline: str
    tone: Tone
    icon: str
    explanation: str
    progress: str
    lines: tuple[ResultLine, ...]
    button: str
    small_print: str


def present_result(completed: CompletedChecklist, findings: ChecklistFindings) -> Result:
    """The result so far, as the questions are answered."""
    items = completed.definition.items
    answered = [item for item in items if completed.answer_to(item).answer is not None]
    headline, tone, icon = HEADLINES[findings.status]
    return Result(
        headline=headline,
        tone=tone,
        icon=icon,
        explanation=_explanation_so_far(findings, len(items) - len(answered)),
        progress=f"{len(answered)} of {len(items)} answered",
        lines=tuple(_type_lines(completed, findings)),
        button=_button(findings),
        small_print=_small_print(findings, len(items) - len(answered)),
    )


def validity_words(definition: ChecklistDefinition, *, high_risk: bool) -> str:
    days = definition.validity_for(high_risk=high_risk)
    if days == 0:
        return "valid today only"
    shortened = high_risk and definition.high_risk_validity_days is not None
    return f"valid {days} days when signed" + (" (high risk)" if shortened else "")


def answers_in_words(completed: CompletedChecklist) -> tuple[tuple[str, str], ...]:
    """Every question with its answer, for the signed checklist."""
    words = {Answer.YES: "Yes", Answer.NO: "No", None: "not answered"}
    return tuple(
        (item.question, words[completed.answer_to(item).answer])
        for item in completed.definition.items
    )


def checklist_title(definition: ChecklistDefinition) -> str:
    return phrasing.capitalised(CHECKLIST_NAMES[definition.code])


@dataclass(frozen=True, kw_only=True, slots=True)
class ListRow:
    """One signed checklist in the list of them."""

    id: UUID
    name: str
    on: str
    signed_by: str
    result: Tag


def list_rows(checklists: Sequence[Checklist], names: Mapping[UUID, str]) -> tuple[ListRow, ...]:
    return tuple(
        ListRow(
            id=checklist.id,
            name=phrasing.capitalised(CHECKLIST_NAMES[checklist.definition_code]),
            on=phrasing.long_date(checklist.completed_on),
            signed_by=names[checklist.signed_by_id],
            result=status_tag(checklist.result),
        )
        for checklist in checklists
    )


def status_tag(status: ChecklistStatus) -> Tag:
    headline, tone, icon = HEADLINES[status]
    return Tag(text=headline, tone=tone, icon=icon)


def _explanation_so_far(findings: ChecklistFindings, unanswered: int) -> str:
    if findings.status is ChecklistStatus.INCOMPLETE:
        return f"{phrasing.plural(unanswered, 'question has', 'questions have')} no answer yet."
    return EXPLANATIONS[findings.status]


def _type_lines(completed: CompletedChecklist, findings: ChecklistFindings) -> Iterator[ResultLine]:
    for item_type, one, tone, icon in TYPES:
        items = completed.definition.items_of_type(item_type)
        found = [finding for finding in findings.findings if finding.item.type is item_type]
        unanswered = [item for item in items if completed.answer_to(item).answer is None]
        for finding in found:
            is_open = finding.state not in (FindingState.MITIGATED, FindingState.CLEARED)
            yield ResultLine(
                tag=Tag(text=one, tone=tone if is_open else "improved", icon=icon),
                words=finding.item.label,
                target=f"{finding.item.id}-question",
            )
        if unanswered:
            # "None found" is not said before every question of the kind was asked.
            yield ResultLine(
                tag=Tag(text=f"{one}s", tone="due", icon="empty"),
                words=f"{len(unanswered)} of {len(items)} to answer",
                target=f"{unanswered[0].id}-question",
            )
        elif items and not found:
            yield ResultLine(
                tag=Tag(text=f"0 {one.lower()}s", tone="improved", icon="check"),
                words="None found",
            )


def _button(findings: ChecklistFindings) -> str:
    until = phrasing.long_date(findings.valid_until) if findings.valid_until else ""
    if findings.status in CLEAR:
        return f"Sign, valid to {until}"
    return BUTTONS.get(findings.status, "Sign the checklist")


def _small_print(findings: ChecklistFindings, unanswered: int) -> str:
    if findings.status is ChecklistStatus.ABSOLUTE_STOP:
        return "It can be signed now: no other question needs an answer."
    if unanswered:
        return "Signing needs an answer to every question, or a stop."
    if findings.definition.validity_days == 0:
        return "It counts for one session."
    return "A fall, a hospital stay or a change of medicine ends it."
