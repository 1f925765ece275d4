from datetime import date, timedelta

import pytest

from clinic.domain.caseload import (
    NOTHING_LOGGED_DAYS,
    CaseloadFacts,
    Need,
    NeedKind,
    OpenFall,
    needs,
    nothing_logged_since,
    reassessment_due_on,
)
from clinic.domain.findings import ChecklistStatus

TODAY = date(2026, 5, 14)
ENROLLED = date(2026, 2, 9)


def on_course(**changes) -> CaseloadFacts:
    """Cleared, measured yesterday, training, logged yesterday."""
    values = {
        "enrolled_on": ENROLLED,
        "screen": ChecklistStatus.CLEAR,
        "last_assessed_on": TODAY - timedelta(days=1),
        "reassess_days": 28,
        "routine_since": TODAY - timedelta(days=20),
        "last_logged_on": TODAY - timedelta(days=1),
    }
    return CaseloadFacts(**values | changes)


def kinds(facts: CaseloadFacts) -> list[NeedKind]:
    return [need.kind for need in needs(facts, today=TODAY)]


def test_who_is_on_course_needs_nobody():
    assert needs(on_course(), today=TODAY) == ()


def test_a_fall_stands_above_everything_else():
    facts = on_course(
        falls=(OpenFall(on=TODAY, grave=False),),
        open_events=(TODAY - timedelta(days=30),),
        screen=ChecklistStatus.INCOMPLETE,
        last_assessed_on=TODAY - timedelta(days=60),
        last_logged_on=TODAY - timedelta(days=30),
    )
    assert kinds(facts) == [
        NeedKind.FALL_REPORTED,
        NeedKind.STOP_AND_REVIEW,
        NeedKind.SCREEN_DUE,
        NeedKind.REASSESSMENT_DUE,
        NeedKind.NOTHING_LOGGED,
    ]


def test_the_order_of_kinds_is_the_order_of_consequences():
    assert [kind.value for kind in NeedKind] == [
        "fall_reported",
        "stop_and_review",
        "clearance_pending",
        "screen_due",
        "reassessment_due",
        "no_routine",
        "nothing_logged",
        "low_adherence",
        "ready_to_step_up",
    ]


def test_a_grave_fall_stands_above_an_earlier_light_one():
    grave = Need(kind=NeedKind.FALL_REPORTED, since=TODAY, grave=True)
    light = Need(kind=NeedKind.FALL_REPORTED, since=ENROLLED)
    assert sorted([light, grave], key=lambda need: need.rank) == [grave, light]


def test_of_two_equal_needs_the_longer_wait_comes_first():
    long, short = (
        Need(kind=NeedKind.NOTHING_LOGGED, since=TODAY - timedelta(days=days)) for days in (30, 12)
    )
    assert sorted([short, long], key=lambda need: need.rank) == [long, short]


def test_several_falls_are_one_need_open_since_the_first():
    falls = (OpenFall(on=TODAY, grave=True), OpenFall(on=date(2026, 5, 1), grave=False))
    assert needs(on_course(falls=falls), today=TODAY) == (
        Need(kind=NeedKind.FALL_REPORTED, since=date(2026, 5, 1), grave=True),
    )


@pytest.mark.parametrize(
    ("changes", "since"),
    [
        ({"open_events": (date(2026, 5, 3), date(2026, 5, 2))}, date(2026, 5, 2)),
        ({"stop_decided_on": date(2026, 5, 4)}, date(2026, 5, 4)),
        (
            {"screen": ChecklistStatus.ABSOLUTE_STOP, "screen_since": date(2026, 5, 5)},
            date(2026, 5, 5),
        ),
        ({"screen": ChecklistStatus.ABSOLUTE_STOP}, ENROLLED),
    ],
)
def test_a_near_fall_a_decision_or_an_absolute_stop_is_a_stop_and_review(changes, since):
    assert needs(on_course(**changes), today=TODAY) == (
        Need(kind=NeedKind.STOP_AND_REVIEW, since=since),
    )


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (ChecklistStatus.CLEARANCE_PENDING, [NeedKind.CLEARANCE_PENDING]),
        (ChecklistStatus.INCOMPLETE, [NeedKind.SCREEN_DUE]),
        (ChecklistStatus.EXPIRED, [NeedKind.SCREEN_DUE]),
        (ChecklistStatus.CAUTION_UNMITIGATED, [NeedKind.SCREEN_DUE]),
        (ChecklistStatus.CLEAR_WITH_MITIGATION, []),
        (ChecklistStatus.CLEAR, []),
    ],
)
def test_a_screen_that_does_not_clear_is_a_need(status, expected):
    assert kinds(on_course(screen=status)) == expected


