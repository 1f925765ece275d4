"""A wrong entry holds no stratum up once it is amended, and the history names the amendment."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from clinic import clock
from clinic.assessments.actions import amend
from clinic.assessments.results import Entry
from clinic.catalogue.instrument_definitions import get_instrument
from clinic.domain.key_questions import KeyQuestions
from clinic.domain.responses import Status
from clinic.domain.risk import FallRisk, FallsAnswers, FallSeverity
from clinic.ids import new_id
from clinic.risk import queries
from clinic.risk.actions import record_falls_history, record_stratum
from clinic.risk.history_rows import recorded_rows
from tests.assessments.records import measure, recorded, text
from tests.factories import MORNING, TODAY, commit_episode, make_episode

TUG, CFS, GAIT = (get_instrument(code) for code in ("tug", "cfs", "gait"))
QUESTIONS = get_instrument("three_key_questions")
FOUR_METRES = {"distance_m": "4", "pace": "usual"}
TUESDAY = TODAY + timedelta(days=1)


@pytest.fixture
def episode(inside):
    """One fall was told, nothing severe."""
    episode = make_episode(inside)
    told = FallsAnswers(
        questions=KeyQuestions(fell=True, unsteady=False, worried=False),
        falls_count_12m=1,
        severity=FallSeverity(),
    )
    record_falls_history(
        episode, told, taken_on=TODAY, record_id=new_id(), by=inside.actor, at=MORNING
    )
    return episode


@pytest.fixture
def hours():
    """Moments of Tuesday, an hour after one another."""
    return (MORNING + timedelta(days=1, hours=hour) for hour in range(100))


@pytest.fixture
def measured(inside, episode, hours):
    def record(instrument, *values, **more):
        return measure(episode, inside, instrument, *values, on=TUESDAY, at=next(hours), **more)

    return record


@pytest.fixture
def amended(inside, hours):
    def put_right(wrong, instrument, *values, reason="digits swapped", **more):
        entry = Entry(assessed_on=TUESDAY, responses=recorded(instrument, *values, **more))
        at = next(hours)
        return amend(wrong, entry, reason=reason, record_id=new_id(), by=inside.actor, at=at)

    return put_right


def risks(episode):
    return [row.risk.value for row in reversed(queries.list_recorded_strata(episode))]


def stands(episode):
    stratum = queries.current_stratum(episode)
    return stratum.risk, stratum.would_be


def test_a_wrong_entry_no_longer_holds_the_stratum_up(episode, measured, amended):
    measured(TUG, "12.00")
    wrong = measured(TUG, "41.30")
    assert stands(episode) == (FallRisk.INTERMEDIATE, None)
    amended(wrong, TUG, "14.30")
    assert stands(episode) == (FallRisk.LOW, None)
    assert risks(episode) == ["incomplete", "low", "intermediate", "low"]


def test_the_entry_of_before_holds_it_up_as_it_did(episode, measured, amended):
    measured(TUG, "16.00")
    amended(measured(TUG, "41.30"), TUG, "14.30")
    assert stands(episode) == (FallRisk.INTERMEDIATE, FallRisk.LOW)


def test_an_amended_entry_that_is_still_slow_holds_it_up(episode, measured, amended):
    amended(measured(TUG, "41.30"), TUG, "17.00")
    measured(TUG, "9.00")
    assert stands(episode) == (FallRisk.INTERMEDIATE, FallRisk.LOW)


def test_what_another_measure_raised_is_not_lowered_with_the_wrong_entry(
    episode, measured, amended
):
    measured(TUG, "9.00")
    wrong = measured(TUG, "41.30")
    measured(CFS, 6)
    amended(wrong, TUG, "9.30")
    assert stands(episode) == (FallRisk.HIGH, None)
    measured(CFS, 3)
    assert stands(episode) == (FallRisk.HIGH, FallRisk.LOW)


def test_a_wrong_frailty_falls_back_to_what_the_walk_had_raised(episode, measured, amended):
    measured(TUG, "16.00")
    measured(TUG, "9.00")
    wrong = measured(CFS, 7)
    assert stands(episode) == (FallRisk.HIGH, None)
    amended(wrong, CFS, 3)
    assert stands(episode) == (FallRisk.INTERMEDIATE, FallRisk.LOW)


def test_a_stratum_that_was_recorded_lower_in_between_is_the_one_to_be_kept(
    inside, episode, measured, amended, hours
):
    measured(TUG, "16.00")
    measured(TUG, "9.00")
    record_stratum(episode, by=inside.actor, at=next(hours))
    amended(measured(TUG, "41.30"), TUG, "14.30")
    assert stands(episode) == (FallRisk.LOW, None)


def test_an_entry_amended_twice_counts_as_it_stands(episode, measured, amended):
    measured(TUG, "12.00")
    once = amended(measured(TUG, "41.30"), TUG, "31.40")
    assert stands(episode) == (FallRisk.INTERMEDIATE, None)
    amended(once, TUG, "14.30")
    assert stands(episode) == (FallRisk.LOW, None)


def test_an_entry_amended_to_a_refusal_leaves_the_walk_before_it(episode, measured, amended):
    measured(TUG, "12.00")
    amended(measured(TUG, "41.30"), TUG, status=Status.REFUSED)
    assert stands(episode) == (FallRisk.LOW, None)


def test_a_walk_wrongly_entered_as_impossible_holds_nothing_up(episode, measured, amended):
    wrong = measured(GAIT, status=Status.UNABLE)
    assert stands(episode) == (FallRisk.INTERMEDIATE, None)
    amended(wrong, GAIT, "4.00", "4.10", conditions=FOUR_METRES)
    assert stands(episode) == (FallRisk.LOW, None)


@pytest.mark.parametrize(
    ("instrument", "wrong", "right", "said"),
    [
        (TUG, {"values": ["41.30"]}, {"values": ["14.30"]}, "Timed Up and Go 41.30 s … 14.30 s"),
        (TUG, {"values": ["41.30"]}, {"values": ["41.30"]}, "Timed Up and Go 41.30 s"),
        (
            TUG,
            {"values": ["41.30"]},
            {"status": Status.REFUSED},
            "Timed Up and Go 41.30 s … refused",
        ),
        (
            GAIT,
            {"status": Status.UNABLE},
            {"values": ["4.00", "4.10"], "conditions": FOUR_METRES},
            "Gait speed unable … 1.00 m/s",
        ),
        (CFS, {"values": [7]}, {"values": [3]}, "Clinical Frailty Scale category 7 … category 3"),
        (
            CFS,
            {"values": [7]},
            {"values": [None]},
            "Clinical Frailty Scale category 7 … incomplete",
        ),
        (QUESTIONS, {"values": [1, 1, 0]}, {"values": [1, 0, 0]}, "Three key questions answered"),
    ],
)
def test_the_history_names_the_amendment(
    inside, episode, measured, amended, instrument, wrong, right, said
):
    entered = measured(instrument, *wrong.get("values", []), **without_values(wrong))
    record_stratum(episode, by=inside.actor, at=entered.at)
    row = queries.find_recorded_stratum(episode)
    assert queries.amended_entries(episode, [row]) == {row.id: []}
    amended(entered, instrument, *right.get("values", []), **without_values(right))
    assert told(episode, row) == (
        f"{said.replace(' … ', ' was amended to ')}"
        f"{'' if ' … ' in said else ' was amended'} on 21 March 2026: digits swapped",
    )


def without_values(taken):
    return {name: value for name, value in taken.items() if name != "values"}


def told(episode, row):
    rows = recorded_rows(
        [row],
        {row.by_id: "Ana"},
        amended=queries.amended_entries(episode, [row]),
        zone=ZoneInfo("Europe/London"),
    )
    return rows[0].amended


def test_the_page_lowers_it_and_says_which_entry_was_amended(app, ana, client):
    patient_id, _ = commit_episode(app, ana)
    address = f"/patients/{patient_id}"
    today = clock.today("Europe/London")
    client.post(f"{address}/risk", data={"fell": "yes", "falls_count_12m": "1"})
    walk = {"status": "completed", "aid": "none", "assessed_on": today.isoformat()}

    def send(where, **more):
        return client.post(where, data=walk | {"record_id": str(new_id())} | more).location

    send(f"{address}/assessments/new/tug", trials_s_1="12.9")
    saved = send(f"{address}/assessments/new/tug", trials_s_1="41.3").partition("?")[0]
    send(f"{saved}/amend", trials_s_1="14.3", reason="digits swapped")
    said = text(client.get(f"{address}/risk"))
    assert "Timed Up and Go 14.30 s, not slow" in said
    assert "A better score alone" not in said
    assert "Timed Up and Go 41.30 s was amended to 14.30 s on" in said
    assert ": digits swapped" in said
