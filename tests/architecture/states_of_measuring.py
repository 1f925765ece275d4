"""Lines K, V and B of docs/states.md: the fall-risk stratum, the visit of a day, own batteries."""

from datetime import timedelta
from decimal import Decimal

import pytest

from clinic.assessments import own_batteries, visit_drafts, visit_takeovers
from clinic.assessments.actions import amend
from clinic.assessments.choice_actions import choose_profiles
from clinic.assessments.own_batteries import Plan
from clinic.assessments.results import Entry, Profiles
from clinic.assessments.visit_drafts import Place
from clinic.catalogue.instrument_definitions import get_instrument
from clinic.domain.falls import FallDetails, Injury
from clinic.domain.key_questions import KeyQuestions
from clinic.domain.risk import FallRisk, FallsAnswers
from clinic.falls.actions import record_fall
from clinic.falls.withdrawing import withdraw
from clinic.ids import new_id
from clinic.organisation.queries import get_clinic
from clinic.risk import queries
from clinic.risk.actions import record_falls_history, record_stratum
from clinic.web.transactions import ChangedMeanwhile
from tests.architecture.states_of_screens import entered
from tests.assessments.records import measure
from tests.domain.instrument_cases import TUG
from tests.domain.instrument_cases import recorded as recorded_test
from tests.factories import MORNING, TODAY, make_clinician, make_episode, make_patient

TOMORROW = TODAY + timedelta(days=1)
GYM = Plan(name="Gym", instruments=("grip", "tug"))


def k1_a_slow_walk_is_recorded_by_itself(app, ana):
    with entered(app, ana):
        episode = told(ana)
        assert recorded(episode) is FallRisk.INCOMPLETE
        walk(episode, ana, "16.00")
        assert recorded(episode) is FallRisk.INTERMEDIATE


def k2_a_fall_with_injury_makes_it_high(app, ana):
    with entered(app, ana):
        episode = told(ana, fell=False)
        assert recorded(episode) is FallRisk.LOW
        fall(episode, ana)
        assert recorded(episode) is FallRisk.HIGH


def k3_a_report_that_is_withdrawn_no_longer_counts(app, ana):
    with entered(app, ana):
        episode = told(ana, fell=False)
        event = fall(episode, ana)
        at = MORNING + timedelta(days=1, hours=1)
        withdraw(event, episode, reason="Wrong patient", by=ana.actor, at=at)
        assert recorded(episode) is FallRisk.LOW


def k4_a_better_walk_alone_does_not_lower_it(app, ana):
    with entered(app, ana):
        episode = lowered_by_a_score(ana)
        stratum = queries.current_stratum(episode)
        assert (stratum.risk, stratum.would_be) == (FallRisk.INTERMEDIATE, FallRisk.LOW)
        assert recorded(episode) is FallRisk.INTERMEDIATE


def k5_it_is_lowered_on_purpose(app, ana):
    with entered(app, ana):
        episode = lowered_by_a_score(ana)
        record_stratum(episode, by=ana.actor, at=MORNING + timedelta(days=3))
        assert recorded(episode) is FallRisk.LOW
        assert queries.current_stratum(episode).would_be is None


def k6_without_a_falls_history_there_is_none(app, ana):
    with entered(app, ana):
        episode = make_episode(ana)
        walk(episode, ana, "16.00")
        assert queries.find_recorded_stratum(episode) is None


def k7_the_line_of_the_clinic_is_recorded_by_itself(app, ana):
    with entered(app, ana):
        episode = told(ana)
        walk(episode, ana, "12.00")
        clinic = get_clinic()
        choose_profiles(
            clinic,
            get_instrument("wfg"),
            Profiles(),
            tug_threshold_s=Decimal(10),
            version=clinic.version,
            by=ana.actor,
            at=MORNING + timedelta(days=2),
        )
        assert recorded(episode) is FallRisk.INTERMEDIATE


def k8_a_wrong_entry_holds_it_up_no_more(app, ana):
    with entered(app, ana):
        episode = told(ana)
        wrong = walk(episode, ana, "41.30")
        assert recorded(episode) is FallRisk.INTERMEDIATE
        entry = Entry(assessed_on=TOMORROW, responses=recorded_test(TUG, "14.30"))
        at = MORNING + timedelta(days=1, hours=1)
        amend(wrong, entry, reason="Misread", record_id=new_id(), by=ana.actor, at=at)
        assert recorded(episode) is FallRisk.LOW


def v1_what_is_typed_is_kept(app, ana):
    with entered(app, ana):
        patient_id = begun(ana)
        draft = visit_drafts.find_draft(patient_id, by=ana.actor, today=TODAY)
        assert (draft.visit, draft.instrument_code) == ("tug.sls", "tug")
        assert visit_drafts.typed_before(draft, "tug") == (("trials_s_1", "12"),)


def v2_a_saved_test_moves_it_on(app, ana):
    with entered(app, ana):
        patient_id = begun(ana)
        move_on(patient_id, ana, "sls")
        draft = visit_drafts.find_draft(patient_id, by=ana.actor, today=TODAY)
        assert (draft.instrument_code, draft.typed) == ("sls", {})


def v3_the_last_test_ends_it(app, ana):
    with entered(app, ana):
        patient_id = begun(ana)
        move_on(patient_id, ana, None)
        assert visit_drafts.find_draft(patient_id, by=ana.actor, today=TODAY) is None


