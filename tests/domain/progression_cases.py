"""Courses of training with fixed values; a test states only what matters to it."""

from datetime import date, timedelta
from decimal import Decimal

from clinic.catalogue.instrument_definitions import instruments_by_code
from clinic.catalogue.ladder_definitions import get_ladder
from clinic.catalogue.progression_definitions import get_progression_table
from clinic.domain.criteria import UNABLE
from clinic.domain.falls import Setting
from clinic.domain.findings import ChecklistStatus
from clinic.domain.progression import Proposal, propose
from clinic.domain.progression_facts import (
    AssessmentFacts,
    EventFacts,
    LogFacts,
    OwnLimits,
    PrescriptionNow,
    ProgressionFacts,
    TestFacts,
)
from clinic.domain.session_logs import Assistance, SessionValues

TODAY = date(2026, 3, 20)
GOOD_TESTS = {"stand_supported": 60, "berg": 38, "tug": 20, "four_stage": 2, "bwt3m": 12}
DAYS_AGO = (18, 16, 14, 11, 9, 7, 4, 2)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


LATELY = ago(4)


def make_log(days_ago: int = 2, **given) -> LogFacts:
    """A training at Level 3 that went well."""
    observed = {
        "effort": 4,
        "pain_before": 1,
        "pain_during": 2,
        "pain_next_day": 1,
        "losses_of_balance": 0,
        "near_falls": 0,
        "falls": 0,
        "assistance": Assistance.CONTACT_GUARD,
    }
    observed |= {name: given.pop(name) for name in list(given) if name in (*observed, "symptoms")}
    facts = {
        "on": ago(days_ago),
        "level": 3,
        "done": True,
        "setting": Setting.CLINIC,
        "completed": Decimal(1),
        "backward_min": Decimal(10),
        "values": SessionValues(**observed),
    }
    return LogFacts(**(facts | given))


def make_logs(*last, **given) -> tuple[LogFacts, ...]:
    """Eight trainings in three weeks; the last ones are the given ones, oldest first."""
    logs = [make_log(days, **given) for days in DAYS_AGO]
    changed = [
        make_log(**({"days_ago": days} | given | one))
        for days, one in zip(DAYS_AGO[len(DAYS_AGO) - len(last) :], last, strict=True)
    ]
    return tuple(logs[: len(logs) - len(last)] + changed)


def make_tests(before=None, on=LATELY, *, decline_reviewed=False, **values) -> AssessmentFacts:
    measured = GOOD_TESTS | values
    return AssessmentFacts(
        on=on,
        tests={
            code: TestFacts(value=_number(value), on=on, before=_number((before or {}).get(code)))
            for code, value in measured.items()
        },
        decline_reviewed=decline_reviewed,
    )


def _number(value):
    return value if value in (None, UNABLE) else Decimal(str(value))


def make_prescription(**given) -> PrescriptionNow:
    values = {
        "level": 3,
        "level_start": ago(21),
        "frequency_per_week": 3,
        "backward_min": Decimal(10),
        "limits": OwnLimits(),
    }
    return PrescriptionNow(**(values | given))


def make_facts(**given) -> ProgressionFacts:
    """Three weeks at Level 3, all criteria met."""
    values = {
        "as_of": TODAY,
        "prescription": make_prescription(),
        "precaution_status": ChecklistStatus.CLEAR,
        "logs": make_logs(),
        "assessment": make_tests(),
    }
    return ProgressionFacts(**(values | given))


def make_event(type_: str, days_ago: int = 3, *, closed: bool = False) -> EventFacts:
    return EventFacts(type=type_, on=ago(days_ago), closed=closed)


def proposed(**given) -> Proposal:
    return propose(
        make_facts(**given),
        table=get_progression_table(),
        ladder=get_ladder(),
        instruments=instruments_by_code(),
    )


def noted(proposal: Proposal) -> list[str]:
    return [match.rule.code for match in proposal.also_noted]