def test_an_override_answers_an_expired_screen_but_not_a_pending_clearance():
    assert kinds(on_course(screen=ChecklistStatus.EXPIRED, overridden=True)) == []
    assert kinds(on_course(screen=ChecklistStatus.CLEARANCE_PENDING, overridden=True)) == [
        NeedKind.CLEARANCE_PENDING
    ]


def test_a_reassessment_is_due_on_the_day_its_interval_ends():
    facts = on_course(last_assessed_on=TODAY - timedelta(days=28))
    assert reassessment_due_on(facts) == TODAY
    assert kinds(facts) == [NeedKind.REASSESSMENT_DUE]
    assert kinds(on_course(last_assessed_on=TODAY - timedelta(days=27))) == []


def test_who_was_never_measured_is_due_since_enrolment():
    facts = on_course(last_assessed_on=None, reassess_days=None, routine_since=None)
    assert needs(facts, today=TODAY) == (Need(kind=NeedKind.REASSESSMENT_DUE, since=ENROLLED),)


def test_who_is_measured_and_has_no_routine_waits_for_one():
    facts = on_course(reassess_days=None, routine_since=None, last_logged_on=None)
    assert kinds(facts) == [NeedKind.NO_ROUTINE]


@pytest.mark.parametrize(
    "changes",
    [
        {"screen": ChecklistStatus.CLEARANCE_PENDING},
        {"screen": ChecklistStatus.EXPIRED},
        {"falls": (OpenFall(on=TODAY, grave=False),)},
        {"stop_decided_on": TODAY},
    ],
)
def test_who_may_not_train_does_not_wait_for_a_routine_as_well(changes):
    facts = on_course(reassess_days=None, routine_since=None, last_logged_on=None, **changes)
    assert NeedKind.NO_ROUTINE not in kinds(facts)


def test_nothing_logged_counts_from_the_last_log_or_the_new_routine():
    ten_days_ago = TODAY - timedelta(days=NOTHING_LOGGED_DAYS)
    assert kinds(on_course(last_logged_on=ten_days_ago)) == [NeedKind.NOTHING_LOGGED]
    assert kinds(on_course(last_logged_on=ten_days_ago + timedelta(days=1))) == []
    assert kinds(on_course(last_logged_on=None, routine_since=ten_days_ago)) == [
        NeedKind.NOTHING_LOGGED
    ]
    assert nothing_logged_since(on_course(last_logged_on=ENROLLED)) == TODAY - timedelta(days=20)


def test_a_paused_routine_expects_no_log():
    facts = on_course(paused=True, last_logged_on=ENROLLED, routine_since=ENROLLED)
    assert nothing_logged_since(facts) is None
    assert kinds(facts) == []


def test_a_stop_that_is_proposed_is_a_stop_to_review():
    facts = on_course(stop_proposed_since=TODAY - timedelta(days=2))
    [need] = needs(facts, today=TODAY)
    assert (need.kind, need.since) == (NeedKind.STOP_AND_REVIEW, TODAY - timedelta(days=2))
    assert need.urgent


def test_who_trains_too_seldom_is_told_apart_from_who_logs_nothing():
    seldom = TODAY - timedelta(days=1)
    assert kinds(on_course(seldom_since=seldom)) == [NeedKind.LOW_ADHERENCE]
    silent = on_course(seldom_since=seldom, last_logged_on=TODAY - timedelta(days=12))
    assert kinds(silent) == [NeedKind.NOTHING_LOGGED]


def test_who_is_ready_to_step_up_comes_last():
    facts = on_course(step_up_since=TODAY, last_assessed_on=TODAY - timedelta(days=28))
    assert kinds(facts) == [NeedKind.REASSESSMENT_DUE, NeedKind.READY_TO_STEP_UP]
