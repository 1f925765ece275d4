from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.comparison import (
    Change,
    Protocol,
    Verdict,
    compare,
    differing_conditions,
    is_confirmed,
    joint_baseline,
    mdc_for,
    sem_of,
)
from clinic.domain.crossings import Crossing, Priority, UnknownBand, crossing, priority
from clinic.domain.responses import Aid, Status
from clinic.domain.thresholds import UnknownProfile
from tests.domain.instrument_cases import BERG, BWT3M, CHAIR, STAGES, TUG, read

UNABLE = read(status=Status.UNABLE)
UNSAFE = read(status=Status.UNSAFE)


@pytest.mark.parametrize(
    ("earlier", "later", "verdict"),
    [
        (read(12), UNABLE, Verdict.BECAME_UNABLE),
        (UNSAFE, read(12), Verdict.BECAME_ABLE),
        (UNABLE, UNSAFE, Verdict.STILL_UNABLE),
        (read(status=Status.REFUSED), UNABLE, Verdict.INSUFFICIENT_DATA),
        (read(12), read(status=Status.NOT_DONE), Verdict.INSUFFICIENT_DATA),
        (read(12), read(None), Verdict.INSUFFICIENT_DATA),
        (read(None), UNABLE, Verdict.INSUFFICIENT_DATA),
    ],
)
def test_the_status_is_judged_before_any_number(earlier, later, verdict):
    assert compare(TUG, earlier, later, same_protocol=False) == Change(verdict=verdict)


def test_the_status_decides_also_where_unable_scores_0():
    unable_at_0 = read(0, Status.UNABLE)
    assert compare(CHAIR, unable_at_0, read(5)).verdict is Verdict.BECAME_ABLE


def test_results_under_other_conditions_show_their_difference_and_no_verdict():
    found = compare(BWT3M, read(9), read(5), same_protocol=False)
    assert found == Change(verdict=Verdict.NOT_COMPARABLE, delta=Decimal(-4))


@pytest.mark.parametrize(
    ("instrument", "earlier", "later", "verdict"),
    [
        (TUG, 16, 13, Verdict.REAL_IMPROVEMENT),
        (TUG, 13, 16, Verdict.REAL_DECLINE),
        (CHAIR, 8, 10, Verdict.POSSIBLE_IMPROVEMENT),
        (CHAIR, 10, 8, Verdict.POSSIBLE_DECLINE),
        (TUG, 13, 13, Verdict.NO_DETECTABLE_CHANGE),
        (STAGES, 2, 3, Verdict.INDETERMINATE),
        (STAGES, 2, 2, Verdict.UNCHANGED),
    ],
)
def test_the_size_of_a_change_gives_the_verdict(instrument, earlier, later, verdict):
    assert compare(instrument, read(earlier), read(later)).verdict is verdict


@pytest.mark.parametrize(
    ("earlier", "error"), [(24, 5), (25, 7), (34, 7), (35, 5), (44, 5), (45, 4), (56, 4)]
)
def test_the_earlier_score_chooses_the_error_of_the_berg(earlier, error):
    assert mdc_for(BERG, Decimal(earlier)).value == error


def test_an_unknown_mdc_profile_is_an_error_even_without_numbers():
    with pytest.raises(UnknownProfile):
        compare(TUG, UNABLE, UNABLE, mdc_profile="swimmers")
    assert compare(STAGES, read(1), read(2), mdc_profile="default").mdc is None


def test_near_the_top_of_the_scale_a_missing_gain_proves_nothing():
    assert compare(BERG, read(53), read(56)).ceiling_limited is True
    assert compare(BERG, read(52), read(56)).ceiling_limited is False
    assert compare(TUG, read(16), read(13)).ceiling_limited is False
    assert compare(STAGES, read(4), read(4)).ceiling_limited is None


@given(st.integers(300, 30000), st.integers(300, 30000))
def test_turning_the_pair_round_turns_the_verdict_round(first, second):
    one, two = (read(Decimal(value) / 100) for value in (first, second))
    turned = {
        Verdict.REAL_IMPROVEMENT: Verdict.REAL_DECLINE,
        Verdict.REAL_DECLINE: Verdict.REAL_IMPROVEMENT,
        Verdict.NO_DETECTABLE_CHANGE: Verdict.NO_DETECTABLE_CHANGE,
    }
    forward, back = compare(TUG, one, two), compare(TUG, two, one)
    assert back.verdict is turned[forward.verdict]
    assert back.delta == -forward.delta


