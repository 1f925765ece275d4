from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from clinic.assessments import queries
from clinic.assessments.actions import EntryRefused, ReasonMissing, amend
from clinic.assessments.models import Assessment
from clinic.assessments.results import Entry, responses_of
from clinic.audit.models import AuditEvent
from clinic.db import db
from clinic.domain.comparison import Verdict
from clinic.domain.episodes import DischargeOutcome, DischargeReason, EpisodeClosed
from clinic.domain.responses import Aid, Status
from clinic.episodes.actions import discharge
from clinic.ids import new_id
from clinic.organisation.models import Clinic
from clinic.web.transactions import ChangedMeanwhile
from tests.assessments.records import FEBRUARY, MARCH, measure
from tests.domain.instrument_cases import BERG, BWT3M, CHAIR, TUG, recorded
from tests.factories import MORNING, make_episode, make_patient


@pytest.fixture
def episode(inside, ana):
    return make_episode(ana)


def test_an_assessment_keeps_what_was_recorded_and_what_it_was_worth_that_day(episode, ana):
    saved = measure(episode, ana, TUG, "11.985", "12.014", None, aid=Aid.ROLLATOR)
    db.session.expire_all()
    row = db.session.get(Assessment, (ana.clinic_id, saved.id))
    assert (row.score_value, row.score_unit, row.band) == (Decimal("12.00"), "s", "at_risk")
    assert row.responses["numbers"] == {"trials_s": ["11.99", "12.01", None]}
    assert row.conditions == {"aid": "rollator"}
    assert row.result["age_years"] == 79
    assert row.result["norm"] == "worse_than_average"
    assert row.result["profile"] == "steadi"
    assert responses_of(row).aid is Aid.ROLLATOR


def test_recording_is_written_into_the_audit_trail(episode, ana):
    saved = measure(episode, ana, TUG, 12)
    event = db.session.scalars(sa.select(AuditEvent)).all()[-1]
    assert (event.action, event.record_id) == ("assessment.recorded", saved.id)
    assert event.patient_id == episode.patient_id


def test_age_is_that_of_the_day_of_the_test(inside, ana):
    patient = make_patient(ana, birth_date=date(1956, 2, 10))
    episode = make_episode(ana, patient)
    assert measure(episode, ana, TUG, "9.5", on=FEBRUARY).result["age_years"] == 69
    assert measure(episode, ana, TUG, "9.5", on=MARCH).result["age_years"] == 70


def test_help_of_a_person_is_recorded_as_unable(episode, ana):
    saved = measure(episode, ana, TUG, 12, aid=Aid.PERSON)
    assert (saved.status, saved.score_value, saved.band) == (Status.UNABLE, None, "at_risk_unable")


def test_numbers_outside_the_limits_are_never_stored(episode, ana):
    with pytest.raises(EntryRefused, match=r"3\.00 to 300\.00"):
        measure(episode, ana, TUG, "2.9")
    with pytest.raises(EntryRefused, match="13 were given"):
        measure(episode, ana, BERG, *[4] * 13)


def test_the_chosen_threshold_profile_of_the_clinic_bands_the_result(episode, ana):
    clinic = db.session.get(Clinic, ana.clinic_id)
    clinic.profiles = {"bwt3m": {"threshold": "care_home", "mdc": "parkinson"}}
    db.session.flush()
    saved = measure(episode, ana, BWT3M, 6, 6)
    assert (saved.band, saved.result["profile"]) == ("not_elevated", "care_home")
    measure(episode, ana, BWT3M, "4.2", "4.2", on=MARCH)
    change = queries.read_series(episode, "bwt3m").since_baseline.change
    assert (change.mdc.value, change.verdict) == (
        Decimal("2.13"),
        Verdict.NO_DETECTABLE_CHANGE,
    )


def test_nothing_new_is_recorded_in_a_closed_episode(episode, ana):
    discharge(
        episode,
        DischargeReason.GOALS_REACHED,
        DischargeOutcome.IMPROVED,
        on=MARCH,
        note="",
        by=ana.actor,
        at=MORNING,
        record_id=new_id(),
    )
    with pytest.raises(EpisodeClosed):
        measure(episode, ana, TUG, 12)


def amended(earlier, by, *values, reason="typing error"):
    entry = Entry(assessed_on=FEBRUARY, responses=recorded(TUG, *values))
    return amend(earlier, entry, reason=reason, record_id=new_id(), by=by.actor, at=MORNING)


def test_an_amendment_counts_in_place_of_the_earlier_one_and_both_stay(episode, ana):
    wrong = measure(episode, ana, TUG, 21)
    right = amended(wrong, ana, 12)
    assert queries.list_for(episode) == [right]
    assert queries.list_with_amended(episode) == [right, wrong]
    assert queries.find_amendment(wrong) is right
    assert queries.find_superseded(right) is wrong
    assert queries.find_superseded(wrong) is None
    assert wrong.score_value == 21
    assert right.amendment_reason == "typing error"


def test_an_amendment_says_why(episode, ana):
    with pytest.raises(ReasonMissing):
        amended(measure(episode, ana, TUG, 21), ana, 12, reason="  ")


def test_an_assessment_is_amended_once_and_then_its_amendment_is(episode, ana):
    wrong = measure(episode, ana, TUG, 21)
    second = amended(wrong, ana, 13)
    with pytest.raises(ChangedMeanwhile):
        amended(wrong, ana, 12)
    third = amended(second, ana, 12)
    assert queries.list_for(episode) == [third]


def test_lists_are_in_the_order_they_promise(episode, ana):
    late = measure(episode, ana, TUG, 12, on=MARCH)
    early = measure(episode, ana, TUG, 16)
    chair = measure(episode, ana, CHAIR, 8)
    assert queries.series(episode, "tug") == [early, late]
    assert queries.list_for(episode) == [late, chair, early]
    assert queries.list_before(late) == [early]
    assert [series.instrument.code for series in queries.read_all_series(episode)] == [
        "tug",
        "cst30",
    ]


def test_a_refusal_does_not_hide_the_last_result(episode, ana):
    measured = measure(episode, ana, TUG, 16)
    refused = measure(episode, ana, TUG, on=MARCH, status=Status.REFUSED)
    only = measure(episode, ana, CHAIR, status=Status.REFUSED)
    assert queries.latest_by_instrument(episode) == {"tug": measured, "cst30": only}
    assert refused in queries.list_for(episode)


def test_many_episodes_are_read_at_once(episode, ana):
    other = make_episode(ana, make_patient(ana, record_number="HL-0400"))
    measure(episode, ana, BWT3M, 7, 7)
    measure(other, ana, BWT3M, 5, 5)
    found = queries.read_series_of_many([episode.id, other.id], "bwt3m")
    assert {key: series.latest.reading.value for key, series in found.items()} == {
        episode.id: 7,
        other.id: 5,
    }
    assert queries.read_series_of_many([], "bwt3m") == {}
