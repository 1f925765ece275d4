"""What the rules look at: the facts of a patient, sorted, windowed and held against the level.

Source: Stepback programme, section 3.4, `progression.derived`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Final

from clinic.domain.criteria import Measured
from clinic.domain.instruments import Instrument
from clinic.domain.ladder import EntryCheck, Ladder, LevelDefinition
from clinic.domain.progression_facts import EventFacts, LogFacts, ProgressionFacts
from clinic.domain.progression_table import ProgressionParameters, ProgressionTable
from clinic.domain.session_log_rules import SEVERE_PAIN, SessionLimits, is_green
from clinic.domain.session_logs import CODES_OF, SessionValues, SymptomGroup

DAYS_PER_WEEK: Final = 7


@dataclass(frozen=True, kw_only=True, slots=True)
class Situation:
    """A patient at a level on a day.

    Attributes:
        next_level: None at the top.
        telling: every log no clinician has judged, done or missed, of any level, that says
            something a stop can rest on. Most say nothing, and the stop rules read only these.
        counted: of these, done at this level since it began; the last one is the newest.
        window: the last three counted; may be shorter.
        pair: the last two counted; shorter when there are not two.
        events: those no clinician has judged.
        last_done_on: of any level, closed or not.
        done_lately: trainings in the days over which adherence is judged.
        effort_max: the level's, or the person's own if lower.
        tests: the latest results, of any age.
        valid_tests: those of them not older than this level allows.
    """

    facts: ProgressionFacts
    table: ProgressionTable
    instruments: Mapping[str, Instrument]
    level: LevelDefinition
    next_level: LevelDefinition | None
    telling: tuple[LogFacts, ...]
    counted: tuple[LogFacts, ...]
    window: tuple[LogFacts, ...]
    pair: tuple[LogFacts, ...]
    events: tuple[EventFacts, ...]
    last_done_on: date | None
    done_lately: int
    effort_max: Decimal
    tests: Mapping[str, Measured]
    valid_tests: Mapping[str, Measured]
    assessment_valid: bool

    @property
    def parameters(self) -> ProgressionParameters:
        """The numbers of the table."""
        return self.table.parameters

    @property
    def gap_days(self) -> int | None:
        """Days since the last training done; None without one, and then there is no gap."""
        return None if self.last_done_on is None else (self.facts.as_of - self.last_done_on).days

    @property
    def days_at_level(self) -> int:
        """Days since the level began."""
        return (self.facts.as_of - self.facts.prescription.level_start).days

    @property
    def planned_lately(self) -> Decimal:
        """Trainings the routine asks for in the days over which adherence is judged."""
        weeks = Decimal(self.parameters.adherence_window_days) / DAYS_PER_WEEK
        return weeks * self.facts.prescription.frequency_per_week

    @property
    def next_entry(self) -> EntryCheck | None:
        """The valid tests held against the next level; None at the top."""
        return None if self.next_level is None else self.next_level.entry.check(self.valid_tests)

    def is_green(self, log: LogFacts) -> bool:
        """Whether a training went well enough to raise the dose.

        Source: Stepback programme, section 3.2, green session [?].
        """
        limits = SessionLimits(
            effort_max=self.effort_max,
            losses_of_balance_max=self.level.losses_of_balance_max,
            assist_expected=self.level.assist_expected,
        )
        return is_green(log.values, log.completed, limits)


def situation_of(
    facts: ProgressionFacts,
    *,
    table: ProgressionTable,
    ladder: Ladder,
    instruments: Mapping[str, Instrument],
) -> Situation:
    """Sort and window the facts. What is dated after the day of the proposal is left out.

    Raises:
        UnknownLevel: the ladder has no level of the routine's number.

    Source: Stepback programme, section 3.4, `progression.derived`.
    """
    prescription, as_of, numbers = facts.prescription, facts.as_of, table.parameters
    logs = sorted((log for log in facts.logs if log.on <= as_of), key=attrgetter("on"))
    done_on = [log.on for log in logs if log.done]
    unclosed = [log for log in logs if not log.closed]
    counted = tuple(
        log
        for log in unclosed
        if log.done and log.level == prescription.level and log.on >= prescription.level_start
    )
    level = ladder.level(prescription.level)
    own_effort = prescription.limits.effort_max
    return Situation(
        facts=facts,
        table=table,
        instruments=instruments,
        level=level,
        next_level=ladder.level(level.number + 1) if level.number < ladder.top else None,
        telling=tuple(log for log in unclosed if log.vitals is not None or _tells(log.values)),
        counted=counted,
        window=counted[-numbers.window_sessions :],
        pair=counted[-numbers.pair_sessions :],
        events=tuple(event for event in facts.events if not event.closed and event.on <= as_of),
        last_done_on=done_on[-1] if done_on else None,
        done_lately=sum((as_of - on).days < numbers.adherence_window_days for on in done_on),
        effort_max=level.effort.target
        if own_effort is None
        else min(level.effort.target, own_effort),
        tests=_tests(facts),
        valid_tests=_tests(facts, max_age_days=level.assessment_max_age_days),
        assessment_valid=_is_valid(facts, level.assessment_max_age_days),
    )


def _tells(values: SessionValues) -> bool:
    return bool(
        values.falls
        or values.near_falls
        or (values.pain_during or 0) >= SEVERE_PAIN
        or (values.symptoms and not CODES_OF[SymptomGroup.BENIGN].issuperset(values.symptoms))
    )


def _is_valid(facts: ProgressionFacts, max_age_days: int) -> bool:
    assessment = facts.assessment
    return assessment is not None and (facts.as_of - assessment.on).days <= max_age_days


def _tests(facts: ProgressionFacts, *, max_age_days: int | None = None) -> Mapping[str, Measured]:
    if facts.assessment is None:
        return {}
    return {
        code: test.value
        for code, test in facts.assessment.tests.items()
        if max_age_days is None or (facts.as_of - test.on).days <= max_age_days
    }
