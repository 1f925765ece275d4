"""Enrolling with the stratum beside it, and taking the falls history anew."""

import re

import pytest
import sqlalchemy as sa

from clinic import clock
from clinic.db import db, enter_clinic, writing
from clinic.domain.falls import FallDetails, Injury
from clinic.domain.risk import FallRisk
from clinic.episodes.models import Episode
from clinic.falls.actions import record_fall
from clinic.ids import new_id
from clinic.patients.models import Patient
from clinic.risk.models import FallsHistory, RiskStratum
from tests.factories import commit_episode, make_patient, signed_in
from tests.risk.measures import make_gait, make_tug


@pytest.fixture
def stored(app, ana):
    """Reads rows of a kind as they were committed."""

    def read(kind):
        with app.app_context():
            enter_clinic(ana.clinic_id)
            return db.session.scalars(sa.select(kind).order_by(kind.id)).all()

    return read


@pytest.fixture
def somebody(ana):
    """What is typed to enrol Tomasz, who fell once and fainted."""

    def sent(**changes):
        typed = {
            "record_id": str(new_id()),
            "given_name": "Tomasz",
            "family_name": "Wierzbicki",
            "birth_date": "17 02 1948",
            "record_number": "HL-0440",
            "sex": "M",
            "language": "en",
            "responsible": str(ana.clinician_id),
            "goals": "Walk to the allotment again",
            "fell": "yes",
            "falls_count_12m": "1",
            "loss_of_consciousness_or_suspected_syncope": "yes",
        } | changes
        return {name: value for name, value in typed.items() if value is not None}

    return sent


def text_of(answer) -> str:
    return " ".join(answer.get_data(as_text=True).split())


def test_nothing_clinical_is_preselected(client):
    page = text_of(client.get("/patients/new"))
    assert re.search(r"<input[^>]* checked", page) is None
    assert "Not known yet" in page


def test_enrolling_keeps_patient_episode_history_and_stratum(client, somebody, stored):
    answer = client.post("/patients/new", data=somebody())
    assert answer.status_code == 302
    [patient] = stored(Patient)
    assert answer.location == f"/patients/{patient.id}/checklists/new?definition=clinical_screen"
    assert stored(Episode)[0].goals == "Walk to the allotment again"
    assert stored(FallsHistory)[0].loss_of_consciousness_or_suspected_syncope is True
    assert stored(RiskStratum)[0].risk is FallRisk.HIGH


def test_the_same_enrolment_sent_twice_is_kept_once(client, somebody, stored):
    sent = somebody()
    first = client.post("/patients/new", data=sent)
    assert client.post("/patients/new", data=sent).location == first.location
    assert len(stored(Patient)) == len(stored(Episode)) == 1


def test_unanswered_questions_are_kept_as_unanswered(client, somebody, stored):
    open_questions = dict.fromkeys(
        ("fell", "falls_count_12m", "loss_of_consciousness_or_suspected_syncope")
    )
    client.post("/patients/new", data=somebody(**open_questions))
    assert stored(FallsHistory)[0].fell_12m is None
    assert stored(RiskStratum)[0].risk is FallRisk.INCOMPLETE


def test_details_of_falls_count_only_after_a_fall(client, somebody, stored):
    client.post("/patients/new", data=somebody(fell="no"))
    [history] = stored(FallsHistory)
    assert history.falls_count_12m is None
    assert history.loss_of_consciousness_or_suspected_syncope is None


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"fell": None}, "Answer whether the patient fell"),
        ({"falls_count_12m": "many"}, "Enter a whole number of falls from 1"),
        ({"falls_count_12m": "0"}, "Enter a whole number of falls from 1"),
        ({"family_name": ""}, "Enter the family name"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    client, somebody, stored, changes, complaint
):
    answer = client.post("/patients/new", data=somebody(**changes))
    assert answer.status_code == 422
    assert complaint in text_of(answer)
    assert "Walk to the allotment again" in text_of(answer)
    assert stored(Patient) == []


def test_somebody_like_a_known_patient_is_asked_about_first(app, ana, client, somebody, stored):
    commit_episode(app, ana, given_name="Tomasz", family_name="Wierzbicki", record_number="HL-1")
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        known = db.session.scalars(sa.select(Patient)).one()
        known.birth_date = known.birth_date.replace(1948, 2, 17)
        db.session.commit()
    sent = somebody()
    answer = client.post("/patients/new", data=sent)
    assert answer.status_code == 422
    assert "Perhaps already registered" in text_of(answer)
    assert len(stored(Patient)) == 1
    confirmed = sent | {"another_person": "y", "compared_with": str(stored(Patient)[0].id)}
    assert client.post("/patients/new", data=confirmed).status_code == 302
    assert len(stored(Patient)) == 2


def test_the_stratum_is_shown_on_request_without_saving(client, somebody, stored):
    sent = somebody(family_name="", show_stratum="yes")
    answer = client.post("/patients/new", data=sent)
    assert answer.status_code == 200
    page = text_of(answer)
    assert "High" in page
    assert "Blackout or faint with a fall" in page
    assert "Enter the family name" not in page
    assert stored(Patient) == []


def test_the_stratum_so_far_says_what_is_missing(client, stored):
    address = "/patients/new/stratum"
    page = text_of(client.post(address, data={"fell": "yes", "frailty": "no"}))
    assert "Not known yet" in page
    assert "Blackout or faint: no answer" in page
    assert "gait speed or TUG not measured" in page
    assert "Above 15.00 s, or 0.80 m/s or less" in page
    page = text_of(client.post(address, data={"fell": "yes", "falls_count_12m": "2"}))
    assert "2 falls in 12 months" in page
    assert "Multifactorial assessment" in page
    assert stored(Patient) == []


