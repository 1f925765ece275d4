"""Rules that hold the level: H01 to H21, and A02, which steps up before the last of them.

Source: Stepback programme, section 3.4; all windows and borders are judgement [?].
"""

from decimal import Decimal

from clinic.domain.comparison import is_better, mdc_for
from clinic.domain.criteria import UNABLE
from clinic.domain.findings import ChecklistStatus
from clinic.domain.ladder import EntryState
from clinic.domain.progression_facts import LogFacts, TestFacts
from clinic.domain.progression_grounds import MATCH, Grounds, found, met
from clinic.domain.progression_situation import Situation
from clinic.domain.progression_stops import WITHOUT_THERAPIST, has_symptom
from clinic.domain.session_log_rules import GREEN_FRACTION, has_pain_flag
from clinic.domain.session_logs import GROUP_OF, SymptomGroup

FOUR_STAGE = "four_stage"
COMPARED_BY_ERROR = ("berg", "tug", "bwt3m")
SORENESS = "muscle_soreness"
ALL_DONE = Decimal(1)


def h01_screen_expired(case: Situation) -> Grounds | None:
    """The clinical screen is out of date, within grace."""
    return met(case.facts.precaution_status is ChecklistStatus.EXPIRED)


def h02_caution_unmitigated(case: Situation) -> Grounds | None:
    """A caution has no action ticked."""
    return met(case.facts.precaution_status is ChecklistStatus.CAUTION_UNMITIGATED)


def h03_short_gap(case: Situation) -> Grounds | None:
    """Two to four weeks without training."""
    gap, numbers = case.gap_days, case.parameters
    return met(
        gap is not None and numbers.gap_hold_above_days < gap <= numbers.gap_regress_above_days
    )


def h04_near_fall_once(case: Situation) -> Grounds | None:
    """One near fall with a therapist present; elsewhere S09 stops."""
    logs = [log for log in case.window if log.values.near_falls]
    once = sum(log.values.near_falls or 0 for log in logs) == 1
    return met(once and logs[0].setting not in WITHOUT_THERAPIST, logs)


def h05_brief_dizziness(case: Situation) -> Grounds | None:
    """Brief dizziness once in the last three; twice is S07."""
    brief = [log for log in case.window if has_symptom(log, SymptomGroup.BRIEF)]
    return met(len(brief) == 1, brief)


def h06_unclassified_symptom(case: Situation) -> Grounds | None:
    """A symptom that is in no list."""
    return found(
        log for log in case.window if any(code not in GROUP_OF for code in log.values.symptoms)
    )


def h07_effort_above_target(case: Situation) -> Grounds | None:
    """Effort above the target, the level's or the person's own."""
    return found(log for log in case.window if (log.values.effort or 0) > case.effort_max)


def h08_pain(case: Situation) -> Grounds | None:
    """The pain flag in any of the last three."""
    return found(log for log in case.window if has_pain_flag(log.values))


def h09_completion(case: Situation) -> Grounds | None:
    """Not fully done in any of the last three."""
    return found(
        log for log in case.window if log.completed is not None and log.completed < GREEN_FRACTION
    )


def h10_losses_of_balance(case: Situation) -> Grounds | None:
    """More losses of balance than the level allows for stepping up."""
    limit = case.level.losses_of_balance_max
    return found(log for log in case.window if (log.values.losses_of_balance or 0) > limit)


def h11_help_above_target(case: Situation) -> Grounds | None:
    """More help than a step up allows."""
    return found(
        log
        for log in case.window
        if log.values.assistance is not None and not _needs_little(log, case)
    )


def h12_lasting_fatigue(case: Situation) -> Grounds | None:
    """Tired into the next day."""
    return found(log for log in case.window if has_symptom(log, SymptomGroup.FATIGUE))


def h13_assessment_decline(case: Situation) -> Grounds | None:
    """A test got worse by more than its error, crossed its line, or can no longer be done.

    Source: detectable changes as in the definitions of the instruments; four-stage line steadi [V].
    """
    assessment = case.facts.assessment
    if assessment is None or assessment.decline_reviewed:
        return None
    worse = tuple(code for code, test in assessment.tests.items() if _declined(code, test, case))
    return Grounds(tests=worse) if worse else None


