from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from clinic.assessments.fields import number_of
from clinic.assessments.forms import MeasureForm, carried, form_class
from clinic.domain.responses import Aid, Responses, Status
from tests.domain.instrument_cases import BERG, BWT3M, CHAIR, STAGES, TUG

TODAY = date(2026, 3, 20)
ENROLLED = date(2026, 2, 9)


@pytest.fixture
def sent():
    """The form of an instrument as it was sent; it needs a request and nothing of the program."""
    app = Flask(__name__)
    app.config.update(SECRET_KEY="only-for-tests", WTF_CSRF_ENABLED=False)

    def send(instrument, **typed):
        data = {"assessed_on": "2026-03-20", "status": "completed", **typed}
        with app.test_request_context(method="POST", data=MultiDict(data)):
            form = form_class(MeasureForm, instrument)(
                today=TODAY,
                enrolled_on=ENROLLED,
                data=carried(instrument, today=TODAY, last=None),
            )
            form.validate()
            return form

    return send


def test_a_form_ends_in_an_entry(sent):
    form = sent(TUG, practice_1="14.05", trials_s_1="12.46", aid="single_stick", note=" in socks ")
    assert not form.errors
    responses = form.entry.responses
    assert responses.of("trials_s") == (Decimal("12.46"), None, None)
    assert responses.practice == (Decimal("14.05"),)
    assert (responses.aid, responses.status) == (Aid.SINGLE_STICK, Status.COMPLETED)
    assert (form.entry.assessed_on, form.entry.note) == (TODAY, "in socks")


@pytest.mark.parametrize("typed", ["twelve", "12.46.1", "1:20", "12 s"])
def test_what_is_no_number_is_kept_and_answered_with_an_example(sent, typed):
    form = sent(TUG, trials_s_1=typed, aid="none")
    assert form.errors["trials_s_1"] == [
        "Enter a number, such as 12.46. Allowed: 3.00 to 300.00 seconds."
    ]
    assert form.trials_s_1.data == typed


def test_a_number_outside_the_limits_is_refused_beside_its_field(sent):
    form = sent(TUG, trials_s_1="12", trials_s_2="301", aid="none")
    assert form.errors == {"trials_s_2": ["Enter 3.00 to 300.00 seconds."]}
    assert form.trials_s_2.data == "301"


def test_an_unusual_number_is_asked_about_once(sent):
    asked = sent(TUG, trials_s_1="4.9", aid="none")
    assert len(asked.to_confirm) == 1
    assert asked.errors["confirmed"][0].startswith("Trial 1: 4.90 s is unusual")
    again = sent(TUG, trials_s_1="4.9", aid="none", confirmed=asked.confirmation)
    assert not again.errors
    assert again.to_confirm == ()


def test_a_confirmation_holds_for_these_numbers_and_no_others(sent):
    asked = sent(TUG, trials_s_1="4.9", aid="none")
    other = sent(TUG, trials_s_1="4.8", aid="none", confirmed=asked.confirmation)
    assert other.to_confirm


def test_a_completed_test_needs_a_result(sent):
    form = sent(TUG, aid="none")
    assert form.errors["trials_s_1"] == [
        "Enter a result, or say below why there is none (unable or unsafe or refused)"
    ]
    assert sent(CHAIR, arms_used="y").errors == {}


def test_the_aid_is_never_filled_in_for_the_first_test(sent):
    assert sent(TUG, trials_s_1="12").errors == {"aid": ["Choose the aid that was used"]}
    assert sent(TUG, trials_s_1="12", aid="skates").errors["aid"]


def test_a_test_that_was_not_completed_needs_nothing_else(sent):
    form = sent(TUG, status="unable")
    assert not form.errors
    assert form.entry.responses.status is Status.UNABLE


def test_an_unknown_status_is_refused(sent):
    form = sent(TUG, trials_s_1="12", aid="none", status="tired")
    assert form.errors["status"] == ["Choose how the test ended"]
    assert form.responses.status is Status.COMPLETED


@pytest.mark.parametrize("day", ["2026-02-08", "2026-03-21"])
def test_a_test_lies_between_enrolment_and_today(sent, day):
    form = sent(TUG, trials_s_1="12", aid="none", assessed_on=day)
    assert form.errors["assessed_on"] == ["Enter a day from 9 Feb 2026, the enrolment, to today"]


def test_a_day_is_needed(sent):
    form = sent(TUG, trials_s_1="12", aid="none", assessed_on="")
    assert form.errors["assessed_on"] == ["Enter the day of the test"]


def test_items_of_a_scale_may_be_left_out(sent):
    form = sent(BERG, items_1="4", items_14="0")
    assert not form.errors
    values = form.entry.responses.of("items")
    assert (values[0], values[1], values[13]) == (4, None, 0)
    assert sent(BERG, items_1="5").errors["items_1"]


def test_stages_and_counts_have_their_own_fields(sent):
    assert "hold_s_3" in sent(STAGES, hold_s_1="10", hold_s_2="7", hold_s_3="3").errors
    assert sent(CHAIR, repetitions_1="10.5").errors["repetitions_1"] == [
        "Enter a whole number, 0 to 60 stands."
    ]


def test_a_remark_on_the_whole_entry_stands_above_the_form(sent):
    usual = {"condition_pace": "fast_safe", "condition_start": "static"}
    form = sent(BWT3M, trials_s_1="5", trials_s_2="8", aid="none", **usual)
    assert "differ by 3.00 s" in form.errors["confirmed"][0]


def test_the_aid_and_the_conditions_of_last_time_are_carried_over():
    last = Responses(aid=Aid.ROLLATOR, conditions={"pace": "comfortable"})
    data = carried(BWT3M, today=TODAY, last=last)
    assert data == {
        "assessed_on": TODAY,
        "aid": "rollator",
        "condition_pace": "comfortable",
        "condition_start": "static",
    }
    helped = Responses(aid=Aid.PERSON)
    assert carried(TUG, today=TODAY, last=helped)["aid"] is None


def test_only_fields_of_items_hold_a_number(sent):
    form = sent(TUG, trials_s_1="12", aid="none")
    with pytest.raises(TypeError, match="note holds no number"):
        number_of(form.note)
