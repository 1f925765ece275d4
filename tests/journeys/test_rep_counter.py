"""Counting stands on the page of the chair stand: by tap and by key, beside the stopwatch."""

import pytest

TIME_UP = "Time is up. A stand that was begun counts as “How to run it” says."


@pytest.fixture
def chair_stand(new_page, site):
    """The page of the 30-second chair stand, with time in the test's hands."""
    page = new_page(role="clinician")
    page.clock.install()
    # What is kept of one test would stand in the form of the next.
    page.route("**/keep-draft.js*", lambda route: route.abort())
    patient = site.patient("improver")["id"]
    page.goto(f"/patients/{patient}/assessments/new/cst30")
    return page


def box(page):
    return page.input_value('[name="repetitions_1"]')


def add(page):
    return page.get_by_role("button", name="+1 stand")


def take_back(page):
    return page.get_by_role("button", name="Take one back: −1")


def shown(page):
    return page.locator("[data-count]").inner_text()


def test_nothing_counted_is_no_nought(chair_stand):
    assert (box(chair_stand), shown(chair_stand)) == ("", "–")


def test_each_tap_counts_one_stand_into_the_box(chair_stand):
    for _ in range(12):
        add(chair_stand).click()
    assert (box(chair_stand), shown(chair_stand)) == ("12", "12")


def test_a_tap_too_many_is_taken_back_and_nothing_goes_below_nought(chair_stand):
    assert take_back(chair_stand).is_disabled()
    add(chair_stand).click()
    add(chair_stand).click()
    take_back(chair_stand).click()
    take_back(chair_stand).click()
    assert box(chair_stand) == "0"
    assert take_back(chair_stand).is_disabled()
    chair_stand.keyboard.press("-")
    assert box(chair_stand) == "0"


def test_the_plus_key_counts_and_the_minus_key_takes_back_also_in_the_box(chair_stand):
    for key in ("+", "+", "=", "-", "NumpadAdd"):
        chair_stand.keyboard.press(key)
    assert box(chair_stand) == "3"
    chair_stand.focus('[name="repetitions_1"]')
    chair_stand.keyboard.press("+")
    assert box(chair_stand) == "4"


def test_a_plus_in_the_note_is_a_plus(chair_stand):
    chair_stand.focus('[name="note"]')
    chair_stand.keyboard.type("+ pain -")
    assert chair_stand.input_value('[name="note"]') == "+ pain -"
    assert box(chair_stand) == ""


def test_a_number_typed_by_hand_is_counted_on(chair_stand):
    chair_stand.fill('[name="repetitions_1"]', "7")
    assert shown(chair_stand) == "7"
    add(chair_stand).click()
    assert box(chair_stand) == "8"


def test_it_stops_at_the_most_that_is_recorded(chair_stand):
    chair_stand.fill('[name="repetitions_1"]', "60")
    assert add(chair_stand).is_disabled()
    chair_stand.keyboard.press("+")
    assert box(chair_stand) == "60"


def test_when_the_time_is_up_it_says_so_and_goes_on_counting(chair_stand):
    chair_stand.keyboard.press("Space")
    add(chair_stand).click()
    assert TIME_UP not in chair_stand.inner_text("main")
    chair_stand.clock.run_for(31_000)
    assert chair_stand.locator("[data-time]").inner_text() == "30.00"
    assert chair_stand.get_by_role("status").filter(has_text=TIME_UP).is_visible()
    add(chair_stand).click()
    assert box(chair_stand) == "2"
    chair_stand.locator("[data-toggle]").click()
    assert TIME_UP not in chair_stand.inner_text("main")


def test_what_was_counted_is_saved(chair_stand):
    chair_stand.clock.resume()
    for _ in range(11):
        add(chair_stand).click()
    chair_stand.click('button[name="status"][value="completed"]')
    chair_stand.wait_for_url("**/assessments/*-*")
    assert "11 stands" in chair_stand.inner_text("main")


def test_without_a_script_the_box_stays_and_no_counter_shows(new_page, site):
    page = new_page(role="clinician", java_script_enabled=False)
    patient = site.patient("improver")["id"]
    page.goto(f"/patients/{patient}/assessments/new/cst30")
    assert page.locator("[data-add]").is_hidden()
    page.fill('[name="repetitions_1"]', "12")
    assert box(page) == "12"


def test_errors_in_counting_are_counted_as_well(new_page, site):
    page = new_page(role="clinician")
    page.goto(f"/patients/{site.patient('improver')['id']}/assessments/new/tug_cog")
    page.get_by_role("button", name="+1 error").click()
    assert page.input_value('[name="counting_errors_1"]') == "1"
