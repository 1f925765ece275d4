"""Whatever is typed into a form of a test: a message beside its field, and nothing stored by half.

Every field of every instrument meets the same nonsense; what one form refuses no other takes.
"""

import re
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa
from flask import Flask, g
from werkzeug.datastructures import MultiDict

from clinic.assessments.fields import CHOSEN, field_name, practice_name
from clinic.assessments.forms import MeasureForm, carried, form_class
from clinic.assessments.models import Assessment
from clinic.audit.models import AuditEvent
from clinic.catalogue.instrument_definitions import get_instrument, list_recordable
from clinic.db import db, enter_clinic
from clinic.domain.items import GroupKind
from clinic.ids import new_id
from tests.assessments.records import text
from tests.domain.instrument_cases import BERG, TUG
from tests.factories import acting

TODAY = date(2026, 3, 20)
NONSENSE = [
    "abc",
    "NaN",
    "inf",
    "-inf",
    "Infinity",
    "1e3",
    "12.4.6",
    "--3",
    "0x10",
    "½",
    "1 2",
    "1_0",
]
GROUPS = [
    pytest.param(instrument, group, id=f"{instrument.code}-{group.code}")
    for instrument in list_recordable()
    for group in instrument.groups
]
TYPED = [param for param in GROUPS if param.values[1].kind not in CHOSEN]
TAPPED = [param for param in GROUPS if param.values[1].kind in CHOSEN]
TIMED = [
    pytest.param(instrument, group, id=instrument.code)
    for instrument in list_recordable()
    for group in instrument.groups
    # A hold may be that short.
    if group.kind is GroupKind.TIMED_TRIALS and group.code != "stances" and instrument.code != "sls"
]


@pytest.fixture(scope="module")
def sent():
    """The form of an instrument as it was sent."""
    app = Flask(__name__)
    app.config.update(SECRET_KEY="only-for-tests", WTF_CSRF_ENABLED=False)

    def send(instrument, data, language="en"):
        data = MultiDict(data)
        data.setdefault("assessed_on", "2026-03-20")
        data.setdefault("aid", "none")
        for condition in instrument.conditions:
            data.setdefault(f"condition_{condition.code}", condition.usual)
        with app.test_request_context(method="POST", data=data):
            g.actor = acting(language=language)
            form = form_class(MeasureForm, instrument)(
                today=TODAY,
                enrolled_on=date(2026, 2, 9),
                data=carried(instrument, today=TODAY, last=None),
            )
            return form, form.validate()

    return send


@pytest.mark.parametrize("nonsense", NONSENSE)
@pytest.mark.parametrize(("instrument", "group"), TYPED)
def test_what_is_no_number_is_answered_beside_each_field(sent, instrument, group, nonsense):
    for place in range(len(group.items)):
        name = field_name(group, place)
        form, accepted = sent(instrument, {name: nonsense})
        assert not accepted
        said = form.errors[name][0]
        assert said.startswith("Enter a number, such as ")
        assert re.search(r"Allowed: (a whole number, )?[\d.]+ to [\d.]+ \w", said)
        assert form[name].data == nonsense


@pytest.mark.parametrize("nonsense", [*NONSENSE, "-1", "99", "0.5"])
@pytest.mark.parametrize(("instrument", "group"), TAPPED)
def test_what_is_no_answer_is_told_which_there_are(sent, instrument, group, nonsense):
    for place in range(len(group.items)):
        name = field_name(group, place)
        form, accepted = sent(instrument, {name: nonsense})
        assert not accepted
        assert form.errors[name][0].startswith("Choose ")
        assert " or " in form.errors[name][0]


@pytest.mark.parametrize(("instrument", "group"), TYPED)
def test_a_number_out_of_range_is_told_the_range(sent, instrument, group):
    for place in range(len(group.items)):
        limits = group.limits_of(place)
        for beyond in (limits.refuse_above + 1, limits.refuse_below - 1):
            name = field_name(group, place)
            form, accepted = sent(instrument, {name: str(beyond)})
            assert not accepted
            said = [error for error in form.errors[name] if error]
            assert any(error.startswith(("Enter", "A ", "The ")) for error in said), said


