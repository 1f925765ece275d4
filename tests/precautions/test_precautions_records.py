"""Signing, what a doctor answered, overrides, and what all of it says today."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.db import db
from clinic.domain.checklists import ClearanceStep
from clinic.domain.clearance import Decision, NotOverridable
from clinic.domain.episodes import DischargeOutcome, DischargeReason, EpisodeClosed
from clinic.domain.falls import HealthEventKind, Injury, Setting
from clinic.domain.findings import ChecklistStatus, ReasonKind
from clinic.domain.key_questions import KeyQuestions
from clinic.domain.risk import FallsAnswers, FallSeverity
from clinic.episodes.actions import discharge
from clinic.falls.models import FallEvent, HealthEvent, NearFall
from clinic.ids import new_id
from clinic.precautions import queries
from clinic.precautions.actions import (
    override_refusal,
    record_doctors_step,
    sign_checklist,
    sign_nothing_changed,
)
from clinic.precautions.models import Checklist, Finding
from clinic.risk.actions import record_falls_history
from tests.factories import MORNING, TODAY, make_episode, make_patient
from tests.precautions.records import answered, doctors_step, sign


@pytest.fixture
def episode(inside):
    return make_episode(inside)


def actions_of(record) -> list[str]:
    return list(
        db.session.scalars(sa.select(AuditEvent.action).where(AuditEvent.record_id == record.id))
    )


def make_high_risk(episode, ana):
    return record_falls_history(
        episode,
        FallsAnswers(
            questions=KeyQuestions(fell=True, unsteady=False, worried=False),
            falls_count_12m=2,
            severity=FallSeverity(),
        ),
        taken_on=TODAY,
        record_id=new_id(),
        by=ana.actor,
        at=MORNING,
    )


def clearance(episode, on=TODAY):
    return queries.current_clearance(episode, today=on)


def test_without_a_screen_nothing_is_cleared(episode):
    assert clearance(episode).decision is Decision.REFUSED
    assert clearance(episode).reasons[0].kind is ReasonKind.NEVER_COMPLETED


def test_a_signed_screen_keeps_its_answers_findings_and_result(inside, episode):
    checklist = sign(episode, inside, answered("CS41", "CS51", ticked=("CS41",)))
    assert checklist.result is ChecklistStatus.CAUTION_UNMITIGATED
    assert checklist.answers["CS41"] == "yes"
    assert checklist.answers["CS01"] == "no"
    found = db.session.scalars(sa.select(Finding).order_by(Finding.item_id)).all()
    assert [(f.item_id, f.mitigation_acknowledged) for f in found] == [
        ("CS41", True),
        ("CS51", False),
    ]
    assert actions_of(checklist) == ["checklist.signed"]


def test_a_clear_screen_grants(inside, episode):
    sign(episode, inside)
    assert clearance(episode).decision is Decision.GRANTED
    assert clearance(episode).valid_until == TODAY + timedelta(180)


def test_the_latest_screen_counts(inside, episode):
    sign(episode, inside, answered("CS01", on=TODAY - timedelta(1)))
    assert not clearance(episode).granted
    sign(episode, inside)
    assert clearance(episode).granted
    assert [c.completed_on for c in queries.list_checklists(episode)] == [
        TODAY,
        TODAY - timedelta(1),
    ]


def test_a_screen_signed_later_does_not_count_before_its_day(inside, episode):
    sign(episode, inside)
    assert not clearance(episode, TODAY - timedelta(1)).granted


def test_an_unanswered_item_is_kept_as_unanswered(inside, episode):
    checklist = sign(episode, inside, answered("CS01", unanswered=("CS50",)))
    assert "CS50" not in checklist.answers
    kinds = [reason.kind for reason in clearance(episode).reasons]
    assert kinds == [ReasonKind.STOP, ReasonKind.NOT_ANSWERED]


@pytest.mark.parametrize(
    ("table", "details"),
    [(FallEvent, {"injury": Injury.NONE}), (NearFall, {"setting": Setting.CLINIC})],
)
def test_a_fall_or_near_fall_after_the_screen_ends_it(inside, episode, table, details):
    sign(episode, inside, answered(on=TODAY - timedelta(2)))
    db.session.add(
        table(
            episode_id=episode.id,
            happened_on=TODAY,
            reported_at=MORNING,
            reported_by_id=inside.clinician_id,
            **details,
        )
    )
    db.session.flush()
    assert clearance(episode).status is ChecklistStatus.INCOMPLETE
    assert clearance(episode).reasons[0].kind is ReasonKind.EVENT_SINCE


def test_a_medication_change_ends_the_screen_and_a_new_screen_begins(inside, episode):
    sign(episode, inside, answered(on=TODAY - timedelta(2)))
    db.session.add(
        HealthEvent(
            episode_id=episode.id,
            kind=HealthEventKind.MEDICATION_CHANGE,
            happened_on=TODAY - timedelta(1),
            reported_at=MORNING,
            reported_by_id=inside.clinician_id,
        )
    )
    db.session.flush()
    assert clearance(episode).reasons[0].event.type == "medication_change"
    sign(episode, inside)
    assert clearance(episode).granted


def test_a_high_stratum_shortens_the_screen(inside, episode):
    make_high_risk(episode, inside)
    checklist = sign(episode, inside)
    assert checklist.high_risk
    assert clearance(episode).valid_until == TODAY + timedelta(90)


def test_the_item_that_says_high_risk_shortens_the_screen_too(inside, episode):
    checklist = sign(episode, inside, answered("CS40", ticked=("CS40",)))
    assert checklist.high_risk
    assert clearance(episode).valid_until == TODAY + timedelta(90)


def test_a_doctors_clearance_lifts_the_refusal(inside, episode):
    checklist = sign(episode, inside, answered("CS24"))
    assert clearance(episode).status is ChecklistStatus.CLEARANCE_PENDING
    for step in (ClearanceStep.ASKED, ClearanceStep.RECEIVED):
        recorded = record_doctors_step(
            checklist,
            episode,
            doctors_step(step=step),
            record_id=new_id(),
            by=inside.actor,
            at=MORNING,
        )
    assert clearance(episode).decision is Decision.GRANTED_WITH_CONDITIONS
    assert actions_of(recorded) == ["medical_clearance.received"]
    assert [s.step for s in queries.list_medical_clearances(checklist)] == [
        ClearanceStep.ASKED,
        ClearanceStep.RECEIVED,
    ]


def test_a_doctors_refusal_after_a_clearance_refuses_again(inside, episode):
    checklist = sign(episode, inside, answered("CS24"))
    for step in (ClearanceStep.RECEIVED, ClearanceStep.REFUSED):
        record_doctors_step(
            checklist,
            episode,
            doctors_step(step=step),
            record_id=new_id(),
            by=inside.actor,
            at=MORNING,
        )
    assert not clearance(episode).granted


@pytest.mark.parametrize("item_id", ["CS24", "CS01", "CS41"])
def test_a_doctor_is_asked_only_about_an_open_clearance_item(inside, episode, item_id):
    checklist = sign(episode, inside, answered("CS01", "CS41"))
    with pytest.raises(ValueError, match="no medical clearance"):
        record_doctors_step(
            checklist,
            episode,
            doctors_step(item_id),
            record_id=new_id(),
            by=inside.actor,
            at=MORNING,
        )


def test_an_earlier_clearance_may_be_carried_over(inside, episode):
    earlier = doctors_step(on=TODAY - timedelta(10))
    checklist = sign_checklist(
        episode,
        answered("CS24"),
        record_id=new_id(),
        by=inside.actor,
        at=MORNING,
        still_cleared=[earlier, doctors_step("CS25")],
    )
    assert checklist.result is ChecklistStatus.CLEAR_WITH_MITIGATION
    assert [s.item_id for s in queries.list_medical_clearances(checklist)] == ["CS24"]
    assert clearance(episode).valid_until == TODAY + timedelta(170)


def test_a_doctors_clearance_does_not_outlive_its_screen_by_itself(inside, episode):
    first = sign(episode, inside, answered("CS24", on=TODAY - timedelta(5)))
    record_doctors_step(
        first, episode, doctors_step(), record_id=new_id(), by=inside.actor, at=MORNING
    )
    sign(episode, inside, answered("CS24"))
    assert clearance(episode).status is ChecklistStatus.CLEARANCE_PENDING


def override(checklist, episode, ana, **changes):
    return override_refusal(
        checklist,
        episode,
        queries.current_findings(episode, today=TODAY),
        **{
            "reason": "Same helper from Monday",
            "expires_on": TODAY + timedelta(7),
            "record_id": new_id(),
            "by": ana.actor,
            "at": MORNING,
            **changes,
        },
    )


def test_an_override_grants_until_its_last_day(inside, episode):
    checklist = sign(episode, inside, answered("CS51"))
    recorded = override(checklist, episode, inside)
    granted = clearance(episode)
    assert granted.decision is Decision.GRANTED_BY_OVERRIDE
    assert granted.overrides[0].by == "Ana Ribeiro"
    assert not clearance(episode, TODAY + timedelta(8)).granted
    assert actions_of(recorded) == ["override.signed"]
    assert queries.list_overrides(checklist) == [recorded]


def test_an_override_ends_with_the_screen_it_was_given_for(inside, episode):
    checklist = sign(episode, inside, answered("CS51"))
    override(checklist, episode, inside)
    sign(episode, inside, answered("CS51"))
    assert not clearance(episode).granted


def test_an_absolute_stop_is_not_overridden(inside, episode):
    checklist = sign(episode, inside, answered("CS01"))
    with pytest.raises(NotOverridable):
        override(checklist, episode, inside)


def test_nothing_changed_signs_every_safe_answer(inside, episode):
    checklist = sign_nothing_changed(
        episode, "pre_session", on=TODAY, record_id=new_id(), by=inside.actor, at=MORNING
    )
    assert checklist.result is ChecklistStatus.CLEAR
    assert set(checklist.answers.values()) == {"no"}
    today = queries.current_findings(episode, today=TODAY, code="pre_session")
    tomorrow = queries.current_findings(episode, today=TODAY + timedelta(1), code="pre_session")
    assert today.status is ChecklistStatus.CLEAR
    assert tomorrow.status is ChecklistStatus.EXPIRED


def test_a_further_list_that_the_plan_uses_must_be_clear_too(inside, episode):
    sign(episode, inside)
    assert not queries.current_clearance(episode, today=TODAY, also=("pool",)).granted
    sign(episode, inside, answered(code="pool"))
    assert queries.current_clearance(episode, today=TODAY, also=("pool",)).granted


def test_the_queries_do_not_grow_with_the_caseload(inside, app):
    counts = []

    def count(*_):
        counts[-1] += 1

    episodes = []
    for number in range(3):
        patient = make_patient(inside, record_number=f"HL-{number}")
        episodes.append(make_episode(inside, patient))
        sign(episodes[-1], inside, answered("CS24", "CS51"))
    sa.event.listen(db.engine, "before_cursor_execute", count)
    for asked in (episodes[:1], episodes):
        counts.append(0)
        found = queries.current_clearances(asked, today=TODAY)
        assert set(found) == {episode.id for episode in asked}
    sa.event.remove(db.engine, "before_cursor_execute", count)
    assert counts[0] == counts[1]


def test_a_closed_episode_takes_no_checklist(inside, episode):
    discharge(
        episode,
        DischargeReason.GOALS_REACHED,
        DischargeOutcome.IMPROVED,
        on=TODAY,
        by=inside.actor,
        at=MORNING,
    )
    with pytest.raises(EpisodeClosed):
        sign(episode, inside)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Checklist)) == 0


def test_findings_of_an_older_checklist_are_read_as_it_was_answered(inside, episode):
    older = sign(episode, inside, answered("CS41", ticked=("CS41",), on=TODAY - timedelta(5)))
    sign(episode, inside)
    findings = queries.findings_of(older, episode, today=TODAY)
    assert [finding.item.id for finding in findings.findings] == ["CS41"]
