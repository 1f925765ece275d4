import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from clinic.assessments.models import Assessment
from clinic.db import db, enter_clinic, writing
from clinic.domain.responses import Status
from clinic.ids import new_id
from tests.assessments.records import MARCH, text
from tests.domain.instrument_cases import BERG, CHAIR, TUG
from tests.factories import MORNING, make_patient, signed_in


def stored(app, ana):
    with app.app_context():
        enter_clinic(ana.clinic_id)
        return [row.score_value for row in db.session.query(Assessment).order_by(Assessment.at)]


def tug(**typed):
    return {"record_id": str(new_id()), "status": "completed", "aid": "none"} | typed


def test_an_empty_list_says_why_and_offers_the_next_act(client, page):
    answer = client.get(page())
    assert "Nothing was measured yet" in text(answer)
    assert page("new") in answer.text


def test_the_core_battery_is_offered_with_the_last_value(client, page, measured):
    measured(TUG, "16.80")
    answer = client.get(page("new"))
    assert answer.status_code == 200
    assert "16.80 s 9 Feb, no aid" in text(answer)
    assert "not measured yet" in text(answer)


@pytest.mark.parametrize("code", ["bwt3m", "tug", "cst30", "four_stage", "berg"])
def test_the_form_of_every_instrument_opens(client, page, code):
    answer = client.get(page("new", code))
    assert answer.status_code == 200
    assert "How to run it" in answer.text


def test_an_unknown_instrument_is_not_found(client, page):
    assert client.get(page("new", "stork")).status_code == 404


def test_the_last_value_stands_beside_the_field_and_the_aid_is_carried_over(client, page, measured):
    measured(TUG, "16.80")
    said = text(client.get(page("new", "tug")))
    assert "Last time 16.80 s , 9 Feb, no aid" in said
    assert "Carried over from 9 Feb. Same as the baseline, so the results can be compared." in said


def test_saving_shows_value_change_verdict_and_line(client, page, measured, app, ana):
    measured(TUG, "16.80")
    answer = client.post(
        page("new", "tug"),
        data=tug(trials_s_1="12.46", assessed_on="2026-03-20"),
        follow_redirects=True,
    )
    said = text(answer)
    assert "Real improvement: 4.34 s faster than the baseline" in said
    assert "Beyond error (MDC95 3.00 s, older adults at high risk of falls)." in said
    assert "Still at risk: 12.00 s or more." in said
    assert "Measure next: Chair stand" in said
    assert len(stored(app, ana)) == 2


def test_a_refused_form_keeps_everything_that_was_typed_and_saves_nothing(client, page, app, ana):
    answer = client.post(
        page("new", "tug"),
        data=tug(practice_1="14", trials_s_1="301", trials_s_2="twelve", note="slippers"),
    )
    assert answer.status_code == 422
    assert "<title>Not saved:" in answer.text
    for typed in ('value="14"', 'value="301"', 'value="twelve"', "slippers"):
        assert typed in answer.text
    assert stored(app, ana) == []


def test_an_unusual_number_is_saved_after_a_yes(client, page, app, ana):
    typed = tug(trials_s_1="61", assessed_on="2026-03-20")
    asked = client.post(page("new", "tug"), data=typed)
    assert asked.status_code == 422
    assert "Yes, correct" in asked.text
    assert stored(app, ana) == []
    yes = re.search(r'name="confirmed" value="([^"]+)"', asked.text).group(1)
    saved = client.post(page("new", "tug"), data=typed | {"confirmed": yes})
    assert saved.status_code == 302
    assert stored(app, ana) == [61]


def test_one_tap_records_why_there_is_no_number(client, page, app, ana):
    answer = client.post(
        page("new", "tug"),
        data=tug(status="unable", aid="", assessed_on="2026-03-20"),
        follow_redirects=True,
    )
    assert "At risk: unable to do the test." in text(answer)
    assert stored(app, ana) == [None]


def test_the_same_form_sent_twice_is_saved_once(client, page, app, ana):
    typed = tug(trials_s_1="12", assessed_on="2026-03-20")
    first, second = (client.post(page("new", "tug"), data=typed) for _ in range(2))
    assert first.location == second.location
    assert stored(app, ana) == [12]


def test_the_meaning_is_shown_as_typed_and_nothing_is_stored(client, page, measured, app, ana):
    measured(TUG, "16.80")
    said = text(client.post(page("new", "tug", "preview"), data=tug(trials_s_1="12.46")))
    assert "Real improvement: 4.34 s faster than the baseline" in said
    assert "At risk: 12.00 s or more" in said
    refused = text(client.post(page("new", "tug", "preview"), data=tug(trials_s_1="2")))
    assert "Enter 3.00 to 300.00 seconds." in refused
    unusual = text(client.post(page("new", "tug", "preview"), data=tug(trials_s_1="61")))
    assert "Is it correct?" in unusual
    nothing = text(client.post(page("new", "tug", "preview"), data=tug()))
    assert "as soon as there is one" in nothing
    assert stored(app, ana) == [Decimal("16.80")]


