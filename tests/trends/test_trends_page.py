"""The trends page: every result, the answer at one glance, and the days that are asked for."""

import re
from datetime import UTC, date, datetime

import pytest

from clinic.assessments.actions import amend
from clinic.assessments.models import Assessment
from clinic.assessments.results import Entry
from clinic.db import db, enter_clinic, writing
from clinic.domain.episodes import DischargeOutcome, DischargeReason
from clinic.domain.falls import HealthEventKind, Injury
from clinic.domain.responses import Aid, Status
from clinic.episodes.actions import discharge
from clinic.episodes.queries import get_episode
from clinic.falls.actions import FallDetails, record_fall, record_health_event
from clinic.ids import new_id
from tests import factories
from tests.assessments.records import FEBRUARY, MARCH, text
from tests.domain.instrument_cases import BERG, TUG, recorded
from tests.factories import MORNING, TODAY

BETWEEN = date(2026, 3, 2)


@pytest.fixture
def improved(measured):
    """Three Timed Up and Go, the last one beyond error."""
    measured(TUG, "16.80", on=FEBRUARY)
    measured(TUG, "15.10", on=BETWEEN)
    measured(TUG, "12.46", on=MARCH)


@pytest.fixture
def at_work(app, ana, edith):
    """Runs something with Edith's episode and commits it."""

    def work(act):
        with app.app_context(), writing():
            enter_clinic(ana.clinic_id)
            act(get_episode(edith[1]))
            db.session.commit()

    return work


def points(answer, role="point"):
    return len(re.findall(rf'<circle class="chart__{role}" [^>]*><title>', answer.text))


def test_before_anything_was_measured_the_page_says_how_trends_begin(trends):
    answer = trends()
    assert answer.status_code == 200
    assert "Nothing has been measured in this episode yet" in text(answer)
    assert "Take the baseline" in text(answer)


def test_one_result_is_drawn_and_there_is_nothing_to_compare(trends, measured):
    measured(TUG, "16.80")
    answer = trends()
    assert points(answer) == 1
    assert "The baseline was taken; there is nothing to compare yet." in text(answer)
    assert "Nothing to compare yet" in text(answer)
    assert "too few results for a trend" in text(answer)


def test_each_measure_says_at_one_glance_whether_it_really_got_better(trends, improved, measured):
    measured(BERG, *[3] * 14, on=FEBRUARY)
    measured(BERG, *[3] * 13, 2, on=MARCH)
    said = text(trends())
    assert "1 of 2 measures improved by more than measurement error." in said
    better = said.index("Improved by more than measurement error")
    assert better < said.index("Real improvement, −4.34 s.") < said.index("Not shown to be")
    assert "Berg Balance Scale" in said[said.index("Not shown to be a real change") :]


def test_what_declined_stands_above_what_improved(trends, improved, measured):
    measured(BERG, *[4] * 14, on=FEBRUARY)
    measured(BERG, *[2] * 14, on=MARCH)
    said = text(trends())
    assert "1 of 2 measures declined by more than measurement error. 1 of 2" in said
    assert said.index("Declined by more than") < said.index("Improved by more than")


def test_a_decline_since_the_last_result_stands_above_an_older_improvement(
    client, edith, trends, measured
):
    measured(TUG, "20.00", on=FEBRUARY)
    measured(TUG, "12.00", on=BETWEEN)
    measured(TUG, "15.10", on=MARCH)
    pages = [trends(), client.get(f"/patients/{edith[0]}")]
    pages.append(client.get(f"/patients/{edith[0]}/assessments"))
    for answer in pages:
        said = text(answer)
        assert said.index("Real decline, +3.10 s since 2 Mar.") < said.index(
            "Real improvement, −4.90 s since the baseline."
        )
    assert (
        "1 of 1 measure declined by more than measurement error since the result before."
    ) in text(pages[0])


