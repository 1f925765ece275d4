"""Review: trends, the training between them, and what the clinician decides."""

import pytest
import sqlalchemy as sa
import time_machine

from clinic.audit.models import AuditEvent
from clinic.db import db, enter_clinic
from clinic.domain.falls import FallDetails, Injury
from clinic.domain.progression_decisions import StepDecision, StepNotPossible
from clinic.domain.routines import RoutineState
from clinic.episodes.queries import get_episode
from clinic.falls.actions import record_fall
from clinic.ids import new_id
from clinic.progress.actions import decide
from clinic.progress.models import ProgressionDecision
from clinic.routines import queries as routines
from clinic.routines.actions import NotInForce
from clinic.trends.queries import chart_events
from tests import factories
from tests.caseload.scene import ago, clinic_of, enrol, noon, ready, train
from tests.routines import cases


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(factories.MORNING, tick=False):
        yield


@pytest.fixture
def training(app, ana):
    """(patient id, episode id) of somebody at Level 3 who trains."""
    with clinic_of(app, ana):
        episode = ready(ana, "Edith", "Marlowe", number="HL-0367")
        routine = cases.prescribe(episode, ana, at=noon(ago(20)), today=ago(20))
        train(episode, ana, routine, on=ago(1), effort=4, pain_before=2, pain_during=3)
        return episode.patient_id, episode.id


def sign(client, patient_id, decision="hold", reason="Steady, no rush.", **more):
    """A decision otherwise than proposed: the proposal here is to hold, for too few sessions."""
    answer = {"answer": "change", "change_to": decision} if decision else {}
    return client.post(
        f"/patients/{patient_id}/progress",
        data=answer | {"reason": reason, "record_id": str(new_id())} | more,
    )


def decisions(app, by) -> list[ProgressionDecision]:
    with app.app_context():
        enter_clinic(by.clinic_id)
        return list(db.session.scalars(sa.select(ProgressionDecision)))


def test_all_measures_stand_on_one_page_with_their_table(client, training):
    page = client.get(f"/patients/{training[0]}/progress").text
    assert page.count('role="img"') == page.count("The same numbers as a table")
    assert "3-Metre Backward Walk" in page
    assert "Timed Up and Go" in page
    assert "better" in page
    assert "Level 3" in page
    assert "100 %" in page
    assert "2 to 3" in page


def test_nothing_is_preselected_and_each_decision_says_where_it_leads(client, training):
    page = client.get(f"/patients/{training[0]}/progress").text
    assert "checked" not in page
    assert "Level 4: " in page
    assert "Level 2: " in page
    assert "Pauses the routine" in page
    assert "No step has been decided yet." in page


@pytest.mark.parametrize(
    ("decision", "level", "goes_to"),
    [
        ("advance", 4, "/routine/new?level=4&minutes=6"),
        ("regress", 2, "/routine/new?level=2&minutes=6"),
        ("hold", 3, "/progress"),
        ("stop_and_review", None, "/progress"),
    ],
)
def test_a_signed_decision_is_kept_and_leads_on(
    app, ana, client, training, decision, level, goes_to
):
    answer = sign(client, training[0], decision=decision)
    assert answer.status_code == 302
    assert answer.location.endswith(goes_to)
    [kept] = decisions(app, ana)
    assert (kept.decision, kept.level, kept.new_level) == (StepDecision(decision), 3, level)
    assert kept.reason == "Steady, no rush."
    assert kept.by_id == ana.clinician_id
    assert kept.reason_id == "H14_too_few_sessions"
    assert kept.proposal["also_noted"]


def test_a_decision_is_told_in_the_audit_trail_and_on_the_page(app, ana, client, training):
    sign(client, training[0])
    with app.app_context():
        enter_clinic(ana.clinic_id)
        events = db.session.scalars(
            sa.select(AuditEvent).where(AuditEvent.action == "progression.decided")
        ).all()
    assert [event.patient_id for event in events] == [training[0]]
    page = client.get(f"/patients/{training[0]}/progress").text
    assert "Hold at Level 3, 5 minutes." in page
    assert "Steady, no rush." in page
    assert "today, Ana Ribeiro" in page


