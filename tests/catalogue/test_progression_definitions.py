"""The decision table as shipped: the texts of the reference, each with its mark and source."""

from copy import deepcopy
from dataclasses import replace

import pytest

from clinic.catalogue.loading import DefinitionRefused, UnknownDefinition, load_folder
from clinic.catalogue.progression_definitions import (
    build_progression_table,
    get_progression_table,
)
from clinic.domain.progression_decisions import StepDecision

[SHIPPED] = load_folder("progression")


def changed(**body):
    return replace(SHIPPED, body=deepcopy(SHIPPED.body) | body)


def test_43_rules_stand_in_order_of_priority():
    codes = [rule.code for rule in get_progression_table().rules]
    assert len(codes) == 43
    assert (codes[0], codes[10], codes[19], codes[36], codes[-1]) == (
        "S01",
        "S12",
        "S11",
        "A02",
        "A01",
    )


def test_every_rule_carries_text_mark_and_source():
    for rule in get_progression_table().rules:
        assert rule.reason.endswith((".", "?"))
        assert rule.mark[0] in "VK?"
        assert rule.source


def test_the_rules_that_step_back_are_those_of_their_name():
    rules = get_progression_table().rules
    assert {rule.code[0] for rule in rules if rule.regresses} == {"R"}
    advancing = [rule.code for rule in rules if rule.decision is StepDecision.ADVANCE]
    assert advancing == ["A02", "A01"]


@pytest.mark.parametrize(
    "body",
    [
        {"rules": SHIPPED.body["rules"][1:]},
        {"rules": [*SHIPPED.body["rules"], SHIPPED.body["rules"][0]]},
        {"rules": [{**SHIPPED.body["rules"][0], "source": ["hearsay"]}]},
        {"parameters": {}},
        {"drop_limits": {"unknown_position": "kneeling"}},
        {"drop_limits": {"unknown_position": "sitting"}},
    ],
    ids=["too few", "twice", "unsourced", "no numbers", "position", "no limits"],
)
def test_a_table_with_a_hole_does_not_load(body):
    with pytest.raises(DefinitionRefused, match=r"backward_walking.v1.toml"):
        build_progression_table(changed(**body))


@pytest.mark.parametrize(("code", "version"), [("forward", None), ("backward_walking", 9)])
def test_a_table_that_is_not_there_is_not_guessed(code, version):
    with pytest.raises(UnknownDefinition):
        get_progression_table(code, version)
