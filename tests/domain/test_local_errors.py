"""A clinic's own error, an error that grows with the score, and two baselines made one."""

from datetime import date
from decimal import Decimal

import pytest

from clinic.catalogue.instrument_definitions import get_instrument
from clinic.domain.comparison import (
    Protocol,
    ScaleEnd,
    Verdict,
    compare,
    mdc_for,
    scale_end,
    sem_of,
)
from clinic.domain.local_errors import FEWEST_PEOPLE, OWN_PROFILE, OwnSem, for_clinic
from clinic.domain.responses import Aid, Status
from clinic.domain.series import Result, may_be_second_baseline, series_of
from tests.domain.instrument_cases import BERG, BWT3M, TUG, on, read

STS5 = get_instrument("sts5")
TUG_COG = get_instrument("tug_cog")


def own(value="1.20", people=34):
    return OwnSem(
        value=Decimal(value), people=people, source="Retest, spring", entered_on=date(2026, 3, 1)
    )


def result(day, value, *, second=False, band="at_risk", aid=Aid.NONE):
    return Result(
        on=on(day),
        reading=read(value),
        protocol=Protocol(instrument_version=1, aid=aid),
        band=band,
        profile="steadi",
        second_baseline=second,
    )


def test_the_clinics_own_sem_becomes_its_mdc_by_the_formula():
    found = mdc_for(for_clinic(TUG, own=own("0.61")), Decimal(12), profile=OWN_PROFILE)
    assert (found.value, found.level_percent, found.sem) == (Decimal("1.69"), 95, Decimal("0.61"))
    assert found.local
    assert found.source == "[local] Retest, spring"
    assert "34 people" in found.population


def test_an_own_sem_gives_a_verdict_where_none_is_published():
    assert compare(TUG_COG, read(20), read(12)).verdict is Verdict.INDETERMINATE
    local = for_clinic(TUG_COG, own=own())
    assert compare(local, read(20), read(12), mdc_profile=OWN_PROFILE).verdict is (
        Verdict.REAL_IMPROVEMENT
    )


def test_an_own_sem_holds_whatever_the_earlier_score_of_berg():
    local = for_clinic(BERG, own=own("2"))
    assert [mdc_for(local, Decimal(n), profile=OWN_PROFILE).value for n in (10, 30, 50)] == [
        Decimal("5.54")
    ] * 3


@pytest.mark.parametrize(("value", "people"), [("0", 40), ("-1", 40), ("1", FEWEST_PEOPLE - 1)])
def test_a_sem_that_cannot_be_is_no_sem(value, people):
    with pytest.raises(ValueError, match="a SEM is above 0"):
        own(value, people)


def test_without_a_choice_the_instrument_stays_as_it_is():
    assert for_clinic(TUG) is TUG
    assert for_clinic(TUG, in_percent=True) is TUG


def test_percent_is_off_until_it_is_chosen_and_then_the_larger_holds():
    assert mdc_for(STS5, Decimal(30)).value == Decimal("3.50")
    grown = for_clinic(STS5, in_percent=True)
    assert mdc_for(grown, Decimal(20)).value == Decimal("3.50")  # 17.5 % of 20 s is the same
    larger = mdc_for(grown, Decimal(30))
    assert (larger.value, larger.source[:5]) == (Decimal("5.25"), "[V44]")
    assert sem_of(larger) == Decimal("5.25") / Decimal("2.772")
    assert compare(grown, read(30), read(25)).verdict is not Verdict.REAL_IMPROVEMENT
    assert compare(STS5, read(30), read(25)).verdict is Verdict.REAL_IMPROVEMENT


def test_two_baselines_within_14_days_are_averaged_and_their_error_is_smaller():
    series = series_of(
        TUG,
        [
            result("2026-02-09", "16.00"),
            result("2026-02-23", "15.00", second=True),
            result("2026-05-14", "12.86"),
        ],
    )
    assert series.baseline.reading.value == Decimal("15.50")
    assert series.baseline.mean_of == (on("2026-02-09"), on("2026-02-23"))
    # 1.96 x 1.10 x sqrt(1.5) = 2.6405...
    assert series.since_baseline.change.mdc.value == Decimal("2.64")
    assert series.since_baseline.change.delta == Decimal("-2.64")
    assert series.since_baseline.change.verdict is Verdict.REAL_IMPROVEMENT


@pytest.mark.parametrize(
    "second",
    [
        result("2026-02-24", "15.00", second=True),  # 15 days later
        result("2026-02-16", "15.00"),  # a reassessment, not said to be a baseline
        result("2026-02-16", "15.00", second=True, aid=Aid.ROLLATOR),  # not comparable
    ],
)
def test_what_is_no_second_baseline_leaves_the_first(second):
    series = series_of(TUG, [result("2026-02-09", "16.00"), second])
    assert series.baseline.reading.value == Decimal("16.00")
    assert series.baseline.mean_of == ()
    assert series.since_baseline is not None


def test_from_a_joint_baseline_in_two_bands_no_line_is_crossed():
    def crossing(second_band):
        first = result("2026-02-09", 13)
        later = result("2026-05-14", 8, band="below_cutoff")
        second = result("2026-02-12", 11, second=True, band=second_band)
        return series_of(TUG, [first, second, later]).since_baseline.crossing.value

    assert crossing("at_risk") == "crossed_to_lower_risk"
    assert crossing("below_cutoff") == "none"


def test_a_second_baseline_is_offered_once_and_for_14_days():
    alone = series_of(TUG, [result("2026-02-09", 16)])
    assert may_be_second_baseline(alone, on("2026-02-23"))
    assert not may_be_second_baseline(alone, on("2026-02-24"))
    assert not may_be_second_baseline(alone, on("2026-02-08"))
    assert not may_be_second_baseline(series_of(TUG, []), on("2026-02-09"))
    two = series_of(TUG, [result("2026-02-09", 16), result("2026-02-10", 15)])
    assert not may_be_second_baseline(two, on("2026-02-11"))


@pytest.mark.parametrize(
    ("instrument", "reading", "end"),
    [
        (BERG, read(56), ScaleEnd.CEILING),
        (BERG, read(0), ScaleEnd.FLOOR),
        (BERG, read(30), None),
        (get_instrument("sfesi"), read(7), ScaleEnd.CEILING),
        (get_instrument("sfesi"), read(28), ScaleEnd.FLOOR),
        (TUG, read(None, Status.UNABLE), ScaleEnd.FLOOR),
        (TUG, read(None, Status.REFUSED), None),
        (TUG, read(3), None),
        (BWT3M, read("1.00"), None),
        (BERG, read(None), None),
    ],
)
def test_the_ends_of_a_scale_are_known_and_a_time_has_none(instrument, reading, end):
    assert scale_end(instrument, reading) is end


def test_every_instrument_named_in_place_of_another_exists():
    for code in ("berg", "minibest", "tug", "sls", "sts5", "sppb", "fga", "fsst", "bwt3m"):
        instrument = get_instrument(code)
        for use in (instrument.harder, instrument.easier):
            assert use is None or get_instrument(use.instrument).code != code
