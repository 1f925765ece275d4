"""A proposed level in words: the tests and flags it rests on, and what stands above it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from clinic import phrasing
from clinic.domain.criteria import Measured
from clinic.domain.dose import plain_number
from clinic.domain.exercise_rules import criterion_words
from clinic.domain.ladder import (
    EntryCheck,
    EntryState,
    Ladder,
    LevelDefinition,
    PlacementCap,
    PlacementFlag,
)
from clinic.domain.placement import PLACEMENT_TESTS, PlacementProposal
from clinic.routines.facts import TakenTest
from clinic.routines.models import Placement
from clinic.routines.words import FLAG_NAMES, FLAG_SOURCES, TEST_NAMES, TEST_UNITS

# Levels 1 to 6 take tests of up to 28 days. Source: Stepback programme, section 3.1 [?].
FRESH_DAYS: Final = 28


@dataclass(frozen=True, kw_only=True, slots=True)
class TestLine:
    """One test of the placement: what it showed, when, and whether that is long ago."""

    name: str
    value: str
    when: str
    old: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class FlagLine:
    """One thing that caps the start; `raised` is None while nobody has answered."""

    name: str
    source: str
    raised: bool | None
    cap: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ProposalWords:
    """The proposal as it is read: level, why this one, why not a higher one."""

    title: str
    level: int
    level_name: str
    goal: str
    reason: str
    above: str
    accept: str


def test_lines(tests: Mapping[str, TakenTest], *, today: date) -> tuple[TestLine, ...]:
    """The five tests of placement, in the order they are read, measured or not."""
    return tuple(_test_line(code, tests.get(code), today=today) for code in PLACEMENT_TESTS)


def _test_line(code: str, test: TakenTest | None, *, today: date) -> TestLine:
    if test is None:
        return TestLine(name=TEST_NAMES[code], value="not measured", when="", old=False)
    return TestLine(
        name=TEST_NAMES[code],
        value=value_words(code, test.value),
        when=phrasing.day(test.taken_on, today=today),
        old=today - test.taken_on > timedelta(days=FRESH_DAYS),
    )


def value_words(code: str, value: Measured) -> str:
    """A result with its unit: "43 of 56", "12.5 s", "unable"."""
    if not isinstance(value, Decimal):
        return "unable"
    return f"{phrasing.number(value)}{TEST_UNITS[code]}"


def flag_lines(
    flags: frozenset[PlacementFlag], ladder: Ladder, *, new_answered: bool
) -> tuple[FlagLine, ...]:
    """Every flag that could cap the start, in the ladder's order, raised or not."""
    return tuple(
        FlagLine(
            name=FLAG_NAMES[cap.flag],
            source=FLAG_SOURCES[cap.flag],
            raised=None if _unanswered(cap, new_answered) else cap.flag in flags,
            cap=f"Level {cap.max_level} at most",
        )
        for cap in ladder.placement_caps
    )


def _unanswered(cap: PlacementCap, new_answered: bool) -> bool:  # noqa: FBT001 - one fact
    return cap.flag is PlacementFlag.NEW_TO_BACKWARD_WALKING and not new_answered


def proposal_words(proposal: PlacementProposal, ladder: Ladder) -> ProposalWords:
    """The proposal in sentences; not ready says what the first level asks for."""
    if not proposal.ready:
        return ProposalWords(
            title="not ready for the ladder yet",
            level=0,
            level_name="Not ready",
            goal="",
            reason=f"{_entry_words(proposal.next_entry, ladder.level(1))}.",
            above="",
            accept="Not ready: nothing is prescribed yet",
        )
    level = ladder.level(proposal.level)
    return ProposalWords(
        title=f"Level {level.number}",
        level=level.number,
        level_name=level.name(),
        goal=level.goal,
        reason=_reason_words(proposal),
        above=_above_words(proposal, ladder),
        accept=f"Level {level.number}, as proposed",
    )


def _reason_words(proposal: PlacementProposal) -> str:
    if proposal.level == proposal.base_level:
        return f"The tests meet the entry of Level {proposal.base_level}."
    cap = next(cap for cap in proposal.caps if cap.reason is proposal.reason)
    return (
        f"{FLAG_NAMES[cap.flag]} caps the start at Level {cap.max_level}; "
        f"the tests alone would allow Level {proposal.base_level}. "
        "The cap holds for the start only, not for later steps."
    )


def _above_words(proposal: PlacementProposal, ladder: Ladder) -> str:
    if proposal.next_entry is None:
        return "The tests meet the entry of every level."
    above = ladder.level(proposal.base_level + 1)
    return f"{_entry_words(proposal.next_entry, above)}."


def _entry_words(entry: EntryCheck | None, level: LevelDefinition) -> str:
    """Why a level is not met, as one clause each."""
    if entry is None:
        return ""
    if entry.state is EntryState.FAILED:
        wanted = phrasing.joined([criterion_words(failed) for failed in entry.failed])
        return f"Level {level.number} asks for {wanted}"
    if entry.required_missing:
        wanted = phrasing.joined([TEST_NAMES[code] for code in entry.required_missing])
        return f"Level {level.number} asks for {wanted}, which is not measured"
    needed = phrasing.plural(level.entry.min_measured, "test")
    return f"Level {level.number} asks for {needed}; {entry.measured} measured"


def level_choices(ladder: Ladder, *, without: int | None) -> dict[int | str, str]:
    """Every other level than the one proposed, with its name, for the clinician's own choice."""
    choices: dict[int | str, str] = {"": "Choose a level"}
    choices |= {
        level.number: f"Level {level.number}: {level.name()}"
        for level in ladder.levels
        if level.number != without
    }
    return choices if without == 0 else {**choices, 0: "Not ready: nothing is prescribed yet"}


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacementLine:
    """A placement on record."""

    words: str
    reason: str


def placement_lines(placements: Sequence[Placement], *, today: date) -> tuple[PlacementLine, ...]:
    """Placements on record: "Level 3, 20 Mar, as proposed", with the reason when it was not."""
    return tuple(
        PlacementLine(
            words=f"{_level_or_not(found.level)}, {phrasing.day(found.placed_on, today=today)}, "
            + (
                "as proposed"
                if found.level == found.proposed_level
                else f"proposed was {_level_or_not(found.proposed_level)}"
            ),
            reason=found.decision_reason,
        )
        for found in placements
    )


def _level_or_not(level: int) -> str:
    return f"Level {level}" if level else "Not ready"


def seconds_words(value: Decimal | None) -> str:
    """How long somebody stood, for the last value beside the field."""
    return "unable" if value is None else f"{plain_number(value)} s"
