"""docs/states.md, line by line: each numbered line has a test here, and each test has its line."""

import re
from pathlib import Path

import pytest

from tests.architecture import (
    states_of_care,
    states_of_documents,
    states_of_exercises,
    states_of_measuring,
    states_of_print_jobs,
    states_of_screens,
    states_of_sign_in,
    states_of_steps,
)

LINES = re.findall(
    r"^\| ([A-Z]\d+) \| (.+?) \| (.+?) \| (.+?) \|",
    (Path(__file__).parents[2] / "docs" / "states.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)
MODULES = (
    states_of_care,
    states_of_documents,
    states_of_exercises,
    states_of_measuring,
    states_of_print_jobs,
    states_of_screens,
    states_of_sign_in,
    states_of_steps,
)
SCENARIOS = {
    name.partition("_")[0].upper(): scenario
    for module in MODULES
    for name, scenario in vars(module).items()
    if re.match(r"[a-z]\d+_", name)
}


def test_every_line_has_a_scenario_and_every_scenario_a_line():
    assert sorted(SCENARIOS) == sorted(number for number, *_ in LINES)


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line[0]} {line[1]}, {line[2]}")
def test_what_the_line_says_happens(line, app, ana, request):
    SCENARIOS[line[0]](app, ana)
