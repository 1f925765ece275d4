from datetime import date

import pytest
import time_machine

from clinic.db import db, enter_clinic
from clinic.domain.episodes import DischargeOutcome, DischargeReason
from clinic.episodes.queries import discharge_of, find_open_episode, list_episodes
from clinic.patients.queries import get_patient
from tests.factories import MORNING, TODAY, commit_episode, signed_in


@pytest.fixture(autouse=True)
def in_march():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def patient_id(app, ana):
    return commit_episode(app, ana)[0]


@pytest.fixture
def discharged(client, patient_id):
    assert client.post(f"/patients/{patient_id}/discharge", data=closing()).status_code == 302
    return patient_id


def closing(**values):
    return {
        "reason": "goals_reached",
        "outcome": "improved",
        "discharged_on": "2026-03-20",
        "note": "Walking group on Tuesdays.",
    } | values


def episodes_of(app, ana, patient_id):
    with app.app_context():
        enter_clinic(ana.clinic_id)
        found = list_episodes(get_patient(patient_id))
        closings = [discharge_of(episode) for episode in found]
        db.session.expunge_all()
        return list(zip(found, closings, strict=True))


def test_a_discharge_is_kept_with_reason_and_outcome(app, ana, discharged):
    [(_, kept)] = episodes_of(app, ana, discharged)
    assert (kept.reason, kept.outcome, kept.discharged_on) == (
        DischargeReason.GOALS_REACHED,
        DischargeOutcome.IMPROVED,
        TODAY,
    )


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"reason": ""}, "Choose why care ends"),
        ({"outcome": ""}, "Choose how the patient stands"),
        ({"discharged_on": "2026-03-21"}, "The last day is in the future"),
        ({"discharged_on": "2026-02-08"}, "The last day is before the day of enrolment"),
        ({"discharged_on": "31 2 2026"}, "Enter a day, month and year that exist"),
        ({"discharged_on": ""}, "Enter the last day"),
    ],
)
def test_a_discharge_needs_a_reason_an_outcome_and_a_possible_day(
    app, ana, client, patient_id, values, message
):
    answer = client.post(f"/patients/{patient_id}/discharge", data=closing(**values))
    assert answer.status_code == 422
    assert message in answer.get_data(as_text=True)
    assert episodes_of(app, ana, patient_id)[0][1] is None


def test_nothing_is_preselected_when_a_patient_is_discharged(client, patient_id):
    page = client.get(f"/patients/{patient_id}/discharge").get_data(as_text=True)
    assert "checked" not in page
    assert 'value="2026-03-20"' in page


def test_a_closed_episode_is_not_discharged_again(client, discharged):
    answer = client.post(f"/patients/{discharged}/discharge", data=closing(reason="died"))
    assert answer.status_code == 409
    assert "There is no open episode of care" in answer.get_data(as_text=True)
    looked = client.get(f"/patients/{discharged}/discharge")
    assert looked.status_code == 409
    assert "Nothing was saved" in answer.text
    assert "Nothing was saved" not in looked.text  # nothing was sent


def test_a_discharge_sent_twice_is_saved_once(app, ana, client, patient_id):
    form = closing(record_id="01900000-0000-7000-8000-00000000abcd")
    answers = [client.post(f"/patients/{patient_id}/discharge", data=form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]


def test_enrolling_again_opens_a_new_episode_and_the_old_one_is_readable(
    app, ana, client, discharged
):
    form_page = client.get(f"/patients/{discharged}/episodes/new").get_data(as_text=True)
    assert "Walking group on Tuesdays." in form_page
    assert f'selected value="{ana.clinician_id}"' in form_page
    answer = client.post(
        f"/patients/{discharged}/episodes/new",
        data={
            "responsible": str(ana.clinician_id),
            "goals": "Carry the shopping.",
            "consent_given": "y",
        },
    )
    assert answer.location == f"/patients/{discharged}/risk"
    (new, none), (_, closed) = episodes_of(app, ana, discharged)
    assert (new.goals, new.consent_given_on, none) == ("Carry the shopping.", TODAY, None)
    assert closed is not None
    page = client.get(f"/patients/{discharged}/episodes").get_data(as_text=True)
    assert "20 March 2026 to now" in page
    assert "9 February 2026 to 20 March 2026" in page


def test_a_stranger_cannot_be_made_responsible(client, cleo, discharged):
    answer = client.post(
        f"/patients/{discharged}/episodes/new", data={"responsible": str(cleo.clinician_id)}
    )
    assert answer.status_code == 422


def test_an_open_episode_refuses_another_enrolment(app, ana, client, patient_id):
    answer = client.post(
        f"/patients/{patient_id}/episodes/new", data={"responsible": str(ana.clinician_id)}
    )
    assert answer.status_code == 409
    assert "An episode of care is open already" in answer.get_data(as_text=True)
    assert len(episodes_of(app, ana, patient_id)) == 1


def test_an_assistant_neither_discharges_nor_enrols_but_reads(app, bo, patient_id):
    browser = signed_in(app, bo)
    assert browser.post(f"/patients/{patient_id}/discharge", data=closing()).status_code == 403
    assert browser.get(f"/patients/{patient_id}/episodes/new").status_code == 403
    page = browser.get(f"/patients/{patient_id}/episodes").get_data(as_text=True)
    assert "9 February 2026 to now" in page
    assert "/discharge" not in page.split("<main")[1]


def test_a_patient_who_was_never_enrolled_has_an_empty_page(app, ana, client):
    from clinic.db import writing
    from tests.factories import make_patient

    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        patient_id = make_patient(ana, birth_date=date(1940, 1, 1)).id
        assert find_open_episode(get_patient(patient_id)) is None
        db.session.commit()
    page = client.get(f"/patients/{patient_id}/episodes").get_data(as_text=True)
    assert "No episode of care yet." in page
