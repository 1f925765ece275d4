from datetime import date
from decimal import Decimal

import pytest

from clinic.domain.adherence import LoggedDay, adherence
from clinic.domain.dose import Dose
from clinic.domain.session_log_rules import (
    LogDayProblem,
    RoutineDays,
    SessionLimits,
    Shortfall,
    StopSign,
    has_pain_flag,
    is_green,
    log_day_problem,
    resting_since,
    shortfalls,
    stop_signs,
)
from clinic.domain.session_logs import (
    GROUP_OF,
    AmountUnit,
    Assistance,
    ItemDone,
    LogStatus,
    SessionValues,
    backward_minutes,
    completed_fraction,
    countable,
)

TODAY = date(2026, 3, 20)
LIMITS = SessionLimits(effort_max=5, losses_of_balance_max=1, assist_expected=2)


def well(**values):
    return SessionValues(
        **{
            "effort": 5,
            "pain_before": 2,
            "pain_during": 3,
            "losses_of_balance": 1,
            "near_falls": 0,
            "falls": 0,
            "assistance": Assistance.CONTACT_GUARD,
            "symptoms": ("muscle_soreness", "breathless_mild"),
        }
        | values
    )


def item(status="done", prescribed=10, **values):
    return ItemDone(status=LogStatus(status), prescribed=Decimal(prescribed), **values)


@pytest.mark.parametrize(
    ("dose", "counted"),
    [
        (Dose(sets=9, distance_m=Decimal(5)), (9, AmountUnit.WALKS)),
        (Dose(sets=3, reps=8, duration_min=Decimal(4)), (3, AmountUnit.SETS)),
        (Dose(duration_min=Decimal("2.5")), (Decimal("2.5"), AmountUnit.MINUTES)),
        (Dose(reps=3), (1, AmountUnit.SETS)),
    ],
)
def test_an_exercise_is_counted_in_walks_sets_or_minutes(dose, counted):
    assert countable(dose) == counted


def test_the_completed_fraction_counts_every_exercise_alike_and_rounds_down():
    assert completed_fraction([]) is None
    assert completed_fraction([item(), item()]) == 1
    assert completed_fraction([item(), item("missed")]) == Decimal("0.50")
    two_thirds = [item("partly", prescribed=3, amount=Decimal(2))]
    assert completed_fraction(two_thirds) == Decimal("0.66")
    assert completed_fraction([item("partly", amount=Decimal(99))]) == 1


def test_backward_minutes_are_those_that_were_done():
    walked = item("partly", amount=Decimal(6), backward_min=Decimal(8))
    assert backward_minutes([walked, item(), item("missed", backward_min=Decimal(3))]) == Decimal(
        "4.8"
    )
    assert backward_minutes([item(backward_min=Decimal("2.5"))]) == Decimal("2.5")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"prescribed": 0}, "something is prescribed"),
        ({"amount": Decimal(-1)}, "no less than nothing"),
        ({"status": "partly"}, "say how much"),
    ],
)
def test_an_impossible_amount_is_refused(values, message):
    with pytest.raises(ValueError, match=message):
        item(**values)


@pytest.mark.parametrize(
    "values", [{"effort": 11}, {"pain_during": -1}, {"near_falls": -1}, {"losses_of_balance": -2}]
)
def test_an_impossible_observation_is_refused(values):
    with pytest.raises(ValueError, match=r"runs from|not below"):
        SessionValues(**values)


def test_a_training_within_every_target_is_green():
    assert is_green(well(), Decimal("0.9"), LIMITS)
    assert shortfalls(well(near_falls=None, falls=None), Decimal(1), LIMITS) == ()


@pytest.mark.parametrize(
    ("values", "completed", "shortfall"),
    [
        ({}, "0.89", Shortfall.NOT_COMPLETED),
        ({}, None, Shortfall.NOT_COMPLETED),
        ({"effort": None}, "1", Shortfall.EFFORT_MISSING),
        ({"effort": 6}, "1", Shortfall.EFFORT_TOO_HIGH),
        ({"pain_during": None}, "1", Shortfall.PAIN_MISSING),
        ({"pain_during": 6, "pain_before": 6}, "1", Shortfall.PAIN_FLAG),
        ({"losses_of_balance": None}, "1", Shortfall.LOSSES_MISSING),
        ({"losses_of_balance": 2}, "1", Shortfall.TOO_MANY_LOSSES),
        ({"near_falls": 1}, "1", Shortfall.NEAR_FALL),
        ({"falls": 1}, "1", Shortfall.FALL),
        ({"assistance": None}, "1", Shortfall.ASSISTANCE_MISSING),
        ({"assistance": Assistance.MIN}, "1", Shortfall.TOO_MUCH_ASSISTANCE),
        ({"symptoms": ("fatigue_next_day",)}, "1", Shortfall.SYMPTOM),
        ({"symptoms": ("something else",)}, "1", Shortfall.SYMPTOM),
    ],
)
def test_what_keeps_a_training_from_counting_is_named(values, completed, shortfall):
    fraction = None if completed is None else Decimal(completed)
    assert shortfalls(well(**values), fraction, LIMITS) == (shortfall,)