def h14_too_few_sessions(case: Situation) -> Grounds | None:
    """Fewer than three sessions to judge."""
    return met(len(case.counted) < case.parameters.window_sessions, case.counted)


def h15_missing_data(case: Situation) -> Grounds | None:
    """Amount done, effort, pain, losses of balance or help not written down."""
    return found(log for log in case.window if _is_incomplete(log))


def h16_low_adherence(case: Situation) -> Grounds | None:
    """Two weeks at this level, and too few of the planned trainings done in the last two."""
    numbers = case.parameters
    judged = case.days_at_level >= numbers.adherence_window_days
    return met(judged and case.done_lately < numbers.adherence_min * case.planned_lately)


def a02_fast_track(case: Situation) -> Grounds | None:
    """Three perfect sessions and valid tests for the next level; dose and time do not count."""
    numbers, entry = case.parameters, case.next_entry
    if case.level.number > numbers.fast_track_max_level or entry is None:
        return None
    perfect = [log for log in case.window if _is_perfect(log, case)]
    enough = len(perfect) == numbers.window_sessions
    return met(enough and entry.state is EntryState.MET, perfect)


def h17_min_time(case: Situation) -> Grounds | None:
    """Too few sessions or days at this level."""
    level = case.level
    return met(len(case.counted) < level.min_sessions or case.days_at_level < level.min_days)


def h18_dose_below_target(case: Situation) -> Grounds | None:
    """The target dose is not prescribed, or not yet shown in two of the last three."""
    target = case.level.minutes.target
    shown = [
        log for log in case.window if log.backward_min is not None and log.backward_min >= target
    ]
    return met(
        case.facts.prescription.backward_min < target
        or len(shown) < case.parameters.target_dose_sessions,
        (log for log in case.window if log not in shown),
    )


def h19_top_level(case: Situation) -> Grounds | None:
    """There is no level above."""
    return met(case.next_level is None)


def h20_assessment_missing_or_old(case: Situation) -> Grounds | None:
    """No valid assessment, or too few of the tests the next level asks for."""
    entry = case.next_entry
    if not case.assessment_valid:
        return MATCH
    return met(entry is not None and entry.state is EntryState.MISSING)


def h21_next_level_not_met(case: Situation) -> Grounds | None:
    """A valid test fails the entry of the next level."""
    entry = case.next_entry
    if not case.assessment_valid or entry is None or entry.state is not EntryState.FAILED:
        return None
    return Grounds(
        criteria=entry.failed, tests=tuple(criterion.measure for criterion in entry.failed)
    )


def _needs_little(log: LogFacts, case: Situation) -> bool:
    help_needed = log.values.assistance
    return help_needed is not None and help_needed.order <= case.level.assist_to_advance


def _is_incomplete(log: LogFacts) -> bool:
    values = log.values
    observed = (values.effort, values.pain_during, values.losses_of_balance, values.assistance)
    return log.completed is None or any(one is None for one in observed)


def _is_perfect(log: LogFacts, case: Situation) -> bool:
    values, numbers = log.values, case.parameters
    return (
        log.completed is not None
        and log.completed >= ALL_DONE
        and values.effort is not None
        and values.effort <= numbers.fast_track_effort_max
        and values.pain_during is not None
        and values.pain_during <= numbers.fast_track_pain_max
        and values.losses_of_balance == 0
        and _needs_little(log, case)
        and set(values.symptoms) <= {SORENESS}
    )


def _declined(code: str, test: TestFacts, case: Situation) -> bool:
    if test.value is None or test.before is None or test.before is UNABLE:
        return False
    if test.value is UNABLE:
        return True
    if code == FOUR_STAGE:
        line = case.parameters.four_stage_line
        return test.before >= line > test.value
    if code not in COMPARED_BY_ERROR:
        return False
    instrument, change = case.instruments[code], test.value - test.before
    mdc = mdc_for(instrument, test.before)
    return mdc is not None and not is_better(instrument, change) and abs(change) >= mdc.value
