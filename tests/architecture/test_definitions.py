"""Every definition says where it comes from, and those that compute carry a worked example."""

from pathlib import Path

import pytest

from clinic.catalogue.loading import load_folder

CATALOGUE = Path(__file__).parents[2] / "clinic" / "catalogue"
KINDS = sorted(
    folder.name for folder in CATALOGUE.iterdir() if folder.is_dir() and any(folder.glob("*.toml"))
)
COMPUTED = frozenset({"instruments", "checklists", "progression"})
DEFINITIONS = [(kind, found) for kind in KINDS for found in load_folder(kind)]


def named(pair):
    kind, found = pair
    return f"{kind}/{found.code}.v{found.version}"


@pytest.mark.parametrize("pair", DEFINITIONS, ids=named)
def test_a_definition_names_source_licence_purpose_and_misuse(pair):
    _, found = pair
    assert all((found.source, found.licence, found.purpose, found.misuse, found.status))


@pytest.mark.parametrize("pair", [p for p in DEFINITIONS if p[0] in COMPUTED], ids=named)
def test_a_definition_that_computes_has_a_worked_example_with_its_citation(pair):
    _, found = pair
    examples = found.body.get("examples", [])
    assert examples
    assert all(example.get("source") or example.get("citation") for example in examples)


def test_there_is_a_definition_of_every_kind():
    assert KINDS == [
        "batteries",
        "checklists",
        "exercises",
        "handouts",
        "instruments",
        "ladders",
        "pictograms",
        "progression",
        "templates",
    ]


def test_versions_of_a_definition_follow_one_another():
    versions: dict[tuple[str, str], list[int]] = {}
    for kind, found in DEFINITIONS:
        versions.setdefault((kind, found.code), []).append(found.version)
    assert {key: got for key, got in versions.items() if got != list(range(1, len(got) + 1))} == {}
