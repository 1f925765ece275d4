"""The trends on a tablet: no column is lost, and no words are squeezed beside blank paper."""

import re

import pytest

# Of each card: where its chart begins and ends, and each line of the words that belong to it.
LINES = """
cards => cards.map(card => {
  const chart = card.querySelector("svg.chart").getBoundingClientRect();
  const told = card.querySelector(".chart__told")?.getBoundingClientRect().bottom ?? chart.bottom;
  const wanted = "p:is(.trend-chart__note > :not(.verdict), .trend-chart__course)";
  const words = [...card.querySelectorAll(wanted)];
  const lines = words.flatMap(one => {
    const range = document.createRange();
    range.selectNodeContents(one);
    return [...range.getClientRects()].map(line => ({ left: line.left, top: line.top }));
  });
  return { left: chart.left, right: chart.right, bottom: told, lines };
})
"""


@pytest.fixture
def trends(new_page, site):
    def open_at(width):
        page = new_page(role="clinician")
        page.set_viewport_size({"width": width, "height": 1100})
        page.goto(f"/patients/{site.patient('measured')['id']}/trends")
        return page

    return open_at


@pytest.mark.parametrize("width", [800, 1280])
def test_better_truly_tells_the_trend_of_each_measure_once(trends, width):
    page = trends(width)
    rows = page.locator("section[aria-labelledby=truly] tbody tr:has(a)").all()
    told = [len(re.findall(r" over \d+ results", row.inner_text())) for row in rows]
    assert told == [1] * 5


@pytest.mark.parametrize("width", [800, 1000])
def test_words_longer_than_their_chart_go_on_under_it(trends, width):
    cards = trends(width).locator(".trend-chart--large").evaluate_all(LINES)
    assert len(cards) == 5
    for card in cards:
        under = [line["left"] for line in card["lines"] if line["top"] >= card["bottom"] - 1]
        beside = [line["left"] for line in card["lines"] if line["top"] < card["bottom"] - 1]
        assert under == pytest.approx([card["left"]] * len(under), abs=1)
        assert all(left > card["right"] for left in beside)
        assert under
        assert beside
