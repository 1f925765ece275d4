import re
from datetime import date, datetime
from decimal import Decimal

import pytest
import time_machine

from clinic.db import db, enter_clinic, writing
from clinic.domain.falls import Setting
from clinic.domain.routines import StopKind
from clinic.domain.session_logs import Assistance, LogStatus
from clinic.episodes.queries import get_episode
from clinic.falls import queries as falls
from clinic.routines.queries import latest_routine
from clinic.session_logs import queries
from tests.factories import MORNING, commit_episode, make_clinician, signed_in
from tests.patients.test_patient_search import EVERYWHERE
from tests.session_logs.cases import commit_routine, make_routine, stop


@pytest.fixture(autouse=True)
def in_march():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def ids(app, ana):
    return commit_routine(app, ana, family_name=EVERYWHERE)


@pytest.fixture
def new(ids):
    return f"/patients/{ids[0]}/sessions/new"


@pytest.fixture
def logs(app, ana, ids):
    def read():
        with app.app_context():
            enter_clinic(ana.clinic_id)
            found = queries.list_for(get_episode(ids[1]))
            done = queries.done_exercises([log.id for log in found])
            db.session.expunge_all()
            return [
                (log, {d.exercise_code: d.amount for d in done.get(log.id, [])}) for log in found
            ]

    return read


@pytest.fixture
def within(app, ana, ids):
    """Does something inside the clinic, and commits it."""

    def do(act):
        with app.app_context(), writing():
            enter_clinic(ana.clinic_id)
            result = act(get_episode(ids[1]))
            db.session.commit()
            return result

    return do


def told(**values):
    return {
        "when": "today",
        "setting": "clinic",
        "status": "done",
        "checked_before": "not_asked",
        "effort": "4",
        "pain_before": "1",
        "pain_during": "2",
        "losses_of_balance": "1",
        "near_falls": "0",
        "assistance": "standby",
        "fell": "no",
        "symptoms": "none",
    } | values


def text(answer):
    return answer.get_data(as_text=True)


def test_a_training_done_as_prescribed_takes_one_answer_to_each_question(client, new, logs):
    answer = client.post(new, data=told())
    [(log, amounts)] = logs()
    assert answer.location.endswith(str(log.id))
    assert (log.trained_on, log.setting, log.status) == (
        date(2026, 3, 20),
        Setting.CLINIC,
        LogStatus.DONE,
    )
    assert (log.completed_fraction, log.backward_min) == (Decimal("1.00"), Decimal("10.0"))
    assert (log.effort, log.pain_during, log.falls) == (4, 2, 0)
    assert log.assistance is Assistance.STANDBY
    assert amounts == {"bw-fingertip-rail": 9, "single-leg-stand": 4, "warm-up-march": 3}
    assert "It counts towards the next step." in text(client.get(answer.location))


def test_only_the_exercises_of_the_place_are_logged(client, new, logs):
    client.post(new, data=told(setting="home"))
    [(log, amounts)] = logs()
    assert set(amounts) == {"single-leg-stand", "warm-up-march", "sit-to-stand"}
    assert log.backward_min == 0


def test_exceptions_only_are_typed_when_part_was_done(client, new, logs):
    answer = client.post(
        new,
        data=told(
            status="partly", item_0="partly", item_0_amount="6", item_1="missed", item_2="done"
        ),
        follow_redirects=True,
    )
    [(log, amounts)] = logs()
    assert amounts == {"bw-fingertip-rail": 6, "single-leg-stand": 0, "warm-up-march": 3}
    assert log.completed_fraction == Decimal("0.55")
    assert log.backward_min == Decimal("6.6")
    page = text(answer)
    assert "6 of 9 walks" in page
    assert "It does not count towards the next step: less than nine tenths of it was done." in page


def test_what_was_observed_is_never_filled_in(client, new, ids, logs):
    client.post(new, data=told())
    page = text(client.get(new))
    filled_in = set(re.findall(r'<input checked[^>]*name="(\w+)"', page))
    assert filled_in == {"when", "setting", "item_0", "item_1", "item_2", "item_3"}
    assert "Last log: Fri 20 Mar, all done, effort 4." in page


