import pytest

from clinic.catalogue.loading import DefinitionRefused, _checked, load_folder

HEAD = {
    "code": "tug",
    "version": 1,
    "status": "draft",
    "purpose": "to measure",
    "misuse": "alone",
    "source": "[V17]",
    "licence": "free",
    "reviewed_on": load_folder("instruments")[0].reviewed_on,
}


def test_a_definition_that_says_what_it_is_is_read():
    found = _checked("tug.v1.toml", {**HEAD, "unit": "s"})
    assert (found.code, found.version, found.body) == ("tug", 1, {"unit": "s"})


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"source": " "}, "`source` is missing or empty"),
        ({"misuse": None}, "`misuse` is missing or empty"),
        ({"version": 0}, "`version` must be a whole number from 1"),
        ({"version": "1"}, "`version` must be a whole number from 1"),
        ({"reviewed_on": "today"}, "`reviewed_on` must be a date"),
        ({"version": 2}, "the name should be code.vN.toml"),
    ],
)
def test_a_definition_without_a_complete_head_is_refused(changed, says):
    with pytest.raises(DefinitionRefused, match=says):
        _checked("tug.v1.toml", {**HEAD, **changed})