@pytest.mark.parametrize(("instrument", "group"), TIMED)
def test_a_trial_of_a_tenth_of_a_second_is_refused(sent, instrument, group):
    form, accepted = sent(instrument, {field_name(group, 0): "0.1"})
    assert not accepted
    assert form.errors[field_name(group, 0)]


@pytest.mark.parametrize(("instrument", "group"), TYPED)
def test_a_comma_is_read_as_a_point_where_the_clinic_writes_one(sent, instrument, group):
    name = field_name(group, 0)
    form, _ = sent(instrument, {name: "12,5"}, language="de")
    assert form[name].number == Decimal("12.5")


@pytest.mark.parametrize(("instrument", "group"), TYPED)
def test_a_comma_is_answered_beside_its_field_where_the_clinic_writes_a_point(
    sent, instrument, group
):
    name = field_name(group, 0)
    form, accepted = sent(instrument, {name: "12,5"})
    assert not accepted
    assert form.errors[name] == ["Write 12.5, with a point"]
    assert form[name].data == "12,5"


@pytest.mark.parametrize("instrument", list_recordable(), ids=lambda one: one.code)
def test_an_empty_form_says_what_to_do(sent, instrument):
    form, accepted = sent(instrument, {"status": "completed"})
    assert not accepted
    first = field_name(instrument.groups[0], 0)
    assert form.errors[first][0].startswith("Enter a result, or say below why there is none")


@pytest.mark.parametrize(("instrument", "group"), GROUPS)
def test_one_answer_more_than_there_are_items_is_refused(sent, instrument, group):
    extra, last = field_name(group, len(group.items)), field_name(group, len(group.items) - 1)
    form, accepted = sent(instrument, {extra: "1"})
    assert not accepted
    assert "were sent. Give" in " ".join(form.errors[last])


@pytest.mark.parametrize(("instrument", "group"), GROUPS)
def test_two_answers_for_one_item_are_refused(sent, instrument, group):
    name = field_name(group, 0)
    form, accepted = sent(instrument, [(name, "1"), (name, "2")])
    assert not accepted
    assert "Two answers were sent for this one. Give one" in form.errors[name]


@pytest.mark.parametrize(
    ("code", "typed", "said"),
    [
        ("tug", {"trials_s_1": "abc"}, "such as 12.46. Allowed: 3.00 to 300.00 seconds."),
        ("tug", {"trials_s_1": "1e3"}, "such as 12.46. Allowed: 3.00 to 300.00 seconds."),
        ("tug", {"trials_s_1": "NaN"}, "such as 12.46. Allowed: 3.00 to 300.00 seconds."),
        ("tug", {"trials_s_1": "999999999"}, "Enter 3.00 to 300.00 seconds."),
        ("tug", {"trials_s_1": "301"}, "Enter 3.00 to 300.00 seconds."),
        (
            "tug",
            {"trials_s_1": "12.1234567"},
            "Write the number with fewer decimals, such as 12.46. Allowed: 3.00 to 300.00 seconds.",
        ),
        (
            "tug",
            {"trials_s_1": "1,234"},
            "Write the number without a comma, such as 12.46. Allowed: 3.00 to 300.00 seconds.",
        ),
        ("cst30", {"repetitions_1": "ten"}, "Allowed: a whole number, 0 to 60 stands."),
        ("cst30", {"repetitions_1": "9999999"}, "Enter a whole number, 0 to 60 stands."),
        ("obp", {"baseline_2": "low"}, "Allowed: a whole number, 20 to 200 mmHg."),
        ("gait", {"trials_s_1": "quick", "condition_distance_m": "4"}, "1.15 to 80.00 seconds."),
        ("gait", {"trials_s_1": "quick", "condition_distance_m": "10"}, "2.86 to 200.00 seconds."),
        ("sls", {"left_trials_s_1": "long", "condition_cap_s": "30"}, "0.00 to 30.00 seconds."),
        ("sls", {"left_trials_s_1": "long", "condition_cap_s": "60"}, "0.00 to 60.00 seconds."),
    ],
)
def test_what_cannot_be_read_is_told_what_is_allowed(sent, code, typed, said):
    form, accepted = sent(get_instrument(code), typed)
    assert not accepted
    [name] = [name for name in typed if not name.startswith("condition_")]
    assert form.errors[name][0].endswith(said)