def test_an_assistant_may_not_enrol(app, bo):
    assert signed_in(app, bo).get("/patients/new").status_code == 403


@pytest.fixture
def patient_id(app, ana):
    return commit_episode(app, ana)[0]


def test_the_history_is_taken_anew(client, patient_id, stored):
    address = f"/patients/{patient_id}/risk"
    assert "No falls history in this episode yet" in text_of(client.get(address))
    answer = client.post(
        address,
        data={"record_id": str(new_id()), "fell": "no", "unsteady": "no", "worried": "no"},
    )
    page = text_of(client.get(answer.location))
    assert "Low means lower, not none." in page
    assert "taken on" in page
    assert "Ana Ribeiro" in page
    assert stored(RiskStratum)[0].risk is FallRisk.LOW


def test_a_history_that_cannot_be_is_refused(client, patient_id, stored):
    answer = client.post(f"/patients/{patient_id}/risk", data={"falls_count_12m": "2"})
    assert answer.status_code == 422
    assert stored(FallsHistory) == []


def test_more_falls_in_the_record_than_were_told_are_pointed_out(app, ana, client, patient_id):
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        episode = db.session.scalars(sa.select(Episode)).one()
        for _ in range(2):
            record_fall(
                episode,
                FallDetails(
                    happened_on=clock.today("Europe/London"),
                    injury=Injury.NONE,
                    able_to_rise=True,
                ),
                by=ana.actor,
                at=clock.now(),
            )
        db.session.commit()
    page = text_of(client.get(f"/patients/{patient_id}/risk"))
    assert "The record holds 2 falls in 12 months, the history says 0. Take it anew." in page


def test_the_stratum_so_far_of_a_patient_stores_nothing(client, patient_id, stored):
    answer = client.post(f"/patients/{patient_id}/risk/stratum", data={"fell": "no"})
    assert "Unsteady: no answer" in text_of(answer)
    assert stored(RiskStratum) == []


def test_a_stratum_is_recorded_again_on_request(client, patient_id, stored):
    address = f"/patients/{patient_id}/risk"
    assert client.post(f"{address}/record").status_code == 409
    client.post(address, data={"fell": "no", "unsteady": "no", "worried": "no"})
    assert client.post(f"{address}/record").location == address
    assert len(stored(RiskStratum)) == 2


def test_another_clinics_risk_does_not_exist(app, cleo, patient_id):
    assert signed_in(app, cleo).get(f"/patients/{patient_id}/risk").status_code == 404


def measure_tug(app, ana, value, make=make_tug):
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        episode = db.session.scalars(sa.select(Episode)).one()
        make(episode, ana, value, on=clock.today("Europe/London"))
        db.session.commit()


FELL_ONCE = {"fell": "yes", "falls_count_12m": "1", "unsteady": "no", "worried": "no"}


def test_a_slow_walking_test_changes_the_stratum_and_offers_to_record_it(
    app, ana, client, patient_id
):
    address = f"/patients/{patient_id}/risk"
    client.post(address, data=FELL_ONCE | {"frailty": "no"})
    page = text_of(client.get(address))
    assert "“Medical care after a fall” or “Long time on the floor” or “Blackout or faint”" in page
    assert "Record this stratum" not in page
    measure_tug(app, ana, "16.20")
    page = text_of(client.get(address))
    assert "Timed Up and Go 16.20 s, over 15.00 s" in page
    assert "Blackout or faint: no answer, counted as no" in page
    assert "Record this stratum" in page
    client.post(f"{address}/record")
    assert "Record this stratum" not in text_of(client.get(address))


def test_a_walking_test_that_is_not_slow_says_so(app, ana, client, patient_id):
    address = f"/patients/{patient_id}/risk"
    client.post(address, data=FELL_ONCE)
    measure_tug(app, ana, "9.80")
    page = text_of(client.get(address))
    assert "Timed Up and Go 9.80 s, not slow" in page
    assert "9.80 s on" in page


def test_a_slow_gait_is_told_with_its_speed_and_day(app, ana, client, patient_id):
    address = f"/patients/{patient_id}/risk"
    client.post(address, data=FELL_ONCE)
    measure_tug(app, ana, "9.80")
    measure_tug(app, ana, "0.72", make=make_gait)
    page = text_of(client.get(address))
    assert "Gait speed 0.72 m/s, 0.80 m/s or less" in page
    assert "0.72 m/s on" in page
    assert "9.80 s on" in page


def test_a_walking_test_that_could_not_be_done_is_named(app, ana, client, patient_id):
    address = f"/patients/{patient_id}/risk"
    client.post(address, data=FELL_ONCE)
    measure_tug(app, ana, None)
    page = text_of(client.get(address))
    assert "Could not do the walking test" in page
    assert "unable on" in page


def test_all_answered_leaves_the_measured_time_to_decide(client):
    severe = dict.fromkeys(
        (
            "injury_needing_medical_care",
            "on_floor_1h_or_unable_to_rise",
            "loss_of_consciousness_or_suspected_syncope",
            "frailty",
        ),
        "no",
    )
    page = text_of(client.post("/patients/new/stratum", data=FELL_ONCE | severe))
    assert "A measured time decides between low and intermediate." in page


def test_a_patient_without_an_episode_has_no_risk_to_show(app, ana, client):
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        patient_id = make_patient(ana).id
        db.session.commit()
    assert client.get(f"/patients/{patient_id}/risk").status_code == 409
    assert client.get(f"/patients/{patient_id}/checklists").status_code == 404
