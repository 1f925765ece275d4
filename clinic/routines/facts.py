"""What placing and prescribing are handed: the person's facts on one day, gathered once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, cast

import sqlalchemy as sa

from clinic.assessments.models import Assessment
from clinic.catalogue.ladder_definitions import get_ladder
from clinic.db import db
from clinic.domain.checklists import Effect, ItemId
from clinic.domain.clearance import Clearance
from clinic.domain.criteria import UNABLE, Measured
from clinic.domain.exercise_rules import OWN_CHECKLIST
from clinic.domain.findings import ChecklistFindings, ChecklistStatus
from clinic.domain.ladder import PlacementFlag
from clinic.domain.placement import (
    PLACEMENT_TESTS,
    PlacementAnswers,
    PlacementProposal,
    propose_placement,
)
from clinic.domain.plan import Helper, PrescriptionFacts, RoutinePlan
from clinic.domain.responses import CANNOT_DO, Status
from clinic.episodes.models import Episode
from clinic.precautions import queries as precautions
from clinic.precautions.facts import Facts, list_facts
from clinic.risk import queries as risk
from clinic.routines import queries
from clinic.routines.belts import belt_before

# Which triggered items of the clinical screen raise a flag of placement. CS42, CS45 and CS63 as
# named in the programme reference, section 3.3; CS21, "Stroke or TIA in the last 3 months", is the
# only item that asks for the stroke. High risk comes from the stratum or an item's effect (CS40).
FLAG_ITEMS: Final[Mapping[PlacementFlag, frozenset[ItemId]]] = {
    PlacementFlag.STROKE_UNDER_3_MONTHS: frozenset({ItemId("CS21")}),
    PlacementFlag.COGNITION_CAUTION: frozenset({ItemId("CS42")}),
    PlacementFlag.FREEZING_OR_RETROPULSION: frozenset({ItemId("CS45"), ItemId("CS63")}),
}
STAND_SUPPORTED: Final = "stand_supported"
TESTS: Final = ("berg", "tug", "four_stage", "bwt3m", "cst30")
SAYS_SOMETHING: Final = sa.or_(
    Assessment.status.in_(CANNOT_DO),
    sa.and_(Assessment.status == Status.COMPLETED, Assessment.score_value.is_not(None)),
)
"""A number, or that it could not be done. A form with items missing says neither."""

CLEAR: Final = frozenset({ChecklistStatus.CLEAR, ChecklistStatus.CLEAR_WITH_MITIGATION})


@dataclass(frozen=True, kw_only=True, slots=True)
class TakenTest:
    """The latest result of one test that says something: a number, or that it could not be done."""

    code: str
    value: Measured
    taken_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacementCase:
    """Everything a placement rests on, and what the rule proposes from it."""

    tests: Mapping[str, TakenTest]
    flags: frozenset[PlacementFlag]
    proposal: PlacementProposal


def placement_case(episode: Episode, answers: PlacementAnswers, *, today: date) -> PlacementCase:
    """The latest tests and flags of an episode with the answers given now, and the proposal."""
    taken: dict[str, TakenTest] = {
        **latest_tests(episode),
        STAND_SUPPORTED: stood(answers.stand_supported_s, on=answers.stand_supported_on),
    }
    tests: dict[str, TakenTest] = {code: taken[code] for code in PLACEMENT_TESTS if code in taken}
    flags = recorded_flags(episode, today=today)
    if answers.new_to_backward_walking:
        flags |= {PlacementFlag.NEW_TO_BACKWARD_WALKING}
    proposal = propose_placement(_values(tests), flags, ladder=get_ladder())
    return PlacementCase(tests=tests, flags=flags, proposal=proposal)


def recorded_flags(episode: Episode, *, today: date) -> frozenset[PlacementFlag]:
    """The flags that the risk stratum and the latest clinical screen raise."""
    findings = precautions.current_findings(episode, today=today)
    triggered = {finding.item.id for finding in findings.findings}
    flags = {flag for flag, items in FLAG_ITEMS.items() if items & triggered}
    if risk.is_high_risk(episode) or Effect.HIGH_RISK in findings.effects:
        flags.add(PlacementFlag.HIGH_RISK)
    return frozenset(flags)


def clearance_for(episode: Episode, plan: RoutinePlan | None, *, today: date) -> Clearance:
    """The gate's answer for a plan: the clinical screen, and the lists its exercises ask for."""
    items = plan.items if plan else ()
    own = {OWN_CHECKLIST.get(item.exercise.category) for item in items}
    also = sorted(code for code in own if code is not None)
    return precautions.current_clearance(episode, today=today, also=also)


