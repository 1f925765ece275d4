"""The house's own promises: documented targets, executable scripts, lock files in step."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TARGETS = [
    "help",
    "demo",
    "run",
    "test",
    "check",
    "lint",
    "types",
    "imports",
    "templates",
    "cover",
    "bench",
    "install",
]


def test_every_target_is_there_and_is_told_by_help():
    told = subprocess.run(
        ["make", "--no-print-directory", "help"],  # noqa: S607 - make is what people type
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert [target for target in TARGETS if f"make {target} " not in told] == []


def test_what_is_to_be_run_can_be_run():
    run = [ROOT / ".ci" / "run", *(p for p in (ROOT / "scripts").iterdir() if p.suffix != ".py")]
    scripts = [path for path in run if path.is_file()]
    assert [path.name for path in scripts if not os.access(path, os.X_OK)] == []


def test_lock_files_are_in_step_with_what_the_project_asks_for():
    done = subprocess.run(
        [sys.executable, "scripts/lock_in_step.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_decisions_are_numbered_without_a_gap_and_have_their_three_parts():
    pages = sorted((ROOT / "docs" / "adr").glob("*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    parts = ("**Context.**", "**Decision.**", "**Consequences.**")
    assert [
        page.name for page in pages if not all(part in page.read_text() for part in parts)
    ] == []


def test_links_in_the_documents_lead_somewhere():
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    dead = [
        f"{document.name}: {target}"
        for document in documents
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text())
        if not (document.parent / target).exists()
    ]
    assert dead == []
