"""The parts of the routine's pages that are not a plan: refusals, starts, versions, events."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from clinic import phrasing
from clinic.catalogue.ladder_definitions import get_ladder
from clinic.catalogue.template_definitions import get_template
from clinic.domain.clearance import Clearance
from clinic.domain.dose_rules import span_words
from clinic.domain.pace import LevelPace, likely_pace
from clinic.domain.templates import Block, TemplateDefinition
from clinic.falls.models import FallEvent, HealthEvent, NearFall
from clinic.precautions.clearance_words import EVENT_WORDS, clearance_tag, reason_words
from clinic.routines.models import Routine
from clinic.web.tags import Tag

OVERGROUND: Final = "overground"


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
class PaceLine:
    """One level of a template: its plan beside the pace that the rules allow."""

    level: str
    planned: str
    likely: str
    trainings: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateLine:
    """A template with its blocks at the level; without blocks it says why."""

    code: str
    name: str
    who: str
    per_week: str
    blocks: tuple[BlockLine, ...]
    why_not: str
    pace: str
    pace_lines: tuple[PaceLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionLine:
    """An earlier version in the list."""

    number: int
    words: str
    prescribed: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Start:
    """What a prescription can start from."""

    current: str
    earlier: tuple[VersionLine, ...]
    templates: tuple[TemplateLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class StartPage:
    """The page before the plan: refused, not placed, or a choice of starts."""

    refusal: Refusal | None
    level: int
    start: Start
    minutes: str = ""  # that a decision about the next step named


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
    earlier: Sequence[Routine] = (),
    today: date,
) -> Start:
    """What a prescription at a level can start from."""
    words = ""
    if current is not None:
        day = phrasing.day(current.prescribed_on, today=today)
        words = f"Routine {current.number}, {day}, Level {current.level}"
    return Start(
        current=words,
        earlier=version_lines(earlier, today=today),
        # Those that fit come first, on the floor before treadmill and pool, which ask for lists of
        # their own; the others stay in sight with the reason why not.
        templates=tuple(
            _template(found, blocks, level) for found, blocks in sorted(templates, key=_by_fit)
        ),
    )


def _by_fit(one: tuple[TemplateDefinition, tuple[Block, ...]]) -> tuple[bool, bool]:
    template, blocks = one
    return (not blocks, template.track != OVERGROUND)


def _template(found: TemplateDefinition, blocks: tuple[Block, ...], level: int) -> TemplateLine:
    levels = sorted({block.level for block in found.blocks})
    pace = likely_pace(found, ladder=get_ladder(), from_level=level) if blocks else ()
    return TemplateLine(
        code=found.code,
        name=found.name,
        who=found.who,
        per_week=found.per_week,
        blocks=tuple(_block(number, block) for number, block in enumerate(blocks, start=1)),
        why_not="" if blocks else f"Runs {_levels_words(levels)}, not at Level {level}.",
        pace=pace_words(pace),
        pace_lines=tuple(_pace_line(one) for one in pace),
    )


def _levels_words(levels: Sequence[int]) -> str:
    first, last = levels[0], levels[-1]
    return f"at Level {first}" if first == last else f"from Level {first} to {last}"


def pace_words(pace: Sequence[LevelPace]) -> str:
    """Such as "Planned: 12 weeks from here. Likely, by the rules: 17 weeks or more."."""
    if not pace:
        return ""
    planned = sum(one.planned_weeks for one in pace)
    likely = sum(max(one.planned_weeks, one.likely_weeks) for one in pace)
    weeks = phrasing.plural(planned, "week")
    if likely == planned:
        return f"Planned: {weeks} from here, and the rules allow that pace."
    longer = phrasing.plural(likely, "week")
    return f"Planned: {weeks} from here. Likely, by the rules: {longer} or more."


def _pace_line(one: LevelPace) -> PaceLine:
    return PaceLine(
        level=f"Level {one.level}",
        planned=phrasing.plural(one.planned_weeks, "week"),
        likely=phrasing.plural(one.likely_weeks, "week"),
        trainings=phrasing.plural(one.trainings, "training"),
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
