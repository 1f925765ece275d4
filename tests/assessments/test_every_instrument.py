"""Every instrument is recorded from the form that is made of its definition."""

import re

import pytest

from clinic.assessments.models import Assessment
from clinic.catalogue.instrument_definitions import get_instrument, list_recordable
from clinic.db import db, enter_clinic
from clinic.ids import new_id
from tests.assessments.records import MARCH, text


def items(group, *values):
    return {f"{group}_{n}": str(value) for n, value in enumerate(values, start=1)}


TYPED = {
    "bwt3m": (items("trials_s", 5, "5.2"), "5.10 s"),
    "bw_speed": (items("trials_s", "6.1", "5.9"), "0.50 m/s"),
    "tug": (items("trials_s", "12.46"), "12.46 s"),
    "tug_cog": (
        items("tug_cog_s", "15.2") | items("tug_s", "12.46") | items("counting_errors", 2),
        "Dual-task cost 22.0 %; it has no line.",
    ),
    "cst30": (items("repetitions", 9), "9 stands"),
    "four_stage": (items("hold_s", 10, 10, 7), "2 of 4"),
    "berg": (items("items", *[3] * 14), "42 of 56"),
    "sls": (
        items("left_trials_s", "3.2", "4.99") | items("right_trials_s", "2.4"),
        "right 2.59 s shorter",
    ),
    "sts5": (items("time_s", "16.2"), "Elevated: 15.00 s or more"),
    "gait": (
        items("trials_s", "12.4", "12.6") | {"condition_distance_m": "10"},
        "71 % of the mean for age and sex, 1.13 m/s.",
    ),
    "frt": (items("test_trials_cm", 20, "21.5", 22), "21.17 cm"),
    "minibest": (
        items("anticipatory", 2, 2, 0, 2)
        | items("reactive", 2, 2, 2, 2)
        | items("sensory", 2, 2, 2)
        | items("gait", *[2] * 5),
        "Anticipatory 4 of 6, Reactive 6 of 6, Sensory 6 of 6, Gait 10 of 10.",
    ),
    "poma": (items("balance", *[1] * 10) | items("gait", *[1] * 10), "20 of 28"),
    "sppb": (
        items("stances", 10, 10, "4.2") | items("walk_time_s", 5) | {"chair_time_s_unable": "y"},
        "Balance 3 of 4, Walk 3 of 4, Chair 0 of 4.",
    ),
    "abc": (items("total", "66.5"), "66.5 %"),
    "sfesi": (items("items", *[2] * 6), "14 of 28"),
    "obp": (
        items("baseline", 150, 85, 70) | items("stand_1min", 126, 78) | {"symptoms_1min": "y"},
        "Largest drop 24 systolic, 7 diastolic. One standing reading is missing.",
    ),
    "three_key_questions": (items("answers", 0, 1, 0), "At risk: at least one yes"),
    "stay_independent": (items("answers", 1, *[0] * 11), "At risk by the fall."),
    "fsst": (items("trials_s", "15.9", "14.2"), "14.20 s"),
    "fga": (items("items", *[2] * 10), "Backward walking 2 of 3."),
    "grip": (items("right_kg", 18) | items("left_kg", "15.5"), "left 2.50 kg weaker"),
    "cfs": (items("category", 5), "Frail: 5 or more"),
}


@pytest.fixture
def save(client, page):
    """Fills in the form of an instrument and saves it."""

    def post(code, **typed):
        sent = {"record_id": str(new_id()), "status": "completed", "aid": "none"}
        usual = conditions_of(code) | {"assessed_on": "2026-03-20"}
        return client.post(page("new", code), data=sent | usual | typed, follow_redirects=True)

    return post


def conditions_of(code):
    instrument = next(one for one in list_recordable() if one.code == code)
    return {
        f"condition_{one.code}": one.usual
        for one in instrument.conditions
        if not one.follows_the_sides
    }


def test_there_is_a_case_for_every_instrument():
    assert set(TYPED) == {instrument.code for instrument in list_recordable()}


@pytest.mark.parametrize("code", TYPED)
def test_it_is_recorded_and_its_meaning_is_shown(save, code):
    typed, says = TYPED[code]
    answer = save(code, **typed)
    assert answer.status_code == 200
    assert says in text(answer)