def test_the_sem_is_the_published_one_or_follows_from_the_mdc():
    assert sem_of(mdc_for(TUG, Decimal(16))) == Decimal("1.1")
    assert round(sem_of(mdc_for(BERG, Decimal(44))), 3) == Decimal("1.804")
    assert sem_of(None) is None


@pytest.mark.parametrize(
    ("now", "differs"),
    [
        ({}, ()),
        ({"aid": Aid.FRAME}, ("aid",)),
        ({"instrument_version": 2}, ("version",)),
        ({"conditions": {"pace": "comfortable"}}, ("pace",)),
        ({"conditions": {"pace": "fast_safe"}}, ()),
    ],
)
def test_results_are_compared_only_under_the_same_conditions(now, differs):
    before = Protocol(instrument_version=1, aid=Aid.NONE)
    assert differing_conditions(BWT3M, before, replace(before, **now)) == differs


def test_footwear_is_recorded_and_does_not_forbid_a_comparison():
    shoes = replace(BWT3M.conditions[0], code="shoes", blocks_comparison=False)
    instrument = replace(BWT3M, conditions=(shoes,))
    before = Protocol(instrument_version=1, aid=Aid.NONE, conditions={"shoes": "own"})
    after = replace(before, conditions={"shoes": "barefoot"})
    assert differing_conditions(instrument, before, after) == ()


def test_a_change_is_confirmed_by_two_assessments_in_one_direction():
    better, worse = compare(TUG, read(16), read(13)), compare(TUG, read(13), read(16))
    within = compare(TUG, read(16), read(15))
    assert is_confirmed([within, better, better])
    assert not is_confirmed([better])
    assert not is_confirmed([better, worse])
    assert not is_confirmed([better, within])
    assert not is_confirmed([within, within])


def test_two_baselines_within_a_fortnight_are_averaged_with_a_smaller_error():
    first, second = (date(2026, 1, 5), Decimal(16)), (date(2026, 1, 19), Decimal(15))
    middle, error = joint_baseline(TUG, first, second)
    assert middle == Decimal("15.5")
    assert round(error, 3) == Decimal("2.641")
    assert joint_baseline(TUG, first, (date(2026, 1, 20), Decimal(15))) is None
    assert joint_baseline(STAGES, first, second) == (Decimal("15.5"), None)


@pytest.mark.parametrize(
    ("detectable", "better", "worse"),
    [
        (True, Crossing.LOWER, Crossing.HIGHER),
        (False, Crossing.LOWER_WITHIN_ERROR, Crossing.HIGHER_WITHIN_ERROR),
        (None, Crossing.LOWER_ERROR_UNKNOWN, Crossing.HIGHER_ERROR_UNKNOWN),
    ],
)
def test_a_crossing_says_whether_it_is_more_than_error(detectable, better, worse):
    assert crossing(TUG, "at_risk", "below_cutoff", detectable=detectable) is better
    assert crossing(TUG, "below_cutoff", "at_risk", detectable=detectable) is worse


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("elevated", "elevated_unable"),
        ("low", "low"),
        (None, "low"),
        ("low", "no_norm"),
        ("incomplete", "low"),
    ],
)
def test_the_same_band_or_no_band_is_no_crossing(earlier, later):
    assert crossing(BWT3M, earlier, later, detectable=None) is Crossing.NONE


def test_unable_ranks_as_the_band_it_is_made_of():
    found = crossing(BWT3M, "not_elevated", "elevated_unable", detectable=None)
    assert found is Crossing.HIGHER_ERROR_UNKNOWN


def test_bands_of_two_profiles_cannot_be_ranked():
    with pytest.raises(UnknownBand):
        crossing(BWT3M, "intermediate", "not_elevated", detectable=True)


@pytest.mark.parametrize(
    ("verdict", "crossed", "rank"),
    [
        (Verdict.BECAME_UNABLE, Crossing.NONE, Priority.ALARM),
        (Verdict.REAL_DECLINE, Crossing.NONE, Priority.DECLINE),
        (Verdict.INDETERMINATE, Crossing.HIGHER_ERROR_UNKNOWN, Priority.DECLINE),
        (Verdict.POSSIBLE_DECLINE, Crossing.NONE, Priority.POSSIBLE_DECLINE),
        (Verdict.REAL_IMPROVEMENT, Crossing.LOWER, Priority.OTHER),
    ],
)
def test_what_is_worse_is_read_first(verdict, crossed, rank):
    assert priority(verdict, crossed) is rank
