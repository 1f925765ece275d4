"""The colleague went home: her visit is gone on with, and she is told when she saves after all."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from clinic.assessments.models import Assessment, VisitDraft, VisitTakeover
from clinic.audit.models import AuditEvent
from clinic.db import db, enter_clinic
from clinic.ids import made_at, new_id
from tests.assessments.records import text
from tests.factories import MORNING, commit_episode, make_clinician, signed_in

CORE = "core_backward"
LATER = MORNING + timedelta(minutes=10)


@pytest.fixture
def sent():
    """What a page sends that was opened at this moment."""

    def form(**typed):
        shape = {"record_id": str(new_id()), "aid": "none", "assessed_on": "2026-03-20"}
        return shape | {"status": "completed"} | typed

    return form


@pytest.fixture
def begun(app, ana, client, page, sent):
    """Ana typed a trial and went; the form that stands on her tablet."""
    form = sent(trials_s_1="12.46", note="Sandals")
    client.post(page("new", f"tug/keep?visit={CORE}"), data=form)
    return form


@pytest.fixture
def bos(app, bo):
    return signed_in(app, bo)


def rows(app, person, model):
    with app.app_context():
        enter_clinic(person.clinic_id)
        return db.session.scalars(sa.select(model)).all()


def take_over(app, ana, browser, page, *, draft_id=None):
    if draft_id is None:
        [draft] = rows(app, ana, VisitDraft)
        draft_id = draft.id
    return draft_id, browser.post(page("draft", draft_id, "take-over"))


def test_the_pages_say_whose_visit_is_open_and_since_when(begun, bos, client, edith, page):
    sentence = (
        "Ana Ribeiro began Backward walking, core today and is at Timed Up and Go."
        " Kept at 09:30, not saved yet."
    )
    for address in (page("new"), f"/patients/{edith[0]}"):
        assert sentence in text(bos.get(address))
        assert "Take over this visit" in text(bos.get(address))
        assert "Take over this visit" not in text(client.get(address))


def test_a_visit_that_is_taken_over_goes_on_with_what_was_typed(app, ana, bo, begun, bos, page):
    _, answer = take_over(app, ana, bos, page)
    assert answer.location == page("new", f"tug?visit={CORE}")
    shown = bos.get(answer.location)
    assert 'value="12.46"' in shown.text
    assert "Sandals</textarea>" in shown.text
    assert "You have taken over this visit" in text(shown)
    [draft] = rows(app, ana, VisitDraft)
    assert draft.by_id == bo.clinician_id


def test_the_takeover_stands_in_the_trail(app, ana, bo, begun, bos, edith, page):
    take_over(app, ana, bos, page)
    event = rows(app, ana, AuditEvent)[-1]
    assert (event.action, event.patient_id) == ("visit.taken_over", edith[0])
    assert event.clinician_id == bo.clinician_id
    assert event.changes["new"]["from_id"] == str(ana.clinician_id)
    assert "12.46" not in str(event.changes)


def test_pressed_twice_it_is_taken_over_once(app, ana, begun, bos, page):
    draft_id, first = take_over(app, ana, bos, page)
    _, second = take_over(app, ana, bos, page, draft_id=draft_id)
    assert second.location == first.location
    assert len(rows(app, ana, VisitTakeover)) == len(rows(app, ana, VisitDraft)) == 1


def test_of_two_who_want_it_the_second_is_told(app, ana, bo, begun, bos, page):
    dana = signed_in(app, make_clinician(app, name="Dana Ito", clinic=ana.clinic_id))
    draft_id, _ = take_over(app, ana, bos, page)
    _, answer = take_over(app, ana, dana, page, draft_id=draft_id)
    assert answer.location == page("new")
    assert "This visit is no longer open" in text(dana.get(answer.location))
    assert [draft.by_id for draft in rows(app, ana, VisitDraft)] == [bo.clinician_id]


def test_a_visit_that_is_over_is_not_there_any_more(app, ana, begun, bos, page):
    [draft] = rows(app, ana, VisitDraft)
    _, answer = take_over(app, ana, bos, page, draft_id=new_id())
    assert answer.status_code == 404
    assert "This visit is no longer open" in text(answer)
    assert rows(app, ana, VisitDraft)[0].id == draft.id


def test_who_has_typed_something_of_her_own_saves_that_first(app, ana, begun, bos, page, sent):
    with time_machine.travel(LATER):
        bos.post(page("new", f"cst30/keep?visit={CORE}"), data=sent(repetitions_1="9"))
        draft_id = next(d.id for d in rows(app, ana, VisitDraft) if d.by_id == ana.clinician_id)
        _, answer = take_over(app, ana, bos, page, draft_id=draft_id)
        assert "results of your own" in text(bos.get(answer.location))
    assert len(rows(app, ana, VisitDraft)) == 2
    assert rows(app, ana, VisitTakeover) == []


def test_who_began_it_is_told_when_she_saves_and_loses_nothing(app, ana, begun, bos, client, page):
    with time_machine.travel(LATER):
        take_over(app, ana, bos, page)
        refused = client.post(page("new", f"tug?visit={CORE}"), data=begun)
    assert refused.status_code == 422
    assert "Bo Lindqvist took over this visit at 09:40" in text(refused)
    assert 'value="12.46"' in refused.text
    assert "Sandals</textarea>" in refused.text
    assert 'href="#all_the_same"' in refused.text
    assert rows(app, ana, Assessment) == []


def test_she_may_save_it_all_the_same(app, ana, begun, bos, client, page):
    with time_machine.travel(LATER):
        take_over(app, ana, bos, page)
        [takeover] = rows(app, ana, VisitTakeover)
        known = begun | {"all_the_same": str(takeover.id)}
        wrong = client.post(page("new", f"tug?visit={CORE}"), data=known | {"trials_s_1": "2"})
        assert wrong.status_code == 422
        assert f'name="all_the_same" value="{takeover.id}"' in wrong.text
        saved = client.post(page("new", f"tug?visit={CORE}"), data=known)
    assert saved.status_code == 302
    assert [row.by_id for row in rows(app, ana, Assessment)] == [ana.clinician_id]


def test_a_page_opened_after_the_takeover_saves_without_a_question(
    app, ana, begun, bos, client, page, sent
):
    take_over(app, ana, bos, page)
    with time_machine.travel(LATER):
        saved = client.post(page("new", f"tug?visit={CORE}"), data=sent(trials_s_1="12.46"))
    assert saved.status_code == 302


def test_what_she_types_on_is_kept_for_her_and_she_is_told(app, ana, begun, bos, client, page):
    with time_machine.travel(LATER):
        take_over(app, ana, bos, page)
        answer = client.post(
            page("new", f"tug/keep?visit={CORE}"),
            data=begun | {"trials_s_2": "12.80"},
            headers={"Accept": "text/plain"},
        )
    assert answer.text == (
        "Bo Lindqvist took over this visit at 09:40, with what was typed until then."
        " Kept at 09:40, not saved yet."
    )
    assert len(rows(app, ana, VisitDraft)) == 2


def test_a_visit_of_yesterday_of_another_person_or_clinic_is_not_taken_over(
    app, ana, bo, cleo, begun, bos, page
):
    draft_id = rows(app, ana, VisitDraft)[0].id
    assert signed_in(app, cleo).post(page("draft", draft_id, "take-over")).status_code == 404
    reader = make_clinician(app, name="Rita Sandoval", role="reader", clinic=ana.clinic_id)
    assert signed_in(app, reader).post(page("draft", draft_id, "take-over")).status_code == 403
    other_id, _ = commit_episode(app, ana, record_number="HL-0900")
    elsewhere = f"/patients/{other_id}/assessments/draft/{draft_id}/take-over"
    assert bos.post(elsewhere).status_code == 404
    with time_machine.travel(MORNING + timedelta(days=1)):
        tomorrow = signed_in(app, bo)
        assert tomorrow.post(page("draft", draft_id, "take-over")).status_code == 404
    assert rows(app, ana, VisitTakeover) == []


def test_a_visit_that_one_took_over_is_that_of_its_person_alone(app, ana, begun, bos, page):
    draft_id, _ = take_over(app, ana, bos, page)
    other_id, _ = commit_episode(app, ana, record_number="HL-0900")
    elsewhere = f"/patients/{other_id}/assessments/draft/{draft_id}/take-over"
    assert bos.post(elsewhere).status_code == 404


def test_an_id_of_another_kind_tells_some_moment_and_breaks_nothing(
    app, ana, begun, bos, client, page
):
    take_over(app, ana, bos, page)
    strange = begun | {"record_id": "ffffffff-ffff-ffff-ffff-ffffffffffff"}
    assert client.post(page("new", f"tug?visit={CORE}"), data=strange).status_code == 302
    assert made_at(new_id()) <= MORNING
