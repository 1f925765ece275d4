from pathlib import Path

from clinic.catalogue.open_points import OpenPoint, as_markdown, open_points

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
