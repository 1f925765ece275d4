"""Rules that step a level down: R01 to R08. They look at the counted logs, the tests and the gap.

At level 1 none of them decides: S11 does in its place.

Source: Stepback programme, section 3.4; all borders are judgement [?], pain after painmodel [K].
"""

from clinic.domain.progression_facts import LogFacts
from clinic.domain.progression_grounds import Grounds, met
from clinic.domain.progression_situation import Situation
from clinic.domain.session_log_rules import has_pain_flag


def r01_near_falls(case: Situation) -> Grounds | None:
    """Two near falls in the last three counted sessions."""
    logs = [log for log in case.window if log.values.near_falls]
    total = sum(log.values.near_falls or 0 for log in logs)
    return met(total >= case.parameters.near_falls_regress_from, logs)


def r02_losses_of_balance(case: Situation) -> Grounds | None:
    """Four or more losses of balance in each of the last two."""
    limit = case.parameters.losses_of_balance_fail_from
    return _in_each(
        case, [log for log in case.pair if (log.values.losses_of_balance or 0) >= limit]
    )


def r03_low_completion(case: Situation) -> Grounds | None:
    """Less than half done in each of the last two."""
    limit = case.parameters.completed_fail
    return _in_each(
        case, [log for log in case.pair if log.completed is not None and log.completed < limit]
    )


def r04_effort_too_high(case: Situation) -> Grounds | None:
    """Very hard in the last session, or above the safe range in each of the last two."""
    numbers = case.parameters
    very_hard = [
        log for log in case.pair[-1:] if (log.values.effort or 0) >= numbers.effort_very_hard_from
    ]
    too_hard = [log for log in case.pair if (log.values.effort or 0) > numbers.effort_stop_above]
    return _in_each(case, too_hard) or met(very_hard, very_hard)


def r05_pain(case: Situation) -> Grounds | None:
    """The pain flag in each of the last two."""
    return _in_each(case, [log for log in case.pair if has_pain_flag(log.values)])


def r06_more_help_needed(case: Situation) -> Grounds | None:
    """More help than the level expects in two of the last three."""
    expected = case.level.assist_expected
    helped = [
        log
        for log in case.window
        if log.values.assistance is not None and log.values.assistance.order > expected
    ]
    return met(len(helped) >= case.parameters.pair_sessions, helped)


def r07_below_entry(case: Situation) -> Grounds | None:
    """A test, of any age, that fails the entry of this level; not when entry was overridden."""
    if case.facts.prescription.entry_override:
        return None
    failed = case.level.entry.check(case.tests).failed
    if not failed:
        return None
    return Grounds(criteria=failed, tests=tuple(criterion.measure for criterion in failed))


def r08_gap(case: Situation) -> Grounds | None:
    """Four to eight weeks without training."""
    gap, numbers = case.gap_days, case.parameters
    return met(
        gap is not None and numbers.gap_regress_above_days < gap <= numbers.gap_stop_above_days
    )


def _in_each(case: Situation, logs: list[LogFacts]) -> Grounds | None:
    """Met when there are two sessions to judge, and all of them are among the logs found."""
    return met(len(logs) == case.parameters.pair_sessions, logs)
