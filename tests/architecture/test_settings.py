"""Every setting can be looked up, and nothing is written up that is no setting."""

import re
from dataclasses import MISSING, fields
from pathlib import Path

from clinic.config import Settings

OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"
# Not for an instance's config file: where it is, and what only the tests set.
NOT_WRITTEN_UP = frozenset({"instance", "testing"})


def table():
    text = OPERATIONS.read_text(encoding="utf-8")
    body = text.split("<!-- settings:")[1].split("<!-- end of settings -->")[0]
    return dict(re.findall(r"^\| `([a-z_0-9]+)` \| (.*?) \|", body, re.MULTILINE))


def test_every_setting_is_written_up():
    assert set(table()) == {field.name for field in fields(Settings)} - NOT_WRITTEN_UP


def test_a_written_up_default_is_the_one_in_the_code():
    written = table()
    wrong = {}
    for field in fields(Settings):
        if field.default is MISSING or field.name in NOT_WRITTEN_UP:
            continue
        plain = (
            f"`{str(field.default).lower() if isinstance(field.default, bool) else field.default}`"
        )
        if field.default not in ("", (), None) and plain not in written[field.name]:
            wrong[field.name] = (written[field.name], plain)
    assert wrong == {}
