"""The wheel is the whole program: what the source has beside its code is in it too."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    made = subprocess.run(  # noqa: S603 - our own build
        command, cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ
    )
    assert made.returncode == 0, made.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as content:
        return set(content.namelist())


def in_source(folder, *patterns):
    return {
        path.relative_to(ROOT).as_posix()
        for pattern in patterns
        for path in (ROOT / folder).rglob(pattern)
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_code_definitions_migrations_fonts_styles_and_scripts_are_in_the_wheel(packed):
    wanted = in_source("clinic", "*") | in_source("reports", "*")
    assert wanted - packed == set()


def test_templates_are_in_the_wheel_where_the_program_looks_for_them(packed):
    wanted = {
        name.replace("templates/", "clinic/_templates/", 1) for name in in_source("templates", "*")
    }
    assert wanted - packed == set()


def test_licence_and_command_are_in_the_wheel(packed):
    inside = {name.split("/", 1)[1] for name in packed if ".dist-info/" in name}
    assert {"licenses/LICENSE", "entry_points.txt"} <= inside


def test_nothing_of_a_clinic_is_in_the_wheel(packed):
    assert [name for name in packed if name.startswith(("instance/", "tests/"))] == []
