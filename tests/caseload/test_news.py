"""What is new since somebody looked last, for everything that can be recorded."""

from clinic.domain.checklists import ClearanceStep, DoctorsStep, ItemId
from clinic.domain.progression_decisions import StepDecision
from clinic.ids import new_id
from clinic.precautions.actions import record_doctors_step
from clinic.progress.actions import decide
from tests.caseload.scene import ago, clinic_of, enrol, noon, ready, train, walk
from tests.caseload.test_patient_page import headlines, page_of
from tests.routines import cases


def test_a_signed_screen_and_a_doctors_answer_are_news(app, ana, client):
    with clinic_of(app, ana):
        episode = enrol(ana, "Rosa", "Delgado", number="1")
        screen = cases.screen(episode, ana, on=ago(5), at=noon(ago(5)), yes=("CS25",))
        for step, days in ((ClearanceStep.ASKED, 4), (ClearanceStep.RECEIVED, 2)):
            record_doctors_step(
                screen,
                episode,
                DoctorsStep(item_id=ItemId("CS25"), step=step, on=ago(days), doctor="Dr Whitlow"),
                record_id=new_id(),
                by=ana.actor,
                at=noon(ago(days)),
            )
        patient_id = episode.patient_id
    assert headlines(page_of(client, patient_id)) == [
        "Dr Whitlow agrees.",
        "Dr Whitlow asked.",
        "Clinical screen signed.",
    ]


def test_a_stop_that_was_decided_stands_above_an_improvement(app, ana, client):
    with clinic_of(app, ana):
        episode = ready(ana, "Edith", "Marlowe", number="1")
        cases.prescribe(episode, ana, at=noon(ago(20)), today=ago(20))
        decide(
            episode,
            StepDecision.STOP_AND_REVIEW,
            reason="Dizzy on turning.",
            record_id=new_id(),
            by=ana.actor,
            at=noon(ago(1)),
            today=ago(1),
        )
        patient_id = episode.patient_id
    told = headlines(page_of(client, patient_id))
    assert told[0] == "Stop and review at Level 3."
    assert told[1] == "Backward walk 4.92 s: real improvement, −2.70 s."


def test_a_first_measurement_is_told_as_one(app, ana, client):
    with clinic_of(app, ana):
        episode = enrol(ana, "Nils", "New", number="1")
        walk(episode, ana, "7.10", on=ago(3))
        patient_id = episode.patient_id
    assert headlines(page_of(client, patient_id)) == ["Backward walk 7.10 s, first measurement."]


def test_a_sign_to_stop_in_training_is_a_warning(app, ana, client):
    with clinic_of(app, ana):
        episode = ready(ana, "Edith", "Marlowe", number="1")
        routine = cases.prescribe(episode, ana, at=noon(ago(20)), today=ago(20))
        train(episode, ana, routine, on=ago(1), symptoms=("chest_pain",), losses_of_balance=2)
        patient_id = episode.patient_id
    page = page_of(client, patient_id)
    assert headlines(page)[0] == "Sign to stop in training."
    assert "2 losses of balance" in page


def test_more_than_eight_are_folded_away(app, ana, client):
    with clinic_of(app, ana):
        episode = ready(ana, "Edith", "Marlowe", number="1")
        routine = cases.prescribe(episode, ana, at=noon(ago(12)), today=ago(12))
        for days in range(2, 11):
            train(episode, ana, routine, on=ago(days), near_falls=1)
        patient_id = episode.patient_id
    page = page_of(client, patient_id)
    assert len(headlines(page)) == 8
    assert "more</summary>" in page
