"""What a step up needs, and what was found: every line with its criterion."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from clinic import phrasing
from clinic.domain.criteria import Criterion
from clinic.domain.dose import plain_number
from clinic.domain.exercise_rules import TEST_WORDS
from clinic.domain.progression import Proposal
from clinic.domain.progression_facts import LogFacts
from clinic.domain.progression_situation import Situation
from clinic.domain.session_log_rules import GREEN_FRACTION
from clinic.domain.session_logs import Assistance
from clinic.progress.grounds_words import (
    SCREEN_WORDS,
    adherence_words,
    border_words,
    measured_words,
    percent,
)
from clinic.session_logs.words import ASSISTANCE, SYMPTOM_WORDS

NOTHING: Final = "–"


@dataclass(frozen=True, kw_only=True, slots=True)
class CriterionLine:
    """One criterion; `met` is None when it is not known."""

    name: str
    needed: str
    found: str
    met: bool | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CriterionGroup:
    """Criteria under one heading."""

    title: str
    lines: tuple[CriterionLine, ...]


def criterion_groups(proposal: Proposal, *, today: date) -> tuple[CriterionGroup, ...]:
    """The training, then the tests of the next level when there is one."""
    case = proposal.situation
    window, counted = len(case.window), len(case.counted)
    level = case.level.number
    title = (
        f"Training, last {window} of {phrasing.plural(counted, 'log')} at Level {level}"
        if window
        else f"Training: nothing logged at Level {level} yet"
    )
    groups = [CriterionGroup(title=title, lines=_training(proposal))]
    if case.next_level is not None:
        groups.append(
            CriterionGroup(
                title=f"Tests for Level {case.next_level.number}, {_tested(case, today=today)}",
                lines=tuple(_test(criterion, case) for criterion in case.next_level.entry.criteria),
            )
        )
    return tuple(groups)


def _training(proposal: Proposal) -> tuple[CriterionLine, ...]:
    case = proposal.situation
    level, numbers, window = case.level, case.parameters, case.window
    target = phrasing.number(level.minutes.target)
    help_allowed = ASSISTANCE[list(Assistance)[level.assist_to_advance]].lower()
    lines = (
        ("Amount done", f"{percent(GREEN_FRACTION)} or more", _amounts(window), "H09 R03"),
        ("Effort", f"{plain_number(case.effort_max)} or less", _efforts(window), "H07 R04"),
        ("Pain", "under 6; no rise of 2 or more, to 4 or above", _pains(window), "H08 R05 S10"),
        (
            "Losses of balance",
            f"{level.losses_of_balance_max} or fewer",
            _losses(window),
            "H10 R02",
        ),
        ("Near falls", "none", _near_falls(window), "H04 R01 S09"),
        ("Help", f"{help_allowed} at most", _helps(window), "H11 R06"),
        ("Symptoms", "soreness or mild breathlessness at most", _symptoms(window), SYMPTOM_RULES),
    )
    return (
        *(_line(proposal, *line, known=bool(window)) for line in lines),
        _line(
            proposal,
            f"Time at Level {level.number}",
            f"{phrasing.plural(level.min_sessions, 'log')} and "
            f"{phrasing.plural(level.min_days, 'day')}",
            f"{phrasing.plural(len(case.counted), 'log')}, "
            f"{phrasing.plural(max(case.days_at_level, 0), 'day')}",
            "H14 H17",
        ),
        _line(
            proposal,
            "Target dose",
            f"{target} min in {numbers.target_dose_sessions} of {numbers.window_sessions}",
            _minutes(window),
            "H18",
            known=bool(window),
        ),
        _line(
            proposal,
            "Kept to the plan",
            f"{percent(numbers.adherence_min)} or more",
            adherence_words(case),
            "H16",
        ),
        _line(
            proposal,
            "Last training",
            f"{numbers.gap_hold_above_days} days ago or less",
            NOTHING if case.gap_days is None else _days_ago(case.gap_days),
            "H03 R08 S12",
            known=case.gap_days is not None,
        ),
        _line(
            proposal,
            "Clinical screen",
            "clear, or clear with conditions",
            SCREEN_WORDS[case.facts.precaution_status],
            "S03 S04 S08 H01 H02",
        ),
    )


SYMPTOM_RULES: Final = "S01 S07 H05 H06 H12"


def _line(
    proposal: Proposal, name: str, needed: str, found: str, rules: str, *, known: bool = True
) -> CriterionLine:
    """A line is met when none of the rules that look at it has matched."""
    matched = {match.rule.code for match in (proposal.decided_by, *proposal.also_noted)}
    if matched & set(rules.split()):
        met: bool | None = False
    else:
        met = True if known and UNKNOWN not in found else None
    return CriterionLine(name=name, needed=needed, found=found, met=met)


UNKNOWN: Final = "not known"


def _each(window: Sequence[LogFacts], value: Callable[[LogFacts], object], unit: str = "") -> str:
    if not window:
        return NOTHING
    told = [value(log) for log in window]
    return phrasing.joined([UNKNOWN if one is None else str(one) for one in told]) + unit


def _amounts(window: Sequence[LogFacts]) -> str:
    return _each(
        window, lambda log: None if log.completed is None else round(log.completed * 100), " %"
    )


def _efforts(window: Sequence[LogFacts]) -> str:
    return _each(window, lambda log: log.values.effort)


def _pains(window: Sequence[LogFacts]) -> str:
    def told(log: LogFacts) -> str | None:
        before, during = log.values.pain_before, log.values.pain_during
        if during is None:
            return None
        return str(during) if before is None else f"{before} → {during}"

    return _each(window, told)


def _losses(window: Sequence[LogFacts]) -> str:
    return _each(window, lambda log: log.values.losses_of_balance)


def _near_falls(window: Sequence[LogFacts]) -> str:
    total = sum(log.values.near_falls or 0 for log in window)
    return (str(total) if total else "none") if window else NOTHING


def _helps(window: Sequence[LogFacts]) -> str:
    given = [log.values.assistance for log in window]
    if None in given:
        return UNKNOWN
    return phrasing.joined(_once(ASSISTANCE[one].lower() for one in given if one)) or NOTHING


def _symptoms(window: Sequence[LogFacts]) -> str:
    codes = _once(code for log in window for code in log.values.symptoms)
    words = phrasing.joined([SYMPTOM_WORDS.get(code, code).lower() for code in codes])
    return (words or "none") if window else NOTHING


def _minutes(window: Sequence[LogFacts]) -> str:
    def told(log: LogFacts) -> str | None:
        return None if log.backward_min is None else phrasing.number(log.backward_min)

    return _each(window, told, " min")


def _days_ago(days: int) -> str:
    return f"{phrasing.plural(days, 'day')} ago" if days else "today"


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def _tested(case: Situation, *, today: date) -> str:
    assessment = case.facts.assessment
    if assessment is None:
        return "nothing measured yet"
    return f"last taken {phrasing.day(assessment.on, today=today)}"


def _test(criterion: Criterion, case: Situation) -> CriterionLine:
    code = criterion.measure
    value = case.valid_tests.get(code)
    old = case.tests.get(code) if value is None else None
    found = measured_words(code, value if old is None else old)
    return CriterionLine(
        name=phrasing.capitalised(TEST_WORDS[code][0]),
        needed=border_words(criterion),
        found=f"{found}, too old" if old is not None else found,
        met=None if value is None else criterion.passes(value),
    )
