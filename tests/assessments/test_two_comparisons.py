"""Each measure is held against its baseline and against the result before: the worse is first."""

import pytest

from clinic.assessments.charts import trend_chart
from clinic.assessments.summaries import names, summary
from clinic.assessments.verdicts import measure_card
from clinic.documents.measure_words import measure_row, origin_rows
from clinic.domain.comparison import Verdict
from clinic.domain.responses import Aid, Status
from clinic.domain.series import series_of
from clinic.plotting import trend_geometry
from clinic.trends.presenters import TO_HIGHER_RISK, heading_of
from reports.blocks.symbols import Symbol
from tests.assessments.test_verdict_words import TODAY, berg, card, result
from tests.domain.instrument_cases import BERG, BWT3M, STAGES, TUG

DAYS = ("2026-01-05", "2026-02-02", "2026-03-02", "2026-04-06", "2026-05-14")


def bergs(*totals):
    return series_of(BERG, [berg(day, total) for day, total in zip(DAYS, totals, strict=False)])


FALLEN = bergs(35, 43, 47, 48, 42)
"""Better than at the baseline by more than error, and worse than last time by more than error."""


def test_a_real_decline_since_the_last_result_is_told_before_an_older_improvement():
    found = measure_card(FALLEN, today=TODAY)
    assert found.verdict.code == "real_decline"
    assert found.verdict.headline == "Real decline, −6 since 6 Apr."
    assert found.second.headline == "Real improvement, +7 since the baseline."
    assert "Confirmed by two assessments in a row." in found.second.error
    assert heading_of(found) == "Declined by more than measurement error"


def test_who_crossed_the_line_and_came_back_is_at_risk_again_not_still():
    assert measure_card(FALLEN, today=TODAY).position == "Again at risk: 45 or less."
    assert measure_card(bergs(35, 48), today=TODAY).position.startswith("Now above the line of 45")
    assert measure_card(bergs(35, 48, 49), today=TODAY).position.startswith("Now above the line")
    assert measure_card(bergs(42, 43, 44), today=TODAY).position == "Still at risk: 45 or less."
    assert measure_card(bergs(48, 49, 44), today=TODAY).position == "Now at risk: 45 or less."


def test_the_chart_tells_both_comparisons_in_its_sentence():
    sentence = trend_geometry(trend_chart(FALLEN)).sentence
    assert (
        "real decline, −6 since the result before, real improvement, +7, again at risk"
    ) in sentence


def test_an_equal_priority_leaves_the_baseline_first():
    found = measure_card(bergs(35, 43, 44), today=TODAY)
    assert found.verdict.headline == "Real improvement, +9."
    assert found.second.headline == "Within measurement error, +1 since 2 Feb."


def test_a_second_result_has_only_one_comparison():
    found = measure_card(bergs(35, 43), today=TODAY)
    assert (found.verdict.code, found.second) == ("real_improvement", None)


def walk(day, seconds, aid):
    return result(BWT3M, day, seconds, aid=aid)


def test_after_a_change_of_aid_the_last_two_with_the_new_aid_are_compared():
    found = card(
        BWT3M,
        walk("2026-02-09", "13.52", Aid.NONE),
        walk("2026-05-13", "3.95", Aid.SINGLE_STICK),
        walk("2026-05-14", "9.05", Aid.SINGLE_STICK),
    )
    assert found.verdict.headline == "Real decline, +5.10 s since yesterday."
    assert found.second.headline == "Not compared, −4.47 s since the baseline."


def test_a_verdict_is_told_before_two_results_that_are_not_comparable():
    found = card(
        BWT3M,
        walk("2026-02-09", "9", Aid.NONE),
        walk("2026-04-06", "9", Aid.SINGLE_STICK),
        walk("2026-05-14", "5", Aid.SINGLE_STICK),
    )
    assert found.verdict.code == "real_improvement"
    assert heading_of(found) == "Improved by more than measurement error"


def test_a_move_to_higher_risk_within_error_has_a_heading_that_asks_for_another_test():
    found = measure_card(bergs(25, 43, 42, 40), today=TODAY)
    assert found.verdict.headline == "Within measurement error, −2 since 2 Mar."
    assert found.verdict.crossing == (
        "Moved to a band of higher risk, from lower risk to medium risk, "
        "within measurement error: test again."
    )
    assert found.second.headline == "Real improvement, +15 since the baseline."
    assert heading_of(found) == TO_HIGHER_RISK


def test_a_summary_counts_each_measure_once_and_says_since_when():
    lost = series_of(
        TUG, [result(TUG, "2026-02-09", 16), result(TUG, "2026-05-14", status=Status.UNABLE)]
    )
    same = series_of(
        STAGES,
        [result(STAGES, day, 10, 10, 4, None) for day in ("2026-02-09", "2026-05-14")],
    )
    assert summary([FALLEN, bergs(35, 43), lost, same]) == (
        "1 of 4 measures can no longer be done. "
        "1 of 4 measures declined by more than measurement error since the result before. "
        "1 of 4 measures improved by more than measurement error."
    )
    assert names([FALLEN, lost]) == [
        "Now unable: Timed Up and Go.",
        "Declined since the result before: Berg Balance Scale.",
    ]
    assert summary([same]) == "No measure has changed by more than its measurement error."


def test_unable_is_nothing_that_was_beyond_error():
    lost = card(TUG, result(TUG, "2026-02-09", 16), result(TUG, "2026-05-14", status=Status.UNABLE))
    assert heading_of(lost) == "Now unable: could be done before"
    able = card(TUG, result(TUG, "2026-02-09", status=Status.UNABLE), result(TUG, "2026-05-14", 9))
    assert heading_of(able) == "Now able: could not be done before"


def test_paper_tells_both_with_the_day_beside_the_change_from_the_baseline():
    row = measure_row(FALLEN, issued_on=TODAY)
    plain = [part.replace("\u00a0", " ") for part in (row.change, row.verdict, row.error)]
    assert plain == [
        "+7",
        "Real decline, −6 since 6 Apr\nReal improvement",
        "5",
    ]
    assert row.symbol is Symbol.DECLINE
    assert [line[1] for line in origin_rows(FALLEN)] == [
        "Error: MDC95 4 points",
        "Error: MDC95 5 points",
        "Line: at risk to 45",
    ]


def test_paper_leaves_out_a_last_step_within_error():
    row = measure_row(bergs(35, 43, 44), issued_on=TODAY)
    assert (row.change, row.verdict) == ("+9", "Real\u00a0improvement")


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ([], "No result yet"),
        ([berg("2026-02-09", 35)], "Baseline only"),
        ([result(BERG, "2026-02-09", status=Status.REFUSED)], "No result yet"),
    ],
)
def test_paper_says_what_there_is_without_a_comparison(results, words):
    row = measure_row(series_of(BERG, results), issued_on=TODAY)
    assert (row.verdict, row.change, row.error) == (words, "–", "–")


def test_what_is_told_first_is_of_the_higher_priority():
    assert FALLEN.foremost is FALLEN.since_previous
    assert FALLEN.second is FALLEN.since_baseline
    lost = series_of(
        TUG,
        [
            result(TUG, "2026-02-09", 16),
            result(TUG, "2026-03-09", status=Status.UNABLE),
            result(TUG, "2026-05-14", status=Status.UNABLE),
        ],
    )
    assert lost.foremost.change.verdict is Verdict.BECAME_UNABLE
    assert lost.second.change.verdict is Verdict.STILL_UNABLE
