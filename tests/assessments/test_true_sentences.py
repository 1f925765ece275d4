"""Sentences that were untrue once: on one day, without a rate, without a baseline."""

from datetime import UTC, datetime

import pytest

from clinic import phrasing
from clinic.assessments.meaning import present_meaning
from clinic.catalogue.instrument_definitions import get_instrument
from clinic.domain.comparison import compare
from clinic.domain.responses import Status
from clinic.domain.series import series_of
from clinic.domain.trends import Trend, TrendVerdict, trend
from tests.assessments.records import MARCH, text
from tests.assessments.test_verdict_words import TODAY, berg, card, result
from tests.domain.instrument_cases import BERG, STAGES, TUG, numbers, on, read

FIRST = "The first result of this episode; the next ones are compared with it."


@pytest.mark.parametrize(
    ("earlier", "later", "words"),
    [
        ("2026-05-14", "2026-05-14", "earlier today"),
        ("2026-05-13", "2026-05-14", "yesterday"),
        ("2026-02-09", "2026-05-14", "on 9 Feb"),
        ("2026-02-09", "2026-02-09", "earlier that day"),
    ],
)
def test_the_day_of_an_earlier_result_fits_into_a_sentence(earlier, later, words):
    assert phrasing.day_before(on(earlier), later=on(later), today=TODAY) == words


def test_two_results_of_one_day_are_told_apart():
    before = series_of(BERG, [berg("2026-02-09", 30), berg("2026-05-14", 56)])
    found = present_meaning(
        BERG, berg("2026-05-14", 42), before, remarks=(), mdc_profile=None, today=TODAY
    )
    assert [since.heading for since in found.since] == [
        "Since earlier today: 56 of 56",
        "Since the baseline, 9 Feb: 30 of 56",
    ]
    assert found.since[0].verdict.spoken == "Real decline: 14 points lower than earlier today"


def test_who_could_not_do_it_earlier_today_is_told_so():
    unable = result(TUG, "2026-05-14", status=Status.UNABLE)
    able = card(TUG, unable, result(TUG, "2026-05-14", 16))
    assert able.verdict.error == "Unable earlier today."
    lost = card(TUG, result(TUG, "2026-05-14", 16), unable)
    assert lost.verdict.error == "Could do it earlier today: 16.00 s."


def test_a_trend_by_rank_without_a_middle_slope_has_no_rate():
    days = [on(f"2026-{month:02}-01") for month in range(1, 11)]
    stages = zip(days, numbers(*[2] * 7, *[3] * 3), strict=True)
    found = trend(stages, direction=STAGES.direction, sem=None)
    assert (found.verdict, found.theil_sen_per_month) == (TrendVerdict.IMPROVING, 0)
    assert phrasing.trend_sentence(STAGES, found) == (
        "improving over 10 results, too unevenly for a rate"
    )


def test_a_slope_that_rounds_to_nothing_is_less_than_what_is_written():
    found = Trend(
        n=5,
        span_days=400,
        verdict=TrendVerdict.DECLINING,
        theil_sen_per_month=numbers("0.004")[0],
    )
    assert phrasing.trend_sentence(TUG, found) == (
        "declining over 5 results, by less than 0.01 s a month"
    )


def test_results_that_are_not_compared_are_not_the_same_or_faster():
    same = compare(TUG, read(16), read(16), same_protocol=False)
    assert phrasing.verdict_spoken(TUG, same, since="the baseline") == "Not compared"
    assert phrasing.change_sentence(TUG, same) == (
        "Not compared: taken under other conditions; difference 0.00 s"
    )


def test_only_what_becomes_the_baseline_is_said_to_be_compared_later(client, page, measured):
    questions = get_instrument("three_key_questions")
    asked = measured(questions, 0, 0, None, on=MARCH)
    refused = measured(TUG, on=MARCH, status=Status.REFUSED)
    begun = measured(BERG, *[3] * 13, None, on=MARCH)
    for one in (asked, refused, begun):
        assert FIRST not in text(client.get(page(one)))
    walked = measured(TUG, "16.80", on=MARCH, at=datetime(2026, 3, 20, 9, tzinfo=UTC))
    assert FIRST in text(client.get(page(walked)))
    said = text(client.get(page(asked)))
    assert "there is no total" not in said
    assert "It is not complete, so there is no conclusion yet." in said
    assert "Items are missing, so there is no total." in text(client.get(page(begun)))


def test_a_refused_test_alone_is_no_first_result(client, page, edith, measured):
    measured(TUG, on=MARCH, status=Status.REFUSED)
    said = text(client.get(page())) + text(client.get(f"/patients/{edith[0]}/trends"))
    assert "First result" not in said
    assert "First measurement" not in said
    assert "no result with a number" in said