def test_a_scale_counts_what_is_done_and_what_the_same_items_were(client, page, measured):
    measured(BERG, *[3] * 14)
    items = {f"items_{n}": "4" for n in range(1, 10)}
    answer = client.post(page("new", "berg", "preview"), data=tug(**items))
    said = text(answer)
    assert "So far, 9 of 14 items 36 of 36" in said
    assert "Last total, 9 Feb 42 of 56" in said
    assert "The same items last time: 27" in said
    assert "5 items to go; there is no total until all are scored." in said
    assert "Error 5 points from a baseline of 42." in said
    assert 'data-save-label="Save 9 of 14, go on later"' in answer.text
    rest = {f"items_{n}": "4" for n in range(10, 15)}
    full = text(client.post(page("new", "berg", "preview"), data=tug(**items, **rest)))
    assert "Real improvement: 14 points higher than the baseline" in full


def test_an_unfinished_scale_can_be_gone_on_with(client, page, app, ana):
    items = {f"items_{n}": "4" for n in range(1, 10)}
    saved = client.post(page("new", "berg"), data=tug(**items, assessed_on="2026-03-20"))
    shown = client.get(saved.location)
    assert "there is no total" in text(shown)
    address, _, _ = saved.location.partition("?")
    going_on = client.get(f"{address}/amend")
    assert 'id="items_1-4" name="items_1" type="radio" value="4"' in re.sub(
        r" checked| aria-\w+=\"[^\"]*\"", "", going_on.text
    )


def test_amending_needs_a_reason_and_keeps_both(client, page, measured, app, ana):
    wrong = measured(TUG, "21.00")
    address = page(wrong, "amend")
    assert 'value="21.00"' in client.get(address).text
    typed = tug(trials_s_1="12.00", assessed_on="2026-02-09")
    refused = client.post(address, data=typed)
    assert refused.status_code == 422
    assert "Say why the record is amended" in text(refused)
    saved = client.post(address, data=typed | {"reason": "read from the wrong line"})
    assert saved.status_code == 302
    assert "This result was amended read from the wrong line" in text(client.get(page(wrong)))
    assert "Reason: read from the wrong line" in text(client.get(saved.location))
    assert "Amended" in text(client.get(page()))
    assert stored(app, ana) == [21, 12]


def test_a_result_that_was_amended_cannot_be_amended_again(client, page, measured):
    wrong = measured(TUG, "21.00")
    typed = tug(trials_s_1="12.00", assessed_on="2026-02-09", reason="typing error")
    assert client.post(page(wrong, "amend"), data=typed).status_code == 302
    again = client.post(page(wrong, "amend"), data=typed | {"record_id": str(new_id())})
    assert again.status_code == 409


def test_an_assistant_may_measure(app, bo, page):
    answer = signed_in(app, bo).post(
        page("new", "tug"), data=tug(trials_s_1="12", assessed_on="2026-03-20")
    )
    assert answer.status_code == 302


def test_the_other_clinic_sees_nothing(app, cleo, page, measured):
    saved = measured(TUG, "16.80")
    client = signed_in(app, cleo)
    for address in (page(), page("new"), page("new", "tug"), page(saved), page(saved, "amend")):
        assert client.get(address).status_code == 404


def test_the_result_of_another_patient_is_not_found(app, ana, client, measured):
    saved = measured(TUG, "16.80")
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        other = make_patient(ana, record_number="HL-0400").id
        db.session.commit()
    assert client.get(f"/patients/{other}/assessments/{saved}").status_code == 404


def test_the_list_shows_where_she_stands_and_every_result(client, page, measured):
    measured(TUG, "16.80")
    measured(TUG, status=Status.REFUSED, on=date(2026, 3, 2))
    measured(CHAIR, 8)
    said = text(client.get(page()))
    assert "Below average for age and sex: fewer than 10." in said
    assert "refused" in said
    assert "First result; nothing to compare yet." in said


def test_the_page_of_a_chair_stand_with_arms_says_so(client, page, measured):
    saved = measured(CHAIR, 12, flags=frozenset({"arms_used"}))
    said = text(client.get(page(saved)))
    assert "0 stands" in said
    assert "Arms were used yes" in said


def test_a_closed_episode_takes_nothing_new(app, ana, client):
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        patient = make_patient(ana, record_number="HL-0401").id
        db.session.commit()
    answer = client.get(f"/patients/{patient}/assessments/new/tug")
    assert answer.status_code == 409
    assert client.get(f"/patients/{patient}/assessments").status_code == 200


def test_a_second_baseline_is_offered_for_14_days_and_makes_the_mean(client, page, measured):
    measured(TUG, "16.00", on=date(2026, 3, 9))
    assert "With the first result this makes the baseline" in text(client.get(page("new", "tug")))
    saved = client.post(
        page("new", "tug"),
        data={
            "record_id": str(new_id()),
            "status": "completed",
            "aid": "none",
            "assessed_on": "2026-03-20",
            "trials_s_1": "15.00",
            "second_baseline": "y",
        },
    )
    assert saved.status_code == 302
    assert "with the first result this makes the baseline" in text(client.get(saved.location))
    assert "this makes the baseline" not in text(client.get(page("new", "tug")))
    third = measured(TUG, "12.80", on=MARCH, at=MORNING + timedelta(hours=1))
    said = text(client.get(page(third)))
    assert "Since the baseline, mean of 9 Mar and today: 15.50 s" in said
    assert "Beyond error (MDC95 2.64 s" in said


def test_after_14_days_no_second_baseline_is_offered(client, page, measured):
    measured(TUG, "16.00", on=date(2026, 3, 5))
    assert "this makes the baseline" not in text(client.get(page("new", "tug")))
