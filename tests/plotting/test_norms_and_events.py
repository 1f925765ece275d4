from datetime import date

from clinic.plotting import ChartEvents, EventMark, Norm, trend_geometry
from tests.plotting.test_trend_geometry import APRIL, FEBRUARY, MAY, chart

SLOWER = Norm(
    low=9.2, high=9.2, label="norm 9.2 s: over it slower than average for the age", short="norm 9.2"
)
NEW_TABLETS = EventMark(on=APRIL, label="Medication change")


def test_a_norm_of_one_value_is_a_line_with_its_word_and_is_said_in_the_sentence():
    drawn = trend_geometry(chart(norm=SLOWER))
    [line] = drawn.of_role("norm-line")
    assert line.y1 == line.y2
    assert [label.text for label in drawn.of_role("norm-label")] == ["norm 9.2"]
    assert "Norm 9.2 s: over it slower than average for the age." in drawn.sentence


def test_the_line_of_a_norm_is_inside_the_drawing_where_no_result_comes_near_it():
    drawn = trend_geometry(chart(norm=Norm(low=2, high=2, label="norm 2 s", short="norm 2")))
    [line] = drawn.of_role("norm-line")
    axis = max(mark.y2 for mark in drawn.of_role("axis"))
    assert 0 < line.y1 < axis


def test_another_event_is_a_square_with_its_day_and_its_words():
    drawn = trend_geometry(chart(events=ChartEvents(others=(NEW_TABLETS,))))
    [square] = drawn.of_role("event")
    assert square.width == square.height
    assert square.title == "7 Apr: Medication change"
    assert "Medication change on 7 Apr." in drawn.sentence


def test_an_event_outside_the_days_shown_is_not_drawn():
    before = EventMark(on=date(2026, 1, 1), label="House move")
    drawn = trend_geometry(
        chart(events=ChartEvents(others=(before,)), first_day=FEBRUARY, last_day=MAY)
    )
    assert drawn.of_role("event") == ()


def test_without_days_of_its_own_a_chart_reaches_as_far_as_its_events():
    late = EventMark(on=date(2026, 8, 1), label="House move")
    assert trend_geometry(chart(events=ChartEvents(others=(late,)))).of_role("event")


def test_a_norm_that_is_a_range_stands_at_the_edge_of_the_plot():
    drawn = trend_geometry(chart(norm=Norm(low=8, high=11, label="usual 8 to 11 s")))
    [edge] = drawn.of_role("norm")
    assert edge.title == "usual 8 to 11 s"
    assert edge.height > edge.width
    assert drawn.of_role("norm-label") == ()
