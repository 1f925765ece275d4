from datetime import date

import pytest

from clinic.domain.falls import (
    INFORMATIONAL,
    RESCREEN,
    EventDayProblem,
    FallDetails,
    Injury,
    ReportedEvent,
    Setting,
    a_year_before,
    event_day_problem,
    is_event_of_its_own,
    pauses_routine,
    within_12_months,
)

TODAY = date(2026, 3, 20)
ENROLLED = date(2026, 2, 9)


@pytest.mark.parametrize("kind", ["fall", "near_fall", *sorted(RESCREEN)])
def test_an_event_pauses_the_routine_until_it_is_reviewed(kind):
    assert pauses_routine(ReportedEvent(type=kind, on=TODAY, reviewed=False))
    assert not pauses_routine(ReportedEvent(type=kind, on=TODAY, reviewed=True))


@pytest.mark.parametrize("kind", sorted(INFORMATIONAL))
def test_what_only_informs_pauses_nothing(kind):
    assert not pauses_routine(ReportedEvent(type=kind, on=TODAY, reviewed=False))


@pytest.mark.parametrize(
    ("setting", "stops"),
    [
        (Setting.HOME, True),
        (Setting.COMMUNITY, True),
        (Setting.CLINIC, False),
        (Setting.POOL, False),
    ],
)
def test_a_near_fall_stops_by_itself_where_nobody_of_the_team_was(setting, stops):
    assert is_event_of_its_own(setting) is stops


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        (TODAY, None),
        (date(2026, 3, 21), EventDayProblem.IN_THE_FUTURE),
        (date(2025, 2, 8), None),
        (date(2025, 2, 7), EventDayProblem.LONG_BEFORE_ENROLMENT),
    ],
)
def test_an_event_is_reported_for_a_possible_day(day, problem):
    assert event_day_problem(day, enrolled_on=ENROLLED, today=TODAY) is problem


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        (date(2025, 3, 20), False),
        (date(2025, 3, 21), True),
        (TODAY, True),
        (date(2026, 3, 21), False),
    ],
)
def test_twelve_months_end_today(day, inside):
    assert within_12_months(day, today=TODAY) is inside


def test_a_year_before_the_29th_of_february_is_the_28th():
    assert a_year_before(date(2028, 2, 29)) == date(2027, 2, 28)


def test_nobody_lies_on_the_floor_for_less_than_no_time():
    told = {"happened_on": TODAY, "injury": Injury.NONE, "able_to_rise": None}
    assert FallDetails(**told, minutes_on_floor=0).minutes_on_floor == 0
    with pytest.raises(ValueError, match="negative"):
        FallDetails(**told, minutes_on_floor=-1)
