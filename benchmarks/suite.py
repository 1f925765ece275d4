"""What the suite costs: seconds a test, against an empty test in the same run."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
EMPTY = (
    "import pytest\n\n@pytest.mark.parametrize('n', range(500))\ndef test_nothing(n):\n    pass\n"
)


def measure() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "test_nothing.py").write_text(EMPTY)
        empty = _seconds_a_test("-p", "no:cacheprovider", "--rootdir", folder, folder)
    ours = _seconds_a_test("--database", "both", "-m", "not browser")
    yield f"empty test            {empty[1] * 1000:7.2f} ms             1.00"
    yield (
        f"a test of ours        {ours[1] * 1000:7.2f} ms             "
        f"{ours[1] / empty[1]:.1f} of an empty one ({ours[0]} tests, browser left out)"
    )


def _seconds_a_test(*arguments: str) -> tuple[int, float]:
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", *arguments]
    told = subprocess.run(  # noqa: S603 - our own program
        command, cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout
    passed = re.search(r"(\d+) passed.* in ([\d.]+)s", told)
    if passed is None:
        raise RuntimeError(told[-2000:])
    count = int(passed[1])
    return count, float(passed[2]) / count
