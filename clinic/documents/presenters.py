from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic.catalogue.checklist_definitions import list_checklists
from clinic.clock import day_of
from clinic.documents.models import IssuedDocument, ReportDraft
from clinic.documents.orders import SIGNED_KINDS, report_kind
from clinic.documents.words import FILE_WORDS, KIND_WORDS, LANGUAGE_WORDS, NOUNS, PAPER_WORDS
from clinic.domain.exercises import ExerciseDefinition
from clinic.domain.people import LANGUAGES
from clinic.phrasing import capitalised, day, joined, long_date
from clinic.precautions.clearance_words import CHECKLIST_NAMES
from clinic.precautions.models import Checklist
from clinic.precautions.presenters import checklist_title

HASH_SHOWN: Final = 12
FORMER: Final = "a former colleague"


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentRow:
    """One issued document in words."""

    document_id: UUID
    title: str
    recipient: str
    when: str
    by: str
    paper: str
    mark: str
    sha256: str
    replaced: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftRow:
    """One report that is being written."""

    draft_id: UUID
    title: str
    recipient: str
    when: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """Another document, named in a sentence."""

    document_id: UUID
    words: str
    because: str


@dataclass(frozen=True, kw_only=True, slots=True)
class About:
    """What the page about a document says."""

    title: str
    noun: str
    facts: tuple[tuple[str, str], ...]
    replaced_by: Link | None
    replaces: Link | None
    may_be_amended: bool


def document_rows(
    documents: Sequence[IssuedDocument], names: Mapping[UUID, str], *, today: date, zone: str
) -> tuple[DocumentRow, ...]:
    """Documents in the order given; `names` are the clinicians by id."""
    newer = {one.replaces_id: one for one in documents if one.replaces_id}
    return tuple(
        DocumentRow(
            document_id=document.id,
            title=KIND_WORDS[document.kind],
            recipient=document.recipient,
            when=_when(document, today=today, zone=zone),
            by=names.get(document.by_id, FORMER),
            paper=PAPER_WORDS[document.paper],
            mark=document.sha256[:HASH_SHOWN],
            sha256=document.sha256,
            replaced=(
                f"Replaced {day(day_of(newer[document.id].issued_at, zone), today=today)}"
                if document.id in newer
                else ""
            ),
        )
        for document in documents
    )


def draft_rows(drafts: Sequence[ReportDraft], *, today: date, zone: str) -> tuple[DraftRow, ...]:
    """Drafts in the order given."""
    return tuple(
        DraftRow(
            draft_id=draft.id,
            title=draft_title(draft),
            recipient=draft.recipient,
            when=capitalised(day(day_of(draft.opened_at, zone), today=today)),
        )
        for draft in drafts
    )


def draft_title(draft: ReportDraft) -> str:
    """What a draft becomes when it is signed."""
    return KIND_WORDS[report_kind(draft.occasion, draft.audience)]


def about(
    documents: Sequence[IssuedDocument], names: Mapping[UUID, str], *, today: date, zone: str
) -> About:
    """The first of these documents; the others are the one it replaced and the one after it."""
    document, *others = documents
    newer = next((one for one in others if one.replaces_id == document.id), None)
    older = next((one for one in others if one.id == document.replaces_id), None)
    is_signed = document.kind in SIGNED_KINDS
    facts = (
        ("Signed" if is_signed else "Issued", _when(document, today=today, zone=zone)),
        ("By", names.get(document.by_id, FORMER)),
        ("To", document.recipient),
        ("Paper", PAPER_WORDS[document.paper]),
        ("SHA-256 of the file", document.sha256),
    )
    return About(
        title=KIND_WORDS[document.kind],
        noun=NOUNS.get(document.kind, ""),
        facts=tuple(fact for fact in facts if fact[1]),
        replaced_by=_link(newer, newer.replaced_because, today=today, zone=zone) if newer else None,
        replaces=_link(older, document.replaced_because, today=today, zone=zone) if older else None,
        may_be_amended=is_signed and newer is None,
    )


def _link(document: IssuedDocument, because: str, *, today: date, zone: str) -> Link:
    kind = KIND_WORDS[document.kind].lower()
    when = day(day_of(document.issued_at, zone), today=today)
    return Link(document_id=document.id, words=f"{kind} of {when}", because=because)


def _when(document: IssuedDocument, *, today: date, zone: str) -> str:
    moment = document.issued_at.astimezone(ZoneInfo(zone))
    return f"{capitalised(day(moment.date(), today=today))}, {moment:%H:%M}"


def file_name(document: IssuedDocument) -> str:
    """A name for the file that says nothing about the person."""
    return f"{FILE_WORDS[document.kind]}-{document.sha256[:HASH_SHOWN]}.pdf"


def first_weeks(today: date) -> tuple[tuple[date, str], ...]:
    """The Mondays with which a diary may start: of this week and of the next one."""
    monday = today - timedelta(days=today.weekday())
    following = monday + timedelta(days=7)
    return (
        (monday, f"This week, from Monday {long_date(monday)}"),
        (following, f"Next week, from Monday {long_date(following)}"),
    )


def language_hint(code: str) -> str:
    """What to say of a patient whose language no handout is printed in; empty for the others."""
    if code in LANGUAGE_WORDS:
        return ""
    spoken = LANGUAGES.get(code, code)
    return f"The patient’s language is {spoken}, and there is no handout in it yet."


def own_words(exercises: Sequence[ExerciseDefinition]) -> dict[str, str]:
    """By language of a handout, which exercises would be printed in English there."""
    told = {}
    for language in LANGUAGE_WORDS:
        names = [exercise.name() for exercise in exercises if language not in exercise.names]
        have = "it has" if len(names) == 1 else "they have"
        if names:
            told[language] = f"In English, as {have} no words in this language: {joined(names)}."
    return told


def checklist_choices(signed: Mapping[str, Checklist]) -> dict[str, str]:
    """What may be printed: every checklist empty, then the signed ones by id, the latest first."""
    empty = {
        definition.code: f"{checklist_title(definition)}, empty" for definition in list_checklists()
    }
    return empty | {
        key: f"{capitalised(CHECKLIST_NAMES[one.definition_code])}, signed "
        f"{long_date(one.completed_on)}"
        for key, one in signed.items()
    }
