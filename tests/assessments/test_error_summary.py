"""At the top of a refused form: which trial, side or item is meant, and a link to it."""

import re

import pytest

from clinic.assessments.fields import field_name
from clinic.catalogue.instrument_definitions import list_recordable
from clinic.ids import new_id

ENTRY = re.compile(r'<li><a href="#([^"]+)">([^<]+)</a></li>')


@pytest.fixture
def refused(client, page):
    """Sends a form that is refused: the entries of its summary, and the page."""

    def send(instrument, typed, **more):
        usual = {f"condition_{one.code}": one.usual for one in instrument.conditions}
        form = {"record_id": str(new_id()), "status": "completed", "aid": "none"}
        form |= usual | {"assessed_on": "2026-03-20"} | typed | more
        answer = client.post(page("new", instrument.code), data=form)
        assert answer.status_code == 422
        return ENTRY.findall(answer.text), answer.text

    return send


def named(code):
    return next(one for one in list_recordable() if one.code == code)


@pytest.mark.parametrize("instrument", list_recordable(), ids=lambda one: one.code)
def test_each_field_that_is_wrong_has_an_entry_of_its_own_that_leads_to_it(refused, instrument):
    fields = [
        field_name(group, place)
        for group in instrument.groups
        if not group.needs_permission
        for place in range(len(group.items))
    ]
    entries, page = refused(instrument, dict.fromkeys(fields, "wrong"))
    targets, said = [target for target, _ in entries], [words for _, words in entries]
    assert {target.removesuffix("-0") for target in targets} >= set(fields)
    assert len(set(said)) == len(said)
    for target in targets:
        assert f'id="{target}"' in page


@pytest.mark.parametrize(
    ("code", "typed", "target", "words"),
    [
        ("tug", {"trials_s_2": "2"}, "trials_s_2", "Trial 2: Enter 3.00 to 300.00 seconds."),
        ("tug", {"practice_1": "x", "trials_s_1": "9"}, "practice_1", "Practice: Enter a number"),
        ("sls", {"right_trials_s_2": "46"}, "right_trials_s_2", "Right leg, trial 2: Enter 0.00"),
        (
            "obp",
            {"baseline_1": "128", "baseline_2": "74", "stand_1min_2": "190"},
            "stand_1min_1",
            "Standing, 1 min, systolic: Enter both pressures, or neither.",
        ),
        ("berg", {"items_3": "9"}, "items_3-0", "3. Sit unsupported 2 min: Choose 0, 1, 2"),
        (
            "three_key_questions",
            {"answers_3": "perhaps"},
            "answers_3-0",
            "Worried about falling? Choose No or Yes",
        ),
        ("four_stage", {"hold_s_1": "3", "hold_s_2": "1"}, "hold_s_2", "2. Instep at the big toe:"),
    ],
)
def test_an_entry_names_the_trial_the_side_or_the_item(refused, code, typed, target, words):
    entries, _ = refused(named(code), typed)
    assert dict(entries)[target].startswith(words)


def test_a_question_names_the_trial_that_is_unusual(refused):
    entries, page = refused(named("tug"), {"trials_s_1": "12", "trials_s_3": "70"})
    assert entries[0][0] == "confirmed"
    assert entries[0][1].startswith("Trial 3: 70.00 s is unusual. Is it correct?")
    assert "<p>Trial 3: 70.00 s is unusual." in page


def test_a_confirmed_number_is_asked_about_again_at_another_trial(refused):
    tug = named("tug")
    entries, _ = refused(tug, {"trials_s_1": "12", "trials_s_2": "70"})
    _, page = refused(
        tug, {"trials_s_1": "12", "trials_s_3": "70"}, confirmed=entries[0][1].replace("&#39;", "'")
    )
    assert "Trial 3: 70.00 s is unusual" in page


def test_everything_that_is_wrong_is_said_at_once(refused):
    entries, _ = refused(
        named("sls"), {"left_trials_s_2": "12,5", "right_trials_s_1": "99", "assessed_on": ""}
    )
    assert {words for _, words in entries} == {
        "Left leg, trial 2: Write 12.5, with a point",
        "Right leg, trial 1: Enter 0.00 to 45.00 seconds: the cap was 45 s.",
        "Enter the day of the test",
    }


def test_what_a_number_that_cannot_be_read_may_settle_is_not_said_yet(refused):
    entries, _ = refused(named("four_stage"), {"hold_s_1": "ten", "hold_s_2": "4"})
    assert [target for target, _ in entries] == ["hold_s_1"]


def test_the_result_as_typed_names_the_trial_too(client, page):
    typed = {"aid": "none", "assessed_on": "2026-03-20", "trials_s_1": "12", "trials_s_2": "2"}
    shown = client.post(page("new", "tug", "preview"), data=typed)
    assert "Trial 2: Enter 3.00 to 300.00 seconds." in shown.text
