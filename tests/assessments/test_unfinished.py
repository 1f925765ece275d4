"""A form that was begun hides no result, and says how many of how many items it has."""

import csv
import io
from dataclasses import replace

from clinic.assessments.charts import trend_chart
from clinic.assessments.result_words import outcome_words, result_words
from clinic.assessments.verdicts import measure_card
from clinic.catalogue.instrument_definitions import get_instrument
from clinic.documents.measure_words import measure_row
from clinic.domain.series import series_of
from clinic.plotting.sentences import chart_rows
from clinic.trends.presenters import NO_VERDICT
from tests.assessments.records import FEBRUARY, MARCH, text
from tests.assessments.test_verdict_words import TODAY, berg, result
from tests.domain.instrument_cases import BERG

BEGUN = replace(result(BERG, "2026-05-14", *[3] * 13, None), answered=(13, 14))


def test_an_unfinished_form_does_not_hide_the_last_result():
    whole = berg("2026-05-14", 42)
    series = series_of(BERG, [berg("2026-02-09", 48), whole, BEGUN])
    assert series.latest is whole
    found = measure_card(series, today=TODAY)
    assert (found.value, found.verdict.headline) == ("42 of 56", "Real decline, −6.")
    assert found.stands == "Incomplete today, 13 of 14: the result of earlier today stands."
    row = measure_row(series, issued_on=TODAY)
    assert row.line.replace("\u00a0", " ").endswith("; incomplete: 13 of 14 14 May")


def test_an_unfinished_form_says_how_many_items_of_how_many():
    assert result_words(BERG, BEGUN) == outcome_words(BEGUN) == "incomplete: 13 of 14"
    assert result_words(BERG, replace(BEGUN, answered=None)) == "incomplete"
    chart = trend_chart(series_of(BERG, [berg("2026-02-09", 48), BEGUN]))
    assert [row.value for row in chart_rows(chart)] == ["48", "incomplete: 13 of 14"]


def test_where_there_is_only_an_unfinished_form_it_is_shown_and_nothing_compared():
    found = measure_card(series_of(BERG, [BEGUN]), today=TODAY)
    assert (found.value, found.when, found.verdict) == ("incomplete: 13 of 14", "today", None)
    assert (found.is_first, found.stands, found.position) == (False, "", "")


def test_a_questionnaire_that_says_at_risk_already_counts_though_questions_are_open():
    questions = get_instrument("stay_independent")
    early = result(questions, "2026-05-14", 1, 1, *[None] * 10)
    assert early.band == "at_risk"
    assert series_of(questions, [early]).latest is early
    open_ended = result(questions, "2026-05-14", 0, *[None] * 11)
    assert series_of(questions, [open_ended]).latest is None


def test_page_list_and_file_say_it_of_a_form_in_the_record(client, edith, measured, page):
    measured(BERG, *[3] * 14, on=FEBRUARY)
    begun = measured(BERG, *[3] * 13, None, on=MARCH)
    listed = text(client.get(page()))
    assert "Incomplete today, 13 of 14: the result of 9 Feb stands." in listed
    assert "incomplete: 13 of 14" in text(client.get(page(begun)))
    trends = text(client.get(f"/patients/{edith[0]}/trends"))
    assert "42 of 56 9 Feb" in trends
    assert "not done" not in trends
    assert NO_VERDICT not in trends
    file = client.get(f"/patients/{edith[0]}/trends.csv").data.decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(file, newline="")))
    assert [line["Outcome"] for line in lines] == ["completed", "incomplete: 13 of 14"]
