"""Labels of a chart cover neither a line nor one another where there is room beside them."""

from datetime import date, timedelta

import pytest
from reportlab.pdfbase import pdfmetrics

from clinic.plotting import CutOff, Frame, Norm, Side, trend_geometry
from clinic.plotting.labels import Box, LabelPlacer, Spot, text_width
from reports import faces
from tests.plotting.test_trend_geometry import chart, point


@pytest.mark.parametrize(
    "label", ["below average under 7", "elevated over 4.50", "error ±1.69", "Level 4", "15.22"]
)
@pytest.mark.parametrize("bold", [False, True])
def test_the_width_of_a_label_is_known_to_a_tenth_and_never_taken_for_less(label, bold):
    printed = pdfmetrics.stringWidth(label, faces.first_face(strong=bold).name, 10)
    assert printed <= text_width(label, 10, bold=bold) <= printed * 1.1


def test_the_word_of_the_cut_off_stands_off_the_line_of_the_norm():
    drawn = trend_geometry(
        chart(
            cut_off=CutOff(value=12, label="at risk from 12.00", side=Side.ABOVE, inclusive=True),
            norm=Norm(low=12.7, high=12.7, label="norm 12.7 s", short="norm 12.70"),
        )
    )
    [word] = drawn.of_role("cutoff-label")
    [norm] = drawn.of_role("norm-line")
    assert not word.y - drawn.text_size * 0.74 < norm.y1 < word.y


def test_the_first_value_of_a_steep_course_covers_no_result():
    course = (15.22, 14.4, 12.5, 11.2, 11.4, 11.9, 10.1, 9.0, 8.8, 9.1, 8.2, 7.97)
    days = [date(2026, 2, 23) + timedelta(days=16 * index) for index in range(len(course))]
    drawn = trend_geometry(
        chart(
            *(point(day, value) for day, value in zip(days, course, strict=True)),
            frame=Frame(width=190, height=120, text_size=9),
            mdc=1.69,
            baseline=15.22,
            mdc_label="error ±1.69",
        )
    )
    value = next(label for label in drawn.of_role("value") if label.text == "15.22")
    right = value.x + text_width("15.22", 9, bold=True)
    for dot in drawn.of_role("point"):
        is_beside = dot.x + dot.radius < value.x or dot.x - dot.radius > right
        assert is_beside or dot.y - dot.radius > value.y or dot.y + dot.radius < value.y - 9 * 0.7


def test_two_labels_in_a_row_have_the_space_of_a_word_between_them():
    placer = LabelPlacer(size=10, limits=Box(0, 0, 200, 100))
    placer.place("lane", "L3", [Spot(0, 50)])
    end = text_width("L3", 10)
    assert placer.place("lane", "L4", [Spot(end + 2, 50)]) is None
    assert placer.place("lane", "L4", [Spot(end + 4, 50)]) is not None


def test_a_label_without_free_room_crosses_a_thin_line_before_the_line_of_the_results():
    placer = LabelPlacer(size=10, limits=Box(0, 0, 200, 100))
    placer.keep_line_clear(((0, 20), (200, 20)))
    placer.keep_line_clear(((0, 60), (200, 60)), thin=True)
    placed = placer.place("cutoff-label", "at risk", [Spot(10, 22), Spot(10, 62)], must=True)
    assert placed.y == 62
