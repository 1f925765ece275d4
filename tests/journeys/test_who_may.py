"""What is offered, and what is refused, by role and by clinic."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys import walk

PAGES = (
    "",
    "/risk",
    "/checklists",
    "/assessments",
    "/assessments/new",
    "/routine",
    "/sessions",
    "/falls",
    "/progress",
    "/documents",
)


def test_an_assistant_logs_and_measures_and_may_not_prescribe(new_page, site):
    page = new_page(role="assistant")
    walker = walk.Walker(page, site.patient("improver")["id"])
    walk.log_training(walker)
    walk.measure(walker, "tug", "12.80")
    walker.open("/routine")
    expect(page.get_by_role("link", name="Prescribe")).to_have_count(0)
    assert page.goto(f"/patients/{walker.patient}/routine/new").status == 403
    walker.open("/progress")
    expect(page.get_by_role("button", name="Sign the decision")).to_have_count(0)


def test_a_reader_reads_and_writes_nothing(new_page, site):
    page = new_page(role="reader")
    patient = site.patient("improver")["id"]
    assert page.goto(f"/patients/{patient}").status == 200
    expect(page.locator("main").get_by_role("button")).to_have_count(0)
    for path in ("/sessions/new", "/assessments/new/tug", "/falls/new", "/discharge"):
        assert page.goto(f"/patients/{patient}{path}").status == 403


@pytest.mark.parametrize("path", PAGES)
def test_another_clinics_patient_does_not_exist(new_page, site, path):
    page = new_page(role="clinician", clinic=1)
    patient = site.patient("improver")["id"]
    assert page.goto(f"/patients/{patient}{path}").status == 404
    expect(page.locator("body")).not_to_contain_text("Nowak")


def test_another_clinics_patient_is_not_found_by_name_or_number(new_page, site):
    page = new_page(role="clinician", clinic=1)
    for typed in ("Nowak", site.patient("improver")["record_number"]):
        page.goto("/")
        page.fill("#find", typed)
        page.press("#find", "Enter")
        page.wait_for_url("**/search?**")
        expect(page.locator("main")).not_to_contain_text("Łucja")


def test_after_signing_out_nothing_is_shown(new_page, site):
    page = new_page(role="clinician")
    patient = f"/patients/{site.patient('improver')['id']}"
    page.goto(patient)
    page.locator(".top-bar__account summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in**")
    page.goto(patient)
    expect(page).to_have_url(re.compile("/sign-in"))