@pytest.mark.parametrize(
    ("left_out", "message"),
    [
        ("setting", "Choose where"),
        ("status", "Choose how much was done"),
        ("effort", "Choose the effort, 0 to 10"),
        ("pain_before", "Choose the pain before"),
        ("pain_during", "Choose the worst pain during"),
        ("losses_of_balance", "Choose how many losses of balance"),
        ("near_falls", "Choose how many near falls"),
        ("assistance", "Choose how much help"),
        ("fell", "Choose whether the patient fell"),
        ("symptoms", "Choose the symptoms"),
        ("checked_before", "Choose whether the checklist was asked before"),
    ],
)
def test_every_answer_is_owed(client, new, logs, left_out, message):
    form = told()
    del form[left_out]
    answer = client.post(new, data=form)
    assert answer.status_code == 422
    assert message in text(answer)
    assert logs() == []


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"effort": "11"}, "Not a valid choice"),
        ({"effort": "hard"}, "Invalid Choice"),
        ({"symptoms": ["none", "chest_pain"]}, "None and a symptom exclude each other"),
        ({"status": "partly", "item_0": "partly"}, "Enter how many walks of"),
        ({"status": "partly", "item_0": "partly", "item_0_amount": "-2"}, "Enter a number, 0"),
        ({"status": "partly", "item_0": "partly", "item_0_amount": "some"}, "Enter a number"),
        (
            {"status": "partly", "item_0": "partly", "item_0_amount": "1,5"},
            "Write 1.5, with a point",
        ),
        ({"fell": "yes"}, "Choose what the fall did"),
        ({"when": "another_day", "other_day": "2026-03-21"}, "This day is in the future"),
        ({"when": "another_day", "other_day": "2026-03-01"}, "not yet prescribed on that day"),
    ],
)
def test_what_cannot_be_is_refused_in_words(client, new, logs, values, message):
    answer = client.post(new, data=told(**values))
    assert answer.status_code == 422
    assert message in text(answer)
    assert logs() == []


def test_answers_that_nobody_knows_may_be_left_out_when_that_is_said(client, new, logs):
    answer = client.post(
        new,
        data={"when": "today", "setting": "home", "status": "done", "not_known": "y"},
        follow_redirects=True,
    )
    [(log, _)] = logs()
    assert (log.effort, log.falls, log.assistance) == (None, None, None)
    assert "effort is not known, pain during is not known" in text(answer)


def test_a_training_that_was_missed_owes_nothing_more(client, new, logs):
    answer = client.post(
        new,
        data={"when": "yesterday", "setting": "home", "status": "missed", "missed_reason": "Rain"},
        follow_redirects=True,
    )
    [(log, amounts)] = logs()
    assert (log.status, log.completed_fraction, amounts) == (LogStatus.MISSED, None, {})
    assert "Rain" in text(answer)
    assert "Towards the next step" not in text(answer)


def test_the_checklist_before_is_signed_with_one_tap_and_asked_once_a_day(client, new, logs):
    client.post(new, data=told(checked_before="nothing_changed"))
    assert logs()[0][0].checklist_id is not None
    assert "checked_before" not in text(client.get(new))
    form = told()
    del form["checked_before"]
    assert client.post(new, data=form).status_code == 302


def test_something_changed_leads_to_the_whole_checklist(client, new, ids):
    answer = client.post(new, data=told(checked_before="something_changed"))
    assert answer.location == f"/patients/{ids[0]}/checklists/new?definition=pre_session"


def test_a_fall_in_the_training_is_an_event_and_pauses_the_routine(client, new, logs, within):
    answer = client.post(
        new,
        data=told(fell="yes", place="clinic", injury="minor", able_to_rise="yes"),
        follow_redirects=True,
    )
    assert "Saved with a fall." in text(answer)
    assert within(lambda e: [(falls.type_of(f), f.place) for f in falls.unreviewed(e)]) == [
        ("fall", "clinic")
    ]
    assert "Training rests since today." in text(client.get(new))


@pytest.mark.parametrize(("setting", "events"), [("home", 1), ("clinic", 0)])
def test_a_near_fall_without_the_team_is_an_event(client, new, within, setting, events):
    client.post(new, data=told(setting=setting, near_falls="1"))
    assert len(within(falls.unreviewed)) == events


def test_a_red_flag_is_answered_in_the_words_of_the_programme(client, new):
    answer = client.post(new, data=told(symptoms="chest_pain"), follow_redirects=True)
    assert "Red-flag symptom logged. Stop. Urgent medical review" in text(answer)


def test_a_paused_routine_refuses_a_training_after_the_pause_but_not_a_missed_one(
    app, ana, client, new, logs, within
):
    within(lambda episode: stop(latest_routine(episode), ana))
    refused = client.post(new, data=told())
    assert refused.status_code == 422
    assert "Training rested on that day" in text(refused)
    before = told(when="another_day", other_day="2026-03-10")
    assert client.post(new, data=before).status_code == 302
    assert client.post(new, data=told(status="missed")).status_code == 302
    within(lambda episode: stop(latest_routine(episode), ana, StopKind.RESUMPTION, hour=10))
    assert client.post(new, data=told()).status_code == 302
    assert len(logs()) == 3


def test_a_withdrawn_routine_refuses_too(app, ana, client, new, within):
    within(lambda episode: stop(latest_routine(episode), ana, StopKind.WITHDRAWAL))
    assert client.post(new, data=told()).status_code == 422


