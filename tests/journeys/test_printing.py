"""Print for many, and a report from draft to signature: a real browser on a real server."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.journeys.test_accessibility import look

A_MINUTE_MS = 60_000


def ask_for_home_sheets(page, most=3):
    """Ticks some people on the caseload and asks for their sheets; the page of the job is open."""
    page.goto("/?of=clinic")
    for box in page.locator("input[name=episode]").all()[:most]:
        box.check()
    page.get_by_role("button", name="Print for those ticked").click()
    page.get_by_label("Home set-up sheet").check()
    page.get_by_role("button", name="Print", exact=True).click()


def test_from_the_caseload_to_one_file_for_many(new_page):
    page = new_page(role="clinician")
    ask_for_home_sheets(page)
    page.get_by_role("link", name="Open the PDF to print").wait_for(timeout=A_MINUTE_MS)
    assert page.locator("[data-told]").inner_text().startswith(("3 of 3 made.", "2 of 3 made."))
    file = page.context.request.get(page.url + "/file")
    assert file.headers["content-type"] == "application/pdf"
    assert len(PdfReader(BytesIO(file.body())).pages) % 2 == 0


def test_without_javascript_one_asks_how_far_it_is_until_the_file_is_there(new_page):
    page = new_page(role="clinician", java_script_enabled=False)
    ask_for_home_sheets(page)
    ready = page.get_by_role("link", name="Open the PDF to print")
    for _ in range(A_MINUTE_MS // 500):
        if ready.count():
            break
        page.wait_for_timeout(500)
        page.get_by_role("link", name="Look how far it is").click()
    assert ready.count() == 1


def test_pages_of_printing_are_accessible(new_page):
    page = new_page(role="clinician")
    ask_for_home_sheets(page)
    page.get_by_role("link", name="Open the PDF to print").wait_for(timeout=A_MINUTE_MS)
    assert look(page, page.url) == []
    assert look(page, "/print") == []
    assert look(page, "/?of=clinic&due=week") == []


def test_a_report_is_looked_at_signed_and_amended(new_page, site):
    page = new_page(role="clinician")
    patient = f"/patients/{site.patient('measured')['id']}"
    page.goto(f"{patient}/documents/progress-report")
    page.get_by_label("In your words").fill("She turns more safely.")
    page.get_by_role("button", name="Look at it first").click()
    page.get_by_role("heading", name="Draft of a progress report").wait_for()
    page.wait_for_load_state("networkidle")
    picture = page.locator(".page-pictures__page").first
    assert picture.evaluate("image => image.complete && image.naturalWidth") == 1100
    assert look(page, page.url) == []
    page.get_by_role("button", name="Sign and lock").click()
    page.get_by_role("link", name="Open the PDF to print").wait_for()
    assert look(page, page.url) == []
    page.get_by_role("link", name="Amend").click()
    page.get_by_label("Why the earlier one is replaced").fill("A fall was left out.")
    page.get_by_role("button", name="Begin the new report").click()
    page.get_by_role("button", name="Sign and lock").click()
    page.get_by_role("link", name=re.compile("progress report of")).click()
    page.get_by_role("heading", name="This report was replaced").wait_for()


def test_a_discharge_summary_is_looked_at_signed_and_amended(new_page, site):
    page = new_page(role="clinician", clinic=1)
    patient = f"/patients/{site.patient('improver', clinic=1)['id']}"
    page.goto(f"{patient}/discharge")
    page.locator("input[name=reason]").first.check()
    page.locator("input[name=outcome]").first.check()
    page.get_by_role("button", name="Discharge the patient").click()
    page.wait_for_url(f"**{patient}")
    assert look(page, f"{patient}/documents/discharge-summary") == []
    page.get_by_label("What we advise").fill("Keep up the walking group.")
    page.get_by_role("button", name="Look at it first").click()
    page.get_by_role("heading", name="Draft of a discharge summary").wait_for()
    assert look(page, page.url) == []
    page.get_by_role("button", name="Sign and lock").click()
    page.get_by_role("link", name="Amend").click()
    page.get_by_role("heading", name="Amend a summary").wait_for()
    assert look(page, page.url) == []
    page.get_by_label("Why the earlier one is replaced").fill("The advice was another one.")
    page.get_by_role("button", name="Begin the new summary").click()
    page.get_by_label("What we advise").fill("Come back in May.")
    page.get_by_role("button", name="Sign and lock").click()
    page.get_by_role("link", name=re.compile("discharge summary of")).click()
    page.get_by_role("heading", name="This summary was replaced").wait_for()


def test_the_page_of_the_letterhead_is_accessible(new_page):
    assert look(new_page(role="administrator"), "/settings/letterhead") == []


@pytest.mark.parametrize("width", [390, 1280])
def test_the_box_beside_a_name_is_ticked_and_does_not_open_the_patient(new_page, width):
    page = new_page(role="clinician")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/?of=clinic")
    box = page.locator("label.tick").first
    box.scroll_into_view_if_needed()
    size = box.bounding_box()
    assert min(size["width"], size["height"]) >= 44
    box.click()
    assert page.locator("input[name=episode]").first.is_checked()
    assert "/patients/" not in page.url