@pytest.mark.parametrize(
    ("code", "typed", "said"),
    [
        ("sls", {"condition_cap_s": "20"}, "Stopped at: choose 45 s, 30 s or 60 s"),
        ("sls", {"condition_cap_s": ""}, "Stopped at: choose 45 s, 30 s or 60 s"),
        ("gait", {"condition_pace": "running"}, "Pace: choose Usual or Fast"),
        ("tug", {"aid": "spaceship"}, "Aid used: choose None, Stick, "),
    ],
)
def test_what_is_not_offered_is_told_what_is(sent, code, typed, said):
    form, accepted = sent(get_instrument(code), typed)
    assert not accepted
    [name] = typed
    assert form.errors[name][0].startswith(said)


def test_a_practice_trial_is_a_number_too(sent):
    form, accepted = sent(TUG, {practice_name(0): "slow", "trials_s_1": "12"})
    assert not accepted
    assert form.errors[practice_name(0)] == [
        "Enter a number, such as 12.46. Allowed: 3.00 to 300.00 seconds."
    ]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("", "Enter the day of the test"),
        ("soon", "Enter a day, month and year that exist"),
        ("2026-02-31", "Enter a day, month and year that exist"),
        ("1946-08-02", "Enter a day from 9 Feb 2026, the enrolment, to today"),
        ("2026-02-08", "Enter a day from 9 Feb 2026, the enrolment, to today"),
        ("2026-03-21", "Enter a day from 9 Feb 2026, the enrolment, to today"),
    ],
)
def test_a_day_that_cannot_be_is_told_which_can(sent, day, sentence):
    form, accepted = sent(TUG, {"trials_s_1": "12", "assessed_on": day})
    assert not accepted
    assert form.errors["assessed_on"][0].startswith(sentence)


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("tug", {"trials_s_1": "12.4", "trials_s_2": "NaN"}),
        ("tug", {"trials_s_1": "12.4", "trials_s_2": "0.1"}),
        ("berg", {f"items_{n}": "4" for n in range(1, 16)}),
        ("berg", {f"items_{n}": "4" for n in range(1, 14)} | {"items_14": "5"}),
        ("obp", {"baseline_1": "128", "baseline_2": "74", "stand_1min_1": "inf"}),
        ("four_stage", {"hold_s_1": "10", "hold_s_2": "11"}),
        ("abc", {"total_1": "-1"}),
        ("cst30", {"repetitions_1": "9.5"}),
        ("tug", {"trials_s_1": "12,4"}),
        ("three_key_questions", {"answers_1": "1", "answers_2": "perhaps"}),
        ("frt", {"test_trials_cm_1": "20", "test_trials_cm_2": "81"}),
    ],
)
def test_of_a_refused_form_nothing_is_stored(app, ana, client, page, code, typed):
    sent = {"record_id": str(new_id()), "status": "completed", "aid": "none"}
    instrument = next(one for one in list_recordable() if one.code == code)
    usual = {f"condition_{one.code}": one.usual for one in instrument.conditions}
    answer = client.post(
        page("new", code), data=sent | usual | {"assessed_on": "2026-03-20"} | typed
    )
    assert answer.status_code == 422
    assert "Not saved." in text(answer)
    assert 'id="error-summary-title"' in answer.text
    assert "field__error" in answer.text
    with app.app_context():
        enter_clinic(ana.clinic_id)
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Assessment)) == 0
        actions = db.session.scalars(sa.select(AuditEvent.action)).all()
    assert "assessment.recorded" not in actions


def test_thirteen_answers_for_fourteen_items_are_kept_without_a_total(client, page):
    answers = {f"items_{n}": "4" for n in range(1, 14)}
    saved = client.post(
        page("new", BERG.code),
        data={"record_id": str(new_id()), "status": "completed", "assessed_on": "2026-03-20"}
        | answers,
        follow_redirects=True,
    )
    assert "Items are missing, so there is no total." in text(saved)
