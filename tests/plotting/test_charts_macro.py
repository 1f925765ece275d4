from datetime import date
from pathlib import Path
from xml.etree import ElementTree

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from clinic.plotting import (
    Better,
    ChartEvents,
    CutOff,
    FallMark,
    LevelSpan,
    Outcome,
    Side,
    TrendChart,
    TrendPoint,
    sparkline_geometry,
    trend_geometry,
)

TEMPLATES = Path(__file__).parents[2] / "templates"
CHART = TrendChart(
    title="Walk <backward> & on",
    unit="s",
    better=Better.LOWER,
    points=(
        TrendPoint(on=date(2026, 2, 9), value=7.62, value_label="7.62"),
        TrendPoint(on=date(2026, 3, 9), outcome=Outcome.UNABLE, conditions='"knee" <b>'),
        TrendPoint(on=date(2026, 4, 9), value=6.1, value_label="6.10", comparable=False),
        TrendPoint(on=date(2026, 5, 9), value=5.1, value_label="5.10", amended=True),
        TrendPoint(on=date(2026, 5, 14), value=4.92, value_label="4.92"),
    ),
    baseline=7.62,
    mdc=1.69,
    mdc_label="error ±1.69",
    cut_off=CutOff(value=4.5, side=Side.ABOVE, inclusive=False, label="elevated over 4.50"),
    events=ChartEvents(
        levels=(LevelSpan(level=3, starts_on=date(2026, 2, 9)),),
        falls=(FallMark(on=date(2026, 3, 1), near=False, label="fall"),),
    ),
)


def macros():
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template("_macros/charts.html").module


def painted(markup):
    return ElementTree.fromstring(str(markup))  # noqa: S314 - our own markup


def test_the_painter_writes_one_shape_for_each_mark():
    geometry = trend_geometry(CHART)
    svg = painted(macros().trend_chart(geometry))
    shapes = [child for child in svg if child.tag != "title"]
    assert len(shapes) == len(geometry.marks)
    assert [shape.get("class") for shape in shapes] == [
        f"chart__{mark.role}" for mark in geometry.marks
    ]


def test_the_picture_is_named_by_its_whole_sentence():
    geometry = trend_geometry(CHART)
    svg = painted(macros().trend_chart(geometry))
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == geometry.sentence


def test_each_result_has_its_title():
    svg = painted(macros().trend_chart(trend_geometry(CHART)))
    titles = [title.text for title in svg.iter("title")]
    assert "14 May: 4.92 s" in titles
    assert '9 Mar: unable, "knee" <b>' in titles


def test_no_style_attribute_needs_a_hole_in_the_content_policy():
    markup = str(macros().trend_chart(trend_geometry(CHART)))
    assert "style=" not in markup
    assert "<script" not in markup


def test_the_small_trend_is_painted_with_its_sentence():
    svg = painted(macros().sparkline(sparkline_geometry(CHART)))
    assert "sparkline" in svg.get("class")
    assert svg.get("aria-label").startswith("Walk <backward> & on")


def test_the_table_has_every_result():
    table = str(macros().chart_table(trend_geometry(CHART)))
    assert table.count('<th scope="row">') == 5
    assert "unable" in table


def test_what_was_typed_is_text_in_the_table_and_never_markup():
    geometry = trend_geometry(CHART)
    table = str(macros().chart_table(geometry)).partition("<table")[2].partition("</table>")[0]
    told = [
        tuple("".join(cell.itertext()) for cell in row)
        for row in painted(f"<table{table}</table>").iter("tr")
    ]
    assert told[1:] == list(geometry.rows)
    assert any("<" in remark for _, _, remark in told)


def test_the_table_of_an_empty_chart_says_that_there_is_no_result():
    empty = TrendChart(
        title="Berg", better=Better.HIGHER,
        first_day=date(2026, 1, 1), last_day=date(2026, 2, 1),
    )  # fmt: skip
    assert "No result yet." in str(macros().chart_table(trend_geometry(empty)))
