"""The parts of the routine's pages that are not a plan: refusals, starts, versions, events."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from clinic import phrasing
from clinic.catalogue.template_definitions import get_template
from clinic.domain.clearance import Clearance
from clinic.domain.dose_rules import span_words
from clinic.domain.templates import Block, TemplateDefinition
from clinic.falls.models import FallEvent, HealthEvent, NearFall
from clinic.precautions.clearance_words import EVENT_WORDS, clearance_tag, reason_words
from clinic.routines.models import Routine
from clinic.web.tags import Tag


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """Why nothing may be prescribed today."""

    tag: Tag
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class BlockLine:
    """One block of a template that fits the level."""

    number: int
    weeks: str
    minutes: str
    exercises: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateLine:
    """A template with its blocks at the level; without blocks it says why."""

    code: str
    name: str
    who: str
    per_week: str
    blocks: tuple[BlockLine, ...]
    why_not: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Start:
    """What a prescription can start from."""

    current: str
    templates: tuple[TemplateLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class StartPage:
    """The page before the plan: refused, not placed, or a choice of starts."""

    refusal: Refusal | None
    level: int
    start: Start
    minutes: str = ""  # that a decision about the next step named


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionLine:
    """An earlier version in the list."""

    number: int
    words: str
    prescribed: str


@dataclass(frozen=True, kw_only=True, slots=True)
class EventLine:
    """Something that pauses the routine until it is reviewed."""

    id: UUID
    words: str


def present_refusal(clearance: Clearance, *, today: date) -> Refusal | None:
    """The refusal in words; None when the clearance is granted."""
    if clearance.granted:
        return None
    return Refusal(
        tag=clearance_tag(clearance, today=today),
        reasons=tuple(reason_words(reason) for reason in clearance.reasons),
    )


def conditions_of(clearance: Clearance) -> tuple[tuple[str, str], ...]:
    """What protects the person while training: the finding's name and what to do."""
    labels = {finding.item.id: finding.item.label for finding in clearance.findings}
    return tuple((labels[found.item_id], found.text) for found in clearance.conditions)


def present_start(
    level: int,
    current: Routine | None,
    templates: Sequence[tuple[TemplateDefinition, tuple[Block, ...]]],
    *,
    today: date,
) -> Start:
    """What a prescription at a level can start from."""
    words = ""
    if current is not None:
        day = phrasing.day(current.prescribed_on, today=today)
        words = f"Routine {current.number}, {day}, Level {current.level}"
    return Start(
        current=words,
        templates=tuple(_template(found, blocks, level) for found, blocks in templates),
    )


def _template(found: TemplateDefinition, blocks: tuple[Block, ...], level: int) -> TemplateLine:
    levels = sorted({block.level for block in found.blocks})
    return TemplateLine(
        code=found.code,
        name=found.name,
        who=found.who,
        per_week=found.per_week,
        blocks=tuple(_block(number, block) for number, block in enumerate(blocks, start=1)),
        why_not=""
        if blocks
        else f"Runs from Level {levels[0]} to {levels[-1]}, not at Level {level}.",
    )


def _block(number: int, block: Block) -> BlockLine:
    first, last = block.weeks
    return BlockLine(
        number=number,
        weeks=f"Weeks {first} to {last}" if last > first else f"Week {first}",
        minutes=f"{span_words(block.backward_min)} backward min",
        exercises=phrasing.plural(len(block.items), "exercise"),
    )


def version_lines(versions: Sequence[Routine], *, today: date) -> tuple[VersionLine, ...]:
    """Earlier versions, in the order given."""
    return tuple(
        VersionLine(
            number=routine.number,
            words=f"Level {routine.level}, {phrasing.number(routine.backward_min)} backward min, "
            f"{phrasing.plural(routine.frequency_per_week, 'day')} a week",
            prescribed=phrasing.day(routine.prescribed_on, today=today),
        )
        for routine in versions
    )


def events_to_review(
    events: Sequence[FallEvent | NearFall | HealthEvent], *, today: date
) -> tuple[EventLine, ...]:
    """What waits for a review, in words: "Fall, yesterday"."""
    return tuple(
        EventLine(
            id=event.id,
            words=f"{phrasing.capitalised(_event_word(event))}, "
            f"{phrasing.day(event.happened_on, today=today)}",
        )
        for event in events
    )


def _event_word(event: FallEvent | NearFall | HealthEvent) -> str:
    if isinstance(event, HealthEvent):
        return EVENT_WORDS[event.kind]
    return "fall" if isinstance(event, FallEvent) else "near fall"


def template_name(routine: Routine) -> str:
    """Which template a version came from; empty when it was written by hand."""
    if routine.template_code is None:
        return ""
    return f"“{get_template(routine.template_code, routine.template_version).name}”"
