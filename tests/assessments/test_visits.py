"""A visit goes from test to test without a menu; what is skipped can be done later that day."""

import pytest

from clinic.assessments.battery import visit_named, visit_of_tests
from clinic.ids import new_id
from tests.assessments.records import MARCH, text
from tests.domain.instrument_cases import BWT3M, TUG


@pytest.fixture
def send(client, page):
    """Sends a form of a visit."""

    def post(code, visit, **typed):
        sent = {"record_id": str(new_id()), "status": "completed", "aid": "none"}
        return client.post(
            page("new", f"{code}?visit={visit}"),
            data=sent | {"assessed_on": "2026-03-20"} | typed,
        )

    return post


WALK = {"trials_s_1": "5", "condition_pace": "fast_safe", "condition_start": "static"}


def test_batteries_are_offered_with_their_tests_and_minutes(client, page):
    said = text(client.get(page("new")))
    assert "Backward walking, core" in said
    assert "Backward walk, Timed Up and Go, Chair stand and 4-Stage Balance" in said
    assert "about 11 min" in said
    for name in ("STEADI", "Frailty", "Vestibular"):
        assert name in said


def test_after_a_result_the_next_test_of_the_visit_is_one_tap_away(client, send):
    saved = send("bwt3m", "core_backward", **WALK)
    shown = client.get(saved.location)
    assert "Measure next: Timed Up and Go" in text(shown)
    assert "new/tug?visit=core_backward" in shown.text


def test_a_test_is_skipped_with_a_reason_and_the_visit_goes_on(client, page, send):
    skipped = send("bwt3m", "core_backward", skip="pain", aid="")
    assert skipped.location.endswith("/assessments/new/tug?visit=core_backward")
    following = text(client.get(skipped.location))
    assert "Backward walk skipped" in following
    listed = text(client.get(page()))
    assert "not done" in listed


def test_another_reason_is_said_in_the_note(client, send):
    refused = send("tug", "core_backward", skip="other", aid="")
    assert refused.status_code == 422
    assert "Say in the note why the test is skipped" in text(refused)
    assert send("tug", "core_backward", skip="weather", aid="").status_code == 422
    saved = send("tug", "core_backward", skip="other", note="the chair broke", aid="")
    assert saved.status_code == 302


def test_what_was_skipped_can_be_done_later_that_day(client, page, send):
    send("bwt3m", "core_backward", skip="tired", aid="")
    assert "0 of 4 done today, 1 skipped" in text(client.get(page("new")))
    assert "now, skipped before" in text(client.get(page("new", "bwt3m?visit=core_backward")))
    send("bwt3m", "core_backward", **WALK)
    assert "1 of 4 done today" in text(client.get(page("new")))


def test_a_test_that_was_done_is_not_hidden_by_skipping_it_later(client, page, send):
    send("bwt3m", "core_backward", **WALK)
    send("bwt3m", "core_backward", skip="pain", aid="")
    assert "1 of 4 done today" in text(client.get(page("new")))


def test_when_nothing_is_left_the_visit_ends_where_it_began(send, page):
    last = send("tug", "tug", skip="no_time", aid="")
    assert last.location.endswith(page("new"))


def test_results_of_another_day_are_not_of_this_visit(client, page, measured):
    measured(TUG, 12)
    assert "done today" not in text(client.get(page("new")))
    measured(BWT3M, 5, 5, on=MARCH)
    assert "1 of 4 done today" in text(client.get(page("new")))


def test_a_visit_of_ones_own_is_made_of_the_tests_that_were_ticked(client, page):
    answer = client.get(page("new?test=tug&test=grip&test=stork"))
    assert answer.location.endswith("/assessments/new/tug?visit=tug.grip")
    shown = client.get(answer.location)
    assert "This visit: Own choice" in shown.text
    assert "new/grip?visit=tug.grip" in shown.text


def test_a_test_that_is_not_in_the_named_visit_is_a_visit_by_itself():
    assert [one.code for one in visit_named(None, with_test="tug").instruments] == [
        "bwt3m",
        "tug",
        "cst30",
        "four_stage",
    ]
    assert visit_named("steadi", with_test="berg").code == "berg"
    assert visit_named("nonsense", with_test="tug").code == "tug"
    assert visit_of_tests({"grip", "tug"}).code == "tug.grip"
