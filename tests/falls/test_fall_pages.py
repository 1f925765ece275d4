import pytest
import time_machine

from clinic.db import db, enter_clinic
from clinic.domain.falls import HealthEventKind, Injury, ReviewOutcome
from clinic.episodes.queries import find_open_episode
from clinic.falls import queries
from clinic.patients.queries import get_patient
from tests.factories import MORNING, TODAY, commit_episode, make_clinician, signed_in
from tests.patients.test_patient_search import EVERYWHERE


@pytest.fixture(autouse=True)
def in_march():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def patient_id(app, ana):
    return commit_episode(app, ana, family_name=EVERYWHERE)[0]


@pytest.fixture
def events(app, ana, patient_id):
    def read():
        with app.app_context():
            enter_clinic(ana.clinic_id)
            found = queries.list_events_of_patient(get_patient(patient_id))
            reviews = queries.reviews_of([event.id for event in found])
            db.session.expunge_all()
            return [(event, reviews.get(event.id)) for event in found]

    return read


def a_fall(**values):
    return {
        "when": "yesterday",
        "place": "kitchen",
        "injury": "minor",
        "able_to_rise": "no",
    } | values


def text(answer):
    return answer.get_data(as_text=True)


def test_four_answers_are_a_fall_report(client, patient_id, events):
    answer = client.post(f"/patients/{patient_id}/falls/new/fall", data=a_fall())
    [(event, _)] = events()
    assert answer.location == f"/patients/{patient_id}/falls/{event.id}"
    assert (event.place, event.injury, event.able_to_rise) == ("kitchen", Injury.MINOR, False)
    assert event.lost_consciousness is None
    assert "Training rests until a clinician has reviewed this" in text(client.get(answer.location))


def test_nothing_is_preselected_in_a_fall_report(client, patient_id):
    for kind in ("fall", "near-fall"):
        assert "checked" not in text(client.get(f"/patients/{patient_id}/falls/new/{kind}"))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"when": ""}, "Choose the day"),
        ({"when": "someday"}, "Choose the day"),
        ({"when": "another_day"}, "Enter the day"),
        ({"when": "another_day", "other_day": "2026-03-21"}, "This day is in the future"),
        ({"when": "another_day", "other_day": "2024-01-01"}, "more than a year before"),
        ({"when": "another_day", "other_day": "31 2 2026"}, "Enter a day, month and year"),
        ({"place": ""}, "Choose where"),
        ({"injury": ""}, "Choose what the fall did"),
        ({"able_to_rise": ""}, "Choose whether the patient got up alone"),
        ({"minutes_on_floor": "a while"}, "Enter a whole number"),
        ({"minutes_on_floor": "-1"}, "Enter a number from 0 to 4320"),
        ({"happened_at_time": "25:00"}, "Enter a time such as 21:40"),
    ],
)
def test_a_fall_report_without_a_possible_answer_is_refused(
    client, patient_id, events, values, message
):
    answer = client.post(f"/patients/{patient_id}/falls/new/fall", data=a_fall(**values))
    assert answer.status_code == 422
    assert message in text(answer)
    assert events() == []


def test_a_typed_day_is_enough_and_another_choice_overrules_it(client, patient_id, events):
    typed = {"when": "", "other_day": "1 3 2026"}
    client.post(f"/patients/{patient_id}/falls/new/fall", data=a_fall(**typed))
    client.post(f"/patients/{patient_id}/falls/new/fall", data=a_fall(when="today", other_day="99"))
    assert [event.happened_on.isoformat() for event, _ in events()] == ["2026-03-20", "2026-03-01"]


def test_everything_that_was_told_is_shown_as_text(client, patient_id):
    told = a_fall(
        lost_consciousness="yes",
        minutes_on_floor="1",
        happened_at_time="21.40",
        activity="<i>reaching</i>",
        direction="backward",
        help_received="Neighbour",
        seen_by="Nobody",
        note="Rug.",
    )
    shown = client.post(f"/patients/{patient_id}/falls/new/fall", data=told, follow_redirects=True)
    page = text(shown)
    for words in ("1 minute<", "21:40", "&lt;i&gt;reaching&lt;/i&gt;", "Backward", "Ana Ribeiro"):
        assert words in page
    listed = text(client.get(f"/patients/{patient_id}/falls"))
    assert "1 fall reported in the last 12 months." in listed
    assert "Injury: bruise or scratch, did not get up alone. Blackout or faint. Rug." in listed


