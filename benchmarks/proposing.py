"""What a proposal costs: the decision table over 500 session logs, against sorting them by day.

House rule: 1 ms or less from 500 logs.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from operator import attrgetter

from clinic.catalogue.instrument_definitions import instruments_by_code
from clinic.catalogue.ladder_definitions import get_ladder
from clinic.catalogue.progression_definitions import get_progression_table
from clinic.domain.falls import Setting
from clinic.domain.findings import ChecklistStatus
from clinic.domain.progression import propose
from clinic.domain.progression_facts import (
    AssessmentFacts,
    LogFacts,
    PrescriptionNow,
    ProgressionFacts,
    TestFacts,
    Vitals,
)
from clinic.domain.session_logs import Assistance, SessionValues

LOGS = 500
ROUNDS = 51
TODAY = date(2026, 3, 20)
TESTS = {"stand_supported": 60, "berg": 38, "tug": 20, "four_stage": 2, "bwt3m": 12}


def measure() -> Iterator[str]:
    facts = make_facts()
    table, ladder, instruments = get_progression_table(), get_ladder(), instruments_by_code()
    proposed = _microseconds(
        lambda: propose(facts, table=table, ladder=ladder, instruments=instruments)
    )
    by_day = _microseconds(lambda: sorted(facts.logs, key=attrgetter("on")))
    yield f"sort {LOGS} by day       {by_day:7.0f} µs             1.00"
    yield f"propose from {LOGS} logs {proposed:7.0f} µs             {proposed / by_day:.2f} of it"


def make_facts() -> ProgressionFacts:
    """Three years of trainings; a third with sore muscles, a third with vital signs."""
    logs = [_log(TODAY - timedelta(days=2 * (LOGS - n))) for n in range(LOGS)]
    sore = replace(logs[0].values, symptoms=("muscle_soreness",))
    calm = Vitals(systolic_mmhg=Decimal(130), heart_rate_per_min=Decimal(72))
    told = {0: {"values": sore}, 1: {"vitals": calm}, 2: {}}
    return ProgressionFacts(
        as_of=TODAY,
        prescription=PrescriptionNow(
            level=3,
            level_start=logs[0].on,
            frequency_per_week=3,
            backward_min=Decimal(10),
        ),
        precaution_status=ChecklistStatus.CLEAR,
        logs=tuple(replace(log, **told[number % 3]) for number, log in enumerate(logs)),
        assessment=AssessmentFacts(
            on=TODAY,
            tests={
                code: TestFacts(value=Decimal(value), on=TODAY, before=Decimal(value))
                for code, value in TESTS.items()
            },
        ),
    )


def _log(on: date) -> LogFacts:
    return LogFacts(
        on=on,
        level=3,
        done=True,
        setting=Setting.CLINIC,
        completed=Decimal(1),
        backward_min=Decimal(10),
        values=SessionValues(
            effort=4,
            pain_before=1,
            pain_during=2,
            losses_of_balance=0,
            near_falls=0,
            falls=0,
            assistance=Assistance.CONTACT_GUARD,
        ),
    )


def _microseconds(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1e6
