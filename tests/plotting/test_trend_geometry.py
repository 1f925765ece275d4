from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.plotting import (
    Better,
    ChartEvents,
    CutOff,
    FallMark,
    Frame,
    LevelSpan,
    Outcome,
    Pause,
    Side,
    TrendChart,
    TrendPoint,
    sparkline_geometry,
    trend_geometry,
)
from clinic.plotting.labels import text_width

FEBRUARY, MARCH, APRIL, MAY = (
    date(2026, 2, 9),
    date(2026, 3, 9),
    date(2026, 4, 7),
    date(2026, 5, 14),
)
UNABLE_IN_MARCH = TrendPoint(on=MARCH, outcome=Outcome.UNABLE)


def point(on, value, **changes):
    return replace(TrendPoint(on=on, value=value, value_label=f"{value:.2f}"), **changes)


def chart(*points, **changes):
    return replace(
        TrendChart(
            title="Timed Up and Go",
            unit="s",
            unit_words="seconds",
            better=Better.LOWER,
            points=points or (point(FEBRUARY, 16.8), point(MARCH, 15.94), point(MAY, 12.46)),
        ),
        **changes,
    )


def roles(geometry, role):
    return geometry.of_role(role)


def test_every_result_is_drawn():
    points = tuple(point(FEBRUARY + timedelta(days=3 * n), 15 - n / 10) for n in range(60))
    assert len(roles(trend_geometry(chart(*points)), "point")) == 60


def test_two_results_of_one_day_stand_side_by_side():
    geometry = trend_geometry(chart(point(MARCH, 15.0), point(MARCH, 15.0), point(MAY, 12.0)))
    first, second, _ = roles(geometry, "point")
    assert second.x - first.x > first.radius + second.radius
    assert first.y == second.y


def test_the_line_breaks_where_the_patient_was_unable():
    geometry = trend_geometry(
        chart(point(FEBRUARY, 7.62), UNABLE_IN_MARCH, point(APRIL, 6.1), point(MAY, 4.92))
    )
    (line,) = roles(geometry, "line")
    assert len(line.points) == 2
    assert line.points[0][0] > roles(geometry, "unable")[0].x


@pytest.mark.parametrize("better", list(Better))
def test_unable_lies_at_the_worst_edge(better):
    geometry = trend_geometry(
        chart(point(FEBRUARY, 7.62), UNABLE_IN_MARCH, point(MAY, 4.92), better=better)
    )
    cross = roles(geometry, "unable")[0]
    heights = [dot.y for dot in roles(geometry, "point")]
    assert (cross.y < min(heights)) is (better is Better.LOWER)


def test_a_result_under_other_conditions_is_hollow_labelled_and_not_joined():
    geometry = trend_geometry(
        chart(
            point(FEBRUARY, 16.8),
            point(MARCH, 18.1, comparable=False, conditions="with a stick"),
            point(MAY, 12.46),
        )
    )
    (hollow,) = roles(geometry, "hollow")
    assert hollow.title == "9 Mar: 18.10 s, with a stick, not compared"
    assert [label.text for label in roles(geometry, "remark")] == ["with a stick"]
    assert hollow.x not in [x for x, _ in roles(geometry, "line")[0].points]


def test_an_amended_result_is_ringed_and_says_so():
    geometry = trend_geometry(chart(point(FEBRUARY, 16.8, amended=True), point(MAY, 12.46)))
    assert len(roles(geometry, "amended")) == 1
    assert roles(geometry, "point")[0].title.endswith("amended")


def test_a_refused_test_leaves_a_mark_on_the_axis_and_a_row_but_no_value():
    refused = TrendPoint(on=MARCH, outcome=Outcome.REFUSED)
    geometry = trend_geometry(chart(point(FEBRUARY, 16.8), refused, point(MAY, 12.46)))
    assert len(roles(geometry, "missing")) == 1
    assert geometry.rows[1] == ("9 Mar", "refused", "")
    assert len(roles(geometry, "line")[0].points) == 2


def test_first_and_last_value_are_written():
    texts = [label.text for label in roles(trend_geometry(chart()), "value")]
    assert sorted(texts) == ["12.46", "16.80"]


def test_a_single_result_is_written_once():
    geometry = trend_geometry(chart(point(MARCH, 15.0)))
    assert [label.text for label in roles(geometry, "value")] == ["15.00"]


