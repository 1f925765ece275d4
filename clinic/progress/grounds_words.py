"""What a rule rests on, in words: the logs, events, tests and counts that made it match."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from clinic import phrasing
from clinic.domain.criteria import Comparison, Criterion, Measured
from clinic.domain.dose import plain_number
from clinic.domain.exercise_rules import TEST_WORDS
from clinic.domain.findings import ChecklistStatus
from clinic.domain.progression import Match
from clinic.domain.progression_facts import LogFacts
from clinic.domain.progression_situation import Situation
from clinic.falls.words import EVENTS
from clinic.session_logs.vitals import vitals_words
from clinic.session_logs.words import ASSISTANCE, SETTINGS, SYMPTOM_WORDS

NOT_RECORDED: Final = "not recorded"
SCREEN_WORDS: Final[Mapping[ChecklistStatus, str]] = {
    ChecklistStatus.ABSOLUTE_STOP: "an absolute stop is open",
    ChecklistStatus.CLEARANCE_PENDING: "a doctor's clearance is not in",
    ChecklistStatus.INCOMPLETE: "incomplete, or something has happened since",
    ChecklistStatus.CAUTION_UNMITIGATED: "a caution has no action ticked",
    ChecklistStatus.EXPIRED: "out of date",
    ChecklistStatus.CLEAR_WITH_MITIGATION: "clear, with conditions",
    ChecklistStatus.CLEAR: "clear",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """One fact that a rule rests on; with the record it can be read in.

    Attributes:
        kind: "log", "event", or empty when it is no single record.
    """

    words: str
    kind: str = ""
    record_id: UUID | None = None


def grounds_of(match: Match, case: Situation, *, today: date) -> tuple[Ground, ...]:
    """Everything one rule rests on, the counts first, then the records, oldest first."""
    code, grounds = match.rule.code, match.grounds
    counted = COUNTED[code](case, today) if code in COUNTED else ""
    tests = [f"{_test(case, test, today=today)}" for test in grounds.tests]
    wanted = {criterion.measure: border_words(criterion) for criterion in grounds.criteria}
    needs = [
        f"{words}; needs {wanted[test]}" if test in wanted else words
        for test, words in zip(grounds.tests, tests, strict=True)
    ]
    said = SAID.get(code, _done)
    logs = [
        Ground(
            words=f"{_capital_day(log.on, today)}, {SETTINGS[log.setting].lower()}: {said(log)}",
            kind="log",
            record_id=log.id,
        )
        for log in grounds.logs
    ]
    events = [
        Ground(
            words=f"{EVENTS.get(event.type, event.type)}, {phrasing.day(event.on, today=today)}",
            kind="event",
            record_id=event.id,
        )
        for event in grounds.events
    ]
    plain = [Ground(words=words) for words in (*([counted] if counted else ()), *needs)]
    return (*plain, *logs, *events)


def measured_words(code: str, value: Measured) -> str:
    """Such as "12.46 s", "47", "unable", "not measured"."""
    if value is None:
        return "not measured"
    if not isinstance(value, Decimal):
        return str(value.value)
    return f"{phrasing.number(value)}{TEST_WORDS[code][1]}"


def border_words(criterion: Criterion) -> str:
    """Such as "36 or more", "under 12 s"."""
    value = f"{plain_number(criterion.value)}{TEST_WORDS[criterion.measure][1]}"
    match criterion.comparison:
        case Comparison.AT_LEAST:
            return f"{value} or more"
        case Comparison.AT_MOST:
            return f"{value} or less"
        case Comparison.BELOW:
            return f"under {value}"


def percent(fraction: Decimal | None) -> str:
    """Such as "94 %"."""
    return NOT_RECORDED if fraction is None else f"{round(fraction * 100)} %"


def _test(case: Situation, code: str, *, today: date) -> str:
    assessment = case.facts.assessment
    if assessment is None:
        return ""
    test = assessment.tests[code]
    name = phrasing.capitalised(TEST_WORDS[code][0])
    words = f"{name} {measured_words(code, test.value)}, {phrasing.day(test.on, today=today)}"
    return words if test.before is None else f"{words}, before {measured_words(code, test.before)}"


def _capital_day(on: date, today: date) -> str:
    return phrasing.capitalised(phrasing.day(on, today=today))


# --- what a log says about the subject of a rule ---------------------------------------------


def _done(log: LogFacts) -> str:
    return f"{percent(log.completed)} done" if log.completed is not None else "done"


def _symptoms(log: LogFacts) -> str:
    words = [SYMPTOM_WORDS.get(code, code).lower() for code in log.values.symptoms]
    return phrasing.joined(words)


def _near_falls(log: LogFacts) -> str:
    return phrasing.plural(log.values.near_falls or 0, "near fall")


def _falls(log: LogFacts) -> str:
    return phrasing.plural(log.values.falls or 0, "fall")


def _losses(log: LogFacts) -> str:
    return phrasing.plural(log.values.losses_of_balance or 0, "loss", "losses") + " of balance"


def _effort(log: LogFacts) -> str:
    return f"effort {log.values.effort}"


def _pain(log: LogFacts) -> str:
    values = log.values
    stated = [
        f"before {values.pain_before}" if values.pain_before is not None else "",
        f"worst {values.pain_during}" if values.pain_during is not None else "",
        f"next day {values.pain_next_day}" if values.pain_next_day is not None else "",
    ]
    return f"pain {', '.join(filter(None, stated))}"


def _pain_or_symptoms(log: LogFacts) -> str:
    return ", ".join(filter(None, (_pain(log), _symptoms(log))))


def _help(log: LogFacts) -> str:
    given = log.values.assistance
    return f"help: {ASSISTANCE[given].lower()}" if given else f"help {NOT_RECORDED}"


def _minutes(log: LogFacts) -> str:
    if log.backward_min is None:
        return f"minutes {NOT_RECORDED}"
    return f"{phrasing.number(log.backward_min)} backward min"


def _missing(log: LogFacts) -> str:
    observed = {
        "amount done": log.completed,
        "effort": log.values.effort,
        "pain": log.values.pain_during,
        "losses of balance": log.values.losses_of_balance,
        "help": log.values.assistance,
    }
    missing = [name for name, value in observed.items() if value is None]
    return f"{phrasing.joined(missing)} {NOT_RECORDED}"


def _vitals(log: LogFacts) -> str:
    return vitals_words(log.vitals)


SAID: Final[Mapping[str, Callable[[LogFacts], str]]] = {
    "S01": _symptoms,
    "S02": _falls,
    "S05": _vitals,
    "S06": _vitals,
    "S07": _symptoms,
    "S09": _near_falls,
    "S10": _pain_or_symptoms,
    "R01": _near_falls,
    "R02": _losses,
    "R04": _effort,
    "R05": _pain,
    "R06": _help,
    "H04": _near_falls,
    "H05": _symptoms,
    "H06": _symptoms,
    "H07": _effort,
    "H08": _pain,
    "H10": _losses,
    "H11": _help,
    "H12": _symptoms,
    "H15": _missing,
    "H18": _minutes,
}


# --- what a rule counts ----------------------------------------------------------------------


def _screen(case: Situation, _today: date) -> str:
    return f"Clinical screen: {SCREEN_WORDS[case.facts.precaution_status]}"


def _gap(case: Situation, today: date) -> str:
    last = case.last_done_on
    if last is None or case.gap_days is None:
        return ""
    ago = phrasing.plural(case.gap_days, "day")
    return f"Last training {phrasing.day(last, today=today)}, {ago} ago"


def _few_logs(case: Situation, _today: date) -> str:
    logs = phrasing.plural(len(case.counted), "session log")
    return f"{logs} at Level {case.level.number}, of {case.parameters.window_sessions} needed"


def adherence_words(case: Situation) -> str:
    """Such as "3 of 6 planned trainings in 14 days"."""
    planned = phrasing.number(case.planned_lately)
    days = case.parameters.adherence_window_days
    return f"{case.done_lately} of {planned} planned trainings in {days} days"


def _adherence(case: Situation, _today: date) -> str:
    return adherence_words(case)


def _time(case: Situation, _today: date) -> str:
    level = case.level
    return (
        f"{len(case.counted)} of {phrasing.plural(level.min_sessions, 'session log')} and "
        f"{case.days_at_level} of {phrasing.plural(level.min_days, 'day')} at Level {level.number}"
    )


def _dose(case: Situation, _today: date) -> str:
    prescribed = phrasing.number(case.facts.prescription.backward_min)
    return f"Prescribed {prescribed} of {phrasing.number(case.level.minutes.target)} backward min"


def _retest(case: Situation, today: date) -> str:
    assessment, entry = case.facts.assessment, case.next_entry
    if assessment is None:
        return "No test on record"
    if not case.assessment_valid:
        return (
            f"Last tested {phrasing.day(assessment.on, today=today)}; tests hold "
            f"{case.level.assessment_max_age_days} days at Level {case.level.number}"
        )
    if entry is None or case.next_level is None:
        return ""
    lacking = [TEST_WORDS[code][0] for code in entry.required_missing]
    if lacking:
        return f"Missing for Level {case.next_level.number}: {phrasing.joined(lacking)}"
    needed = phrasing.plural(case.next_level.entry.min_measured, "test")
    return f"{entry.measured} of {needed} taken"


COUNTED: Final[Mapping[str, Callable[[Situation, date], str]]] = {
    "S03": _screen,
    "S04": _screen,
    "S08": _screen,
    "S12": _gap,
    "R08": _gap,
    "H01": _screen,
    "H02": _screen,
    "H03": _gap,
    "H14": _few_logs,
    "H16": _adherence,
    "H17": _time,
    "H18": _dose,
    "H20": _retest,
}