def test_a_training_of_before_is_logged_under_the_version_of_its_day(
    app, ana, client, new, logs, within
):
    later = {
        "number": 2,
        "prescribed_on": date(2026, 3, 15),
        "at": datetime(2026, 3, 15, 9, tzinfo=MORNING.tzinfo),
    }
    within(lambda episode: make_routine(ana, episode, **later).id)
    before = told(when="another_day", other_day="2026-03-05")
    refused = client.post(new, data=before)
    assert refused.status_code == 422
    assert "?routine=1" in text(refused)
    assert client.post(f"{new}?routine=1", data=before).status_code == 302
    assert client.post(f"{new}?routine=1", data=told()).status_code == 422
    assert client.get(f"{new}?routine=9").status_code == 404
    assert [log.trained_on for log, _ in logs()] == [date(2026, 3, 5)]


def test_an_amendment_supersedes_and_the_first_stays_readable(client, new, ids, logs):
    first = client.post(new, data=told(symptoms=["muscle_soreness"])).location
    form_page = text(client.get(f"{first}/amend"))
    assert 'value="2026-03-20"' in form_page
    amended = client.post(
        f"{first}/amend", data=told(effort="7", amendment_reason="Told again by phone")
    )
    assert amended.status_code == 302
    [(log, _)] = logs()
    assert (log.effort, log.amendment_reason) == (7, "Told again by phone")
    assert "effort was above the target" in text(client.get(amended.location))
    assert "This log was amended" in text(client.get(first))
    again = client.post(f"{first}/amend", data=told(amendment_reason="And again"))
    assert again.location == amended.location


def test_an_amendment_needs_its_reason(client, new):
    first = client.post(new, data=told()).location
    answer = client.post(f"{first}/amend", data=told(effort="7"))
    assert answer.status_code == 422
    assert "Write why the log is amended" in text(answer)


def test_a_fall_told_twice_is_one_event(client, new, within):
    fell = told(fell="yes", place="clinic", injury="none", able_to_rise="yes")
    first = client.post(new, data=fell).location
    client.post(f"{first}/amend", data=fell | {"effort": "3", "amendment_reason": "Effort"})
    assert len(within(falls.unreviewed)) == 1


def test_the_same_form_sent_twice_is_saved_once(client, new, logs):
    form = told(record_id="01900000-0000-7000-8000-00000000abcd")
    assert [client.post(new, data=form).status_code for _ in range(2)] == [302, 302]
    assert len(logs()) == 1


def test_a_long_list_has_pages(client, new, ids):
    for _ in range(21):
        client.post(new, data={"when": "today", "setting": "home", "status": "missed"})
    first = text(client.get(f"/patients/{ids[0]}/sessions"))
    assert "1 to 20 of 21 session logs" in first
    assert "21 to 21 of 21" in text(client.get(f"/patients/{ids[0]}/sessions?page=2"))
    assert client.get(f"/patients/{ids[0]}/sessions?page=3").status_code == 404
    assert client.get(f"/patients/{ids[0]}/sessions?episode=nothing").status_code == 404


def test_without_a_routine_there_is_nothing_to_log(app, ana, client):
    patient_id, _ = commit_episode(app, ana, record_number="HL-1")
    new = f"/patients/{patient_id}/sessions/new"
    assert "No routine is prescribed" in text(client.get(new))
    assert client.post(new, data=told()).status_code == 409
    assert "Nothing logged in this episode yet." in text(
        client.get(f"/patients/{patient_id}/sessions")
    )


def test_an_assistant_logs_a_reader_looks_and_a_stranger_finds_nothing(
    app, ana, bo, cleo, new, ids
):
    location = signed_in(app, bo).post(new, data=told()).location
    rita = signed_in(app, make_clinician(app, name="Rita", role="reader", clinic=ana.clinic_id))
    assert rita.get(location).status_code == 200
    assert rita.get(new).status_code == 403
    assert "/sessions/new" not in text(rita.get(f"/patients/{ids[0]}/sessions")).split("<main")[1]
    for address in (location, new, f"{location}/amend", f"/patients/{ids[0]}/sessions"):
        assert signed_in(app, cleo).get(address).status_code == 404


def test_a_closed_episode_takes_no_log_and_no_amendment(client, new, ids, logs):
    first = client.post(new, data=told()).location
    client.post(
        f"/patients/{ids[0]}/discharge",
        data={"reason": "other", "outcome": "improved", "discharged_on": "2026-03-20"},
    )
    assert client.post(new, data=told()).status_code == 409
    late = client.post(f"{first}/amend", data=told(amendment_reason="Late"))
    assert late.status_code == 409
    assert "Amend" not in text(client.get(first)).split("<main")[1]
    assert len(logs()) == 1