@pytest.mark.parametrize("code", TYPED)
def test_what_is_typed_has_the_same_meaning_before_it_is_saved(client, page, code):
    typed, _ = TYPED[code]
    sent = {"record_id": str(new_id()), "aid": "none"} | conditions_of(code) | typed
    answer = client.post(page("new", code, "preview"), data=sent)
    assert answer.status_code == 200
    assert "First result" in text(answer)


@pytest.mark.parametrize("code", TYPED)
def test_it_is_amended_with_everything_that_was_recorded(client, save, code):
    typed, _ = TYPED[code]
    saved = save(code, **typed)
    address = saved.request.path
    form = client.get(f"{address}/amend")
    assert form.status_code == 200
    again = client.post(
        f"{address}/amend",
        data={
            "record_id": str(new_id()),
            "status": "completed",
            "aid": "none",
            "assessed_on": "2026-03-20",
            "reason": "read again",
        }
        | conditions_of(code)
        | typed,
    )
    assert again.status_code == 302


@pytest.mark.parametrize(
    ("code", "typed", "says"),
    [
        ("gait", items("trials_s", 1), "Enter 1.15 to 80.00 seconds"),
        ("sls", items("left_trials_s", 46), "Enter 0.00 to 45.00 seconds: the cap was 45 s."),
        ("obp", items("baseline", 80, 85), "The diastolic pressure is lower"),
        ("sfesi", items("items", 1) | items("total", 9), "Enter the items or the total"),
        ("abc", items("total", 101), "Enter 0.00 to 100.00 percent."),
        ("grip", items("right_kg", "NaN"), "Enter a number, such as 24.5"),
        ("cfs", items("category", 10), "Choose 1, 2, 3, 4, 5, 6, 7, 8 or 9"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(save, app, ana, code, typed, says):
    answer = save(code, **typed)
    assert answer.status_code == 422
    assert says in text(answer)
    with app.app_context():
        enter_clinic(ana.clinic_id)
        assert db.session.query(Assessment).count() == 0


def test_the_stratum_has_no_form(client, page):
    assert client.get(page("new", "wfg")).status_code == 404


def test_the_single_tug_of_the_visit_stands_beside_the_one_with_counting(client, page, save):
    save("tug", **items("trials_s", "12.46"))
    assert 'value="12.46"' in client.get(page("new", "tug_cog")).text


def test_a_result_of_one_leg_is_not_compared_with_one_of_both(save):
    save("sls", **items("left_trials_s", 6), **items("right_trials_s", 5))
    said = text(save("sls", **items("left_trials_s", 7)))
    assert "Taken under other conditions (legs)." in said


def test_a_pressure_is_read_as_positive_or_negative_and_never_as_a_change(save, client, page):
    save("obp", **items("baseline", 130, 80), **items("stand_1min", 128, 79))
    said = text(save("obp", **items("baseline", 130, 80), **items("stand_1min", 105, 75)))
    assert "Positive: the pressure drops on standing." in said
    assert "Nothing to compare" not in said
    assert "positive" in text(client.get(page()))


def test_answers_that_allow_no_conclusion_are_called_incomplete(save):
    said = text(save("three_key_questions", **items("answers", 0, 0)))
    assert "incomplete" in said
    assert "Go on with this test" in said


def test_a_scale_says_how_many_answers_make_a_score(client, page):
    sent = {"record_id": str(new_id())} | items("items", 2, 2, 2)
    said = text(client.post(page("new", "sfesi", "preview"), data=sent))
    assert "So far, 3 of 7 items 6 of 12" in said
    assert "2 items to go until there is a score: 5 of 7 are needed." in said


def test_nothing_answered_yet_is_no_number(client, page):
    said = text(client.get(page("new", "minibest")))
    assert "So far, 0 of 14 items –" in said


def test_the_side_of_a_norm_is_told_with_its_number(client, page, measured):
    shown = text(client.get(page(measured(get_instrument("cst30"), "8", on=MARCH))))
    assert re.search(r"Below average for age and sex: fewer than \d+", shown)
    assert "fewer than average" not in shown
