import copy
from datetime import date

import pytest

from clinic.catalogue.instrument_definitions import (
    build_instrument,
    get_instrument,
    instruments_by_code,
    list_instruments,
    list_recordable,
)
from clinic.catalogue.loading import (
    DefinitionRefused,
    RawDefinition,
    UnknownDefinition,
    load_folder,
)


def raw(code="tug", **body):
    found = next(one for one in load_folder("instruments") if one.code == code)
    changed = copy.deepcopy(found.body) | body
    return RawDefinition(
        code=found.code,
        version=found.version,
        status=found.status,
        purpose=found.purpose,
        misuse=found.misuse,
        source=found.source,
        licence=found.licence,
        reviewed_on=date(2026, 11, 25),
        body={key: value for key, value in changed.items() if value is not None},
    )


def test_there_are_24_instruments_the_core_ones_first():
    codes = [found.code for found in list_instruments()]
    assert codes[:5] == ["bwt3m", "tug", "cst30", "four_stage", "berg"]
    assert len(codes) == len(set(codes)) == 24
    assert instruments_by_code()["tug"] is get_instrument("tug")


def test_the_stratum_is_computed_and_not_recorded_on_a_form():
    assert {found.code for found in list_instruments()} - {
        found.code for found in list_recordable()
    } == {"wfg"}


@pytest.mark.parametrize(("code", "version"), [("stork", None), ("tug", 9)])
def test_an_unknown_instrument_or_version_is_said(code, version):
    with pytest.raises(UnknownDefinition, match=code):
        get_instrument(code, version)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"unit": None}, "`unit` is missing"),
        ({"colour": "red"}, "unknown key colour"),
        ({"minutes": "three"}, "wrong type"),
        ({"direction": "sideways"}, "sideways"),
        ({"scoring": "best_guess"}, "no scoring method best_guess"),
        ({"banding": "by_feel"}, "no banding method by_feel"),
        ({"details": "by_ear"}, "no method for details by_ear"),
        ({"entry_rules": ["by_mood"]}, "no entry rule by_mood"),
        ({"examples": []}, "worked example"),
        ({"profiles": [], "cut_offs": []}, "threshold profile"),
        ({"facts": [{"text": "x", "source": "somebody"}]}, "bears no mark"),
        ({"course_m": "far"}, "not a number"),
        ({"equipment": [3]}, "equipment 1"),
    ],
)
def test_a_definition_that_does_not_hold_together_is_refused(body, says):
    with pytest.raises(DefinitionRefused, match=says):
        build_instrument(raw(**body))


def test_bands_must_agree_with_their_order_and_leave_no_value_out():
    profiles = copy.deepcopy(raw().body["profiles"])
    profiles[0]["worst_to_best"] = ["at_risk"]
    with pytest.raises(DefinitionRefused, match="disagree"):
        build_instrument(raw(profiles=profiles))
    profiles = copy.deepcopy(raw().body["profiles"])
    profiles[0]["bands"][-1]["up_to"] = 99
    with pytest.raises(DefinitionRefused, match="no upper end"):
        build_instrument(raw(profiles=profiles))


def test_not_done_is_written_as_null_in_an_example():
    example = next(
        one for one in get_instrument("four_stage").examples if None in (one.input["hold_s"])
    )
    assert example.input["hold_s"] == [10, 10, 9.99, None]


@pytest.mark.parametrize("instrument", list_instruments(), ids=lambda found: found.code)
def test_every_item_has_a_label_of_its_own(instrument):
    for group in instrument.groups:
        codes = [item.link_id for item in group.items]
        assert len(set(codes)) == len(codes)
        assert all(item.prompt for item in group.items)
