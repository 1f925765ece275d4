"""The start page: who needs somebody today, in order of consequence, then all open episodes."""

import re

import pytest

from clinic.db import db
from clinic.domain.checklists import ClearanceStep, DoctorsStep, ItemId
from clinic.domain.episodes import DischargeOutcome, DischargeReason
from clinic.domain.falls import FallDetails, Injury, NearFallDetails, Setting
from clinic.domain.progression_decisions import StepDecision
from clinic.episodes.models import Discharge
from clinic.falls.actions import record_fall, record_near_fall
from clinic.ids import new_id
from clinic.precautions.actions import record_doctors_step
from clinic.progress.actions import decide
from tests import factories
from tests.caseload.scene import (
    ago,
    clinic_of,
    enrol,
    noon,
    ready,
    tell_of_falls,
    train,
    walk,
)
from tests.routines import cases


def names_in_order(page: str) -> list[str]:
    return re.findall(r'class="need-list__who" href="[^"]*">([^<]*)<', page)


def rows(page: str) -> list[str]:
    return re.findall(r'class="data-table__link" href="[^"]*">([^<]*)<', page)


def prescribed(by, given: str, family: str, *, number: str, logged: int = 1):
    episode = ready(by, given, family, number=number)
    routine = cases.prescribe(episode, by, at=noon(ago(20)), today=ago(20))
    for before in (6, 4, 2, 0):
        train(episode, by, routine, on=ago(logged + before))
    return episode


def test_an_empty_caseload_says_so_and_offers_to_enrol(client):
    page = client.get("/").text
    assert "You answer for no open episode." in page
    assert "Enrol a patient" in page
    assert "The whole clinic" in page


def test_people_stand_in_the_order_of_consequence(app, ana, client):
    with clinic_of(app, ana):
        prescribed(ana, "Samuel", "Adeyemi", number="1", logged=12)
        enrol(ana, "Nils", "New", number="2")
        pending = enrol(ana, "Rosa", "Delgado", number="3")
        cases.screen(pending, ana, on=ago(5), at=noon(ago(5)), yes=("CS25",))
        walk(pending, ana, "9.90", on=ago(5))
        near = prescribed(ana, "Henryk", "Łuczak", number="4")
        record_near_fall(
            near,
            NearFallDetails(happened_on=ago(2), setting=Setting.HOME, caught_by="person"),
            by=ana.actor,
            at=noon(ago(1)),
        )
        fell = prescribed(ana, "Margaret", "Okafor", number="5")
        record_fall(
            fell,
            FallDetails(
                happened_on=ago(1),
                injury=Injury.NONE,
                able_to_rise=True,
                place="bathroom",
                happened_at_time="21:40",
                minutes_on_floor=20,
            ),
            by=ana.actor,
            at=factories.MORNING,
        )
        prescribed(ana, "Edith", "Marlowe", number="6")

    page = client.get("/").text
    assert names_in_order(page) == [
        "Margaret Okafor",
        "Henryk Łuczak",
        "Rosa Delgado",
        "Nils New",
        "Samuel Adeyemi",
    ]
    assert "5 patients need you.</strong> 1 more episode is on course." in page
    assert "Fall, bathroom, yesterday at 21:40, 20 minutes on the floor." in page
    assert page.count("button--main") == 1
    assert page.count("need-list__first") == 1


def test_the_list_says_level_last_walk_trend_verdict_and_last_log(app, ana, client):
    with clinic_of(app, ana):
        prescribed(ana, "Edith", "Marlowe", number="6")
    page = client.get("/").text
    assert "Nobody waits. 1 open episode on course." in page
    assert "Level 1" in page or "Level 2" in page or "Level 3" in page
    assert "4.92 s" in page
    assert 'class="chart sparkline"' in page
    assert "Real improvement" in page
    assert "yesterday" in page
    assert "Low" in page


def test_one_result_is_a_first_measurement_and_none_is_not_walked_yet(app, ana, client):
    with clinic_of(app, ana):
        walk(enrol(ana, "One", "Result", number="1"), ana, "9.90", on=ago(5))
        enrol(ana, "No", "Result", number="2")
    page = client.get("/").text
    assert "one result so far" in page
    assert "First measurement" in page
    assert "not walked yet" in page


def test_names_stand_where_a_reader_looks_for_them(app, ana, client):
    with clinic_of(app, ana):
        for number, family in enumerate(("Petrie", "Łuczak", "Marlowe", "adeyemi")):
            enrol(ana, "Ann", family, number=str(number))
    assert rows(client.get("/").text) == [
        "adeyemi, Ann",
        "Łuczak, Ann",
        "Marlowe, Ann",
        "Petrie, Ann",
    ]


def test_a_clinician_sees_her_own_and_on_request_the_whole_clinic(app, ana, client):
    other = factories.make_clinician(app, name="Eva Other", clinic=ana.clinic_id)
    with clinic_of(app, ana):
        enrol(ana, "My", "Own", number="1")
        enrol(other, "Of", "Hers", number="2")
    assert rows(client.get("/").text) == ["Own, My"]
    whole = client.get("/?of=clinic").text
    assert rows(whole) == ["Hers, Of", "Own, My"]
    assert "Eva Other" in whole


def test_a_fall_in_a_colleagues_care_is_told_to_everybody(app, ana, client):
    other = factories.make_clinician(app, name="Eva Other", clinic=ana.clinic_id)
    with clinic_of(app, ana):
        episode = enrol(other, "Of", "Hers", number="2")
        record_fall(
            episode,
            FallDetails(happened_on=ago(1), injury=Injury.NONE, able_to_rise=True),
            by=other.actor,
            at=factories.MORNING,
        )
    page = client.get("/").text
    assert "Of Hers: fall reported, in the care of Eva Other" in page
    assert "Open Of Hers’s page" in page
    assert "in the care of Eva Other" not in client.get("/?of=clinic").text


