"""A visit survives that the tablet is closed, and is over the next day."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from clinic.assessments.models import Assessment, VisitDraft
from clinic.audit.models import AuditEvent
from clinic.db import db, enter_clinic
from clinic.ids import new_id
from tests.assessments.records import text
from tests.factories import MORNING, commit_episode, make_clinician, signed_in

CORE = "core_backward"


@pytest.fixture
def keep(client, page):
    """Keeps what is typed for a test, as the button does; or as the script, with headers."""

    def send(code, *, visit=CORE, headers=None, **typed):
        sent = {"record_id": str(new_id()), "aid": "none", "assessed_on": "2026-03-20"}
        return client.post(
            page("new", code, f"keep?visit={visit}"), data=sent | typed, headers=headers
        )

    return send


@pytest.fixture
def save(client, page):
    def send(code, *, visit=CORE, **typed):
        sent = {
            "record_id": str(new_id()),
            "status": "completed",
            "aid": "none",
            "assessed_on": "2026-03-20",
        }
        return client.post(page("new", f"{code}?visit={visit}"), data=sent | typed)

    return send


def drafts(app, person):
    with app.app_context():
        enter_clinic(person.clinic_id)
        found = db.session.scalars(sa.select(VisitDraft)).all()
        return [(row.visit, row.instrument_code, row.typed) for row in found]


def test_the_button_keeps_what_is_typed_and_it_stands_there_again(app, ana, client, page, keep):
    answer = keep("tug", trials_s_1="12,46", note="Sandals")
    assert answer.location == page("new")
    begun = text(client.get(page("new")))
    assert "Begun today: Backward walking, core" in begun
    assert "At Timed Up and Go. Kept at 09:30, not saved yet." in begun
    shown = client.get(page("new", f"tug?visit={CORE}")).text
    assert 'value="12,46"' in shown
    assert "Sandals</textarea>" in shown
    assert "Kept at 09:30, not saved yet." in shown
    assert drafts(app, ana)[0][:2] == (CORE, "tug")


def test_the_script_is_told_the_time_and_goes_nowhere(keep):
    answer = keep("tug", trials_s_1="12", headers={"Accept": "text/plain"})
    assert (answer.status_code, answer.text) == (200, "Kept at 09:30, not saved yet.")
    assert answer.content_type == "text/plain; charset=utf-8"


def test_what_cannot_be_read_yet_is_kept_as_it_was_typed(client, page, keep):
    keep("tug", trials_s_1="twel")
    assert 'value="twel"' in client.get(page("new", f"tug?visit={CORE}")).text


def test_kept_twice_the_later_text_holds_and_there_is_one_draft(app, ana, keep):
    keep("tug", trials_s_1="12")
    keep("tug", trials_s_1="13")
    keep("cst30", repetitions_1="9")
    ((_, code, typed),) = drafts(app, ana)
    assert (code, sorted(typed)) == ("cst30", ["cst30", "tug"])
    assert ["trials_s_1", "13"] in typed["tug"]


def test_a_saved_test_leaves_nothing_typed_and_the_visit_stands_at_the_next(
    app, ana, client, page, keep, save
):
    keep("tug", trials_s_1="12")
    assert save("tug", trials_s_1="12.40").status_code == 302
    assert drafts(app, ana) == [(CORE, "cst30", {})]
    begun = text(client.get(page("new")))
    assert "At 30-Second Chair Stand. Last saved at 09:30." in begun
    assert 'value="12"' not in client.get(page("new", f"tug?visit={CORE}")).text


def test_a_skipped_test_moves_the_visit_on_as_well(app, ana, save):
    save("tug", skip="tired", aid="")
    assert drafts(app, ana)[0][:2] == (CORE, "cst30")


def test_a_visit_of_ones_own_is_gone_on_with_where_it_was(app, ana, client, page, save):
    save("tug", visit="tug.sls", trials_s_1="12.40")
    assert "new/sls?visit=tug.sls" in client.get(page("new")).text


def test_when_the_last_test_is_saved_the_draft_ends(app, ana, save):
    save("tug", visit="tug", trials_s_1="12.40")
    assert drafts(app, ana) == []


def test_what_is_typed_for_another_test_is_not_lost_when_the_visit_ends(app, ana, keep, save):
    keep("sls", visit="tug", left_s_1="4")
    save("tug", visit="tug", trials_s_1="12.40")
    ((_, code, typed),) = drafts(app, ana)
    assert (code, list(typed)) == ("sls", ["sls"])


def test_a_script_that_comes_behind_the_saving_keeps_nothing(app, ana, client, page, keep, save):
    record_id = str(new_id())
    save("tug", visit="tug", record_id=record_id, trials_s_1="12.40")
    keep("tug", visit="tug", record_id=record_id, trials_s_1="12.40")
    assert drafts(app, ana) == []


def test_a_refused_form_shows_what_was_sent_and_not_what_was_kept(keep, save):
    keep("tug", trials_s_1="12")
    refused = save("tug", trials_s_1="2")
    assert refused.status_code == 422
    assert 'value="2"' in refused.text


def test_the_same_form_can_be_saved_after_it_was_kept(client, page, keep, save):
    record_id = str(new_id())
    keep("tug", record_id=record_id, trials_s_1="12")
    assert save("tug", record_id=record_id, trials_s_1="12").status_code == 302


def test_a_draft_is_discarded_deliberately_and_saved_results_stay(
    app, ana, client, page, keep, save
):
    save("tug", trials_s_1="12.40")
    keep("cst30", repetitions_1="9")
    answer = client.post(page("draft", "discard"))
    assert answer.location == page("new")
    assert drafts(app, ana) == []
    after = text(client.get(page("new")))
    assert "Begun today" not in after
    assert "Saved results stay." in after
    assert "1 of 4 done today" in after
    assert client.post(page("draft", "discard")).status_code == 302


def test_a_form_whose_draft_was_discarded_can_still_be_saved(client, page, keep, save):
    record_id = str(new_id())
    keep("tug", record_id=record_id, trials_s_1="12")
    client.post(page("draft", "discard"), data={"record_id": record_id, "trials_s_1": "12"})
    saved = save("tug", record_id=record_id, trials_s_1="12.40")
    assert "/assessments/" in saved.location
    assert "12.40 s" in text(client.get(saved.location))


def test_the_next_day_the_draft_is_over_and_is_cleared_away(app, ana, bo, client, page, keep):
    keep("tug", trials_s_1="12")
    with time_machine.travel(MORNING + timedelta(days=1)):
        tomorrow = signed_in(app, bo)
        assert "Begun today" not in text(tomorrow.get(page("new")))
        assert 'value="12"' not in tomorrow.get(page("new", f"tug?visit={CORE}")).text
        tomorrow.post(page("new", "cst30", f"keep?visit={CORE}"), data={"repetitions_1": "9"})
        assert [code for _, code, _ in drafts(app, ana)] == ["cst30"]


def test_a_draft_is_its_clinicians_alone(app, ana, bo, client, page, keep):
    keep("tug", trials_s_1="12")
    other = signed_in(app, bo)
    assert "Go on with" not in text(other.get(page("new")))
    assert 'value="12"' not in other.get(page("new", f"tug?visit={CORE}")).text
    other.post(page("draft", "discard"))
    assert len(drafts(app, ana)) == 1


def test_the_page_of_the_person_leads_back_into_the_visit(client, edith, keep):
    address = f"/patients/{edith[0]}"
    assert "Measuring was begun today" not in text(client.get(address))
    keep("tug", trials_s_1="12")
    shown = client.get(address)
    assert "Go on with Timed Up and Go Kept at 09:30, not saved yet." in text(shown)
    assert f"new/tug?visit={CORE}" in shown.text


def test_a_draft_is_of_one_patient(app, ana, client, page, keep):
    keep("tug", trials_s_1="12")
    other_id, _ = commit_episode(app, ana, record_number="HL-0900")
    assert "Begun today" not in text(client.get(f"/patients/{other_id}/assessments/new"))


def test_another_clinic_and_a_reader_keep_nothing(app, ana, cleo, page):
    assert signed_in(app, cleo).post(page("new", "tug", "keep"), data={}).status_code == 404
    reader = make_clinician(app, name="Rita Sandoval", role="reader", clinic=ana.clinic_id)
    assert signed_in(app, reader).post(page("new", "tug", "keep"), data={}).status_code == 403


def test_more_than_a_form_can_hold_is_refused(app, ana, keep):
    assert keep("tug", note="x" * 30_000).status_code == 413
    assert drafts(app, ana) == []


def test_nothing_is_written_into_the_record_or_its_trail(app, ana, keep):
    with app.app_context():
        enter_clinic(ana.clinic_id)
        before = db.session.scalar(sa.select(sa.func.count()).select_from(AuditEvent))
    keep("tug", trials_s_1="12")
    with app.app_context():
        enter_clinic(ana.clinic_id)
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Assessment)) == 0
        assert db.session.scalar(sa.select(sa.func.count()).select_from(AuditEvent)) == before


def test_a_refused_test_is_over_for_today_and_not_marked_as_done(client, page, save):
    save("tug", status="refused", aid="")
    shown = text(client.get(page("new", f"cst30?visit={CORE}")))
    assert "Timed Up and Go refused" in shown
    assert "refused , done today" not in shown
