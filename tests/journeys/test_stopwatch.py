"""The stopwatch beside plain number fields, with time in the test's hands."""

from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "clinic" / "static" / "js" / "stopwatch.js"
NOON = "2026-03-20T12:00:00"
FIELDS = {
    "trials": ("practice", "trial 1", "trial 2"),
    "stages": ("stage 1", "stage 2", "stage 3"),
    "count": ("trial 1",),
}


def markup(kind, *, stop_at="", fills="yes", in_order="no", lap="Lap: on to the next trial"):
    fields = "".join(
        f'<input id="f{n}" aria-label="{name}" data-trial="{name}">'
        for n, name in enumerate(FIELDS[kind])
    )
    return f"""<form><div data-stopwatch data-stop-at="{stop_at}" data-fills="{fills}"
        data-in-order="{in_order}" hidden>
        <p><span data-time>0.00</span> s</p>
        <button type="button" data-toggle>Start</button>
        <button type="button" data-lap hidden>{lap}</button>
        <button type="button" data-skip hidden>Skip the practice</button></div>
        {fields}<textarea aria-label="Note"></textarea></form>"""


@pytest.fixture
def watch(chromium):
    """Opens a stopwatch at noon, with the clock standing still."""
    context = chromium.new_context()
    page = context.new_page()

    def open_with(kind, **more):
        page.clock.install(time=NOON)
        page.set_content(markup(kind, **more))
        page.add_script_tag(path=SCRIPT, type="module")
        page.clock.pause_at("2026-03-20T12:00:05")
        return page

    yield open_with
    context.close()


def values(page):
    return page.eval_on_selector_all("[data-trial]", "all => all.map(one => one.value)")


def toggle(page):
    return page.locator("[data-toggle]")


def test_space_starts_and_stops_and_goes_on_to_the_next_trial(watch):
    page = watch("trials")
    assert toggle(page).inner_text() == "Start practice"
    page.keyboard.press("Space")
    page.clock.run_for(14_050)
    assert toggle(page).inner_text() == "Stop practice"
    page.keyboard.press("Space")
    assert values(page) == ["14.05", "", ""]
    assert toggle(page).inner_text() == "Start trial 1"


def test_the_practice_may_be_skipped(watch):
    page = watch("trials")
    page.click("[data-skip]")
    toggle(page).click()
    page.clock.run_for(12_460)
    toggle(page).click()
    assert values(page) == ["", "12.46", ""]


def test_a_lap_keeps_one_trial_and_begins_the_next(watch):
    page = watch("trials")
    toggle(page).click()
    page.clock.run_for(5_000)
    page.click("[data-lap]")
    page.clock.run_for(6_000)
    toggle(page).click()
    assert values(page) == ["5.00", "6.00", ""]


def test_a_field_chosen_by_hand_is_filled_and_space_is_no_part_of_a_number(watch):
    page = watch("trials")
    page.focus("#f2")
    page.keyboard.press("Space")
    page.clock.run_for(8_200)
    page.keyboard.press("Space")
    assert values(page) == ["", "", "8.20"]


def test_space_in_a_note_is_a_space(watch):
    page = watch("trials")
    page.focus("textarea")
    page.keyboard.press("Space")
    assert toggle(page).inner_text() == "Start practice"
    assert page.input_value("textarea") == " "


def test_when_every_trial_is_timed_the_watch_rests(watch):
    page = watch("count", lap="")
    page.fill("#f0", "12")
    assert toggle(page).inner_text() == "All trials are timed"
    assert toggle(page).is_disabled()


def test_a_stage_stops_by_itself_and_one_that_was_not_held_ends_the_test(watch):
    page = watch("stages", stop_at="10", in_order="yes", lap="")
    toggle(page).click()
    page.clock.run_for(10_500)
    assert values(page) == ["10.00", "", ""]
    toggle(page).click()
    page.clock.run_for(7_000)
    toggle(page).click()
    assert values(page) == ["10.00", "7.00", ""]
    assert toggle(page).inner_text() == "The test has ended"


def test_a_count_is_timed_and_never_filled_in(watch):
    page = watch("count", stop_at="30", fills="no", lap="")
    toggle(page).click()
    page.clock.run_for(31_000)
    assert page.locator("[data-time]").inner_text() == "30.00"
    assert values(page) == [""]
    assert toggle(page).inner_text() == "Start"


def test_each_leg_has_a_stopwatch_and_a_key_goes_to_the_one_in_hand(chromium):
    context = chromium.new_context()
    page = context.new_page()
    leg = """<div data-group><div data-stopwatch data-stop-at="" data-fills="yes"
        data-in-order="no" hidden><p><span data-time>0.00</span></p>
        <button type="button" data-toggle>Start</button>
        <button type="button" data-lap hidden></button>
        <button type="button" data-skip hidden>Skip</button></div>
        <input id="{leg}" aria-label="{leg}" data-trial="{leg} trial 1"></div>"""
    page.clock.install(time=NOON)
    page.set_content(f"<form>{leg.format(leg='left')}{leg.format(leg='right')}</form>")
    page.add_script_tag(path=SCRIPT, type="module")
    page.clock.pause_at("2026-03-20T12:00:05")
    page.keyboard.press("Space")
    page.clock.run_for(3_200)
    page.keyboard.press("Space")
    assert values(page) == ["3.20", ""]
    page.focus("#right")
    page.keyboard.press("Space")
    page.clock.run_for(2_400)
    page.focus("#left")
    page.keyboard.press("Space")
    assert values(page) == ["3.20", "2.40"]
    context.close()
