"""The precaution checklists as they stand in the catalogue."""

from datetime import date

import pytest

from clinic.catalogue.checklist_definitions import (
    build_checklist,
    build_examples,
    get_checklist,
    list_checklist_examples,
    list_checklists,
)
from clinic.catalogue.loading import DefinitionRefused, RawDefinition, UnknownDefinition
from clinic.domain.checklists import Effect, ItemId, ItemType
from clinic.domain.precautions import evaluate_checklist_status


def raw(**changes) -> RawDefinition:
    body = {
        "name": "Screen",
        "validity_days": 1,
        "validity_note": "",
        "grace_days": 28,
        "clearance_max_age_days": 180,
        "invalidated_by": [],
        "same_day_items": [],
        "items": [],
        "references": {},
        **changes,
    }
    return RawDefinition(
        code="screen",
        version=1,
        status="draft",
        purpose="to test",
        misuse="anything else",
        source="none",
        licence="Apache-2.0",
        reviewed_on=date(2026, 11, 25),
        body=body,
    )


def test_the_six_checklists_have_all_their_items():
    assert {definition.code: len(definition.items) for definition in list_checklists()} == {
        "clinical_screen": 53,
        "home_environment": 14,
        "pool": 14,
        "pre_session": 18,
        "stairs": 7,
        "treadmill": 11,
    }


@pytest.mark.parametrize("example", list_checklist_examples(), ids=lambda example: example.title)
def test_a_worked_example_has_its_status(example):
    definition = get_checklist(example.checklist_code, example.checklist_version)
    result = evaluate_checklist_status(example.vector_input, {definition.code: definition})
    assert result == {"status": example.expected_status}


def test_the_clinical_screen_asks_for_stops_first():
    screen = get_checklist("clinical_screen")
    counts = [len(screen.items_of_type(item_type)) for item_type in ItemType]
    assert counts == [15, 14, 24]


def test_items_carry_their_effects():
    screen = get_checklist("clinical_screen", 1)
    assert screen.item(ItemId("CS63")).effects == {Effect.CAP_LEVEL_4, Effect.CLINIC_ONLY}
    assert screen.item(ItemId("CS01")).effects == frozenset()


def test_items_name_their_evidence_and_its_citation():
    screen = get_checklist("clinical_screen")
    for item in screen.items:
        assert item.mark
        assert all(screen.references[key].citation for key in item.evidence)


@pytest.mark.parametrize(("code", "version"), [("nowhere", None), ("clinical_screen", 99)])
def test_an_unknown_checklist_is_refused(code, version):
    with pytest.raises(UnknownDefinition):
        get_checklist(code, version)


@pytest.mark.parametrize(
    "changes",
    [{"validity_days": None, "same_day_items": ["XX01"]}, {"items": [{"id": "XX01"}]}],
    ids=["a same-day item that is not there", "an item without its keys"],
)
def test_a_file_that_makes_no_checklist_is_refused(changes):
    with pytest.raises(DefinitionRefused, match=r"screen\.v1\.toml"):
        build_checklist(raw(**changes))


def test_a_checklist_without_a_worked_example_is_refused():
    with pytest.raises(DefinitionRefused, match="no worked example"):
        build_examples(raw())
