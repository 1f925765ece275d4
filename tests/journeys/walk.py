"""The steps of care as a person takes them in the browser; each ends where the next begins."""

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

ID = r"[0-9a-f-]{36}"


@dataclass(frozen=True)
class Walker:
    """One browser page with the patient that it is about."""

    page: Page
    patient: str = ""

    def open(self, path: str = "") -> None:
        self.page.goto(f"/patients/{self.patient}{path}")

    def choose(self, name: str, value: str) -> None:
        """One of a group of choices, by clicking on its words as a person would."""
        choice = self.page.locator(f'input[name="{name}"][value="{value}"]')
        self.page.locator("label").filter(has=choice).first.click()
        expect(choice).to_be_checked()

    def write(self, name: str, text: str) -> None:
        self.page.locator(f'main [name="{name}"]').fill(text)

    def press(self, words: str) -> None:
        self.page.get_by_role("button", name=words).first.click()

    def arrive(self, pattern: str) -> None:
        self.page.wait_for_url(re.compile(pattern.replace("ID", ID)))

    def see(self, *words: str) -> None:
        for one in words:
            expect(self.page.locator("body")).to_contain_text(one)

    def questions(self) -> list[str]:
        """The names of the groups of choices in the page's form, in order."""
        return self.page.eval_on_selector_all(
            'main form input[type="radio"]', "all => [...new Set(all.map(one => one.name))]"
        )


def search(page: Page, text: str) -> None:
    """From wherever the page is, by the box in its bar."""
    page.get_by_role("searchbox").fill(text)
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url("**/search**")


def enrol(page: Page, given: str, family: str, born: str = "14 03 1946") -> Walker:
    """From the caseload to the clinical screen of a new patient."""
    page.goto("/")
    page.get_by_role("link", name="Enrol a patient").click()
    walker = Walker(page)
    walker.write("given_name", given)
    walker.write("family_name", family)
    walker.write("birth_date", born)
    walker.choose("sex", "F")
    walker.choose("fell", "yes")
    walker.write("falls_count_12m", "1")
    walker.choose("unsteady", "yes")
    for name in (
        "injury_needing_medical_care",
        "on_floor_1h_or_unable_to_rise",
        "loss_of_consciousness_or_suspected_syncope",
        "worried",
        "frailty",
    ):
        walker.choose(name, "no")
    walker.write("goals", "Carry the tea tray from the kitchen to the front room.")
    page.get_by_text("The patient agreed to take part").click()
    walker.write("emergency_contact_name", "Jo Testwell")
    walker.press("Enrol, go to the clinical screen")
    walker.arrive("/patients/ID/checklists/new")
    return Walker(page, re.search(f"/patients/({ID})/", page.url)[1])


def screen(walker: Walker) -> None:
    """Every item of the clinical screen with its safe answer, and signed."""
    walker.open("/checklists/new?definition=clinical_screen")
    for name in walker.questions():
        walker.choose(name, "no")
    walker.press("Sign")
    walker.arrive("/checklists/ID")


def measure(walker: Walker, code: str, *numbers: str) -> None:
    """One instrument of the core battery with these numbers."""
    walker.open(f"/assessments/new/{code}")
    if "aid" in walker.questions():
        walker.choose("aid", "none")
    if code == "berg":
        for name, points in zip(walker.questions(), numbers, strict=False):
            walker.choose(name, points)
    else:
        boxes = walker.page.locator("li:not(.trial-list__practice) input[data-trial]")
        for number, value in enumerate(numbers):
            boxes.nth(number).fill(value)
    walker.press("Save the")
    walker.arrive("/assessments/ID")


BASELINE = {
    "bwt3m": ("9.40", "9.02"),
    "tug": ("16.30",),
    "cst30": ("8",),
    "four_stage": ("10", "10", "6.5"),
    "berg": tuple("44444433332222"),
}
LATER = {
    "bwt3m": ("6.10", "5.98"),
    "tug": ("12.90",),
    "cst30": ("12",),
    "four_stage": ("10", "10", "10", "4.2"),
    "berg": tuple("44444444443333"),
}


def measure_all(walker: Walker, battery: dict[str, tuple[str, ...]]) -> None:
    for code, numbers in battery.items():
        measure(walker, code, *numbers)


def place(walker: Walker) -> None:
    """The level that the rule proposes, accepted."""
    walker.open("/placement")
    walker.write("stand_supported_s", "60")
    walker.choose("new_to_backward_walking", "no")
    walker.press("Propose a level")
    walker.choose("decision", "accept")
    walker.press("Keep the placement")


def prescribe(walker: Walker) -> None:
    """The first block of the first template that has this level, with every warning ticked."""
    walker.open("/routine/new")
    walker.page.locator(".start-list__link").first.click()
    walker.write("helper_name", "Jo Testwell")
    walker.page.get_by_text("taught", exact=False).first.click()
    walker.press("Use this helper")
    for box in walker.page.locator('input[name="ticked"]').all():
        box.check()
    walker.press("Prescribe routine")
    walker.arrive("/patients/ID/routine")


def log_training(walker: Walker, *, near_falls: str = "0", symptom: str = "none") -> None:
    """A training in clinic, all done."""
    walker.open("/sessions/new")
    walker.choose("setting", "clinic")
    walker.choose("status", "done")
    if "checked_before" in walker.questions():
        walker.page.locator('label:has(input[name="checked_before"])').first.click()
    for name, value in {
        "effort": "4",
        "pain_before": "1",
        "pain_during": "1",
        "losses_of_balance": "1",
        "near_falls": near_falls,
        "assistance": "standby",
        "fell": "no",
    }.items():
        walker.choose(name, value)
    walker.choose("symptoms", symptom)
    walker.press("Save the session log")
    walker.arrive("/patients/ID/sessions")


def accept_the_proposal(walker: Walker, reason: str) -> None:
    walker.open("/progress")
    walker.choose("answer", "accept")
    walker.write("reason", reason)
    with walker.page.expect_navigation():
        walker.press("Sign the decision")
    walker.open("/progress")
    walker.see(reason)
