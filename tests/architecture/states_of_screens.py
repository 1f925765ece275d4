"""Lines C and G of docs/states.md: the clinical screen, and what the gate answers."""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest

from clinic.catalogue.checklist_definitions import CLINICAL_SCREEN, get_checklist
from clinic.db import db, enter_clinic, writing
from clinic.domain.checklists import (
    Answer,
    ClearanceStep,
    CompletedChecklist,
    ItemAnswer,
    ItemId,
    ItemType,
    all_safe,
)
from clinic.domain.clearance import Decision, NotOverridable
from clinic.domain.falls import HealthEventKind
from clinic.domain.findings import ChecklistStatus
from clinic.falls.models import HealthEvent
from clinic.falls.withdrawing import withdraw
from clinic.ids import new_id
from clinic.precautions import actions, queries
from tests.factories import MORNING, TODAY, make_episode

SCREEN = get_checklist(CLINICAL_SCREEN)
VALID_DAYS = timedelta(days=SCREEN.validity_days)
GRACE = timedelta(days=SCREEN.grace_days)


@contextmanager
def entered(app, person):
    """Inside the person's clinic, in a transaction that is rolled back."""
    with app.app_context(), writing():
        enter_clinic(person.clinic_id)
        yield
        db.session.rollback()


@contextmanager
def care(app, person):
    """The same, with an open episode of a patient about whom nothing is known yet."""
    with entered(app, person):
        yield make_episode(person)


def first_item(kind):
    return next(item for item in SCREEN.items if item.type is kind)


def sign(episode, by, *, triggered=None, on=TODAY, mitigated=False):
    answers = dict(all_safe(SCREEN, on=on).answers)
    if triggered is not None:
        item = first_item(triggered)
        answers[ItemId(item.id)] = ItemAnswer(
            answer=Answer(item.trigger_answer), mitigation_ack=mitigated
        )
    completed = CompletedChecklist(definition=SCREEN, completed_on=on, answers=answers)
    return actions.sign_checklist(episode, completed, record_id=new_id(), by=by.actor, at=MORNING)


def status(episode, on=TODAY):
    return queries.current_findings(episode, today=on).status


def decision(episode, on=TODAY):
    return queries.current_clearance(episode, today=on).decision


def c1_never_done_is_incomplete(app, ana):
    with care(app, ana) as episode:
        assert status(episode) is ChecklistStatus.INCOMPLETE


def c2_nothing_triggered_is_clear(app, ana):
    with care(app, ana) as episode:
        sign(episode, ana)
        assert status(episode) is ChecklistStatus.CLEAR


def c3_a_mitigated_caution_is_clear_with_mitigation(app, ana):
    with care(app, ana) as episode:
        sign(episode, ana, triggered=ItemType.CAUTION, mitigated=True)
        assert status(episode) is ChecklistStatus.CLEAR_WITH_MITIGATION


def c4_a_caution_without_mitigation_is_unmitigated(app, ana):
    with care(app, ana) as episode:
        sign(episode, ana, triggered=ItemType.CAUTION)
        assert status(episode) is ChecklistStatus.CAUTION_UNMITIGATED


def c5_an_item_for_a_doctor_leaves_the_clearance_pending(app, ana):
    with care(app, ana) as episode:
        sign(episode, ana, triggered=ItemType.MEDICAL_CLEARANCE)
        assert status(episode) is ChecklistStatus.CLEARANCE_PENDING


def c6_an_absolute_stop_stops(app, ana):
    with care(app, ana) as episode:
        sign(episode, ana, triggered=ItemType.ABSOLUTE_STOP)
        assert status(episode) is ChecklistStatus.ABSOLUTE_STOP


def c7_a_doctors_clearance_lets_on(app, ana):
    with care(app, ana) as episode:
        checklist = sign(episode, ana, triggered=ItemType.MEDICAL_CLEARANCE)
        step = actions.DoctorsStep(
            item_id=first_item(ItemType.MEDICAL_CLEARANCE).id,
            step=ClearanceStep.RECEIVED,
            on=TODAY,
            doctor="Dr Haddad",
        )
        actions.record_doctors_step(
            checklist, episode, step, record_id=new_id(), by=ana.actor, at=MORNING
        )
        assert status(episode) is ChecklistStatus.CLEAR_WITH_MITIGATION