@pytest.mark.parametrize(
    ("side", "inclusive", "expected"),
    [
        (Side.BELOW, True, 45.5),
        (Side.BELOW, False, 44.5),
        (Side.ABOVE, True, 44.5),
        (Side.ABOVE, False, 45.5),
    ],
)
def test_between_whole_numbers_the_line_runs_half_a_step_off_the_cut_off(side, inclusive, expected):
    cut_off = CutOff(value=45, side=side, inclusive=inclusive, label="line")
    whole = chart(point(FEBRUARY, expected), point(MAY, 40.0), cut_off=cut_off, step=1)
    geometry = trend_geometry(whole)
    assert roles(geometry, "cutoff")[0].y1 == roles(geometry, "point")[0].y


def test_a_measured_value_lies_exactly_on_its_cut_off():
    cut_off = CutOff(value=12, side=Side.ABOVE, inclusive=True, label="at risk from 12.00")
    geometry = trend_geometry(chart(point(FEBRUARY, 12.0), point(MAY, 10.0), cut_off=cut_off))
    assert roles(geometry, "cutoff")[0].y1 == roles(geometry, "point")[0].y


def test_the_axis_shows_results_cut_off_and_the_whole_error_band():
    cut_off = CutOff(value=12, side=Side.ABOVE, inclusive=True, label="at risk")
    geometry = trend_geometry(chart(baseline=16.8, mdc=3, cut_off=cut_off))
    (band,) = roles(geometry, "band")
    axis = roles(geometry, "axis")[-1]
    top = min(line.y1 for line in roles(geometry, "axis"))
    assert band.y > 0
    for y in (band.y, band.y + band.height, roles(geometry, "cutoff")[0].y1):
        assert top <= y <= axis.y1


def test_the_error_band_ends_where_the_scale_ends():
    full = chart(
        point(FEBRUARY, 54), point(MAY, 55), baseline=54, mdc=5, step=1, least=0, most=56,
        better=Better.HIGHER,
    )  # fmt: skip
    geometry = trend_geometry(full)
    assert all(float(tick.text) <= 56 for tick in roles(geometry, "tick") if tick.anchor == "end")


@pytest.mark.parametrize(("better", "is_up"), [(Better.LOWER, False), (Better.HIGHER, True)])
def test_the_arrow_points_to_better(better, is_up):
    (arrow,) = roles(trend_geometry(chart(better=better)), "arrow")
    assert (arrow.y_head < arrow.y_tail) is is_up
    assert roles(trend_geometry(chart()), "better")[0].text == "better"


def test_the_lane_tells_levels_pauses_and_falls():
    events = ChartEvents(
        levels=(
            LevelSpan(level=3, starts_on=FEBRUARY, ends_on=APRIL),
            LevelSpan(level=4, starts_on=APRIL),
        ),
        pauses=(Pause(starts_on=MARCH, ends_on=date(2026, 3, 20)),),
        falls=(
            FallMark(on=MARCH, near=True, label="near fall"),
            FallMark(on=date(2026, 4, 20), near=False, label="fall at home"),
        ),
    )
    geometry = trend_geometry(chart(events=events))
    third, fourth = roles(geometry, "level")
    assert fourth.height > third.height
    assert len(roles(geometry, "pause")) == len(roles(geometry, "near-fall")) == 1
    assert roles(geometry, "fall")[0].title == "20 Apr: fall at home"
    assert [word.text for word in roles(geometry, "fall-word")] == ["fall"]
    (rule,) = roles(geometry, "rule")
    assert rule.x1 == fourth.x
    assert {label.text for label in roles(geometry, "lane")} >= {"Level 3", "Level 4"}


def test_a_shared_range_gives_all_charts_of_a_page_one_time_axis():
    shared = {"first_day": FEBRUARY, "last_day": MAY}
    one = trend_geometry(chart(**shared))
    other = trend_geometry(chart(point(MARCH, 3.5), point(APRIL, 4.5), **shared))
    assert roles(one, "axis")[-1].x1 == roles(other, "axis")[-1].x1
    month = {label.text: label.x for label in roles(one, "tick") if label.text == "Apr"}
    assert month == {label.text: label.x for label in roles(other, "tick") if label.text == "Apr"}


