"""The rules of the instruments beyond the core: what counts, what is missing, what it means."""

from decimal import Decimal

import pytest

from clinic.catalogue.instrument_definitions import get_instrument
from clinic.domain.interpretation import Person, interpret
from clinic.domain.people import Sex
from clinic.domain.possible import ImpossibleResponses
from clinic.domain.pressures import orthostatic
from clinic.domain.responses import Aid, Responses, Status
from clinic.domain.scoring import answered, score
from clinic.domain.scoring_items import given_total
from clinic.domain.scoring_trials import chosen
from tests.domain.instrument_cases import numbers

WOMAN_OF_76 = Person(age_years=76, sex=Sex.FEMALE)


def responses(groups, **more):
    return Responses(numbers={code: numbers(*values) for code, values in groups.items()}, **more)


def meaning(code, groups, person=WOMAN_OF_76, **more):
    return interpret(get_instrument(code), responses(groups, **more), person=person)


def value(code, groups, **more):
    found = score(get_instrument(code), responses(groups, **more))
    return None if found is None else found.value


# ---- trials and speeds -------------------------------------------------------------------------


def test_the_better_leg_is_the_score_and_each_leg_is_kept():
    found = meaning("sls", {"left_trials_s": [3.2, 4.99], "right_trials_s": [2.0, None]})
    assert found.score.value == Decimal("4.99")
    assert found.details == {"left": Decimal("4.99"), "right": Decimal("2.00")}
    assert (found.band, found.norm) == ("elevated", "below_age_mean")


def test_a_foot_that_could_not_be_lifted_is_0_s_and_a_number():
    assert value("sls", {"left_trials_s": [0], "right_trials_s": [None]}) == 0


def test_with_the_eyes_closed_there_is_a_norm_of_its_own_and_no_band():
    found = meaning("sls", {"left_trials_s": [3.1]}, conditions={"eyes": "closed"})
    assert (found.band, found.norm) == (None, "at_or_above_age_mean")


@pytest.mark.parametrize(
    ("cap", "time", "norm"),
    [
        ("45", 45, "at_or_above_age_mean"),
        ("30", 30, None),
        ("30", 29, "at_or_above_age_mean"),
        ("60", 60, None),
        ("60", 46, "at_or_above_age_mean"),
    ],
)
def test_a_cap_that_was_reached_leaves_no_norm_unless_the_norms_were_taken_with_it(cap, time, norm):
    found = meaning("sls", {"left_trials_s": [time]}, conditions={"cap_s": cap})
    assert found.norm == norm


def test_no_trial_is_over_its_cap_and_none_is_negative():
    with pytest.raises(ImpossibleResponses, match="cap of 30"):
        value("sls", {"left_trials_s": [31]}, conditions={"cap_s": "30"})
    with pytest.raises(ImpossibleResponses, match="0 or more"):
        value("sls", {"left_trials_s": [-1]})


def test_the_best_of_two_times_is_the_lower_and_of_all_grips_the_higher():
    assert value("fsst", {"trials_s": [15.9, 14.2]}) == Decimal("14.20")
    assert value("grip", {"right_kg": [18, 17], "left_kg": [20.5]}) == Decimal("20.50")


def test_a_course_of_4_m_takes_the_faster_trial_and_one_of_10_m_the_mean():
    at_4_m = meaning("gait", {"trials_s": [5.2, 5.0]})
    at_10_m = meaning("gait", {"trials_s": [12.4, 12.6]}, conditions={"distance_m": "10"})
    assert at_4_m.details == {"time_used_s": Decimal("5.00")}
    assert at_10_m.details == {"time_used_s": Decimal("12.50")}
    assert at_4_m.score.value == at_10_m.score.value == Decimal("0.80")


def test_a_speed_is_stored_with_two_decimals_and_banded_before_that():
    found = meaning("gait", {"trials_s": [4.98]})
    assert found.score.value == Decimal("0.80")
    assert found.score.banded > Decimal("0.80")
    assert (found.band, found.level) == ("not_slow", "community")
    assert found.speed_m_per_s == found.score.exact


