import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic.cli import main

DATA = Path(__file__).parents[1] / "data"
FURTHER = json.loads((DATA / "further_vectors.json").read_text())
TUG = {
    "id": "a",
    "instrument": "tug",
    "kind": "score",
    "input": {"status": "completed", "trials_s": [11.4], "aid": "none"},
}
READY = {
    "assessment": {"stand_supported": 60, "berg": 38, "tug": 20, "four_stage": 2, "bwt3m": 12},
    "flags": {},
}


def lines(told):
    assert told.exit_code == 0, told.output
    return [json.loads(line) for line in told.output.splitlines()]


def test_a_vector_from_standard_input_gets_one_line(stepback):
    (line,) = lines(stepback("score", "-", given=json.dumps({"vectors": [TUG]})))
    assert line["id"] == "a"
    assert line["result"]["score_s"] == 11.4


def test_a_vector_that_cannot_be_answered_says_why_and_the_rest_goes_on(stepback):
    unknown = {"id": "b", "instrument": "hopping", "kind": "score", "input": {}}
    told = lines(stepback("score", "-", given=json.dumps({"vectors": [unknown, TUG]})))
    assert "hopping" in told[0]["result"]["error"]
    assert "error" not in told[1]["result"]


@pytest.mark.parametrize("kind", ["placement", "checklist_status"])
def test_the_golden_cases_of_placing_are_answered_as_expected(stepback, kind):
    path = DATA / "progression_vectors.json"
    expected = {case["id"]: case["expected"] for case in json.loads(path.read_text())[kind]}
    told = {line["id"]: line["result"] for line in lines(stepback("place", str(path)))}
    assert {case: told[case] for case in expected} == expected


@pytest.mark.parametrize("kind", ["progression", "dose"])
def test_the_golden_cases_of_the_next_step_are_answered_as_expected(stepback, kind):
    path = DATA / "progression_vectors.json"
    expected = {case["id"]: case["expected"] for case in json.loads(path.read_text())[kind]}
    told = {line["id"]: line["result"] for line in lines(stepback("propose", str(path)))}
    assert {case: {k: told[case][k] for k in expected[case]} for case in expected} == expected


def test_a_step_that_cannot_be_proposed_says_why_and_the_rest_goes_on(stepback):
    dose = {"level": 3, "dose_min": 6, "dose_action": "increase"}
    asked = [
        {"id": "a", "kind": "progression", "input": {}},
        {"id": "b", "kind": "dance", "input": {}},
        {"id": "c", "input": dose},
        {"id": "d", "kind": "dose", "input": {**dose, "dose_action": "double"}},
    ]
    told = lines(stepback("propose", "-", given=json.dumps({"vectors": asked})))
    assert [line["result"] for line in told[:3]] == [
        {"error": "missing 'as_of'"},
        {"error": "unknown kind dance"},
        {"dose_min": 7.0},
    ]
    assert "double" in told[3]["result"]["error"]


def test_the_kind_of_a_vector_may_be_said_or_seen(stepback):
    vectors = [{"id": "said", "kind": "placement", "input": READY}, {"id": "seen", "input": READY}]
    told = lines(stepback("place", "-", given=json.dumps({"vectors": vectors})))
    assert told[0]["result"] == told[1]["result"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("[1", "is not JSON"),
        ("[]", "should hold an object"),
        ("{}", "no list named"),
        ('{"vectors": {}}', "should be a list"),
        (b'{"vectors": ["\xe9"]}', "is not in UTF-8"),
        ("[" * 100_000, "nests more deeply"),
        ('{"vectors": [' + "1" * 5000 + "]}", "is not JSON"),
    ],
    ids=["cut off", "a list", "no list", "no array", "Latin-1", "deep", "a long number"],
)
def test_what_cannot_be_read_is_a_sentence(stepback, given, sentence):
    told = stepback("score", "-", given=given)
    assert told.exit_code == 2
    assert sentence in told.output
    assert "Traceback" not in told.output


@pytest.mark.parametrize("command", ["score", "place", "propose"])
def test_a_vector_that_is_no_object_is_an_error_of_its_own(stepback, command):
    asked = [1, None, {"id": "b", "input": []}, {"id": "c"}, TUG | {"kind": 3, "instrument": None}]
    told = lines(stepback(command, "-", given=json.dumps({"vectors": asked})))
    assert [line["id"] for line in told] == [None, None, "b", "c", "a"]
    assert all(set(line["result"]) == {"error"} for line in told)


@pytest.mark.parametrize("command", ["score", "place", "propose"])
def test_nothing_asked_is_nothing_said(stepback, command):
    assert lines(stepback(command, "-", given='{"vectors": []}')) == []


def test_a_file_that_begins_with_a_byte_order_mark_is_read(stepback, tmp_path):
    path = tmp_path / "vectors.json"
    path.write_text(json.dumps({"vectors": [TUG]}), encoding="utf-8-sig")
    assert lines(stepback("score", str(path)))[0]["result"]["score_s"] == 11.4


def test_an_id_that_cannot_be_written_out_is_told_in_json_all_the_same(stepback):
    asked = '{"vectors": [{"id": "\\ud800", "instrument": "tug", "kind": "score", "input": {}}]}'
    assert lines(stepback("score", "-", given=asked))[0]["id"] == "\ud800"


def places(value, so_far=()):
    """Every place in a value, from the whole to its leaves."""
    yield so_far
    named = dict(enumerate(value)) if isinstance(value, list) else value
    if isinstance(named, dict):
        for key, part in named.items():
            yield from places(part, (*so_far, key))


def with_something_else(value, place, instead):
    if not place:
        return instead
    key, *rest = place
    changed = list(value) if isinstance(value, list) else dict(value)
    changed[key] = with_something_else(value[key], rest, instead)
    return changed


ODD = [None, True, "", "5", "unable", -1, 3.5, 10**30, float("nan"), [], [None], {}, {"a": 1}]


@settings(deadline=None)  # the time of one example says nothing on a busy machine
@given(st.data())
def test_whatever_stands_in_a_golden_case_the_answer_is_a_result_or_an_error(data):
    """Each kind of the programme; the instruments have a test of their own."""
    kind = data.draw(st.sampled_from(["progression", "dose", "placement", "checklist_status"]))
    case = data.draw(st.sampled_from(FURTHER[kind]))
    place = data.draw(st.sampled_from(list(places(case["input"]))))
    instead = data.draw(st.sampled_from(ODD))
    asked = {"id": 1, "kind": kind, "input": with_something_else(case["input"], place, instead)}
    command = "propose" if kind in ("progression", "dose") else "place"
    told = CliRunner().invoke(main, [command, "-"], input=json.dumps({"vectors": [asked]}))
    assert told.exit_code == 0, told.exception
    assert "NaN" not in told.output
    assert set(json.loads(told.output)) == {"id", "result"}


def test_a_file_that_is_not_there_is_a_sentence(stepback, tmp_path):
    told = stepback("score", str(tmp_path / "nothing.json"))
    assert told.exit_code == 2
    assert "There is no file" in told.output
