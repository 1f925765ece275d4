"""The next step on the ladder, proposed from facts by the decision table. A person decides.

Source: Stepback programme, section 3.4: the first rule that matches decides, the others are noted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from clinic.domain import progression_holds as holds
from clinic.domain import progression_steps_back as steps_back
from clinic.domain import progression_stops as stops
from clinic.domain.dose_actions import DoseAction
from clinic.domain.instruments import Instrument
from clinic.domain.ladder import Ladder
from clinic.domain.progression_decisions import StepDecision, new_level
from clinic.domain.progression_facts import ProgressionFacts
from clinic.domain.progression_grounds import MATCH, Grounds, Predicate
from clinic.domain.progression_situation import Situation, situation_of
from clinic.domain.progression_table import DoseRule, ProgressionTable, RuleDefinition

LOWEST_LEVEL: Final = 1
BELOW_LEVEL_1: Final = "S11_below_level_1"
ALL_MET: Final = "A01_advance"

PREDICATES: Final[Mapping[str, Predicate]] = {
    "S01_red_flag": stops.s01_red_flag,
    "S02_fall": stops.s02_fall,
    "S03_absolute_stop": stops.s03_absolute_stop,
    "S04_clearance_pending": stops.s04_clearance_pending,
    "S05_bp_drop": stops.s05_bp_drop,
    "S06_vitals": stops.s06_vitals,
    "S07_dizziness": stops.s07_dizziness,
    "S08_rescreen": stops.s08_rescreen,
    "S09_near_fall_home": stops.s09_near_fall_home,
    "S10_severe_pain_or_joint": stops.s10_severe_pain_or_joint,
    "S12_long_gap": stops.s12_long_gap,
    "R01_near_falls": steps_back.r01_near_falls,
    "R02_losses_of_balance": steps_back.r02_losses_of_balance,
    "R03_low_completion": steps_back.r03_low_completion,
    "R04_effort_too_high": steps_back.r04_effort_too_high,
    "R05_pain": steps_back.r05_pain,
    "R06_more_help_needed": steps_back.r06_more_help_needed,
    "R07_below_entry": steps_back.r07_below_entry,
    "R08_gap": steps_back.r08_gap,
    "H01_screen_expired": holds.h01_screen_expired,
    "H02_caution_unmitigated": holds.h02_caution_unmitigated,
    "H03_short_gap": holds.h03_short_gap,
    "H04_near_fall_once": holds.h04_near_fall_once,
    "H05_brief_dizziness": holds.h05_brief_dizziness,
    "H06_unclassified_symptom": holds.h06_unclassified_symptom,
    "H07_effort_above_target": holds.h07_effort_above_target,
    "H08_pain": holds.h08_pain,
    "H09_completion": holds.h09_completion,
    "H10_losses_of_balance": holds.h10_losses_of_balance,
    "H11_help_above_target": holds.h11_help_above_target,
    "H12_lasting_fatigue": holds.h12_lasting_fatigue,
    "H13_assessment_decline": holds.h13_assessment_decline,
    "H14_too_few_sessions": holds.h14_too_few_sessions,
    "H15_missing_data": holds.h15_missing_data,
    "H16_low_adherence": holds.h16_low_adherence,
    "A02_fast_track": holds.a02_fast_track,
    "H17_min_time": holds.h17_min_time,
    "H18_dose_below_target": holds.h18_dose_below_target,
    "H19_top_level": holds.h19_top_level,
    "H20_assessment_missing_or_old": holds.h20_assessment_missing_or_old,
    "H21_next_level_not_met": holds.h21_next_level_not_met,
}
"""The condition of each rule, but for S11 and A01, which follow from the others."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """A rule that holds, and what it rests on."""

    rule: RuleDefinition
    grounds: Grounds


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """What the table proposes.

    Attributes:
        decided_by: the rule that decides.
        dose_action: with conditional actions resolved.
        new_level: None when it leads to a review.
        also_noted: the other rules that hold, in order of priority; A01 never.
        situation: what the rules looked at.
    """

    decided_by: Match
    dose_action: DoseAction
    new_level: int | None
    also_noted: tuple[Match, ...]
    situation: Situation

    @property
    def decision(self) -> StepDecision:
        """Advance, hold, regress, or stop and review."""
        return self.decided_by.rule.decision

    @property
    def reason_id(self) -> str:
        """The id of the rule that decides."""
        return self.decided_by.rule.id

    def match(self, rule_id: str) -> Match | None:
        """The match of one rule, decisive or noted; None when it does not hold."""
        matches = (self.decided_by, *self.also_noted)
        return next((one for one in matches if one.rule.id == rule_id), None)


def propose(
    facts: ProgressionFacts,
    *,
    table: ProgressionTable,
    ladder: Ladder,
    instruments: Mapping[str, Instrument],
) -> Proposal:
    """Propose the next step. The same facts give the same proposal.

    Args:
        facts: of one patient on one day.
        table: rules and parameters.
        ladder: the levels.
        instruments: by code, for the detectable changes of berg, tug and bwt3m.

    Raises:
        UnknownLevel: the ladder has no level of the routine's number.

    Source: Stepback programme, section 3.4, evaluation [?].
    """
    case = situation_of(facts, table=table, ladder=ladder, instruments=instruments)
    matches = _matches(case)
    at_lowest = case.level.number == LOWEST_LEVEL
    decided_by = next(one for one in matches if not (at_lowest and one.rule.regresses))
    return Proposal(
        decided_by=decided_by,
        dose_action=dose_action(decided_by.rule.dose_rule, case),
        new_level=new_level(decided_by.rule.decision, case.level.number),
        also_noted=tuple(one for one in matches if one is not decided_by),
        situation=case,
    )


def _matches(case: Situation) -> list[Match]:
    """Every rule that holds, in order of priority; A01 when none other does."""
    held = {
        rule_id: grounds
        for rule_id, holds_for in PREDICATES.items()
        if (grounds := holds_for(case)) is not None
    }
    if case.level.number == LOWEST_LEVEL and any(
        case.table.rule(rule_id).regresses for rule_id in held
    ):
        held[BELOW_LEVEL_1] = MATCH
    if not held:
        held[ALL_MET] = Grounds(logs=case.window)
    return [Match(rule=rule, grounds=held[rule.id]) for rule in case.table.rules if rule.id in held]


def dose_action(rule: DoseRule, case: Situation) -> DoseAction:
    """The dose action of a rule, with its condition answered.

    Source: Stepback programme, section 3.4, conditional dose actions [?].
    """
    match rule:
        case DoseRule.INCREASE_IF_GREEN_ELSE_KEEP:
            return DoseAction.INCREASE if may_increase(case) else DoseAction.KEEP
        case DoseRule.REDUCE_IF_EFFORT_OVER_6_ELSE_KEEP:
            limit = case.parameters.effort_stop_above
            too_hard = any((log.values.effort or 0) > limit for log in case.window)
            return DoseAction.REDUCE if too_hard else DoseAction.KEEP
        case DoseRule.REDUCE_IF_LAST_BELOW_075_ELSE_KEEP:
            limit_done = case.parameters.completed_reduce
            little = any(
                log.completed is not None and log.completed < limit_done for log in case.window[-1:]
            )
            return DoseAction.REDUCE if little else DoseAction.KEEP
        case _:
            return DoseAction(rule.value)


def may_increase(case: Situation) -> bool:
    """Whether the dose may go up: the last two green, at the present dose, and that below target.

    Source: Stepback programme, section 3.2, increase condition [?].
    """
    dose = case.facts.prescription.backward_min
    green = [
        log
        for log in case.pair
        if log.backward_min is not None and log.backward_min >= dose and case.is_green(log)
    ]
    return len(green) == case.parameters.pair_sessions and dose < case.level.minutes.target
