from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from clinic.assessments.change_notes import importance
from clinic.assessments.charts import trend_chart
from clinic.assessments.positions import is_at_risk, position_sentence
from clinic.assessments.result_words import conditions_words, result_words
from clinic.assessments.verdicts import main_verdict, measure_card
from clinic.catalogue.instrument_definitions import get_instrument
from clinic.domain.comparison import Protocol, compare
from clinic.domain.interpretation import Person, interpret
from clinic.domain.local_errors import OWN_PROFILE, OwnSem, for_clinic
from clinic.domain.people import Sex
from clinic.domain.responses import Aid, Status
from clinic.domain.series import Result, series_of
from clinic.plotting import Better, Outcome, Side, trend_geometry
from tests.domain.instrument_cases import BERG, BWT3M, CHAIR, STAGES, TUG, on, read, recorded

TODAY = date(2026, 5, 14)
EDITH = Person(age_years=79, sex=Sex.FEMALE)


def result(instrument, day, *values, person=EDITH, **more):
    responses = recorded(instrument, *values, **more)
    meaning = interpret(instrument, responses, person=person)
    return Result(
        on=on(day),
        reading=read(meaning.score.value if meaning.score else None, meaning.status),
        protocol=Protocol(instrument_version=1, aid=responses.aid, conditions=responses.conditions),
        band=meaning.band,
        profile=meaning.profile,
        norm_value=meaning.norm_value,
    )


def card(instrument, *results):
    return measure_card(series_of(instrument, results), today=TODAY)