def test_the_sentence_carries_everything_the_picture_says():
    said = trend_geometry(
        chart(
            point(FEBRUARY, 7.62),
            UNABLE_IN_MARCH,
            point(MAY, 4.92),
            mdc=1.69,
            baseline=7.62,
            mdc_label="error ±1.69",
            cut_off=CutOff(value=4.5, side=Side.ABOVE, inclusive=False, label="elevated over 4.50"),
            verdict="real improvement, −2.70 s",
            position="still elevated",
            events=ChartEvents(
                levels=(LevelSpan(level=3, starts_on=FEBRUARY),),
                pauses=(Pause(starts_on=MARCH),),
                falls=(FallMark(on=APRIL, near=True, label="near fall"),),
            ),
        )
    ).sentence
    assert said == (
        "Timed Up and Go in seconds, lower is better. 7.62 on 9 Feb, unable on 9 Mar, 4.92 on "
        "14 May: real improvement, −2.70 s, still elevated. Error ±1.69. Line: elevated over "
        "4.50. Level 3 from 9 Feb. Paused from 9 Mar. Near fall on 7 Apr."
    )


def test_days_carry_their_year_when_the_chart_spans_two():
    geometry = trend_geometry(chart(point(date(2025, 11, 3), 16.8), point(MAY, 12.46)))
    assert geometry.rows[0].day == "3 Nov 2025"
    assert "2026" in [tick.text for tick in roles(geometry, "tick")]


def test_without_results_the_chart_says_so():
    geometry = trend_geometry(replace(chart(), points=(), first_day=FEBRUARY, last_day=MAY))
    assert "No result yet." in geometry.sentence
    assert geometry.rows == ()


def test_without_results_and_without_days_there_is_no_axis_to_draw():
    with pytest.raises(ValueError, match="first and a last day"):
        trend_geometry(replace(chart(), points=()))


def test_a_value_belongs_to_a_completed_test_only():
    with pytest.raises(ValueError, match="carries a value"):
        TrendPoint(on=MARCH, value=999, outcome=Outcome.UNABLE)


def test_a_sparkline_has_band_line_points_and_a_larger_last_point():
    cut_off = CutOff(value=12, side=Side.ABOVE, inclusive=True, label="at risk")
    geometry = sparkline_geometry(chart(baseline=16.8, mdc=3, cut_off=cut_off))
    assert [len(roles(geometry, role)) for role in ("band", "cutoff-fine", "line-fine")] == [1] * 3
    dots = roles(geometry, "point")
    assert dots[-1].radius > dots[0].radius
    assert geometry.sentence.startswith("Timed Up and Go in seconds, lower is better.")


def test_a_sparkline_without_results_is_empty_but_speaks():
    geometry = sparkline_geometry(replace(chart(), points=()))
    assert geometry.marks == ()
    assert "No result yet." in geometry.sentence


def test_a_sparkline_of_one_or_no_number_is_drawn():
    assert len(sparkline_geometry(chart(point(MARCH, 15.0))).marks) == 1
    assert roles(sparkline_geometry(chart(UNABLE_IN_MARCH)), "unable")


days = st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 12, 31))
results = st.builds(
    lambda on, value: TrendPoint(on=on, value=value, value_label=f"{value:.2f}"),
    days,
    st.floats(min_value=0, max_value=300).map(lambda value: round(value, 2)),
)
unables = st.builds(lambda on: TrendPoint(on=on, outcome=Outcome.UNABLE), days)


@given(
    points=st.lists(st.one_of(results, unables), min_size=1, max_size=12),
    narrow=st.booleans(),
    mdc=st.one_of(st.none(), st.floats(min_value=0.01, max_value=50)),
)
def test_nothing_leaves_the_drawing(points, narrow, mdc):
    frame = Frame(width=168, height=150, text_size=8.5) if narrow else Frame()
    values = [found.value for found in points if found.value is not None]
    drawn = trend_geometry(
        chart(*points, frame=frame, mdc=mdc, baseline=values[0] if values else None)
    )
    assert len(drawn.rows) == len(points)
    for mark in drawn.marks:
        for name in ("x", "x1", "x2"):
            assert -15 <= getattr(mark, name, 0) <= frame.width + 15
        for name in ("y", "y1", "y2"):
            assert 0 <= getattr(mark, name, 0) <= frame.height
        if mark.kind == "text" and mark.role == "value":
            width = text_width(mark.text, frame.text_size, bold=True)
            start = mark.x - {"start": 0, "middle": width / 2, "end": width}[mark.anchor]
            assert start >= -1
            assert start + width <= frame.width + 1