def v4_it_is_discarded(app, ana):
    with entered(app, ana):
        patient_id = begun(ana)
        visit_drafts.discard(patient_id, by=ana.actor)
        assert visit_drafts.find_draft(patient_id, by=ana.actor, today=TODAY) is None


def v5_the_next_day_it_is_over(app, ana):
    with entered(app, ana):
        patient_id = begun(ana)
        assert visit_drafts.find_draft(patient_id, by=ana.actor, today=TOMORROW) is None
        other = begun(ana, day=TOMORROW)
        assert visit_drafts.find_draft(patient_id, by=ana.actor, today=TODAY) is None
        assert visit_drafts.find_draft(other, by=ana.actor, today=TOMORROW) is not None


def v6_a_colleague_takes_it_over(app, ana):
    bo = make_clinician(app, name="Bo Lindqvist", clinic=ana.clinic_id)
    with entered(app, ana):
        patient_id = begun(ana)
        take_over(patient_id, bo)
        assert visit_drafts.find_draft(patient_id, by=ana.actor, today=TODAY) is None
        draft = visit_drafts.find_draft(patient_id, by=bo.actor, today=TODAY)
        assert visit_drafts.typed_before(draft, "tug") == (("trials_s_1", "12"),)
        assert visit_takeovers.taken_from(patient_id, by=ana.actor, since=MORNING) is not None


def v7_who_typed_something_does_not_take_it_over(app, ana):
    bo = make_clinician(app, name="Bo Lindqvist", clinic=ana.clinic_id)
    with entered(app, ana):
        patient_id = begun(ana)
        begun(bo, patient_id=patient_id)
        with pytest.raises(visit_takeovers.HasAnotherVisit):
            take_over(patient_id, bo)
        assert visit_drafts.find_draft(patient_id, by=ana.actor, today=TODAY) is not None


def b1_a_battery_is_made(app, ana):
    with entered(app, ana):
        battery = made(ana)
        assert own_batteries.list_in_use() == [battery]


def b2_the_second_of_two_changes_is_refused(app, ana):
    with entered(app, ana):
        battery = made(ana)
        other = Plan(name="Gym, Fridays", instruments=("tug",))
        own_batteries.change_battery(battery, other, version=1, by=ana.actor, at=MORNING)
        with pytest.raises(ChangedMeanwhile):
            own_batteries.change_battery(battery, GYM, version=1, by=ana.actor, at=MORNING)
        assert battery.name == "Gym, Fridays"


def b3_a_retired_battery_is_not_offered(app, ana):
    with entered(app, ana):
        battery = made(ana)
        own_batteries.retire_battery(battery, by=ana.actor, at=MORNING)
        assert own_batteries.list_in_use() == []
        assert own_batteries.find_own_battery(str(battery.id)) is battery


def b4_a_retired_battery_is_used_again(app, ana):
    with entered(app, ana):
        battery = made(ana)
        own_batteries.retire_battery(battery, by=ana.actor, at=MORNING)
        own_batteries.restore_battery(battery, by=ana.actor, at=MORNING)
        assert own_batteries.list_in_use() == [battery]


def told(by, *, fell=True):
    """An episode whose falls history was taken: one fall without consequences, or none."""
    episode = make_episode(by)
    answers = FallsAnswers(
        questions=KeyQuestions(fell=fell, unsteady=False, worried=False),
        falls_count_12m=1 if fell else None,
    )
    record_falls_history(
        episode, answers, taken_on=TODAY, record_id=new_id(), by=by.actor, at=MORNING
    )
    return episode


def walk(episode, by, seconds, *, days=1):
    at = MORNING + timedelta(days=days)
    return measure(episode, by, TUG, seconds, on=TODAY + timedelta(days=days), at=at)


def fall(episode, by):
    details = FallDetails(happened_on=TOMORROW, injury=Injury.NEEDED_CARE, able_to_rise=True)
    return record_fall(episode, details, by=by.actor, at=MORNING + timedelta(days=1))


def lowered_by_a_score(by):
    episode = told(by)
    walk(episode, by, "16.00")
    walk(episode, by, "9.00", days=2)
    return episode


def recorded(episode):
    return queries.find_recorded_stratum(episode).risk


def begun(by, *, day=TODAY, patient_id=None):
    patient_id = patient_id or make_patient(by, record_number=f"HL-{day:%d}").id
    place = Place(patient_id=patient_id, visit="tug.sls", instrument_code="tug")
    visit_drafts.keep(place, [("trials_s_1", "12")], by=by.actor, today=day, at=MORNING)
    return patient_id


def move_on(patient_id, by, following):
    place = Place(patient_id=patient_id, visit="tug.sls", instrument_code="tug")
    visit_drafts.move_on(place, following, by=by.actor, today=TODAY, at=MORNING)


def take_over(patient_id, by):
    [draft] = visit_takeovers.drafts_of_others(patient_id, by=by.actor, today=TODAY)
    visit_takeovers.take_over(patient_id, draft.id, by=by.actor, today=TODAY, at=MORNING)


def made(by):
    return own_batteries.make_battery(GYM, record_id=new_id(), by=by.actor, at=MORNING)
