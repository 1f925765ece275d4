"""Rules that stop the programme until a clinician has reviewed: S01 to S12.

They look at every log that no clinician has judged, of any level, done or missed, as far as it
tells something. S11 follows from
other rules and is decided where all are known.

Source: Stepback programme, section 3.4; limits of vital signs heiw, oh_std, shaw2017 [V].
"""

from decimal import Decimal

from clinic.domain.falls import FALL, NEAR_FALL, RESCREEN, Setting
from clinic.domain.findings import ChecklistStatus
from clinic.domain.own_limits import limits_with
from clinic.domain.progression_facts import EventFacts, LogFacts, OwnLimits, Vitals
from clinic.domain.progression_grounds import MATCH, Grounds, found, met
from clinic.domain.progression_situation import Situation
from clinic.domain.progression_table import ProgressionTable, VitalLimits
from clinic.domain.session_log_rules import SEVERE_PAIN, StopSign
from clinic.domain.session_logs import CODES_OF, SymptomGroup

WITHOUT_THERAPIST = frozenset({Setting.HOME, Setting.COMMUNITY})


def s01_red_flag(case: Situation) -> Grounds | None:
    """Any unclosed session lists a red-flag symptom."""
    return found(log for log in case.telling if has_symptom(log, SymptomGroup.RED_FLAG))


def s02_fall(case: Situation) -> Grounds | None:
    """A fall in an unclosed session, or an unclosed fall event."""
    return found(
        (log for log in case.telling if log.values.falls),
        (event for event in case.events if event.type == FALL),
    )


def s03_absolute_stop(case: Situation) -> Grounds | None:
    """An absolute-stop precaution is open."""
    return met(case.facts.precaution_status is ChecklistStatus.ABSOLUTE_STOP)


def s04_clearance_pending(case: Situation) -> Grounds | None:
    """A medical clearance was asked for and is not in."""
    return met(case.facts.precaution_status is ChecklistStatus.CLEARANCE_PENDING)


def s05_bp_drop(case: Situation) -> Grounds | None:
    """Blood pressure falls too far on standing; a person's own limits do not change it."""
    return found(
        log for log in case.telling if log.vitals is not None and _drops(log.vitals, case.table)
    )


def s06_vitals(case: Situation) -> Grounds | None:
    """A vital sign at rest lies outside the limits, the default ones or the person's own."""
    limits = limits_with(case.table.vital_limits, case.facts.prescription.limits)
    return found(
        log for log in case.telling if log.vitals is not None and _is_outside(log.vitals, limits)
    )


def s07_dizziness(case: Situation) -> Grounds | None:
    """Dizziness in any unclosed session, or brief dizziness in two of the last three counted."""
    dizzy = [log for log in case.telling if has_symptom(log, SymptomGroup.DIZZINESS)]
    brief = [log for log in case.window if has_symptom(log, SymptomGroup.BRIEF)]
    often = brief if len(brief) >= case.parameters.pair_sessions else []
    return found([*dizzy, *(log for log in often if log not in dizzy)])


def s08_rescreen(case: Situation) -> Grounds | None:
    """The screen is incomplete, or health or medicines changed."""
    if case.facts.precaution_status is ChecklistStatus.INCOMPLETE:
        return found(events=_rescreen_events(case)) or MATCH
    return found(events=_rescreen_events(case))


def s09_near_fall_home(case: Situation) -> Grounds | None:
    """A near fall where no therapist was, or one reported between sessions."""
    return found(
        (log for log in case.telling if log.values.near_falls and log.setting in WITHOUT_THERAPIST),
        (event for event in case.events if event.type == NEAR_FALL),
    )


def s10_severe_pain_or_joint(case: Situation) -> Grounds | None:
    """Severe pain, or a warning sign from a joint, calf or wound."""
    return found(
        log
        for log in case.telling
        if (log.values.pain_during or 0) >= SEVERE_PAIN
        or has_symptom(log, SymptomGroup.JOINT_OR_VASCULAR_WARNING)
    )


def s12_long_gap(case: Situation) -> Grounds | None:
    """More than eight weeks without training."""
    gap = case.gap_days
    return met(gap is not None and gap > case.parameters.gap_stop_above_days)


def has_symptom(log: LogFacts, group: SymptomGroup) -> bool:
    """Whether a log lists a symptom of a group."""
    return not CODES_OF[group].isdisjoint(log.values.symptoms)


def _rescreen_events(case: Situation) -> list[EventFacts]:
    return [event for event in case.events if event.type in RESCREEN]


def vital_signs_to_stop(
    vitals: Vitals | None, table: ProgressionTable, own: OwnLimits
) -> tuple[StopSign, ...]:
    """The signs to stop that the vital signs of one training show, under a person's limits."""
    if vitals is None:
        return ()
    found = {
        StopSign.PRESSURE_DROP: _drops(vitals, table),
        StopSign.VITAL_SIGNS: _is_outside(vitals, limits_with(table.vital_limits, own)),
    }
    return tuple(sign for sign, applies in found.items() if applies)


def _drops(vitals: Vitals, table: ProgressionTable) -> bool:
    limit = table.drop_limits[vitals.dropped_from or table.unknown_position]
    return _from(vitals.systolic_drop_mmhg, limit.systolic_from_mmhg) or _from(
        vitals.diastolic_drop_mmhg, limit.diastolic_from_mmhg
    )


def _is_outside(vitals: Vitals, limits: VitalLimits) -> bool:
    return (
        _from(vitals.systolic_mmhg, limits.systolic_from_mmhg)
        or _below(vitals.systolic_mmhg, limits.systolic_below_mmhg)
        or _from(vitals.diastolic_mmhg, limits.diastolic_from_mmhg)
        or _above(vitals.heart_rate_per_min, limits.heart_rate_above_per_min)
        or _below(vitals.heart_rate_per_min, limits.heart_rate_below_per_min)
        or _below(vitals.oxygen_percent, limits.oxygen_below_percent)
    )


def _from(value: Decimal | None, limit: Decimal) -> bool:
    return value is not None and value >= limit


def _above(value: Decimal | None, limit: Decimal) -> bool:
    return value is not None and value > limit


def _below(value: Decimal | None, limit: Decimal) -> bool:
    return value is not None and value < limit
