"""Four courses of care, the deciding steps clicked: each gets its proposal, with its reasons."""

from playwright.sync_api import expect

from tests.journeys import courses, walk
from tests.session_logs.cases import well


def test_who_improves_is_proposed_the_next_level_and_her_routine_opens_there(new_page, site):
    patient = courses.begin(site, "Ivy")
    walker = walk.Walker(new_page(role="clinician"), patient)
    walk.log_training(walker)
    walker.open("/progress")
    walker.see(
        "Proposal: advance to Level 5",
        "All criteria met: propose the next level.",
        "Training, last 3 of 7 logs at Level 4",
        "Tests for Level 5",
    )
    walker.choose("answer", "accept")
    walker.press("Sign the decision")
    walker.arrive("/patients/ID/routine/new.*level=5")
    walker.see("Level 5")


def test_a_fall_at_home_stops_until_it_is_reviewed_and_the_screen_comes_first(new_page, site):
    patient = courses.begin(site, "Fay")
    walker = walk.Walker(new_page(role="clinician"), patient)
    walker.open()
    walker.press("Fall")
    walker.arrive("/patients/ID/falls/ID")
    walker.see("Training rests until a clinician has reviewed this", "Not known yet")
    walker.page.get_by_role("link", name="Add the details").click()
    for name, value in {
        "when": "yesterday",
        "place": "kitchen",
        "injury": "minor",
        "able_to_rise": "yes",
    }.items():
        walker.choose(name, value)
    walker.write("reason", "She told how it happened")
    walker.press("Save the amendment")
    walker.open("/progress")
    walker.see(
        "A fall was logged. Stop until the therapist has reviewed injury, cause and plan.",
        "Routine paused",
        "Fall",
    )
    walker.choose("outcome", "lower_level")
    walker.write("note", "Bruised hip, turned too fast at the sink. One level down, helper there.")
    walker.press("Sign the review")
    walker.arrive("/patients/ID/routine/new")
    walker.see("Fall", "answer the clinical screen again")
    expect(walker.page.get_by_role("button", name="Prescribe routine")).to_have_count(0)


def test_brief_dizziness_a_second_time_stops_and_says_what_to_check(new_page, site):
    dizzy = well(symptoms=("dizziness_brief",))
    patient = courses.begin(site, "Dot", last=dizzy)
    walker = walk.Walker(new_page(role="clinician"), patient)
    walker.open("/progress")
    walker.see("Brief dizziness once: stay and watch; check BP at the next visit.")
    walk.log_training(walker, symptom="dizziness_brief")
    walker.see("Training rests until a clinician has reviewed it.", "Routine paused")
    walker.open("/progress")
    walker.see(
        "Dizziness during training. Check BP lying and standing, medicines and inner ear before"
        " going on.",
        "ight-headed under 2 minutes",
    )
    walker.choose("outcome", "resume")
    walker.write("note", "Lying 134/78, standing 130/76. Water tablet moved to the evening.")
    walker.press("Sign the review")
    walker.arrive("/patients/ID/progress")
    walker.see("Reviewed. The routine goes on.")


def test_eight_weeks_away_are_placed_again_and_not_simply_continued(new_page, site):
    patient = courses.begin(site, "Gail", since=80, trained=(78, 75, 72, 68, 65, 60))
    walker = walk.Walker(new_page(role="clinician"), patient)
    walker.open("/progress")
    walker.see(
        "More than 8 weeks without training. Re-screen and re-test, then place again.",
        "60 days",
    )
    walker.choose("outcome", "keep_paused")
    walker.write("note", "Was with her sister. New tests on Thursday, then placed again.")
    walker.press("Sign the review")
    walker.arrive("/patients/ID/progress")
    walker.see("Reviewed. The routine stays paused.")
    walker.open("/sessions/new")
    walker.see("Training rests")