def berg(day, total):
    values = [4] * (total // 4) + ([total % 4] if total % 4 else [])
    return result(BERG, day, *values, *[0] * (14 - len(values)))


def test_a_card_says_value_change_error_and_line():
    found = card(TUG, result(TUG, "2026-02-09", "16.80"), result(TUG, "2026-05-14", "12.46"))
    assert (found.value, found.when, found.conditions) == ("12.46 s", "today", "no aid")
    assert found.verdict.code == "real_improvement"
    assert found.verdict.headline == "Real improvement, −4.34 s."
    assert found.verdict.spoken == "Real improvement: 4.34 s faster than the baseline"
    assert found.verdict.error == "Beyond error (3.00 s)."
    assert found.verdict.error_in_full == (
        "Beyond error (MDC95 3.00 s, older adults at high risk of falls)."
    )
    assert found.position == "Still at risk: 12.00 s or more."
    assert found.at_risk is True
    assert found.baseline == "16.80 s, 9 Feb"
    assert (found.better_word, found.trend) == ("lower", "too few results for a trend")


def test_the_better_side_of_a_line_is_never_called_safe():
    found = card(BERG, berg("2026-02-09", 39), berg("2026-05-14", 47))
    assert found.position == "Now above the line of 45; that does not mean no risk."
    assert found.verdict.crossing == "Crossed to lower risk, by more than measurement error."


def test_a_better_band_on_the_same_side_of_the_line_is_not_said_to_cross_it():
    found = card(BERG, berg("2026-02-09", 34), berg("2026-05-14", 42))
    assert found.position == "Still at risk: 45 or less."
    assert found.verdict.crossing == (
        "Moved to a band of lower risk, from medium risk to lower risk, "
        "by more than measurement error."
    )
    over = card(BERG, berg("2026-02-09", 34), berg("2026-05-14", 46))
    assert over.verdict.crossing == "Crossed to lower risk, by more than measurement error."


@pytest.mark.parametrize(
    ("instrument", "first", "second", "error"),
    [
        (
            CHAIR,
            7,
            9,
            "Large enough to matter, not beyond error (2.5 stands). Repeat the test.",
        ),
        (TUG, 16, 15, "Not beyond error (3.00 s): not shown to be a real change."),
        (BWT3M, 7, 5, "Beyond error (1.69 s, provisional)."),
    ],
)
def test_the_error_sentence_follows_the_verdict(instrument, first, second, error):
    found = card(
        instrument,
        result(instrument, "2026-02-09", first),
        result(instrument, "2026-05-14", second),
    )
    assert found.verdict.error == error


def test_without_a_published_error_there_is_none_to_be_beyond():
    found = card(
        STAGES,
        result(STAGES, "2026-02-09", 10, 10, 4, None),
        result(STAGES, "2026-05-14", 10, 10, 10, 2),
    )
    assert found.verdict.error == found.verdict.error_in_full == "No published error for this test."
    assert found.verdict.source == ""
    assert found.position == "Now above the line: tandem held 10 s; that does not mean no risk."


def test_near_the_top_of_the_scale_a_missing_gain_is_explained():
    found = card(BERG, berg("2026-02-09", 54), berg("2026-05-14", 56))
    assert found.verdict.limits == (
        "At the best end of the scale: a further gain cannot show. "
        "Mini-BESTest is harder and may still show one."
    )
    below = card(BERG, berg("2026-02-09", 54), berg("2026-05-14", 55))
    assert below.verdict.limits == (
        "Near the top of the scale a gain cannot show. "
        "Mini-BESTest is harder and may still show one."
    )


def test_at_the_worst_end_an_easier_test_is_named():
    found = card(
        TUG, result(TUG, "2026-02-09", 16), result(TUG, "2026-05-14", status=Status.UNABLE)
    )
    assert found.verdict.limits == (
        "At the worst end of the scale: a further loss cannot show. "
        "Berg Balance Scale is easier and may still show one."
    )


def test_a_real_change_says_whether_it_matters_and_from_whom_that_is_known():
    def since(instrument, first, second):
        return card(
            instrument,
            result(instrument, "2026-02-09", first),
            result(instrument, "2026-05-14", second),
        ).verdict

    assert since(TUG, 16, 12).importance == (
        "No difference that matters is published: size of benefit unknown."
    )
    assert since(CHAIR, 7, 10).importance == (
        "The difference that matters is known from other people only (2 stands, hip "
        "osteoarthritis): size of benefit unknown."
    )
    assert since(CHAIR, 7, 9).importance == (
        "The smallest difference that matters is 2 stands, hip osteoarthritis."
    )
    assert since(TUG, 16, 15).importance == ""


def test_importance_is_told_where_the_difference_that_matters_is_of_such_people():
    sem = OwnSem(value=Decimal("0.02"), people=40, source="Own retest", entered_on=TODAY)
    gait = for_clinic(get_instrument("gait"), own=sem)

    def after(later):
        return importance(gait, compare(gait, read("0.80"), read(later), mdc_profile=OWN_PROFILE))

    assert after("0.90").endswith("real and important.")
    assert after("0.86").endswith("real, importance unproven.")


def test_lines_of_another_profile_are_not_crossed():
    care_home = result(BWT3M, "2026-05-14", 4)
    found = card(
        BWT3M,
        result(BWT3M, "2026-02-09", 9),
        replace(care_home, profile="care_home", band="not_elevated"),
    )
    assert found.verdict.crossing == (
        "The lines of then were of another profile, so none is said to be crossed."
    )
    assert found.lines == "Lines: Care home."


def test_two_in_a_row_confirm_a_change():
    results = [
        result(TUG, day, time)
        for day, time in (("2026-02-09", 16), ("2026-04-07", 13), ("2026-05-14", 12))
    ]
    assert card(TUG, *results).verdict.error == (
        "Beyond error (3.00 s). Confirmed by two assessments in a row."
    )


def test_now_unable_says_what_could_be_done_before():
    found = card(
        TUG, result(TUG, "2026-02-09", 16), result(TUG, "2026-05-14", status=Status.UNABLE)
    )
    assert found.value == "unable"
    assert found.verdict.headline == "Now unable."
    assert found.verdict.error == "Could do it on 9 Feb: 16.00 s."
    assert found.position == "Still at risk: unable to do the test."


def test_able_again_is_compared_with_the_result_before():
    series = series_of(
        TUG, [result(TUG, "2026-02-09", status=Status.UNABLE), result(TUG, "2026-05-14", 16)]
    )
    verdict = main_verdict(series, today=TODAY)
    assert (verdict.code, verdict.error) == ("became_able", "Unable on 9 Feb.")


def test_other_conditions_are_named_in_place_of_a_verdict():
    comfortable = {"pace": "comfortable", "start": "static"}
    found = card(
        BWT3M,
        result(BWT3M, "2026-02-09", 9, aid=Aid.SINGLE_STICK),
        result(BWT3M, "2026-05-14", 5, conditions=comfortable),
    )
    assert found.verdict.error == (
        "Taken under other conditions (aid and pace). "
        "Now 5.00 s, before 9.00 s, difference 4.00 s: no verdict."
    )
    assert found.conditions == "no aid, pace: comfortable"


def test_one_result_has_no_verdict_and_none_has_no_words():
    one = card(TUG, result(TUG, "2026-05-13", 10))
    assert (one.verdict, one.when) == (None, "yesterday")
    assert one.position == "Below the line of 12.00 s; that does not mean no risk."
    none = card(TUG)
    assert (none.value, none.position, none.at_risk, none.baseline) == (
        "not measured",
        "",
        None,
        "",
    )


def test_the_chair_stand_is_placed_by_age_and_sex():
    below = result(CHAIR, "2026-05-14", 9)
    above = result(CHAIR, "2026-05-14", 10)
    unknown = result(CHAIR, "2026-05-14", 10, person=Person(age_years=79))
    assert position_sentence(CHAIR, below) == "Below average for age and sex: fewer than 10."
    assert position_sentence(CHAIR, above) == (
        "Average or above for age and sex: 10 or more; that does not mean no risk."
    )
    assert position_sentence(CHAIR, unknown) == "No published norm for this age or sex."
    assert is_at_risk(CHAIR, unknown) is None


def test_a_crossing_by_a_birthday_is_labelled():
    eighty = Person(age_years=80, sex=Sex.FEMALE)
    found = card(
        CHAIR,
        result(CHAIR, "2026-02-09", 9),
        result(CHAIR, "2026-05-14", 9, person=eighty),
    )
    assert found.verdict.crossing.startswith("The age band changed")


def test_a_result_without_a_number_is_told_by_its_status():
    assert result_words(TUG, result(TUG, "2026-05-14", status=Status.REFUSED)) == "refused"
    incomplete = result(BERG, "2026-05-14", *[4] * 13, None)
    assert result_words(BERG, incomplete) == "incomplete"
    assert position_sentence(BERG, incomplete) == ""
    assert conditions_words(BERG, incomplete) == ""


def test_the_chart_shows_every_result_the_line_and_the_error_round_the_baseline():
    series = series_of(
        TUG,
        [
            result(TUG, "2026-02-09", "16.80"),
            result(TUG, "2026-03-23", "18.10", aid=Aid.SINGLE_STICK),
            result(TUG, "2026-04-07", status=Status.UNABLE),
            result(TUG, "2026-05-14", "12.46"),
        ],
    )
    chart = trend_chart(series)
    assert [point.outcome for point in chart.points][2] is Outcome.UNABLE
    assert [point.comparable for point in chart.points] == [True, False, True, True]
    assert chart.points[1].conditions == "with a stick"
    assert (chart.baseline, chart.mdc, chart.mdc_label) == (16.8, 3.0, "error ±3.00")
    assert (chart.cut_off.value, chart.cut_off.side, chart.cut_off.inclusive) == (
        12.0,
        Side.ABOVE,
        True,
    )
    assert (chart.better, chart.unit, chart.unit_words) == (Better.LOWER, "s", "seconds")
    told = "real improvement, −4.34 s, now able, still at risk"
    assert told in trend_geometry(chart).sentence


def test_the_chart_of_a_scale_has_its_ends_and_that_of_a_norm_its_line():
    scale = trend_chart(series_of(BERG, [berg("2026-02-09", 39)]), days=(on("2026-02-01"), TODAY))
    assert (scale.unit, scale.unit_words, scale.most, scale.step) == (
        "of 56",
        "points of 56",
        56.0,
        1,
    )
    assert (scale.first_day, scale.last_day) == (on("2026-02-01"), TODAY)
    chair = trend_chart(series_of(CHAIR, [result(CHAIR, "2026-02-09", 8)]))
    assert (chair.cut_off.value, chair.cut_off.label) == (10.0, "below average under 10")
    unknown = result(CHAIR, "2026-02-09", 8, person=Person())
    assert trend_chart(series_of(CHAIR, [unknown])).cut_off is None
    assert trend_chart(series_of(CHAIR, [])).cut_off is None


def test_an_incomplete_form_is_drawn_as_one():
    incomplete = result(BERG, "2026-02-09", *[4] * 13, None)
    assert trend_chart(series_of(BERG, [incomplete])).points[0].outcome is Outcome.INCOMPLETE


def test_a_result_of_nothing_is_a_number_too():
    chair = trend_chart(series_of(CHAIR, [result(CHAIR, "2026-02-09", 0)]))
    assert (chair.points[0].value, chair.points[0].value_label) == (0.0, "0")