def test_the_error_is_told_with_its_level_and_the_people_it_was_found_in(trends, improved):
    assert "MDC95 3.00 s, older adults at high risk of falls" in text(trends())


def test_every_result_is_drawn_and_listed_also_two_of_one_day(trends, measured):
    measured(TUG, "16.80", on=FEBRUARY)
    measured(TUG, "16.10", on=BETWEEN, at=datetime(2026, 3, 2, 9, tzinfo=UTC))
    measured(TUG, "15.90", on=BETWEEN, at=datetime(2026, 3, 2, 10, tzinfo=UTC))
    answer = trends()
    assert points(answer) == 3
    places = re.findall(r'chart__point" cx="([\d.]+)"[^>]*><title>2 Mar', answer.text)
    assert len(set(places)) == 2
    assert answer.text.count('<th scope="row">2 Mar</th>') == 2


def test_unable_and_other_conditions_have_marks_of_their_own(trends, measured):
    measured(TUG, "16.80", on=FEBRUARY)
    measured(TUG, "15.90", on=BETWEEN, aid=Aid.SINGLE_STICK)
    measured(TUG, on=MARCH, status=Status.UNABLE)
    answer = trends()
    assert points(answer, "hollow") == 1
    assert "2 Mar: 15.90 s, with a stick, not compared" in answer.text
    assert "20 Mar: unable" in answer.text
    assert "Now unable" in text(answer)


def test_a_result_that_was_amended_is_drawn_once_and_marked(trends, measured, at_work, ana):
    wrong = measured(TUG, "61.80", on=FEBRUARY)

    def correct(episode):
        amend(
            db.session.get(Assessment, (episode.clinic_id, wrong)),
            Entry(assessed_on=FEBRUARY, responses=recorded(TUG, "16.80")),
            reason="Typed the wrong way round",
            record_id=new_id(),
            by=ana.actor,
            at=MORNING,
        )

    at_work(correct)
    answer = trends()
    assert "61.80" not in answer.text
    assert points(answer) == 1
    assert '<circle class="chart__amended"' in answer.text
    assert "9 Feb: 16.80 s, amended" in answer.text


def test_what_happened_is_marked_along_the_axis_and_listed(trends, improved, at_work, ana):
    def happen(episode):
        fall = FallDetails(happened_on=BETWEEN, injury=Injury.NONE, able_to_rise=True)
        record_fall(episode, fall, by=ana.actor, at=MORNING)
        record_health_event(
            episode,
            HealthEventKind.MEDICATION_CHANGE,
            happened_on=date(2026, 3, 5),
            by=ana.actor,
            at=MORNING,
        )

    at_work(happen)
    answer = trends()
    assert '<path class="chart__fall"' in answer.text
    assert '<rect class="chart__event"' in answer.text
    happened = text(answer)[text(answer).index("What happened") :]
    assert "Fall 2 Mar" in happened
    assert "edication change 5 Mar" in happened.replace("Change of medicines", "edication change")


def test_where_nothing_happened_the_list_says_so(trends, improved):
    assert "No level, pause, fall or other event is recorded on these days." in text(trends())


def test_the_first_day_cuts_the_picture_and_not_the_verdict(trends, improved):
    answer = trends(since="2026-03-01")
    assert points(answer) == 2
    assert '<th scope="row">9 Feb</th>' not in answer.text
    assert "Real improvement, −4.34 s." in text(answer)
    assert "1 measure, 2 results, 1 Mar to today" in text(answer)


def test_the_last_day_leaves_out_what_was_measured_after_it(trends, improved):
    answer = trends(until="2026-03-02")
    assert points(answer) == 2
    assert "12.46" not in answer.text
    assert "Within measurement error, −1.70 s." in text(answer)


def test_measures_of_other_days_are_named_and_not_dropped_in_silence(trends, improved, measured):
    measured(BERG, *[3] * 14, on=FEBRUARY)
    assert "Measured on other days only: Berg Balance Scale." in text(trends(since="2026-03-01"))


