"""The words beside the charts, from values alone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from clinic.assessments.charts import trend_chart
from clinic.assessments.summaries import summary
from clinic.catalogue.instrument_definitions import get_instrument
from clinic.domain.comparison import Protocol, Reading
from clinic.domain.responses import Aid, Status
from clinic.domain.series import Result, series_of
from clinic.plotting import ChartEvents, EventMark, FallMark, LevelSpan, Pause
from clinic.trends.happenings import lines
from clinic.trends.page_words import glances, shown
from clinic.trends.presenters import NO_VERDICT, NOTHING_EARLIER, trend_cards
from clinic.trends.window import WHOLE, Window
from tests.assessments.records import FEBRUARY, MARCH
from tests.domain.instrument_cases import TUG, read

TODAY = date(2026, 3, 20)
BETWEEN = date(2026, 3, 2)


def tug(on, value, **changes):
    result = Result(
        on=on,
        reading=read(value),
        protocol=Protocol(instrument_version=TUG.version, aid=Aid.NONE),
        band="at_risk",
        profile=TUG.profile().code,
    )
    return replace(result, **changes)


def series(*results):
    return series_of(TUG, results)


def cards(*all_series, window=WHOLE):
    return trend_cards(
        all_series,
        ChartEvents(),
        mdc_profiles={},
        days=window.axis(list(all_series), begins=FEBRUARY, ends=TODAY),
        today=TODAY,
        window=window,
    )


def test_a_measure_without_an_earlier_result_stands_last():
    first = series(tug(FEBRUARY, "16.80"))
    both = series(tug(FEBRUARY, "16.80"), tug(MARCH, "12.46"))
    assert [card.heading for card in cards(first, both)] == [
        "Improved by more than measurement error",
        NOTHING_EARLIER,
    ]
    assert [len(glance.cards) for glance in glances(cards(first, both, both))] == [2, 1]


def test_the_summary_counts_only_what_could_be_compared():
    first = series(tug(FEBRUARY, "16.80"))
    same = series(tug(FEBRUARY, "16.80"), tug(MARCH, "16.80"))
    assert summary([]) == ""
    assert summary([first]) == "The baseline was taken; there is nothing to compare yet."
    assert summary([first, same]) == ("No measure has changed by more than its measurement error.")


def test_the_band_round_a_mean_of_two_baselines_is_narrower_as_its_verdict_says():
    joint = series(
        tug(FEBRUARY, "16.80"),
        tug(date(2026, 2, 16), "16.00", second_baseline=True),
        tug(MARCH, "12.46"),
    )
    chart = trend_chart(joint)
    assert chart.baseline == 16.4
    assert Decimal(str(chart.mdc)) == joint.since_baseline.change.mdc.value
    assert chart.mdc < 3


def test_a_result_without_a_number_is_listed_and_not_drawn():
    questions = get_instrument("three_key_questions")
    profile = questions.profile()
    answered = Result(
        on=FEBRUARY,
        reading=Reading(status=Status.COMPLETED, value=None),
        protocol=Protocol(instrument_version=questions.version, aid=Aid.NONE),
        band=profile.bands[0].code,
        profile=profile.code,
    )
    [card] = cards(series_of(questions, [answered]))
    assert card.chart.marks == ()
    assert [row.day for row in card.chart.rows] == ["9 Feb 2026"]
    assert card.chart.rows[0].value == profile.bands[0].words
    assert (card.heading, card.no_verdict, card.trend) == (NO_VERDICT, "no number to compare", "")


def test_a_window_counts_what_it_shows_and_gives_all_charts_one_axis():
    both = series(tug(FEBRUARY, "16.80"), tug(BETWEEN, "15.10"), tug(MARCH, "12.46"))
    window = Window(since=date(2026, 3, 1))
    days = window.axis([both], begins=FEBRUARY, ends=TODAY)
    assert days == (date(2026, 3, 1), TODAY)
    assert shown([both], days, window, today=TODAY) == "1 measure, 2 results, 1 Mar to today"
    [card] = cards(both, window=window)
    assert [row.day for row in card.chart.rows] == ["2 Mar", "20 Mar"]


def test_an_axis_is_never_shorter_than_its_results():
    late = series(tug(date(2026, 4, 1), "16.80"))
    assert WHOLE.axis([late], begins=FEBRUARY, ends=TODAY) == (date(2026, 4, 1),) * 2
    assert WHOLE.axis([], begins=FEBRUARY, ends=TODAY) == (FEBRUARY, TODAY)
    future = Window(since=date(2026, 3, 25))
    assert future.axis([], begins=FEBRUARY, ends=TODAY) == (date(2026, 3, 25),) * 2


def test_what_happened_is_told_in_the_order_of_days():
    events = ChartEvents(
        levels=(
            LevelSpan(level=3, starts_on=FEBRUARY, ends_on=BETWEEN),
            LevelSpan(level=2, starts_on=BETWEEN, ends_on=date(2026, 3, 10)),
            LevelSpan(level=2, starts_on=date(2026, 3, 12)),
        ),
        pauses=(
            Pause(starts_on=date(2026, 2, 20), ends_on=date(2026, 2, 24)),
            Pause(starts_on=MARCH),
        ),
        falls=(FallMark(on=date(2026, 2, 19), near=True, label="Near fall, hall"),),
        others=(
            EventMark(on=date(2026, 3, 5), label="Medication change"),
            EventMark(on=date(2025, 1, 1), label="House move"),
        ),
    )
    told = [(one.when, one.what) for one in lines(events, (FEBRUARY, TODAY), today=TODAY)]
    assert told == [
        ("9 Feb", "Level 3"),
        ("19 Feb", "Near fall, hall"),
        ("20 Feb", "Training paused until 24 Feb"),
        ("2 Mar", "From Level 3 to Level 2"),
        ("5 Mar", "Medication change"),
        ("12 Mar", "Level 2 again"),
        ("Today", "Training paused, not resumed"),
    ]
