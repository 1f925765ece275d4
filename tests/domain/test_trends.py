from decimal import Decimal
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic.domain.thresholds import Direction
from clinic.domain.trends import TrendVerdict, _exact_p, trend
from tests.domain.instrument_cases import on

WEEKLY = [f"2026-0{month}-{day}" for month in range(1, 6) for day in ("05", "19")]


def series(*values, days=WEEKLY):
    return [
        (on(day), None if value is None else Decimal(str(value)))
        for day, value in zip(days, values, strict=False)
    ]


def found(*values, sem="1.1", direction=Direction.LOWER):
    sem = None if sem is None else Decimal(sem)
    return trend(series(*values), direction=direction, sem=sem)


def test_nothing_measured_is_too_few_points():
    empty = found()
    assert (empty.n, empty.span_days, empty.verdict) == (0, 0, TrendVerdict.INSUFFICIENT_POINTS)
    assert empty.mk_p is None


def test_results_without_a_value_are_left_out_and_those_of_one_day_are_averaged():
    points = [
        (on("2026-02-02"), Decimal(15)),
        (on("2026-01-05"), Decimal(16)),
        (on("2026-02-02"), Decimal(14)),
        (on("2026-02-16"), None),
        (on("2026-03-02"), Decimal(13)),
    ]
    result = trend(points, direction=Direction.LOWER, sem=Decimal("1.1"))
    assert (result.n, result.span_days) == (3, 56)
    assert result.mk_s == -3


def test_a_slope_beyond_its_error_is_a_trend_in_its_direction():
    falling = (20, 18, 16, 14, 12, 10)
    assert found(*falling).verdict is TrendVerdict.IMPROVING
    assert found(*falling, direction=Direction.HIGHER).verdict is TrendVerdict.DECLINING


def test_a_slope_whose_median_goes_the_other_way_is_not_reliable():
    outlier = found(10, 10.1, 10.2, 10.3, 10.4, 0, sem="0.2")
    assert outlier.ols_per_month < 0 < outlier.theil_sen_per_month
    assert outlier.verdict is TrendVerdict.NO_RELIABLE_TREND


def test_four_points_can_never_show_a_trend_by_rank():
    assert found(9, 8, 7, 6, sem=None).verdict is TrendVerdict.NO_RELIABLE_TREND
    assert found(9, 8, 7, 6, 5, sem=None).verdict is TrendVerdict.IMPROVING
    assert found(9, 8, 7, 6, 5, sem=None).threshold_per_month is None


def test_above_eight_points_the_rank_test_is_the_normal_approximation_with_ties():
    rising = found(1, 2, 3, 3, 4, 5, 6, 7, 8, 9, sem=None, direction=Direction.HIGHER)
    assert rising.mk_s == 44
    # Var = (10 x 9 x 25 - 2 x 1 x 9) / 18 = 124; z = 43 / sqrt(124) = 3.8615
    assert rising.mk_p == pytest.approx(0.0001127, abs=2e-6)
    assert rising.verdict is TrendVerdict.IMPROVING


def test_a_flat_series_has_p_1():
    flat = found(*[5] * 10, sem=None)
    assert (flat.mk_s, flat.mk_p, flat.verdict) == (0, 1.0, TrendVerdict.NO_RELIABLE_TREND)


def test_a_sem_of_nothing_is_refused():
    with pytest.raises(ValueError, match="above 0"):
        found(1, 2, 3, sem="0")


@settings(deadline=None)  # the time of one example says nothing on a busy machine
@given(st.lists(st.integers(0, 3), min_size=2, max_size=6), st.integers(1, 15))
def test_the_exact_share_of_orderings_agrees_with_counting_them(values, least):
    def s(ordering):
        return sum((b > a) - (b < a) for a, b in combinations(ordering, 2))

    orderings = list(permutations(values))
    counted = sum(abs(s(ordering)) >= least for ordering in orderings) / len(orderings)
    ties = tuple(values.count(value) for value in sorted(set(values)))
    assert _exact_p(ties, least) == pytest.approx(counted)
