from datetime import date

import pytest

from clinic.catalogue.battery_definitions import (
    build_battery,
    get_battery,
    instruments_of,
    list_batteries,
)
from clinic.catalogue.loading import DefinitionRefused, RawDefinition, UnknownDefinition


def raw(**body):
    return RawDefinition(
        code="own",
        version=1,
        status="draft",
        purpose="A test.",
        misuse="Not for people.",
        source="[?] a test",
        licence="ours",
        reviewed_on=date(2026, 11, 25),
        body={"name": "Own", "order": 9, "instruments": ["tug"]} | body,
    )


def test_the_batteries_are_listed_in_their_order():
    assert [found.code for found in list_batteries()] == [
        "core_backward",
        "steadi",
        "frailty",
        "vestibular",
    ]


def test_the_core_battery_is_the_four_tests_of_the_programme():
    codes = [instrument.code for instrument in instruments_of(get_battery())]
    assert codes == ["bwt3m", "tug", "cst30", "four_stage"]


def test_an_unknown_battery_is_said():
    with pytest.raises(UnknownDefinition, match="no battery gym"):
        get_battery("gym")


@pytest.mark.parametrize("code", ["stork", "wfg"])
def test_a_battery_holds_what_is_recorded_on_a_form(code):
    with pytest.raises(DefinitionRefused, match=f"no instrument {code}"):
        build_battery(raw(instruments=["tug", code]))
    assert build_battery(raw()).instruments == ("tug",)
