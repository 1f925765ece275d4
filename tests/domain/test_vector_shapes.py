"""Vectors whose values are of the wrong kind or shape: an entry is refused, a score is an error."""

import pytest

from clinic.catalogue.instrument_definitions import instruments_by_code
from clinic.domain.vectors import evaluate

REFUSED = {"accept": False, "confirm": False}
BALANCE = {
    "sit": 1, "rise": 2, "attempts": 2, "immediate": 2, "standing": 2,
    "nudge": 2, "eyes_closed": 1, "turn_steps": 1, "turn_steady": 1, "sit_down": 2,
}  # fmt: skip
MINIBEST = {str(n): 2 for n in range(1, 15)} | {"3": [2, 2], "6": [2, 2]}


def ask(code, kind, typed):
    return evaluate({"instrument": code, "kind": kind, "input": typed}, instruments_by_code())


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("berg", {"items": 4}),
        ("berg", {"items": [4] * 13 + ["4"]}),
        ("fga", {"items": [3] * 11}),
        ("minibest", {"items": [2] * 14}),
        ("minibest", {"items": MINIBEST | {"3": 2}}),
        ("minibest", {"items": MINIBEST | {"4": [2, 2]}}),
        ("minibest", {"items": MINIBEST | {"3": [2, 2, 2]}}),
        ("minibest", {"items": MINIBEST | {"15": 2}}),
        ("minibest", {"items": {n: score for n, score in MINIBEST.items() if n != "9"}}),
        ("minibest", {"items": MINIBEST | {"6": [2, 3]}}),
        ("poma", {"balance": {key: 1 for key in BALANCE if key != "sit"}}),
        ("poma", {"balance": BALANCE | {"rise": 1.5}}),
        ("abc", {"items": [50] * 15 + [50.5]}),
        ("obp", {"sbp": None, "dbp": 80}),
        ("obp", {"sbp": 120}),
        ("gait", {"time_s": 5}),
        ("gait", {"distance_m": 6, "time_s": 5}),
        ("gait", {"distance_m": 4, "time_s": 0}),
        ("sls", {"time_s": 31, "cap_s": 30}),
        ("sls", {"time_s": 3, "cap_s": 20}),
        ("frt", {"reach_cm": None}),
        ("cfs", {"category": None}),
        ("cfs", {"category": float("nan")}),
    ],
)
def test_an_entry_of_the_wrong_shape_is_refused(code, typed):
    assert ask(code, "validation", typed) == REFUSED


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("minibest", {"items": MINIBEST | {"3": None}, "age": 75}),
        ("minibest", {"items": MINIBEST | {"3": [2, None]}}),
        ("minibest", {"items": MINIBEST | {"1": None}}),
        ("poma", {"balance": BALANCE | {"rise": None}}),
        ("abc", {"items": [None] * 16}),
        ("tug", {"trials_s": [None, 12]}),
    ],
)
def test_an_item_that_is_null_is_accepted(code, typed):
    assert ask(code, "validation", typed) == {"accept": True, "confirm": False}


@pytest.mark.parametrize(
    ("code", "kind", "typed"),
    [
        ("berg", "score", {"items": {"1": 4}}),
        ("berg", "score", {"items": 4}),
        ("minibest", "score", {"items": [2] * 14}),
        ("stay_independent", "score", {"answers": "no"}),
        ("stay_independent", "score", {"answers": ["no"] * 12}),
        ("stay_independent", "score", {"answers": [False] * 11}),
        ("three_key_questions", "score", {"fell": "no"}),
        ("wfg", "score", {"fell_12m": "yes"}),
        ("wfg", "score", {"fell_12m": True, "severity": {"frailty": "yes"}}),
        ("wfg", "score", {"fell_12m": True, "falls_count_12m": 1.5}),
        ("wfg", "score", {"fell_12m": True, "falls_count_12m": -1}),
        ("wfg", "score", {"fell_12m": True, "gait_speed": "0.8"}),
        ("wfg", "score", {"fell_12m": True, "tug": float("inf")}),
        ("obp", "score", {"baseline": [130], "stand_1min": [120, 80]}),
        ("obp", "score", {"baseline": [130, 80], "start_position": "standing"}),
        ("sppb", "score", {"walk_time_s": 5.0}),
        ("gait", "score", {"trials_s": [5]}),
        ("sts5", "score", {"time_s": 12, "arms_used": "yes"}),
        ("sls", "score", {"left_trials_s": [5], "eyes": "shut"}),
        ("sls", "score", {"left_trials_s": [46]}),
        ("wfg", "validation", {"tug": 12}),
        ("obp", "change", {"baseline": 20, "followup": 10}),
        ("three_key_questions", "trend", {"instrument": "obp", "points": []}),
        ("tug", "trend", {"instrument": "tug", "points": [["2026-01-05", 14], ["2026-02-05"]]}),
        ("tug", "trend", {"instrument": "tug", "points": "2026-01-05"}),
        ("fga", "change", {"baseline": 20, "followup": 24, "mdc_profile": "vestibular"}),
        ("tug", "change", {"baseline": 20, "followup": 24, "same_protocol": "yes"}),
    ],
)
def test_a_question_that_makes_no_sense_is_an_error_and_no_result(code, kind, typed):
    assert set(ask(code, kind, typed)) == {"error"}


def test_unable_in_the_short_battery_is_null_and_scores_0_without_a_course():
    found = ask("sppb", "score", {"side_by_side_s": 10, "semi_tandem_s": 10, "tandem_s": 10})
    assert found == {"balance": 4, "gait": 0, "chair": 0, "total": 4, "band": "low"}


def test_a_mini_bestest_without_its_items_is_incomplete():
    found = ask("minibest", "score", {"age": 75})
    assert (found["total"], found["age_cut"], found["band"]) == (None, 23, None)


def test_a_stratum_is_computed_from_numbers_that_are_numbers():
    assert ask("wfg", "score", {"fell_12m": True, "falls_count_12m": 2}) == {"risk": "high"}
    assert ask("wfg", "score", {"fell_12m": False}) == {"risk": "low"}


def test_a_change_in_confidence_is_the_difference_of_exact_means():
    found = ask("abc", "change", {"baseline": 66.666, "followup": 81.665})
    assert (found["delta"], found["verdict"]) == (14.999, "no_detectable_change")


@pytest.mark.parametrize(
    ("typed", "band"),
    [
        ({"status": "unable", "age": 80, "sex": "F"}, "slow_unable"),
        ({"status": "not_attempted_unsafe", "age": 80, "sex": "F"}, "slow_unable"),
        ({"status": "unable", "trials_s": [5.0]}, "slow_unable"),
        ({"aid": "person", "trials_s": [5.0, 5.2]}, "slow_unable"),
        ({"status": "refused", "age": 80, "sex": "F"}, None),
        ({"status": "not_done"}, None),
        ({"trials_s": [None, None]}, None),
        ({}, None),
    ],
)
@pytest.mark.parametrize("code", ["gait", "bw_speed"])
def test_a_walk_that_gave_no_time_has_its_result_without_a_distance(code, typed, band):
    found = ask(code, "score", typed)
    assert found.pop("band") == band
    assert found.keys() >= {"speed_m_s"}
    assert set(found.values()) == {None}


@pytest.mark.parametrize("typed", [{"trials_s": [5.0, None]}, {"time_s": 5.0}])
@pytest.mark.parametrize("code", ["gait", "bw_speed"])
def test_a_time_says_nothing_without_its_distance(code, typed):
    assert ask(code, "score", typed) == {"error": "missing distance_m"}
