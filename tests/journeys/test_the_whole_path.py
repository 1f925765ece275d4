"""From an empty record to a discharge, as a clinician walks it; with a script and without."""

import pytest
from playwright.sync_api import expect

from tests.journeys import walk


def download(walker, words, role="button"):
    """The PDF that a button or a link leads to, as the browser gets it."""
    with walker.page.expect_response(
        lambda answer: answer.headers.get("content-type", "").startswith("application/pdf")
    ) as answered:
        walker.page.get_by_role(role, name=words).first.click()
    return answered.value


def test_a_clinician_walks_from_enrolment_to_discharge(new_page):
    walker = walk.enrol(new_page(role="clinician"), "Łucja", "Testová")
    walk.screen(walker)
    walk.measure_all(walker, walk.BASELINE)
    walk.place(walker)
    walk.prescribe(walker)
    for _ in range(3):
        walk.log_training(walker)
    walk.measure_all(walker, walk.LATER)
    she_is_better_and_it_is_shown(walker)
    walk.accept_the_proposal(walker, "Three trainings are too few to step up.")
    she_takes_paper_home(walker)
    she_is_found(walker)
    care_ends_and_begins_again(walker)


def she_is_better_and_it_is_shown(walker):
    walker.open()
    walker.see("Real improvement", "6.04 s", "Level")


def she_takes_paper_home(walker):
    walker.open("/documents/handout")
    assert download(walker, "Print the handout").status == 200
    walker.open("/documents/progress-report")
    walker.write("next_step", "Goes on at this level for two weeks.")
    walker.press("Sign and lock")
    walker.see("The report is signed and locked")
    assert download(walker, "Open the PDF to print", "link").status == 200
    walker.open("/documents")
    walker.see("Handout", "Progress report")


def she_is_found(walker):
    walker.page.goto("/")
    walker.see("Testová")
    walker.page.fill("#find", "lucja testova")
    walker.page.press("#find", "Enter")
    walker.see("Testová")


def care_ends_and_begins_again(walker):
    walker.open("/discharge")
    walker.choose("reason", "goals_reached")
    walker.choose("outcome", "improved")
    walker.press("Discharge the patient")
    walker.arrive("/patients/ID$|/episodes")
    walker.open()
    walker.see("Discharged")
    walker.open("/routine/new")
    expect(walker.page.get_by_role("button", name="Prescribe")).to_have_count(0)
    walker.open("/episodes/new")
    walker.write("goals", "Back to the choir.")
    walker.page.get_by_text("The patient agreed to take part").click()
    walker.page.locator("main").get_by_role("button").first.click()
    walker.arrive("/checklists/new|/patients/ID$|/episodes$|/risk")
    walker.open()
    walker.see("not placed")


def test_a_fall_stops_training_until_it_is_reviewed(new_page):
    page = new_page(role="clinician")
    walker = walk.enrol(page, "Fallon", "Testwell", born="02 11 1941")
    walk.screen(walker)
    walk.measure_all(walker, walk.BASELINE)
    walk.place(walker)
    walk.prescribe(walker)

    walker.open("/falls/new/fall")
    walker.choose("when", "today")
    walker.choose("place", "kitchen")
    walker.choose("injury", "none")
    walker.choose("able_to_rise", "yes")
    walker.press("Save the fall")
    walker.arrive("/falls/ID|/falls$")

    page.goto("/")
    walker.see("Fall reported", "Fallon Testwell")
    walker.open("/documents/handout")
    walker.see("No handout now")
    page.goto("/")
    page.get_by_role("link", name="Review the fall").first.click()
    walker.write("note", "No injury. Wore socks; shoes from now on.")
    walker.choose("outcome", "resume")
    walker.press("Sign the review")
    walker.arrive("/falls/ID$|/falls$|/checklists")
    walker.open("/routine")
    walker.see("In force")


def test_the_same_path_without_a_script(new_page):
    page = new_page(role="clinician", java_script_enabled=False)
    walker = walk.enrol(page, "Plain", "Testwell", born="05 05 1939")
    walk.screen(walker)
    walk.measure_all(walker, walk.BASELINE)
    walker.open("/assessments")
    walker.see("9.21 s")
    walk.place(walker)
    walk.prescribe(walker)
    walk.log_training(walker)
    walk.accept_the_proposal(walker, "Just begun.")
    walker.open()
    walker.see("Level", "9.21 s")


@pytest.mark.parametrize("width", [390])
def test_the_same_path_on_a_telephone(new_page, width):
    page = new_page(role="clinician")
    page.set_viewport_size({"width": width, "height": 844})
    walker = walk.enrol(page, "Small", "Testwell", born="09 09 1943")
    walk.screen(walker)
    walk.measure_all(walker, walk.BASELINE)
    walk.place(walker)
    walk.prescribe(walker)
    walk.log_training(walker)
    walker.open()
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width, "nothing is wider than the screen"