def test_a_norm_of_speed_holds_for_10_m_at_usual_pace_alone():
    at_10_m = {"distance_m": "10", "pace": "usual"}
    found = meaning("gait", {"trials_s": [10]}, conditions=at_10_m)
    assert (found.norm_value, found.percent_of_norm) == (Decimal("1.13"), 88)
    fast = meaning("gait", {"trials_s": [10]}, conditions=at_10_m | {"pace": "fast"})
    assert (fast.norm_value, fast.percent_of_norm) == (None, None)
    assert meaning("gait", {"trials_s": []}).speed_m_per_s is None


def test_arms_used_in_five_stands_is_unable_whatever_the_time():
    found = meaning("sts5", {"time_s": [13]}, flags=frozenset({"arms_used"}))
    assert (found.status, found.score, found.band) == (Status.UNABLE, None, "elevated_unable")


def test_a_second_task_costs_a_share_of_the_single_one():
    both = {"tug_cog_s": [12.35], "tug_s": [10]}
    assert meaning("tug_cog", both).details == {"dual_task_cost_percent": Decimal("23.5")}
    assert meaning("tug_cog", {"tug_cog_s": [12]}).details == {"dual_task_cost_percent": None}


def test_a_completed_reach_of_0_cm_is_a_number_and_unable_is_a_band_of_its_own():
    assert meaning("frt", {"test_trials_cm": [0, 0, 0]}).band == "high"
    assert meaning("frt", {}, status=Status.UNABLE).band == "unable"


def test_the_lines_of_grip_follow_the_sex_and_no_age():
    man = Person(sex=Sex.MALE)
    assert meaning("grip", {"right_kg": [26.99]}, person=man).band == "low"
    assert meaning("grip", {"right_kg": [27]}, person=man).band == "not_low"
    assert meaning("grip", {"right_kg": [27]}, person=Person()).band == "no_norm"
    assert meaning("grip", {}).band is None


# ---- scales ------------------------------------------------------------------------------------

ALL_TWO = {
    "anticipatory": [2, 2, 2, 2],
    "reactive": [2, 2, 2, 2],
    "sensory": [2, 2, 2],
    "gait": [2, 2, 2, 2, 2],
}


def test_of_an_item_with_two_sides_the_lower_counts():
    found = meaning("minibest", ALL_TWO | {"anticipatory": [2, 2, 0, 2]})
    assert found.score.value == 26
    assert found.details["anticipatory"] == 4


def test_one_side_missing_is_an_item_missing():
    one_side = ALL_TWO | {"reactive": [2, 2, None, 2]}
    found = meaning("minibest", one_side)
    assert (found.score, found.band, found.details["reactive"]) == (None, None, None)
    assert found.details["gait"] == 10
    instrument = get_instrument("minibest")
    assert answered(instrument, responses(one_side)) == (13, 14)
    assert answered(instrument, responses({})) == (0, 14)


@pytest.mark.parametrize(
    ("age", "lost", "band"),
    [
        (59, 11, "lower"),
        (59, 12, "high"),
        (69, 3, "elevated"),
        (69, 2, "lower"),
        (95, 11, "elevated"),
    ],
)
def test_the_line_of_the_mini_bestest_is_16_for_all_and_above_it_by_age(age, lost, band):
    items = {code: list(values) for code, values in ALL_TWO.items()}
    for place in range(lost):
        code, item = [("gait", n) for n in range(5)][place % 5]
        items[code][item] -= 1 if place < 10 else 0
    items["sensory"] = [2 - (lost > 10), 2 - (lost > 11), 2]
    found = meaning("minibest", items, person=Person(age_years=age))
    assert found.band == band


def test_the_two_parts_of_the_poma_have_sums_of_their_own():
    balance, gait = [1, 2, 2, 2, 2, 2, 1, 1, 1, 2], [1, 1, 1, 1, 1, 1, 1, 2, 2, 1]
    found = meaning("poma", {"balance": balance, "gait": [None, *gait[1:]]})
    assert found.details == {"balance": 16, "gait": None}
    assert (found.score, found.band) == (None, None)
    with pytest.raises(ImpossibleResponses, match="from 0 to 1"):
        value("poma", {"balance": [2, *balance[1:]], "gait": gait})


