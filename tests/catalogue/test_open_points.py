from pathlib import Path

import pytest

from clinic.catalogue.open_points import OpenPoint, as_markdown, open_points
from clinic.catalogue.open_rules import open_rules

DOCUMENT = Path(__file__).parents[2] / "docs" / "open-points.md"


def test_the_document_is_in_step_with_the_definitions():
    made = as_markdown()
    assert DOCUMENT.read_text(encoding="utf-8") == made, "Run scripts/open-points."


def test_every_claim_that_is_not_verified_is_listed():
    points = open_points("instruments")
    assert {point.definition.partition(",")[0] for point in points} >= {"abc", "sls", "wfg"}
    assert all("[?]" in point.claim or "[K" in point.claim for point in points)


def test_a_judgement_is_to_be_decided_and_established_knowledge_to_be_compared():
    house_rule = OpenPoint(definition="tug, version 1", where="minutes", claim="[?] house estimate")
    known = OpenPoint(definition="tug, version 1", where="mcid", claim="[K30] Wright AA, et al.")
    assert house_rule.is_judgement
    assert not known.is_judgement
    assert "| decide |" in as_markdown()
    assert "| compare |" in as_markdown()


def test_kinds_without_an_open_point_are_left_out():
    assert open_points("handouts") == ()
    assert "Handouts" not in as_markdown()


def test_a_house_rule_in_the_programme_is_listed_beside_those_of_the_definitions():
    made = as_markdown()
    assert "| domain.local_errors | FEWEST_PEOPLE: Stable people to be retested" in made
    assert "| domain.risk | House rule [?]: a missing count of falls counts as one. |" in made
    assert "Safety stop: no balance test with chest pain" in made


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        ("# Half of it\n# is enough [?].\nx = 1\n", "Half of it is enough [?]."),
        ('A: int = 3\n"""Days to wait [?]."""\n', "A: Days to wait [?]."),
        (
            'def f():\n    """Wait.\n\n    Source: judgement [?].\n    """\n',
            "Wait. Source: judgement [?].",
        ),
    ],
)
def test_a_rule_is_found_in_a_comment_at_a_constant_and_in_the_source_of_a_function(
    tmp_path, source, claim
):
    (tmp_path / "waiting.py").write_text(source)
    assert ("waiting", claim) in [(rule.module, rule.claim) for rule in open_rules(tmp_path)]
