"""Are the lock files in step with pyproject.toml? Says what is not, and ends with 1."""

import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^(?P<name>[\w.-]+)(?:\[[\w,.-]+\])?==(?P<version>[^\s;\\]+)")


def main() -> int:
    """Compare the lists; print one sentence for each thing that is out of step."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    runtime, development = (_text("runtime"), _text("development"))
    asked_at_run_time = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["postgres"],
    ]
    asked_in_development = [
        *asked_at_run_time,
        *project["dependency-groups"]["test"],
        *project["dependency-groups"]["dev"],
    ]
    findings = [
        *_unmet(asked_at_run_time, runtime, "runtime"),
        *_unmet(asked_in_development, development, "development"),
        *_different(runtime, development),
        *(line for name in ("bootstrap", "runtime", "development") for line in _loose(name)),
    ]
    for finding in findings:
        print(finding, file=sys.stderr)
    if findings:
        print("Run scripts/lock and commit what it changed.", file=sys.stderr)
    return 1 if findings else 0


def _text(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text()


def _pins(text: str) -> dict[str, set[Version]]:
    pins: dict[str, set[Version]] = {}
    for line in text.splitlines():
        if match := PIN.match(line):
            pins.setdefault(canonicalize_name(match["name"]), set()).add(Version(match["version"]))
    return pins


def _unmet(asked: list[str], text: str, name: str) -> list[str]:
    pins = _pins(text)
    return [
        f"requirements/{name}.txt has no version for {requirement}."
        for requirement in map(Requirement, asked)
        if not any(
            requirement.specifier.contains(version)
            for version in pins.get(canonicalize_name(requirement.name), ())
        )
    ]


def _different(runtime: str, development: str) -> list[str]:
    tested = _pins(development)
    return [
        f"{name} runs in another version than the one that is tested."
        for name, versions in _pins(runtime).items()
        if tested.get(name) != versions
    ]


def _loose(name: str) -> list[str]:
    text = _text(name)
    unhashed = [
        f"requirements/{name}.txt: {block.split()[0]} has no hash."
        for block in re.split(r"\n(?=[\w])", text)
        if PIN.match(block) and "--hash=sha256:" not in block
    ]
    address = [f"requirements/{name}.txt names an address."] if "://" in text else []
    return unhashed + address


if __name__ == "__main__":
    sys.exit(main())
