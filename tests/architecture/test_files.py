"""What a reader of the code relies on: short files, named rooms, one reader of the clock."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = [
    path
    for folder in ("clinic", "reports")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
]
DRAWERS = frozenset({"utils", "util", "helpers", "helper", "common", "misc"})


def test_a_file_is_split_before_it_is_longer_than_300_lines():
    lengths = {path.relative_to(ROOT): len(path.read_text().splitlines()) for path in SOURCES}
    assert {path: length for path, length in lengths.items() if length > 300} == {}


def test_there_is_no_drawer_without_a_name():
    assert [path for path in SOURCES if DRAWERS & {path.stem, *path.relative_to(ROOT).parts}] == []


def test_reports_are_the_only_ones_to_build_a_paragraph():
    """ReportLab reads markup in a Paragraph: one place escapes, and nothing goes round it."""
    callers = {
        path.relative_to(ROOT).as_posix()
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name | ast.Attribute)
        and (node.func.id if isinstance(node.func, ast.Name) else node.func.attr) == "Paragraph"
    }
    assert all(caller.startswith("reports/") for caller in callers)
    assert len(callers) <= 1