def test_walking_backward_is_told_by_itself_also_when_the_scale_is_unfinished():
    found = meaning("fga", {"items": [3, 3, 3, 3, 3, 3, 3, 3, 1, None]})
    assert (found.score, found.details) == (None, {"backward_item": 1})


def test_confidence_needs_12_of_16_answers_and_is_the_exact_mean():
    assert value("abc", {"items": [70] * 11 + [None] * 5}) is None
    mean = value("abc", {"items": [70] * 11 + [71] + [72] + [None] * 3})
    assert mean == Decimal(913) / 13
    assert meaning("abc", {"items": [80] * 15 + [81]}).level == "high"


def test_concern_is_taken_in_proportion_and_rounded_up():
    assert value("sfesi", {"items": [1, 1, 1, 1, 1, 2, None]}) == 9
    assert value("sfesi", {"items": [2, 2, 2, 2, None, None, None]}) is None


def test_the_total_of_a_paper_form_stands_for_items_that_are_not_there():
    assert value("sfesi", {"total": [13]}) == 13
    assert value("abc", {"total": ["66.5"], "items": []}) == Decimal("66.5")
    assert value("abc", {}) is None
    with pytest.raises(ImpossibleResponses, match="no total"):
        value("sfesi", {"total": [6]})


def test_an_instrument_without_a_paper_form_has_no_total_of_one():
    assert given_total(get_instrument("tug"), Responses()) is None


def test_the_most_that_a_group_can_give_counts_a_pair_once():
    assert [group.maximum for group in get_instrument("minibest").groups] == [6, 6, 6, 10]
    assert [group.maximum for group in get_instrument("poma").groups] == [16, 12]


def test_frailty_from_5():
    assert meaning("cfs", {"category": [5]}).band == "frail"
    with pytest.raises(ImpossibleResponses):
        value("cfs", {"category": [10]})


# ---- questions ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "points", "band", "reason"),
    [
        ([0] * 12, 0, "not_at_risk", None),
        ([1] + [0] * 11, 2, "at_risk", "fall"),
        ([1, 1] + [0] * 10, 4, "at_risk", "score"),
        ([0, 1, 1, 1] + [None] * 8, None, "at_risk", "score"),
        ([0, 1, 1, None] + [0] * 8, None, "incomplete", None),
    ],
)
def test_twelve_questions_are_at_risk_by_points_or_by_a_fall(answers, points, band, reason):
    found = meaning("stay_independent", {"answers": answers})
    assert (found.score.value if found.score else None) == points
    assert (found.band, found.details["reason"]) == (band, reason)


@pytest.mark.parametrize(
    ("answers", "band"),
    [([0, 0, 0], "not_at_risk"), ([0, None, 0], "incomplete"), ([None, 1, None], "at_risk")],
)
def test_any_yes_to_three_questions_is_at_risk(answers, band):
    found = meaning("three_key_questions", {"answers": answers})
    assert (found.score, found.band) == (None, band)


# ---- blood pressure ----------------------------------------------------------------------------


def pressures(rest, after_1_min, after_3_min, **more):
    groups = {"baseline": rest, "stand_1min": after_1_min, "stand_3min": after_3_min}
    return meaning("obp", {code: values or [] for code, values in groups.items()}, **more)


@pytest.mark.parametrize(
    ("start", "standing", "band"),
    [
        ("lying", (110, 79), "positive"),
        ("lying", (111, 71), "negative"),
        ("lying", (129, 70), "positive"),
        ("sitting", (115, 79), "positive"),
        ("sitting", (116, 74), "negative"),
        ("sitting", (129, 73), "positive"),
    ],
)
def test_how_far_the_pressure_may_drop_depends_on_the_start(start, standing, band):
    found = pressures((130, 80), standing, (130, 80), conditions={"start_position": start})
    assert found.band == band


def test_one_standing_reading_missing_and_the_other_negative_is_no_conclusion():
    found = pressures((130, 80), (125, 75), None)
    assert (found.band, found.details["complete"]) == (None, False)
    assert pressures((130, 80), None, (100, 75)).band == "positive"


def test_without_a_baseline_or_any_standing_reading_nothing_is_said():
    for readings in [(None, (120, 80), (120, 80)), ((130, 80), None, None)]:
        found = pressures(*readings)
        assert (found.band, found.details) == (None, {"complete": False})


