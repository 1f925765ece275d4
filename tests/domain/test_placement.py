import json
from pathlib import Path

import pytest

from clinic.catalogue.ladder_definitions import get_ladder
from clinic.domain.criteria import UNABLE
from clinic.domain.dose_actions import evaluate_dose
from clinic.domain.ladder import EntryState, PlacementFlag, PlacementReason, UnknownLevel
from clinic.domain.placement import evaluate_placement, propose_placement

VECTORS = json.loads(
    (Path(__file__).parents[1] / "data" / "progression_vectors.json").read_text(encoding="utf-8")
)


def named(vector):
    return f"{vector['id']} {vector['title']}"


@pytest.mark.parametrize("vector", VECTORS["placement"], ids=named)
def test_placement_answers_the_golden_cases(vector):
    assert evaluate_placement(vector["input"], get_ladder()) == vector["expected"]


@pytest.mark.parametrize("vector", VECTORS["dose"], ids=named)
def test_the_dose_rule_answers_the_golden_cases(vector):
    assert evaluate_dose(vector["input"], get_ladder()) == vector["expected"]


@pytest.mark.parametrize(
    ("level", "action"), [(8, "next_level_start"), (1, "previous_level_75pct")]
)
def test_there_is_no_dose_beyond_the_ends_of_the_ladder(level, action):
    with pytest.raises(UnknownLevel):
        evaluate_dose({"level": level, "dose_min": 5, "dose_action": action}, get_ladder())


def strong_tests():
    return {"stand_supported": 60, "berg": 54, "tug": 8.5, "four_stage": 4, "bwt3m": 3.8}


def test_a_proposal_names_the_base_level_and_every_cap_that_holds():
    flags = frozenset({PlacementFlag.NEW_TO_BACKWARD_WALKING, PlacementFlag.HIGH_RISK})
    proposal = propose_placement(strong_tests(), flags, ladder=get_ladder())
    assert proposal.ready
    assert (proposal.level, proposal.base_level) == (3, 8)
    assert proposal.reason is PlacementReason.CAP_HIGH_RISK
    assert [cap.max_level for cap in proposal.caps] == [3, 5]
    assert proposal.next_entry is None


def test_a_proposal_says_what_stands_before_the_next_level():
    tests = strong_tests() | {"bwt3m": UNABLE}
    proposal = propose_placement(tests, frozenset(), ladder=get_ladder())
    assert proposal.level == 3
    assert proposal.next_entry.state is EntryState.FAILED
    assert [failed.measure for failed in proposal.next_entry.failed] == ["bwt3m"]


def test_who_cannot_stand_with_support_is_not_ready_whatever_the_flags():
    proposal = propose_placement(
        {"stand_supported": UNABLE}, frozenset({PlacementFlag.HIGH_RISK}), ladder=get_ladder()
    )
    assert not proposal.ready
    assert proposal.reason is PlacementReason.NOT_READY
