"""A report on somebody who does not train now says so, and never that training goes on."""

from datetime import timedelta

import pytest

from clinic.documents import gathering
from clinic.documents.refusals import why_no_handout
from clinic.documents.requests import Audience, ReportRequest
from clinic.documents.rest_words import NOT_AGAIN_YET, PAUSED_FOR_PATIENTS
from clinic.domain.episodes import DischargeOutcome, DischargeReason
from clinic.domain.falls import FallDetails, Injury
from clinic.domain.reading import HARDEST_FOR_PATIENTS, reading_grade
from clinic.episodes.actions import discharge
from clinic.falls.actions import record_fall
from clinic.ids import new_id
from clinic.routines.actions import pause_routine
from tests.routines.cases import NOON, TODAY, prescribe, ready_episode, screen

pytestmark = pytest.mark.database

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def episode(inside):
    """Somebody with a routine in force."""
    found = ready_episode(inside, tests={})
    prescribe(found, inside)
    return found


def next_of(episode, by, audience, said=""):
    """What the report says comes next."""
    request = ReportRequest(audience=audience, next_step=said)
    report = gathering.gather_progress_report(episode, request, signed_by=by.clinician_id, on=TODAY)
    return " ".join(report.next_step.items if audience is Audience.PATIENT else (
        report.next_step.texts
    ))  # fmt: skip


def fall(episode, by):
    details = FallDetails(happened_on=TODAY, injury=Injury.NONE, able_to_rise=True)
    record_fall(episode, details, record_id=new_id(), by=by.actor, at=LATER)


def end(episode, by):
    discharge(
        episode, DischargeReason.GOALS_REACHED, DischargeOutcome.IMPROVED,
        on=TODAY, by=by.actor, at=LATER,
    )  # fmt: skip


def test_training_that_goes_on_is_what_happens_next(inside, episode):
    words = next_of(episode, inside, Audience.DOCTOR)
    assert words.startswith("Level 3: ")
    assert "paused" not in words


def test_after_a_fall_the_doctor_reads_that_training_is_paused_and_for_what(inside, episode):
    fall(episode, inside)
    words = next_of(episode, inside, Audience.DOCTOR, "Seen on Friday.")
    assert words.startswith(
        "Training is paused: the fall on 20 March 2026 waits for review. Last prescribed: Level 3, "
    )
    assert words.endswith("Seen on Friday.")


def test_after_a_fall_the_patient_reads_not_to_exercise_yet(inside, episode):
    fall(episode, inside)
    words = next_of(episode, inside, Audience.PATIENT)
    assert words.startswith(f"{PAUSED_FOR_PATIENTS} {NOT_AGAIN_YET} Your last level was 3: ")
    assert "level now" not in words
    assert reading_grade(f"{PAUSED_FOR_PATIENTS} {NOT_AGAIN_YET}") <= HARDEST_FOR_PATIENTS


def test_who_pays_reads_that_training_is_paused_and_not_why(inside, episode):
    fall(episode, inside)
    words = next_of(episode, inside, Audience.FUNDER)
    assert words.startswith("Training is paused. Last prescribed: ")
    assert "fall" not in words


def test_a_pause_that_was_recorded_is_told_with_its_day(inside, episode):
    routine = gathering.routines.current_routine(episode)
    pause_routine(
        routine, episode, "Ill", on=TODAY, record_id=new_id(), by=inside.actor, at=LATER
    )  # fmt: skip
    words = next_of(episode, inside, Audience.DOCTOR)
    assert words.startswith("Training has been paused since 20 March 2026. Last ")


def test_a_screen_that_says_stop_is_told_to_the_doctor_and_not_to_who_pays(inside, episode):
    screen(episode, inside, yes=("CS01",), at=LATER)
    assert "the clinical screen says stop" in next_of(episode, inside, Audience.DOCTOR)
    assert NOT_AGAIN_YET in next_of(episode, inside, Audience.PATIENT)
    paid = next_of(episode, inside, Audience.FUNDER)
    assert paid.startswith("Training is paused.")
    assert "screen" not in paid


@pytest.mark.parametrize("audience", [Audience.DOCTOR, Audience.FUNDER])
def test_after_the_discharge_no_training_comes_next(inside, episode, audience):
    end(episode, inside)
    words = next_of(episode, inside, audience)
    assert words.startswith("Discharged on 20 March 2026; training in this programme has ended.")


def test_after_the_discharge_the_patient_has_no_level_now(inside, episode):
    end(episode, inside)
    words = next_of(episode, inside, Audience.PATIENT)
    assert words.startswith("Your time in this programme ended on 20 March 2026. Your last level ")
    assert "level now" not in words


def test_a_discharged_patient_gets_no_handout(inside, episode):
    end(episode, inside)
    assert why_no_handout(episode, on=TODAY).startswith("Care has ended.")
