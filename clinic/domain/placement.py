"""Where on the ladder a new patient starts, and why there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from clinic.domain.criteria import UNABLE, Measured, MeasuredTests
from clinic.domain.ladder import (
    EntryCheck,
    EntryState,
    Ladder,
    PlacementCap,
    PlacementFlag,
    PlacementReason,
)
from clinic.domain.plain_values import number_or_none, yes_or_no

NOT_READY_LEVEL: Final = 0
PLACEMENT_TESTS: Final = ("stand_supported", "berg", "tug", "four_stage", "bwt3m")


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacementAnswers:
    """What only the person in the room can show or tell; None seconds means it cannot be done."""

    stand_supported_s: Decimal | None
    stand_supported_on: date
    new_to_backward_walking: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacementProposal:
    """A proposed level with everything that led to it. The clinician decides.

    `base_level` is what the tests alone allow; `next_entry` says what stands before the level
    above it (None at the top); `caps` are the caps that hold for this person, binding or not.
    """

    level: int
    reason: PlacementReason
    base_level: int
    next_entry: EntryCheck | None
    caps: tuple[PlacementCap, ...]

    @property
    def ready(self) -> bool:
        """Whether there is a level to start at."""
        return self.level > NOT_READY_LEVEL


def propose_placement(
    tests: MeasuredTests, flags: frozenset[PlacementFlag], *, ladder: Ladder
) -> PlacementProposal:
    """Propose the level a new patient starts at.

    Climbs while each level's entry criteria are met, then applies the caps. Caps hold at placement
    only. Level 0 means not ready for the ladder.

    Source: Stepback programme, section 3.3; level borders and caps are judgement [?].
    """
    caps = tuple(cap for cap in ladder.placement_caps if cap.flag in flags)
    base, next_entry = _climb(tests, ladder)
    if base == NOT_READY_LEVEL:
        return PlacementProposal(
            level=NOT_READY_LEVEL,
            reason=PlacementReason.NOT_READY,
            base_level=base,
            next_entry=next_entry,
            caps=caps,
        )
    binding = [cap for cap in caps if cap.max_level < base]
    # min keeps the first of equal caps: the order of the ladder breaks ties.
    lowest = min(binding, key=lambda cap: cap.max_level, default=None)
    return PlacementProposal(
        level=base if lowest is None else lowest.max_level,
        reason=PlacementReason.ENTRY_CRITERIA if lowest is None else lowest.reason,
        base_level=base,
        next_entry=next_entry,
        caps=caps,
    )


def _climb(tests: MeasuredTests, ladder: Ladder) -> tuple[int, EntryCheck | None]:
    for level in ladder.levels:
        entry = level.entry.check(tests)
        if entry.state is not EntryState.MET:
            return level.number - 1, entry
    return ladder.top, None


def evaluate_placement(vector_input: Mapping[str, Any], ladder: Ladder) -> dict[str, Any]:
    """Answer one golden case of placement, in the keys of the vector files.

    Args:
        vector_input: `assessment` (a number, "unable" or null for each test; null without any) and
            `flags` (true or false, left out means false).
        ladder: the ladder the case is about.

    Returns:
        `level` from 0 and `reason_id`.

    Raises:
        LookupError, ValueError: something is missing, or not what it should be.
    """
    assessment = vector_input["assessment"] or {}
    tests = {code: read_measured(assessment.get(code)) for code in PLACEMENT_TESTS}
    given_flags = vector_input.get("flags") or {}
    flags = frozenset(PlacementFlag(name) for name in given_flags if yes_or_no(given_flags[name]))
    proposal = propose_placement(tests, flags, ladder=ladder)
    return {"level": proposal.level, "reason_id": proposal.reason.value}


def read_measured(value: object) -> Measured:
    """The result of a test in a golden case: a number, "unable" or null.

    Raises:
        NotANumber: anything else.
    """
    return UNABLE if value == UNABLE.value else number_or_none(value)
