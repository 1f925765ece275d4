"""All golden vectors; those of other files by `pytest tests/domain/test_vectors.py --vectors F`."""

import json
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic.catalogue.checklist_definitions import list_checklists
from clinic.catalogue.instrument_definitions import instruments_by_code, list_instruments
from clinic.catalogue.ladder_definitions import get_ladder
from clinic.catalogue.progression_definitions import get_progression_table
from clinic.domain.dose_actions import evaluate_dose
from clinic.domain.placement import evaluate_placement
from clinic.domain.precautions import evaluate_checklist_status
from clinic.domain.progression_vectors import evaluate_progression
from clinic.domain.vectors import KINDS, evaluate

DATA = Path(__file__).parents[1] / "data"
OWN_FILES = (
    DATA / "instrument_vectors.json",
    DATA / "progression_vectors.json",
    DATA / "further_vectors.json",  # borders, ties and orders that no golden case touches
)
TOLERANCES = {"trend": 5e-4}
TOLERANCE = 1e-9
PROGRAMME_KINDS = ("progression", "placement", "dose", "checklist_status")


def pytest_generate_tests(metafunc):
    if "vector" not in metafunc.fixturenames:
        return
    own = [vector for file in OWN_FILES for vector in read_vectors(file)]
    asked_for = [
        vector for file in metafunc.config.getoption("--vectors") for vector in read_vectors(file)
    ]
    vectors = [*own, *asked_for]
    metafunc.parametrize("vector", vectors, ids=[vector["id"] for vector in vectors])


def read_vectors(file):
    content = json.loads(Path(file).read_text(encoding="utf-8"))
    yield from content.get("vectors", ())
    for kind in PROGRAMME_KINDS:
        for vector in content.get(kind, ()):
            yield vector | {"kind": kind}


def answer(vector):
    kind = vector["kind"]
    if kind in KINDS:
        return evaluate(vector, instruments_by_code())
    evaluators = {
        "progression": partial(
            evaluate_progression,
            table=get_progression_table(),
            ladder=get_ladder(),
            instruments=instruments_by_code(),
        ),
        "placement": partial(evaluate_placement, ladder=get_ladder()),
        "dose": partial(evaluate_dose, ladder=get_ladder()),
        "checklist_status": partial(
            evaluate_checklist_status,
            definitions={found.code: found for found in list_checklists()},
        ),
    }
    return evaluators[kind](vector["input"])


def is_same(found, expected, tolerance):
    if isinstance(expected, dict):
        return set(expected) <= set(found) and all(
            is_same(found[key], value, tolerance) for key, value in expected.items()
        )
    if expected is None or isinstance(expected, (bool, str, list)):
        return type(found) is type(expected) and found == expected
    return type(found) in (int, float) and abs(found - expected) <= tolerance


def assert_answers(found, vector):
    tolerance = TOLERANCES.get(vector["kind"], TOLERANCE)
    wrong = {
        key: (found.get(key, "left out"), value)
        for key, value in vector["expected"].items()
        if key not in found or not is_same(found[key], value, tolerance)
    }
    assert not wrong, f"{vector['input']}: {wrong} (found, expected)"


def test_the_vector_is_answered_as_expected(vector):
    found = answer(vector)
    json.dumps(found, allow_nan=False)
    assert_answers(found, vector)


@pytest.mark.parametrize(
    ("instrument", "example"),
    [(found, example) for found in list_instruments() for example in found.examples],
    ids=lambda part: getattr(part, "code", getattr(part, "title", "")),
)
def test_the_worked_example_of_a_definition_holds(instrument, example):
    vector = {
        "instrument": instrument.code,
        "kind": example.kind,
        "input": example.input,
        "expected": example.expected,
    }
    assert_answers(evaluate(vector, instruments_by_code()), vector)


def ask(code, kind, /, **typed):
    return evaluate({"instrument": code, "kind": kind, "input": typed}, instruments_by_code())


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"instrument": "stork", "kind": "score", "input": {}}, "unknown instrument stork"),
        ({"instrument": "tug", "kind": "guess", "input": {}}, "unknown kind guess"),
        ({"instrument": "tug", "kind": "score", "input": []}, "`input` must be an object"),
        ({"kind": "score", "input": {}}, "missing 'instrument'"),
    ],
    ids=["instrument", "kind", "input", "key"],
)
def test_a_vector_that_cannot_be_answered_says_why(asked, says):
    assert says in evaluate(asked, instruments_by_code())["error"]


@pytest.mark.parametrize(
    ("instrument", "kind", "typed"),
    [
        ("tug", "change", {"baseline": 12, "followup": 10, "mdc_profile": "parkinson"}),
        ("bwt3m", "score", {"trials_s": [3.0], "threshold_profile": "hospital"}),
        ("berg", "score", {"items": [4] * 13}),
        ("berg", "score", {"items": [4] * 13 + [99]}),
        ("berg", "score", {"items": [4] * 13 + [2.5]}),
        ("tug", "score", {"trials_s": ["12"]}),
        ("tug", "score", {"trials_s": [True]}),
        ("tug", "score", {"trials_s": [float("nan")]}),
        ("tug", "score", {"trials_s": [0]}),
        ("tug", "score", {"trials_s": [12], "status": "tired"}),
        ("four_stage", "score", {"hold_s": [10, 10, 9]}),
        ("cst30", "score", {"repetitions": 10.5}),
        ("tug", "validation", {}),
        ("trend", "trend", {"instrument": "tug", "points": [["2026-02-30", 3]]}),
        ("trend", "trend", {"instrument": "tug", "points": [], "sem": 0}),
        ("crossing", "crossing", {"instrument": "tug", "baseline_band": "x", "followup_band": "y"}),
        ("age", "derive", {"birth_date": "2026-01-01", "assessment_date": "2025-01-01"}),
    ],
)
def test_an_input_that_makes_no_sense_is_an_error_and_no_result(instrument, kind, typed):
    assert set(ask(instrument, kind, **typed)) == {"error"}


@pytest.mark.parametrize("typed", ["12", True, None, float("inf")])
def test_what_is_not_a_number_is_refused_as_an_entry(typed):
    assert ask("tug", "validation", time_s=typed) == {"accept": False, "confirm": False}


def test_the_person_reaches_the_norms_only_with_a_sex_of_the_table():
    assert ask("cst30", "score", repetitions=12, age=72, sex="F")["cut"] == 10
    assert ask("cst30", "score", repetitions=12, age=72)["cut"] is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=8,
)
KEYS = sorted({key for vector in read_vectors(OWN_FILES[0]) for key in vector["input"]})


@settings(deadline=None)  # the time of one example says nothing on a busy machine
@given(
    st.sampled_from([*sorted(instruments_by_code()), "trend"]),
    st.sampled_from(sorted(KINDS)),
    st.dictionaries(st.sampled_from(KEYS), JSON, max_size=6),
)
def test_whatever_is_asked_the_answer_is_a_result_or_an_error(code, kind, given_input):
    answer = evaluate(
        {"instrument": code, "kind": kind, "input": given_input}, instruments_by_code()
    )
    json.dumps(answer, allow_nan=False)