def test_a_low_standing_pressure_is_flagged_and_does_not_make_it_positive():
    found = pressures((108, 60), (89, 58), (92, 58))
    assert (found.band, found.details["standing_sbp_below_90"]) == ("negative", True)


@pytest.mark.parametrize(
    ("rest", "drop", "noted"),
    [(140, 20, True), (140, 29, True), (140, 30, False), (139, 25, False)],
)
def test_a_high_pressure_lying_gets_a_note_and_stays_positive(rest, drop, noted):
    found = pressures((rest, 80), (rest - drop, 78), (rest, 80))
    assert (found.band, found.details["supine_hypertension_note"]) == ("positive", noted)


def test_symptoms_without_a_drop_are_told():
    symptoms = {"flags": frozenset({"symptoms_1min"})}
    found = pressures((130, 80), (128, 80), (128, 80), **symptoms)
    assert found.details["symptoms_without_drop"] is True


def test_a_reading_has_both_pressures():
    instrument = get_instrument("obp")
    with pytest.raises(ImpossibleResponses, match="systolic and a diastolic"):
        orthostatic(instrument, responses({"baseline": [130, None], "stand_1min": [120, 80]}))


# ---- the Short Physical Performance Battery ----------------------------------------------------


def parts(stances=(10, 10, 10), walk=(4.81,), chair=(11.19,), **more):
    groups = {"stances": stances, "walk_time_s": walk, "chair_time_s": chair}
    return meaning("sppb", groups, **more).details


@pytest.mark.parametrize(
    ("stances", "points"),
    [
        ((9.99, None, None), 0),
        ((10, 9.99, None), 1),
        ((10, 10, None), 2),
        ((10, 10, 2.99), 2),
        ((10, 10, 3), 3),
        ((10, 10, 9.994), 3),
        ((10, 10, 10), 4),
    ],
)
def test_the_points_of_balance(stances, points):
    assert parts(stances)["balance"] == points


@pytest.mark.parametrize(
    ("distance", "times", "points"),
    [
        ("4", (4.82, 4.81), 4),
        ("4", (6.2,), 3),
        ("4", (8.7,), 2),
        ("4", (8.71,), 1),
        ("3", (3.61,), 4),
        ("3", (4.65,), 3),
        ("3", (6.52,), 2),
        ("3", (6.53,), 1),
    ],
)
def test_the_points_of_the_walk_follow_its_course_and_the_faster_trial(distance, times, points):
    assert parts(walk=times, conditions={"walk_distance_m": distance})["gait"] == points


@pytest.mark.parametrize(
    ("time", "points"), [(11.19, 4), (13.69, 3), (16.69, 2), (60, 1), ("60.01", 0)]
)
def test_the_points_of_the_chair(time, points):
    assert parts(chair=(time,))["chair"] == points


def test_a_part_that_could_not_be_done_scores_0_and_one_not_done_leaves_no_total():
    unable = {"flags": frozenset({"balance_unable", "walk_time_s_unable", "chair_time_s_unable"})}
    assert parts((), (), (), **unable) == {"balance": 0, "gait": 0, "chair": 0}
    assert parts((), (), ()) == {"balance": None, "gait": None, "chair": None}
    assert value("sppb", {"stances": [10, 10, 10], "walk_time_s": [5]}) is None


def test_stances_that_cannot_be_are_refused():
    with pytest.raises(ImpossibleResponses, match="three stances"):
        parts((10, 10))
    with pytest.raises(ImpossibleResponses, match="0 or more"):
        parts((10, -1, None))


# ---- conditions --------------------------------------------------------------------------------


def test_a_condition_that_was_not_named_is_the_usual_one():
    instrument = get_instrument("gait")
    assert chosen(instrument, Responses(), "distance_m") == "4"
    with pytest.raises(LookupError, match="no condition"):
        chosen(instrument, Responses(), "weather")


def test_help_of_a_person_voids_every_timed_test():
    found = meaning("gait", {"trials_s": [5]}, aid=Aid.PERSON)
    assert (found.score, found.band, found.details) == (None, "slow_unable", {})
