"""axe finds nothing: every page, light and dark, on desktop, tablet and telephone."""

import pytest

from tests.journeys.conftest import axe_findings

WIDTHS = (1280, 820, 390)
SCHEMES = ("light", "dark")

OF_A_PATIENT = (
    "",
    "/risk",
    "/checklists",
    "/checklists/new?definition=clinical_screen",
    "/checklists/treadmill/today",
    "/limits",
    "/assessments",
    "/assessments/new",
    "/assessments/new/bwt3m",
    "/assessments/new/berg",
    "/placement",
    "/routine",
    "/routine/new",
    "/sessions",
    "/sessions/new",
    "/sessions/week",
    "/falls",
    "/falls/new",
    "/progress",
    "/trends",
    "/trends?since=2026-99-99",
    "/documents",
    "/documents/handout",
    "/documents/progress-report",
    "/documents/trends",
    "/edit",
    "/discharge",
)


def look(page, path):
    page.goto(path)
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found += [f"{scheme} {width}: {finding}" for finding in axe_findings(page)]
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                found.append(f"{scheme} {width}: the page is {wide} px wide")
    return found


@pytest.mark.parametrize("path", OF_A_PATIENT)
def test_a_page_about_a_patient(new_page, site, path):
    page = new_page(role="clinician")
    assert look(page, f"/patients/{site.patient('measured')['id']}{path}") == []


@pytest.mark.parametrize("story", ["faller", "newcomer", "pending"])
def test_a_patients_page_in_trouble(new_page, site, story):
    page = new_page(role="clinician")
    assert look(page, f"/patients/{site.patient(story)['id']}") == []


@pytest.mark.parametrize("act", ["withdraw", "amend", "review"])
def test_a_page_about_a_report(new_page, site, act):
    page = new_page(role="clinician")
    page.goto(f"/patients/{site.patient('faller')['id']}/falls")
    page.locator("tbody th a").first.click()
    page.wait_for_url("**/falls/*-*")
    assert look(page, f"{page.url}/{act}") == []


@pytest.mark.parametrize("path", ["/", "/patients/new", "/search", "/account", "/nothing-here"])
def test_a_page_of_a_clinician(new_page, path):
    page = new_page(role="clinician")
    assert look(page, path) == []


@pytest.mark.parametrize(
    "path",
    [
        "/exercises",
        "/exercises/bw-worktop",
        "/exercises/new?like=sit-to-stand",
        "/exercises/sit-to-stand/offer",
    ],
)
def test_a_page_of_the_exercise_library(new_page, path):
    page = new_page(role="clinician")
    assert look(page, path) == []


@pytest.mark.parametrize(
    "path",
    [
        "/settings",
        "/settings/clinicians",
        "/settings/measures",
        "/settings/measures/bwt3m",
        "/batteries",
        "/batteries/new",
        "/audit",
    ],
)
def test_a_page_of_an_administrator(new_page, path):
    page = new_page(role="administrator")
    assert look(page, path) == []


def test_the_sign_in_page(new_page):
    assert look(new_page(), "/sign-in") == []
