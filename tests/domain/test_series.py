from decimal import Decimal

from clinic.catalogue.instrument_definitions import get_instrument
from clinic.domain.comparison import Protocol, Verdict
from clinic.domain.crossings import Crossing, Priority
from clinic.domain.interpretation import Person, interpret
from clinic.domain.people import Sex
from clinic.domain.responses import Aid, Status
from clinic.domain.series import Result, is_comparable, series_of
from clinic.domain.trends import TrendVerdict
from tests.domain.instrument_cases import BERG, CHAIR, TUG, on, read, recorded


def result(day, value=None, *, status=Status.COMPLETED, aid=Aid.NONE, band=None, **more):
    return Result(
        on=on(day),
        reading=read(value, status),
        protocol=Protocol(instrument_version=1, aid=aid),
        band=band,
        profile=more.pop("profile", "steadi"),
        **more,
    )


def test_a_pressure_that_newly_drops_is_an_alarm():
    pressure = get_instrument("obp")
    days = [("2026-02-09", "negative"), ("2026-05-14", "positive")]
    series = series_of(pressure, [result(day, band=band, profile="drops") for day, band in days])
    assert series.since_previous.priority is Priority.ALARM
    assert (series.baseline, series.since_baseline) == (None, None)


def test_nothing_recorded_is_a_series_with_nothing_in_it():
    empty = series_of(TUG, [])
    assert (empty.baseline, empty.latest, empty.since_baseline) == (None, None, None)
    assert empty.trend.verdict is TrendVerdict.INSUFFICIENT_POINTS
    assert is_comparable(empty, result("2026-02-09", 12))


def test_the_first_result_is_a_baseline_and_no_change():
    one = series_of(TUG, [result("2026-02-09", 16)])
    assert one.baseline is one.latest
    assert (one.since_baseline, one.since_previous) == (None, None)


def test_the_latest_is_compared_with_the_first_that_gave_a_number_and_with_the_one_before():
    series = series_of(
        TUG,
        [
            result("2026-05-14", 12, band="at_risk"),
            result("2026-01-05", status=Status.UNABLE, band="at_risk_unable"),
            result("2026-02-09", 16, band="at_risk"),
            result("2026-04-07", 13, band="at_risk"),
        ],
    )
    assert series.baseline.on == on("2026-02-09")
    assert series.since_baseline.change.verdict is Verdict.REAL_IMPROVEMENT
    assert series.since_previous.change.verdict is Verdict.NO_DETECTABLE_CHANGE
    assert series.confirmed
    assert series.trend.n == 3


def test_a_refusal_does_not_hide_the_last_result():
    series = series_of(TUG, [result("2026-02-09", 16), result("2026-05-14", status=Status.REFUSED)])
    assert series.latest.on == on("2026-02-09")
    assert len(series.results) == 2


def test_only_unable_results_have_no_baseline():
    unable = [result(day, status=Status.UNABLE) for day in ("2026-02-09", "2026-05-14")]
    series = series_of(TUG, unable)
    assert series.baseline is None
    assert series.since_previous.change.verdict is Verdict.STILL_UNABLE
    assert not series.confirmed


def test_other_conditions_are_named_and_left_out_of_the_trend():
    with_stick = result("2026-05-14", 12, aid=Aid.SINGLE_STICK)
    series = series_of(TUG, [result("2026-02-09", 16), with_stick])
    assert series.since_baseline.differs == ("aid",)
    assert series.since_baseline.change.verdict is Verdict.NOT_COMPARABLE
    assert not is_comparable(series, with_stick)
    assert series.trend.n == 1


def test_the_error_of_a_berg_trend_follows_from_the_first_score():
    days = ("2026-01-06", "2026-03-03", "2026-05-05")
    scores = zip(days, (44, 45, 48), strict=True)
    series = series_of(BERG, [result(day, score, profile="berg") for day, score in scores])
    assert round(series.trend.threshold_per_month, 2) == Decimal("1.28")


def test_bands_of_two_threshold_profiles_are_not_compared():
    series = series_of(
        TUG,
        [
            result("2026-02-09", 16, band="at_risk", profile="old"),
            result("2026-05-14", 10, band="below_cutoff"),
        ],
    )
    assert series.since_baseline.crossing is Crossing.NONE


def chair(day, stands, *, age):
    person = Person(age_years=age, sex=Sex.FEMALE)
    meaning = interpret(CHAIR, recorded(CHAIR, stands), person=person)
    return result(day, stands, band=meaning.band, norm_value=meaning.norm_value)


def test_a_line_crossed_only_by_a_birthday_is_labelled_so():
    aged = series_of(CHAIR, [chair("2026-02-09", 9, age=79), chair("2026-05-14", 9, age=80)])
    assert aged.since_baseline.age_band_changed
    assert aged.since_baseline.crossing is Crossing.LOWER_WITHIN_ERROR
    assert aged.since_baseline.priority is Priority.OTHER
    gained = series_of(CHAIR, [chair("2026-02-09", 8, age=79), chair("2026-05-14", 11, age=80)])
    assert not gained.since_baseline.age_band_changed
    same_row = series_of(CHAIR, [chair("2026-02-09", 11, age=78), chair("2026-05-14", 8, age=79)])
    assert not same_row.since_baseline.age_band_changed
    assert same_row.since_baseline.priority is Priority.DECLINE


def test_a_test_of_another_kind_has_no_age_band():
    series = series_of(
        TUG,
        [
            result("2026-02-09", "9.5", band="below_cutoff", norm_value=Decimal("9.0")),
            result("2026-05-14", "12.5", band="at_risk", norm_value=Decimal("10.2")),
        ],
    )
    assert series.since_baseline.crossing is Crossing.HIGHER
    assert not series.since_baseline.age_band_changed
