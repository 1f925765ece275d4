from datetime import timedelta
from decimal import Decimal

import pytest

from clinic.domain.criteria import UNABLE
from clinic.domain.ladder import PlacementFlag, UnknownLevel
from clinic.ids import new_id
from clinic.routines import queries
from clinic.routines.actions import ReasonOwed, place
from clinic.routines.facts import latest_tests, placement_case, recorded_flags
from tests import factories
from tests.factories import MORNING, TODAY
from tests.routines.cases import answers, measure, screen


def decide(episode, by, *, level, given=None, reason=""):
    return place(
        episode,
        given or answers(),
        level=level,
        reason=reason,
        record_id=new_id(),
        by=by.actor,
        at=MORNING,
        today=TODAY,
    )


def measured_episode(by, **tests):
    episode = factories.make_episode(by)
    for code, value in tests.items():
        measure(episode, by, code, value)
    return episode


def test_the_latest_result_that_says_something_counts(inside):
    episode = measured_episode(inside, berg=30, tug=20)
    measure(episode, inside, "berg", 36, on=TODAY + timedelta(days=1))
    measure(episode, inside, "tug", None, on=TODAY + timedelta(days=1), status="refused")
    measure(episode, inside, "bwt3m", None, status="unable")
    tests = latest_tests(episode)
    assert tests["berg"].value == 36
    assert tests["tug"].value == 20
    assert tests["bwt3m"].value is UNABLE
    assert "four_stage" not in tests


def test_a_form_with_items_missing_leaves_the_result_before_it_standing(inside):
    episode = measured_episode(inside, berg=30)
    measure(episode, inside, "berg", None, on=TODAY + timedelta(days=1))
    measure(episode, inside, "tug", None)
    tests = latest_tests(episode)
    assert tests["berg"].value == 30
    assert "tug" not in tests


def test_unable_is_unable_also_where_it_scores_0(inside):
    episode = factories.make_episode(inside)
    measure(episode, inside, "cst30", 0, status="unable")
    assert latest_tests(episode)["cst30"].value is UNABLE


def test_an_amended_result_no_longer_counts(inside):
    episode = measured_episode(inside, berg=30)
    wrong = measure(episode, inside, "tug", 9)
    right = measure(episode, inside, "tug", 19, on=TODAY - timedelta(days=1))
    right.supersedes_id = wrong.id
    assert latest_tests(episode)["tug"].value == 19


def test_flags_come_from_the_screen_and_the_stratum(inside):
    episode = measured_episode(inside)
    screen(episode, inside, yes=("CS42", "CS63", "CS40"))
    assert recorded_flags(episode, today=TODAY) == {
        PlacementFlag.COGNITION_CAUTION,
        PlacementFlag.FREEZING_OR_RETROPULSION,
        PlacementFlag.HIGH_RISK,
    }


def test_a_placement_keeps_its_inputs_and_what_was_proposed(inside):
    episode = measured_episode(inside, berg=33, tug=26, four_stage=1)
    screen(episode, inside)
    placement = decide(episode, inside, level=3, given=answers(new=True))
    assert (placement.level, placement.proposed_level) == (3, 3)
    assert placement.inputs["tests"]["berg"] == {"value": "33", "on": TODAY.isoformat()}
    assert placement.inputs["flags"] == ["new_to_backward_walking"]
    assert queries.latest_placement(episode) is placement
    assert latest_tests(episode)["stand_supported"].value == Decimal(60)


def test_another_level_than_proposed_needs_a_reason(inside):
    episode = measured_episode(inside, berg=33, tug=26, four_stage=1)
    with pytest.raises(ReasonOwed):
        decide(episode, inside, level=2)
    assert decide(episode, inside, level=2, reason="Tires quickly").level == 2


def test_a_level_that_does_not_exist_is_refused(inside):
    with pytest.raises(UnknownLevel):
        decide(measured_episode(inside), inside, level=9, reason="?")


def test_who_cannot_stand_is_not_ready_and_that_is_kept(inside):
    episode = measured_episode(inside, berg=50)
    placement = decide(episode, inside, level=0, given=answers(None))
    assert placement.stand_supported_s is None
    assert placement.inputs["tests"]["stand_supported"]["value"] == "unable"
    assert queries.current_level(episode) == 0


def test_the_proposal_uses_what_was_shown_now_not_what_was_kept_before(inside):
    episode = measured_episode(inside, berg=33, tug=26, four_stage=1)
    decide(episode, inside, level=0, given=answers(10))
    case = placement_case(episode, answers(45), today=TODAY)
    assert case.proposal.level == 3