def test_an_assistant_sees_the_whole_clinic_and_a_reader_is_offered_no_act(app, ana, bo):
    reader = factories.make_clinician(app, name="Rita Reader", role="reader", clinic=ana.clinic_id)
    with clinic_of(app, ana):
        enrol(ana, "My", "Own", number="1")
    assistant = factories.signed_in(app, bo).get("/").text
    assert rows(assistant) == ["Own, My"]
    assert "Do the screen" in assistant
    assert "Enrol a patient" not in assistant
    assert "Do the screen" not in factories.signed_in(app, reader).get("/").text


def test_the_other_clinic_sees_nobody(app, ana, cleo):
    with clinic_of(app, ana):
        enrol(ana, "My", "Own", number="1")
    page = factories.signed_in(app, cleo).get("/?of=clinic").text
    assert "Own" not in page
    assert "No episode is open in this clinic." in page


def test_a_doctor_who_was_asked_is_named_with_the_days_waited(app, ana, client):
    with clinic_of(app, ana):
        episode = enrol(ana, "Rosa", "Delgado", number="3")
        screen = cases.screen(episode, ana, on=ago(14), at=noon(ago(14)), yes=("CS25",))
        record_doctors_step(
            screen,
            episode,
            DoctorsStep(
                item_id=ItemId("CS25"), step=ClearanceStep.ASKED, on=ago(14), doctor="Dr Whitlow"
            ),
            record_id=new_id(),
            by=ana.actor,
            at=noon(ago(14)),
        )
    page = client.get("/").text
    assert "Dr Whitlow was asked 6 Mar, 14 days ago." in page
    assert "Record the answer" in page


def test_a_stop_that_was_decided_stays_until_somebody_decides_again(app, ana, client):
    with clinic_of(app, ana):
        episode = prescribed(ana, "Edith", "Marlowe", number="6")
        decide(
            episode,
            StepDecision.STOP_AND_REVIEW,
            reason="Blood pressure fell on standing.",
            record_id=new_id(),
            by=ana.actor,
            at=noon(ago(1)),
            today=ago(1),
        )
    page = client.get("/").text
    assert "Stopped for review yesterday: Blood pressure fell on standing." in page
    assert "Review the stop" in page


def search(client, text: str) -> str:
    return client.post("/search", data={"q": text}, follow_redirects=True).text


def test_no_name_stands_in_the_address_of_what_was_found(app, ana, client):
    answer = client.post("/search", data={"q": "Marlowe"})
    assert answer.status_code == 302
    assert "marlowe" not in answer.location.lower()


def test_a_made_up_or_foreign_address_finds_nobody(client):
    assert "Type a name" in client.get("/search?sought=Marlowe").text


def test_who_was_discharged_leaves_the_caseload_and_is_found_by_search(app, ana, client):
    with clinic_of(app, ana):
        episode = enrol(ana, "Łucja", "Nowak", number="HL-77")
        db.session.add(
            Discharge(
                episode_id=episode.id,
                discharged_on=ago(1),
                at=noon(ago(1)),
                by_id=ana.clinician_id,
                reason=DischargeReason.GOALS_REACHED,
                outcome=DischargeOutcome.IMPROVED,
            )
        )
    assert "Nowak" not in client.get("/").text
    found = search(client, "lucja")
    assert rows(found) == ["Łucja Nowak"]
    assert "Discharged yesterday" in found


@pytest.mark.parametrize("typed", ["lucz", "3 8 1946", "hl-9", "henryk ŁUCZ"])
def test_search_finds_by_folded_name_birth_date_and_record_number(app, ana, client, typed):
    with clinic_of(app, ana):
        enrol(ana, "Henryk", "Łuczak", number="HL-9")
    found = search(client, typed)
    assert rows(found) == ["Henryk Łuczak"]
    assert "In care since" in found


def test_search_says_when_nobody_is_found_and_when_nothing_was_typed(client):
    assert "Nobody in this clinic is found" in search(client, "zzz")
    assert "Type a name" in client.get("/search").text


def test_what_was_searched_for_is_shown_as_text(client):
    page = search(client, "<script>alert(1)</script>")
    assert "<script>alert" not in page


def test_a_long_list_comes_in_pages(app, ana, client):
    with clinic_of(app, ana):
        for number in range(53):
            enrol(ana, "Ann", f"Fam{number:02}", number=str(number))
    first = client.get("/").text
    assert "1 to 50 of 53 episodes" in first
    assert len(rows(first)) == 50
    assert "Show 23 more who need you" in first
    second = client.get("/?page=2").text
    assert rows(second) == ["Fam50, Ann", "Fam51, Ann", "Fam52, Ann"]
    assert "51 to 53 of 53 episodes" in second
    assert len(names_in_order(client.get("/?needs=all").text)) == 53
    assert len(rows(client.get("/?page=99").text)) == 3


def test_the_number_of_queries_does_not_grow_with_the_episodes(app, ana, client):
    with clinic_of(app, ana):
        prescribed(ana, "Edith", "Marlowe", number="00")
        tell_of_falls(prescribed(ana, "Ann", "Fam", number="0"), ana)
    client.get("/")  # the first look notes that the session is used
    few = count_queries(app, lambda: client.get("/"))
    with clinic_of(app, ana):
        for number in range(1, 6):
            episode = prescribed(ana, "Ann", f"Fam{number}", number=str(number))
            tell_of_falls(episode, ana)
    assert count_queries(app, lambda: client.get("/")) == few


def count_queries(app, act) -> int:
    from sqlalchemy import event

    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        assert act().status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(seen)