def test_days_without_a_result_say_so_and_lead_back(trends, improved):
    answer = trends(since="2026-02-20", until="2026-02-25")
    assert "Nothing was measured on these days." in text(answer)
    assert "Show the whole episode" in text(answer)


@pytest.mark.parametrize(
    ("asked", "field", "said"),
    [
        ({"since": "31.2.2026"}, "since", "Enter a day, month and year that exist"),
        ({"since": "tomorrow"}, "since", "Enter a day, month and year that exist"),
        ({"since": "2026-03-21"}, "since", "This day is in the future"),
        ({"until": "99-99"}, "until", "Enter a day, month and year that exist"),
        ({"since": "2026-03-10", "until": "2026-03-01"}, "until", "before the first"),
    ],
)
def test_a_day_that_cannot_be_is_kept_with_a_message_beside_it(
    trends, improved, asked, field, said
):
    for kind in ("", ".csv"):
        answer = trends(kind, **asked)
        assert answer.status_code == 422
        beside = re.search(rf'id="{field}-error">.*?</p>', answer.text, re.DOTALL)[0]
        assert said in beside
        assert f'value="{asked[field]}"' in answer.text
        assert points(answer) == 0


def test_the_tables_open_on_request_for_paper(trends, improved):
    assert '<details class="trend-chart__table">' in trends().text
    assert '<details class="trend-chart__table" open>' in trends(tables="y").text


def test_an_earlier_episode_can_be_chosen(app, ana, trends, edith, improved, measured, at_work):
    def end(episode):
        reason, outcome = DischargeReason.GOALS_REACHED, DischargeOutcome.IMPROVED
        discharge(episode, reason, outcome, on=TODAY, by=ana.actor, at=MORNING)

    at_work(end)
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        patient = factories.db.session.get(factories.Patient, (ana.clinic_id, edith[0]))
        factories.make_episode(ana, patient, enrolled_on=TODAY)
        db.session.commit()
    assert "Nothing has been measured in this episode yet" in text(trends())
    assert "9 Feb 2026 to 20 Mar 2026" in text(trends())
    earlier = trends(episode=edith[1])
    assert points(earlier) == 3
    assert f'value="{edith[1]}"' in earlier.text


def test_an_episode_of_another_person_is_not_found(app, ana, trends, edith):
    other = factories.commit_episode(app, ana, record_number="HL-9")
    assert trends(episode=other[1]).status_code == 404
    assert trends(episode="nonsense").status_code == 404


def test_who_was_never_enrolled_has_no_trends(app, ana, client):
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        patient_id = factories.make_patient(ana, record_number="HL-9").id
        db.session.commit()
    assert client.get(f"/patients/{patient_id}/trends").status_code == 404


def test_the_patient_page_and_the_progress_page_lead_there(client, edith, improved):
    for page in ("", "/progress"):
        assert f"/patients/{edith[0]}/trends" in client.get(f"/patients/{edith[0]}{page}").text


def test_after_a_refusal_the_page_says_which_result_stands(client, edith, trends, measured):
    measured(TUG, "16.80", on=FEBRUARY)
    measured(TUG, on=BETWEEN, status=Status.REFUSED)
    measured(TUG, on=MARCH, status=Status.NOT_DONE)
    said = "Refused 2 Mar: the result of 9 Feb stands."
    assert text(trends()).count(said) == 2  # at one glance, and beside the chart
    assert said in text(client.get(f"/patients/{edith[0]}"))
    assert said in text(client.get(f"/patients/{edith[0]}/assessments"))
    measured(TUG, "15.10", on=MARCH)
    assert "stands" not in text(trends())


def test_a_test_that_was_only_refused_has_no_result_that_stands(trends, measured):
    measured(TUG, on=MARCH, status=Status.REFUSED)
    assert "Refused today." in text(trends())