def c8_it_expires(app, ana):
    with care(app, ana) as episode:
        sign(episode, ana)
        assert status(episode, TODAY + VALID_DAYS) is ChecklistStatus.CLEAR
        assert status(episode, TODAY + VALID_DAYS + timedelta(1)) is ChecklistStatus.EXPIRED


def c9_after_the_grace_it_counts_no_longer(app, ana):
    with care(app, ana) as episode:
        sign(episode, ana)
        last = TODAY + VALID_DAYS + GRACE
        assert status(episode, last) is ChecklistStatus.EXPIRED
        assert status(episode, last + timedelta(1)) is ChecklistStatus.INCOMPLETE


def c10_an_event_makes_it_incomplete(app, ana):
    with care(app, ana) as episode:
        sign(episode, ana)
        stay_in_hospital(episode, ana, on=TODAY + timedelta(3))
        assert status(episode, TODAY + timedelta(2)) is ChecklistStatus.CLEAR
        assert status(episode, TODAY + timedelta(3)) is ChecklistStatus.INCOMPLETE


def c11_signed_anew_it_is_clear_again(app, ana):
    with care(app, ana) as episode:
        sign(episode, ana)
        stay_in_hospital(episode, ana, on=TODAY + timedelta(3))
        sign(episode, ana, on=TODAY + timedelta(5))
        assert status(episode, TODAY + timedelta(5)) is ChecklistStatus.CLEAR


def c12_an_event_that_is_withdrawn_ends_nothing(app, ana):
    with care(app, ana) as episode:
        sign(episode, ana)
        event = stay_in_hospital(episode, ana, on=TODAY + timedelta(3))
        withdraw(event, episode, reason="Another person", by=ana.actor, at=MORNING)
        assert status(episode, TODAY + timedelta(3)) is ChecklistStatus.CLEAR


def g1_a_clear_screen_grants(app, ana):
    with care(app, ana) as episode:
        assert decision(episode) is Decision.REFUSED
        sign(episode, ana)
        assert decision(episode) is Decision.GRANTED


def g2_a_mitigated_caution_grants_with_conditions(app, ana):
    with care(app, ana) as episode:
        sign(episode, ana, triggered=ItemType.CAUTION, mitigated=True)
        assert decision(episode) is Decision.GRANTED_WITH_CONDITIONS


def g3_an_override_grants(app, ana):
    with care(app, ana) as episode:
        overridden(episode, ana, until=TODAY + timedelta(7))
        assert decision(episode) is Decision.GRANTED_BY_OVERRIDE


def g4_an_override_ends(app, ana):
    with care(app, ana) as episode:
        overridden(episode, ana, until=TODAY + timedelta(7))
        assert decision(episode, TODAY + timedelta(7)) is Decision.GRANTED_BY_OVERRIDE
        assert decision(episode, TODAY + timedelta(8)) is Decision.REFUSED


def g5_no_override_goes_past_a_stop(app, ana):
    for kind in (ItemType.ABSOLUTE_STOP, ItemType.MEDICAL_CLEARANCE):
        with care(app, ana) as episode:
            checklist = sign(episode, ana, triggered=kind)
            with pytest.raises(NotOverridable):
                override(checklist, episode, ana, until=TODAY + timedelta(7))
            assert decision(episode) is Decision.REFUSED


def overridden(episode, by, *, until: date):
    checklist = sign(episode, by, triggered=ItemType.CAUTION)
    return override(checklist, episode, by, until=until)


def override(checklist, episode, by, *, until: date):
    return actions.override_refusal(
        checklist,
        episode,
        queries.current_findings(episode, today=TODAY),
        reason="Two staff beside her, belt on",
        expires_on=until,
        record_id=new_id(),
        by=by.actor,
        at=MORNING,
    )


def stay_in_hospital(episode, by, *, on: date):
    event = HealthEvent(
        episode_id=episode.id,
        kind=HealthEventKind.HOSPITAL_STAY,
        happened_on=on,
        reported_at=MORNING,
        reported_by_id=by.clinician_id,
    )
    db.session.add(event)
    db.session.flush()
    return event
