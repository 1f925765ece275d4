"""What measuring costs at the screen, counted in a browser: taps, keys, and the time they take."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

# Taps and keys of a person, counted across pages; those on the stopwatch are the test itself.
COUNT = """
const bump = (name) => sessionStorage.setItem(name, Number(sessionStorage.getItem(name) || 0) + 1);
document.addEventListener("pointerdown", (event) => {
  bump(event.target.closest("[data-stopwatch]") ? "stopwatch" : "taps");
}, true);
document.addEventListener("keydown", () => bump("keys"), true);
"""

# Keystroke-Level Model: pointing 1.10 s and a press 0.20 s, a key 0.28 s, a decision 1.35 s.
# Source: Card SK, Moran TP, Newell A. Commun ACM 1980;23:396-410. A decision before every tap.
TAP_S = 1.10 + 0.20 + 1.35
KEY_S = 0.28
PAGE_S = 1.0  # waiting for a page: more than it takes

MOST_TAPS_OF_A_TUG = 4
LONGEST_BATTERY_S = 4 * 60
PRESSURES = {
    "baseline": ("128", "74"),
    "stand_1min": ("124", "72"),
    "stand_3min": ("126", "73"),
}


@dataclass(frozen=True)
class Hand:
    """A person with one finger: taps and types, and is counted."""

    page: Page

    def tap(self, selector: str) -> None:
        self.page.locator(selector).first.click()

    def answer(self, name: str, value: str) -> None:
        choice = self.page.locator(f'input[name="{name}"][value="{value}"]')
        self.page.locator("label").filter(has=choice).first.click()

    def write(self, name: str, text: str) -> None:
        self.tap(f'main [name="{name}"]')
        self.page.keyboard.type(text)

    def save(self) -> None:
        self.tap('button[name="status"][value="completed"]')
        expect(self.page.locator(".measure__value")).to_be_visible()

    def next(self) -> None:
        self.tap('a.button--main:has-text("Measure next")')

    def counted(self, name: str) -> int:
        return int(self.page.evaluate(f"sessionStorage.getItem({name!r}) || 0"))


@pytest.fixture
def before(new_page, site):
    """Ana before the page of somebody who was measured before, each test with its own person."""

    def stand(story: str) -> Hand:
        page = new_page(role="clinician")
        page.add_init_script(COUNT)
        page.goto(f"/patients/{site.patient(story)['id']}")
        page.evaluate("sessionStorage.clear()")
        return Hand(page)

    return stand


def test_a_timed_up_and_go_costs_at_most_four_taps_besides_the_stopwatch(before):
    hand = before("improver")
    hand.tap('main a.button:has-text("Measure")')
    hand.tap('h3 a[href*="/assessments/new/tug?"]')
    hand.tap("[data-skip]")
    hand.tap("[data-toggle]")
    hand.page.wait_for_timeout(5_300)  # the walk itself: a shorter one is asked about
    hand.tap("[data-toggle]")
    hand.save()
    assert hand.counted("taps") <= MOST_TAPS_OF_A_TUG
    assert hand.counted("stopwatch") == 3  # skip the practice, start, stop
    assert hand.counted("keys") == 0


def test_a_battery_of_five_tests_takes_less_than_four_minutes_at_the_screen(before):
    hand = before("plateau")
    hand.tap('main a.button:has-text("Measure")')
    hand.tap('h3 a:has-text("STEADI")')
    for number in range(1, 13):
        hand.answer(f"answers_{number}", "1" if number == 3 else "0")
    hand.save()
    hand.next()
    hand.write("trials_s_1", "12.46")
    hand.save()
    hand.next()
    hand.write("repetitions_1", "11")
    hand.save()
    hand.next()
    for number, held in enumerate(("10", "10", "10", "4.2"), start=1):
        hand.write(f"hold_s_{number}", held)
    hand.save()
    hand.next()
    for when, (systolic, diastolic) in PRESSURES.items():
        hand.write(f"{when}_1", systolic)
        hand.write(f"{when}_2", diastolic)
    hand.answer("condition_start_position", "lying")
    hand.save()
    pages = 2 * 5 + 2
    at_the_screen_s = hand.counted("taps") * TAP_S + hand.counted("keys") * KEY_S + pages * PAGE_S
    assert at_the_screen_s < LONGEST_BATTERY_S, (hand.counted("taps"), hand.counted("keys"))
    # The counting works: at least a tap for each answer, and a key for each digit.
    assert hand.counted("taps") >= 12 + 5 + 4
    assert hand.counted("keys") >= 5 + 2 + 9 + 15


def test_what_is_typed_is_kept_by_itself_and_stands_there_after_closing(before):
    hand = before("measured")
    hand.tap('main a.button:has-text("Measure")')
    hand.tap('h3 a[href*="/assessments/new/tug?"]')
    hand.write("trials_s_1", "11.9")
    expect(hand.page.locator("[data-keep]")).to_contain_text("Kept at")
    address = hand.page.url
    hand.page.goto("/")
    hand.page.goto(address)
    expect(hand.page.locator('main [name="trials_s_1"]')).to_have_value("11.9")
    hand.tap('button:has-text("Discard")')
    hand.page.goto(address)
    expect(hand.page.locator('main [name="trials_s_1"]')).to_have_value("")
