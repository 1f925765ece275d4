"""The plan of a template beside the pace that the rules allow."""

import pytest

from clinic.catalogue.ladder_definitions import get_ladder
from clinic.catalogue.template_definitions import get_template
from clinic.domain.pace import least_trainings, likely_pace

LADDER = get_ladder()


@pytest.mark.parametrize(
    ("level", "trainings"),
    [
        (1, 14),  # 3 to 6 min in six half-minute steps, each after two logs, and two at 6 min
        (4, 10),  # 6 to 10 min in four steps of a minute
        (8, 18),
    ],
)
def test_a_level_takes_two_logs_a_step_of_dose_and_two_at_the_target(level, trainings):
    definition = LADDER.level(level)
    found = least_trainings(level, ladder=LADDER)
    assert found >= definition.min_sessions
    assert found == trainings


def test_the_plan_stands_beside_what_the_rules_ask_for():
    pace = likely_pace(get_template("moderate-community"), ladder=LADDER, from_level=4)
    assert [found.level for found in pace] == [4, 5, 6]
    assert [found.planned_weeks for found in pace] == [4, 4, 2]
    assert all(found.likely_weeks >= 2 for found in pace)
    assert pace[0].likely_weeks == -(-pace[0].trainings // 3)


def test_the_least_days_of_a_level_hold_even_when_it_is_trained_every_day():
    [only] = likely_pace(get_template("knee-osteoarthritis"), ladder=LADDER, from_level=1)
    assert only.planned_weeks == 6
    assert only.likely_weeks >= LADDER.level(4).min_days // 7
