"""A trend chart tells its results one by one: to the keyboard, to a pointer, to a finger."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def trends(new_page, site):
    page = new_page(role="clinician")
    page.goto(f"/patients/{site.patient('faller')['id']}/trends")
    return page


def test_the_arrow_keys_tell_day_and_value_and_what_happened(trends):
    chart = trends.locator("svg[data-chart]").first
    told = trends.locator(".chart__told").first
    titles = chart.locator("circle title").all_text_contents()
    chart.focus()
    trends.keyboard.press("ArrowRight")
    expect(told).to_have_text(titles[0])
    trends.keyboard.press("ArrowRight")
    expect(told).to_have_text(titles[1])
    trends.keyboard.press("End")
    expect(told).to_contain_text("Fall")


def test_a_finger_near_a_result_is_told_it(trends):
    chart = trends.locator("svg[data-chart]").first
    dot = chart.locator(".chart__point").last
    chart.scroll_into_view_if_needed()
    place = dot.bounding_box()
    trends.mouse.click(place["x"] + place["width"] + 4, place["y"] + place["height"] + 4)
    expect(trends.locator(".chart__told").first).to_have_text(dot.locator("title").text_content())