def prescription_facts(
    episode: Episode,
    *,
    helper: Helper | None,
    today: date,
    dose_ceiling_min: Decimal | None = None,
) -> PrescriptionFacts:
    """What the prescription rules are held against today.

    `dose_ceiling_min` is the present dose after a progression decision that reduced it; left out,
    it is the one that stands for the routine in force.
    """
    known = list_facts([episode])[episode.id]
    screen = precautions.current_findings(episode, today=today, known=known)
    replaced = queries.current_routine(episode)
    items = queries.list_items(replaced) if replaced else None
    if dose_ceiling_min is None and replaced is not None:
        dose_ceiling_min = queries.dose_ceiling(replaced)
    effects = screen.effects | ({Effect.HIGH_RISK} if known.high_risk else set())
    return PrescriptionFacts(
        tests=_values(latest_tests(episode)),
        findings={finding.item.id: finding for finding in screen.findings},
        effects=effects,
        helper=helper,
        valid_checklists=_valid_checklists(episode, known, today=today),
        dose_ceiling_min=dose_ceiling_min,
        exercises_before=None if items is None else frozenset(i.exercise_code for i in items),
        belt_before=None if replaced is None else belt_before(replaced, episode, today=today),
        clinic_sessions=queries.count_clinic_sessions(episode),
    )


def _valid_checklists(episode: Episode, known: Facts, *, today: date) -> frozenset[str]:
    return frozenset(
        code
        for code in OWN_CHECKLIST.values()
        if _valid_today(precautions.current_findings(episode, today=today, code=code, known=known))
    )


def _valid_today(findings: ChecklistFindings) -> bool:
    return findings.status in CLEAR and not findings.same_day_items_due


def _values(tests: Mapping[str, TakenTest]) -> dict[str, Measured]:
    return {code: test.value for code, test in tests.items()}


def latest_tests(episode: Episode) -> dict[str, TakenTest]:
    """The latest result of each test that placement and prescription read, by instrument code.

    A test refused, not done or not finished says nothing and leaves the one before it standing.
    Standing with support comes from the latest placement.
    """
    superseded = sa.select(Assessment.supersedes_id).where(Assessment.supersedes_id.is_not(None))
    found = db.session.scalars(
        sa.select(Assessment)
        .where(
            Assessment.episode_id == episode.id,
            Assessment.instrument_code.in_(TESTS),
            SAYS_SOMETHING,
            Assessment.id.not_in(superseded),
        )
        .order_by(Assessment.assessed_on, Assessment.at)
    )
    tests = {
        test.instrument_code: TakenTest(
            code=test.instrument_code, value=measured(test), taken_on=test.assessed_on
        )
        for test in found
    }
    placement = queries.latest_placement(episode)
    if placement is not None:
        tests[STAND_SUPPORTED] = stood(placement.stand_supported_s, on=placement.stand_supported_on)
    return tests


def stood(seconds: Decimal | None, *, on: date) -> TakenTest:
    """How long a person stood with support; None means it could not be done."""
    return TakenTest(
        code=STAND_SUPPORTED, value=UNABLE if seconds is None else seconds, taken_on=on
    )


def measured(test: Assessment | sa.Row[Any]) -> Measured:
    """What a test says that says something. What cannot be done is unable, also where it scores 0.

    Source: programme reference, test status mapping; instruments.md 11.2, `cst30`.
    """
    cannot = test.status in CANNOT_DO or test.score_value is None
    return UNABLE if cannot else cast("Decimal", test.score_value)
