"""Without a mouse: everything can be reached, seen and pressed."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import PASSWORD

MOST_STEPS = 120


def focused(page: Page) -> str:
    return page.evaluate(
        """() => { const at = document.activeElement;
                   const label = at.labels && at.labels[0];
                   return (at.getAttribute('aria-label') || (label || at).textContent || '')
                       .replace(/\\s+/g, ' ').trim(); }"""
    )


def tab_to(page: Page, words: str) -> None:
    """Tab until what has the focus says these words; it must be visible there."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if re.search(words, focused(page)):
            assert page.evaluate(
                """() => { const box = document.activeElement.getBoundingClientRect();
                           const label = document.activeElement.closest('label');
                           const seen = label ? label.getBoundingClientRect() : box;
                           return seen.width > 0 && seen.height > 0; }"""
            )
            return
    raise AssertionError(f"no Tab leads to “{words}”")


def test_signing_in_needs_no_mouse(new_page, site):
    page = new_page()
    page.goto("/sign-in")
    tab_to(page, "E-mail")
    page.keyboard.type(site.email("clinician"))
    tab_to(page, "Password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    page.keyboard.press("Tab")
    assert "Skip" in focused(page)


def test_taking_a_measurement_needs_no_mouse(new_page, site):
    page = new_page(role="clinician")
    # Whom no other journey measures: what was measured today is not offered again in a battery.
    page.goto(f"/patients/{site.patient('expired')['id']}")
    tab_to(page, "^Measure$")
    page.keyboard.press("Enter")
    page.wait_for_url("**/assessments/new")
    tab_to(page, "^Timed Up and Go$")
    page.keyboard.press("Enter")
    page.wait_for_url("**/assessments/new/tug**")
    tab_to(page, "Trial 1")
    page.keyboard.type("13.20")
    tab_to(page, "None|Stick|Rollator|Frame")
    page.keyboard.press("Space")
    tab_to(page, "Save the result")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/assessments/[0-9a-f-]{36}"))
    expect(page.locator("body")).to_contain_text("13.20")


def test_the_stopwatch_answers_the_space_bar(new_page, site):
    page = new_page(role="clinician")
    page.goto(f"/patients/{site.patient('plateau')['id']}/assessments/new/tug")
    page.get_by_role("button", name="Start").focus()
    page.keyboard.press("Space")
    expect(page.locator("[data-time]")).not_to_have_text("0.00")
    page.keyboard.press("Space")
    stopped = page.locator("[data-time]").text_content()
    expect(page.locator("[data-time]")).to_have_text(stopped)


def test_what_has_the_focus_shows_it(new_page):
    page = new_page(role="clinician")
    page.goto("/")
    for _ in range(12):
        page.keyboard.press("Tab")
        outlined = page.evaluate(
            # A row is one target: the outline may be drawn around it.
            """() => { for (let at = document.activeElement; at; at = at.parentElement) {
                   for (const part of [null, '::after', '::before']) {
                       if (getComputedStyle(at, part).outlineStyle !== 'none') return true;
                   }
               } return false; }"""
        )
        assert outlined, focused(page)