def test_a_stop_pauses_the_routine_and_cannot_be_signed_twice(app, ana, client, training):
    sign(client, training[0], decision="stop_and_review", reason="Dizzy on turning.")
    with app.app_context():
        enter_clinic(ana.clinic_id)
        episode = get_episode(training[1])
        routine = routines.current_routine(episode)
        assert routines.state_of(routine, episode) is RoutineState.PAUSED
        assert "Dizzy on turning." in routines.list_stops(routine)[0].reason
    page = client.get(f"/patients/{training[0]}/progress?again=1").text
    assert "The routine is paused already." in page
    assert sign(client, training[0], decision="advance").status_code == 422
    assert sign(client, training[0], decision="stop_and_review").status_code == 422
    assert len(decisions(app, ana)) == 1


def test_what_is_missing_is_said_beside_its_answer_and_nothing_is_kept(app, ana, client, training):
    answer = sign(client, training[0], decision="", reason="  ")
    assert answer.status_code == 422
    assert "Not saved" in answer.text
    assert '<a href="#answer-0">Choose what is decided</a>' in answer.text
    assert decisions(app, ana) == []


def test_what_was_typed_is_kept_when_it_is_refused(client, training):
    answer = sign(client, training[0], decision="", reason="Better every week <3")
    assert "Better every week &lt;3" in answer.text


def test_the_same_form_sent_twice_is_kept_once(app, ana, client, training):
    record_id = str(new_id())
    first = sign(client, training[0], record_id=record_id)
    second = sign(client, training[0], record_id=record_id)
    assert first.location == second.location
    assert len(decisions(app, ana)) == 1


def test_after_a_fall_there_is_no_step_up(app, ana, client, training):
    with clinic_of(app, ana):
        record_fall(
            get_episode(training[1]),
            FallDetails(happened_on=ago(1), injury=Injury.NONE, able_to_rise=True),
            by=ana.actor,
            at=noon(ago(0)),
        )
    page = client.get(f"/patients/{training[0]}/progress").text
    assert "Stop and review" in page
    assert "A fall was logged." in page
    assert "Not cleared for training" in page
    assert sign(client, training[0], decision="advance").status_code == 422


def test_going_past_a_refusal_is_stopped_below_the_page_as_well(app, ana, training):
    values = {"reason": "x", "by": ana.actor, "at": factories.MORNING, "today": factories.TODAY}
    with clinic_of(app, ana):
        episode = get_episode(training[1])
        decide(episode, StepDecision.STOP_AND_REVIEW, record_id=new_id(), **values)
        with pytest.raises(StepNotPossible):
            decide(episode, StepDecision.ADVANCE, record_id=new_id(), **values)


def test_without_a_routine_there_is_no_step_to_decide(app, ana, client):
    with clinic_of(app, ana):
        episode = enrol(ana, "Nils", "New", number="2")
        patient_id = episode.patient_id
        with pytest.raises(NotInForce):
            decide(
                episode,
                StepDecision.HOLD,
                reason="x",
                record_id=new_id(),
                by=ana.actor,
                at=factories.MORNING,
                today=factories.TODAY,
            )
    page = client.get(f"/patients/{patient_id}/progress").text
    assert "No routine is in force, so there is no step to decide." in page
    assert "Nothing has been measured in this episode yet." in page
    assert "No training has been logged in this episode yet." in page
    assert "Sign the decision" not in page


def test_an_assistant_reads_and_does_not_decide(app, bo, training):
    browser = factories.signed_in(app, bo)
    page = browser.get(f"/patients/{training[0]}/progress").text
    assert "3-Metre Backward Walk" in page
    assert "Sign the decision" not in page
    assert sign(browser, training[0]).status_code == 403


def test_the_other_clinic_finds_no_such_page(app, cleo, training):
    browser = factories.signed_in(app, cleo)
    assert browser.get(f"/patients/{training[0]}/progress").status_code == 404
    assert sign(browser, training[0]).status_code == 404


def test_levels_and_falls_are_marked_under_every_chart(app, ana, training):
    with clinic_of(app, ana):
        episode = get_episode(training[1])
        record_fall(
            episode,
            FallDetails(happened_on=ago(3), injury=Injury.NONE, able_to_rise=True, place="kitchen"),
            by=ana.actor,
            at=noon(ago(2)),
        )
        events = chart_events(episode)
    assert [span.level for span in events.levels] == [3]
    assert [(fall.on, fall.near, fall.label) for fall in events.falls] == [
        (ago(3), False, "Fall, kitchen")
    ]


def test_who_was_never_enrolled_has_no_progress(app, ana, client):
    with clinic_of(app, ana):
        patient_id = factories.make_patient(ana).id
    assert client.get(f"/patients/{patient_id}/progress").status_code == 404