@pytest.mark.parametrize(
    ("before", "during", "next_day", "flag"),
    [
        (None, 6, None, True),
        (5, 5, None, False),
        (2, 4, None, True),
        (3, 4, None, False),
        (1, 3, None, False),
        (None, 4, None, True),
        (2, 3, 4, True),
        (None, None, None, False),
        (None, None, 3, False),
    ],
)
def test_pain_is_flagged_when_it_is_high_or_has_risen(before, during, next_day, flag):
    values = SessionValues(pain_before=before, pain_during=during, pain_next_day=next_day)
    assert has_pain_flag(values) is flag


@pytest.mark.parametrize(
    ("values", "signs"),
    [
        ({"symptoms": ("chest_pain", "vertigo")}, (StopSign.RED_FLAG, StopSign.DIZZINESS)),
        ({"symptoms": ("calf_pain_swelling",)}, (StopSign.SEVERE_PAIN_OR_JOINT,)),
        ({"pain_during": 7}, (StopSign.SEVERE_PAIN_OR_JOINT,)),
        ({"pain_during": 6, "symptoms": ("dizziness_brief", "unheard of")}, ()),
    ],
)
def test_a_sign_to_stop_is_seen_in_one_log(values, signs):
    assert stop_signs(SessionValues(**values)) == signs


def test_the_symptom_codes_are_those_of_the_programme():
    assert len(GROUP_OF) == 23


DAYS = RoutineDays(
    prescribed_on=date(2026, 3, 2), replaced_on=date(2026, 3, 18), rests_since=date(2026, 3, 10)
)


@pytest.mark.parametrize(
    ("day", "status", "problem"),
    [
        (date(2026, 3, 21), "done", LogDayProblem.IN_THE_FUTURE),
        (date(2026, 3, 1), "done", LogDayProblem.BEFORE_ROUTINE),
        (date(2026, 3, 19), "missed", LogDayProblem.AFTER_ROUTINE),
        (date(2026, 3, 11), "partly", LogDayProblem.WHILE_RESTING),
        (date(2026, 3, 11), "missed", None),
        (date(2026, 3, 10), "done", None),
    ],
)
def test_a_training_is_logged_for_a_day_on_which_it_could_be(day, status, problem):
    assert log_day_problem(day, LogStatus(status), DAYS, today=TODAY) is problem


def test_without_a_pause_every_day_since_the_prescription_is_possible():
    days = RoutineDays(prescribed_on=date(2026, 3, 2))
    assert log_day_problem(TODAY, LogStatus.DONE, days, today=TODAY) is None


def test_training_rests_from_the_first_of_several_pauses_until_somebody_ends_them():
    first, second, third = date(2026, 3, 5), date(2026, 3, 7), date(2026, 3, 9)
    assert resting_since([]) is None
    assert resting_since([(first, True), (second, True)]) == first
    assert resting_since([(first, True), (second, False)]) is None
    assert resting_since([(first, True), (second, False), (third, True)]) == third
    assert resting_since([(third, True)], [second]) == second


def test_adherence_counts_what_was_trained_in_the_days_that_end_today():
    logs = [
        LoggedDay(on=date(2026, 3, 6), status=LogStatus.DONE),
        LoggedDay(on=date(2026, 3, 7), status=LogStatus.DONE),
        LoggedDay(on=date(2026, 3, 15), status=LogStatus.MISSED),
        LoggedDay(on=TODAY, status=LogStatus.PARTLY),
        LoggedDay(on=date(2026, 3, 21), status=LogStatus.DONE),
    ]
    found = adherence(logs, frequency_per_week=3, as_of=TODAY)
    assert (found.done, found.planned, found.fraction) == (2, 6, Decimal(2) / 6)


def test_nothing_planned_has_no_adherence_and_less_than_a_week_is_not_counted():
    assert adherence([], frequency_per_week=0, as_of=TODAY).fraction is None
    with pytest.raises(ValueError, match="whole weeks"):
        adherence([], frequency_per_week=3, as_of=TODAY, weeks=0)