def test_a_near_fall_is_three_answers(client, patient_id, events):
    answer = client.post(
        f"/patients/{patient_id}/falls/new/near-fall",
        data={"when": "today", "setting": "home", "caught_by": "rail"},
    )
    assert "Near fall, at home" in text(client.get(answer.location))
    assert [event.happened_on for event, _ in events()] == [TODAY]


def test_a_health_event_is_one_tap(client, patient_id, events):
    page = text(client.get(f"/patients/{patient_id}/falls/new"))
    assert 'value="hospital_stay">Hospital stay</button>' in page
    client.post(
        f"/patients/{patient_id}/falls/new",
        data={"happened_on": "2026-03-20", "kind": "hospital_stay"},
    )
    assert [event.kind for event, _ in events()] == [HealthEventKind.HOSPITAL_STAY]


def test_a_health_event_needs_a_kind_and_a_day(client, patient_id, events):
    answer = client.post(f"/patients/{patient_id}/falls/new", data={"happened_on": "1 1 3000"})
    assert answer.status_code == 422
    assert "Choose what happened" in text(answer)
    assert "This day is in the future" in text(answer)
    assert events() == []


@pytest.fixture
def reported(client, patient_id, events):
    client.post(f"/patients/{patient_id}/falls/new/fall", data=a_fall())
    return f"/patients/{patient_id}/falls/{events()[0][0].id}"


@pytest.mark.parametrize(
    ("outcome", "link"),
    [
        ("resume", "Repeat the clinical screen"),
        ("lower_level", "Prescribe the lower level"),
        ("discharge", "/discharge"),
        ("keep_paused", "Keep paused: today, Ana Ribeiro"),
    ],
)
def test_a_clinician_reviews_and_the_next_act_is_offered(client, reported, events, outcome, link):
    answer = client.post(
        f"{reported}/review",
        data={"outcome": outcome, "note": "No injury found."},
        follow_redirects=True,
    )
    assert link in text(answer)
    assert events()[0][1].outcome == ReviewOutcome(outcome)


def test_a_review_needs_a_note_and_a_decision(client, reported, events):
    assert "checked" not in text(client.get(f"{reported}/review"))
    answer = client.post(f"{reported}/review", data={"note": " "})
    assert answer.status_code == 422
    assert "Write what was found" in text(answer)
    assert "Choose how training goes on" in text(answer)
    assert events()[0][1] is None


def test_a_second_review_leads_to_the_first(client, reported, events):
    form = {"outcome": "resume", "note": "No injury."}
    client.post(f"{reported}/review", data=form)
    late = client.post(f"{reported}/review", data=form | {"outcome": "keep_paused"})
    assert late.location == reported
    assert events()[0][1].outcome is ReviewOutcome.RESUME


def test_an_assistant_reports_but_does_not_review(app, bo, reported, patient_id):
    browser = signed_in(app, bo)
    assert browser.get(f"{reported}/review").status_code == 403
    assert "Tell the responsible clinician." in text(browser.get(reported))
    answer = browser.post(f"/patients/{patient_id}/falls/new/fall", data=a_fall())
    assert answer.status_code == 302


def test_a_reader_looks_and_does_not_report(app, ana, reported, patient_id):
    rita = make_clinician(app, name="Rita Reader", role="reader", clinic=ana.clinic_id)
    browser = signed_in(app, rita)
    assert browser.get(reported).status_code == 200
    assert browser.get(f"/patients/{patient_id}/falls/new").status_code == 403
    assert "/falls/new" not in text(browser.get(f"/patients/{patient_id}/falls"))


def test_a_stranger_finds_nothing(app, cleo, reported, patient_id):
    browser = signed_in(app, cleo)
    for address in (reported, f"{reported}/review", f"/patients/{patient_id}/falls"):
        assert browser.get(address).status_code == 404


def test_an_empty_list_says_so(client, patient_id):
    page = text(client.get(f"/patients/{patient_id}/falls"))
    assert "Nothing reported." in page
    assert "0 falls reported in the last 12 months." in page


def test_a_closed_episode_takes_no_report(client, reported, patient_id, app, ana):
    client.post(
        f"/patients/{patient_id}/discharge",
        data={"reason": "other", "outcome": "improved", "discharged_on": "2026-03-20"},
    )
    with app.app_context():
        enter_clinic(ana.clinic_id)
        assert find_open_episode(get_patient(patient_id)) is None
    answer = client.post(f"/patients/{patient_id}/falls/new/fall", data=a_fall())
    assert answer.status_code == 409
    review = client.post(f"{reported}/review", data={"outcome": "resume", "note": "x"})
    assert review.status_code == 409
    assert "Review" not in text(client.get(reported)).split("<main")[1]
